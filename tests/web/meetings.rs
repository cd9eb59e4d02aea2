//! Meetings: added once, mended, united where one was added twice, removed where nothing hangs in it.

mod languages;

use std::collections::BTreeSet;

use futures_util::future::join_all;
use koe::http::access::Role;
use koe::meetings::{self, Meeting, Named};

use crate::imports::{plan, post, set, take_in};
use crate::support::{NOW, TestApp, Visitor};
use crate::uploads::upload;
use crate::workshops::{has_notes, meeting, trial};

/// The page of a meeting, by the address of its sheet.
fn page_of(sheet: &str) -> String {
    format!("{sheet}/meeting")
}

#[tokio::test]
async fn a_meeting_is_mended_and_what_somebody_else_mended_meanwhile_is_named() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let path = page_of(&meeting(&staff, "対和").await);
        let seen = staff.get(&path).await.value("seen");
        let mended = [("seen", seen.as_str()), ("day", "2024-10-21"), ("name", "対話"), ("place", "生野マインホール")];
        assert_eq!(staff.post(&path, &mended).await.status, 303);
        let public = site.visitor().get("/consultations/plan").await;
        assert!(public.has("<h3>対話</h3>") && public.has("会場：生野マインホール"), "{}", public.html);
        assert!(public.has("datetime=\"2024-10-21\"") && !public.has("対和"), "{}", public.html);
        let late = [("seen", seen.as_str()), ("day", "2024-10-20"), ("name", "若者との対話"), ("place", "")];
        let late = staff.post(&path, &late).await;
        assert_eq!(late.status, 409);
        assert!(late.has("「2024-10-21 対話（生野マインホール）」と直しました"), "{}", late.html);
        assert_eq!((late.value("name"), late.value("place")), ("若者との対話".into(), String::new()));
        let again = [("seen", late.value("seen")), ("day", "2024-10-20".into()), ("name", late.value("name"))];
        let again = again.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(staff.post(&path, &again).await.status, 303);
        // What a colleague mended meanwhile is named, whatever else is wrong: another press must not undo it unseen.
        let seen = staff.get(&path).await.value("seen");
        let unseen = [("seen", "x"), ("day", "きのう"), ("name", "若者")];
        let unseen = staff.post(&path, &unseen).await;
        assert!(unseen.status == 409 && unseen.has("と直しました") && unseen.has("開催日を選んで"), "{}", unseen.html);
        assert_eq!((unseen.value("name"), unseen.value("day")), ("若者".into(), "きのう".into()));
        // Who mends it alike has nothing to be asked.
        let alike = [("seen", "x"), ("day", "2024-10-20"), ("name", "若者との対話"), ("place", "")];
        assert_eq!(staff.post(&path, &alike).await.status, 303);
        let wrong = [("seen", seen.as_str()), ("day", "きのう"), ("name", " "), ("place", "会\u{7}場")];
        let wrong = staff.post(&path, &wrong).await;
        assert_eq!(wrong.status, 422);
        for words in ["開催日を選んでください。", "会議の名前を80文字まで", "会場を80文字まで"]
        {
            assert!(wrong.has(words), "{words}: {}", wrong.html);
        }
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        for words in [
            "会議を直した",
            "会議：2024-10-20 対和",
            "「対和」から「対話」へ",
            "「生野マインホール」から「（空欄）」へ",
        ] {
            assert!(log.has(words), "{words}: {}", log.html);
        }
        let moderator = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(moderator.get(&path).await.status, 403);
        assert_eq!(staff.get("/staff/workshops/nothing/meeting").await.status, 404);
    }
}

#[tokio::test]
async fn a_meeting_that_looks_like_one_is_offered_and_two_of_the_same_are_united() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let first = meeting(&staff, "若者との対話2024").await;
        let twice = [("call", "plan"), ("day", "2024-10-20"), ("name", "若者との対話２０２４"), ("another", "")];
        let offered = staff.post("/staff/workshops", &twice).await;
        assert!(offered.status == 422 && offered.has("同じ日の同じ名前の会議が、もうあります。"), "{}", offered.html);
        assert!(
            offered.has(&format!("href=\"{first}\"")) && offered.value("name") == "若者との対話２０２４",
            "{}",
            offered.html
        );
        assert_eq!(site.number("select count(*) from meetings").await, 1);
        let twice = twice.map(|(name, value)| if name == "another" { (name, "yes") } else { (name, value) });
        let second = staff.post("/staff/workshops", &twice).await.location().to_owned();
        has_notes(&site, &staff, &first, "A\tバスを\t2\n", "1").await;
        has_notes(&site, &staff, &second, "A\tバスを\t3\nB\t橋を\t\n", "2").await;

        let union = format!("{}/union", page_of(&second));
        let id = first.rsplit('/').next().unwrap();
        let nowhere = staff.post(&union, &[("with", "")]).await;
        assert!(nowhere.status == 422 && nowhere.has("残す会議を選んでください。"), "{}", nowhere.html);
        // A sheet is being tried for it: its notes would hang nowhere.
        let on_its_way = staff.post(&second, &[("sheet", "C\t道を\t\n"), ("act", "send")]).await;
        let import = trial(&site, &staff, &on_its_way).await;
        let held = staff.post(&union, &[("with", id)]).await;
        assert!(held.status == 422 && held.has("取り込みの途中のファイルがあります"), "{}", held.html);
        assert!(
            held.has(&format!("href=\"{import}\"")) && held.has(&format!("value=\"{id}\" selected")),
            "{}",
            held.html
        );
        let renamed = [("seen", held.value("seen")), ("day", "2024-10-20".into()), ("name", "別の名前".into())];
        let renamed = renamed.each_ref().map(|(name, value)| (*name, value.as_str()));
        let renamed = staff.post(&page_of(&second), &renamed).await;
        assert!(renamed.status == 422 && renamed.value("name") == "別の名前", "{}", renamed.html);
        assert_eq!(staff.post(&format!("{import}/stop"), &[]).await.status, 303);

        let united = staff.post(&union, &[("with", id)]).await;
        assert_eq!((united.status, united.location()), (303, format!("{first}?done=united").as_str()));
        assert!(staff.get(united.location()).await.has("会議をまとめました。"));
        assert!(staff.get("/staff/workshops?call=plan").await.has("テーブル2・付せん3枚・共感シール5枚"));
        assert_eq!(site.number("select count(*) from meetings").await, 1);
        // What hung in the other is known here.
        let again = staff.post(&first, &[("sheet", "B\t橋を\t4\n"), ("act", "send")]).await;
        assert!(again.status == 422 && again.has("1枚は、すでに取り込んだ付せんと"), "{}", again.html);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("会議をまとめた") && log.has("会議：「2024-10-20 若者との対話２０２４」から"), "{}", log.html);
    }
}

#[tokio::test]
async fn what_was_typed_for_a_meeting_that_is_gone_is_given_back() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (first, second) = (meeting(&staff, "対話").await, meeting(&staff, "対話の会").await);
        let (union, id) = (format!("{}/union", page_of(&second)), first.rsplit('/').next().unwrap());
        let seen = staff.get(&page_of(&second)).await.value("seen");
        assert_eq!(staff.post(&union, &[("with", id)]).await.status, 303);
        let late = staff.post(&second, &[("sheet", "C\t\"道\t\"\t1\n"), ("act", "send")]).await;
        assert!(late.status == 409 && late.has("この会議は、まとめられたか消されました"), "{}", late.html);
        assert!(late.has("C\t&#34;道\t&#34;\t1</textarea>"), "{}", late.html);
        let dots = [("seen_R-1", "2"), ("dots_R-1", "5"), ("seen_R-2", "2"), ("dots_R-2", "2")];
        let late = staff.post(&format!("{second}/dots"), &dots).await;
        assert!(late.has("R-1\t5</textarea>") && !late.has("R-2"), "{}", late.html);
        let renamed = [("seen", seen.as_str()), ("day", "2024-10-21"), ("name", "対話の会"), ("place", "生野")];
        let late = staff.post(&page_of(&second), &renamed).await;
        assert!(late.status == 409 && late.has("2024-10-21 対話の会（生野）</textarea>"), "{}", late.html);
        for late in
            [staff.post(&union, &[("with", id)]).await, staff.post(&format!("{}/removal", page_of(&second)), &[]).await]
        {
            assert!(late.status == 409 && late.has("まとめられたか消されました"), "{}", late.html);
            assert!(!late.has("<textarea") && !late.has("直してください"), "nothing is to be mended: {}", late.html);
        }
        assert_eq!(staff.get(&second).await.status, 404);
    }
}

#[tokio::test]
async fn two_who_add_the_same_meeting_at_once_add_it_once() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        for round in 1..=5 {
            let name = format!("対話{round}");
            let form = [("call", "plan"), ("day", "2024-10-20"), ("name", name.as_str())];
            let answers = join_all((0..4).map(|_| staff.post("/staff/workshops", &form))).await;
            let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 422, 422, 422], "{:?}", site.engine);
        }
        assert_eq!(site.number("select count(*) from meetings").await, 5);
        assert_eq!(site.number("select count(distinct number) from meetings").await, 5);
    }
}

#[tokio::test]
async fn only_a_meeting_without_notes_is_removed() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (kept, empty) = (meeting(&staff, "対話").await, meeting(&staff, "まちがい").await);
        has_notes(&site, &staff, &kept, "A\tバスを\t2\n", "1").await;
        assert!(!staff.get(&page_of(&kept)).await.has("この会議を消す"));
        assert!(staff.get(&page_of(&empty)).await.has("この会議を消す"));
        let refused = staff.post(&format!("{}/removal", page_of(&kept)), &[]).await;
        assert!(refused.status == 409 && refused.has("付せんのある会議は消せません"), "{}", refused.html);
        let removed = staff.post(&format!("{}/removal", page_of(&empty)), &[]).await;
        assert!(removed.status == 303 && staff.get(removed.location()).await.has("会議を消しました。"));
        assert_eq!(site.text("select name from meetings").await, "対話");
        assert!(!site.visitor().get("/consultations/plan").await.has("まちがい"));
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("会議を消した") && log.has("2024-10-20 まちがい"), "{}", log.html);
    }
}

/// Tries a file out in which the second column names the meetings; answers its address.
async fn tried(site: &TestApp, staff: &Visitor, file: &str) -> String {
    let page = upload(staff, "notes.csv", file.as_bytes()).await.location().to_owned();
    let mut form = plan(&staff.get(&page).await);
    set(&mut form, "meaning_1", "meeting");
    let trial = post(staff, &format!("{page}/trial"), &form).await;
    assert_eq!(trial.status, 303, "{}", trial.html);
    site.work().await;
    page
}

#[tokio::test]
async fn a_file_says_of_each_note_in_which_meeting_it_hung() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let named_by_file = meeting(&staff, "若者との対話2024").await;
        let wrong = tried(&site, &staff, "意見,会議,テーブル,シール\n川を,まちの会,A,1\n池を,,A,\n林を,,,2\n").await;
        let wrong = staff.get(&wrong).await;
        for row in ["B列</b><span>3か所", "2行目「まちの会」", "<bdi>3行目</bdi>", "<bdi>4行目</bdi>"] {
            assert!(wrong.has(row) && wrong.has("開催日と名前で書いてください"), "{row}: {}", wrong.html);
        }
        let file = "意見,会議,テーブル,シール\nバスを,2024-10-20 若者との対話２０２４,A,2\n橋を,2024-09-01 まちの会,B,\n道を,,,\n";
        let page = tried(&site, &staff, file).await;
        let trial = staff.get(&page).await;
        assert!(
            trial.has("<dt>付せんの会議</dt><dd><bdi>2024-10-20 若者との対話2024</bdi>")
                && trial.has("<dt>取り込むときに加える会議</dt><dd><bdi>2024-09-01 まちの会</bdi>"),
            "{}",
            trial.html
        );
        let held = staff.post(&format!("{}/removal", page_of(&named_by_file)), &[]).await;
        assert!(held.status == 409 && held.has(&format!("href=\"{page}\"")), "{}", held.html);
        take_in(&site, &staff, &page, "3").await;
        let list = staff.get("/staff/workshops?call=plan").await;
        assert!(list.has("まちの会") && list.has("テーブル1・付せん1枚・共感シール2枚"), "{}", list.html);
        assert_eq!(site.number("select count(*) from meetings where import_id is null").await, 2);
        assert_eq!(site.number("select count(*) from received where channel = 'workshop'").await, 2);

        // A meeting that a file brings is nobody's to see before its rows are, and is gone with them.
        let page =
            tried(&site, &staff, &file.replace("2024-09-01 まちの会", "2024-09-02 次の会").replace('を', "も")).await;
        let seen = staff.get(&page).await.value("seen");
        assert_eq!(staff.post(&format!("{page}/run"), &[("seen", &seen)]).await.status, 303);
        let import = page.rsplit('/').next().unwrap();
        let named = BTreeSet::from([Named::from_label("2024-09-02 次の会", "").unwrap()]);
        let mut tx = site.app.db.begin().await.unwrap();
        meetings::ids(&mut tx, &call.id, import, (&named, false, None), NOW).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert!(!site.visitor().get("/consultations/plan").await.has("次の会"));
        // Which meetings its rows hang in is settled: none may go before it is in, not even one that it does not name.
        let other = meeting(&staff, "ほかの会").await;
        for page in [&named_by_file, &other] {
            let held = staff.post(&format!("{}/removal", page_of(page)), &[]).await;
            assert!(held.status == 409 && held.has("「notes.csv」"), "{}", held.html);
        }
        assert_eq!(staff.post(&format!("{page}/stop"), &[]).await.status, 303);
        site.work().await;
        assert_eq!(site.number("select count(*) from meetings").await, 3);
        assert_eq!(staff.post(&format!("{}/removal", page_of(&other)), &[]).await.status, 303);
    }
}

#[tokio::test]
async fn a_name_that_may_be_several_meetings_keeps_the_file_out_and_one_added_meanwhile_takes_its_notes() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let add = async |name, place| {
            let form = [("call", "plan"), ("day", "2024-10-20"), ("name", name), ("place", place), ("another", "yes")];
            staff.post("/staff/workshops", &form).await.location().to_owned()
        };
        let file = "意見,会議,テーブル,シール\nバスを,2024-10-20 対話,A,2\n";
        let page = tried(&site, &staff, file).await;
        let seen = staff.get(&page).await.value("seen");
        assert_eq!(staff.post(&format!("{page}/run"), &[("seen", &seen)]).await.status, 303);
        let import = page.rsplit('/').next().unwrap();
        let named = BTreeSet::from([Named::from_label("2024-10-20 対話", "").unwrap()]);
        let mut tx = site.app.db.begin().await.unwrap();
        meetings::ids(&mut tx, &call.id, import, (&named, false, None), NOW).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let there = add("対話", "").await;
        site.work().await;
        assert_eq!(site.number("select count(*) from meetings").await, 1);
        assert!(staff.get(&there).await.has("バスを"));
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(!log.has("加えた会議"), "{}", log.html);
        for place in ["館", "堂"] {
            add("集い", place).await;
        }
        let page = tried(&site, &staff, "意見,会議\n橋を,2024-10-20 集い\n").await;
        let trial = staff.get(&page).await;
        assert!(trial.has("「2024-10-20 集い」は") && !trial.has("件を取り込む"), "{}", trial.html);
    }
}

#[tokio::test]
async fn the_notes_of_a_meeting_go_to_its_day_when_it_is_mended_or_united() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (sheet, other) = (meeting(&staff, "対話").await, meeting(&staff, "対話の会").await);
        has_notes(&site, &staff, &sheet, "A\tバスを\t2\n", "1").await;
        let arrived = "select submitted_at from received";
        let before = site.number(arrived).await;
        let on = async |sheet: &str, day| {
            let path = page_of(sheet);
            let seen = staff.get(&path).await.value("seen");
            staff.post(&path, &[("seen", seen.as_str()), ("day", day), ("name", "対話"), ("place", "")]).await
        };
        let late = on(&sheet, "2999-01-01").await;
        assert!(late.status == 422 && late.has("これから来る日にはできません"), "{}", late.html);
        assert_eq!(on(&sheet, "2024-10-18").await.status, 303);
        assert_eq!(site.number(arrived).await, before - 2 * 86_400_000);
        let id = other.rsplit('/').next().unwrap();
        assert_eq!(staff.post(&format!("{}/union", page_of(&sheet)), &[("with", id)]).await.status, 303);
        assert_eq!(site.number(arrived).await, before);
        let log = site.sign_in(&[Role::Auditor]).await.get("/staff/log").await;
        assert!(log.has("「2024-10-20」から「2024-10-18」へ") && log.has("受付日"), "{}", log.html);
    }
}

#[tokio::test]
async fn meetings_that_are_made_at_once_have_numbers_of_their_own() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let make = async |at: usize| {
            let mut tx = site.app.db.begin().await.unwrap();
            let number = meetings::store::next_number(&mut tx, &call.id).await.unwrap();
            let meeting = Meeting { id: format!("m{at}"), number, name: "対話".into(), ..Meeting::default() };
            meetings::store::insert(&mut tx, &call.id, &meeting).await.unwrap();
            tx.commit().await.unwrap();
            number
        };
        let numbers: BTreeSet<i64> = join_all((0..6).map(make)).await.into_iter().collect();
        assert_eq!(numbers.len(), 6, "{numbers:?}");
    }
}

#[tokio::test]
async fn notes_that_were_pasted_are_counted_as_notes_and_their_trial_stands_among_the_pages_of_workshops() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = meeting(&staff, "対話").await;
        let copied = format!("テーブル\t意見\nA\tバスを\n{}\t橋を\nB\t道を\n", "長".repeat(201));
        let path = trial(&site, &staff, &staff.post(&sheet, &[("sheet", &copied), ("act", "send")]).await).await;
        let page = staff.get(&path).await;
        for words in ["<span class=\"soft\">1枚目</span>", "<span class=\"soft\">3枚目</span>", "<b>テーブル</b>"]
        {
            assert!(page.has(words), "{words}: {}", page.html);
        }
        assert!(page.has("<bdi>2枚目「長長") && !page.has("4枚目") && !page.has("行目"), "{}", page.html);
        assert!(page.has("href=\"/staff/workshops\" aria-current=\"page\""), "{}", page.html);
        assert!(page.has(&format!("<a href=\"{sheet}\">付せんの画面へ戻る</a>")), "{}", page.html);
    }
}
