//! Workshops: notes from the tables of a meeting, typed or pasted, with the dots of those in the room.

use koe::http::access::Role;

use crate::exports::{bytes, export};
use crate::imports::take_in;
use crate::support::{Answer, TestApp, Visitor};

/// Adds a meeting on the page; answers the address of its sheet.
async fn meeting(staff: &Visitor, name: &str) -> String {
    let added = staff.post("/staff/workshops", &[("call", "plan"), ("day", "2024-10-20"), ("name", name)]).await;
    assert_eq!(added.status, 303, "{}", added.html);
    added.location().to_owned()
}

async fn trial(site: &TestApp, staff: &Visitor, sent: &Answer) -> String {
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
        assert!(done.has("3件を取り込みました"), "{}", done.html);
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

#[tokio::test]
async fn a_sheet_that_grew_brings_only_what_is_new() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        let first = "A\tバスを\t2\nA\tバスを\t\n";
        let path = trial(&site, &staff, &staff.post(&sheet, &[("sheet", first), ("act", "send")]).await).await;
        take_in(&site, &staff, &path, "2").await;
        let grown = format!("A\t橋を\t1\n{first}");
        let path =
            trial(&site, &staff, &staff.post(&sheet, &[("sheet", &grown), ("grown", "yes"), ("act", "send")]).await)
                .await;
        take_in(&site, &staff, &path, "1").await;
        assert_eq!(site.number("select count(*) from received").await, 3);
        // Somebody else at the same table wrote the same: without the word it is a further note.
        let further = "A\tバスを\t1\n";
        let path = trial(&site, &staff, &staff.post(&sheet, &[("sheet", further), ("act", "send")]).await).await;
        take_in(&site, &staff, &path, "1").await;
        assert_eq!(site.number("select count(*) from received").await, 4);
        // In another meeting the same words are other notes.
        let other = meeting(&staff, "別の対話").await;
        let path = trial(&site, &staff, &staff.post(&other, &[("sheet", first), ("act", "send")]).await).await;
        take_in(&site, &staff, &path, "2").await;
        assert_eq!(site.number("select count(*) from received").await, 6);
    }
}

#[tokio::test]
async fn what_is_wrong_in_a_sheet_is_named_and_every_cell_is_kept() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        let rows = staff.post(&sheet, &[("sheet", "A\t交通\tバスを\t2\nB\t\t橋を\t\n"), ("act", "rows")]).await;
        assert_eq!(rows.status, 200);
        assert!(
            rows.has("name=\"theme_0\"") && rows.has("value=\"交通\"") && rows.has("\n橋を</textarea>"),
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
        let many = (0..101).map(|n| format!("A\t付せん{n}\t1\n")).collect::<String>();
        let many = staff.post(&sheet, &[("text_0", "手で書いた"), ("sheet", &many), ("act", "rows")]).await;
        assert!(many.status == 422 && many.has("一度に100枚まで"), "{}", many.html);
        assert!(many.has("付せん100\t1") && many.has("\n手で書いた</textarea>"), "nothing is lost");
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
        for (who, path) in [(&site.visitor(), "/opinions"), (&staff, "/staff/opinions")] {
            let page = who.get(&format!("{path}/{receipt}")).await;
            assert!(page.status == 200 && !page.has("あさご未来会議"), "{}", page.html);
        }
    }
}
