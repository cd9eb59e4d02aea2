//! A decision taken back a moment later: as if it had not been made, but for its record.

use koe::base::jobs::OVERTAKEN;
use koe::consultations::Moderation;
use koe::http::access::Role;
use koe::opinions::State;

use crate::exports::file_of;
use crate::letters::mail_server;
use crate::moderation::act;
use crate::receipts::sent;
use crate::support::{Answer, HOUR, NOW, TestApp, Visitor};

const MINUTE: i64 = 60_000;

async fn undo(me: &Visitor, receipt: &str, decision: &str) -> Answer {
    me.post(&format!("/staff/opinions/{receipt}/undo"), &[("decision", decision)]).await
}

async fn stands(site: &TestApp, receipt: &str) -> (String, i64, i64) {
    let of = |what: &str| format!("select {what} from opinions where receipt = '{receipt}'");
    let (state, clock) = (site.text(&of("state")).await, site.number(&of("decide_by")).await);
    (state, clock, site.number(&of("coalesce(due_at, 0)")).await)
}

#[tokio::test]
async fn what_is_taken_back_waits_as_before_and_nobody_is_told() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp", "--undo-minutes", "10"]).await
    {
        site.has_call().await;
        letters.lock().unwrap().clear();
        let receipt = sent(&site.visitor(), "夕方のバスを", "taro@example.jp").await.number;
        site.work().await;
        let before = stands(&site, &receipt).await;
        let me = site.sign_in(&[Role::Moderator, Role::Auditor]).await;
        for (number, (name, fields)) in [
            ("publish", vec![]),
            ("mask", vec![("masks", "バス"), ("reason", "personal_info")]),
            ("withhold", vec![("reason", "off_topic")]),
            ("return", vec![("message", "もう一度")]),
            ("hold", vec![("due", "2024-11-20"), ("note", "照会中")]),
        ]
        .into_iter()
        .enumerate()
        {
            let done = act(&me, &receipt, name, &fields).await;
            let page = me.get(done.location()).await;
            let decision = (2 * number + 1).to_string();
            assert_eq!((page.has("id=\"undo\""), page.value("decision")), (true, decision.clone()), "{name}");
            assert_ne!(stands(&site, &receipt).await.0, "pending");
            let back = undo(&me, &receipt, &decision).await;
            assert_eq!(back.location(), format!("/staff/queue?open={receipt}&done={receipt}"));
            let page = me.get(back.location()).await;
            assert!(page.has("審査結果を取り消しました") && page.has("（直前の結果の取り消し）"), "{}", page.html);
            assert!(page.has("/decision\"") && !page.has("id=\"undo\""), "{}", page.html);
            assert_eq!(stands(&site, &receipt).await, before, "{name}");
            assert_eq!(site.visitor().get(&format!("/opinions/{receipt}")).await.status, 404, "{name}");
            assert_eq!(undo(&me, &receipt, &decision).await.status, 303, "pressed twice");
        }
        let log = me.get("/staff/log").await;
        assert!(log.has("審査の取り消し") && log.has("「公開」から「審査待ち」へ"), "{}", log.html);
        let hits = "select count(*) from opinions where public_body is not null";
        assert_eq!(site.number(hits).await, 0);
        for _ in 0..3 {
            site.app.clock.advance(11 * MINUTE);
            site.work().await;
        }
        assert_eq!(letters.lock().unwrap().len(), 1, "that it has arrived, and no more");
        assert_eq!(site.number(&format!("select count(*) from outbox where last_error = '{OVERTAKEN}'")).await, 5);
        let code = site.number("select count(*) from decisions where undoes is not null").await;
        assert_eq!(code, 5);
    }
}

#[tokio::test]
async fn a_hold_stands_again_and_what_was_public_unread_is_unread_again() {
    for site in TestApp::with(&["--undo-minutes", "10"]).await {
        let call = site.has_call_like(|call| call.moderation = Moderation::After).await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let held = site.has_opinion(&call, "確かめる意見").await;
        act(&me, &held, "hold", &[("due", "2024-11-20"), ("note", "照会中")]).await;
        let before = stands(&site, &held).await;
        act(&me, &held, "publish", &[]).await;
        assert_eq!(undo(&me, &held, "2").await.status, 303);
        assert_eq!(stands(&site, &held).await, before);
        let unread = site.has_opinion_like(&call, "すぐに公開", "child", State::Published, NOW - HOUR).await;
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update opinions set reviewed_at = null").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        act(&me, &unread, "withhold", &[("reason", "illegal")]).await;
        assert_eq!(site.visitor().get(&format!("/opinions/{unread}")).await.status, 404);
        assert_eq!(undo(&me, &unread, "1").await.status, 303);
        assert!(site.visitor().get(&format!("/opinions/{unread}")).await.has("すぐに公開"));
        assert!(me.get("/staff/queue?show=after").await.has(&unread));
    }
}

#[tokio::test]
async fn only_ones_own_newest_decision_of_this_moment_is_taken_back() {
    for site in TestApp::with(&["--undo-minutes", "10"]).await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let (me, other) = (site.sign_in(&[Role::Moderator]).await, site.sign_in(&[Role::Moderator]).await);
        assert_eq!(undo(&me, &receipt, "1").await.status, 409, "nothing is decided");
        act(&me, &receipt, "publish", &[]).await;
        assert_eq!(undo(&other, &receipt, "1").await.status, 409, "it is another's");
        for wrong in ["", "0", "2", "x", "１"] {
            assert_eq!(undo(&me, &receipt, wrong).await.status, 409, "{wrong}");
        }
        assert_eq!(undo(&me, "R6-9999-9", "1").await.status, 404);
        assert_eq!(
            site.sign_in(&[Role::Staff])
                .await
                .post(&format!("/staff/opinions/{receipt}/undo"), &[("decision", "1")])
                .await
                .status,
            403
        );
        // What is decided anew is decided anew once more instead.
        act(&me, &receipt, "withhold", &[("reason", "illegal")]).await;
        assert_eq!(undo(&me, &receipt, "2").await.status, 409);
        let late = site.has_opinion(&call, "あとで").await;
        let done = act(&me, &late, "publish", &[]).await;
        site.app.clock.advance(10 * MINUTE);
        assert!(!me.get(done.location()).await.has("id=\"undo\""));
        assert_eq!(undo(&me, &late, "1").await.status, 409);
        assert_eq!(site.text(&format!("select state from opinions where receipt = '{late}'")).await, "published");
    }
    for site in TestApp::with(&["--undo-minutes", "0"]).await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let done = act(&me, &receipt, "publish", &[]).await;
        assert!(!me.get(done.location()).await.has("id=\"undo\""));
        assert_eq!(undo(&me, &receipt, "1").await.status, 409);
    }
}

#[tokio::test]
async fn a_letter_about_what_was_taken_back_never_leaves_however_it_was_decided_again() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp", "--undo-minutes", "10"]).await
    {
        site.has_call().await;
        let receipt = sent(&site.visitor(), "夕方のバスを", "taro@example.jp").await.number;
        site.work().await;
        letters.lock().unwrap().clear();
        let me = site.sign_in(&[Role::Moderator]).await;
        act(&me, &receipt, "publish", &[]).await;
        site.app.clock.advance(5 * MINUTE);
        assert_eq!(undo(&me, &receipt, "1").await.status, 303);
        site.app.clock.advance(MINUTE);
        act(&me, &receipt, "publish", &[]).await;
        // The first one's time has come, the second can still be taken back.
        site.app.clock.advance(5 * MINUTE);
        site.work().await;
        assert_eq!(letters.lock().unwrap().len(), 0);
        site.app.clock.advance(6 * MINUTE);
        site.work().await;
        assert_eq!(letters.lock().unwrap().len(), 1, "that it is public, once");
    }
}

#[tokio::test]
async fn a_public_file_that_holds_what_was_taken_back_is_given_out_no_more() {
    for site in TestApp::with(&["--undo-minutes", "10"]).await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "うっかり公開した声").await;
        let me = site.sign_in(&[Role::Moderator, Role::Staff]).await;
        act(&me, &receipt, "publish", &[]).await;
        me.post("/staff/exports", &[("call", "plan"), ("profile", "public"), ("format", "csv")]).await;
        site.work().await;
        let path = file_of(&me.get("/staff/exports").await);
        assert!(me.get(&path).await.has("うっかり公開した声"));
        assert_eq!(undo(&me, &receipt, "1").await.status, 303);
        assert_eq!(me.get(&path).await.location(), "/staff/exports");
    }
}

#[tokio::test]
async fn a_hold_that_stands_again_says_why_and_an_appeal_that_came_first_stands() {
    for site in TestApp::with(&["--undo-minutes", "10"]).await {
        let call = site.has_call().await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let held = site.has_opinion(&call, "確かめる意見").await;
        act(&me, &held, "hold", &[("due", "2024-11-20"), ("note", "道路課に照会中")]).await;
        act(&me, &held, "publish", &[]).await;
        assert_eq!(undo(&me, &held, "2").await.status, 303);
        let note = "select note from decisions order by number desc limit 1";
        assert_eq!(site.text(note).await, "道路課に照会中");
        let visitor = site.visitor();
        let receipt = sent(&visitor, "異議の声", "").await;
        act(&me, &receipt.number, "withhold", &[("reason", "off_topic")]).await;
        let form = [("number", &*receipt.number), ("code", &receipt.code), ("decision", "1"), ("why", "もう一度")];
        assert_eq!(visitor.post("/status/appeal", &form).await.status, 200);
        assert_eq!(undo(&me, &receipt.number, "1").await.status, 409, "its author waits for an answer");
    }
}
