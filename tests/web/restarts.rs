//! A restart of the program in the middle: nobody notices it, and nothing that was typed is lost.

use crate::intake::{between, form, pairs, set};
use crate::receipts::{sent, status};
use crate::support::TestApp;

#[tokio::test]
async fn a_form_is_taken_by_a_program_that_was_started_after_the_page_was_opened() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let mut form = form(&site.visitor(), "二時間かけて書いた文").await;
        let confirmed = site.restarted().await.post("/consultations/plan/confirm", &pairs(&form)).await;
        assert!(confirmed.status == 200 && confirmed.has("二時間かけて書いた文"), "{}", confirmed.html);
        assert_eq!(confirmed.value("token"), form[0].1, "the form is the same");
        set(&mut form, "purpose_version", &confirmed.value("purpose_version"));
        let sent = site.restarted().await.post("/consultations/plan/opinions", &pairs(&form)).await;
        assert_eq!(sent.status, 201, "{}", sent.html);
        // The answer was lost in a restart, and the form comes again.
        let again = site.restarted().await.post("/consultations/plan/opinions", &pairs(&form)).await;
        let code = |html: &str| between(html, "<p class=\"code\">", "</p>").to_owned();
        assert_eq!((again.status, code(&again.html)), (201, code(&sent.html)));
        assert_eq!(site.number("select count(*) from opinions").await, 1);
    }
}

#[tokio::test]
async fn a_receipt_opens_its_opinion_and_takes_a_correction_after_a_restart() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let receipt = sent(&site.visitor(), "はじめの文", "").await;
        let page = status(&site.restarted().await, &receipt).await;
        assert_eq!(page.status, 200);
        let version = page.value("version");
        let correction = [
            ("number", receipt.number.as_str()),
            ("code", &receipt.code),
            ("state", "pending"),
            ("version", &version),
            ("body", "直した文"),
        ];
        let corrected = site.restarted().await.post("/status/correction", &correction).await;
        assert!(corrected.status == 200 && corrected.has("文章を直しました"), "{}", corrected.html);
    }
}

#[tokio::test]
async fn more_from_the_same_person_is_known_as_such_after_a_restart() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = crate::intake::send(&visitor, &form(&visitor, "一つ目").await).await;
        let restarted = site.restarted().await;
        let page = restarted.post("/consultations/plan/another", &[("submitter", &receipt.value("submitter"))]).await;
        let mut more = form(&restarted, "二つ目").await;
        set(&mut more, "token", &page.value("token"));
        assert_eq!(crate::intake::send(&site.restarted().await, &more).await.status, 201);
        assert_eq!(site.number("select count(distinct submitter_id) from opinions").await, 1);
    }
}
