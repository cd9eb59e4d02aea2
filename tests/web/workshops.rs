//! Workshops: notes from the tables of a meeting, typed or pasted, with the dots of those in the room.

use koe::http::access::Role;

use crate::exports::{bytes, export};
use crate::imports::take_in;
use crate::support::{Answer, TestApp, Visitor};

/// Adds a meeting on the page; answers the address of its sheet.
pub async fn meeting(staff: &Visitor, name: &str) -> String {
    let added = staff.post("/staff/workshops", &[("call", "plan"), ("day", "2024-10-20"), ("name", name)]).await;
    assert_eq!(added.status, 303, "{}", added.html);
    added.location().to_owned()
}

pub async fn trial(site: &TestApp, staff: &Visitor, sent: &Answer) -> String {
    assert_eq!(sent.status, 303, "{}", sent.html);
    site.work().await;
    let path = sent.location().to_owned();
    let page = staff.get(&path).await;
    assert!(!page.has("role=\"alert\""), "{}", page.html);
    path
}

#[tokio::test]
async fn notes_come_in_table_by_table_with_their_dots_and_wait_for_a_moderator() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let sheet = meeting(&staff, "若者を対象とした対話").await;
        assert!(site.visitor().get("/consultations/plan").await.has("若者を対象とした対話"), "it is on the timeline");
        let sent = staff
            .post(
                &sheet,
                &[
                    ("table_0", "A"),
                    ("theme_0", "道路・交通"),
                    ("text_0", "夜の\r\nバスがほしい"),
                    ("dots_0", "５"),
                    ("table_1", "B"),
                    ("theme_1", ""),
                    ("text_1", "空き店舗で試し営業を"),
                    ("dots_1", ""),
                    ("table_2", ""),
                    ("theme_2", ""),
                    ("text_2", ""),
                    ("dots_2", ""),
                    ("sheet", "テーブル\t意見\tシール\nB\t高校生の起業体験を\t3\n"),
                    ("act", "send"),
                ],
            )
            .await;
        let path = trial(&site, &staff, &sent).await;
        let done = take_in(&site, &staff, &path, "3").await;
        assert!(done.has("3件を取り込みました") && done.has(&format!("href=\"{sheet}\"")), "{}", done.html);
        let sql = "select count(*) from received o join notes n on n.opinion_id = o.id
                   where o.channel = 'workshop' and o.state = 'pending' and o.recorded_by is not null";
        assert_eq!(site.number(sql).await, 3);
        assert_eq!(site.number("select count(*) from submitters").await, 3);
        let page = staff.get(&sheet).await;
        for words in ["夜の\nバスがほしい", "会場の共感シール 5枚", "会場の共感シール 3枚", "空き店舗で試し営業を"]
        {
            assert!(page.has(words), "{words}: {}", page.html);
        }
        assert!(staff.get("/staff/workshops?call=plan").await.has("テーブル2・付せん3枚・共感シール8枚"));
        let receipt = site.text("select receipt from opinions where original like '%バス%'").await;
        let item = staff.get(&format!("/staff/opinions/{receipt}")).await;
        assert!(item.has("2024-10-20 若者を対象とした対話") && item.has("会場の共感シール（枚）"), "{}", item.html);
        export(&site, &staff, "office", "jsonl", &[("call", "plan")]).await;
        let file = String::from_utf8(bytes(&site, "jsonl").await).unwrap();
        assert!(
            file.contains("\"table\":\"A\"") && file.contains("\"dots\":5") && file.contains("\"dots\":null"),
            "{file}"
        );
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("会議を加えた") && log.has("2024-10-20 若者を対象とした対話"), "{}", log.html);
    }
}

/// Takes a sheet in, all of it.
pub async fn has_notes(site: &TestApp, staff: &Visitor, sheet: &str, copied: &str, count: &str) {
    let sent = staff.post(sheet, &[("sheet", copied), ("act", "send")]).await;
    let path = trial(site, staff, &sent).await;
    take_in(site, staff, &path, count).await;
}

#[tokio::test]
async fn columns_that_notes_have_no_place_for_are_named_before_anything_goes_in() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        let copied = "受付番号\t班名\t意見\t票数\n7\tA\tバスを\t5\n";
        let moved = staff.post(&sheet, &[("sheet", copied), ("act", "rows")]).await;
        assert!(moved.status == 200 && moved.has("次の列は入れていません：1列目「受付番号」"), "{}", moved.html);
        for value in ["value=\"A\"", "value=\"5\""] {
            assert!(moved.has(value), "{value}: {}", moved.html);
        }
        let sent = staff.post(&sheet, &[("sheet", copied), ("act", "send")]).await;
        assert!(
            sent.status == 422 && sent.has("1列目「受付番号」") && sent.has("\nバスを</textarea>"),
            "{}",
            sent.html
        );
        assert_eq!(site.number("select count(*) from imports").await, 0);
        // The first note is no heading, although a bracket stands in it.
        has_notes(&site, &staff, &sheet, "A\t提案（駅前に公園を）\t5\nA\tバスを\t\n", "2").await;
        assert_eq!(site.number("select count(*) from received where original = '提案（駅前に公園を）'").await, 1);
    }
}

#[tokio::test]
async fn as_many_notes_as_a_form_takes_are_taken_however_long_they_are() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        let names = ["text", "table"].map(|name| move |at| format!("{name}_{at}"));
        let fields: Vec<_> = (0..200).flat_map(|at| names.map(|name| name(at))).collect();
        let text = "橋".repeat(5_000);
        let pairs =
            fields.iter().map(|name| (name.as_str(), if name.starts_with("text") { text.as_str() } else { "A" }));
        let form: Vec<_> = pairs.chain([("act", "send")]).collect();
        trial(&site, &staff, &staff.post(&sheet, &form).await).await;
        assert_eq!(site.number("select total_rows from imports").await, 200);
    }
}

#[tokio::test]
async fn of_notes_that_hang_there_already_it_is_asked_whether_they_are_these_or_further_ones() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        let first = "A\tバスを\t2\nA\tバスを\t\n";
        has_notes(&site, &staff, &sheet, first, "2").await;
        let grown = format!("A\t橋を\t1\n{first}");
        let asked = staff.post(&sheet, &[("sheet", &grown), ("act", "send")]).await;
        assert_eq!(asked.status, 422);
        assert!(
            asked.has("2枚は、すでに取り込んだ付せんと") && asked.has("新しい1枚だけを取り込みます。"),
            "{}",
            asked.html
        );
        assert_eq!(site.number("select count(*) from imports").await, 1);
        // The answer stays where something else is wrong.
        let wrong = [("sheet", "A\tバスを\t多い\n"), ("again", "same"), ("act", "send")];
        let wrong = staff.post(&sheet, &wrong).await;
        assert!(wrong.status == 422 && wrong.has("value=\"same\" checked"), "{}", wrong.html);
        let same = staff.post(&sheet, &[("sheet", &grown), ("again", "same"), ("act", "send")]).await;
        let path = trial(&site, &staff, &same).await;
        take_in(&site, &staff, &path, "1").await;
        assert_eq!(site.number("select count(*) from received").await, 3);
        // Somebody else at the same table wrote the same.
        let further = [("sheet", "A\tバスを\t1\n"), ("again", "further"), ("act", "send")];
        let path = trial(&site, &staff, &staff.post(&sheet, &further).await).await;
        take_in(&site, &staff, &path, "1").await;
        assert_eq!(site.number("select count(*) from received").await, 4);
        // In another meeting the same words are other notes.
        let other = meeting(&staff, "別の対話").await;
        has_notes(&site, &staff, &other, first, "2").await;
        assert_eq!(site.number("select count(*) from received").await, 6);
    }
}

#[tokio::test]
async fn counts_typed_together_with_new_notes_are_saved_first_and_the_new_notes_stay() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        has_notes(&site, &staff, &sheet, "A\tバスを\t1\nA\t橋を\t2\n", "2").await;
        let typed = [
            ("table_0", "A"),
            ("text_0", "バスを"),
            ("dots_0", "4"),
            ("table_1", "A"),
            ("text_1", "「道」を\r\n\"広く\""),
            ("dots_1", "３"),
        ];
        let send = [("act", "send"), ("again", "same")];
        let page = staff.post(&sheet, &[&typed[..], &send].concat()).await;
        assert!(page.status == 200 && page.has("新しい1枚の取り込みに進みます。"), "{}", page.html);
        assert_eq!(site.number("select count(*) from imports").await, 1, "the new one is not on its way yet");
        let bus = receipt(&site, "バスを").await;
        let (seen, dots) = (format!("seen_{bus}"), format!("dots_{bus}"));
        let [was, is, new] = [seen.as_str(), dots.as_str(), "sheet"].map(|name| page.value(name));
        assert_eq!((was.as_str(), is.as_str()), ("1", "4"));
        // Neither a wrong count nor what a colleague mends meanwhile loses them.
        let path = format!("{sheet}/dots");
        let save = async |was: &str, is: &str| {
            staff.post(&path, &[(seen.as_str(), was), (dots.as_str(), is), ("sheet", &new)]).await
        };
        let wrong = save("1", "たくさん").await;
        assert!(wrong.status == 422 && wrong.value("sheet") == new, "{}", wrong.html);
        let clash = save("0", "4").await;
        assert!(clash.status == 409 && clash.value("sheet") == new, "{}", clash.html);
        let saved = save("1", "4").await;
        assert!(saved.status == 200 && saved.has("新しい1枚は、まだ取り込んでいません。"), "{}", saved.html);
        assert!(saved.has("1枚の付せんのシールの数を直しました。"), "{}", saved.html);
        assert!(saved.has("\n「道」を\n&#34;広く&#34;</textarea>"), "{}", saved.html);
        assert_eq!((saved.value("table_0"), saved.value("dots_0")), ("A".into(), "３".into()));
        assert_eq!(site.number("select cast(sum(dots) as bigint) from notes").await, 6);
        // A meeting that is gone meanwhile gives all of it back.
        let gone = staff
            .post("/staff/workshops/gone/dots", &[(seen.as_str(), "1"), (dots.as_str(), "4"), ("sheet", &new)])
            .await;
        assert!(gone.has(&format!("{bus}\t4")) && gone.has("「道」を"), "{}", gone.html);
    }
}

#[tokio::test]
async fn a_note_beside_one_with_the_same_words_stays_new_when_the_counts_of_that_one_are_saved_first() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        has_notes(&site, &staff, &sheet, "A\t公園\t2\n", "1").await;
        let park = receipt(&site, "公園").await;
        let twice = [("sheet", "A\t公園\t3\nA\t公園\t3\n"), ("again", "same"), ("act", "send")];
        let page = staff.post(&sheet, &twice).await;
        assert!(page.status == 200 && page.has("新しい1枚の取り込みに進みます。"), "{}", page.html);
        let (seen, dots) = (format!("seen_{park}"), format!("dots_{park}"));
        let form = [(seen.as_str(), "2"), (dots.as_str(), "3"), ("sheet", &page.value("sheet"))];
        let grid = staff.post(&format!("{sheet}/dots"), &form).await;
        assert_eq!((grid.status, grid.value("again").as_str()), (200, "further"), "{}", grid.html);
        // It has been told apart from the one that hangs there: nobody is asked again.
        let note = [("table_0", "A"), ("text_0", "公園"), ("dots_0", "3"), ("again", "further"), ("act", "send")];
        let sent = staff.post(&sheet, &note).await;
        let path = trial(&site, &staff, &sent).await;
        take_in(&site, &staff, &path, "1").await;
        assert_eq!(site.number("select count(*) from notes where dots = 3").await, 2);
    }
}

/// The receipt of a note.
pub async fn receipt(site: &TestApp, words: &str) -> String {
    site.text(&format!("select receipt from received where original = '{words}'")).await
}

#[tokio::test]
async fn dots_that_were_counted_later_are_mended_from_the_same_sheet() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        has_notes(&site, &staff, &sheet, "A\tバスを\t\nB\t橋を\t1\nB\t道を\t2\n", "3").await;
        let counted = "A\tバスを\t４\nB\t橋を\t\nB\t道を\t7\n";
        let asked = staff.post(&sheet, &[("sheet", counted), ("act", "send")]).await;
        assert!(asked.status == 422 && asked.has("シールの数が違う2枚は、次の画面で"), "{}", asked.html);
        let again = [("sheet", counted), ("again", "same"), ("act", "send")];
        let page = staff.post(&sheet, &again).await;
        assert!(page.status == 200 && page.has("数が違う2枚に、表の数を入れました"), "{}", page.html);
        let (bus, road) = (receipt(&site, "バスを").await, receipt(&site, "道を").await);
        let form: Vec<(String, String)> = [&bus, &road]
            .into_iter()
            .flat_map(|receipt| ["seen", "dots"].map(|kind| format!("{kind}_{receipt}")))
            .map(|name| (name.clone(), page.value(&name)))
            .collect();
        let values: Vec<&str> = form.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["", "4", "2", "7"]);
        assert!(!page.has("橋を"), "of which the sheet says nothing: {}", page.html);
        assert_eq!(
            site.number("select cast(coalesce(sum(dots), 0) as bigint) from notes").await,
            3,
            "nothing is saved unseen"
        );
        let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let saved = staff.post(&format!("{sheet}/dots"), &pairs).await;
        assert_eq!(saved.status, 303, "{}", saved.html);
        let page = staff.get(saved.location()).await;
        assert!(page.has("2枚の付せんのシールの数を直しました。"), "{}", page.html);
        assert_eq!(site.number("select cast(coalesce(sum(dots), 0) as bigint) from notes").await, 12);
        let page = staff.post(&sheet, &again).await;
        assert!(page.has("シールの数も同じです。"), "{}", page.html);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        for words in [format!("{bus}：「（空欄）」から「4」へ"), format!("{road}：「2」から「7」へ")]
        {
            assert!(log.has("会場の共感シールの数を直した") && log.has(&words), "{words}: {}", log.html);
        }
    }
}

#[tokio::test]
async fn dots_of_more_notes_than_a_form_holds_are_mended_page_by_page() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let path = format!("{}/dots", meeting(&staff, "対話").await);
        for at in 1..=203 {
            site.has_opinion(&call, &format!("{at}番の付せん")).await;
        }
        let mut tx = site.app.db.begin().await.unwrap();
        let hung = "insert into notes (opinion_id, meeting_id, table_name)
                    select o.id, m.id, case when o.number < 3 then 'A' else 'B' end from opinions o, meetings m";
        sqlx::query(hung).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let first = staff.get(&path).await;
        assert!(first.has("全203枚のうち、1枚目から200枚目まで") && !first.has("201番の付せん"));
        let (from, next) = (first.value("from"), "R6-0201-0");
        assert_eq!(from, "R6-0001-0");
        // Whichever way one goes on, the counts go with it.
        let way = |to: &str, name: &str| format!("name=\"next\" value=\"{to}\">{name}</button>");
        assert!(first.has(&way(next, "次の3枚")) && first.has(&way("R6-0003-0", "<bdi>B</bdi>")), "{}", first.html);
        assert!(!first.has("dots?from="), "and no link leads past saving: {}", first.html);
        // What is wrong is shown on the page it stood on, and saved the next comes.
        let dots = |count| [("seen_R6-0002-0", ""), ("dots_R6-0002-0", count), ("from", &*from), ("next", next)];
        let wrong = staff.post(&path, &dots("多い")).await;
        assert!(wrong.status == 422 && wrong.value("dots_R6-0002-0") == "多い" && wrong.has(&way(next, "次の3枚")));
        let saved = staff.post(&path, &dots("7")).await;
        assert_eq!((saved.status, saved.location().ends_with("?mended=1&from=R6-0201-0")), (303, true));
        let second = staff.get(saved.location()).await;
        assert!(second.has("201枚目から203枚目まで") && second.has("203番の付せん") && !second.has("200番の付せん"));
        assert!(second.has(&way("R6-0001-0", "前の200枚")) && second.html.matches("name=\"next\"").count() == 4);
        let unchanged = staff.post(&path, &[("from", next), ("next", "R6-0001-0")]).await;
        assert!(unchanged.location().ends_with("?mended=&from=R6-0001-0"), "{}", unchanged.location());
        assert!(!staff.get(unchanged.location()).await.has("変わった数はありませんでした"), "nobody asked");
        let last = [("seen_R6-0203-0", ""), ("dots_R6-0203-0", "2"), ("from", "R6-0201-0")];
        assert!(staff.post(&path, &last).await.location().ends_with("?mended=1&from=R6-0201-0"));
        let strange = [("seen_R6-0203-0", "2"), ("dots_R6-0203-0", "2"), ("next", "//x\ny")];
        assert!(staff.post(&path, &strange).await.location().ends_with("?mended=&from="));
        assert_eq!(site.number("select cast(sum(dots) as bigint) from notes").await, 9);
    }
}

#[tokio::test]
async fn what_is_wrong_in_a_sheet_is_named_and_every_cell_is_kept() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        let rows = staff.post(&sheet, &[("sheet", "A\t交通\tバスを\t2\n\t\t橋を\t\n"), ("act", "rows")]).await;
        assert_eq!(rows.status, 200);
        assert!(
            rows.has("下の表に2枚の付せんがあります。")
                && rows.value("table_1") == "A"
                && rows.has("name=\"theme_0\"")
                && rows.has("value=\"交通\"")
                && rows.has("\n橋を</textarea>"),
            "{}",
            rows.html
        );
        let wrong = staff
            .post(
                &sheet,
                &[("table_0", "A"), ("text_0", ""), ("dots_0", "たくさん"), ("text_1", "よい"), ("act", "send")],
            )
            .await;
        assert_eq!(wrong.status, 422);
        for words in
            ["1枚目に、付せんの言葉がありません", "1枚目のシールの数は", "value=\"たくさん\"", "\nよい</textarea>"]
        {
            assert!(wrong.has(words), "{words}: {}", wrong.html);
        }
        let many = (0..201).map(|n| format!("A\t付せん{n}\t1\n")).collect::<String>();
        let many = staff.post(&sheet, &[("text_0", "手で書いた"), ("sheet", &many), ("act", "rows")]).await;
        assert!(many.status == 422 && many.has("一度に200枚まで"), "{}", many.html);
        assert!(many.has("付せん200\t1") && many.has("\n手で書いた</textarea>"), "nothing is lost");
        let nothing = staff.post(&sheet, &[("sheet", ""), ("act", "send")]).await;
        assert!(nothing.status == 422 && nothing.has("付せんを1枚以上"), "{}", nothing.html);
        let day = staff.post("/staff/workshops", &[("call", "plan"), ("day", "きのう"), ("name", "会")]).await;
        assert!(day.status == 422 && day.has("開催日を選んで") && day.has("value=\"会\""), "{}", day.html);
        assert_eq!(staff.post(&sheet, &[("colour", "red")]).await.status, 400);
        assert_eq!(site.number("select count(*) from imports").await, 0);
        assert_eq!(staff.get("/staff/workshops/nothing").await.status, 404);
        let moderator = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(moderator.get(&sheet).await.status, 403);
    }
}

#[tokio::test]
async fn a_published_note_tells_where_it_hung_and_how_many_dots_it_got() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let sheet = meeting(&staff, "あさご未来会議").await;
        let sent = staff.post(&sheet, &[("sheet", "A\tバスを\t7\n"), ("act", "send")]).await;
        let path = trial(&site, &staff, &sent).await;
        let page = staff.get(&path).await;
        let mut form = crate::imports::plan(&page);
        crate::imports::set(&mut form, "review", "checked");
        crate::imports::set(&mut form, "reason", "会場で確認");
        assert_eq!(crate::imports::post(&staff, &format!("{path}/trial"), &form).await.status, 303);
        site.work().await;
        take_in(&site, &staff, &path, "1").await;
        let receipt = site.text("select receipt from opinions").await;
        let page = site.visitor().get(&format!("/opinions/{receipt}")).await;
        assert!(page.has("「あさご未来会議」で書かれた付せん") && page.has("会場の共感シール 7枚"), "{}", page.html);
        assert!(!page.has("テーブル"), "{}", page.html);
        // Only what came from a workshop hung anywhere; of the rest nobody asks.
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update opinions set channel = 'paper'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        site.app.forget_voices();
        let page = site.visitor().get(&format!("/opinions/{receipt}")).await;
        assert!(page.status == 200 && !page.has("あさご未来会議"), "{}", page.html);
        let page = staff.get(&format!("/staff/opinions/{receipt}")).await;
        assert!(page.status == 200 && !page.has("<dt>会議</dt>"), "{}", page.html);
    }
}
