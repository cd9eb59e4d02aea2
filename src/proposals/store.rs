//! SQL of proposals.

use super::Proposal;
use crate::base::db::{Conn, Tx};
use crate::opinions::Reason;

/// The one that stands for the text of this version.
pub async fn of(conn: &mut Conn, opinion_id: &str, version: i64) -> sqlx::Result<Option<Proposal>> {
    let sql = "select p.version, p.reason, p.message, p.proposed_by, a.name as by_name, p.proposed_at
               from proposals p join accounts a on a.id = p.proposed_by where p.opinion_id = $1 and p.version = $2";
    sqlx::query_as(sql).bind(opinion_id).bind(version).fetch_optional(conn).await
}

/// Writes one down in the place of whatever was proposed before.
pub async fn put(
    tx: &mut Tx,
    (opinion_id, version): (&str, i64),
    (reason, message): (Reason, &str),
    by: &str,
    now: i64,
) -> sqlx::Result<()> {
    let sql = "insert into proposals (opinion_id, version, reason, message, proposed_by, proposed_at)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (opinion_id) do update set version = $2, reason = $3, message = $4, proposed_by = $5, proposed_at = $6";
    let put = sqlx::query(sql).bind(opinion_id).bind(version).bind(reason.name()).bind(message).bind(by).bind(now);
    put.execute(&mut **tx).await.map(|_| ())
}

/// Takes it off the table: somebody has decided. What it said stands with the decision of that number, where that follows it.
pub async fn settle(tx: &mut Tx, opinion_id: &str, (number, followed): (i64, Option<&Proposal>)) -> sqlx::Result<()> {
    if let Some(proposal) = followed {
        let sql = "update decisions set proposed_by = $3 where opinion_id = $1 and number = $2";
        sqlx::query(sql).bind(opinion_id).bind(number).bind(&proposal.proposed_by).execute(&mut **tx).await?;
    }
    let sql = "delete from proposals where opinion_id = $1";
    sqlx::query(sql).bind(opinion_id).execute(&mut **tx).await.map(|_| ())
}

/// How many wait for somebody else than this account, in consultations that residents can see.
pub async fn waiting(conn: &mut Conn, account: &str) -> sqlx::Result<i64> {
    let sql = "select count(*) from proposals p join received o on o.id = p.opinion_id and o.version = p.version
               where p.proposed_by <> $1 and o.state <> 'withdrawn'
                   and o.consultation_id in (select id from consultations where listed_at is not null)";
    sqlx::query_scalar(sql).bind(account).fetch_one(conn).await
}
