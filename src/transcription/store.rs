//! SQL of what was written down for others.

use sqlx::{AssertSqlSafe, FromRow};

use crate::base::db::{Conn, Tx};
use crate::opinions::store::TO_BE_COMPARED;

/// What waits for a second person.
#[derive(Clone, Debug, FromRow)]
pub struct Waiting {
    pub receipt: String,
    pub channel: String,
    pub place: String,
    pub submitted_at: i64,
    /// Account and name of who wrote it down.
    pub recorded_by: String,
    pub name: String,
}

/// What waits for a second person, oldest first. Found by what was written down, not by all opinions: hence the cross join.
pub async fn waiting(conn: &mut Conn, call: &str) -> sqlx::Result<Vec<Waiting>> {
    let sql = "select o.receipt, o.channel, t.place, o.submitted_at, o.recorded_by, a.name
               from transcriptions t cross join opinions o join accounts a on a.id = o.recorded_by
               where o.id = t.opinion_id and t.checking = 'waiting' and o.state = 'pending' and o.consultation_id = $1 order by o.number limit 500";
    sqlx::query_as(sql).bind(call).fetch_all(conn).await
}

/// How an opinion came to be written down.
#[derive(Clone, Debug, FromRow)]
pub struct Written {
    pub place: String,
    pub recorded_by: String,
    pub name: String,
    /// Who compared it.
    pub checked_by: Option<String>,
}

/// `None`: its author sent it himself, or a file brought it.
pub async fn of(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Option<Written>> {
    let sql = "select t.place, o.recorded_by, a.name, c.name as checked_by
               from transcriptions t join opinions o on o.id = t.opinion_id join accounts a on a.id = o.recorded_by
               left join accounts c on c.id = t.checked_by where t.opinion_id = $1 and o.import_id is null";
    sqlx::query_as(sql).bind(opinion_id).fetch_optional(conn).await
}

/// Notes that somebody has compared it; from now on it waits for a moderator. `false` when it was compared already, its author
/// has withdrawn or changed it, or the one who wrote it down is the one who compares.
pub async fn check(tx: &mut Tx, opinion_id: &str, by: &str, now: i64) -> sqlx::Result<bool> {
    let sql = "update transcriptions set checking = 'done', checked_by = $2, checked_at = $3
               where opinion_id = $1 and checking = 'waiting'
               and exists (select 1 from opinions o where o.id = $1 and o.state = 'pending' and o.recorded_by <> $2)";
    if sqlx::query(sql).bind(opinion_id).bind(by).bind(now).execute(&mut **tx).await?.rows_affected() != 1 {
        return Ok(false);
    }
    let sql = AssertSqlSafe(format!("update opinions set held_for = null where id = $1 and {TO_BE_COMPARED}"));
    sqlx::query(sql).bind(opinion_id).execute(&mut **tx).await.map(|_| true)
}

/// Sends on to the moderators what `by` wrote down and nobody compares; they see that. `false` when somebody has compared it,
/// its author has withdrawn or changed it, or somebody else wrote it down.
pub async fn waive(tx: &mut Tx, opinion_id: &str, by: &str) -> sqlx::Result<bool> {
    let sql = "update transcriptions set checking = 'waived' where opinion_id = $1 and checking = 'waiting'
               and exists (select 1 from opinions o where o.id = $1 and o.state = 'pending' and o.recorded_by = $2)";
    if sqlx::query(sql).bind(opinion_id).bind(by).execute(&mut **tx).await?.rows_affected() != 1 {
        return Ok(false);
    }
    let sql = AssertSqlSafe(format!("update opinions set held_for = 'uncompared' where id = $1 and {TO_BE_COMPARED}"));
    sqlx::query(sql).bind(opinion_id).execute(&mut **tx).await.map(|_| true)
}
