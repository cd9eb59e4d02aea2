//! What a press is told: that it counts once, that its number comes when it was said to, that what is kept adds up.

use axum::body::Body;
use axum::http::Request;
use koe::base::calendar::DAY_MS;
use koe::consultations::Reactions;
use koe::http::access::Role;
use koe::system::store::facts;

use super::{LIST, counted, press, published};
use crate::consultations::{BASICS, save, with};
use crate::support::{TestApp, encode};

#[tokio::test]
async fn a_first_press_sent_twice_before_its_answer_is_one_visitors_and_can_be_taken_back() {
    for site in TestApp::on_each_engine().await {
        let receipt = published(&site).await;
        let first_press = async |browser: &'static str, back: &str| {
            let request = Request::post(format!("/opinions/{receipt}/reaction"))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .header("user-agent", browser);
            let hana = site.visitor();
            let body = Body::from(encode(&[("act", "give"), ("back", back)]));
            let answer = hana.send(request.body(body).unwrap()).await;
            (hana, answer.headers["set-cookie"].clone())
        };
        let (one, other) = tokio::join!(first_press("Firefox", LIST), first_press("Firefox", LIST));
        assert_eq!(one.1, other.1, "whichever answer is the last, the cookie is the one that counts");
        assert_eq!(counted(&site).await, [1, 1]);
        let (_, else_where) = first_press("Chromium", LIST).await;
        assert_ne!(else_where, one.1);
        assert_eq!(counted(&site).await, [2, 2]);
        press(&other.0, &receipt, "take").await;
        assert_eq!(counted(&site).await, [1, 1]);
        site.app.clock.advance(3_000);
        assert_ne!(first_press("Firefox", LIST).await.1, one.1, "somebody else in the same room");
        assert_eq!(counted(&site).await, [2, 2]);
        // Our script waits for each answer itself: a class with equal tablets is no single visitor.
        let (one, other) = tokio::join!(first_press("Tablet", ""), first_press("Tablet", ""));
        assert_ne!(one.1, other.1);
        assert_eq!(counted(&site).await, [4, 4]);
    }
}

#[tokio::test]
async fn a_number_that_was_to_come_after_the_closing_does_not_come_before() {
    for site in TestApp::on_each_engine().await {
        site.has_call_like(|call| call.reactions = Reactions::Hidden).await;
        let (staff, page) = (site.sign_in(&[Role::Staff]).await, "/staff/consultations/plan/basics");
        let shown = with(&BASICS, &[("reactions", "shown")]);
        let sooner = save(&staff, page, &shown).await;
        assert!(sooner.status == 422 && sooner.has("募集が終わるまで、数を表示するように"), "{}", sooner.html);
        assert_eq!(save(&staff, page, &with(&BASICS, &[("reactions", "hidden")])).await.status, 303);
        site.app.clock.advance(40 * DAY_MS);
        let staff = site.sign_in(&[Role::Staff]).await;
        assert_eq!(save(&staff, page, &shown).await.status, 303, "there is nothing to wait for any more");
    }
}

#[tokio::test]
async fn a_number_that_is_not_that_of_its_marks_is_found() {
    for site in TestApp::on_each_engine().await {
        let receipt = published(&site).await;
        press(&site.visitor(), &receipt, "give").await;
        let miscounted = async || {
            let mut conn = site.app.db.read().await.unwrap();
            facts(&mut conn, site.engine, &["published", "published_redacted"]).await.unwrap().miscounted
        };
        assert_eq!(miscounted().await, Vec::<String>::new());
        for damage in ["update reaction_counts set people = 2", "delete from reaction_counts"] {
            let mut tx = site.app.db.begin().await.unwrap();
            sqlx::query(damage).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(miscounted().await, [receipt.as_str()], "{damage}");
        }
    }
}
