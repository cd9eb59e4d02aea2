//! Where letters go: left, changed and removed on the page of an opinion's state.

use koe::consultations::Requirement;
use koe::http::access::Role;

use crate::intake::{form, send, set};
use crate::letters::mail_server;
use crate::moderation::act;
use crate::receipts::{Receipt, sent};
use crate::support::{Answer, HOUR, TestApp, Visitor};

async fn mail(visitor: &Visitor, receipt: &Receipt, field: (&str, &str)) -> Answer {
    visitor.post("/status/mail", &[("number", &receipt.number), ("code", &receipt.code), field]).await
}

/// Sites with a post, and what it has taken.
macro_rules! with_post {
    () => {{
        let (port, letters) = mail_server("").await;
        let url = format!("smtp://127.0.0.1:{port}");
        (TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await, letters)
    }};
}

#[tokio::test]
async fn an_address_is_left_changed_and_removed_by_whoever_has_the_code_and_the_log_names_none() {
    let (sites, letters) = with_post!();
    for site in sites {
        site.has_call().await;
        letters.lock().unwrap().clear();
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバス", "").await;
        let saved = mail(&visitor, &receipt, ("mail", "ｔａｒｏ＠ｅｘａｍｐｌｅ。ｊｐ")).await;
        assert_eq!(saved.status, 200);
        assert!(saved.has("お知らせの宛先を保存しました") && saved.has("t…@e…"), "{}", saved.html);
        assert!(!saved.has("taro@") && !site.text("select sealed from contacts").await.contains("taro"));
        let me = site.sign_in(&[Role::Moderator, Role::Auditor]).await;
        let to = async |decision: &str| {
            letters.lock().unwrap().clear();
            assert_eq!(
                act(&me, &receipt.number, decision, &[("due", "2024-11-20"), ("note", "照会中")]).await.status,
                303
            );
            site.work().await;
            let letters = letters.lock().unwrap();
            letters.iter().map(|letter| letter.contains("To: hanako@example.jp")).collect::<Vec<_>>()
        };
        assert_eq!(to("hold").await, [false], "the first address");
        assert!(mail(&visitor, &receipt, ("mail", "hanako@example.jp")).await.has("h…@e…"));
        assert!(mail(&visitor, &receipt, ("mail", "hanako@example.jp")).await.has("保存しました"), "twice is once");
        assert_eq!(to("publish").await, [true]);
        for _ in 0..2 {
            let stopped = mail(&visitor, &receipt, ("stop", "yes")).await;
            assert!(stopped.status == 200 && stopped.has("アドレスを消しました"), "{}", stopped.html);
            assert!(!stopped.has("h…@e…"));
        }
        assert_eq!(site.number("select count(*) from contacts").await, 0);
        let count = async |act: &str| site.number(&format!("select count(*) from audit where act = '{act}'")).await;
        assert_eq!((count("address_left").await, count("address_removed").await), (2, 1));
        let log = me.get("/staff/log").await;
        assert!(log.has("お知らせの宛先の登録") && log.has("お知らせの宛先の削除") && !log.has("@"), "{}", log.html);
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_taken_stays_in_its_box() {
    let (sites, _) = with_post!();
    for site in sites {
        site.has_call().await;
        let visitor = site.visitor();
        let (receipt, other) = (sent(&visitor, "一つ目", "").await, sent(&visitor, "二つ目", "").await);
        for (typed, error) in [
            ("taro@example", "メールアドレスを確かめてください"),
            ("a@b.jp\r\nBcc: c@d.jp", "メールアドレスを確かめてください"),
            ("　", "メールアドレスを書いてください"),
            ("taro..sato@docomo.ne.jp", "「.」（点）が続くアドレス"),
            ("ｔａｒｏ．＠ｄｏｃｏｍｏ．ｎｅ．ｊｐ", "「.」（点）が続くアドレス"),
        ] {
            let refused = mail(&visitor, &receipt, ("mail", typed)).await;
            assert_eq!(refused.status, 422, "{typed}");
            assert!(refused.has(error) && refused.has("そのまま残っています"), "{}", refused.html);
            assert_eq!(refused.value("mail"), typed);
        }
        let mut form = form(&visitor, "古い携帯のアドレスの人").await;
        set(&mut form, "mail", "taro..sato@docomo.ne.jp");
        let answer = send(&visitor, &form).await;
        assert!(answer.status == 422 && answer.has("ほかにないときは、空のまま"), "{}", answer.html);
        assert!(answer.value("mail") == "taro..sato@docomo.ne.jp" && answer.has("古い携帯のアドレスの人"));
        let strange = mail(&visitor, &Receipt { code: other.code, ..receipt }, ("mail", "taro@example.jp")).await;
        assert!(strange.status == 422 && strange.has("見つかりません"), "{}", strange.html);
        assert_eq!(site.number("select count(*) from contacts").await, 0);
    }
}

#[tokio::test]
async fn an_address_is_asked_for_where_the_city_wants_one_and_until_its_day() {
    let (sites, _) = with_post!();
    for site in sites {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバス", "taro@example.jp").await;
        let shown = async || visitor.post("/status", &[("number", &receipt.number), ("code", &receipt.code)]).await;
        assert!(shown().await.has("t…@e…"));
        // 90 days after the last day of November.
        site.app.clock.advance(124 * 24 * HOUR);
        let over = shown().await;
        assert!(over.status == 200 && !over.has("t…@e…") && !over.has("メールのお知らせ"), "{}", over.html);
        let late = mail(&visitor, &receipt, ("mail", "hanako@example.jp")).await;
        assert!(late.status == 422 && late.has("もうお知らせの宛先を登録できません"), "{}", late.html);
        assert_eq!(late.value("mail"), "hanako@example.jp");
    }
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバス", "").await;
        let without = visitor.post("/status", &[("number", &receipt.number), ("code", &receipt.code)]).await;
        assert!(!without.has("name=\"mail\""), "there is no post");
    }
    let (sites, _) = with_post!();
    for site in sites {
        site.has_call_like(|call| call.fields.last_mut().unwrap().requirement = Requirement::Off).await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバス", "").await;
        let refused = mail(&visitor, &receipt, ("mail", "taro@example.jp")).await;
        assert!(refused.status == 422 && refused.has("もうお知らせの宛先を登録できません"), "{}", refused.html);
    }
}

#[tokio::test]
async fn a_network_that_has_sent_too_much_keeps_the_address_it_typed() {
    let (port, _) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--refuse-after", "2"]).await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバス", "").await;
        assert_eq!(mail(&visitor, &receipt, ("mail", "taro@example.jp")).await.status, 200);
        let refused = mail(&visitor, &receipt, ("mail", "hanako@example.jp")).await;
        assert!(refused.status == 429 && refused.has("10分ほど"), "{}", refused.html);
        assert_eq!(refused.value("mail"), "hanako@example.jp");
        assert_eq!(mail(&visitor, &receipt, ("stop", "yes")).await.status, 200, "ending them is always possible");
    }
}
