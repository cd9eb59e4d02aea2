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

/// Deletes the contacts of a consultation whose day has come and answers how many.
pub async fn purge(tx: &mut Tx, consultation_id: &str) -> sqlx::Result<i64> {
    let sql = "delete from contacts where opinion_id in (select id from opinions where consultation_id = $1)";
    let gone = sqlx::query(sql).bind(consultation_id).execute(&mut **tx).await?;
    Ok(i64::try_from(gone.rows_affected()).unwrap_or(i64::MAX))
}
