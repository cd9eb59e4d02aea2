//! The rules of flags as an administrator keeps them: tried, saved, and looked through again by.

use koe::consultations::Moderation;
use koe::flags::Rule;
use koe::http::access::Role;
use koe::opinions::State;
use koe::queue::marks::mark;

use crate::support::{Answer, NOW, TestApp, Visitor};

const HOUR: i64 = 3_600_000;

/// The form as the page has it, with some fields changed.
async fn form(me: &Visitor, change: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = me.get("/staff/rules").await;
    let mut pairs = vec![("seen".to_owned(), page.value("seen"))];
    for rule in Rule::ALL {
        let name = if rule.has_list() { format!("list_{}", rule.name()) } else { rule.name().to_owned() };
        let value = if rule.has_list() { list(&page, &name) } else { "on".to_owned() };
        pairs.push((name, value));
    }
    for (name, value) in change {
        pairs.retain(|(known, _)| known != name);
        if !value.is_empty() {
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    pairs
}

/// The words of a list's box.
fn list(page: &Answer, name: &str) -> String {
    let from = page.html.find(&format!("<textarea id=\"{name}\"")).unwrap();
    let words = page.html[from..].split_once(">\n").unwrap().1;
    words.split_once("</textarea>").unwrap().0.to_owned()
}

async fn send(me: &Visitor, act: &str, change: &[(&str, &str)]) -> Answer {
    let mut pairs = form(me, change).await;
    if pairs.iter().all(|(name, _)| name != "act") {
        pairs.push(("act".to_owned(), act.to_owned()));
    }
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    me.post("/staff/rules", &pairs).await
}

#[tokio::test]
async fn a_trial_shows_what_would_be_marked_otherwise_and_changes_nothing() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let open = site.has_opinion_like(&call, "道がでこぼこです", "roads", State::Published, NOW - HOUR).await;
        let closed = site
            .has_opinion_like(&call, "ここもデ・コ・ボ・コ。090-0000-1111", "roads", State::Pending, NOW - HOUR)
            .await;
        let me = site.sign_in(&[Role::Administrator]).await;
        let page = send(&me, "try", &[("list_insult", "でこぼこ"), ("phone", "")]).await;
        assert_eq!(page.status, 200);
        assert!(page.has("2件の意見で試しました") && page.has("意見を読む役割"), "{}", page.html);
        assert!(!page.has(&open) && !page.has(&closed), "an administrator reads no opinions: {}", page.html);
        assert!(!page.has("デ・コ・ボ・コ") && !page.has("090-0000-1111"), "{}", page.html);
        assert_eq!(list(&page, "list_insult"), "でこぼこ", "what was typed stays");
        assert!(!list(&me.get("/staff/rules").await, "list_insult").contains("でこぼこ"));
        assert!(send(&me, "try", &[]).await.has("今の規則と同じです"));
        let reader = site.sign_in(&[Role::Administrator, Role::Moderator]).await;
        let page = send(&reader, "try", &[("list_insult", "でこぼこ"), ("phone", "")]).await;
        assert!(page.has("<mark>デ・コ・ボ・コ</mark>") && page.has("<mark>090-0000-1111</mark>"), "{}", page.html);
        assert_eq!(site.number("select count(*) from audit where act = 'rules_changed'").await, 0);
    }
}

#[tokio::test]
async fn saved_rules_mark_what_waits_anew_and_the_log_names_what_was_changed() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let opinion = site.has_opinion_like(&call, "道がでこぼこ。090-0000-1111", "roads", State::Pending, NOW).await;
        let me = site.sign_in(&[Role::Administrator, Role::Moderator]).await;
        while mark(&site.app).await.unwrap() {}
        let queue = me.get("/staff/queue").await;
        assert!(queue.has("<span>電話番号</span>") && !queue.has("<span>侮辱</span>"), "{}", queue.html);
        let saved = send(&me, "save", &[("list_insult", "でこぼこ\r\n\r\n -でこぼこ道 \r\n"), ("phone", "")]).await;
        assert_eq!(saved.location(), "/staff/rules?saved=1", "{}", saved.html);
        site.work().await;
        let queue = me.get("/staff/queue").await;
        assert!(!queue.has("<span>電話番号</span>") && queue.has("<span>侮辱</span>"), "{}", queue.html);
        let item = me.get(&format!("/staff/opinions/{opinion}")).await;
        assert!(item.has("市が登録した言葉") && !item.has("市外局番"), "{}", item.html);
        assert_eq!(list(&me.get("/staff/rules").await, "list_insult"), "でこぼこ\n-でこぼこ道");
        let log = me.get("/staff/log").await;
        assert!(
            log.has("検出の規則の変更") && log.has("「電話番号」を使わない") && log.has("+でこぼこ"),
            "{}",
            log.html
        );
        assert_eq!(send(&me, "save", &[("phone", "")]).await.status, 303, "nothing changed");
        assert_eq!(site.number("select count(*) from audit where act = 'rules_changed'").await, 1);
    }
}

#[tokio::test]
async fn a_list_that_cannot_be_looked_for_is_named_by_its_line_and_nobody_overwrites_unseen() {
    for site in TestApp::on_each_engine().await {
        let me = site.sign_in(&[Role::Administrator]).await;
        let long = "あ".repeat(51);
        let many = "ばか\n".repeat(1_001);
        for (words, told) in [
            ("ばか\nの", "2行目「の」は短すぎます"),
            (&*long, "1行目が長すぎます。50文字まで"),
            (&*many, "1,001行あります。1,000行まで"),
        ] {
            let page = send(&me, "save", &[("list_threat", words)]).await;
            assert!(page.status == 422 && page.has(told) && page.has("保存していません"), "{}", page.html);
            assert_eq!(list(&page, "list_threat").trim(), words.trim());
        }
        let before = form(&me, &[("list_threat", "こわい")]).await;
        assert_eq!(send(&me, "save", &[("list_insult", "ひどい")]).await.status, 303);
        let mut late: Vec<(&str, &str)> = before.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        late.push(("act", "save"));
        let page = me.post("/staff/rules", &late).await;
        assert!(page.status == 409 && page.has("ほかの人が規則を変えました"), "{}", page.html);
        assert_eq!(list(&page, "list_threat"), "こわい", "nothing typed is lost");
        let seen = page.value("seen");
        late.retain(|(name, _)| *name != "seen");
        late.push(("seen", &seen));
        assert_eq!(me.post("/staff/rules", &late).await.status, 303);
        assert_eq!(me.post("/staff/rules", &[("seen", "x"), ("color", "red")]).await.status, 400);
    }
}

#[tokio::test]
async fn what_would_be_public_at_once_waits_where_it_has_words_against_people() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.moderation = Moderation::After).await;
        let me = site.sign_in(&[Role::Moderator]).await;
        for (text, state) in [("税 金 泥 棒は出ていけ", "pending"), ("バスを増やして", "published")] {
            crate::receipts::sent_calmly(&site, &site.visitor(), text, "").await;
            assert_eq!(site.text("select state from opinions order by number desc limit 1").await, state, "{text}");
        }
        assert!(me.get("/staff/queue").await.has("人を傷つけるおそれのある言葉"));
    }
}
