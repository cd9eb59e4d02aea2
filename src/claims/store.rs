//! SQL of what is in hand.

use super::{Claim, LASTS_MS};
use crate::base::db::{Conn, Tx};

/// Who has the opinion in hand; `now` is machine time here and below.
pub async fn of(conn: &mut Conn, opinion_id: &str, now: i64) -> sqlx::Result<Option<Claim>> {
    let sql = "select k.account_id, a.name, k.until_at from claims k join accounts a on a.id = k.account_id
               where k.opinion_id = $1 and k.until_at > $2";
    sqlx::query_as(sql).bind(opinion_id).bind(now).fetch_optional(conn).await
}

/// Takes an opinion in hand, from nobody unless `from_others`. `false` when somebody else has it.
pub async fn take(tx: &mut Tx, opinion_id: &str, account: &str, from_others: bool, now: i64) -> sqlx::Result<bool> {
    let sql = "insert into claims (opinion_id, account_id, until_at) values ($1, $2, $3)
               on conflict (opinion_id) do update set account_id = excluded.account_id, until_at = excluded.until_at
               where claims.account_id = excluded.account_id or claims.until_at <= $4 or $5 = 1";
    let taken = sqlx::query(sql).bind(opinion_id).bind(account).bind(now + LASTS_MS).bind(now);
    Ok(taken.bind(i64::from(from_others)).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Lets go of whatever an account has in hand but this one.
pub async fn release_others(tx: &mut Tx, opinion_id: &str, account: &str) -> sqlx::Result<()> {
    let sql = "delete from claims where account_id = $1 and opinion_id <> $2";
    sqlx::query(sql).bind(account).bind(opinion_id).execute(&mut **tx).await.map(|_| ())
}

/// Lets go of an opinion, if this account has it; `until_at`: and has not taken it anew since.
pub async fn release(tx: &mut Tx, opinion_id: &str, account: &str, until_at: Option<i64>) -> sqlx::Result<()> {
    let sql = "delete from claims where opinion_id = $1 and account_id = $2 and until_at = coalesce($3, until_at)";
    sqlx::query(sql).bind(opinion_id).bind(account).bind(until_at).execute(&mut **tx).await.map(|_| ())
}
