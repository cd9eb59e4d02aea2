//! Imports beside each other, twice, or begun and not finished.

use koe::http::access::Role;
use koe::imports::jobs;
use sqlx::AssertSqlSafe;

use crate::imports::{SHEET, take_in, tried};
use crate::support::{TestApp, Visitor};

async fn starts(staff: &Visitor, path: &str) {
    let seen = staff.get(path).await.value("seen");
    assert_eq!(staff.post(&format!("{path}/run"), &[("seen", &seen)]).await.status, 303);
}

async fn run_sql(site: &TestApp, sql: &str) {
    let mut tx = site.app.db.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_file_chosen_twice_comes_in_once() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let without_ids = "意見\nバスを\n橋を\n";
        let (first, _) = tried(&site, &staff, "a.csv", without_ids.as_bytes()).await;
        let (second, _) = tried(&site, &staff, "b.csv", without_ids.as_bytes()).await;
        starts(&staff, &first).await;
        starts(&staff, &second).await;
        site.work().await;
        assert!(staff.get(&first).await.has("2件を取り込みました"));
        assert_eq!(site.number("select count(*) from opinions").await, 2);
        starts(&staff, &second).await;
        site.work().await;
        assert_eq!(site.number("select count(*) from received").await, 2);
    }
}

#[tokio::test]
async fn whoever_comes_late_to_an_import_that_is_done_takes_nothing_back() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, _) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        take_in(&site, &staff, &path, "2").await;
        // Another node that had the same job in hand: it finds the file gone, and was told that it is running.
        jobs::run(&site.app, &id).await.unwrap();
        assert_eq!(site.number("select count(*) from received").await, 2);
        assert_eq!(staff.post(&format!("{path}/stop"), &[]).await.status, 303);
        site.work().await;
        assert_eq!(site.number("select count(*) from received").await, 2);
        assert!(staff.get(&path).await.has("2件を取り込みました"));
    }
}

#[tokio::test]
async fn an_id_that_another_file_has_staged_is_not_taken_for_one_that_is_here() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (first, _) = tried(&site, &staff, "a.csv", SHEET.as_bytes()).await;
        take_in(&site, &staff, &first, "2").await;
        // As if it were still on its way.
        let id = first.rsplit('/').next().unwrap();
        run_sql(&site, &format!("update imports set applied_at = null, state = 'running' where id = '{id}'")).await;
        let more = format!("{SHEET}3,2024/10/03,子育て,,図書館を\n");
        let (second, _) = tried(&site, &staff, "b.csv", more.as_bytes()).await;
        starts(&staff, &second).await;
        site.work().await;
        assert!(staff.get(&second).await.has("1件も取り込んでいません"), "it does not pass them over in silence");
        assert_eq!(site.number("select count(*) from opinions").await, 2);
        assert_eq!(site.number("select count(*) from submitters").await, 2);
    }
}

#[tokio::test]
async fn an_import_that_died_is_finished_by_the_next_try_with_its_theme_open() {
    for site in TestApp::on_each_engine().await {
        site.has_call().await;
        let staff = site.sign_in(&[Role::Staff]).await;
        let (path, page) = tried(&site, &staff, "a.csv", "テーマ,意見\n観光,城跡を\n観光,鉱山を\n".as_bytes()).await;
        let mut form = crate::imports::plan(&page);
        crate::imports::set(&mut form, "stands_0", "new");
        crate::imports::post(&staff, &format!("{path}/trial"), &form).await;
        site.work().await;
        take_in(&site, &staff, &path, "2").await;
        // As a machine leaves it that dies before the last step, one row short, the file still there.
        let id = path.rsplit('/').next().unwrap();
        for sql in [
            format!("update imports set applied_at = null, state = 'running' where id = '{id}'"),
            "delete from search_due".into(),
            "delete from opinions where number = 2".into(),
            "update themes set closed_at = 1 where id = (select theme_id from opinions where number = 1)".into(),
        ] {
            run_sql(&site, &sql).await;
        }
        std::fs::write(jobs::file(&site.app, id), "テーマ,意見\n観光,城跡を\n観光,鉱山を\n").unwrap();
        jobs::run(&site.app, id).await.unwrap();
        assert_eq!(site.number("select count(*) from received").await, 2);
        let sql = "select count(*) from themes t join opinions o on o.theme_id = t.id where t.closed_at is null";
        assert_eq!(site.number(sql).await, 2);
    }
}
