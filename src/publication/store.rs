//! SQL of what everybody sees of a consultation.

use crate::base::db::{Conn, Engine, Tx};

/// Shows it to everybody; the first time counts.
pub async fn list(tx: &mut Tx, id: &str, now: i64) -> sqlx::Result<()> {
    let sql = "update consultations set listed_at = coalesce(listed_at, $2) where id = $1";
    sqlx::query(sql).bind(id).bind(now).execute(&mut **tx).await.map(|_| ())
}

/// Makes it a draft again. `false` when an opinion has arrived: what people answered stays in the open.
pub async fn unlist(tx: &mut Tx, engine: Engine, id: &str) -> sqlx::Result<bool> {
    // Not while a batch is being written that has read that it is listed.
    engine.take_turn(tx).await?;
    let sql = "update consultations set listed_at = null
               where id = $1 and not exists (select 1 from opinions o where o.consultation_id = $1)";
    Ok(sqlx::query(sql).bind(id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// How many opinions have arrived, in whatever state.
pub async fn count_opinions(conn: &mut Conn, id: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from received where consultation_id = $1").bind(id).fetch_one(conn).await
}

/// How many of them nobody has decided yet: they wait in the queue, or are on hold.
pub async fn count_undecided(conn: &mut Conn, id: &str) -> sqlx::Result<i64> {
    let sql = "select count(*) from received where consultation_id = $1 and state in ('pending', 'on_hold')";
    sqlx::query_scalar(sql).bind(id).fetch_one(conn).await
}

/// Says since when its results are out (`Some(now)`; the first time counts), or that they are not.
pub async fn put_results(tx: &mut Tx, id: &str, at: Option<i64>) -> sqlx::Result<()> {
    let sql = match at {
        Some(_) => "update consultations set results_at = coalesce(results_at, $2) where id = $1",
        None => "update consultations set results_at = $2 where id = $1",
    };
    sqlx::query(sql).bind(id).bind(at).execute(&mut **tx).await.map(|_| ())
}
