//! Language and letters changed in the middle of something: the place stays, and every word.

use koe::opinions::State;

use crate::intake::{form, pairs};
use crate::receipts::{decide, sent};
use crate::support::TestApp;

#[tokio::test]
async fn in_the_middle_of_writing_the_language_changes_and_every_word_stays() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let typed = form(&visitor, "橋が暗いです。").await;
        for step in ["write", "confirm", "similar"] {
            let here = visitor.post(&format!("/consultations/plan/{step}"), &pairs(&typed)).await;
            // Asked for close opinions one is at the form.
            let again = if step == "similar" { "write" } else { step };
            let action = format!("form=\"again\" formnovalidate formaction=\"/en/consultations/plan/{again}\"");
            assert!(here.status == 200 && here.has(&action) && here.has("id=\"again\""), "{step}: {}", here.html);
            let there = visitor.post(&format!("/en/consultations/plan/{again}"), &pairs(&typed)).await;
            assert!(there.status == 200 && there.has("lang=\"en\"") && there.has("橋が暗いです。"), "{}", there.html);
        }
        let first = visitor.get("/consultations/plan/write").await;
        assert!(first.has("formaction=\"/vi/consultations/plan/write\""), "what is typed before anything is sent, too");
    }
}

#[tokio::test]
async fn letters_chosen_with_a_form_are_kept_with_its_answer() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let typed = form(&visitor, "橋が暗いです。").await;
        let large = visitor.post("/consultations/plan/confirm?size=large", &pairs(&typed)).await;
        assert!(large.status == 200 && large.has("class=\"large\"") && large.has("橋が暗いです。"), "{}", large.html);
        assert!(large.headers["set-cookie"].to_str().unwrap().starts_with("koe-display=large;"));
        let next = visitor.get("/").await;
        assert!(next.has("class=\"large\"") && next.headers.get("set-cookie").is_none(), "and from then on");
        for other in ["size=huge", "size=large&x=1", "readings=maybe", "x=large", "size"] {
            let page = site.visitor().post(&format!("/consultations/plan/confirm?{other}"), &pairs(&typed)).await;
            assert!(page.status == 200 && page.headers.get("set-cookie").is_none(), "{other}: {}", page.status);
        }
        let asked = site.visitor().get("/consultations/plan?size=large").await;
        assert!(!asked.has("class=\"large\"") && asked.headers.get("set-cookie").is_none(), "a link changes nothing");
    }
}

#[tokio::test]
async fn the_page_of_a_receipt_changes_its_language_where_no_words_can_be_lost() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "橋が暗いです。", "").await;
        let known = [("number", receipt.number.as_str()), ("code", receipt.code.as_str())];
        let page = visitor.post("/status", &known).await;
        assert!(page.has("<textarea") && !page.has("form=\"again\""), "{}", page.html);
        decide(&site, &receipt.number, State::Withdrawn, "").await;
        let page = visitor.post("/status", &known).await;
        assert!(
            !page.has("<textarea") && page.has("formaction=\"/en/status\"") && page.has("formaction=\"/vi/status\""),
            "{}",
            page.html
        );
        let english = visitor.post("/en/status", &known).await;
        assert!(
            english.status == 200 && english.has("lang=\"en\"") && english.has(&receipt.number),
            "{}",
            english.html
        );
    }
}
