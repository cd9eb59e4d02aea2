//! Appeals (異議申立て): asked once for each time an opinion was withheld, answered by somebody who had no part in it.

use koe::http::access::Role;
use koe::opinions::State;

use crate::course::steps;
use crate::intake::between;
use crate::letters::{mail_server, texts as said};
use crate::moderation::{Fields, act as decide_on, form_of, send as send_decision};
use crate::receipts::{Receipt, decide, sent, status};
use crate::support::{Answer, HOUR, PASSWORD, TestApp, Visitor};

async fn ask(visitor: &Visitor, receipt: &Receipt, decision: &str, why: &str) -> Answer {
    let form = [("number", &*receipt.number), ("code", &receipt.code), ("decision", decision), ("why", why)];
    visitor.post("/status/appeal", &form).await
}

/// An opinion that `by` withheld.
async fn withheld(visitor: &Visitor, by: &Visitor, body: &str, mail: &str) -> Receipt {
    let receipt = sent(visitor, body, mail).await;
    let done = decide_on(by, &receipt.number, "withhold", &[("reason", "off_topic")]).await;
    assert_eq!(done.status, 303, "{}", done.html);
    receipt
}

/// The page of the newest appeal about an opinion.
async fn page_of_appeal(site: &TestApp, receipt: &Receipt) -> String {
    let sql = "select a.id from appeals a join opinions o on o.id = a.opinion_id where o.receipt";
    let id = site.text(&format!("{sql} = '{}' order by a.decision desc limit 1", receipt.number)).await;
    format!("/staff/appeals/{id}")
}

/// An opinion that `by` withheld and its author has appealed about, and the page of the appeal.
async fn appealed(site: &TestApp, visitor: &Visitor, by: &Visitor, mail: &str) -> (Receipt, String) {
    let receipt = withheld(visitor, by, "区長の山田さんのバスの話", mail).await;
    let answer = ask(visitor, &receipt, "1", "バスは<テーマ>です").await;
    assert_eq!(answer.status, 200, "{}", answer.html);
    let page = page_of_appeal(site, &receipt).await;
    (receipt, page)
}

const SEEN: Fields<'static> = &[("state", "withheld"), ("version", "1"), ("decisions", "1")];

async fn answer(me: &Visitor, path: &str, act: &str, more: Fields<'_>) -> Answer {
    let form = [SEEN, &[("act", act)], more].concat();
    me.post(path, &form).await
}

async fn two(site: &TestApp) -> (Visitor, Visitor) {
    (site.sign_in(&[Role::Moderator]).await, site.sign_in(&[Role::Moderator]).await)
}

#[tokio::test]
async fn who_withheld_an_opinion_does_not_answer_and_the_authors_page_tells_the_whole_way() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (decider, other) = two(&site).await;
        let (receipt, path) = appealed(&site, &visitor, &decider, "").await;
        let waits = status(&visitor, &receipt).await;
        assert!(
            waits.has("これまでに関わっていない職員が") && !waits.has("action=\"/status/appeal\""),
            "{}",
            waits.html
        );
        assert!(waits.has("バスは&#60;テーマ&#62;です"), "his own words: {}", waits.html);
        site.app.clock.advance(50 * HOUR);
        for (who, login) in [(&decider, "person1"), (&other, "person2")] {
            assert_eq!(who.post("/staff/sign-in", &[("login", login), ("password", PASSWORD)]).await.status, 303);
        }
        assert!(decider.get("/staff/appeals").await.has("ほかの担当者が回答"));
        let list = other.get("/staff/appeals").await;
        assert!(list.has("2日前から") && !list.has("ほかの担当者が回答") && list.has(&path), "{}", list.html);

        let own = decider.get(&path).await;
        assert!(own.has("回答できません") && !own.has("name=\"message\""), "{}", own.html);
        let refused = answer(&decider, &path, "publish", &[("message", "苦心の<答え>")]).await;
        assert!(refused.status == 403 && refused.has("苦心の&#60;答え&#62;</textarea>"), "{}", refused.html);
        let shown = other.get(&path).await;
        assert!(
            shown.has("バスは&#60;テーマ&#62;です") && shown.has("区長の山田さん") && shown.has("募集テーマと無関係")
        );

        let done = answer(&other, &path, "withhold", &[("message", "読み直しましたが、変わりません。")]).await;
        assert_eq!(done.status, 303, "{}", done.html);
        assert!(other.get(done.location()).await.has("の異議申立てに回答しました"));
        let told = status(&visitor, &receipt).await;
        assert!(told.has("読み直しましたが、変わりません。") && told.has("非公開"), "{}", told.html);
        assert!(told.has("もう一度確かめました。公開しない判断は変わりません。お答えは下に"), "{}", told.html);
        let titles: Vec<String> = steps(&told).into_iter().map(|(_, title)| title).collect();
        let way = [
            "異議申立てにお答えしました（判断は変わりません）",
            "異議申立てを受け付けました",
            "公開しないことになりました",
            "受け付けました",
        ];
        assert_eq!(titles, way);
        assert_eq!(site.number("select count(*) from decisions").await, 1);
        let acts = "select string_agg(actor || ' ' || act || ' ' || detail, ', ' order by number) from audit where act like 'appeal%'";
        assert_eq!(site.text(acts).await, "(author) appeal_sent , person2 appeal_answered upheld");
        assert!(other.get(&path).await.has("回答は済んでいます"));
    }
}

#[tokio::test]
async fn what_an_answer_changes_is_an_ordinary_decision_made_with_it() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (decider, other) = two(&site).await;
        let masks: Fields<'_> = &[("message", "改めます"), ("masks", "山田さん"), ("reason", "personal_info")];
        let cases = [
            ("publish", &masks[..1], "published", "判断を改めました。いまは、そのまま公開"),
            ("mask", masks, "published_redacted", "判断を改めました。いまは、一部を伏せて公開"),
        ];
        for (act, fields, state, lead) in cases {
            let (receipt, path) = appealed(&site, &visitor, &decider, "").await;
            let done = answer(&other, &path, act, fields).await;
            assert_eq!(done.status, 303, "{}", done.html);
            let of = format!("from opinions where receipt = '{}'", receipt.number);
            assert_eq!(site.text(&format!("select state {of}")).await, state);
            assert_eq!(site.number(&format!("select decisions {of}")).await, 2);
            let public = visitor.get(&format!("/opinions/{}", receipt.number)).await;
            // What others have said that is close stands below.
            let own = between(&public.html, "<article", "</article>");
            assert!(public.status == 200 && own.contains("山田さん") == (act == "publish"), "{own}");
            let told = status(&visitor, &receipt).await;
            let titles: Vec<String> = steps(&told).into_iter().map(|(_, title)| title).collect();
            assert_eq!(titles[1], "異議申立てにお答えしました（判断を改めました）", "{titles:?}");
            assert_eq!(told.html.matches("改めます").count(), 1, "said once");
            assert!(told.has(lead), "{}", told.html);
        }
        let sql = "select count(*) from decisions d join appeals a on a.opinion_id = d.opinion_id and d.number = a.decision + 1
                   and d.decided_by = a.answered_by and d.decided_at = a.answered_at";
        assert_eq!(site.number(sql).await, 2);
        let logged = "select count(*) from audit where act = 'decided' and detail like 'withheld→published%'";
        assert_eq!(site.number(logged).await, 2);
    }
}

#[tokio::test]
async fn an_answer_is_in_writing_and_what_is_missing_is_said_with_every_word_kept() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (decider, other) = two(&site).await;
        let (_, path) = appealed(&site, &site.visitor(), &decider, "").await;
        let cases: [(&str, Fields, &[&str]); 5] = [
            ("withhold", &[], &["href=\"#message-withhold\""]),
            ("publish", &[("message", " \u{3000}\n")], &["href=\"#message-publish\""]),
            ("mask", &[("message", "答え")], &["href=\"#masks\"", "href=\"#reason-mask\"", "答え</textarea>"]),
            ("mask", &[("masks", "佐藤さん"), ("reason", "other")], &["佐藤さん</textarea>", "href=\"#message-mask\""]),
            ("publish", &[("message", "a\u{1}b")], &["href=\"#message-publish\""]),
        ];
        for (act, fields, words) in cases {
            let page = answer(&other, &path, act, fields).await;
            assert_eq!(page.status, 422, "{act} {fields:?}: {}", page.html);
            assert!(words.iter().all(|words| page.has(words)), "{act} {fields:?}: {}", page.html);
        }
        assert_eq!(answer(&other, &path, "hold", &[("message", "x")]).await.status, 400);
        assert_eq!(site.number("select count(*) from appeals where answered_at is not null").await, 0);
        assert_eq!(site.number("select count(*) from decisions").await, 1);
    }
}

#[tokio::test]
async fn until_there_is_an_answer_nobody_decides_otherwise_even_at_the_same_moment() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (decider, other) = two(&site).await;
        let (receipt, path) = appealed(&site, &visitor, &decider, "").await;
        let form: Vec<_> = [SEEN, &[("act", "publish"), ("back", "")]].concat();
        let form: Vec<_> = form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        for moderator in [&decider, &other] {
            let page = moderator.get(&format!("/staff/opinions/{}", receipt.number)).await;
            assert!(page.has(&path) && !page.has("/decision\""), "{}", page.html);
            let late = send_decision(moderator, &receipt.number, "decision", &form, &[]).await;
            assert!(late.status == 409 && late.has("本人が異議申立てをしました"), "{}", late.html);
        }
        for _ in 0..8 {
            let receipt = withheld(&visitor, &decider, "同時に", "").await;
            let form = form_of(&decider.get(&format!("/staff/queue?open={}", receipt.number)).await, "publish");
            let (asked, decided) = tokio::join!(
                ask(&visitor, &receipt, "1", "もう一度"),
                send_decision(&decider, &receipt.number, "decision", &form, &[])
            );
            assert!(
                matches!((asked.status, decided.status), (200, 409) | (409, 303)),
                "{} {}",
                asked.status,
                decided.status
            );
            let state = site.text(&format!("select state from opinions where receipt = '{}'", receipt.number)).await;
            assert_eq!(state == "withheld", asked.status == 200);
        }
    }
}

#[tokio::test]
async fn of_two_who_answer_at_once_one_does_and_who_decided_before_never() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (decider, other) = two(&site).await;
        let third = site.sign_in(&[Role::Moderator]).await;
        let (_, path) = appealed(&site, &visitor, &decider, "").await;
        let (own, one, two) = tokio::join!(
            answer(&decider, &path, "publish", &[("message", "自分で改めます")]),
            answer(&other, &path, "publish", &[("message", "改めます")]),
            answer(&third, &path, "withhold", &[("message", "苦心の答え")])
        );
        assert!([403, 409].contains(&own.status) && own.has("自分で改めます</textarea>"), "{}", own.html);
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        if two.status == 409 {
            assert!(two.has("苦心の答え</textarea>"), "{}", two.html);
        }
        assert_eq!(site.number("select count(*) from appeals where answered_at is not null").await, 1);
        // Pressed twice it is one answer.
        let again = match one.status {
            303 => answer(&other, &path, "publish", &[("message", "改めます")]).await,
            _ => answer(&third, &path, "withhold", &[("message", "苦心の答え")]).await,
        };
        assert_eq!(again.status, 303);
        assert_eq!(site.number("select count(*) from audit where act = 'appeal_answered'").await, 1);
    }
}

#[tokio::test]
async fn an_author_asks_once_about_each_decision_and_the_next_answer_is_another_persons() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (decider, other) = two(&site).await;
        let (receipt, path) = appealed(&site, &visitor, &decider, "").await;
        assert_eq!(ask(&visitor, &receipt, "1", "バスは<テーマ>です").await.status, 200, "sent again");
        let late = ask(&visitor, &receipt, "1", "別の言い分").await;
        assert!(late.status == 409 && late.has("別の言い分"), "{}", late.html);
        assert_eq!(site.number("select count(*) from appeals").await, 1);
        answer(&other, &path, "publish", &[("message", "改めます")]).await;
        assert_eq!(ask(&visitor, &receipt, "2", "公開中").await.status, 409);

        decide(&site, &receipt.number, State::Withheld, "").await;
        let offered = status(&visitor, &receipt).await;
        assert_eq!(offered.value("decision"), "3");
        let (one, two) = tokio::join!(ask(&visitor, &receipt, "3", "また"), ask(&visitor, &receipt, "3", "また"));
        assert_eq!((one.status, two.status), (200, 200));
        assert_eq!(site.number("select count(*) from appeals").await, 2);
        let path = page_of_appeal(&site, &receipt).await;
        let seen: Fields<'_> = &[("state", "withheld"), ("version", "1"), ("decisions", "3"), ("act", "withhold")];
        let form = [seen, &[("message", "同じです")]].concat();
        for (who, status) in [(&decider, 403), (&other, 403), (&site.sign_in(&[Role::Moderator]).await, 303)] {
            assert_eq!(who.post(&path, &form).await.status, status);
        }
        assert!(other.get(&path).await.has("前の異議申立て"));
    }
}

#[tokio::test]
async fn what_its_author_withdraws_needs_no_answer_even_at_the_same_moment() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (decider, other) = two(&site).await;
        for round in 0..6 {
            let (receipt, path) = appealed(&site, &visitor, &decider, "").await;
            let form = [("number", &*receipt.number), ("code", &receipt.code), ("sure", "yes")];
            let publish = [("message", "改めます")];
            let (withdrawn, answered) =
                tokio::join!(visitor.post("/status/withdrawal", &form), answer(&other, &path, "publish", &publish));
            assert_eq!(withdrawn.status, 200);
            assert!([303, 409].contains(&answered.status), "{round}: {}", answered.html);
            assert!(visitor.get(&format!("/opinions/{}", receipt.number)).await.status >= 404);
            let state = site.text(&format!("select state from opinions where receipt = '{}'", receipt.number)).await;
            assert_eq!(state, "withdrawn", "whatever came first");
        }
        let (receipt, path) = appealed(&site, &visitor, &decider, "").await;
        decide(&site, &receipt.number, State::Withdrawn, "").await;
        assert!(other.get("/staff/appeals").await.has("回答を待つ異議申立てはありません"));
        let late = answer(&other, &path, "withhold", &[("message", "苦心の答え")]).await;
        assert!(
            late.status == 409 && late.has("苦心の答え</textarea>") && late.has("回答はいりません"),
            "{}",
            late.html
        );
    }
}

#[tokio::test]
async fn the_answer_comes_by_letter_without_a_word_of_the_opinion() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_site().await;
        site.has_call().await;
        let visitor = site.visitor();
        let (decider, other) = two(&site).await;
        for (act, address, lines) in [
            ("withhold", "taro@example.jp", ["ご意見を公開しない判断は変わりません", "よく読みました"]),
            ("publish", "hanako@example.jp", ["判断を改めました", "ご意見を公開しました。"]),
        ] {
            letters.lock().unwrap().clear();
            let (receipt, path) = appealed(&site, &visitor, &decider, address).await;
            site.work().await;
            assert_eq!(said(&letters).len(), 1, "who asks for another look has read the decision");
            letters.lock().unwrap().clear();
            assert_eq!(answer(&other, &path, act, &[("message", "よく読みました")]).await.status, 303);
            site.work().await;
            let texts = said(&letters);
            assert_eq!(texts.len(), 1, "one letter, and not another about the decision: {texts:?}");
            assert!(lines.iter().all(|line| texts[0].contains(line)), "{texts:?}");
            for secret in ["山田", "テーマ", &receipt.code[..8]] {
                assert!(!texts[0].contains(secret), "{secret}: {texts:?}");
            }
        }
    }
}

#[tokio::test]
async fn an_appeal_that_cannot_be_taken_keeps_every_word() {
    for site in TestApp::with(&["--refuse-after", "1"]).await {
        site.has_call().await;
        let visitor = site.visitor();
        let decider = site.sign_in(&[Role::Moderator]).await;
        let receipt = withheld(&visitor, &decider, "声", "").await;
        let long = "あ".repeat(5_001);
        for (bad, words) in [("", ""), (" \u{3000}", ""), ("a\0b", ""), (&long, "文章が5,001文字あります")] {
            let answer = ask(&visitor, &receipt, "1", bad).await;
            assert!(answer.status == 422 && answer.has("href=\"#why\"") && answer.has(words), "{}", answer.html);
        }
        let refused = ask(&visitor, &receipt, "1", "三度目の言い分").await;
        assert!(refused.status == 429 && refused.has("三度目の言い分</textarea>"), "{}", refused.html);
        for decision in ["", "x", "0", "2"] {
            let answer = ask(&visitor, &receipt, decision, "言い分").await;
            assert!(answer.status == 409 && answer.has("言い分"), "{decision}: {}", answer.html);
        }
        assert_eq!(site.number("select count(*) from appeals").await, 0);
    }
}
