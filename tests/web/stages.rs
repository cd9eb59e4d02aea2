//! What a consultation is at, how long opinions wait, and 運用状況.

use koe::http::access::Role;
use koe::opinions::State;

use crate::consultations::{BASICS, save, with};
use crate::moderation::act;
use crate::receipts::{sent_calmly, status};
use crate::results::run;
use crate::support::{HOUR, NOW, TestApp};

const PLAN: &str = "/staff/consultations/plan";

#[tokio::test]
async fn every_page_of_a_consultation_says_what_it_is_at() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let shown = site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Published, NOW - HOUR).await;
        let visitor = site.visitor();
        let receipt = sent_calmly(&site, &visitor, "バス停に屋根を", "").await;
        let pages = ["", "/opinions", "/themes/roads", "/results", "/write"];
        let mut pages: Vec<String> = pages.map(|tail| format!("/consultations/plan{tail}")).into();
        pages.extend(["/".to_owned(), format!("/opinions/{shown}")]);
        for (period, said) in [
            ("closes_on = '2024-11-30'", "受付中"),
            ("closes_on = '2024-10-01'", "届いたご意見を読んでいます"),
            ("results_at = 1730077200000", "2024年10月28日（月）に公表"),
        ] {
            run(&site, &format!("update consultations set {period}")).await;
            for path in &pages {
                let page = visitor.get(path).await;
                assert!(page.has(said) || path.ends_with("/write") && page.status != 200, "{path}: {}", page.html);
            }
            let page = status(&visitor, &receipt).await;
            assert!(page.has(said), "{}", page.html);
        }
    }
}

#[tokio::test]
async fn staff_say_that_the_results_of_what_has_closed_are_out_and_take_it_back() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (staff, visitor) = (site.sign_in(&[Role::Staff]).await, site.visitor());
        let press = async |what: &str| {
            let revision = staff.get(PLAN).await.value("revision");
            staff.post(PLAN, &[("revision", &revision), ("act", what)]).await
        };
        assert!(!staff.get(PLAN).await.has("value=\"results\""), "it is open");
        assert_eq!(press("results").await.status, 400);
        run(&site, "update consultations set closes_on = '2024-10-01'").await;
        let page = staff.get(PLAN).await;
        assert!(page.has("value=\"results\"") && page.has("もう一度公表しても、同じ表が出ます"), "{}", page.html);
        let done = press("results").await;
        assert_eq!((done.status, done.location()), (303, "/staff/consultations/plan?done=results"));
        assert!(visitor.get("/consultations/plan").await.has("結果を公表しました"));
        assert!(visitor.get("/consultations/plan").await.has("集計を見る"));
        assert_eq!(press("reading").await.status, 303);
        assert!(visitor.get("/consultations/plan").await.has("届いたご意見を読んでいます"));
        assert_eq!(site.number("select count(*) from audit where detail in ('results', 'reading')").await, 2);
    }
}

#[tokio::test]
async fn who_makes_results_known_while_opinions_are_undecided_is_asked_once_more() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for state in [State::Pending, State::OnHold, State::NeedsRevision, State::Published, State::Withheld] {
            site.has_opinion_like(&call, "バス停に屋根を", "roads", state, NOW - HOUR).await;
        }
        run(&site, "update consultations set closes_on = '2024-10-01'").await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let page = staff.get(PLAN).await;
        assert!(page.has("（審査待ち・保留）が2件あります") && !page.has("href=\"/staff/queue\""), "{}", page.html);
        let both = site.sign_in(&[Role::Staff, Role::Moderator]).await;
        assert!(both.get(PLAN).await.has("<a href=\"/staff/queue\">審査を開く</a>"));
        for unsure in ["", "1"] {
            let press = [("revision", page.value("revision")), ("act", "results".into()), ("sure", unsure.into())];
            let asked = staff.post(PLAN, &press.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
            assert_eq!(asked.status, 422, "{unsure}");
            assert!(asked.has("まだ結果を公表していません") && asked.has("id=\"sure-error\""), "{}", asked.html);
        }
        assert_eq!(site.number("select count(*) from consultations where results_at is not null").await, 0);
        let press = [("revision", page.value("revision")), ("act", "results".into()), ("sure", page.value("sure"))];
        let done = staff.post(PLAN, &press.each_ref().map(|(name, value)| (*name, value.as_str()))).await;
        assert_eq!(done.location(), "/staff/consultations/plan?done=results", "{}", done.html);
    }
}

#[tokio::test]
async fn results_are_not_out_by_themselves_when_a_longer_period_ends() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (staff, visitor) = (site.sign_in(&[Role::Staff]).await, site.visitor());
        run(&site, "update consultations set closes_on = '2024-10-01', results_at = 1730077200000").await;
        let basics = format!("{PLAN}/basics");
        let opens_on = staff.get(&basics).await.value("opens_on");
        let longer = [("opens_on", opens_on.as_str()), ("closes_on", "2024-11-30")];
        assert_eq!(save(&staff, &basics, &with(&BASICS, &longer)).await.status, 303);
        assert_eq!(site.number("select count(*) from audit where detail = 'reading'").await, 1);
        run(&site, "update consultations set closes_on = '2024-10-01'").await;
        let page = visitor.get("/consultations/plan").await;
        assert!(page.has("届いたご意見を読んでいます") && !page.has("結果を公表しました"), "{}", page.html);
    }
}

#[tokio::test]
async fn the_time_until_somebody_looks_is_measured_where_five_opinions_tell_it() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let mut receipts = Vec::new();
        for hour in 1..=5 {
            let at = NOW - 10 * hour * HOUR;
            receipts.push(site.has_opinion_like(&call, "バス停に屋根を", "roads", State::Pending, at).await);
        }
        let (moderator, visitor) = (site.sign_in(&[Role::Moderator]).await, site.visitor());
        let last = receipts.split_off(4);
        for receipt in receipts {
            assert_eq!(act(&moderator, &receipt, "publish", &[]).await.status, 303);
        }
        let few = visitor.get("/consultations/plan").await;
        assert!(few.has("24時間以内に確認することをめざしています") && !few.has("の半分は"), "{}", few.html);
        assert!(visitor.get("/operation").await.has("5件に満たない"));
        assert_eq!(act(&moderator, &last[0], "publish", &[]).await.status, 303);
        site.app.clock.advance(60_000);
        for path in ["/consultations/plan", "/operation"] {
            let page = visitor.get(path).await;
            assert!(page.has("この30日間に確認したご意見の半分は、届いてから30時間以内"), "{path}: {}", page.html);
        }
    }
}

#[tokio::test]
async fn what_is_not_published_is_the_list_that_moderators_choose_from() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        for path in ["/consultations/plan", "/consultations/plan/write"] {
            let page = site.visitor().get(path).await;
            for reason in ["個人情報", "誹謗中傷", "営業・宣伝", "募集テーマと無関係"] {
                assert!(page.has(&format!("<li>{reason}</li>")), "{path}: {reason}: {}", page.html);
            }
            assert!(!page.has("<li>その他</li>"), "it explains nothing");
        }
    }
}

#[tokio::test]
async fn what_became_of_everything_that_came_in_is_public_and_adds_up() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let mut receipts = Vec::new();
        for state in [State::Published, State::PublishedRedacted, State::OnHold, State::Withdrawn, State::Pending] {
            receipts.push(site.has_opinion_like(&call, "バス停に屋根を", "roads", state, NOW - HOUR).await);
        }
        let moderator = site.sign_in(&[Role::Moderator]).await;
        let withheld = act(&moderator, &receipts[4], "withhold", &[("reason", "defamation")]).await;
        assert_eq!(withheld.status, 303, "{}", withheld.html);
        let page = visitor.get("/operation").await;
        assert_eq!(page.status, 200);
        let rows = page.html.split("<tr").skip(2).filter(|row| row.contains("<td"));
        let row = |row: &str| {
            let number = row.split("<td class=\"num\">").nth(1).unwrap().split('<').next().unwrap();
            (!row.contains("below"), number.parse::<i64>().unwrap())
        };
        let rows: Vec<(bool, i64)> = rows.map(row).collect();
        let (whole, sum) = rows.split_at(rows.len() - 1);
        let lines: i64 = whole.iter().filter(|(is_whole, _)| *is_whole).map(|(_, count)| count).sum();
        assert_eq!((lines, sum[0].1), (5, 5), "{}", page.html);
        assert!(page.has("誹謗中傷") && page.has("計画へのご意見募集") && !page.has("合計が合っていません"));
        assert!(visitor.get("/").await.has("href=\"/operation\""), "the footer leads there");
        run(&site, "update consultations set listed_at = null").await;
        let none = visitor.get("/operation").await;
        assert!(none.has("まだ、ご意見の募集はありません") && !none.has("計画へのご意見募集"), "{}", none.html);
    }
}
