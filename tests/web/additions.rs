//! Notes that authors add to an opinion (補足): sent once, shown after somebody has looked, gone with the opinion.

use koe::http::access::Role;
use koe::opinions::State;

use crate::letters::{mail_server, texts as said};
use crate::moderation::Fields;
use crate::receipts::{Receipt, decide, sent, status};
use crate::support::{Answer, TestApp, Visitor};

async fn add(visitor: &Visitor, receipt: &Receipt, seen: &str, note: &str) -> Answer {
    let form = [("number", &*receipt.number), ("code", &receipt.code), ("seen", seen), ("note", note)];
    visitor.post("/status/addition", &form).await
}

/// An opinion that is public, and a note under it that nobody has looked at: the receipt and the note's page.
async fn has_note(site: &TestApp, visitor: &Visitor, mail: &str, note: &str) -> (Receipt, String) {
    let receipt = sent(visitor, "夕方のバスを増やしてほしい", mail).await;
    decide(site, &receipt.number, State::Published, "").await;
    let answer = add(visitor, &receipt, "0", note).await;
    assert_eq!(answer.status, 200, "{}", answer.html);
    let id = "select a.id from additions a join opinions o on o.id = a.opinion_id where o.receipt";
    let path = format!("/staff/additions/{}", site.text(&format!("{id} = '{}'", receipt.number)).await);
    (receipt, path)
}

/// Sends a moderator's act from the page as it stands.
async fn act(me: &Visitor, path: &str, act: &str, more: Fields<'_>) -> Answer {
    let page = me.get(path).await;
    send(me, path, &page, act, more).await
}

async fn send(me: &Visitor, path: &str, page: &Answer, act: &str, more: Fields<'_>) -> Answer {
    let hidden = ["state", "version", "decisions"].map(|name| (name, page.value(name)));
    let mut form: Vec<_> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form.push(("act", act));
    form.extend(more);
    me.post(path, &form).await
}

#[tokio::test]
async fn a_note_stands_under_its_opinion_once_somebody_has_looked_and_goes_with_it() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (receipt, path) = has_note(&site, &visitor, "", "運転手が足りないと聞きました<b>").await;
        let public = format!("/opinions/{}", receipt.number);
        let shown = async |path: &str| visitor.get(path).await.has("運転手が足りない");
        assert!(status(&visitor, &receipt).await.has("確認待ち") && !shown(&public).await);

        let me = site.sign_in(&[Role::Moderator]).await;
        let queue = me.get("/staff/queue").await;
        assert!(queue.has("補足（1）"), "{}", queue.html);
        assert!(me.get("/staff/additions").await.has(&path));
        let done = act(&me, &path, "publish", &[]).await;
        assert_eq!(done.status, 303, "{}", done.html);
        assert!(me.get(done.location()).await.has("の補足1を「公開」にしました"));
        assert!(visitor.get(&public).await.has("運転手が足りないと聞きました&#60;b&#62;"));
        let list = visitor.get("/consultations/plan/opinions").await;
        assert!(list.has("補足 1件を読む") && !list.has("運転手が足りない"), "{}", list.html);
        assert!(!visitor.get("/consultations/plan/opinions?q=%E9%81%8B%E8%BB%A2%E6%89%8B").await.has(&receipt.number));

        let page = me.get(&path).await;
        decide(&site, &receipt.number, State::Withheld, "").await;
        let unseen = status(&visitor, &receipt).await;
        assert!(unseen.has(">いまは見えません</span>") && !unseen.has(">公開</span>"), "{}", unseen.html);
        assert!(visitor.get(&public).await.status == 404 && !shown(&public).await);
        let late = send(&me, &path, &page, "withhold", &[("reason", "other"), ("message", "苦心の文")]).await;
        assert!(
            late.status == 409 && late.has("いま「非公開」です") && late.has("苦心の文</textarea>"),
            "{}",
            late.html
        );
        decide(&site, &receipt.number, State::Published, "").await;
        assert!(shown(&public).await, "it comes back with the opinion");
        decide(&site, &receipt.number, State::Withdrawn, "").await;
        assert!(visitor.get(&public).await.status == 410 && !shown(&public).await);
        let acts =
            "select string_agg(act || ' ' || detail, ', ' order by number) from audit where act like 'addition%'";
        assert_eq!(site.text(acts).await, "addition_sent 1, addition_decided 1 pending→published");
    }
}

#[tokio::test]
async fn an_author_is_told_by_page_and_letter_why_a_note_is_not_published() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_site().await;
        site.has_call().await;
        let visitor = site.visitor();
        let (receipt, path) = has_note(&site, &visitor, "taro@example.jp", "うちの店に来てください").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let missing = act(&me, &path, "withhold", &[]).await;
        assert!(missing.status == 422 && missing.has("href=\"#reason-withhold\""), "{}", missing.html);
        let other = act(&me, &path, "withhold", &[("reason", "other")]).await;
        assert!(other.status == 422 && other.has("href=\"#message-withhold\""), "{}", other.html);
        assert_eq!(act(&me, &path, "withhold", &[("reason", "advertising")]).await.status, 303);
        let told = status(&visitor, &receipt).await;
        assert!(told.has("理由：営業・宣伝") && told.has("「営業・宣伝」にあたるため、公開を控えました"));
        letters.lock().unwrap().clear();
        site.work().await;
        let texts = said(&letters);
        let letter = texts.iter().find(|text| text.contains("補足は、公開しないことになりました")).unwrap();
        assert!(letter.contains("「営業・宣伝」にあたる") && !letter.contains("うちの店"), "{letter}");
        assert!(!letter.contains(&receipt.code[..8]), "{letter}");
    }
}

#[tokio::test]
async fn a_letter_about_a_note_is_left_out_where_it_is_not_so_any_more() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp"]).await {
        site.has_call().await;
        let visitor = site.visitor();
        let me = site.sign_in(&[Role::Moderator]).await;
        let (_, first) = has_note(&site, &visitor, "taro@example.jp", "一つ目").await;
        act(&me, &first, "publish", &[]).await;
        act(&me, &first, "withhold", &[("reason", "off_topic")]).await;
        let (gone, second) = has_note(&site, &visitor, "hanako@example.jp", "二つ目").await;
        act(&me, &second, "publish", &[]).await;
        decide(&site, &gone.number, State::Withdrawn, "").await;
        letters.lock().unwrap().clear();
        site.work().await;
        let texts = said(&letters);
        let about: Vec<_> = texts.iter().filter(|text| text.contains("補足")).collect();
        assert!(about.len() == 1 && about[0].contains("公開しないことになりました"), "{texts:?}");
        assert_eq!(site.number("select count(*) from outbox where last_error like 'overtaken%'").await, 2);
    }
}

#[tokio::test]
async fn a_note_is_taken_only_where_the_text_can_no_longer_be_corrected() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let cases = [
            (None, 409),
            (Some(State::NeedsRevision), 409),
            (Some(State::OnHold), 200),
            (Some(State::Withheld), 200),
            (Some(State::PublishedRedacted), 200),
        ];
        for (to, wanted) in cases {
            let receipt = sent(&visitor, "声", "").await;
            if let Some(to) = to {
                decide(&site, &receipt.number, to, "").await;
            }
            let offered = status(&visitor, &receipt).await.has("action=\"/status/addition\"");
            let answer = add(&visitor, &receipt, "0", "苦心の<補足>").await;
            assert_eq!((answer.status, offered), (wanted, wanted == 200), "{to:?}");
            assert!(answer.has("苦心の&#60;補足&#62;"), "{to:?}: {}", answer.html);
        }
        let receipt = sent(&visitor, "声", "").await;
        decide(&site, &receipt.number, State::Withheld, "").await;
        let page = status(&visitor, &receipt).await;
        assert!(page.has("ご意見を公開していないあいだは、補足も公開しません"), "{}", page.html);
        // Of an opinion that is not public none is to be reviewed yet.
        let me = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(me.get("/staff/additions").await.html.matches("href=\"/staff/additions/").count(), 1);
    }
}

#[tokio::test]
async fn the_same_press_twice_is_one_note_and_of_six_five_are_taken() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let (receipt, _) = has_note(&site, &visitor, "", "一つ目\r\nの補足").await;
        assert_eq!(add(&visitor, &receipt, "0", "一つ目\nの補足").await.status, 200);
        let (one, two) = tokio::join!(
            add(&visitor, &receipt, "1", "同時に押された補足"),
            add(&visitor, &receipt, "1", "同時に押された補足")
        );
        assert_eq!((one.status, two.status), (200, 200), "{}{}", one.html, two.html);
        assert_eq!(site.number("select count(*) from additions").await, 2);
        let late = add(&visitor, &receipt, "1", "別の画面の補足").await;
        assert!(late.status == 409 && late.has("別の画面の補足</textarea>"), "{}", late.html);
        assert_eq!(late.value("seen"), "2", "sent once more it is the third");
        for (seen, status) in [("2", 200), ("3", 200), ("4", 200), ("5", 409), ("x", 409), ("-1", 409)] {
            let answer = add(&visitor, &receipt, seen, &format!("補足のあと{seen}")).await;
            assert_eq!(answer.status, status, "{seen}: {}", answer.html);
            assert!(answer.has(&format!("補足のあと{seen}")), "{seen}");
        }
        assert_eq!(site.number("select count(*) from additions").await, 5);
        assert_eq!(site.number("select count(*) from audit where act = 'addition_sent'").await, 5);
        assert!(status(&visitor, &receipt).await.has("補足は5つまで"));
        let stranger = Receipt { code: sent(&visitor, "別の声", "").await.code, ..receipt };
        assert_eq!(add(&visitor, &stranger, "5", "他人の補足").await.status, 422, "the code is another's");
    }
}

#[tokio::test]
async fn a_note_that_cannot_be_taken_keeps_every_word() {
    for site in TestApp::with(&["--refuse-after", "3"]).await {
        site.has_call_like(|call| call.max_chars = 10).await;
        let visitor = site.visitor();
        let receipt = sent(&visitor, "声", "").await;
        decide(&site, &receipt.number, State::Published, "").await;
        for (bad, words) in
            [(" \u{3000}", "id=\"note-error\""), ("12345678901", "文章が11文字あります"), ("a\0b", "id=\"note-error\"")]
        {
            let answer = add(&visitor, &receipt, "0", bad).await;
            assert!(answer.status == 422 && answer.has(words) && answer.has("href=\"#note\""), "{}", answer.html);
        }
        assert_eq!(add(&visitor, &receipt, "0", "一つ目").await.status, 200);
        assert_eq!(add(&visitor, &receipt, "1", "二つ目").await.status, 200);
        let refused = add(&visitor, &receipt, "2", "三つ目").await;
        assert!(refused.status == 429 && refused.has("三つ目</textarea>"), "{}", refused.html);
        assert_eq!(site.number("select count(*) from additions").await, 2);
    }
}

#[tokio::test]
async fn of_two_moderators_who_decide_on_a_note_at_once_one_is_told() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let (first, second) = (site.sign_in(&[Role::Moderator]).await, site.sign_in(&[Role::Moderator]).await);
        let (_, path) = has_note(&site, &site.visitor(), "", "補足").await;
        let page = first.get(&path).await;
        let withhold = [("reason", "off_topic"), ("message", "苦心の<文>")];
        let (one, two) = tokio::join!(
            send(&first, &path, &page, "publish", &[]),
            send(&second, &path, &page, "withhold", &withhold)
        );
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        if two.status == 409 {
            assert!(two.has("person1さんが") && two.has("苦心の&#60;文&#62;</textarea>"), "{}", two.html);
        }
        assert_eq!(site.number("select decisions from additions").await, 1);
        // Pressed twice it is done once.
        let (winner, act, more): (_, _, Fields<'_>) =
            if one.status == 303 { (&first, "publish", &[]) } else { (&second, "withhold", &withhold) };
        assert_eq!(send(winner, &path, &page, act, more).await.status, 303);
        assert_eq!(site.number("select decisions from additions").await, 1);
        assert_eq!(send(&first, &path, &page, "mask", &[]).await.status, 400, "a note is not masked");
    }
}
