//! SQL of what is compared: published texts alone.

use sqlx::FromRow;

use crate::base::db::Conn;
use crate::base::sql::Sql;

/// An opinion that may be close.
#[derive(Clone, Debug, FromRow)]
pub struct Candidate {
    pub number: i64,
    pub submitter_id: String,
    /// Equal for equal words.
    pub text_key: String,
    pub public_body: String,
}

/// Texts read in one go.
const PORTION: i64 = 500;

/// Published texts of a consultation beyond a number, in order.
pub async fn beyond(conn: &mut Conn, call: &str, number: i64) -> sqlx::Result<Vec<(i64, String)>> {
    let sql = "select number, public_body from received
               where consultation_id = $1 and number > $2 and public_body is not null order by number limit $3";
    sqlx::query_as(sql).bind(call).bind(number).bind(PORTION).fetch_all(conn).await
}

/// The opinions of a consultation on which somebody has decided since, each with its public text where it has one.
pub async fn decided_since(conn: &mut Conn, call: &str, since: i64) -> sqlx::Result<Vec<(i64, Option<String>)>> {
    let sql = "select o.number, o.public_body from decisions d join received o on o.id = d.opinion_id
               where d.decided_at >= $1 and o.consultation_id = $2";
    sqlx::query_as(sql).bind(since).bind(call).fetch_all(conn).await
}

/// How many files have been taken into a consultation.
pub async fn imports(conn: &mut Conn, call: &str) -> sqlx::Result<i64> {
    let sql = "select count(*) from imports where consultation_id = $1 and applied_at is not null";
    sqlx::query_scalar(sql).bind(call).fetch_one(conn).await
}

/// Those of these opinions that are public this moment.
pub async fn candidates(conn: &mut Conn, numbers: &[i64]) -> sqlx::Result<Vec<Candidate>> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "select number, submitter_id, text_key, public_body from received where public_body is not null and number in (",
    );
    sql.bind_set(numbers.iter().copied()).push(")");
    sql.fetch_as(conn).await
}
