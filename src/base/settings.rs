//! Settings that live in the database: what an administrator changes on a page, and what the program notes.

use super::db::{Conn, Tx};

/// Stands in a demonstration alone: its clock, in milliseconds ahead of the machine's.
pub const DEMO: &str = "demo";

pub async fn find(conn: &mut Conn, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select value from settings where name = $1").bind(name).fetch_optional(conn).await
}

pub async fn all(conn: &mut Conn) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as("select name, value from settings order by name").fetch_all(conn).await
}

pub async fn put(tx: &mut Tx, name: &str, value: &str) -> sqlx::Result<()> {
    let sql = "insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = $2";
    sqlx::query(sql).bind(name).bind(value).execute(&mut **tx).await.map(|_| ())
}

/// Writes `value` where nothing stands yet, and answers what stands now.
pub async fn put_once(tx: &mut Tx, name: &str, value: &str) -> sqlx::Result<String> {
    let sql = "insert into settings (name, value) values ($1, $2) on conflict (name) do nothing";
    sqlx::query(sql).bind(name).bind(value).execute(&mut **tx).await?;
    Ok(find(tx, name).await?.unwrap_or_default())
}

/// Waits until nobody else changes the settings of this name, and keeps others waiting until the transaction ends.
pub async fn take_turn(tx: &mut Tx, name: &str) -> sqlx::Result<()> {
    take_numbers(tx, &format!("turn.{name}"), 1).await.map(|_| ())
}

/// Raises a counter by `by` and answers the first of the numbers taken. Gap-free: it rolls back with its transaction.
pub async fn take_numbers(tx: &mut Tx, counter: &str, by: i64) -> sqlx::Result<i64> {
    let sql = "insert into counters (name, value) values ($1, $2)
               on conflict (name) do update set value = counters.value + $2 returning value";
    let last: i64 = sqlx::query_scalar(sql).bind(counter).bind(by).fetch_one(&mut **tx).await?;
    Ok(last - by + 1)
}
