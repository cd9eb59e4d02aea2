//! The same form more than once: a retry, other words, a purpose changed meanwhile.

use koe::consultations::{Consultation, Moderation};
use koe::opinions::State;

use crate::intake::{between, form, pairs, send, set};
use crate::receipts::decide;
use crate::support::{Answer, HOUR, NOW, TestApp};

#[tokio::test]
async fn the_same_form_sent_again_shows_the_same_receipt_and_makes_no_second_opinion() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let form = form(&visitor, "一度だけ").await;
        let first = send(&visitor, &form).await;
        let again = send(&visitor, &form).await;
        assert_eq!((first.status, again.status), (201, 201));
        let code = |answer: &Answer| between(&answer.html, "<p class=\"code\">", "</p>").to_owned();
        assert_eq!(code(&first), code(&again));
        assert_eq!(site.number("select count(*) from opinions").await, 1);
    }
}

#[tokio::test]
async fn a_repeat_says_that_what_was_changed_since_is_not_part_of_it() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut first = form(&visitor, "一度だけ").await;
        set(&mut first, "area", "santo");
        set(&mut first, "theme2", "child");
        assert!(!send(&visitor, &first).await.has("先に受け付けています"));
        assert!(!send(&visitor, &first).await.has("先に受け付けています"), "nothing was changed");
        for (field, value) in [("theme", "child"), ("theme2", ""), ("area", ""), ("age_band", "30")] {
            let mut changed = first.clone();
            set(&mut changed, field, value);
            let again = send(&visitor, &changed).await;
            assert!(again.status == 201 && again.has("先に受け付けています"), "{field}: {}", again.html);
        }
        assert_eq!(site.number("select count(*) from opinions").await, 1);
    }
}

#[tokio::test]
async fn a_retry_shows_its_receipt_whatever_has_been_changed_meanwhile() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let (sent, unsent) = (form(&visitor, "電車の中から").await, form(&visitor, "まだ送っていない").await);
        let receipt = send(&visitor, &sent).await;
        let theme = sent.iter().find(|(name, _)| *name == "theme").unwrap().1.clone();
        for change in [
            format!("update themes set closed_at = 1 where code = '{theme}'"),
            format!(
                "insert into purpose_versions (consultation_id, version, lang, text, created_at) values ('{}', 2, 'ja', '新', 1)",
                call.id
            ),
            "update consultations set max_chars = 3".to_owned(),
            "update consultations set closes_on = '2024-10-01'".to_owned(),
        ] {
            let mut tx = site.app.db.begin().await.unwrap();
            sqlx::query(sqlx::AssertSqlSafe(change.clone())).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            site.app.forget_calls();
            let again = send(&visitor, &sent).await;
            assert_eq!(again.status, 201, "{change}: {}", again.html);
            let code = |answer: &Answer| between(&answer.html, "<p class=\"code\">", "</p>").to_owned();
            assert_eq!(code(&again), code(&receipt));
            assert_ne!(send(&visitor, &unsent).await.status, 201, "{change}");
        }
    }
}

#[tokio::test]
async fn what_was_withdrawn_is_not_called_received_when_it_comes_again_and_a_correction_is_its_words() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "はじめ").await;
        assert_eq!(send(&visitor, &form).await.status, 201);
        let receipt = site.text("select receipt from opinions").await;
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "insert into opinion_versions (opinion_id, version, body, created_at) select id, 2, '直した', 1 from opinions";
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        sqlx::query("update opinions set version = 2").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        set(&mut form, "body", "直した");
        assert_eq!(send(&visitor, &form).await.status, 201, "what stands there now is what was taken");
        decide(&site, &receipt, State::Withdrawn, "").await;
        let again = send(&visitor, &form).await;
        assert!(again.status == 409 && again.has("別のご意見として送る") && again.has("取下げ"), "{}", again.html);
        assert_eq!(site.number("select count(*) from opinions").await, 1);
    }
}

#[tokio::test]
async fn who_sends_other_words_is_offered_a_correction_only_where_there_can_be_one() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "はじめの言葉").await;
        assert_eq!(send(&visitor, &form).await.status, 201);
        set(&mut form, "body", "あとの言葉");
        let waiting = send(&visitor, &form).await;
        assert!(waiting.status == 409 && waiting.has("/status/correction"), "{}", waiting.html);
        let receipt = site.text("select receipt from opinions").await;
        decide(&site, &receipt, State::Published, "").await;
        let published = send(&visitor, &form).await;
        assert!(published.status == 409 && !published.has("/status/correction"), "{}", published.html);
        assert!(published.has("いま「公開」のため、直せません") && published.has("別のご意見として送る"));
        // The page of before is still open: its button leads to no dead end.
        let late = visitor
            .post(
                "/status/correction",
                &[
                    ("number", receipt.as_str()),
                    ("code", &waiting.value("code")),
                    ("body", "あとの言葉"),
                    ("preview", "1"),
                ],
            )
            .await;
        assert!(late.status == 409 && late.has("あとの言葉"), "{}", late.html);
        assert!(late.has("文章は直っていません") && late.has("別のご意見として書く"), "{}", late.html);
        let fields = [("token", ""), ("theme", "bus"), ("body", "あとの言葉")];
        let anew = visitor.post("/consultations/plan/write", &fields).await;
        assert!(anew.status == 200 && anew.has("あとの言葉</textarea>"), "{}", anew.html);
    }
}

#[tokio::test]
async fn nobody_agrees_to_a_purpose_that_was_changed_after_it_was_read() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "大切な言葉").await;
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "insert into purpose_versions (consultation_id, version, lang, text, created_at) values ($1, 2, 'ja', '新しい目的', $2)";
        sqlx::query(sql).bind(&call.id).bind(NOW).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        site.app.forget_calls();
        let asked = send(&visitor, &form).await;
        assert!(
            asked.status == 409 && asked.has("利用目的の説明が変わりました") && asked.has("大切な言葉"),
            "{}",
            asked.html
        );
        set(&mut form, "purpose_version", &asked.value("purpose_version"));
        assert_eq!(send(&visitor, &form).await.status, 201);
        assert_eq!(site.number("select purpose_version from opinions").await, 2);
    }
}

#[tokio::test]
async fn other_words_under_the_same_form_show_both_and_offer_both_ways() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "はじめの文").await;
        send(&visitor, &form).await;
        set(&mut form, "body", "あとの文");
        let other = send(&visitor, &form).await;
        assert_eq!(other.status, 409);
        assert!(other.has("はじめの文") && other.has("あとの文"));
        set(&mut form, "token", &other.value("token"));
        assert_eq!(send(&visitor, &form).await.status, 201, "as a new opinion");
        assert_eq!(site.number("select count(*) from opinions").await, 2);
        assert_eq!(site.number("select count(*) from submitters").await, 1, "of the same person");
    }
}

#[tokio::test]
async fn a_repeat_days_later_finds_the_opinion_but_no_second_receipt() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let form = form(&visitor, "同じ文").await;
        send(&visitor, &form).await;
        site.app.clock.advance(25 * HOUR);
        let late = send(&visitor, &form).await;
        assert_eq!(late.status, 409);
        assert!(late.has("状態を見る"), "{}", late.html);
        assert_eq!(site.number("select count(*) from opinions").await, 1);
    }
}

#[tokio::test]
async fn other_words_may_be_sent_as_new_in_the_minutes_of_grace_but_nothing_is_begun_then() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "はじめの文").await;
        site.app.clock.advance(call.closes_at(&site.app.zone) + HOUR / 12 - NOW);
        let receipt = send(&visitor, &form).await;
        assert_eq!(receipt.status, 201, "{}", receipt.html);
        set(&mut form, "body", "あとの文");
        let other = send(&visitor, &form).await;
        set(&mut form, "token", &other.value("token"));
        let new = send(&visitor, &form).await;
        assert_eq!((other.status, new.status), (409, 201), "{}", new.html);
        let submitter = receipt.value("submitter");
        let another = visitor.post("/consultations/plan/another", &[("submitter", &submitter)]).await;
        assert!(another.has("募集は終わりました") && !another.has("id=\"body\""), "{}", another.html);
    }
}

#[tokio::test]
async fn a_form_whose_token_was_renewed_is_not_held_as_too_fast() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "よく考えた文").await;
        set(&mut form, "token", "lost");
        let asked = send(&visitor, &form).await;
        assert_eq!(asked.status, 422);
        set(&mut form, "token", &asked.value("token"));
        assert_eq!(send(&visitor, &form).await.status, 201);
        assert_eq!(site.number("select count(*) from opinions where held_for is not null").await, 0);
    }
}

#[tokio::test]
async fn a_form_whose_token_is_renewed_after_the_end_was_not_begun_in_time() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let mut form = form(&visitor, "間に合わない文").await;
        site.app.clock.advance(call.closes_at(&site.app.zone) + 1000 - NOW);
        set(&mut form, "token", "lost");
        let asked = send(&visitor, &form).await;
        set(&mut form, "token", &asked.value("token"));
        let late = send(&visitor, &form).await;
        assert!(late.status == 422 && late.has("募集は終わりました") && late.has("間に合わない文"), "{}", late.html);
    }
}

async fn looks(site: &TestApp, call: &Consultation, moderation: Moderation) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = "update consultations set moderation = $2 where id = $1";
    sqlx::query(sql).bind(&call.id).bind(moderation.name()).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    site.app.forget_calls();
}

#[tokio::test]
async fn who_was_promised_a_look_before_publication_gets_one_whatever_is_changed_meanwhile() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let before = form(&visitor, "先に見てもらえるはず").await;
        looks(&site, &call, Moderation::After).await;
        let after = form(&visitor, "すぐ公開").await;
        site.app.clock.advance(HOUR / 60);
        for (form, at_once) in [(&before, false), (&after, true)] {
            let confirmed = visitor.post("/consultations/plan/confirm", &pairs(form)).await;
            assert_eq!(confirmed.has("すぐに公開されます"), at_once, "{}", confirmed.html);
        }
        for (form, state) in [(&before, "pending"), (&after, "published")] {
            let receipt = send(&visitor, form).await;
            assert_eq!(receipt.status, 201);
            let sql = "select state from opinions order by number desc limit 1";
            assert_eq!(site.text(sql).await, state, "{}", receipt.html);
        }
        let (later, mut shown) = (form(&visitor, "もう一度、先に").await, form(&visitor, "途中で先に").await);
        looks(&site, &call, Moderation::Before).await;
        let edited = visitor.post("/consultations/plan/write", &pairs(&shown)).await;
        assert!(edited.has("職員が確認してから公開します"), "{}", edited.html);
        set(&mut shown, "token", &edited.value("token"));
        assert_eq!(send(&visitor, &later).await.status, 201);
        looks(&site, &call, Moderation::After).await;
        assert_eq!(send(&visitor, &shown).await.status, 201, "what the last form said stands");
        assert_eq!(
            site.number("select count(*) from opinions where state = 'published'").await,
            1,
            "the stricter rule"
        );
    }
}

#[tokio::test]
async fn an_answer_is_seen_by_no_more_people_than_its_form_said() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        for (field, before, wider) in
            [("age_band", "aggregate", "public"), ("area", "staff", "public"), ("relation", "aggregate", "staff")]
        {
            is_seen_by(&site, &call, field, before).await;
            site.app.forget_calls();
            let visitor = site.visitor();
            let (mut answered, silent) = (form(&visitor, "答えた声").await, form(&visitor, "答えない声").await);
            let choice = call.fields.iter().find(|rule| rule.field.name() == field).unwrap().choices[0].code.clone();
            set(&mut answered, field, &choice);
            is_seen_by(&site, &call, field, wider).await;
            site.app.clock.advance(HOUR / 60);
            let told = send(&visitor, &answered).await;
            assert_eq!(told.status, 409, "{field}");
            assert!(told.has("の答えを見られる人の範囲が広がりました") && told.has("答えた声"), "{}", told.html);
            assert_eq!(send(&visitor, &silent).await.status, 201, "{field}: who said nothing is shown nothing");
            // Told anew, the author decides.
            set(&mut answered, "token", &told.value("token"));
            assert_eq!(send(&visitor, &answered).await.status, 201, "{field}");
        }
    }
}

/// Changed behind the pages' back, as by another node.
async fn is_seen_by(site: &TestApp, call: &Consultation, field: &str, visibility: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = "update fields set visibility = $3, requirement = 'optional' where consultation_id = $1 and field = $2";
    sqlx::query(sql).bind(&call.id).bind(field).bind(visibility).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}
