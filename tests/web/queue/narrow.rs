//! One queue of everything that waits: its order over all kinds, what it is narrowed to, what rules found.

use koe::base::id;
use koe::consultations::{Consultation, Moderation, store};
use koe::http::access::Role;
use koe::opinions::State;
use koe::queue::marks::mark;

use crate::moderation::act;
use crate::receipts::sent_calmly;
use crate::support::{Answer, HOUR, NOW, TestApp};

/// What the rows of a page lead to, in their order.
fn rows(page: &Answer) -> Vec<String> {
    let list = page.html.split("<ol class=\"items\">").last().unwrap().split("</ol>").next().unwrap();
    let link = |row: &str| row.split("<a href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    list.split("<li").skip(1).map(link).collect()
}

fn link_to_more(page: &Answer) -> Option<String> {
    let list = page.html.split("</ol>").last()?;
    list.split("href=\"")
        .find(|link| link.contains("after="))
        .map(|link| link.split('"').next().unwrap().replace("&#38;", "&"))
}

/// A note under a published opinion, or an appeal against a withheld one; its id.
async fn has_follow_up(site: &TestApp, call: &Consultation, matter: &str, at: i64) -> String {
    let state = if matter == "note" { State::Published } else { State::Withheld };
    let receipt = site.has_opinion_like(call, "元の意見", "roads", state, at - HOUR).await;
    let own = id::new(at);
    let sql = match matter {
        "note" => {
            "insert into additions (id, opinion_id, number, body, lang, state, message, decisions, sent_at)
             select $1, id, 1, '補足です', 'ja', 'pending', '', 0, $2 from opinions where receipt = $3"
        }
        _ => {
            "insert into appeals (id, opinion_id, decision, body, lang, sent_at, answer)
             select $1, id, 1, '異議です', 'ja', $2, '' from opinions where receipt = $3"
        }
    };
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::query(sql).bind(&own).bind(at).bind(&receipt).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    own
}

#[tokio::test]
async fn opinions_notes_and_appeals_stand_in_one_order_and_each_on_one_page() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let mut wanted = Vec::new();
        // Several of one moment, so that a page ends within them.
        for at in (0..40).map(|step| NOW - (40 - step / 4 * 4) * HOUR) {
            let receipt = site.has_opinion_like(&call, "意見です", "roads", State::Pending, at).await;
            wanted.push((at, 0, format!("open={receipt}")));
        }
        for step in [0, 4, 5, 20, 36] {
            let at = NOW - (40 - step) * HOUR;
            wanted.push((at, 1, has_follow_up(&site, &call, "note", at).await));
            wanted.push((at, 2, has_follow_up(&site, &call, "appeal", at).await));
        }
        wanted.sort();
        let me = site.sign_in(&[Role::Moderator]).await;
        let first = me.get("/staff/queue").await;
        assert!(first.has("すべて 50") && link_to_more(&first).is_none(), "{}", first.html);
        for at in [NOW - 2 * HOUR, NOW - HOUR] {
            let receipt = site.has_opinion_like(&call, "あとの意見", "roads", State::Pending, at).await;
            wanted.push((at, 0, format!("open={receipt}")));
        }
        let first = me.get("/staff/queue").await;
        let second = me.get(&link_to_more(&first).unwrap()).await;
        let listed = [rows(&first), rows(&second)].concat();
        assert_eq!((rows(&first).len(), listed.len()), (50, 52));
        for (link, (.., end)) in listed.iter().zip(&wanted) {
            assert!(link.ends_with(end.as_str()), "{link} is not {end}");
        }
        assert_eq!(rows(&me.get("/staff/queue?matter=note").await).len(), 5);
        assert_eq!(rows(&me.get("/staff/queue?matter=appeal").await).len(), 5);
        // By their own words, and never by what opinions alone have.
        for (asked, found) in
            [("matter=note&q=%E8%A3%9C%E8%B6%B3", 5), ("q=%E7%95%B0%E8%AD%B0", 5), ("matter=note&q=%25", 0)]
        {
            assert_eq!(rows(&me.get(&format!("/staff/queue?{asked}")).await).len(), found, "{asked}");
        }
        assert!(me.get("/staff/queue?matter=note&flag=phone").await.has("この条件の意見はありません"));
        assert!(first.has("<span>補足</span>") && first.has("<span>異議申立て</span>"), "{}", first.html);
    }
}

#[tokio::test]
async fn the_queue_is_narrowed_to_what_is_asked_and_says_so() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let other = site.has_call_like(|call| call.slug = "other".into()).await;
        let phone = site.has_opinion_like(&call, "電話は090-0000-1111です", "bus", State::Pending, NOW - HOUR).await;
        let plain = site.has_opinion_like(&call, "道を直して", "roads", State::Pending, NOW - HOUR).await;
        let letter = site.has_opinion_like(&other, "手紙の声", "roads", State::Pending, NOW - HOUR).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "update opinions set channel = 'mail', lang = 'vi' where receipt = $1";
        sqlx::query(sql).bind(&letter).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let me = site.sign_in(&[Role::Moderator]).await;
        assert!(rows(&me.get("/staff/queue?flag=phone").await).is_empty(), "nobody has looked through it yet");
        while mark(&site.app).await.unwrap() {}
        for (asked, found) in [
            ("flag=phone", vec![&phone]),
            ("flag=mail", vec![]),
            ("call=plan", vec![&phone, &plain]),
            ("call=plan&theme=roads", vec![&phone, &plain]),
            ("call=plan&theme=bus", vec![&phone]),
            ("call=plan&theme=nothing", vec![]),
            ("call=nothing", vec![]),
            ("channel=mail", vec![&letter]),
            ("lang=vi", vec![&letter]),
            ("q=%E6%89%8B%E7%B4%99", vec![&letter]),
            ("q=%E9%9B%BB%E8%A9%B1&flag=phone&call=plan&channel=web&lang=ja&matter=opinion", vec![&phone]),
            ("matter=revision", vec![]),
        ] {
            let page = me.get(&format!("/staff/queue?{asked}")).await;
            let listed: Vec<String> =
                rows(&page).iter().map(|row| row.split("open=").nth(1).unwrap().to_owned()).collect();
            assert_eq!(listed.iter().collect::<Vec<_>>(), found, "{asked}");
            assert!(page.has("<a class=\"tag on\"") && page.has("を外す"), "{asked}: {}", page.html);
            assert!(!found.is_empty() || page.has("この条件の意見はありません"), "{}", page.html);
        }
        let page = me.get("/staff/queue").await;
        assert!(page.has("<span>電話番号</span>") && page.has("<span>ベトナム語</span>"), "{}", page.html);
        // What its author corrects is another kind, and looked through anew.
        assert_eq!(act(&me, &plain, "return", &[("message", "もう一度")]).await.status, 303);
        let mut tx = site.app.db.begin().await.unwrap();
        let opinion = koe::opinions::store::find(&mut tx, &plain).await.unwrap().unwrap();
        let seen = koe::opinions::store::Seen { state: opinion.state, version: opinion.version };
        let body = koe::opinions::text::Body::parse("道を直して。taro@example.jp", 5_000).unwrap();
        let done = koe::opinions::store::correct(&mut tx, site.engine, &opinion, seen, &body, None, NOW).await.unwrap();
        tx.commit().await.unwrap();
        assert!(done);
        assert!(rows(&me.get("/staff/queue?flag=mail").await).is_empty());
        while mark(&site.app).await.unwrap() {}
        let page = me.get("/staff/queue?matter=revision&flag=mail").await;
        assert!(rows(&page).len() == 1 && page.has("あと24時間"), "its clock begins anew: {}", page.html);
    }
}

#[tokio::test]
async fn another_target_moves_the_clock_of_what_waits_already() {
    for site in TestApp::on_each_engine().await {
        let mut call = site.has_call().await;
        site.has_opinion(&call, "意見").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        assert!(me.get("/staff/queue").await.has("あと23時間"));
        call.target_hours = 48;
        for _ in 0..2 {
            let mut tx = site.app.db.begin().await.unwrap();
            store::put_basics(&mut tx, &call).await.unwrap();
            tx.commit().await.unwrap();
            assert!(me.get("/staff/queue").await.has("あと47時間"), "once, however often it is saved");
        }
    }
}

#[tokio::test]
async fn what_rules_find_is_marked_and_laid_ready_to_be_masked() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let text = "区長の山田さんへ。https://example.jp を見て、090-0000-1111まで。山田さんによろしく。";
        let receipt = site.has_opinion(&call, text).await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let page = me.get("/staff/queue").await;
        assert_eq!(
            page.html.matches("<mark class=\"flagged\" data-n=\"1\">山田さん</mark>").count(),
            2,
            "{}",
            page.html
        );
        assert!(page.has("<b>1 名前</b>") && page.has("<b>2 リンク</b>") && page.has("<b>3 電話番号</b>"));
        assert!(page.has("\n山田さん\n090-0000-1111</textarea>"), "a link is nobody's name: {}", page.html);
        let public = page.html.split("id=\"public\"").nth(1).unwrap().split("</p>").next().unwrap();
        assert_eq!(public.matches("class=\"mask\"").count(), 3, "{public}");
        assert!(page.has("id=\"act-mask\" open"), "{}", page.html);
        // Once somebody has decided, what he decided is laid there, not what rules think.
        let form = [("masks", "090-0000-1111"), ("reason", "personal_info")];
        assert_eq!(act(&me, &receipt, "mask", &form).await.status, 303);
        let page = me.get(&format!("/staff/queue?open={receipt}")).await;
        assert!(page.has("\n090-0000-1111</textarea>") && page.has("class=\"flagged\""), "{}", page.html);
        // What everybody reads is never shown masked under "public".
        let open = site.has_opinion_like(&call, text, "roads", State::Published, NOW - HOUR).await;
        let mut tx = site.app.db.begin().await.unwrap();
        let sql = "update opinions set reviewed_at = null where receipt = $1";
        sqlx::query(sql).bind(&open).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let page = me.get(&format!("/staff/queue?open={open}")).await;
        assert!(page.has(">公開する場合の文</h3>") && !page.has(">公開している文</h3>"), "{}", page.html);
        let plain = site.has_opinion(&call, "道を直してください。").await;
        let page = me.get(&format!("/staff/queue?open={plain}")).await;
        assert!(page.has("id=\"act-publish\" open") && !page.has("flag-notes"), "{}", page.html);
    }
}

#[tokio::test]
async fn what_would_be_public_at_once_waits_where_it_seems_to_tell_who_somebody_is() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.moderation = Moderation::After).await;
        let visitor = site.visitor();
        let stands = async |words| {
            let receipt = sent_calmly(&site, &visitor, words, "").await;
            let sql = "select state || ' ' || coalesce(held_for, '') from opinions where receipt = ";
            site.text(&format!("{sql}'{}'", receipt.number)).await
        };
        assert_eq!(stands("道を直してください。").await, "published ");
        assert_eq!(stands("電話は０９０－００００－１１１１です。").await, "pending personal");
        let page = site.sign_in(&[Role::Moderator]).await.get("/staff/queue").await;
        assert!(page.has("個人情報らしい言葉があるため"), "{}", page.html);
    }
}
