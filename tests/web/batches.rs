//! Shared commits: what is wrong with one harms no other.

use koe::base::db::Engine;

use crate::intake::{form, pairs, set};
use crate::support::TestApp;

#[tokio::test]
async fn a_batch_with_a_duplicate_a_closed_call_and_many_good_ones_harms_nobody() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let mut forms = Vec::new();
        for n in 0..64 {
            forms.push(form(&visitor, &format!("意見その{n}")).await);
        }
        forms[63] = forms[0].clone();
        let theme = call.theme("child").unwrap().id.clone();
        set(&mut forms[10], "theme", "child");
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update themes set closed_at = 1 where id = $1").bind(&theme).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let bodies: Vec<_> = forms.iter().map(|form| crate::support::encode(&pairs(form))).collect();
        let answers = futures_util::future::join_all(
            bodies.into_iter().map(|body| visitor.post_raw("/consultations/plan/opinions", body)),
        )
        .await;
        for (n, answer) in answers.iter().enumerate() {
            assert_eq!(answer.status, if n == 10 { 422 } else { 201 }, "{n}: {}", answer.html);
        }
        assert_eq!(site.number("select count(*) from opinions").await, 62);
        assert_eq!(site.number("select max(number) from opinions").await, 62, "no gap");
        assert_eq!(site.number("select value from counters where name = 'opinion'").await, 62);
    }
}

#[tokio::test]
async fn one_bad_row_in_a_batch_does_not_take_the_others_along() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        // A submitter that cannot be written: the trigger stands for any error the database may have.
        let mut tx = site.app.db.begin().await.unwrap();
        let trigger = match site.engine {
            Engine::Sqlite => {
                "create trigger broken before insert on opinions when new.original = '書けない' begin select raise(abort, 'no'); end"
            }
            Engine::Postgres => "alter table opinions add constraint broken check (original <> '書けない')",
        };
        sqlx::Executor::execute(&mut *tx, trigger).await.unwrap();
        tx.commit().await.unwrap();
        let mut bodies = Vec::new();
        for words in ["一つ目", "書けない", "三つ目"] {
            bodies.push(crate::support::encode(&pairs(&form(&visitor, words).await)));
        }
        let answers = futures_util::future::join_all(
            bodies.into_iter().map(|body| visitor.post_raw("/consultations/plan/opinions", body)),
        )
        .await;
        let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, [201, 503, 201]);
        assert!(answers[1].has("書けない") && answers[1].headers.contains_key("retry-after"));
        assert_eq!(site.number("select value from counters where name = 'opinion'").await, 2);
    }
}
