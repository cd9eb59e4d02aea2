//! SQL of contacts: where letters go.

use crate::base::db::{Conn, Tx};
use crate::base::text::Lang;

/// The sealed contact of an opinion, if its author left one and it has not been purged.
pub async fn contact(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select sealed from contacts where opinion_id = $1").bind(opinion_id).fetch_optional(conn).await
}

/// The language in which the author reads letters; `None` when no address was left.
pub async fn lang(conn: &mut Conn, opinion_id: &str) -> sqlx::Result<Option<Lang>> {
    let sql = "select lang from contacts where opinion_id = $1";
    let lang: Option<String> = sqlx::query_scalar(sql).bind(opinion_id).fetch_optional(conn).await?;
    Ok(lang.map(|lang| Lang::parse(&lang).unwrap_or_default()))
}

/// Keeps where letters about an opinion go, sealed, and in which language they are; what was kept before is gone.
pub async fn keep(tx: &mut Tx, opinion_id: &str, sealed: &str, lang: &str, now: i64) -> sqlx::Result<()> {
    let sql =
        "insert into contacts (opinion_id, sealed, created_at, lang) values ($1, $2, $3, $4) on conflict (opinion_id)
               do update set sealed = excluded.sealed, created_at = excluded.created_at, lang = excluded.lang";
    sqlx::query(sql).bind(opinion_id).bind(sealed).bind(now).bind(lang).execute(&mut **tx).await.map(|_| ())
}

/// Deletes the contact of an opinion. `false` when there was none.
pub async fn forget(tx: &mut Tx, opinion_id: &str) -> sqlx::Result<bool> {
    let sql = "delete from contacts where opinion_id = $1";
    Ok(sqlx::query(sql).bind(opinion_id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Deletes the contacts of a consultation whose day has come and answers how many.
pub async fn purge(tx: &mut Tx, consultation_id: &str) -> sqlx::Result<i64> {
    let sql = "delete from contacts where opinion_id in (select id from opinions where consultation_id = $1)";
    let gone = sqlx::query(sql).bind(consultation_id).execute(&mut **tx).await?;
    Ok(i64::try_from(gone.rows_affected()).unwrap_or(i64::MAX))
}
