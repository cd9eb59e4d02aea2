//! Where two must agree to withhold, and who moderates which theme.

use koe::http::access::Role;
use koe::opinions::State;

use crate::moderation::act;
use crate::support::{HOUR, NOW, TestApp, Visitor};

async fn state(site: &TestApp, receipt: &str) -> String {
    site.text(&format!("select state from opinions where receipt = '{receipt}'")).await
}

/// As staff switch it on.
async fn needs_two(site: &TestApp) {
    let staff = site.sign_in(&[Role::Staff]).await;
    let page = staff.get("/staff/consultations/plan/review").await;
    assert!(page.has("非公開にするときの確認") && page.has("審査担当が0人です"), "{}", page.html);
    let form = [("revision", &*page.value("revision")), ("second_person", "on")];
    let saved = staff.post("/staff/consultations/plan/review", &form).await;
    assert_eq!(saved.location(), "/staff/consultations/plan/review?done=saved");
    assert_eq!(staff.post("/staff/consultations/plan/review", &form).await.status, 409, "an older page");
    assert!(staff.get("/staff/consultations/plan/review").await.has("value=\"on\" checked"));
}

#[tokio::test]
async fn one_alone_proposes_and_the_second_withholds() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        needs_two(&site).await;
        let receipt = site.has_opinion_like(&call, "長すぎる話", "roads", State::Pending, NOW - HOUR).await;
        let first = site.sign_in(&[Role::Moderator]).await;
        let second = site.sign_in(&[Role::Moderator]).await;
        assert!(first.get("/staff/queue").await.has("非公開を提案する"));
        let fields = [("reason", "off_topic"), ("message", "別の窓口があります")];
        let done = act(&first, &receipt, "withhold", &fields).await;
        let page = first.get(done.location()).await;
        assert!(page.has("非公開を提案しました") && !page.has("id=\"undo\""), "{}", page.html);
        assert_eq!(state(&site, &receipt).await, "pending");
        // Pressed again by the same person nothing is withheld.
        act(&first, &receipt, "withhold", &fields).await;
        assert_eq!(state(&site, &receipt).await, "pending");
        assert!(!first.get("/staff/queue").await.has("2人目の確認 "), "it does not wait for who proposed it");

        let page = second.get("/staff/queue?show=second").await;
        assert!(page.has("2人目の確認 1") && page.has("さんが非公開を提案しています"), "{}", page.html);
        assert!(page.has("別の窓口があります") && page.has("value=\"off_topic\""), "{}", page.html);
        assert!(page.has("非公開にする") && !page.has("非公開を提案する"), "{}", page.html);
        act(&second, &receipt, "withhold", &fields).await;
        assert_eq!(state(&site, &receipt).await, "withheld");
        let item = second.get(&format!("/staff/opinions/{receipt}")).await;
        assert!(item.has("（提案：") && !item.has("非公開を提案しています"), "{}", item.html);
        let proposed = "select count(*) from audit where act = 'withholding_proposed'";
        assert_eq!(site.number(proposed).await, 1, "pressed twice it is one");
        assert_eq!(site.number("select count(*) from proposals").await, 0);
    }
}

#[tokio::test]
async fn another_decision_takes_a_proposal_off_the_table_and_so_does_a_new_text() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        needs_two(&site).await;
        let first = site.sign_in(&[Role::Moderator]).await;
        let second = site.sign_in(&[Role::Moderator]).await;
        let receipt = site.has_opinion_like(&call, "意見", "roads", State::Pending, NOW - HOUR).await;
        act(&first, &receipt, "withhold", &[("reason", "off_topic")]).await;
        act(&second, &receipt, "publish", &[]).await;
        assert_eq!(state(&site, &receipt).await, "published");
        // What is public by now comes back to the queue for the second person, and stays public meanwhile.
        act(&first, &receipt, "withhold", &[("reason", "defamation")]).await;
        assert_eq!(state(&site, &receipt).await, "published");
        assert!(!first.get("/staff/queue?show=second").await.has(&format!("open={receipt}")));
        let queue = second.get("/staff/queue").await;
        assert!(queue.has("<span>非公開の提案</span>") && queue.has(&format!("open={receipt}")), "{}", queue.html);
        assert!(second.get("/staff/queue?matter=proposal").await.has(&receipt));
        assert!(second.get("/staff/queue?matter=proposal&flag=phone").await.has("この条件の意見はありません"));
        act(&second, &receipt, "withhold", &[("reason", "defamation")]).await;
        assert_eq!(state(&site, &receipt).await, "withheld");
        assert_eq!(site.visitor().get(&format!("/opinions/{receipt}")).await.status, 404);

        let receipt = site.has_opinion_like(&call, "もとの文", "roads", State::Pending, NOW - HOUR).await;
        act(&first, &receipt, "withhold", &[("reason", "off_topic")]).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let opinion = koe::opinions::store::find(&mut tx, &receipt).await.unwrap().unwrap();
        let seen = koe::opinions::store::Seen { state: opinion.state, version: opinion.version };
        let body = koe::opinions::text::Body::parse("直した文", 5_000).unwrap();
        koe::opinions::store::correct(&mut tx, site.engine, &opinion, seen, &body, None, NOW).await.unwrap();
        tx.commit().await.unwrap();
        act(&second, &receipt, "withhold", &[("reason", "off_topic")]).await;
        assert_eq!(state(&site, &receipt).await, "pending", "what was proposed was said of another text");
    }
}

async fn assign(staff: &Visitor, theme: &str, account: &str, what: &str) -> u16 {
    let form = [("theme", theme), ("account", account), ("act", what)];
    staff.post("/staff/consultations/plan/review/themes", &form).await.status
}

#[tokio::test]
async fn who_moderates_a_theme_finds_it_among_his_own() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let bus = site.has_opinion_like(&call, "バスの声", "bus", State::Pending, NOW - HOUR).await;
        let road = site.has_opinion_like(&call, "道の声", "roads", State::Pending, NOW - HOUR).await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let account = site.text("select account_id from account_roles where role = 'moderator'").await;
        let other = site.text("select account_id from account_roles where role = 'staff' limit 1").await;
        assert_eq!(assign(&staff, "bus", &account, "add").await, 303);
        assert_eq!(assign(&staff, "bus", &account, "add").await, 303, "twice is once");
        assert_eq!(assign(&staff, "bus", &other, "add").await, 400, "who does not moderate");
        assert_eq!(assign(&staff, "nothing", &account, "add").await, 404);
        let mine = me.get("/staff/queue?show=mine").await;
        assert!(mine.has(&format!("open={bus}")) && !mine.has(&format!("open={road}")), "{}", mine.html);
        let page = staff.get("/staff/consultations/plan/review").await;
        assert!(page.has("value=\"remove\""), "{}", page.html);
        assert_eq!(assign(&staff, "bus", &account, "remove").await, 303);
        assert!(!me.get("/staff/queue?show=mine").await.has(&format!("open={bus}")));
        assert_eq!(site.number("select count(*) from audit where act = 'review_changed'").await, 2);
    }
}
