//! SQL of families.

use sqlx::FromRow;

use super::Relative;
use crate::base::db::{Conn, Engine};
use crate::base::fold::text_key;
use crate::base::search::{Column, Query};
use crate::base::sql::Sql;
use crate::opinions::store::Full;

/// Code points of a text that the search looks for: equal texts begin alike.
const LOOKED_FOR: usize = 40;

/// The first opinions with the same text, how many there are, and from how many submitters. What came this second may be
/// missing: it is looked for in the search index.
pub async fn same(
    conn: &mut Conn,
    engine: Engine,
    opinion: &Full,
    most: usize,
) -> sqlx::Result<(Vec<Relative>, i64, i64)> {
    // What is made of signs alone is in no index.
    let Some(query) = beginning(opinion) else { return Ok((Vec::new(), 0, 0)) };
    let from = |what: &'static str| {
        let mut sql = Sql::new(what);
        push_same(&mut sql, engine, opinion, &query);
        sql.push(" and o.number <> ").bind(opinion.number);
        sql
    };
    let counted = from("select count(*), count(distinct o.submitter_id)").fetch_as::<(i64, i64)>(conn).await?;
    let (count, submitters) = counted.into_iter().next().unwrap_or_default();
    if count == 0 {
        return Ok((Vec::new(), 0, 0));
    }
    let mut sql = from("select o.receipt, o.state, o.submitted_at");
    sql.push(" order by o.number limit ").bind(i64::try_from(most).unwrap_or(i64::MAX));
    let rows = sql.fetch_all(conn).await?;
    Ok((rows.iter().map(Relative::from_row).collect::<sqlx::Result<_>>()?, count, submitters))
}

fn beginning(opinion: &Full) -> Option<Query> {
    Query::parse(&opinion.text.chars().take(LOOKED_FOR).collect::<String>())
}

/// Adds ` from …`: everything with the same text as this opinion.
fn push_same(sql: &mut Sql, engine: Engine, opinion: &Full, query: &Query) {
    sql.push(" from received o where o.consultation_id = ").bind(&opinion.consultation_id);
    sql.push(" and o.text_key = ").bind(text_key(&opinion.text)).push(" and ");
    query.push(sql, engine, Column::Original);
}

/// Receipts of the opinions with this one's text that wait for somebody to decide, itself among them; one more than `most` where
/// there are more.
pub async fn waiting(conn: &mut Conn, engine: Engine, opinion: &Full, most: usize) -> sqlx::Result<Vec<String>> {
    let Some(query) = beginning(opinion) else { return Ok(vec![opinion.receipt.clone()]) };
    let mut sql = Sql::new("select o.receipt");
    push_same(&mut sql, engine, opinion, &query);
    sql.push(" and o.reviewed_at is null order by o.number limit ");
    sql.bind(i64::try_from(most + 1).unwrap_or(i64::MAX));
    let rows: Vec<(String,)> = sql.fetch_as(conn).await?;
    Ok(rows.into_iter().map(|(receipt,)| receipt).collect())
}

/// Opinions by number, with it.
pub async fn some(conn: &mut Conn, numbers: &[i64]) -> sqlx::Result<Vec<(i64, Relative)>> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("select o.number, o.receipt, o.state, o.submitted_at from received o where o.number in (");
    sql.bind_set(numbers.iter().copied()).push(")");
    let rows = sql.fetch_all(conn).await?;
    let read = |row: &sqlx::any::AnyRow| Ok((sqlx::Row::try_get(row, "number")?, Relative::from_row(row)?));
    rows.iter().map(read).collect()
}
