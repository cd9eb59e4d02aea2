//! What moderators decide: every act with its record and letter, masks, two moderators at once.

use koe::base::search::{Column, Query};
use koe::base::sql::Sql;
use koe::consultations::Consultation;
use koe::http::access::Role;
use koe::opinions::store::Seen;
use koe::opinions::text::Body;
use koe::opinions::{State, store};
use proptest::prelude::*;

use crate::support::{Answer, HOUR, NOW, TestApp, Visitor};

/// Names and values of a form.
pub type Fields<'a> = &'a [(&'a str, &'a str)];

/// Sends an act from the page as it stands: hidden fields are read from it.
pub async fn act(visitor: &Visitor, receipt: &str, act: &str, more: Fields<'_>) -> Answer {
    let page = visitor.get(&format!("/staff/queue?open={receipt}")).await;
    assert_eq!(page.status, 200);
    let form = form_of(&page, act);
    send(visitor, receipt, "decision", &form, more).await
}

pub async fn send(visitor: &Visitor, receipt: &str, noun: &str, form: &[(String, String)], more: Fields<'_>) -> Answer {
    let mut pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pairs.extend(more);
    visitor.post(&format!("/staff/opinions/{receipt}/{noun}"), &pairs).await
}

/// The hidden fields of one act's form.
pub fn form_of(page: &Answer, act: &str) -> Vec<(String, String)> {
    assert!(page.has(&format!("id=\"act-{act}\"")), "{act} is not offered: {}", page.html);
    let hidden = |name: &str| (name.to_owned(), page.value(name));
    let mut form: Vec<_> = ["state", "version", "decisions", "back"].into_iter().map(hidden).collect();
    form.push(("act".into(), act.into()));
    form.extend(page.html.contains("name=\"proposal\"").then(|| hidden("proposal")));
    form
}

async fn state(site: &TestApp, receipt: &str) -> String {
    site.text(&format!("select state from opinions where receipt = '{receipt}'")).await
}

pub async fn decisions(site: &TestApp) -> i64 {
    site.number("select count(*) from decisions").await
}

/// How often the words stand in the index of what the public, or staff, may search.
async fn hits(site: &TestApp, words: &str, column: Column) -> i64 {
    let mut sql = Sql::new("select count(*) from opinions o where ");
    Query::parse(words).unwrap().push(&mut sql, site.engine, column);
    sql.count(&mut site.app.db.read().await.unwrap()).await.unwrap()
}

async fn has_contact(site: &TestApp, receipt: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let sql = "insert into contacts (opinion_id, sealed, created_at, lang) select id, 'x', 1, 'ja' from opinions where receipt = $1";
    sqlx::query(sql).bind(receipt).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The author sends a new text.
async fn is_corrected(site: &TestApp, receipt: &str, words: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    let opinion = store::find(&mut tx, receipt).await.unwrap().unwrap();
    let seen = Seen { state: opinion.state, version: opinion.version };
    let body = Body::parse(words, Body::MAX_CHARS).unwrap();
    let now = site.app.clock.now();
    assert!(store::correct(&mut tx, site.engine, &opinion, seen, &body, None, now).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_act_moves_the_opinion_writes_its_decision_and_is_logged() {
    let acts: [(&str, Fields, &str, &str, &str); 4] = [
        ("publish", &[], "published", "pending→published", "を公開しました"),
        (
            "return",
            &[("message", "場所を書き足してください。")],
            "needs_revision",
            "pending→needs_revision",
            "差し戻しました",
        ),
        ("hold", &[("due", "2024-11-05"), ("note", "課に確認")], "on_hold", "pending→on_hold", "保留にしました"),
        ("withhold", &[("reason", "advertising")], "withheld", "pending→withheld advertising", "非公開にしました"),
    ];
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let me = site.sign_in(&[Role::Moderator]).await;
        for (name, fields, to, detail, words) in acts {
            let receipt = site.has_opinion(&call, "バス停に屋根がほしいです").await;
            let answer = act(&me, &receipt, name, fields).await;
            assert_eq!(answer.status, 303, "{name}: {}", answer.html);
            assert_eq!(state(&site, &receipt).await, to);
            let row = format!(
                "select d.from_state || '/' || d.to_state || '/' || d.message || '/' || d.note from decisions d
                 join opinions o on o.id = d.opinion_id where o.receipt = '{receipt}'"
            );
            let row = site.text(&row).await;
            assert!(row.starts_with(&format!("pending/{to}/")), "{row}");
            match name {
                "return" => assert!(row.contains("場所を書き足して")),
                "hold" => assert!(row.ends_with("/課に確認")),
                "withhold" => assert!(row.contains("「営業・宣伝」にあたるため"), "kind words by default: {row}"),
                _ => assert!(row.ends_with("//"), "{row}"),
            }
            let log = format!("select detail from audit where act = 'decided' and subject = '{receipt}'");
            assert_eq!(site.text(&log).await, detail);
            let next = me.get(answer.location()).await;
            assert!(next.has(words) && next.has(&receipt), "{}", next.html);
        }
        let held = site.number("select due_at from opinions where state = 'on_hold'").await;
        assert_eq!(held, site.app.zone.start_of(jiff::civil::date(2024, 11, 5)));
        let queue = me.get("/staff/queue").await;
        assert!(queue.has("すべて 1") && queue.has("保留 1") && queue.has("11月5日（火）まで"), "{}", queue.html);
        site.app.clock.advance(9 * 24 * HOUR);
        let me = site.sign_in(&[Role::Moderator]).await;
        assert!(me.get("/staff/queue?show=overdue").await.has("11月5日（火）の期日を超過"));
    }
}

#[tokio::test]
async fn masked_words_are_in_no_public_text_and_no_public_search() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let words = "区長の山田太郎 さんに相談。\n山田太郎さんの電話は０７９－０００－０１４５です。";
        let receipt = site.has_opinion(&call, words).await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let fields = [("masks", "山田太郎 \r\n０７９－０００－０１４５"), ("reason", "personal_info"), ("message", "")];
        let answer = act(&me, &receipt, "mask", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.html);
        assert_eq!(state(&site, &receipt).await, "published_redacted");
        let public = site.text(&format!("select public_body from opinions where receipt = '{receipt}'")).await;
        assert!(!public.contains("山田") && !public.contains("０１４５") && public.contains("さんに相談"), "{public}");
        assert_eq!(site.text(&format!("select original from opinions where receipt = '{receipt}'")).await, words);
        assert_eq!(site.number("select count(*) from redactions").await, 3);
        for (query, public) in [("山田太郎", 0), ("0145", 0), ("相談", 1)] {
            assert_eq!(hits(&site, query, Column::Public).await, public, "{query}");
            assert_eq!(hits(&site, query, Column::Original).await, 1, "{query}");
        }
        let message = site.text("select message from decisions").await;
        assert!(message.contains("「個人情報」にあたる部分を伏せて"), "{message}");

        // Masking again begins with the words that are masked, so that none comes back by oversight.
        let page = me.get(&format!("/staff/opinions/{receipt}")).await;
        assert!(page.has(">\n山田太郎\n０７９－０００－０１４５</textarea>"), "{}", page.html);
        assert!(page.has("〔個人情報のため非公開〕") && page.has("伏せ字 3か所"));
        let unmasked = act(&me, &receipt, "publish", &[]).await;
        assert_eq!(unmasked.status, 303);
        assert_eq!(hits(&site, "山田太郎", Column::Public).await, 1);
        assert_eq!(act(&me, &receipt, "withhold", &[("reason", "defamation")]).await.status, 303);
        assert_eq!(hits(&site, "相談", Column::Public).await, 0);
    }
}

#[tokio::test]
async fn a_look_at_the_masks_writes_nothing_and_keeps_every_word() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "山田さんの家の前 <b> 山田さんへ").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let form = form_of(&me.get("/staff/queue").await, "mask");
        let fields = [("masks", "山田さん"), ("reason", "defamation"), ("message", "書きかけの<知らせ>")];
        let look = send(&me, &receipt, "preview", &form, &fields).await;
        assert_eq!(look.status, 200, "{}", look.html);
        assert!(look.has("〔誹謗中傷のため非公開〕</bdi>の家の前 &#60;b&#62;"), "{}", look.html);
        assert!(look.has("\n山田さん</textarea>") && look.has("書きかけの&#60;知らせ&#62;</textarea>"));
        assert!(look.has("value=\"defamation\"") && look.has("伏せ字 2か所"));
        assert!(look.has("「山田さん」を伏せる所：2か所"), "{}", look.html);
        let one =
            send(&me, &receipt, "preview", &form, &[("masks", "山田さんへ\nの家"), ("reason", "defamation")]).await;
        assert!(one.has("「山田さんへ」を伏せる所：1か所") && one.has("「の家」を伏せる所：1か所"), "{}", one.html);
        assert_eq!((state(&site, &receipt).await.as_str(), decisions(&site).await), ("pending", 0));

        let fields = [("masks", "山田さん\r\n佐藤さん"), ("reason", "personal_info"), ("message", "")];
        for noun in ["preview", "decision"] {
            let refused = send(&me, &receipt, noun, &form, &fields).await;
            assert_eq!(refused.status, 422);
            assert!(
                refused.has("「佐藤さん」は原文にありません") && refused.has("href=\"#masks\""),
                "{}",
                refused.html
            );
            assert!(refused.has("\n山田さん\r\n佐藤さん</textarea>"), "{}", refused.html);
        }
        assert_eq!(decisions(&site).await, 0);
    }
}

#[tokio::test]
async fn what_an_act_needs_is_asked_for_with_every_word_kept() {
    let wrong: [(&str, Fields, &str); 9] = [
        ("withhold", &[("message", "残る言葉")], "理由を1つ選んでください"),
        ("withhold", &[("reason", "other"), ("message", " \u{3000}")], "本人へのお知らせを書いてください"),
        ("withhold", &[("reason", "nonsense"), ("message", "残る言葉")], "理由を1つ選んでください"),
        ("return", &[("message", "")], "本人へのお知らせを書いてください"),
        ("hold", &[("due", ""), ("note", "残る言葉")], "期日は、2024年10月29日（火）から2025年10月28日（火）まで"),
        ("hold", &[("due", "2024-10-28"), ("note", "残る言葉")], "期日は、"),
        ("hold", &[("due", "2024-11-05"), ("note", " \u{3000}")], "保留の理由を書いてください"),
        ("mask", &[("masks", " \r\n"), ("reason", "personal_info"), ("message", "残る言葉")], "1行に1つ書いてください"),
        ("mask", &[("masks", "意見"), ("reason", "other"), ("message", "")], "本人へのお知らせを書いてください"),
    ];
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見です").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        for (name, fields, words) in wrong {
            let answer = act(&me, &receipt, name, fields).await;
            assert_eq!(answer.status, 422, "{name} {fields:?}");
            assert!(answer.has(words) && answer.has("1か所、直してください"), "{name}: {}", answer.html);
            let kept = fields.iter().any(|(_, value)| *value == "残る言葉");
            assert_eq!(answer.has("残る言葉</textarea>"), kept, "{name}: {}", answer.html);
            assert!(answer.has(&format!("id=\"act-{name}\" open")));
        }
        let long = "長".repeat(2001);
        assert_eq!(act(&me, &receipt, "return", &[("message", &long)]).await.status, 422);
        assert_eq!((state(&site, &receipt).await.as_str(), decisions(&site).await), ("pending", 0));
    }
}

#[tokio::test]
async fn a_text_that_was_corrected_is_not_decided_unread() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "前の文です").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let page = me.get("/staff/queue").await;
        let (publish, mask) = (form_of(&page, "publish"), form_of(&page, "mask"));
        is_corrected(&site, &receipt, "直した文です").await;
        let late = send(&me, &receipt, "decision", &publish, &[]).await;
        assert_eq!(late.status, 409);
        assert!(late.has("本人が本文を直しました（第2版") && late.has("直した文です"), "{}", late.html);
        let fields = [("masks", "前の文"), ("reason", "personal_info"), ("message", "")];
        let look = send(&me, &receipt, "preview", &mask, &fields).await;
        assert_eq!(look.status, 409);
        assert!(look.has(">前の文</textarea>"), "kept to copy: {}", look.html);
        assert_eq!(state(&site, &receipt).await, "pending");
        let anew = me.get(&format!("/staff/queue?open={receipt}")).await;
        assert!(anew.has("原文（第2版）") && anew.has("これまでの本文（2版）") && anew.has("前の文です"));
        assert_eq!(act(&me, &receipt, "publish", &[]).await.status, 303);
        assert_eq!(site.text("select public_body from opinions").await, "直した文です");
    }
}

#[tokio::test]
async fn what_its_author_withdrew_cannot_be_decided() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion_like(&call, "取り下げた意見", "roads", State::Withdrawn, NOW - HOUR).await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let page = me.get(&format!("/staff/opinions/{receipt}")).await;
        assert!(page.has("取り下げた意見です。審査結果は変えられません") && !page.has("/decision\""), "{}", page.html);
        for seen in ["withdrawn", "pending"] {
            let form = [("state", seen), ("version", "1"), ("decisions", "0"), ("act", "publish")];
            let answer = me.post(&format!("/staff/opinions/{receipt}/decision"), &form).await;
            assert_eq!(answer.status, 409);
            assert!(answer.has("いまの状態は「取下げ」です"), "{}", answer.html);
        }
        assert_eq!(state(&site, &receipt).await, "withdrawn");
    }
}

#[tokio::test]
async fn a_letter_goes_only_to_who_left_an_address() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let (silent, reachable) = (site.has_opinion(&call, "意見一").await, site.has_opinion(&call, "意見二").await);
        has_contact(&site, &reachable).await;
        let me = site.sign_in(&[Role::Moderator]).await;
        act(&me, &silent, "publish", &[]).await;
        let letters = "select count(*) from outbox where kind = 'letter_decided'";
        assert_eq!(site.number(letters).await, 0);
        act(&me, &reachable, "publish", &[]).await;
        assert_eq!(site.number(letters).await, 1);
        let payload = site.text("select payload from outbox where kind = 'letter_decided'").await;
        let id = site.text(&format!("select id from opinions where receipt = '{reachable}'")).await;
        assert!(
            payload.contains(&id) && payload.contains("\"number\":1") && payload.contains("\"lang\":\"ja\""),
            "{payload}"
        );
        assert_eq!(act(&me, &reachable, "withhold", &[]).await.status, 422, "a refused form sends nothing");
        assert_eq!(site.number(letters).await, 1);
    }
}

#[tokio::test]
async fn the_same_decision_once_more_tells_the_author_nothing_and_a_return_reminds() {
    let cases: [(&str, Fields, Fields, i64); 3] = [
        (
            "mask",
            &[("masks", "山田"), ("reason", "personal_info")],
            &[("masks", "山田さん"), ("reason", "personal_info")],
            2,
        ),
        ("hold", &[("due", "2024-11-20"), ("note", "照会中")], &[("due", "2024-11-21"), ("note", "照会中")], 2),
        ("return", &[("message", "場所を書いてください")], &[("message", "場所を書いてください")], 3),
    ];
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let me = site.sign_in(&[Role::Moderator]).await;
        for (name, first, other, letters) in cases {
            let receipt = site.has_opinion(&call, "山田さんのこと").await;
            has_contact(&site, &receipt).await;
            for fields in [first, first, other] {
                assert_eq!(act(&me, &receipt, name, fields).await.status, 303, "{name}");
            }
            let sql = format!(
                "select count(*) from outbox where kind = 'letter_decided' and payload like '%' ||
                 (select id from opinions where receipt = '{receipt}') || '%'"
            );
            assert_eq!(site.number(&sql).await, letters, "{name}");
        }
    }
}

/// Whatever moderators do in whatever order, every opinion stands in exactly one state and its history leads there.
async fn balance_holds(site: &TestApp, call: &Consultation, me: &Visitor, acts: &[(usize, usize)]) {
    let names = ["publish", "mask", "return", "hold", "withhold"];
    let fields = [
        ("masks", "意見"),
        ("reason", "personal_info"),
        ("message", "お知らせ"),
        ("due", "2024-11-20"),
        ("note", "メモ"),
    ];
    let mut receipts = Vec::new();
    for _ in 0..3 {
        receipts.push(site.has_opinion(call, "意見です").await);
    }
    for (opinion, name) in acts {
        let (receipt, name) = (&receipts[*opinion], names[*name]);
        let page = me.get(&format!("/staff/opinions/{receipt}")).await;
        if page.has(&format!("id=\"act-{name}\"")) {
            assert_eq!(send(me, receipt, "decision", &form_of(&page, name), &fields).await.status, 303);
        }
    }
    let known: Vec<String> = State::ALL.iter().map(|state| format!("'{}'", state.name())).collect();
    let balanced = format!("select count(*) from opinions where state in ({})", known.join(", "));
    assert_eq!(site.number(&balanced).await, site.number("select count(*) from opinions").await);
    let astray = "select count(*) from opinions o join decisions d on d.opinion_id = o.id and d.number = o.decisions
                  where d.to_state <> o.state";
    assert_eq!(site.number(astray).await, 0);
    let leaking = "select count(*) from opinions where (public_body is not null) <> (state in ('published', 'published_redacted'))";
    assert_eq!(site.number(leaking).await, 0);
}

#[tokio::test]
async fn any_sequence_of_acts_keeps_the_balance() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let sequences = proptest::collection::vec((0usize..3, 0usize..5), 1..9);
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let me = site.sign_in(&[Role::Moderator]).await;
        for _ in 0..6 {
            let acts = sequences.new_tree(&mut runner).unwrap();
            balance_holds(&site, &call, &me, &proptest::strategy::ValueTree::current(&acts)).await;
        }
    }
}
