//! SQL of workshops.

use sqlx::FromRow;

use crate::base::db::{Conn, Tx};

/// A note that has been taken in.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Stuck {
    pub table_name: String,
    pub receipt: String,
    pub text: String,
    /// As it first came in.
    pub original: String,
    pub lang: String,
    pub state: String,
    /// `None`: nobody counted.
    pub dots: Option<i64>,
}

/// The notes of a meeting, table after table, in the order in which they came.
pub async fn notes(conn: &mut Conn, meeting: &str) -> sqlx::Result<Vec<Stuck>> {
    let sql =
        "select n.table_name, o.receipt, coalesce(v.body, o.original) as text, o.original, o.lang, o.state, n.dots
               from notes n join received o on o.id = n.opinion_id
               left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
               where n.meeting_id = $1 order by n.table_name, o.number";
    sqlx::query_as(sql).bind(meeting).fetch_all(conn).await
}

/// Sets the dots of a note that hangs in this meeting.
pub async fn mend_dots(tx: &mut Tx, meeting: &str, receipt: &str, dots: Option<i64>) -> sqlx::Result<()> {
    let sql = "update notes set dots = $3 where meeting_id = $1
               and opinion_id = (select o.id from received o where o.receipt = $2)";
    sqlx::query(sql).bind(meeting).bind(receipt).bind(dots).execute(&mut **tx).await.map(|_| ())
}
