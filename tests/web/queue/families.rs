//! Beside an opinion stands who else says the same, and what was decided on it.

use koe::http::access::Role;
use koe::opinions::State;

use crate::support::{HOUR, NOW, TestApp};

#[tokio::test]
async fn equal_texts_are_counted_in_every_state_and_close_ones_where_they_are_public() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let other = site.has_call_like(|call| call.slug = "other".into()).await;
        let text = "夕方のバスの本数を増やしてください。ABC";
        let has = async |call, text, state| site.has_opinion_like(call, text, "bus", state, NOW - HOUR).await;
        let mine = has(&call, text, State::Pending).await;
        // Width and case are no difference.
        let wide = has(&call, "夕方のバスの本数を増やしてください。ａｂｃ", State::Withheld).await;
        let again = has(&call, text, State::Published).await;
        let close = has(&call, "夕方のバスの増便をお願いします。高校生の子が帰れません。", State::Published).await;
        let hidden = has(&call, "夕方のバスの増便を。", State::Pending).await;
        has(&other, text, State::Pending).await;
        has(&call, "図書館を夜も開けてください。", State::Published).await;
        site.app.clock.advance(1_000);
        let me = site.sign_in(&[Role::Moderator]).await;
        let page = me.get(&format!("/staff/queue?open={mine}")).await;
        assert!(page.has("同じ文面がほかに2件（2人）") && page.has("似た公開意見（2人）"), "{}", page.html);
        let links = |receipt: &str| page.html.matches(&format!("/staff/opinions/{receipt}\">")).count();
        assert_eq!([&wide, &again, &close, &hidden].map(|receipt| links(receipt)), [1, 1, 1, 0], "{}", page.html);
        let emoji = has(&call, "😀😀", State::Pending).await;
        assert!(!me.get(&format!("/staff/queue?open={emoji}")).await.has("同じ文面が"));
    }
}
