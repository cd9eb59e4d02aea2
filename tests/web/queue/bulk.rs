//! One decision on many opinions: a look first, exceptions by name, a record for each, taken back together.

use koe::consultations::Moderation;
use koe::http::access::Role;
use koe::opinions::State;

use crate::letters::mail_server;
use crate::moderation::act;
use crate::receipts::sent;
use crate::support::{Answer, HOUR, NOW, TestApp, Visitor, encode};

/// The page of what was picked.
async fn picked(me: &Visitor, receipts: &[&str]) -> Answer {
    let picks: Vec<(&str, &str)> = receipts.iter().map(|receipt| ("pick", *receipt)).collect();
    me.post("/staff/bulk", &[&[("back", "/staff/queue?show=overdue")], &*picks].concat()).await
}

/// The form of a page, with these fields.
async fn decide(me: &Visitor, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let (items, back) = (page.value("items"), page.value("back"));
    let batch = if page.has("name=\"batch\"") { page.value("batch") } else { String::new() };
    me.post("/staff/bulk/decision", &[&[("items", &*items), ("back", &*back), ("batch", &*batch)], fields].concat())
        .await
}

async fn states(site: &TestApp) -> String {
    let sql = "select count(*) from opinions where state = ";
    let (pending, published) = (format!("{sql}'pending'"), format!("{sql}'published'"));
    format!("{} wait, {} public", site.number(&pending).await, site.number(&published).await)
}

#[tokio::test]
async fn many_are_published_after_a_look_and_taken_back_together() {
    let (port, letters) = mail_server("").await;
    let url = format!("smtp://127.0.0.1:{port}");
    for site in TestApp::with(&["--smtp-url", &url, "--mail-from", "koe@city.example.jp", "--undo-minutes", "10"]).await
    {
        let call = site.has_call().await;
        let mut receipts = vec![sent(&site.visitor(), "夕方のバスを", "taro@example.jp").await.number];
        for words in ["朝のバスを", "昼のバスを"] {
            receipts.push(site.has_opinion_like(&call, words, "bus", State::Pending, NOW - HOUR).await);
        }
        let phone = site.has_opinion_like(&call, "090-0000-1111へ", "bus", State::Pending, NOW - HOUR).await;
        site.work().await;
        letters.lock().unwrap().clear();
        let me = site.sign_in(&[Role::Moderator]).await;
        assert!(me.get("/staff/queue").await.has(&format!("name=\"pick\" value=\"{phone}\"")));
        let all: Vec<&str> = receipts.iter().map(String::as_str).chain([phone.as_str(), "R6-9999-9"]).collect();
        let page = picked(&me, &all).await;
        assert!(page.status == 200 && page.has("朝のバスを") && page.has("まとめて審査"), "{}", page.html);
        let look = decide(&me, &page, &[("act", "publish"), ("step", "look")]).await;
        assert!(look.has("3件を公開にします") && look.has("個人情報らしい部分があるもの"), "{}", look.html);
        assert_eq!(states(&site).await, "4 wait, 0 public", "a look changes nothing");
        let done = decide(&me, &look, &[("act", "publish"), ("step", "do")]).await;
        let twice = decide(&me, &look, &[("act", "publish"), ("step", "do")]).await;
        assert_eq!(done.location(), twice.location(), "pressed twice it is one batch");
        let made = me.get(done.location()).await;
        assert!(made.has("3件を公開にしました") && made.has("id=\"undo\""), "{}", made.html);
        assert_eq!(states(&site).await, "1 wait, 3 public");
        assert_eq!(site.number("select count(*) from decisions where to_state = 'published'").await, 3);
        assert_eq!(site.number("select count(*) from audit where act = 'decided'").await, 3);
        site.work().await;
        while koe::worker::index_once(&site.app).await.unwrap() {}
        let found = site.visitor().get("/consultations/plan/opinions?q=%E3%83%90%E3%82%B9").await;
        assert!(receipts.iter().all(|receipt| found.has(receipt)), "{}", found.html);

        let undo = format!("{}/undo", done.location());
        let other = site.sign_in(&[Role::Moderator]).await;
        assert_eq!(other.post(&undo, &[]).await.status, 409, "it is another's");
        assert_eq!(me.post(&undo, &[]).await.location(), done.location());
        assert_eq!(me.post(&undo, &[]).await.location(), done.location(), "pressed twice");
        assert_eq!(states(&site).await, "4 wait, 0 public");
        let found = site.visitor().get("/consultations/plan/opinions?q=%E3%83%90%E3%82%B9").await;
        assert!(receipts.iter().all(|receipt| !found.has(receipt)), "{}", found.html);
        assert_eq!(site.number("select count(*) from decisions where undoes is not null").await, 3);
        assert!(me.get(done.location()).await.has("3件の公開を取り消しました"));
        site.app.clock.advance(11 * 60_000);
        site.work().await;
        assert!(letters.lock().unwrap().is_empty(), "nobody is told of what was taken back");
        assert!(koe::base::audit::verify(&mut site.app.db.read().await.unwrap()).await.unwrap().is_ok());
    }
}

#[tokio::test]
async fn what_moved_meanwhile_is_left_as_it_is_and_named() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let mut receipts = Vec::new();
        for words in ["一", "二", "三", "四"] {
            receipts.push(site.has_opinion_like(&call, words, "bus", State::Pending, NOW - HOUR).await);
        }
        let me = site.sign_in(&[Role::Moderator]).await;
        let other = site.sign_in(&[Role::Moderator]).await;
        let all: Vec<&str> = receipts.iter().map(String::as_str).collect();
        let page = picked(&me, &all).await;
        act(&other, &receipts[0], "hold", &[("due", "2024-11-20"), ("note", "照会中")]).await;
        act(&other, &receipts[1], "publish", &[]).await;
        other.get(&format!("/staff/opinions/{}", receipts[2])).await;
        for (fields, told) in [
            (vec![("act", "withhold")], "理由を選んで"),
            (vec![("act", "return")], "何を直"),
            (vec![("act", "hold"), ("note", "照会中")], "日"),
        ] {
            let wrong = decide(&me, &page, &fields).await;
            assert!(wrong.status == 422 && wrong.has("まだ何も決まっていません"), "{told}: {}", wrong.html);
        }
        let fields = [("act", "withhold"), ("reason", "off_topic"), ("message", "別の窓口へ"), ("step", "do")];
        let look = decide(&me, &page, &fields).await;
        assert!(look.status == 200 && look.has("1件を非公開にします"), "a look comes first: {}", look.html);
        let done = decide(&me, &look, &fields).await;
        let made = me.get(done.location()).await;
        assert!(made.has("1件を非公開にしました"), "{}", made.html);
        let told = site.text("select message from decisions where to_state = 'withheld'").await;
        assert_eq!(told, "別の窓口へ");
        let none = decide(&me, &page, &fields).await;
        assert!(none.status == 200 && none.has("選んだ中にありません"), "{}", none.html);
        assert!(none.has("ほかの審査担当が開いているもの") && none.has("審査・修正・取り下げなどがあったもの"));
        assert_eq!(states(&site).await, "1 wait, 1 public");
    }
}

#[tokio::test]
async fn what_an_appeal_is_about_is_not_taken_back_with_the_others() {
    for site in TestApp::with(&["--undo-minutes", "10"]).await {
        site.has_call().await;
        let mine = sent(&site.visitor(), "一つめの声", "").await;
        let other = sent(&site.visitor(), "二つめの声", "").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let page = picked(&me, &[&mine.number, &other.number]).await;
        let fields = [("act", "withhold"), ("reason", "off_topic"), ("step", "do")];
        let look = decide(&me, &page, &fields).await;
        let done = decide(&me, &look, &fields).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let opinion = koe::opinions::store::find(&mut tx, &mine.number).await.unwrap().unwrap();
        let body = koe::opinions::text::Body::parse("もう一度見てください", 5_000).unwrap();
        assert!(koe::appeals::store::ask(&mut tx, &opinion, 1, &body, "ja", NOW).await.unwrap());
        tx.commit().await.unwrap();
        me.post(&format!("{}/undo", done.location()), &[]).await;
        let made = me.get(done.location()).await;
        assert!(made.has("1件の非公開を取り消しました"), "{}", made.html);
        let state = |receipt: &str| format!("select state from opinions where receipt = '{receipt}'");
        assert_eq!(site.text(&state(&mine.number)).await, "withheld", "it is to be answered");
        assert_eq!(site.text(&state(&other.number)).await, "pending");
    }
}

#[tokio::test]
async fn a_family_is_picked_as_a_whole_and_forms_that_no_page_sends_are_refused() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call_like(|call| call.moderation = Moderation::After).await;
        for _ in 0..3 {
            site.has_opinion_like(
                &call,
                "駅前に木を植えて、ベンチを置いてください",
                "roads",
                State::Pending,
                NOW - HOUR,
            )
            .await;
        }
        while koe::worker::index_once(&site.app).await.unwrap() {}
        let me = site.sign_in(&[Role::Moderator]).await;
        let bench = me.get("/staff/queue").await;
        assert!(bench.has("同じ文面の、審査を待っている意見"), "{}", bench.html);
        let page = me.post("/staff/bulk", &[("family", &*bench.value("family"))]).await;
        assert!(page.has("<span class=\"count\">3件"), "{}", page.html);
        let look = decide(&me, &page, &[("act", "publish")]).await;
        let done = decide(&me, &look, &[("act", "publish"), ("step", "do")]).await;
        assert_eq!(states(&site).await, "0 wait, 3 public", "{}", done.html);
        assert_eq!(me.post("/staff/bulk", &[]).await.location(), "/staff/queue", "nothing picked");
        assert_eq!(picked(&me, &["<b>", "R6-9999-9"]).await.location(), "/staff/queue?show=overdue");
        let many = "R6-0001-2 1 0\n".repeat(10_000 / 2);
        for (items, what) in [(&*many, "publish"), ("x", "publish"), ("R6-0001-2 1 0", "mask"), ("R6-0001-2 1 0", "x")]
        {
            let answer = me.post("/staff/bulk/decision", &[("items", items), ("act", what)]).await;
            assert_eq!(answer.status, 400, "{what}");
        }
        let ten_thousand = vec![("pick", "R6-0001-2"); 10_000];
        assert_eq!(
            me.post_raw("/staff/bulk", encode(&ten_thousand)).await.status,
            413,
            "more than a page of ours sends"
        );
        assert_eq!(me.get("/staff/bulk/x").await.status, 404);
        let staff = site.sign_in(&[Role::Staff]).await;
        assert_eq!(staff.post("/staff/bulk", &[]).await.status, 403);
    }
}
