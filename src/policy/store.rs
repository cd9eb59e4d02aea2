//! SQL of how a consultation is reviewed.

use crate::base::db::{Conn, Tx};

/// Whether two must agree before an opinion is withheld.
pub async fn second_person(conn: &mut Conn, consultation_id: &str) -> sqlx::Result<bool> {
    let sql = "select second_person from consultations where id = $1";
    let kept: Option<i64> = sqlx::query_scalar(sql).bind(consultation_id).fetch_optional(conn).await?;
    Ok(kept.is_some_and(|kept| kept != 0))
}

pub async fn put_second_person(tx: &mut Tx, consultation_id: &str, is_needed: bool) -> sqlx::Result<()> {
    let sql = "update consultations set second_person = $2 where id = $1";
    sqlx::query(sql).bind(consultation_id).bind(i64::from(is_needed)).execute(&mut **tx).await.map(|_| ())
}

/// Theme, account and name of everybody who moderates a theme of a consultation, by name.
pub async fn theme_moderators(conn: &mut Conn, consultation_id: &str) -> sqlx::Result<Vec<(String, String, String)>> {
    let sql = "select m.theme_id, m.account_id, a.name from theme_moderators m
               join themes t on t.id = m.theme_id join accounts a on a.id = m.account_id
               where t.consultation_id = $1 and a.disabled_at is null order by a.name, a.id";
    sqlx::query_as(sql).bind(consultation_id).fetch_all(conn).await
}

/// `false` when he moderates it already.
pub async fn add(tx: &mut Tx, theme_id: &str, account_id: &str) -> sqlx::Result<bool> {
    let sql = "insert into theme_moderators (theme_id, account_id) values ($1, $2) on conflict do nothing";
    Ok(sqlx::query(sql).bind(theme_id).bind(account_id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// `false` when he does not moderate it.
pub async fn remove(tx: &mut Tx, theme_id: &str, account_id: &str) -> sqlx::Result<bool> {
    let sql = "delete from theme_moderators where theme_id = $1 and account_id = $2";
    Ok(sqlx::query(sql).bind(theme_id).bind(account_id).execute(&mut **tx).await?.rows_affected() == 1)
}
