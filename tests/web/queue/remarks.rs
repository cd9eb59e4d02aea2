//! What staff tell each other about an opinion, and handing it over.

use koe::http::access::Role;
use koe::opinions::State;

use crate::moderation::act;
use crate::support::{HOUR, NOW, TestApp};

#[tokio::test]
async fn what_is_handed_over_is_the_others_and_says_from_whom() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let old = site.has_opinion_like(&call, "古い意見", "roads", State::Pending, NOW - 2 * HOUR).await;
        let new = site.has_opinion_like(&call, "新しい意見", "roads", State::Pending, NOW - HOUR).await;
        let me = site.sign_in(&[Role::Moderator, Role::Auditor]).await;
        assert!(!me.get("/staff/queue").await.has("act-handover"), "there is nobody else");
        let other = site.sign_in(&[Role::Moderator]).await;
        let account = site.text("select id from accounts where name = 'person2'").await;
        let page = me.get("/staff/queue").await;
        assert!(
            page.has("<option value=\"\">選んでください</option>") && !page.has(">person1</option>"),
            "{}",
            page.html
        );
        let path = format!("/staff/opinions/{old}/remarks");
        let back = format!("/staff/queue?next={new}");
        let form = [("form", "handover"), ("to", &*account), ("body", "場所を\r\n知っていますか"), ("back", &back)];
        let done = me.post(&path, &form).await;
        assert_eq!((done.status, done.location()), (303, &*back));
        let mine = other.get("/staff/queue?show=mine").await;
        assert!(mine.has("私の担当 1") && mine.has(&old) && !mine.has(&new), "{}", mine.html);
        assert!(mine.has("<span>担当：person2</span>") && mine.has("→ person2さんに渡しました"), "{}", mine.html);
        assert!(mine.has("場所を\n知っていますか") && mine.has("/decision\""), "and it is free: {}", mine.html);
        assert!(me.get("/staff/queue?show=mine").await.has("この条件の意見はありません"));
        let log = me.get("/staff/log").await;
        assert!(log.has("意見の引き渡し") && log.has(&old), "{}", log.html);
        // Given back to all; and what is decided is handed to nobody any more.
        let back = [("form", "handover"), ("to", "-"), ("body", "")];
        assert_eq!(other.post(&path, &back).await.location(), "/staff/queue");
        assert!(other.get("/staff/queue").await.has("私の担当 0"));
        act(&other, &old, "publish", &[]).await;
        let late = me.post(&path, &form).await;
        assert!(late.status == 422 && late.has("ほかの人が先に審査したため"), "{}", late.html);
        assert_eq!(site.number("select count(*) from remarks").await, 1);
    }
}

#[tokio::test]
async fn a_note_is_for_staff_and_every_word_of_a_wrong_form_is_kept() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion_like(&call, "公開の声", "roads", State::Published, NOW - HOUR).await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (opinion, path) = (format!("/staff/opinions/{receipt}"), format!("/staff/opinions/{receipt}/remarks"));
        let moderator = site.text("select id from accounts where name = 'person1'").await;
        let done = staff.post(&path, &[("form", "remark"), ("body", "担当課に<確認>した")]).await;
        assert_eq!((done.status, done.location()), (303, format!("{opinion}#remarks").as_str()));
        let page = staff.get(&opinion).await;
        assert!(
            page.has("担当課に&#60;確認&#62;した") && page.has("職員のメモ") && page.has("person1・"),
            "{}",
            page.html
        );
        let public = site.visitor().get(&format!("/opinions/{receipt}")).await;
        assert!(public.has("公開の声") && !public.has("担当課に"), "{}", public.html);
        let long = "長".repeat(2_001);
        for (form, told) in [
            (vec![("form", "remark"), ("body", " \u{3000}\n")], "メモを書いてください"),
            (vec![("form", "remark"), ("body", &*long)], "2000"),
            (vec![("form", "remark"), ("body", "a\0b")], "制御文字"),
            (vec![("form", "handover"), ("to", &*moderator), ("body", "お願いします")], "渡す相手を選んでください"),
            (vec![("form", "handover"), ("to", ""), ("body", "お願いします")], "渡す相手を選んでください"),
        ] {
            let refused = staff.post(&path, &form).await;
            assert!(refused.status == 422 && refused.has(told), "{told}: {}", refused.html);
        }
        assert_eq!(site.number("select count(*) from remarks").await, 1);
        assert_eq!(staff.post("/staff/opinions/R6-9999-9/remarks", &[("body", "x")]).await.status, 404);
        let viewer = site.sign_in(&[Role::Viewer]).await;
        assert_eq!(viewer.post(&path, &[("form", "remark"), ("body", "x")]).await.status, 403);
    }
}
