//! SQL of appeals.

use std::collections::HashSet;

use sqlx::{AssertSqlSafe, FromRow};

use super::Outcome;
use crate::base::db::{Conn, Tx};
use crate::base::id;
use crate::opinions::State;
use crate::opinions::store::Full;
use crate::opinions::text::Body;

/// An appeal as its author and staff see it.
#[derive(Clone, Debug, FromRow)]
pub struct Appeal {
    pub id: String,
    pub opinion_id: String,
    /// Of the opinion.
    pub receipt: String,
    /// Where the opinion stands now.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Number of the decision that it is about.
    pub decision: i64,
    pub body: String,
    pub lang: String,
    pub sent_at: i64,
    pub outcome: Option<String>,
    pub answer: String,
    pub by_name: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<i64>,
}

impl Appeal {
    /// `None`: nobody has answered yet.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.as_deref().and_then(Outcome::parse)
    }

    /// Somebody is to answer it. What its author has withdrawn meanwhile needs no answer.
    pub fn is_open(&self) -> bool {
        self.answered_at.is_none() && self.state == State::Withheld
    }
}

async fn select(conn: &mut Conn, rest: &'static str, value: &str) -> sqlx::Result<Vec<Appeal>> {
    let sql = format!(
        "select a.id, a.opinion_id, o.receipt, o.state, a.decision, a.body, a.lang, a.sent_at, a.outcome, a.answer,
         p.name as by_name, a.answered_by, a.answered_at
         from appeals a join received o on o.id = a.opinion_id left join accounts p on p.id = a.answered_by where {rest}"
    );
    sqlx::query_as(AssertSqlSafe(sql)).bind(value).fetch_all(conn).await
}

/// All appeals about an opinion, newest first.
pub async fn of(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Vec<Appeal>> {
    select(conn, "a.opinion_id = $1 order by a.decision desc", opinion_id).await
}

pub async fn find(conn: &mut Conn, id: &str) -> sqlx::Result<Option<Appeal>> {
    Ok(select(conn, "a.id = $1", id).await?.pop())
}

/// Whether somebody is to answer an appeal about the opinion: until then nobody decides on it otherwise.
pub async fn is_open(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<bool> {
    let sql = "select count(*) from appeals a join opinions o on o.id = a.opinion_id
               where o.id = $1 and o.state = 'withheld' and a.answered_at is null";
    Ok(sqlx::query_scalar::<_, i64>(sql).bind(opinion_id).fetch_one(conn).await? > 0)
}

/// How many wait for an answer.
pub async fn count_open(conn: &mut Conn) -> sqlx::Result<i64> {
    let sql = "select count(*) from appeals a join received o on o.id = a.opinion_id
               where a.answered_at is null and o.state = 'withheld'";
    sqlx::query_scalar(sql).fetch_one(conn).await
}

/// Those that wait, the oldest first.
pub async fn open(conn: &mut Conn) -> sqlx::Result<Vec<Appeal>> {
    select(conn, "a.answered_at is null and o.state = $1 order by a.sent_at, a.id limit 100", "withheld").await
}

/// Those that have been answered, the last first.
pub async fn answered(conn: &mut Conn) -> sqlx::Result<Vec<Appeal>> {
    select(conn, "a.outcome <> $1 order by a.answered_at desc, a.id limit 100", "").await
}

/// Holds an opinion still until the end, if it is withheld by the decision of this number. What is read afterwards is as it
/// stands then.
async fn hold_still(tx: &mut Tx, opinion_id: &str, decision: i64) -> sqlx::Result<bool> {
    let sql = "update opinions set decisions = decisions where id = $1 and state = 'withheld' and decisions = $2";
    let held = sqlx::query(sql).bind(opinion_id).bind(decision);
    Ok(held.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Keeps an appeal about the decision of this number. `false` when there is one already, or something else was decided since.
pub async fn ask(tx: &mut Tx, opinion: &Full, decision: i64, body: &Body, lang: &str, now: i64) -> sqlx::Result<bool> {
    if !hold_still(tx, &opinion.id, decision).await? {
        return Ok(false);
    }
    let sql = "insert into appeals (id, opinion_id, decision, body, lang, sent_at, answer)
               values ($1, $2, $3, $4, $5, $6, '') on conflict (opinion_id, decision) do nothing";
    let asked = sqlx::query(sql).bind(id::new(now)).bind(&opinion.id).bind(decision).bind(body.as_str());
    Ok(asked.bind(lang).bind(now).execute(&mut **tx).await?.rows_affected() == 1)
}

/// SQL that is true where the account `$1` has decided on the opinion of an appeal `a`, proposed to withhold it, or answered an appeal about it.
const OWN: &str = "(exists (select 1 from decisions d where d.opinion_id = a.opinion_id and (d.decided_by = $1 or d.proposed_by = $1))
    or exists (select 1 from appeals x where x.opinion_id = a.opinion_id and x.answered_by = $1))";

/// Ids of those that wait and that this account may not answer.
pub async fn own(conn: &mut Conn, account: &str) -> sqlx::Result<HashSet<String>> {
    let sql = format!("select a.id from appeals a where a.answered_at is null and {OWN}");
    let ids: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).bind(account).fetch_all(conn).await?;
    Ok(ids.into_iter().collect())
}

/// Answers an appeal for good. `false` when somebody was faster, the opinion has moved on, or `by` has decided on it before.
pub async fn answer(
    tx: &mut Tx,
    appeal: &Appeal,
    outcome: Outcome,
    answer: &str,
    by: &str,
    now: i64,
) -> sqlx::Result<bool> {
    if !hold_still(tx, &appeal.opinion_id, appeal.decision).await? {
        return Ok(false);
    }
    let sql = format!(
        "update appeals as a set outcome = $3, answer = $4, answered_by = $1, answered_at = $5
         where id = $2 and answered_at is null and not {OWN}"
    );
    let answered = sqlx::query(AssertSqlSafe(sql)).bind(by).bind(&appeal.id).bind(outcome.name()).bind(answer);
    Ok(answered.bind(now).execute(&mut **tx).await?.rows_affected() == 1)
}
