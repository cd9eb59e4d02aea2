//! Letters that a mail server does not take.

use koe::http::access::Role;

use super::mail_server;
use crate::moderation::act;
use crate::receipts::sent;
use crate::support::TestApp;

#[tokio::test]
async fn a_letter_refused_for_now_is_tried_again_one_refused_for_good_waits_for_a_person() {
    let (port, letters) = mail_server("nobody@").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call().await;
        letters.lock().unwrap().clear();
        let visitor = site.visitor();
        for address in ["nobody@example.jp", "later@example.jp", "full@example.jp", "somebody@example.jp"] {
            sent(&visitor, "x", address).await;
        }
        site.work().await;
        assert_eq!(letters.lock().unwrap().len(), 1, "none blocks the last");
        let like = |error: &str, state: &str| {
            format!("select count(*) from outbox where last_error like '%{error}%' and finished_at is null and {state}")
        };
        assert_eq!(site.number(&like("550", "dead_at is not null and attempts = 1")).await, 1);
        for error in ["451", "552"] {
            assert_eq!(site.number(&like(error, "dead_at is null and attempts = 1")).await, 1, "{error}");
        }
        for _ in 0..20 {
            site.app.clock.advance(7 * 3_600_000);
            site.work().await;
        }
        assert_eq!(site.number(&like("451", "dead_at is not null and attempts = 20")).await, 1);
    }
}

#[tokio::test]
async fn an_address_that_nobody_has_is_told_where_the_opinion_stands_until_it_is_another() {
    let (port, _) = mail_server("nobody@").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "x", "nobody@example.jp").await;
        let key = [("number", &*receipt.number), ("code", &*receipt.code)];
        let told = "「この宛先はない」と断られ";
        assert!(!visitor.post("/status", &key).await.html.contains(told), "nobody has tried yet");
        site.work().await;
        let page = visitor.post("/status", &key).await.html;
        assert!(page.contains(told) && page.contains("n…@e…") && !page.contains("nobody@"), "{page}");
        let typed = |mail| [key[0], key[1], ("mail", mail)];
        let again = visitor.post("/status/mail", &typed("nobody@example.jp")).await.html;
        assert!(!again.contains(told), "who is sure of it is taken at his word");
        let me = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(act(&me, &receipt.number, "publish", &[]).await.status, 303);
        site.work().await;
        assert!(visitor.post("/status", &key).await.html.contains(told), "tried once more, and refused");
        let page = visitor.post("/status/mail", &typed("somebody@example.jp")).await.html;
        assert!(!page.contains(told) && page.contains("s…@e…"), "{page}");
    }
}
