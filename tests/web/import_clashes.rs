//! Imports beside each other, twice, or begun and not finished.

use koe::http::access::Role;
use koe::imports::jobs;
use sqlx::AssertSqlSafe;

use crate::imports::{SHEET, plan, post, set, take_in, tried};
use crate::support::{Answer, TestApp, Visitor};

async fn starts(staff: &Visitor, path: &str) {
    let seen = staff.get(path).await.value("seen");
    assert_eq!(staff.post(&format!("{path}/run"), &[("seen", &seen)]).await.status, 303);
}

async fn run_sql(site: &TestApp, sql: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_file_chosen_twice_comes_in_once() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let without_ids = "意見\nバスを\n橋を\n";
        let (first, _) = tried(&site, &staff, "a.csv", without_ids.as_bytes()).await;
        let (second, _) = tried(&site, &staff, "b.csv", without_ids.as_bytes()).await;
        starts(&staff, &first).await;
        let refused = staff.post(&format!("{second}/run"), &[("seen", &staff.get(&second).await.value("seen"))]).await;
        assert!(refused.status == 422 && refused.has("ほかの人が先に進めたため"), "{}", refused.html);
        site.work().await;
        assert!(staff.get(&first).await.has("2件を取り込みました"));
        assert_eq!(site.number("select count(*) from opinions").await, 2);
        let late = staff.post(&format!("{second}/run"), &[("seen", &staff.get(&second).await.value("seen"))]).await;
        assert_eq!(late.status, 422);
        site.work().await;
        assert_eq!(site.number("select count(*) from received").await, 2);
    }
}

#[tokio::test]
async fn a_number_with_words_that_differ_by_a_sign_is_named_and_not_taken_for_the_same() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, _) = tried(&site, &staff, "a.csv", "番号,意見\n1,予算を1.5倍に\n".as_bytes()).await;
        take_in(&site, &staff, &path, "1").await;
        let file = "番号,意見\n1,予算を15倍に\n2,橋を\n2,橋を。\n";
        let (_, page) = tried(&site, &staff, "b.csv", file.as_bytes()).await;
        assert!(page.has("2行目") && page.has("4行目"), "{}", page.html);
        assert!(page.has("直す所のある2行を除いて、1件を取り込む"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_file_that_comes_into_a_draft_as_public_is_seen_when_the_draft_is() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.listed = false).await;
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let (path, page) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        let mut form = plan(&page);
        set(&mut form, "review", "checked");
        set(&mut form, "reason", "去年の会議で確かめた");
        assert_eq!(post(&staff, &format!("{path}/trial"), &form).await.status, 303);
        site.work().await;
        take_in(&site, &staff, &path, "2").await;
        let opinion = format!("/opinions/{}", site.text("select receipt from received where number = 1").await);
        assert_eq!(site.visitor().get(&opinion).await.status, 404, "nobody has opened it to the public");
        run_sql(&site, "update consultations set listed_at = 1").await;
        assert_eq!(site.visitor().get(&opinion).await.status, 200);
    }
}

#[tokio::test]
async fn whoever_comes_late_to_an_import_that_is_done_takes_nothing_back() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, page) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        take_in(&site, &staff, &path, "2").await;
        // His page was made before: he is shown that the rows are in.
        let late = staff.post(&format!("{path}/run"), &[("seen", &page.value("seen"))]).await;
        assert_eq!((late.status, late.location()), (303, path.as_str()));
        // Another node that had the same job in hand: it finds the file gone, and was told that it is running.
        jobs::run(&site.app, &id).await.unwrap();
        assert_eq!(site.number("select count(*) from received").await, 2);
        assert_eq!(staff.post(&format!("{path}/stop"), &[]).await.status, 303);
        site.work().await;
        assert_eq!(site.number("select count(*) from received").await, 2);
        assert!(staff.get(&path).await.has("2件を取り込みました"));
    }
}

#[tokio::test]
async fn an_id_that_another_file_has_staged_is_not_taken_for_one_that_is_here() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (first, _) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        take_in(&site, &staff, &first, "2").await;
        // As if it were still on its way.
        let id = first.rsplit('/').next().unwrap();
        run_sql(&site, &format!("update imports set applied_at = null, state = 'running' where id = '{id}'")).await;
        let more = format!("{SHEET}3,2024/10/03,子育て,,図書館を\n");
        let (second, _) = tried(&site, &staff, "b.csv", more.as_bytes()).await;
        starts(&staff, &second).await;
        site.work().await;
        assert!(staff.get(&second).await.has("1件も取り込んでいません"), "it does not pass them over in silence");
        assert_eq!(site.number("select count(*) from opinions").await, 2);
        assert_eq!(site.number("select count(*) from submitters").await, 2);
    }
}

#[tokio::test]
async fn an_import_that_died_is_finished_by_the_next_try_with_its_theme() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, page) = tried(&site, &staff, "a.csv", "テーマ,意見\n観光,城跡を\n観光,鉱山を\n".as_bytes()).await;
        let mut form = crate::imports::plan(&page);
        crate::imports::set(&mut form, "stands_0", "new");
        crate::imports::post(&staff, &format!("{path}/trial"), &form).await;
        site.work().await;
        let id = path.rsplit('/').next().unwrap();
        let [tried, report] =
            ["plan", "report"].map(|column| format!("select {column} from imports where id = '{id}'"));
        let (tried, report) = (site.text(&tried).await, site.text(&report).await);
        take_in(&site, &staff, &path, "2").await;
        // As a machine leaves it that dies before the last step, one row short, the file still there.
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "update imports set applied_at = null, state = 'running', plan = $1, report = $2";
        sqlx::query(sql).bind(tried).bind(report).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        for sql in [
            "delete from search_due".into(),
            "delete from opinions where number = 2".into(),
            format!("update themes set import_id = '{id}' where id = (select theme_id from opinions where number = 1)"),
            "update consultations set revision = revision - 1".into(),
        ] {
            run_sql(&site, &sql).await;
        }
        site.app.forget_calls();
        assert!(
            !site.visitor().get("/consultations/plan").await.has("観光"),
            "nobody chooses it before its rows are there"
        );
        std::fs::write(jobs::file(&site.app, id), "テーマ,意見\n観光,城跡を\n観光,鉱山を\n").unwrap();
        jobs::run(&site.app, id).await.unwrap();
        assert_eq!(site.number("select count(*) from received").await, 2);
        let sql = "select count(*) from themes t join opinions o on o.theme_id = t.id where t.import_id is null";
        assert_eq!(site.number(sql).await, 2);
        assert_eq!(site.number("select count(*) from themes where code like 't%'").await, 1);
        assert!(site.visitor().get("/consultations/plan").await.has("観光"));
    }
}

#[tokio::test]
async fn a_number_that_two_lists_share_brings_both_opinions_to_mind_and_drops_neither() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (first, _) = tried(&site, &staff, "市民課.csv", "番号,意見\n1,バスを\n2,橋を\n".as_bytes()).await;
        take_in(&site, &staff, &first, "2").await;
        let other = "番号,意見\n1,バスを\n2,公園を\n3,道を\n3,図書館を\n4,川を\n";
        let (second, page) = tried(&site, &staff, "支所.csv", other.as_bytes()).await;
        for words in
            ["もう取り込んであると分かった行", "3行目「2」", "5行目「3」", "もう入っていて", "前の行に同じ番号"]
        {
            assert!(page.has(words), "{words}: {}", page.html);
        }
        assert!(page.has("直す所のある2行を除いて、2件を取り込む"), "{}", page.html);
        let list = staff.get(&format!("{second}/faults")).await;
        assert!(list.html.contains("\"3\",\"A\",\"2\"") && list.html.contains("\"5\",\"A\",\"3\""), "{}", list.html);
        // Without the numbers all of them come.
        let mut form = crate::imports::plan(&page);
        crate::imports::set(&mut form, "meaning_0", "nothing");
        crate::imports::post(&staff, &format!("{second}/trial"), &form).await;
        site.work().await;
        take_in(&site, &staff, &second, "5").await;
        assert_eq!(site.number("select count(*) from received").await, 7);
    }
}

#[tokio::test]
async fn two_lists_that_number_their_rows_from_1_come_in_both_and_each_is_known_when_it_goes_on() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (first, page) = tried(&site, &staff, "市民課.csv", "番号,意見\n1,バスを\n2,橋を\n".as_bytes()).await;
        assert!(!page.has("どの一覧の番号か"), "the first list is the only one: {}", page.html);
        take_in(&site, &staff, &first, "2").await;
        let branch = "番号,意見\n1,バスを\n2,公園を\n";
        let (second, page) = tried(&site, &staff, "支所.csv", branch.as_bytes()).await;
        assert!(
            page.has("文が違う行が1行あります")
                && page.has("とくに名前をつけていない一覧（前に取り込んだのは「市民課.csv」）")
        );
        let page = tried_as(&site, &staff, &second, "nowhere").await;
        assert!(page.has("文が違う行が1行あります"), "a list that nobody offered is none: {}", page.html);
        let page = tried_as(&site, &staff, &second, "支所").await;
        assert!(page.has("別の一覧で取り込んである行（取り込みます）</dt><dd>1</dd>"), "{}", page.html);
        take_in(&site, &staff, &second, "2").await;
        let (later, page) = tried(&site, &staff, "11月.csv", format!("{branch}3,道を\n").as_bytes()).await;
        assert!(page.has("もう取り込んであると分かった行</dt><dd>2</dd>"), "{}", page.html);
        take_in(&site, &staff, &later, "1").await;
        let more = "番号,意見\n1,バスを\n2,橋を\n3,川を\n";
        let (third, page) = tried(&site, &staff, "市民課2.csv", more.as_bytes()).await;
        assert!(page.has("支所（前に取り込んだのは「11月.csv」）"), "{}", page.html);
        tried_as(&site, &staff, &third, "").await;
        take_in(&site, &staff, &third, "1").await;
        let lists = "select string_agg(external_list || external_id || original, ' ' order by number) from received";
        assert_eq!(site.text(lists).await, "1バスを 2橋を 支所1バスを 支所2公園を 支所3道を 3川を");
        let log = site.sign_in(&[Role::Administrator]).await.get("/staff/log").await;
        assert!(log.has("番号をつけた一覧") && log.has("支所"), "{}", log.html);
    }
}

#[tokio::test]
async fn more_clashing_numbers_than_a_page_shows_are_counted_and_all_of_them_listed() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sheet = |words: &str| {
            let rows: String = (1..=1_200).map(|at| format!("{at},{words}{at}\n")).collect();
            format!("番号,意見\n{rows}").into_bytes()
        };
        let (first, _) = tried(&site, &staff, "a.csv", &sheet("駅")).await;
        take_in(&site, &staff, &first, "1,200").await;
        let (second, page) = tried(&site, &staff, "b.csv", &sheet("橋")).await;
        assert!(page.has("1,200か所") && page.has("文が違う行が1,200行あります"), "{}", page.html);
        let list = staff.get(&format!("{second}/faults")).await;
        assert_eq!(list.html.matches("もう入っていて").count(), 1_200);
    }
}

#[tokio::test]
async fn numbers_that_look_like_ours_are_anothers_where_somebody_says_so() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (first, _) = tried(&site, &staff, "a.csv", "意見\n駅を\n".as_bytes()).await;
        take_in(&site, &staff, &first, "1").await;
        let ours = site.text("select receipt from received").await;
        let (second, page) =
            tried(&site, &staff, "隣の市.csv", format!("番号,意見\n{ours},橋を\n7,川を\n").as_bytes()).await;
        assert!(page.has("文が違う行が1行あります") && page.has("どの一覧の番号か"), "{}", page.html);
        tried_as(&site, &staff, &second, "隣の市").await;
        take_in(&site, &staff, &second, "2").await;
        // The same words under the same number of another list: nobody takes them in twice unasked.
        let (third, page) = tried(&site, &staff, "写し.csv", "意見,番号\n川を,7\n".as_bytes()).await;
        assert!(page.has("別の一覧からもう入っている行が1行あります"), "{}", page.html);
        assert!(!page.html.contains("main large\" type=\"submit\">1件"), "{}", page.html);
        let page = tried_as(&site, &staff, &third, "隣の市").await;
        assert!(page.has("もう取り込んであると分かった行</dt><dd>1</dd>"), "{}", page.html);
    }
}

#[tokio::test]
async fn a_reason_that_no_file_could_hold_is_refused() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let moderator = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let (path, page) = tried(&site, &moderator, "a.csv", "意見\n駅を\n".as_bytes()).await;
        let mut form = plan(&page);
        set(&mut form, "review", "checked");
        set(&mut form, "reason", "庁内で\u{1F}確認");
        let refused = post(&moderator, &format!("{path}/trial"), &form).await;
        assert!(refused.status == 422 && refused.has("制御文字"), "{}", refused.html);
    }
}

/// Tries a file once more, its numbers being those of this list.
async fn tried_as(site: &TestApp, staff: &Visitor, path: &str, list: &str) -> Answer {
    let mut form = plan(&staff.get(path).await);
    set(&mut form, "numbering", &format!("of:{list}"));
    post(staff, &format!("{path}/trial"), &form).await;
    site.work().await;
    staff.get(path).await
}

#[tokio::test]
async fn the_numbers_of_another_program_are_not_those_of_a_sheet() {
    const POLIS: &str = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n\
        1727740800000,,1,1,3,0,1,歩道を広く\n\
        1727740800000,,2,2,0,9,1,橋に灯りを\n";
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (sheet, _) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        take_in(&site, &staff, &sheet, "2").await;
        let (polis, page) = tried(&site, &staff, "comments.csv", POLIS.as_bytes()).await;
        assert!(page.has("Polis（この一覧は、はじめて取り込みます）"), "{}", page.html);
        take_in(&site, &staff, &polis, "2").await;
        let more = format!("{POLIS}1727740800000,,3,2,0,9,1,川に橋を\n");
        let (later, page) = tried(&site, &staff, "comments.csv", more.as_bytes()).await;
        assert!(page.has("もう取り込んであると分かった行</dt><dd>2</dd>"), "{}", page.html);
        assert!(!page.has("前に「使わない」を選んであります"), "{}", page.html);
        take_in(&site, &staff, &later, "1").await;
        assert_eq!(site.number("select count(*) from received where external_list = 'Polis'").await, 3);
        assert_eq!(site.number("select count(*) from received").await, 5);
    }
}

#[tokio::test]
async fn a_column_that_was_of_no_use_before_is_offered_when_it_is_known() {
    const POLIS: &str = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n";
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let sent = crate::uploads::upload(&staff, "a.csv", format!("{POLIS},,1,1,3,0,-1,道を\n").as_bytes()).await;
        let path = sent.location().to_owned();
        // As a version settled it that did not know the word.
        let mut form = plan(&staff.get(&path).await);
        set(&mut form, "meaning_6", "nothing");
        post(&staff, &format!("{path}/trial"), &form).await;
        site.work().await;
        take_in(&site, &staff, &path, "1").await;
        let more = format!("{POLIS},,1,1,3,0,-1,道を\n,,2,2,3,0,-1,橋を\n");
        let path = crate::uploads::upload(&staff, "b.csv", more.as_bytes()).await.location().to_owned();
        let page = staff.get(&path).await;
        let offer = "G列の「moderated」は、前に「使わない」を選んであります。いまは「よそで採られなかった・取り下げられた」の列";
        assert!(page.has(offer), "{}", page.html);
        let mut form = plan(&page);
        assert!(form.contains(&("meaning_6".into(), "nothing".into())), "nobody has chosen yet");
        set(&mut form, "meaning_6", "rejected");
        post(&staff, &format!("{path}/trial"), &form).await;
        site.work().await;
        assert!(!staff.get(&path).await.has("前に「使わない」を選んであります"));
        take_in(&site, &staff, &path, "1").await;
        let path = crate::uploads::upload(&staff, "c.csv", POLIS.replace('\n', "\n,,3,,,,0,川を\n").as_bytes()).await;
        assert!(!staff.get(path.location()).await.has("前に「使わない」を選んであります"), "the answer is kept");
    }
}

#[tokio::test]
async fn a_consultation_that_changed_after_the_trial_lets_nothing_in() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, _) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        starts(&staff, &path).await;
        run_sql(&site, "update consultations set revision = revision + 1").await;
        site.app.forget_calls();
        site.work().await;
        let page = staff.get(&path).await;
        assert!(page.has("1件も取り込んでいません"), "{}", page.html);
        assert_eq!(site.number("select count(*) from opinions").await, 0);
        // The file is still there: tried once more, it comes in.
        crate::imports::post(&staff, &format!("{path}/trial"), &crate::imports::plan(&page)).await;
        site.work().await;
        take_in(&site, &staff, &path, "2").await;
        assert_eq!(site.number("select count(*) from received").await, 2);
        assert_eq!(site.text("select receipt from received where number = 1").await, "R6-0001-5", "no number is lost");
    }
}

#[tokio::test]
async fn whoever_sends_a_file_in_has_recorded_it_and_only_a_moderator_publishes_it() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let first = site.sign_in(&[Role::Staff]).await;
        let second = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let (path, page) = tried(&site, &first, "a.csv", SHEET.as_bytes()).await;
        let mut form = crate::imports::plan(&page);
        crate::imports::set(&mut form, "review", "checked");
        crate::imports::set(&mut form, "reason", "紙の台帳で確認");
        let refused = crate::imports::post(&first, &format!("{path}/trial"), &form).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("審査担当の役割もある人だけ"), "{}", refused.html);
        assert_eq!(crate::imports::post(&second, &format!("{path}/trial"), &form).await.status, 303);
        site.work().await;
        let seen = first.get(&path).await.value("seen");
        assert_eq!(first.post(&format!("{path}/run"), &[("seen", &seen)]).await.status, 422);
        take_in(&site, &second, &path, "2").await;
        let uploader = "select count(distinct a.login) from accounts a join opinions o on o.recorded_by = a.id";
        assert_eq!(site.number(uploader).await, 1);
        let same =
            "select count(*) from opinions o join decisions d on d.opinion_id = o.id and d.decided_by = o.recorded_by
                    join imports i on i.requested_by = o.recorded_by";
        assert_eq!(site.number(same).await, 2);
        let receipt = site.text("select receipt from received where number = 1").await;
        let opinion = second.get(&format!("/staff/queue?open={receipt}")).await;
        let name = site.text("select distinct a.name from accounts a join opinions o on o.recorded_by = a.id").await;
        let facts = format!("<dt>記録した人</dt><dd>{name}</dd></div><div><dt>ファイル</dt><dd>a.csv</dd></div>");
        assert!(opinion.has(&facts), "{}", opinion.html);
        let by = "select count(distinct actor) from audit where act = 'opinions_imported'";
        assert_eq!(site.number(by).await, 1);
        let names = "select count(*) from audit x join accounts a on x.actor like '%' || a.login || '%'
                     join imports i on i.requested_by = a.id where x.act = 'opinions_imported'";
        assert_eq!(site.number(names).await, 1);
    }
}
