//! Language and letters changed in the middle of something: the place stays, and every word.

use koe::opinions::State;

use crate::intake::{form, pairs, send};
use crate::receipts::{decide, sent};
use crate::support::{TestApp, encode};

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
async fn letters_chosen_with_a_form_that_is_refused_are_kept_and_seen_on_the_page_that_says_so() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let typed = form(&site.visitor(), "橋が暗いです。").await;
        for (path, body, status) in
            [("nowhere/confirm", encode(&pairs(&typed)), 404), ("plan/confirm", "unknown=x".to_owned(), 400)]
        {
            let visitor = site.visitor();
            let refused = visitor.post_raw(&format!("/consultations/{path}?readings=off"), body).await;
            assert!(refused.status == status && refused.has("class=\"no-readings\""), "{path}: {}", refused.html);
            let cookie = refused.headers.get("set-cookie").map(|it| it.to_str().unwrap()).unwrap_or_default();
            assert!(cookie.starts_with("koe-display=normal.plain;"), "{path}: {cookie}");
            assert!(visitor.get("/").await.has("class=\"no-readings\""), "{path}");
        }
    }
}

#[tokio::test]
async fn the_page_of_a_receipt_changes_its_language_with_everything_typed() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "橋が暗いです。", "").await;
        let known = [("number", receipt.number.as_str()), ("code", receipt.code.as_str())];
        let page = visitor.post("/status", &known).await;
        assert!(page.has("formaction=\"/en/status\"") && page.has("formaction=\"/vi/status\""), "{}", page.html);
        assert_eq!(page.html.matches("<details class=\"fold\" open").count(), 0, "{}", page.html);
        let typed = [
            ("state", "pending"),
            ("version", "1"),
            ("body", "橋が暗いです。\n夜も"),
            ("note", "雨の日も"),
            ("seen", "0"),
            ("mail", "sato@"),
        ];
        let english = visitor.post("/en/status", &[&known[..], &typed].concat()).await;
        assert!(english.status == 200 && english.has("lang=\"en\""), "{}", english.html);
        assert!(english.has("夜も</textarea>") && english.has("value=\"sato@\""), "{}", english.html);
        let corrected = visitor.post("/en/status/correction", &[&known[..], &typed].concat()).await;
        assert!(corrected.status == 200 && corrected.has("value=\"sato@\""), "{}", corrected.html);
        assert_eq!(site.number("select version from opinions").await, 2);
        assert_eq!(
            site.number("select count(*) from contacts").await,
            0,
            "what was typed is sent by its own button alone"
        );
        decide(&site, &receipt.number, State::Published, "").await;
        let noted = visitor.post("/status/addition", &[&known[..], &typed].concat()).await;
        assert!(noted.has("補足を受け付けました") && noted.has("value=\"sato@\""), "{}", noted.html);
        assert!(!noted.has("雨の日も</textarea>"), "{}", noted.html);
    }
}

#[tokio::test]
async fn a_receipt_is_shown_again_in_another_language_to_whoever_has_it() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let written = form(&visitor, "橋が暗いです。").await;
        let first = send(&visitor, &written).await;
        assert!(first.status == 201 && first.has("formaction=\"/vi/consultations/plan/receipt\""), "{}", first.html);
        let token = first.value("token");
        let number = site.text("select receipt from opinions").await;
        for lang in ["", "/en", "/ja-simple", "/vi", "/zh-Hans"] {
            let again =
                visitor.post(&format!("{lang}/consultations/plan/receipt?size=large"), &[("token", &token)]).await;
            assert!(
                again.status == 200 && again.has(&number) && again.has("class=\"large\""),
                "{lang}: {}",
                again.html
            );
            assert_eq!(again.value("code"), first.value("code"));
        }
        for other in ["", "x", &token[1..]] {
            let answer = visitor.post("/en/consultations/plan/receipt", &[("token", other)]).await;
            assert_eq!((answer.status, answer.location()), (303, "/en/status"), "{other}");
        }
        let unsent = form(&visitor, "まだ送っていない").await;
        let token = unsent.iter().find(|(name, _)| *name == "token").unwrap().1.as_str();
        assert_eq!(visitor.post("/consultations/plan/receipt", &[("token", token)]).await.status, 303);
        assert_eq!(visitor.get("/vi/consultations/plan/receipt").await.location(), "/vi/status");
        decide(&site, &number, State::Withdrawn, "").await;
        let gone = visitor.post("/consultations/plan/receipt", &[("token", &first.value("token"))]).await;
        assert_eq!(gone.status, 303, "nobody checks what was withdrawn");
    }
}

#[tokio::test]
async fn what_stands_in_other_boxes_is_there_again_after_a_look_at_the_page_that_withdraws() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "橋が暗いです。", "").await;
        decide(&site, &receipt.number, State::NeedsRevision, "").await;
        // Both as long as they may be: more than one opinion's form would take.
        let (body, note) = ("橋".repeat(6_600), "灯".repeat(6_600));
        let typed = [
            ("number", receipt.number.as_str()),
            ("code", receipt.code.as_str()),
            ("body", &body),
            ("note", &note),
            ("seen", "0"),
        ];
        let asked = visitor.post("/status/withdrawal", &typed).await;
        assert_eq!((asked.status, asked.value("body"), asked.value("note")), (200, body.clone(), note.clone()));
        assert!(
            asked.has("formaction=\"/en/status/withdrawal\"") && asked.has("formaction=\"/status\""),
            "{}",
            asked.html
        );
        let back = visitor.post("/status", &typed).await;
        assert!(back.status == 200 && back.has(&format!("{body}</textarea>")) && back.has(&note), "{}", back.html);
        assert_eq!(site.text("select state from opinions").await, "needs_revision");
    }
}

#[tokio::test]
async fn what_has_arrived_is_no_draft_and_words_on_an_older_text_meet_the_newer_one() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "橋が暗いです。", "").await;
        let known = [("number", receipt.number.as_str()), ("code", receipt.code.as_str()), ("state", "pending")];
        let form =
            |version: &'static str, body: &'static str| [&known[..], &[("version", version), ("body", body)]].concat();
        let open = "<details class=\"fold\" open";
        assert_eq!(visitor.post("/status/correction", &form("1", "夜も暗いです。")).await.status, 200);
        // Another window still shows the first text, untouched.
        let untouched = visitor.post("/en/status", &form("1", "橋が暗いです。")).await;
        assert!(!untouched.has(open) && untouched.has("夜も暗いです。</textarea>"), "{}", untouched.html);
        let typed = visitor.post("/en/status", &form("1", "橋が暗いです。朝も")).await;
        assert!(typed.has(open) && typed.has("朝も</textarea>") && typed.value("version") == "1", "{}", typed.html);
        let late = visitor.post("/status/correction", &form("1", "橋が暗いです。朝も")).await;
        assert!(late.status == 409 && late.has("朝も</textarea>") && late.value("version") == "2", "{}", late.html);

        decide(&site, &receipt.number, State::Published, "").await;
        let note = [&known[..2], &[("seen", "0"), ("note", "雨の日も\r\n")]].concat();
        assert!(visitor.post("/status/addition", &note).await.has("補足を受け付けました"));
        let after = visitor.post("/en/status", &note).await;
        assert!(!after.has(open), "its answer was lost, the note was not: {}", after.html);
        assert!(visitor.post("/status/addition", &note).await.has("補足を受け付けました"));
        assert_eq!(site.number("select count(*) from additions").await, 1);
    }
}
