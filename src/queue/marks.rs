//! What rules find in what waits, kept with it: so the queue can be narrowed to it, and nobody who sends waits for the looking.

use std::sync::Arc;

use sqlx::FromRow;

use crate::app::App;
use crate::base::db::{Conn, Tx};
use crate::flags::{Rules, bits};
use crate::rules;

/// Texts looked through in one go, about 10 ms of a processor.
const PORTION: i64 = 64;

/// Looks through a portion of what nobody has looked through yet, the newest first. `false` when there was none.
pub async fn mark(app: &App) -> anyhow::Result<bool> {
    let texts = unmarked(&mut *app.db.read().await?, PORTION).await?;
    if texts.is_empty() {
        return Ok(false);
    }
    put(app, rules::of(app).await?, texts).await?;
    Ok(true)
}

/// Looks through all that waits once more, by the rules as they are kept now.
pub async fn again(app: &App) -> anyhow::Result<()> {
    app.rules.clear();
    let mut below = i64::MAX;
    loop {
        let texts = marked(&mut *app.db.read().await?, below, PORTION).await?;
        let Some(last) = texts.last() else { return Ok(()) };
        below = last.number;
        put(app, rules::of(app).await?, texts).await?;
    }
}

async fn put(app: &App, rules: Arc<Rules>, texts: Vec<Text>) -> anyhow::Result<()> {
    let look = move |one: Text| (one.number, one.version, bits(&rules.find(&one.text, &one.lang)));
    let mut found = tokio::task::spawn_blocking(move || texts.into_iter().map(look).collect::<Vec<_>>()).await?;
    // In the order in which others hold several at once.
    found.sort_unstable();
    let mut tx = app.db.begin().await?;
    for one in found {
        put_flags(&mut tx, one).await?;
    }
    Ok(tx.commit().await?)
}

/// A text that rules look through.
#[derive(Debug, FromRow)]
struct Text {
    number: i64,
    version: i64,
    text: String,
    lang: String,
}

/// The newest that rules have not looked through, at most so many.
async fn unmarked(conn: &mut Conn, most: i64) -> sqlx::Result<Vec<Text>> {
    let sql = "select o.number, o.version, coalesce(v.body, o.original) as text, o.lang
               from opinions o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
               where o.flags is null and o.reviewed_at is null order by o.number desc limit $1";
    sqlx::query_as(sql).bind(most).fetch_all(conn).await
}

/// What waits and has been looked through, below a number, the newest first, at most so many.
async fn marked(conn: &mut Conn, below: i64, most: i64) -> sqlx::Result<Vec<Text>> {
    let sql = "select o.number, o.version, coalesce(v.body, o.original) as text, o.lang
               from opinions o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
               where o.number < $1 and o.flags is not null and o.reviewed_at is null order by o.number desc limit $2";
    sqlx::query_as(sql).bind(below).bind(most).fetch_all(conn).await
}

/// Keeps what rules found in a version; another text by now is looked through in its turn.
async fn put_flags(tx: &mut Tx, (number, version, flags): (i64, i64, i64)) -> sqlx::Result<()> {
    let sql = "update opinions set flags = $3 where number = $1 and version = $2";
    sqlx::query(sql).bind(number).bind(version).bind(flags).execute(&mut **tx).await.map(|_| ())
}
