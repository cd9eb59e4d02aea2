//! With number and code: state, correcting, withdrawing.

use koe::consultations::Moderation;
use koe::http::access::Role;
use koe::opinions::store::{Change, Seen, change, find};
use koe::opinions::text::Redaction;
use koe::opinions::{Reason, State};

use crate::moderation::act;
use crate::support::{Answer, HOUR, NOW, TestApp, Visitor, encode};

#[derive(Clone)]
pub struct Receipt {
    pub number: String,
    pub code: String,
}

pub async fn sent(visitor: &Visitor, body: &str, mail: &str) -> Receipt {
    let page = visitor.get("/consultations/plan/write").await;
    sent_from(&page, visitor, body, mail).await
}

/// By somebody who took a minute to write, so that no rule holds it for review.
pub async fn sent_calmly(site: &TestApp, visitor: &Visitor, body: &str, mail: &str) -> Receipt {
    let page = visitor.get("/consultations/plan/write").await;
    site.app.clock.advance(HOUR / 60);
    sent_from(&page, visitor, body, mail).await
}

async fn sent_from(page: &Answer, visitor: &Visitor, body: &str, mail: &str) -> Receipt {
    let mut form = vec![
        ("token", page.value("token")),
        ("purpose_version", "1".to_owned()),
        ("theme", "bus".to_owned()),
        ("body", body.to_owned()),
    ];
    if !mail.is_empty() {
        form.push(("mail", mail.to_owned()));
    }
    let pairs: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = visitor.post("/consultations/plan/opinions", &pairs).await;
    assert_eq!(answer.status, 201, "{}", answer.html);
    let between = |from: &str, to: &str| answer.html.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned();
    let code = between("<p class=\"code\">", "</p>").replace("<span>", "").replace("</span>", "").replace(' ', "");
    Receipt { number: between("<p class=\"no\">", "</p>"), code }
}

pub async fn status(visitor: &Visitor, receipt: &Receipt) -> Answer {
    visitor.post("/status", &[("number", &receipt.number), ("code", &receipt.code)]).await
}

/// A moderator's act, straight through the domain.
pub async fn decide(site: &TestApp, receipt: &str, to: State, message: &str) -> i64 {
    change_to(site, receipt, to, message, &[]).await
}

async fn change_to(site: &TestApp, receipt: &str, to: State, message: &str, redactions: &[Redaction]) -> i64 {
    let mut tx = site.app.db.begin().await.unwrap();
    let opinion = find(&mut tx, receipt).await.unwrap().unwrap();
    let seen = Seen { state: opinion.state, version: opinion.version };
    let made = Change { to, reason: None, message, note: "", due_at: None, by: None, redactions };
    let number = change(&mut tx, site.app.db.engine, &opinion, seen, &made, NOW).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    site.app.forget_voices();
    number
}

#[tokio::test]
async fn number_and_code_open_the_opinion_however_they_are_typed() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバスを増やしてほしい", "").await;
        let shown = status(&visitor, &receipt).await;
        assert_eq!(shown.status, 200);
        assert!(shown.has("確認を待っています") && shown.has("夕方のバスを増やしてほしい"));
        assert_eq!(shown.headers["cache-control"], "no-store");
        let spaced = receipt.code.to_lowercase().chars().map(|c| format!("{c} ")).collect::<String>();
        let typed = visitor.post("/status", &[("number", "ｒ６－０００１－５"), ("code", &spaced)]).await;
        assert_eq!(typed.status, 200, "{}", typed.html);
        for number in ["0001-5", "００015"] {
            let short = visitor.post("/status", &[("number", number), ("code", &receipt.code)]).await;
            assert!(short.status == 200 && short.has("R6-0001-5"), "{number}: {}", short.html);
        }
        let other = visitor.post("/status", &[("number", "0001-6"), ("code", &receipt.code)]).await;
        assert!(other.status == 422 && other.has("見つかりません"), "{}", other.html);
    }
}

#[tokio::test]
async fn a_prepared_message_is_said_in_the_language_of_the_page() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (visitor, me) = (site.visitor(), site.sign_in(&[Role::Moderator]).await);
        let receipt = sent(&visitor, "夕方のバスを増やしてほしい", "").await;
        assert_eq!(act(&me, &receipt.number, "withhold", &[("reason", "off_topic")]).await.status, 303);
        let form = [("number", &*receipt.number), ("code", &receipt.code)];
        let pages = ["", "/ja-simple", "/en"].map(|lang| format!("{lang}/status"));
        for (page, words) in pages.iter().zip(["にあたるため", "<rt>こうかい</rt>", "our guideline"]) {
            let shown = visitor.post(page, &form).await;
            let course = shown.html.split("<ol class=\"timeline own\">").nth(1).unwrap();
            let told =
                course.split("<p class=\"verbatim\" dir=\"auto\">").nth(1).unwrap().split("</p>").next().unwrap();
            assert!(told.contains(words) && !told.contains("こうかい）"), "{page}: {told}");
        }
        let other = sent(&visitor, "別の話", "").await;
        let fields = [("reason", "off_topic"), ("message", "手で書いた文")];
        assert_eq!(act(&me, &other.number, "withhold", &fields).await.status, 303);
        let form = [("number", &*other.number), ("code", &other.code)];
        assert!(visitor.post("/en/status", &form).await.has("手で書いた文"), "what a moderator wrote stands as it is");
    }
}

#[tokio::test]
async fn the_receipt_can_be_kept_as_a_file_by_whoever_has_its_code() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "夕方のバスを増やしてほしい", "").await;
        let other = sent(&visitor, "二つ目", "").await;
        let save = async |path: &str, code: &str| {
            visitor.post(path, &[("number", receipt.number.as_str()), ("code", code)]).await
        };
        let file = save("/status/receipt", &receipt.code).await;
        assert_eq!(file.status, 200, "{}", file.html);
        assert_eq!(file.headers["content-type"], "text/plain; charset=utf-8");
        assert_eq!(file.headers["cache-control"], "no-store");
        let named = encode(&[("", "受付票の控え-R6-0001-5.txt")]);
        let disposition = format!("attachment; filename=\"receipt-R6-0001-5.txt\"; filename*=UTF-8''{}", &named[1..]);
        assert_eq!(file.headers["content-disposition"], disposition);
        let lines: Vec<&str> = file.html.strip_prefix('\u{FEFF}').unwrap().split("\r\n").collect();
        assert!(lines.iter().all(|line| !line.contains('\n')), "{lines:?}");
        for line in [
            "意見募集：計画へのご意見募集",
            "受け付けた日時：2024年10月28日（月）10時00分",
            "受付番号：R6-0001-5",
            "http://127.0.0.1:8080/status",
        ] {
            assert!(lines.contains(&line), "{line}: {lines:?}");
        }
        let code = lines.iter().find_map(|line| line.strip_prefix("あなただけのコード：")).unwrap();
        assert_eq!((code.split(' ').count(), code.replace(' ', "")), (7, receipt.code.clone()));
        let english = save("/en/status/receipt", &receipt.code).await;
        assert!(english.has("http://127.0.0.1:8080/en/status\r\n") && english.has("Receipt number: R6-0001-5"));

        let wrong = save("/status/receipt", &other.code).await;
        assert!(
            wrong.status == 422 && wrong.has("見つかりません") && !wrong.has("計画へのご意見募集"),
            "{}",
            wrong.html
        );
        for _ in 0..19 {
            save("/status/receipt", &other.code).await;
        }
        assert_eq!(save("/status/receipt", &receipt.code).await.status, 429, "wrong codes count here, too");
    }
}

#[tokio::test]
async fn a_wrong_code_and_an_unknown_number_look_alike_and_are_limited() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "一つ目", "").await;
        let other = sent(&visitor, "二つ目", "").await;
        let wrong = visitor.post("/status", &[("number", &receipt.number), ("code", &other.code)]).await;
        let unknown = visitor.post("/status", &[("number", "R6-0999-0"), ("code", &other.code)]).await;
        assert_eq!((wrong.status, unknown.status), (422, 422));
        assert_eq!(wrong.html.replace(&receipt.number, ""), unknown.html.replace("R6-0999-0", ""));
        for _ in 0..18 {
            visitor.post("/status", &[("number", "R6-0999-0"), ("code", &other.code)]).await;
        }
        assert_eq!(status(&visitor, &receipt).await.status, 429);
        site.app.clock.advance(61 * 60_000);
        assert_eq!(status(&visitor, &receipt).await.status, 200);
    }
}

#[tokio::test]
async fn typing_mistakes_are_named_and_do_not_count_as_guesses() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "x", "").await;
        let mut typo = receipt.code.clone().into_bytes();
        typo[3] = if typo[3] == b'7' { b'8' } else { b'7' };
        let typo = String::from_utf8(typo).unwrap();
        for _ in 0..30 {
            let answer = visitor.post("/status", &[("number", "R6-0010-4"), ("code", &typo)]).await;
            assert!(answer.has("受付番号のどこかが違う") && answer.has("コードのどこかが違う"), "{}", answer.html);
        }
        assert!(visitor.post("/status", &[("number", "0001"), ("code", "abc")]).await.has("27文字です"));
        assert_eq!(status(&visitor, &receipt).await.status, 200);
    }
}

#[tokio::test]
async fn a_correction_keeps_every_version_and_goes_back_to_the_queue() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "はじめの文", "").await;
        decide(&site, &receipt.number, State::NeedsRevision, "名前を消してください").await;
        let returned = status(&visitor, &receipt).await;
        assert!(returned.has("直してほしいところがあります") && returned.has("名前を消してください"));
        let fields = |state: &str, version: &str, body: &str| {
            vec![
                ("number", receipt.number.clone()),
                ("code", receipt.code.clone()),
                ("state", state.into()),
                ("version", version.into()),
                ("body", body.into()),
            ]
        };
        let post = async |form: Vec<(&'static str, String)>| {
            let pairs: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            visitor.post("/status/correction", &pairs).await
        };
        let blank = post(fields("needs_revision", "1", " ")).await;
        assert_eq!(blank.status, 422);
        let corrected = post(fields("needs_revision", "1", "直した文")).await;
        assert_eq!(corrected.status, 200);
        assert!(
            corrected.has("文章を直しました") && corrected.has("はじめの文") && corrected.has("確認を待っています")
        );
        assert_eq!(site.text("select original from opinions").await, "はじめの文", "the first text is never updated");
        assert_eq!(
            site.number("select version from opinions where reviewed_at is null and state = 'pending'").await,
            2
        );
        let reloaded = post(fields("needs_revision", "1", "直した文")).await;
        assert!(reloaded.status == 200 && reloaded.has("文章を直しました"), "{}", reloaded.html);
        assert_eq!(site.number("select version from opinions").await, 2, "sent twice is corrected once");
        let stale = post(fields("needs_revision", "1", "古い画面から")).await;
        assert_eq!(stale.status, 409);
        assert!(stale.has("古い画面から"), "what was typed is kept");
        decide(&site, &receipt.number, State::Published, "").await;
        let late = post(fields("published", "2", "公開のあと")).await;
        assert_eq!(late.status, 409);
        assert_eq!(site.text("select public_body from opinions").await, "直した文");
    }
}

#[tokio::test]
async fn an_unchanged_text_is_no_new_version_and_corrections_have_a_limit() {
    for site in TestApp::with(&["--refuse-after", "3"]).await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "はじめの文", "").await;
        let correct = async |version: &str, body: &str| {
            let form = [
                ("number", receipt.number.as_str()),
                ("code", receipt.code.as_str()),
                ("state", "pending"),
                ("version", version),
                ("body", body),
            ];
            visitor.post("/status/correction", &form).await
        };
        let same = correct("1", "はじめの文").await;
        assert!(same.status == 200 && same.has("文章は変わっていません"), "{}", same.html);
        assert_eq!(correct("1", "二つ目の文").await.status, 200);
        assert_eq!(correct("2", "三つ目の文").await.status, 200);
        let refused = correct("3", "四つ目の文").await;
        assert!(refused.status == 429 && refused.has("四つ目の文") && refused.has("10分ほど"), "{}", refused.html);
        assert_eq!(site.number("select version from opinions").await, 3);
    }
}

#[tokio::test]
async fn a_withdrawn_opinion_leaves_every_public_page_at_once_and_twice_is_once() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "取り下げる木陰の文", "").await;
        decide(&site, &receipt.number, State::Published, "").await;
        let address = format!("/opinions/{}", receipt.number);
        let search = "/consultations/plan/opinions?q=%E6%9C%A8%E9%99%B0";
        assert!(visitor.get(&address).await.has("取り下げる木陰の文"));
        assert!(visitor.get(search).await.has("取り下げる<mark>木陰</mark>の文"));
        let form = [("number", receipt.number.as_str()), ("code", receipt.code.as_str())];
        let asked = visitor.post("/status/withdrawal", &form).await;
        assert!(asked.has("取り下げますか") && visitor.get(&address).await.status == 200, "asked first");
        let sure = [form[0], form[1], ("sure", "yes")];
        for _ in 0..2 {
            let done = visitor.post("/status/withdrawal", &sure).await;
            assert!(done.status == 200 && done.has("公開していたものは、すぐに見えなくなりました"), "{}", done.html);
        }
        let gone = visitor.get(&address).await;
        assert_eq!(gone.status, 410);
        assert!(gone.has("取り下げられました") && !gone.has("木陰の文"));
        assert!(!visitor.get(search).await.has("取り下げる"));
        assert_eq!(site.number("select count(*) from decisions where to_state = 'withdrawn'").await, 1);
        assert_eq!(site.number("select count(*) from audit where act = 'withdrawn'").await, 1);
    }
}

#[tokio::test]
async fn what_was_never_public_is_not_said_to_have_been() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "公開前の文", "").await;
        let shown = status(&visitor, &receipt).await;
        assert!(shown.has("職員が内容を確認しています") && !shown.has("公開しました"), "{}", shown.html);
        let sure = [("number", receipt.number.as_str()), ("code", receipt.code.as_str()), ("sure", "yes")];
        let done = visitor.post("/status/withdrawal", &sure).await;
        assert!(done.has("取り下げました。") && !done.has("すぐに見えなくなりました"), "{}", done.html);
    }
}

#[tokio::test]
async fn what_is_public_at_once_says_so_until_somebody_has_looked() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.moderation = Moderation::After).await;
        let visitor = site.visitor();
        let receipt = sent_calmly(&site, &visitor, "公民館への礼状", "").await;
        let shown = status(&visitor, &receipt).await;
        assert!(
            shown.has("そのまま公開しています。職員はこのあと確認します") && shown.has("公開しました"),
            "{}",
            shown.html
        );
        let span = Redaction { starts: 0, ends: 4, reason: Reason::PersonalInfo };
        change_to(&site, &receipt.number, State::PublishedRedacted, "", &[span]).await;
        let masked = status(&visitor, &receipt).await;
        assert!(!masked.has("このあと確認します") && masked.has("公民館への礼状"), "one's own words: {}", masked.html);
        assert!(masked.has("個人情報のため非公開"), "and what others see: {}", masked.html);
    }
}

#[tokio::test]
async fn an_unpublished_opinion_and_an_unknown_one_answer_alike() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let mut answers = vec![visitor.get("/opinions/R6-9999-9").await.html.replace("R6-9999-9", "")];
        for state in [State::Pending, State::OnHold, State::NeedsRevision, State::Withheld] {
            let receipt = site.has_opinion_like(&call, "秘密の文", "bus", state, NOW).await;
            let answer = visitor.get(&format!("/opinions/{receipt}")).await;
            assert_eq!(answer.status, 404);
            answers.push(answer.html.replace(&receipt, ""));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]));
    }
}
