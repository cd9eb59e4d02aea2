//! The page of the results: what it counts, and what nobody can find out from it.

use std::future::ready;
use std::time::Duration;

use koe::base::text::Lang;
use koe::consultations::{Consultation, Field, Theme, Visibility};
use koe::http::access::Role;
use koe::opinions::State;
use koe::worker;
use sqlx::AssertSqlSafe;

use crate::consultations::{FIELDS, save};
use crate::imports::{SHEET, plan, post, set, take_in, tried};
use crate::moderation::act;
use crate::support::{Answer, HOUR, NOW, TestApp};

const RESULTS: &str = "/consultations/plan/results";
const MINUTE: i64 = 60_000;
const PLAN: &str = "/staff/consultations/plan";

pub async fn run(site: &TestApp, sql: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    site.app.forget_calls();
}

/// It has closed, and staff say that its results are out (`results`), or that they are not (`reading`).
async fn say(site: &TestApp, act: &str) {
    run(site, "update consultations set closes_on = '2024-10-01'").await;
    let staff = site.same_visitor(Role::Staff).await;
    let revision = site.number("select revision from consultations").await.to_string();
    let said = staff.post(PLAN, &[("revision", &revision), ("act", act)]).await;
    assert_eq!(said.status, 303, "{}", said.html);
}

fn seen(call: &mut Consultation, by: Visibility) {
    call.fields.iter_mut().filter(|rule| rule.field != Field::Mail).for_each(|rule| rule.visibility = by);
}

/// An opinion of somebody from there, public and looked at for an hour.
async fn voice(site: &TestApp, call: &Consultation, theme: &str, area: &str, minute: i64) -> String {
    let at = NOW - HOUR + minute * MINUTE;
    let receipt = site.has_opinion_like(call, "バス停に屋根を", theme, State::Published, at).await;
    run(site, &format!("update opinions set area = '{area}' where receipt = '{receipt}'")).await;
    receipt
}

/// The rows of the table below a heading, as they are read.
fn table(page: &Answer, id: &str) -> Vec<Vec<String>> {
    let below = page.html.split(&format!("id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("no {id} in {}", page.html));
    let rows = below.split("</table>").next().unwrap().split("<tr").skip(1);
    let text = |cell: &str| {
        let inner = cell.split_once('>').map_or(cell, |(_, inner)| inner);
        inner.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>()
    };
    let cells = |row: &str| {
        let cells = row.split("<t").skip(1).filter(|cell| cell.starts_with('d') || cell.starts_with('h'));
        cells.map(|cell| text(cell.split("</t").next().unwrap()).trim().replace("＊伏せた数", "＊")).collect()
    };
    rows.map(cells).collect()
}

#[tokio::test]
async fn what_came_in_is_counted_and_adds_up() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for (theme, state) in [
            ("roads", State::Published),
            ("bus", State::Published),
            ("child", State::PublishedRedacted),
            ("child", State::Pending),
            ("child", State::OnHold),
            ("roads", State::Withheld),
            ("bus", State::Withdrawn),
        ] {
            site.has_opinion_like(&call, "バス停に屋根を", theme, state, NOW - HOUR).await;
        }
        let page = site.visitor().get(RESULTS).await;
        assert_eq!(page.status, 200, "{}", page.html);
        assert_eq!(table(&page, "themes")[1..], [["道路・交通", "2"], ["子育て", "1"], ["計", "3"]], "{}", page.html);
        let standing: Vec<String> = table(&page, "standing")[1..].iter().map(|row| row[1].clone()).collect();
        assert_eq!(standing, ["3", "2", "1", "1", "7"]);
        assert_eq!(table(&page, "days").last().unwrap(), &["計", "7"]);
        assert!(page.has("ご意見の集計（中間）") && page.has("<svg class=\"chart\"") && page.has("受付中"));
    }
}

#[tokio::test]
async fn nobody_sees_in_the_results_what_staff_alone_may_know() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for minute in 0..20 {
            voice(&site, &call, "roads", "ikuno", minute).await;
        }
        let page = site.visitor().get(RESULTS).await;
        assert!(page.has("道路・交通") && !page.has("ikunoの人") && !page.has("どこから届いたか"), "{}", page.html);
    }
}

#[tokio::test]
async fn small_numbers_of_what_is_only_counted_are_hidden_with_others_beside_them() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| seen(call, Visibility::Aggregate)).await;
        let mut minute = 0;
        for (theme, area, count) in
            [("roads", "ikuno", 8), ("roads", "santo", 2), ("child", "ikuno", 12), ("child", "santo", 13)]
        {
            for _ in 0..count {
                voice(&site, &call, theme, area, minute).await;
                minute += 1;
            }
        }
        say(&site, "results").await;
        let page = site.visitor().get(RESULTS).await;
        let rows = table(&page, "area");
        assert_eq!(rows[0], ["テーマ", "ikunoの人", "santoの人", "計"], "{}", page.html);
        assert_eq!(rows[1], ["道路・交通", "＊", "＊", "10"]);
        assert_eq!(rows[2], ["子育て", "＊", "＊", "25"]);
        assert_eq!(rows[3], ["計", "20", "15", "35"]);
        assert!(page.has("逆算できないように"));
        assert!(page.has("人数が少なく"), "nobody has said how old he is");
    }
}

#[tokio::test]
async fn nobody_makes_five_of_one_with_opinions_that_he_takes_back() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| seen(call, Visibility::Aggregate)).await;
        for minute in 0..20 {
            voice(&site, &call, "roads", "ikuno", minute).await;
            voice(&site, &call, "child", if minute < 10 { "ikuno" } else { "santo" }, minute).await;
        }
        voice(&site, &call, "roads", "santo", 20).await;
        for state in [State::Withdrawn, State::Withdrawn, State::Withdrawn, State::Withheld] {
            let receipt = voice(&site, &call, "roads", "santo", 21).await;
            let sql = format!(
                "update opinions set state = '{}', public_body = null where receipt = '{receipt}'",
                state.name()
            );
            run(&site, &sql).await;
        }
        say(&site, "results").await;
        let rows = table(&site.visitor().get(RESULTS).await, "area");
        assert_eq!(rows[1], ["道路・交通", "＊", "＊", "25"], "of five, one is a person whom somebody knows");
    }
}

/// A consultation of twenty opinions that are public, from two places in turn.
async fn twenty(site: &TestApp) -> (Consultation, Vec<String>) {
    let call = site.has_call_like(|call| seen(call, Visibility::Aggregate)).await;
    let mut receipts = Vec::new();
    for minute in 0..20 {
        receipts.push(voice(site, &call, "roads", if minute % 2 == 0 { "ikuno" } else { "santo" }, minute).await);
    }
    (call, receipts)
}

#[tokio::test]
async fn the_table_of_what_is_only_counted_is_made_once_and_never_changes() {
    for site in TestApp::on_each_engine().await {
        let (call, receipts) = twenty(&site).await;
        let (visitor, moderator) = (site.visitor(), site.sign_in(&[Role::Moderator]).await);
        let elsewhere = site.restarted().await;
        let later = "「年代、地区、市との関わり」の表は、募集が終わり、市が結果を公表したときに、一度だけつくります";
        for sql in ["update consultations set revision = 2", "update consultations set closes_on = '2024-10-01'"] {
            run(&site, sql).await;
            let page = visitor.get(RESULTS).await;
            assert!(page.has(later) && !page.has("id=\"area\""), "{}", page.html);
        }
        assert_eq!(site.number("select count(*) from result_tables").await, 0);
        say(&site, "results").await;
        assert_eq!(site.number("select count(*) from result_tables").await, 3, "they are there before anybody looks");
        site.app.clock.advance(MINUTE);
        let (here, there) = tokio::join!(visitor.get(RESULTS), elsewhere.get(RESULTS));
        let first = table(&here, "area");
        assert_eq!(first[1], ["道路・交通", "10", "10", "20"]);
        assert_eq!(table(&there, "area"), first);
        let made = "2024年10月28日（月）10時00分までに届いた20件の数です";
        assert!(here.has(made) && !here.has(later), "{}", here.html);

        let gone = &receipts[3];
        run(&site, &format!("update opinions set state = 'withdrawn', public_body = null where receipt = '{gone}'"))
            .await;
        assert_eq!(act(&moderator, &site.has_opinion(&call, "橋を直して").await, "publish", &[]).await.status, 303);
        for minute in 20..26 {
            voice(&site, &call, "roads", "ikuno", minute).await;
        }
        site.app.clock.advance(MINUTE);
        for visitor in [&visitor, &elsewhere] {
            let page = visitor.get(RESULTS).await;
            assert_eq!(table(&page, "themes")[1], ["道路・交通", "26"], "what opinions show moves on");
            assert_eq!(table(&page, "area"), first);
            assert!(page.has(made), "{}", page.html);
        }
        say(&site, "reading").await;
        let back = visitor.get(RESULTS).await;
        assert!(back.has(later) && !back.has("id=\"area\""), "{}", back.html);
        say(&site, "results").await;
        assert_eq!(table(&visitor.get(RESULTS).await, "area"), first);
        assert_eq!(site.number("select count(*) from result_tables").await, 3);
    }
}

#[tokio::test]
async fn who_may_see_an_answer_today_decides_whether_a_kept_table_is_shown() {
    for site in TestApp::on_each_engine().await {
        twenty(&site).await;
        say(&site, "results").await;
        let visitor = site.visitor();
        let first = table(&visitor.get(RESULTS).await, "area");
        let seen_by = async |by: &str| {
            run(&site, &format!("update fields set visibility = '{by}' where field = 'area'")).await;
            run(&site, "update consultations set revision = revision + 1").await;
            visitor.get(RESULTS).await
        };
        let staff = seen_by("staff").await;
        assert!(!staff.has("id=\"area\"") && !staff.has("ikunoの人"), "{}", staff.html);
        let receipt = "select min(receipt) from opinions";
        run(&site, &format!("update opinions set state = 'withheld', public_body = null where receipt = ({receipt})"))
            .await;
        let public = seen_by("public").await;
        assert_eq!(table(&public, "area")[1], ["道路・交通", "9", "10", "19"], "as it stands there now");
        assert!(public.has("ご意見の横に出ている"), "{}", public.html);
        assert_eq!(table(&seen_by("aggregate").await, "area"), first);
    }
}

#[tokio::test]
async fn what_is_only_counted_from_later_on_has_its_table_with_that_change_and_not_when_somebody_looks() {
    for site in TestApp::on_each_engine().await {
        twenty(&site).await;
        run(&site, "update fields set visibility = 'public' where field = 'area'").await;
        say(&site, "results").await;
        let kept = "select count(*) from result_tables where field = 'area'";
        assert_eq!(site.number(kept).await, 0);
        let saved = save(&*site.same_visitor(Role::Staff).await, &format!("{PLAN}/fields"), &FIELDS).await;
        assert_eq!(saved.status, 303, "{}", saved.html);
        assert_eq!(site.number(kept).await, 1);
    }
}

#[tokio::test]
async fn results_that_are_out_without_tables_have_them_when_the_program_starts() {
    for site in TestApp::on_each_engine().await {
        let (call, _) = twenty(&site).await;
        run(&site, &format!("update consultations set closes_on = '2024-10-01', results_at = {NOW}")).await;
        let visitor = site.visitor();
        assert!(!visitor.get(RESULTS).await.has("id=\"area\""));
        let start = async || worker::work_until(site.app.clone(), ready(()), Duration::from_secs(60)).await;
        start().await;
        site.app.clock.advance(MINUTE);
        assert_eq!(table(&visitor.get(RESULTS).await, "area")[1], ["道路・交通", "10", "10", "20"]);
        voice(&site, &call, "roads", "ikuno", 20).await;
        site.app.clock.advance(MINUTE);
        start().await;
        assert_eq!(table(&visitor.get(RESULTS).await, "area")[1], ["道路・交通", "10", "10", "20"], "once");
    }
}

#[tokio::test]
async fn what_is_imported_into_results_that_are_out_is_counted_once_it_is_there() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| seen(call, Visibility::Aggregate)).await;
        say(&site, "results").await;
        let kept = "select count(*) from result_tables";
        let staff = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        let (path, _) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        take_in(&site, &staff, &path, "2").await;
        assert_eq!(site.number(kept).await, 0, "of two there is nothing to count");
        let (path, page) = tried(&site, &staff, "b.csv", "ご意見\nバスを\n橋を\n道を\n".as_bytes()).await;
        let mut form = plan(&page);
        set(&mut form, "review", "checked");
        set(&mut form, "reason", "審議会で確認済み");
        post(&staff, &format!("{path}/trial"), &form).await;
        site.work().await;
        take_in(&site, &staff, &path, "3").await;
        assert_eq!(site.number(kept).await, 3);
    }
}

#[tokio::test]
async fn nobody_who_writes_waits_for_the_counting() {
    for site in TestApp::on_each_engine().await {
        let (call, _) = twenty(&site).await;
        site.has_opinion(&call, "橋を直して").await;
        run(&site, "update consultations set closes_on = '2024-10-01'").await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let revision = site.number("select revision from consultations").await.to_string();
        let writing = site.app.db.begin().await.unwrap();
        assert_eq!(site.app.count_tables(&call).await.unwrap().len(), 3);
        let unsure = staff.post(PLAN, &[("revision", &revision), ("act", "results"), ("sure", "")]).await;
        assert_eq!(unsure.status, 422, "{}", unsure.html);
        writing.rollback().await.unwrap();
        let sure = staff.post(PLAN, &[("revision", &revision), ("act", "results"), ("sure", "1")]).await;
        assert_eq!(sure.status, 303, "{}", sure.html);
        assert!(site.app.count_tables(&call).await.unwrap().is_empty(), "they are there");
    }
}

#[tokio::test]
async fn who_reads_a_row_of_several_themes_learns_which_they_are() {
    for site in TestApp::on_each_engine().await {
        let change = |call: &mut Consultation| {
            seen(call, Visibility::Aggregate);
            let texts = vec![(Lang::JA, "公園".into(), String::new())];
            let (id, code) = ("t-trees".into(), "trees".into());
            call.themes.push(Theme { id, code, position: 9, texts, ..call.themes[2].clone() });
        };
        let call = site.has_call_like(change).await;
        for (theme, area, count) in [
            ("roads", "ikuno", 20),
            ("roads", "santo", 20),
            ("child", "ikuno", 3),
            ("trees", "ikuno", 9),
            ("trees", "santo", 8),
        ] {
            for minute in 0..count {
                voice(&site, &call, theme, area, minute).await;
            }
        }
        say(&site, "results").await;
        let rows = table(&site.visitor().get(RESULTS).await, "area");
        assert_eq!(rows[2], ["子育て、公園（まとめて数えたもの）", "12", "8", "20"]);
        run(&site, r#"update result_tables set body = replace(body, '"together":', '"unknown":')"#).await;
        site.app.clock.advance(MINUTE);
        let rows = table(&site.visitor().get(RESULTS).await, "area");
        assert_eq!(rows[2][0], "件数の少ないテーマ（まとめて数えたもの）", "a table of before they were noted");
    }
}

#[tokio::test]
async fn what_stands_beside_the_opinions_is_counted_as_it_stands_there() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| seen(call, Visibility::Staff)).await;
        run(&site, "update fields set visibility = 'public' where field = 'area'").await;
        for minute in 0..11 {
            voice(
                &site,
                &call,
                if minute == 0 { "child" } else { "roads" },
                if minute < 7 { "ikuno" } else { "santo" },
                minute,
            )
            .await;
        }
        let page = site.visitor().get(RESULTS).await;
        let rows = table(&page, "area");
        assert_eq!(rows[0], ["テーマ", "ikunoの人", "回答なし・出していない", "計"], "{}", page.html);
        assert_eq!(rows[1..], [["道路・交通", "6", "4", "10"], ["子育て", "1", "0", "1"], ["計", "7", "4", "11"]]);
    }
}

#[tokio::test]
async fn the_page_has_something_to_say_before_during_and_after() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let said = async |sql: &str| {
            run(&site, sql).await;
            site.app.clock.advance(MINUTE);
            let page = visitor.get(RESULTS).await;
            assert_eq!(page.status, 200, "{}", page.html);
            page
        };
        let open = said("update consultations set revision = 1").await;
        assert!(
            open.has("まだご意見は届いていません") && open.has("href=\"/consultations/plan/write\""),
            "{}",
            open.html
        );
        let scheduled = said("update consultations set opens_on = '2024-11-10'").await;
        assert!(scheduled.has("募集は2024年11月10日（日）に始まります。"), "{}", scheduled.html);
        assert!(!scheduled.has("href=\"/consultations/plan/write\""), "{}", scheduled.html);
        let closed = said("update consultations set opens_on = '2024-07-01', closes_on = '2024-10-01'").await;
        assert!(closed.has("ご意見が届きませんでした") && closed.has("届いたご意見を読んでいます"));
        site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Pending, NOW - HOUR).await;
        let read = said("update consultations set revision = 2").await;
        assert!(read.has("公開しているご意見は、まだありません") && read.has("募集は終わりました"), "{}", read.html);
        let out = said(&format!("update consultations set results_at = {NOW}")).await;
        assert!(out.has("結果を公表しました") && out.has("2024年10月28日（月）に公表"), "{}", out.html);
        run(&site, "update consultations set listed_at = null").await;
        assert_eq!(visitor.get(RESULTS).await.status, 404);
    }
}
