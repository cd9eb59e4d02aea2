//! What was typed outlives whatever refuses it: an ended session, a consultation that closed meanwhile.

use koe::consultations::period::GRACE_MS;
use koe::http::access::Role;

use crate::intake::{form, pairs, send, set};
use crate::receipts::sent;
use crate::support::{NOW, TestApp};

#[tokio::test]
async fn a_form_sent_after_the_session_ended_shows_every_word_and_can_be_sent_again() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let path = format!("/staff/opinions/{receipt}/decision");
        let form = [
            ("act", "return"),
            ("state", "pending"),
            ("version", "1"),
            ("message", "\n一時間かけて書いた<b>理由</b>"),
            ("note", " "),
        ];
        let answer = site.visitor().post(&path, &form).await;
        assert_eq!((answer.status, answer.headers["cache-control"].to_str().unwrap()), (401, "no-store"));
        assert!(answer.has("書いた内容（まだ保存されていません）") && answer.has("/staff/sign-in\" target=\"_blank\""));
        assert!(answer.has("\n\n一時間かけて書いた&#60;b&#62;理由"), "{}", answer.html);
        assert_eq!(
            answer.html.matches("<textarea").count(),
            1,
            "a blank is no word, nor is what the page fills in: {}",
            answer.html
        );
        let secrets = [("current", "ひみつ一"), ("password", "ひみつ二"), ("again", "ひみつ三")];
        let answer = site.visitor().post("/staff/password", &secrets).await;
        assert!(answer.status == 401 && !answer.has("ひみつ"), "{}", answer.html);
        let reloaded = site.sign_in(&[Role::Moderator]).await.post(&path, &form).await;
        assert_ne!(reloaded.status, 401);
    }
}

#[tokio::test]
async fn a_correction_that_has_to_wait_comes_back_with_its_words() {
    for site in TestApp::with(&["--wrong-codes", "1"]).await {
        site.has_call().await;
        let visitor = site.visitor();
        let (mine, other) = (sent(&visitor, "はじめの文", "").await, sent(&visitor, "ほかの文", "").await);
        let correct = async |code: &str| {
            let form = [("number", mine.number.as_str()), ("code", code), ("body", "直した文\n二行目")];
            visitor.post("/status/correction", &form).await
        };
        assert_eq!(correct(&other.code).await.status, 422);
        let refused = correct(&mine.code).await;
        assert!(refused.status == 429 && refused.has("\n直した文\n二行目</textarea>"), "{}", refused.html);
        assert!(refused.has("同じ内容をもう一度送れます") && !refused.has(&mine.code), "{}", refused.html);
    }
}

#[tokio::test]
async fn a_page_that_answers_a_form_offers_no_link_that_would_lose_it() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        assert!(visitor.get("/consultations/plan/write").await.has("hreflang=\"en\""));
        let mut form = form(&visitor, "ご意見").await;
        let confirmed = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        let sent = send(&visitor, &form).await;
        set(&mut form, "theme", "");
        let wrong = send(&visitor, &form).await;
        let status = visitor.post("/status", &[("number", ""), ("code", "")]).await;
        for (answer, expected) in [(confirmed, 200), (sent, 201), (wrong, 422), (status, 422)] {
            assert_eq!(answer.status, expected);
            assert!(!answer.has("hreflang") && !answer.has(">Language<"), "{}", answer.html);
        }
    }
}

#[tokio::test]
async fn the_address_of_a_later_step_leads_to_the_first() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        for (path, beginning) in [
            ("/consultations/plan/confirm", "/consultations/plan/write"),
            ("/en/consultations/plan/another", "/en/consultations/plan/write"),
            ("/status/correction", "/status"),
            ("/en/status/withdrawal", "/en/status"),
        ] {
            let answer = site.visitor().get(path).await;
            assert_eq!((answer.status, answer.location()), (303, beginning), "{path}");
        }
        assert_eq!(site.visitor().get("/consultations/none/confirm").await.status, 404);
    }
}

#[tokio::test]
async fn words_for_a_consultation_that_closed_are_shown_to_be_copied_without_a_dead_button() {
    for site in TestApp::on_each_engine().await {
        site.has_site().await;
        let call = site.has_call().await;
        let visitor = site.visitor();
        let form = form(&visitor, "\n間に合わなかった言葉").await;
        site.app.clock.advance(call.closes_at(&site.app.zone) + GRACE_MS - 1000 - NOW);
        let in_time = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        assert_eq!(in_time.status, 200, "ten minutes of grace");
        site.app.clock.advance(2000);
        let confirmed = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        for late in [confirmed, send(&visitor, &form).await] {
            assert!(late.status == 422 && late.has("募集は終わりました"), "{}", late.html);
            assert!(late.has("readonly") && late.has("\n\n間に合わなかった言葉</textarea>"), "{}", late.html);
            assert!(late.html.matches("企画課").count() == 2 && !late.has("<form"), "{}", late.html);
            assert_eq!(late.headers["cache-control"], "no-store");
        }
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}
