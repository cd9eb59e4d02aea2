//! The balance holds after every act, whatever comes after what; everybody can look at it and take it along.

use koe::balance::Balance;
use koe::http::access::Role;
use koe::opinions::State;
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::moderation::act;
use crate::receipts::Receipt;
use crate::support::{NOW, TestApp, Visitor};

/// Sequences tried on each engine.
const TRIED: usize = 8;

/// One thing that somebody may do, and to which of the opinions (counted round).
type Step = (usize, usize);

async fn balance(site: &TestApp) -> Balance {
    let mut conn = site.app.db.read().await.unwrap();
    let calls = koe::consultations::store::all(&mut conn).await.unwrap();
    let all = koe::balance::store::of_calls(&mut conn, site.engine, &calls, &site.app.zone).await.unwrap();
    Balance::of_all(&all)
}

/// Does it where it is offered.
async fn attempt(me: &Visitor, receipt: &str, name: &str, fields: &[(&str, &str)]) {
    let page = me.get(&format!("/staff/opinions/{receipt}")).await;
    if page.has(&format!("id=\"act-{name}\"")) {
        act(me, receipt, name, fields).await;
    }
}

/// Whether it may be done or not, it is tried.
async fn take(site: &TestApp, me: &Visitor, receipts: &mut Vec<Receipt>, (step, which): Step) {
    let of = |receipts: &[Receipt]| receipts[which % receipts.len()].clone();
    let one = if receipts.is_empty() { None } else { Some(of(receipts)) };
    match (step, one) {
        (0 | 1, _) | (_, None) => {
            receipts.push(crate::receipts::sent(&site.visitor(), &format!("声 {which}"), "").await);
        }
        (2, Some(one)) => attempt(me, &one.number, "publish", &[]).await,
        (3, Some(one)) => {
            attempt(me, &one.number, "mask", &[("masks", "声"), ("reason", "personal_info")]).await;
        }
        (4, Some(one)) => attempt(me, &one.number, "withhold", &[("reason", "off_topic")]).await,
        (5, Some(one)) => attempt(me, &one.number, "return", &[("message", "もう一度")]).await,
        (6, Some(one)) => attempt(me, &one.number, "hold", &[("due", "2024-11-20"), ("note", "照会中")]).await,
        (7, Some(one)) => {
            let last = site.number(&format!("select decisions from opinions where receipt = '{}'", one.number)).await;
            let undo = format!("/staff/opinions/{}/undo", one.number);
            drop(me.post(&undo, &[("decision", &last.to_string())]).await);
        }
        (8, Some(one)) => {
            let code = [("number", one.number.as_str()), ("code", one.code.as_str()), ("sure", "yes")];
            drop(site.visitor().post("/status/withdrawal", &code).await);
        }
        (_, Some(_)) => {
            let picks: Vec<(&str, &str)> = receipts.iter().map(|one| ("pick", one.number.as_str())).collect();
            let page = me.post("/staff/bulk", &picks).await;
            if page.status == 200 {
                let items = page.value("items");
                let form = [("items", &*items), ("act", "withhold"), ("reason", "illegal")];
                let look = me.post("/staff/bulk/decision", &form).await;
                if look.has("name=\"batch\"") {
                    let (items, batch) = (look.value("items"), look.value("batch"));
                    let form = [("items", &*items), form[1], form[2], ("batch", &*batch), ("step", "do")];
                    drop(me.post("/staff/bulk/decision", &form).await);
                }
            }
        }
    }
}

#[tokio::test]
async fn whatever_is_done_in_whatever_order_each_opinion_is_counted_once() {
    let steps = vec((0..10usize, 0..50usize), 5..25);
    let mut runner = TestRunner::deterministic();
    let sequences: Vec<Vec<Step>> = (0..TRIED).map(|_| steps.new_tree(&mut runner).unwrap().current()).collect();
    for site in TestApp::with(&["--undo-minutes", "10"]).await {
        site.has_call().await;
        let me = site.sign_in(&[Role::Moderator, Role::Auditor]).await;
        let mut seen = [0; State::BALANCE.len()];
        let mut receipts = Vec::new();
        for step in sequences.iter().flatten() {
            take(&site, &me, &mut receipts, *step).await;
            let balance = balance(&site).await;
            assert!(balance.fits() && balance.received == receipts.len() as i64, "{step:?}: {balance:?}");
            let stored = site.number("select count(*) from opinions where state = 'withheld'").await;
            assert_eq!(balance.count(State::Withheld), stored, "{step:?}");
            let public = site.number("select count(*) from opinions where public_body is not null").await;
            assert_eq!(balance.count(State::Published) + balance.count(State::PublishedRedacted), public, "{step:?}");
            seen.iter_mut().zip(balance.states).for_each(|(most, count)| *most = count.max(*most));
        }
        assert!(seen.iter().all(|most| *most > 0), "every state was reached: {seen:?}");
        let page = me.get("/staff/balance").await;
        assert!(page.html.matches("check-circle").count() >= 3, "{}", page.html);
    }
}

#[tokio::test]
async fn everybody_can_take_the_numbers_along() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let me = site.sign_in(&[Role::Moderator]).await;
        for name in ["publish", "withhold", "hold"] {
            let receipt = site.has_opinion_like(&call, "声", "bus", State::Pending, NOW).await;
            let fields = [("reason", "off_topic"), ("due", "2024-11-20"), ("note", "照会中")];
            act(&me, &receipt, name, &fields[if name == "publish" { 3 } else { 0 }..]).await;
        }
        assert!(site.visitor().get("/operation").await.has("href=\"/operation.csv\""));
        for (path, words) in
            [("/operation.csv", "届いたご意見（合計）"), ("/en/operation.csv", "Opinions received (total)")]
        {
            let table = site.visitor().get(path).await;
            assert!(table.status == 200 && table.html.contains(words), "{}", table.html);
            let rows: Vec<Vec<String>> = csv::Reader::from_reader(table.html.trim_start_matches('\u{FEFF}').as_bytes())
                .records()
                .map(|row| row.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let count = |code: &str| -> i64 {
                rows.iter().find(|row| row[3] == code).map_or(-1, |row| row[5].parse().unwrap())
            };
            let states: i64 = State::BALANCE.iter().map(|state| count(state.name())).sum();
            assert_eq!((count("received"), states), (3, 3), "{rows:?}");
            assert_eq!((count("published"), count("withheld.off_topic"), count("on_hold")), (1, 1, 1), "{rows:?}");
        }
    }
}
