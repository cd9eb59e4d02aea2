//! What rules find in what waits, kept with it: so the queue can be narrowed to it, and nobody who sends waits for the looking.

use crate::base::db::Db;
use crate::flags::{bits, find};

/// Texts looked through in one go, about 10 ms of a processor.
const PORTION: i64 = 64;

/// Looks through a portion of what nobody has looked through yet, the newest first. `false` when there was none.
pub async fn mark(db: &Db) -> anyhow::Result<bool> {
    let sql = "select o.number, o.version, coalesce(v.body, o.original)
               from opinions o left join opinion_versions v on v.opinion_id = o.id and v.version = o.version
               where o.flags is null and o.reviewed_at is null order by o.number desc limit $1";
    let texts: Vec<(i64, i64, String)> = sqlx::query_as(sql).bind(PORTION).fetch_all(&mut *db.read().await?).await?;
    if texts.is_empty() {
        return Ok(false);
    }
    let look = move || texts.into_iter().map(|(number, version, text)| (number, version, bits(&find(&text))));
    let found: Vec<(i64, i64, i64)> = tokio::task::spawn_blocking(move || look().collect()).await?;
    let mut tx = db.begin().await?;
    for (number, version, flags) in found {
        // Another text by now is looked through in its turn.
        let sql = "update opinions set flags = $3 where number = $1 and version = $2";
        sqlx::query(sql).bind(number).bind(version).bind(flags).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(true)
}
