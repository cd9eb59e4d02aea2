//! What was typed outlives whatever refuses it: an ended session, a consultation that closed meanwhile.

use std::collections::BTreeSet;

use axum::http::Request;
use koe::consultations::period::GRACE_MS;
use koe::http::access::Role;

use crate::intake::{form, pairs, send, set};
use crate::receipts::sent;
use crate::support::{Answer, NOW, TestApp};

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
        let out = site.visitor().post("/staff/sign-out", &[]).await;
        assert!(out.status == 401 && !out.has("まだ保存されていません"), "{}", out.html);
        // Days and choices are not shown, but sent again they are all there.
        let chosen = [("opens_on", "2024-11-01"), ("closes_on", "2024-11-30")];
        let answer = site.visitor().post("/staff/consultations/plan", &chosen).await;
        assert!(
            answer.has("まだ保存されていません") && answer.has("/staff/sign-in\" target=\"_blank\""),
            "{}",
            answer.html
        );
        assert!(!answer.has("<textarea") && !answer.has("下の文章"), "{}", answer.html);
        let reloaded = site.sign_in(&[Role::Moderator]).await.post(&path, &form).await;
        assert_ne!(reloaded.status, 401);
    }
}

/// Names of the fields that a page leaves to people's own words.
fn written_on(page: &Answer) -> Vec<String> {
    let tags = page.html.split('<').filter(|tag| {
        let chosen = ["type=", "inputmode=\"numeric\"", " readonly"].iter().any(|mark| tag.contains(mark));
        tag.starts_with("textarea ") && !tag.contains(" readonly")
            || tag.starts_with("input class=\"input") && (!chosen || tag.contains("type=\"text\""))
    });
    tags.map(|tag| tag.split("name=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_field_that_people_write_in_is_given_back_to_whoever_lost_the_right_meanwhile() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        site.has_opinion(&call, "意見").await;
        let everybody = site.sign_in(Role::ALL).await;
        let mut names = BTreeSet::new();
        for path in [
            "/consultations/plan/write",
            "/staff/consultations/new",
            "/staff/consultations/plan/texts/ja",
            "/staff/consultations/plan/themes",
            "/staff/consultations/plan/fields",
            "/staff/invitation",
            "/staff/queue",
            "/staff/site",
        ] {
            let page = everybody.get(path).await;
            let written = written_on(&page);
            assert!(page.status == 200 && !written.is_empty(), "{path}");
            names.extend(written);
        }
        let form: Vec<_> = names.iter().map(|name| (name.as_str(), format!("{name}の言葉"))).collect();
        let form: Vec<_> = form.iter().map(|(name, words)| (*name, words.as_str())).collect();
        let refused = site.sign_in(&[Role::Viewer]).await.post("/staff/site", &form).await;
        assert_eq!(refused.status, 403);
        for (name, words) in &form {
            assert!(refused.has(&format!("\n{words}</textarea>")), "{name}: {}", refused.html);
        }
        assert!(refused.has("写してお使いください") && refused.has("aria-label=\"書いた内容 2\""), "{}", refused.html);
    }
}

#[tokio::test]
async fn where_the_database_fails_a_resident_keeps_the_words_and_is_promised_nothing() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let mut form = form(&staff, "\n一行目\n二行目").await;
        for name in ["theme2", "age_band", "area", "relation", "website"] {
            set(&mut form, name, "選んだだけ");
        }
        set(&mut form, "mail", "sato@example.jp");
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("alter table sessions rename to lost").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let failed = send(&staff, &form).await;
        assert_eq!(failed.status, 500);
        assert_eq!(failed.html.matches("<textarea").count(), 2, "{}", failed.html);
        assert!(failed.has("\n\n一行目\n二行目</textarea>") && failed.has("\nsato@example.jp</textarea>"));
        assert!(failed.has("このページでは分かりません") && !failed.has("まだ保存されていません"), "{}", failed.html);
        assert!(!failed.has("選んだだけ") && !failed.has(&form[0].1), "{}", failed.html);
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
        assert!(refused.status == 429 && refused.has(">直した文\n二行目</p>"), "{}", refused.html);
        assert_eq!(refused.value("body"), "直した文\n二行目", "it goes along when number and code are sent again");
    }
}

#[tokio::test]
async fn words_with_a_wrong_code_wait_until_it_is_right() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mine = sent(&visitor, "はじめの文", "").await;
        let typed = [
            ("number", mine.number.as_str()),
            ("body", "直した文\n二行目"),
            ("why", "異議の文"),
            ("note", "補足の文"),
            ("mail", "hana@example.jp"),
            ("state", "pending"),
            ("version", "1"),
        ];
        for path in ["/status", "/status/correction", "/status/addition", "/status/appeal", "/status/mail"] {
            for code in ["", "ちがうコード"] {
                let asked = visitor.post(path, &[&typed[..], &[("code", code)]].concat()).await;
                assert!(asked.status == 422 && asked.has("そのまま残っています"), "{path}: {}", asked.html);
                assert!(asked.has("<p class=\"inset verbatim\" id=\"typed-note\" dir=\"auto\">補足の文</p>"), "{path}");
                // What the browser sends with the right code.
                let carried = typed.map(|(name, _)| (name, asked.value(name)));
                let mut form: Vec<(&str, &str)> = carried.iter().map(|(name, value)| (*name, &**value)).collect();
                assert_eq!(form, typed, "{path}");
                form.push(("code", &mine.code));
                let opened = visitor.post("/status", &form).await;
                assert!(opened.status == 200 && opened.has("\n直した文\n二行目</textarea>"), "{}", opened.html);
                for (name, value) in [("why", "異議の文"), ("note", "補足の文"), ("mail", "hana@example.jp")] {
                    assert_eq!(opened.value(name), value, "{path}");
                }
            }
        }
        assert_eq!(site.number("select max(version) from opinions").await, 1);
    }
}

#[tokio::test]
async fn a_page_that_answers_a_form_offers_no_link_that_would_lose_it_and_goes_on_by_its_own_form() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        assert!(visitor.get("/consultations/plan").await.has("hreflang=\"en\""));
        let mut form = form(&visitor, "ご意見").await;
        let confirmed = visitor.post("/consultations/plan/confirm", &pairs(&form)).await;
        let sent = send(&visitor, &form).await;
        let again = visitor.get("/consultations/plan/write").await;
        set(&mut form, "token", &again.value("token"));
        set(&mut form, "theme", "");
        let wrong = send(&visitor, &form).await;
        let status = visitor.post("/status", &[("number", ""), ("code", "")]).await;
        for (answer, expected) in [(confirmed, 200), (sent, 201), (wrong, 422), (status, 422)] {
            assert_eq!(answer.status, expected);
            assert!(!answer.has("hreflang"), "{}", answer.html);
            assert_eq!(answer.has(">Language<"), answer.has("id=\"again\""), "{}", answer.html);
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
            assert!(late.html.matches("企画課").count() == 2 && !late.has("button main"), "{}", late.html);
            assert_eq!(late.headers["cache-control"], "no-store");
            for (lang, title) in [("en", "The consultation has closed"), ("vi", "Đã kết thúc lấy ý kiến")] {
                let again = format!("/{lang}/consultations/plan/confirm");
                assert!(late.has(&format!("formaction=\"{again}\"")), "{lang}: {}", late.html);
                let kept = [("token", &*late.value("token")), ("theme", "bus"), ("body", &late.value("body"))];
                let other = visitor.post(&again, &kept).await;
                assert!(other.status == 422 && other.has("\n\n間に合わなかった言葉</textarea>"), "{}", other.html);
                assert!(other.has(title), "{}", other.html);
            }
        }
        assert_eq!(site.number("select count(*) from opinions").await, 0);
    }
}

#[tokio::test]
async fn a_resident_without_any_cookie_keeps_the_words_when_the_database_is_away() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let form = form(&visitor, "\n二時間かけた文").await;
        let mut tx = site.app.db.begin().await.unwrap();
        for table in ["settings", "consultations"] {
            let sql = sqlx::AssertSqlSafe(format!("alter table {table} rename to lost_{table}"));
            sqlx::query(sql).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        site.app.site.clear();
        site.app.forget_calls();
        let failed = send(&visitor, &form).await;
        assert!(failed.status == 500 && failed.has("\n\n二時間かけた文</textarea>"), "{}", failed.html);
    }
}

#[tokio::test]
async fn a_form_that_seems_to_come_from_elsewhere_is_refused_with_its_words() {
    for site in TestApp::on_each_engine().await {
        let request = Request::post("/staff/site")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "null");
        let refused = site.visitor().send(request.body("privacy_ja=%E9%95%B7%E3%81%84%E6%96%87".into()).unwrap()).await;
        assert!(refused.status == 403 && refused.has("\n長い文</textarea>"), "{}", refused.html);
    }
}

#[tokio::test]
async fn an_account_that_was_made_by_the_first_of_two_presses_is_not_called_lost() {
    for site in TestApp::on_each_engine().await {
        site.has_account("sato", &[Role::Administrator]).await;
        let form = [("login", "sato"), ("name", "佐藤"), ("password", "x"), ("again", "x")];
        let gone = site.visitor().post("/staff/set-up/used", &form).await;
        assert!(gone.status == 404 && gone.has("/staff/sign-in") && !gone.has("<textarea"), "{}", gone.html);
    }
}

#[tokio::test]
async fn a_form_that_comes_back_says_how_long_its_text_is_and_leads_to_what_is_missing() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "𠮷野\r\n橋").await;
        set(&mut form, "theme", "");
        let confirm = async |form: &[_]| visitor.post("/consultations/plan/confirm", &pairs(form)).await;
        let missing = confirm(&form).await;
        assert_eq!(missing.status, 422);
        assert!(missing.has(">4文字（5,000文字まで）</p>"), "{}", missing.html);
        assert!(
            missing.has("href=\"#theme\"") && missing.has("<input type=\"radio\" id=\"theme\""),
            "{}",
            missing.html
        );
        set(&mut form, "body", &"あ".repeat(5_003));
        let long = confirm(&form).await;
        assert!(long.has("class=\"counter over\"") && long.has(">3文字 多すぎます"), "{}", long.html);
        let empty = visitor.get("/consultations/plan/write").await;
        assert!(empty.has(">5,000文字まで</p>"), "{}", empty.html);
    }
}
