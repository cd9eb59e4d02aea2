//! SQL of notes.

use sqlx::{AssertSqlSafe, FromRow};

use super::Standing;
use crate::base::db::{Conn, Tx};
use crate::base::id;
use crate::opinions::Reason;
use crate::opinions::store::Full;
use crate::opinions::text::Body;

/// A note as its author and staff see it.
#[derive(Clone, Debug, FromRow)]
pub struct Addition {
    pub id: String,
    /// Of the opinion.
    pub receipt: String,
    /// Of the opinion's, from 1.
    pub number: i64,
    pub body: String,
    pub lang: String,
    #[sqlx(try_from = "String")]
    pub standing: Standing,
    pub reason: Option<String>,
    /// To the author.
    pub message: String,
    /// How often somebody has decided on it.
    pub decisions: i64,
    /// The account that decided last, and its name.
    pub decided_by: Option<String>,
    pub by_name: Option<String>,
    pub sent_at: i64,
    pub decided_at: Option<i64>,
}

async fn select(conn: &mut Conn, rest: &'static str, value: &str) -> sqlx::Result<Vec<Addition>> {
    let sql = format!(
        "select a.id, o.receipt, a.number, a.body, a.lang, a.state as standing, a.reason, a.message, a.decisions,
         a.decided_by, p.name as by_name, a.sent_at, a.decided_at
         from additions a join received o on o.id = a.opinion_id left join accounts p on p.id = a.decided_by where {rest}"
    );
    sqlx::query_as(AssertSqlSafe(sql)).bind(value).fetch_all(conn).await
}

/// All notes of an opinion, oldest first.
pub async fn of(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Vec<Addition>> {
    select(conn, "a.opinion_id = $1 order by a.number", opinion_id).await
}

/// The notes that everybody may read under an opinion: none where it is not public itself.
pub async fn public(conn: &mut Conn, receipt: &str) -> sqlx::Result<Vec<Addition>> {
    let rest = "o.receipt = $1 and o.public_body is not null and a.state = 'published' order by a.number";
    select(conn, rest, receipt).await
}

/// SQL of how many of them there are under an opinion `o` that is public.
pub const PUBLIC: &str = "(select count(*) from additions a where a.opinion_id = o.id and a.state = 'published')";

/// Keeps a note as the one of this number. `false` when there is one already, or the opinion has moved on.
pub async fn add(tx: &mut Tx, opinion: &Full, number: i64, body: &Body, lang: &str, now: i64) -> sqlx::Result<bool> {
    // Held still until the end: nobody withdraws it meanwhile.
    let sql = "update opinions set decisions = decisions where id = $1 and state = $2";
    let held = sqlx::query(sql).bind(&opinion.id).bind(opinion.state.name());
    if held.execute(&mut **tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let sql = "insert into additions (id, opinion_id, number, body, lang, state, message, decisions, sent_at)
               values ($1, $2, $3, $4, $5, 'pending', '', 0, $6) on conflict (opinion_id, number) do nothing";
    let added = sqlx::query(sql).bind(id::new(now)).bind(&opinion.id).bind(number).bind(body.as_str());
    Ok(added.bind(lang).bind(now).execute(&mut **tx).await?.rows_affected() == 1)
}

/// How many wait for somebody to look. Those under an opinion that is not public wait for it first.
pub async fn count_waiting(conn: &mut Conn) -> sqlx::Result<i64> {
    let sql = "select count(*) from additions a join received o on o.id = a.opinion_id
               where a.state = 'pending' and o.public_body is not null";
    sqlx::query_scalar(sql).fetch_one(conn).await
}

/// Those that wait, what has waited longest first.
pub async fn waiting(conn: &mut Conn) -> sqlx::Result<Vec<Addition>> {
    select(conn, "a.state = $1 and o.public_body is not null order by a.sent_at, a.id limit 100", "pending").await
}

/// Those that have been decided on, the last first.
pub async fn decided(conn: &mut Conn) -> sqlx::Result<Vec<Addition>> {
    select(conn, "a.state <> $1 order by a.decided_at desc, a.id limit 100", "pending").await
}

pub async fn find(conn: &mut Conn, id: &str) -> sqlx::Result<Option<Addition>> {
    Ok(select(conn, "a.id = $1", id).await?.pop())
}

/// A decision about to be made.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    pub to: Standing,
    pub reason: Option<Reason>,
    pub message: &'a str,
    /// The account that decides.
    pub by: &'a str,
}

/// Decides on a note as it was seen. `false` when somebody has decided since, or the opinion is no longer public.
pub async fn decide(
    tx: &mut Tx,
    opinion: &Full,
    addition: &Addition,
    change: &Change<'_>,
    now: i64,
) -> sqlx::Result<bool> {
    let sql = "update opinions set decisions = decisions where id = $1 and public_body is not null";
    if sqlx::query(sql).bind(&opinion.id).execute(&mut **tx).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let sql = "update additions set state = $3, reason = $4, message = $5, decided_by = $6, decided_at = $7,
               decisions = decisions + 1 where id = $1 and decisions = $2";
    let decided = sqlx::query(sql).bind(&addition.id).bind(addition.decisions).bind(change.to.name());
    let decided = decided.bind(change.reason.map(Reason::name)).bind(change.message).bind(change.by).bind(now);
    Ok(decided.execute(&mut **tx).await?.rows_affected() == 1)
}
