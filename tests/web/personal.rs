//! What seems personal is pointed out before it is sent: its author masks it or keeps it, and nobody is held up.

use koe::http::access::Role;

use crate::intake::{between, form, pairs, send, set};
use crate::moderation::act;
use crate::receipts::{Receipt, sent, status};
use crate::support::{Answer, TestApp, Visitor};

const WORDS: &str = "橋が暗いです。\r\n０９０‑００００‑００００か朝来市和田山町東谷213-1まで。";

async fn confirm(visitor: &Visitor, form: &[(&'static str, String)]) -> Answer {
    visitor.post("/consultations/plan/confirm", &pairs(form)).await
}

#[tokio::test]
async fn the_confirmation_points_at_what_seems_personal_and_sends_it_all_the_same() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let form = form(&visitor, WORDS).await;
        let asked = confirm(&visitor, &form).await;
        assert_eq!(asked.status, 200);
        for found in ["０９０‑００００‑００００", "朝来市和田山町東谷213-1"] {
            assert!(asked.has(&format!("<mark class=\"flagged\">{found}</mark>")), "{}", asked.html);
            assert!(asked.has(&format!("<bdi class=\"flagged\">{found}</bdi>")), "{}", asked.html);
        }
        assert!(asked.has("formaction=\"/consultations/plan/mask\"") && asked.has("この内容で送る"));
        assert_eq!(send(&visitor, &form).await.status, 201);
        assert_eq!(site.text("select original from opinions").await, WORDS.replace("\r\n", "\n"));
    }
}

#[tokio::test]
async fn nothing_is_said_of_a_text_without_anything_personal() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let asked = confirm(&visitor, &form(&visitor, "令和6年12月23日の10時30分、国道312号で1,000円").await).await;
        assert!(asked.status == 200 && !asked.has("flagged") && !asked.has("/mask\""), "{}", asked.html);
    }
}

#[tokio::test]
async fn what_is_masked_by_its_author_is_shown_once_more_and_never_reaches_the_city() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, WORDS).await;
        set(&mut form, "area", "ikuno");
        let masked = visitor.post("/consultations/plan/mask", &pairs(&form)).await;
        assert_eq!((masked.status, masked.headers["cache-control"].to_str().unwrap()), (200, "no-store"));
        let list = between(&masked.html, "<dl", "</dl>");
        assert_eq!(list.matches("<mark class=\"flagged\">●●●</mark>").count(), 2, "{list}");
        let notice = between(&masked.html, "<div class=\"banner success\"", "</ul>");
        assert!(notice.contains("朝来市和田山町東谷213-1") && notice.contains("住所"), "{notice}");
        assert_eq!(site.number("select count(*) from opinions").await, 0, "nothing is sent by masking");
        assert_eq!((masked.value("token"), masked.value("area")), (form[0].1.clone(), "ikuno".into()));
        let back = between(&masked.html, "<form id=\"unmask\"", "</form>");
        assert!(
            back.contains("/plan/confirm\"") && back.contains("東谷213-1") && masked.has("form=\"unmask\""),
            "{back}"
        );
        set(&mut form, "body", &masked.value("body"));
        assert!(!confirm(&visitor, &form).await.has("flagged"), "a mask is no find");
        assert_eq!(send(&visitor, &form).await.status, 201);
        assert_eq!(site.text("select original from opinions").await, "橋が暗いです。\n●●●か●●●まで。");
    }
}

#[tokio::test]
async fn masking_with_a_broken_form_loses_no_word() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut broken = form(&visitor, WORDS).await;
        for token in ["", "x.y.z"] {
            set(&mut broken, "token", token);
            let masked = visitor.post("/consultations/plan/mask", &pairs(&broken)).await;
            assert!(masked.status == 200 && masked.value("body").starts_with("橋が暗い"), "{}", masked.html);
        }
        set(&mut broken, "theme", "no_such_theme");
        let refused = visitor.post("/consultations/plan/mask", &pairs(&broken)).await;
        assert!(refused.status == 422 && refused.has("橋が暗いです。"), "{}", refused.html);
        let opened = visitor.get("/en/consultations/plan/mask").await;
        assert_eq!((opened.status, opened.location()), (303, "/en/consultations/plan/write"));
    }
}

/// Sends words for the opinion of a receipt, as its page would.
async fn write(visitor: &Visitor, receipt: &Receipt, path: &str, more: &[(&str, &str)]) -> Answer {
    let known = [("number", receipt.number.as_str()), ("code", receipt.code.as_str())];
    visitor.post(path, &[&known, more].concat()).await
}

#[tokio::test]
async fn a_correction_that_holds_something_personal_is_asked_about_once() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        for (wish, kept) in [("keep", "橋が暗い。koe@example.jp"), ("mask", "橋が暗い。●●●")] {
            let receipt = sent(&visitor, &format!("橋が暗い {wish}"), "").await;
            let words = [("state", "pending"), ("version", "1"), ("body", "橋が暗い。koe@example.jp")];
            let correct = async |wish| {
                write(&visitor, &receipt, "/status/correction", &[&words[..], &[("personal", wish)]].concat()).await
            };
            let asked = correct("").await;
            assert!(asked.status == 200 && asked.has("\n橋が暗い。koe@example.jp</textarea>"), "{}", asked.html);
            assert!(asked.has("value=\"mask\"") && asked.has("value=\"keep\""), "{}", asked.html);
            assert!(status(&visitor, &receipt).await.has(&format!("橋が暗い {wish}")), "nothing is kept yet");
            let corrected = correct(wish).await;
            assert!(corrected.status == 200 && corrected.has("文章を直しました"), "{}", corrected.html);
            assert!(corrected.has(&format!("{kept}</p>")), "{}", corrected.html);
            let again = correct(wish).await;
            assert!(again.has("文章を直しました"), "pressed twice it is the same: {}", again.html);
        }
    }
}

#[tokio::test]
async fn a_note_that_holds_something_personal_is_asked_about_once() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "橋が暗い", "").await;
        let moderator = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(act(&moderator, &receipt.number, "publish", &[]).await.status, 303);
        let add = async |seen, wish| {
            let words = [("seen", seen), ("note", "電話は090-0000-0000です"), ("personal", wish)];
            write(&visitor, &receipt, "/status/addition", &words).await
        };
        let asked = add("0", "").await;
        assert!(asked.status == 200 && asked.has("value=\"mask\""), "{}", asked.html);
        assert!(asked.has("\n電話は090-0000-0000です</textarea>"), "{}", asked.html);
        assert_eq!(site.number("select count(*) from additions").await, 0);
        assert!(add("0", "mask").await.has("補足を受け付けました"));
        assert!(add("1", "keep").await.has("補足を受け付けました"));
        assert_eq!(site.text("select body from additions where number = 1").await, "電話は●●●です");
        assert_eq!(site.text("select body from additions where number = 2").await, "電話は090-0000-0000です");
    }
}
