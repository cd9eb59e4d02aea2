//! What a press is told: that it counts once, that its number comes when it was said to, that what is kept adds up.

use koe::base::calendar::DAY_MS;
use koe::consultations::Reactions;
use koe::http::access::Role;
use koe::system::store::facts;

use super::{LIST, counted, press, published};
use crate::consultations::{BASICS, save, with};
use crate::support::TestApp;

#[tokio::test]
async fn a_browser_that_keeps_no_cookie_is_told_so_and_counts_for_nothing() {
    for site in TestApp::on_each_engine().await {
        let receipt = published(&site).await;
        let (path, form) = (format!("/opinions/{receipt}/reaction"), [("act", "give"), ("back", LIST)]);
        for _ in 0..3 {
            let first = site.visitor().post(&format!("/en{path}"), &form).await;
            assert_eq!(first.status, 307);
            let told = site.visitor().post(first.location(), &form).await;
            assert!(told.status == 403 && told.has("could not be counted"), "{}", told.html);
            assert!(told.has(&format!("href=\"/en/opinions/{receipt}\"")) && !told.has("<textarea"), "{}", told.html);
        }
        assert_eq!(counted(&site).await, [0, 0]);
        // Sent twice before the first answer: whichever cookie the browser keeps, it is one visitor's.
        let hana = site.visitor();
        let both = [hana.post(&path, &form).await, hana.post(&path, &form).await];
        assert_eq!(both.map(|answer| answer.status), [307, 303]);
        press(&hana, &receipt, "give").await;
        assert_eq!(counted(&site).await, [1, 1]);
        press(&hana, &receipt, "take").await;
        assert_eq!(counted(&site).await, [0, 0]);
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
