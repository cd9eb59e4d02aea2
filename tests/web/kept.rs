//! What was typed outlives whatever refuses it: an ended session, a consultation that closed meanwhile.

use koe::http::access::Role;

use crate::support::TestApp;

#[tokio::test]
async fn a_form_sent_after_the_session_ended_shows_every_word_and_can_be_sent_again() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let receipt = site.has_opinion(&call, "意見").await;
        let path = format!("/staff/queue/{receipt}");
        let form = [("message", "\n一時間かけて書いた<b>理由</b>"), ("note", " ")];
        let answer = site.visitor().post(&path, &form).await;
        assert_eq!((answer.status, answer.headers["cache-control"].to_str().unwrap()), (401, "no-store"));
        assert!(answer.has("書いた内容（まだ保存されていません）") && answer.has("/staff/sign-in\" target=\"_blank\""));
        assert!(answer.has("\n\n一時間かけて書いた&#60;b&#62;理由"), "{}", answer.html);
        assert_eq!(answer.html.matches("<textarea").count(), 1, "a blank is no word: {}", answer.html);
        let secrets = [("current", "ひみつ一"), ("password", "ひみつ二"), ("again", "ひみつ三")];
        let answer = site.visitor().post("/staff/password", &secrets).await;
        assert!(answer.status == 401 && !answer.has("ひみつ"), "{}", answer.html);
        let reloaded = site.sign_in(&[Role::Moderator]).await.post(&path, &form).await;
        assert_ne!(reloaded.status, 401);
    }
}
