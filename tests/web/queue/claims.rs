//! An opinion that somebody has opened is in hand: others see it, and go on to the next.

use koe::http::access::Role;
use koe::opinions::State;

use crate::moderation::{act, form_of, send};
use crate::support::{Answer, HOUR, NOW, TestApp};

const MINUTE: i64 = 60_000;

#[tokio::test]
async fn what_one_has_opened_the_next_sees_in_hand_and_passes_over() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let old = site.has_opinion_like(&call, "古い意見", "roads", State::Pending, NOW - 2 * HOUR).await;
        let new = site.has_opinion_like(&call, "新しい意見", "roads", State::Pending, NOW - HOUR).await;
        let (first, second) = (site.sign_in(&[Role::Moderator]).await, site.sign_in(&[Role::Moderator]).await);
        let opens = |receipt: &str| format!("<h2 id=\"opinion\" class=\"row\">{receipt}");
        let mine = first.get("/staff/queue").await;
        assert!(mine.has(&opens(&old)) && mine.has("あなたが開いています（ほかの人には10時15分まで"), "{}", mine.html);
        assert!(!mine.has("さんが対応中"), "{}", mine.html);
        let theirs = second.get("/staff/queue").await;
        assert!(theirs.has(&opens(&new)) && theirs.has("<span>person1さんが対応中</span>"), "{}", theirs.html);
        let looked = second.get(&format!("/staff/queue?open={old}")).await;
        assert!(looked.has("person1さんが10時15分まで対応中です") && !looked.has("/decision\""), "{}", looked.html);
        // Looking at another's gives up nothing and takes nothing.
        assert!(first.get("/staff/queue").await.has(&opens(&old)));
        site.app.clock.advance(16 * MINUTE);
        assert!(
            second.get(&format!("/staff/queue?open={old}")).await.has("/decision\""),
            "a quarter of an hour is over"
        );
        assert!(first.get("/staff/queue").await.has(&opens(&new)), "and whoever went on has let go");
        assert_eq!(act(&second, &old, "publish", &[]).await.status, 303);
        assert_eq!(site.number("select count(*) from claims").await, 1, "what is decided is in nobody's hand");
    }
}

#[tokio::test]
async fn what_somebody_takes_over_is_his_and_the_others_words_are_kept() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let (first, second) = (site.sign_in(&[Role::Moderator]).await, site.sign_in(&[Role::Moderator]).await);
        let form = form_of(&first.get("/staff/queue").await, "return");
        let taken = second.post(&format!("/staff/opinions/{receipt}/claim"), &[]).await;
        assert_eq!((taken.status, taken.location()), (303, format!("/staff/queue?open={receipt}").as_str()));
        let late = send(&first, &receipt, "decision", &form, &[("message", "書きかけの文")]).await;
        assert!(late.status == 409 && late.has("person2さんが、この意見を引き継いで対応しています"), "{}", late.html);
        assert!(late.has("書きかけの文</textarea>"), "{}", late.html);
        assert_eq!(site.number("select count(*) from decisions").await, 0);
        let preview = send(&first, &receipt, "preview", &form, &[("message", "書きかけの文")]).await;
        assert!(
            preview.status == 409 && preview.has("書きかけの文</textarea>"),
            "a look keeps them, too: {}",
            preview.html
        );
        // Only his own is let go of.
        let release = format!("/staff/opinions/{receipt}/release");
        assert_eq!(first.post(&release, &[]).await.status, 204);
        assert!(first.get(&format!("/staff/queue?open={receipt}")).await.has("person2さんが"));
        assert_eq!(second.post(&release, &[]).await.status, 204);
        assert!(first.get(&format!("/staff/queue?open={receipt}")).await.has("/decision\""));
        for unknown in ["R6-9999-9", "%00"] {
            assert_eq!(second.post(&format!("/staff/opinions/{unknown}/claim"), &[]).await.status, 404);
        }
        let staff = site.sign_in(&[Role::Staff]).await;
        assert_eq!(staff.post(&format!("/staff/opinions/{receipt}/claim"), &[]).await.status, 403);
        assert!(!staff.get(&format!("/staff/opinions/{receipt}")).await.has("あなたが開いています"));
    }
}

#[tokio::test]
async fn a_page_that_is_left_lets_go_of_nothing_that_the_next_has_taken_anew() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let me = site.sign_in(&[Role::Moderator]).await;
        let release =
            |page: &Answer| page.html.split("data-release=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let first = release(&me.get("/staff/queue").await);
        site.app.clock.advance(MINUTE);
        let again = release(&me.get("/staff/queue").await);
        assert_ne!(first, again);
        assert_eq!(me.post(&first, &[]).await.status, 204);
        assert_eq!(site.number("select count(*) from claims").await, 1, "the new page came first");
        assert_eq!(me.post(&again, &[]).await.status, 204);
        assert_eq!(site.number("select count(*) from claims").await, 0);
        // With everything in others' hands the list is there, and nothing says that nothing waits.
        me.get("/staff/queue").await;
        let other = site.sign_in(&[Role::Moderator]).await.get("/staff/queue").await;
        assert!(
            other.has("開いている意見はありません") && other.has(&receipt) && other.has("id=\"next\""),
            "{}",
            other.html
        );
    }
}
