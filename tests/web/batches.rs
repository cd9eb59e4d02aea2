//! Shared commits: what is wrong with one harms no other.

use koe::base::db::Engine;
use koe::publication;

use crate::intake::{form, pairs, send, set};
use crate::support::TestApp;

/// Rows with this text cannot be written: stands for any error the database may have.
const BROKEN: &str = "書けない";

async fn execute(site: &TestApp, sql: &'static str) {
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::Executor::execute(&mut *tx, sql).await.unwrap();
    tx.commit().await.unwrap();
}

async fn refuses_broken_rows(site: &TestApp) {
    let sql = match site.engine {
        Engine::Sqlite => {
            "create trigger broken before insert on opinions when new.original = '書けない' begin select raise(abort, 'no'); end"
        }
        Engine::Postgres => "alter table opinions add constraint broken check (original <> '書けない')",
    };
    execute(site, sql).await;
}

async fn a_batch(broken: bool) {
    for site in TestApp::on_each_engine().await {
        let plan = site.has_call().await;
        let other = site
            .has_call_like(|call| {
                call.slug = "other".into();
                call.themes.iter_mut().for_each(|theme| theme.code.push('2'));
            })
            .await;
        refuses_broken_rows(&site).await;
        let visitor = site.visitor();
        let mut forms = Vec::new();
        for n in 0..64 {
            forms.push(form(&visitor, &format!("意見その{n}")).await);
        }
        forms[63] = forms[0].clone();
        set(&mut forms[10], "theme", "child");
        set(&mut forms[11], "theme2", "child");
        if broken {
            set(&mut forms[30], "body", BROKEN);
        }
        let page = visitor.get("/consultations/other/write").await;
        set(&mut forms[20], "token", &page.value("token"));
        set(&mut forms[20], "theme", "bus2");
        // On another node, a moment ago: this one has not noticed.
        let (theme, closed) = (plan.theme("child").unwrap().id.clone(), other.id.clone());
        let mut tx = site.app.db.begin().await.unwrap();
        sqlx::query("update themes set closed_at = 1 where id = $1").bind(&theme).execute(&mut *tx).await.unwrap();
        let sql = "update consultations set closes_on = '2024-10-01' where id = $1";
        sqlx::query(sql).bind(&closed).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let answers = futures_util::future::join_all(forms.iter().enumerate().map(|(n, form)| {
            let path = if n == 20 { "/consultations/other/opinions" } else { "/consultations/plan/opinions" };
            visitor.post_raw(path, crate::support::encode(&pairs(form)))
        }))
        .await;
        let expected = |n| match n {
            10 | 11 | 20 => 422,
            30 if broken => 503,
            _ => 201,
        };
        for (n, answer) in answers.iter().enumerate() {
            assert_eq!(answer.status, expected(n), "{n}: {}", answer.html);
        }
        assert!(answers[11].has("id=\"theme2-error\""), "{}", answers[11].html);
        assert!(answers[20].has("募集は終わりました") && answers[20].has("意見その20"), "{}", answers[20].html);
        let kept = if broken { 59 } else { 60 };
        assert!(!broken || answers[30].has(BROKEN) && answers[30].headers.contains_key("retry-after"));
        assert_eq!(site.number("select count(*) from opinions").await, kept);
        assert_eq!(site.number("select max(number) from opinions").await, kept, "no gap");
        assert_eq!(site.number("select value from counters where name = 'opinion'").await, kept);
    }
}

#[tokio::test]
async fn a_batch_with_a_duplicate_a_closed_call_closed_themes_and_many_good_ones_harms_nobody() {
    a_batch(false).await;
}

#[tokio::test]
async fn one_row_that_cannot_be_written_does_not_take_the_others_along() {
    a_batch(true).await;
}

#[tokio::test]
async fn a_database_that_does_not_answer_loses_no_words_and_stops_nobody_who_comes_later() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let visitor = site.visitor();
        let form = form(&visitor, "待たされた言葉").await;
        // Somebody has the turn and falls silent.
        let mut held = site.app.db.begin().await.unwrap();
        site.engine.take_turn(&mut held).await.unwrap();
        let answer = send(&visitor, &form).await;
        assert_eq!(answer.status, 503);
        assert!(answer.has("受け付けを確かめられませんでした") && answer.has("待たされた言葉"), "{}", answer.html);
        assert!(!answer.has("まだ送られていません"), "nobody knows: {}", answer.html);
        drop(held);
        // Whatever became of the first: pressed again until it is known, there is one.
        let mut again = send(&visitor, &form).await;
        for _ in 0..5 {
            if again.status == 503 {
                again = send(&visitor, &form).await;
            }
        }
        assert_eq!(again.status, 201, "{}", again.html);
        assert_eq!(site.number("select count(*) from opinions").await, 1);
    }
}

#[tokio::test]
async fn what_arrives_while_its_call_becomes_a_draft_is_refused_or_keeps_it_listed() {
    for site in TestApp::on_each_engine().await {
        let call = site.has_call().await;
        let visitor = site.visitor();
        let body = crate::support::encode(&pairs(&form(&visitor, "間に合うか").await));
        // Both wait here: for SQLite's one writer, for PostgreSQL's lock.
        let mut held = site.app.db.begin().await.unwrap();
        site.engine.take_turn(&mut held).await.unwrap();
        let unlist = async {
            let mut tx = site.app.db.begin().await.unwrap();
            let done = publication::store::unlist(&mut tx, site.engine, &call.id).await.unwrap();
            tx.commit().await.unwrap();
            done
        };
        let release = async {
            // PostgreSQL tells when both have come to the lock; before SQLite's one writer they cannot but wait.
            let waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted
                           and database = (select oid from pg_database where datname = current_database())";
            let mut looks = 0;
            while site.engine == Engine::Postgres && site.number(waiting).await < 2 {
                looks += 1;
                assert!(looks < 10_000, "they never came to the lock");
            }
            held.commit().await.unwrap();
        };
        let (sent, is_draft, ()) =
            tokio::join!(visitor.post_raw("/consultations/plan/opinions", body), unlist, release);
        assert_ne!(sent.status == 201, is_draft, "{}", sent.html);
        assert_eq!(site.number("select count(*) from opinions").await, i64::from(!is_draft));
    }
}
