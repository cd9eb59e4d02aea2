//! What rules find in what waits, kept with it: so the queue can be narrowed to it, and nobody who sends waits for the looking.

use super::store;
use crate::base::db::Db;
use crate::flags::{bits, find};

/// Texts looked through in one go, about 10 ms of a processor.
const PORTION: i64 = 64;

/// Looks through a portion of what nobody has looked through yet, the newest first. `false` when there was none.
pub async fn mark(db: &Db) -> anyhow::Result<bool> {
    let texts = store::unmarked(&mut *db.read().await?, PORTION).await?;
    if texts.is_empty() {
        return Ok(false);
    }
    let look = move || texts.into_iter().map(|(number, version, text)| (number, version, bits(&find(&text)))).collect();
    let found: Vec<(i64, i64, i64)> = tokio::task::spawn_blocking(look).await?;
    let mut tx = db.begin().await?;
    for one in found {
        store::put_flags(&mut tx, one).await?;
    }
    tx.commit().await?;
    Ok(true)
}
