//! Which key is a database's: the database holds a check value, never the key.

use std::path::Path;

use anyhow::{Context, ensure};

use super::crypto::Keys;
use super::db::Db;
use super::settings;
use crate::config::Config;

/// The name of the setting that holds the check value.
pub const KEY_CHECK: &str = "key.check";

/// The key: `given`, else the file's, which is made where the database has none yet. Refuses one that is not this
/// database's, and changes nothing in it.
pub async fn find(db: &Db, config: &Config, given: Option<Keys>) -> anyhow::Result<Keys> {
    let known = check_value(db).await?;
    let keys = match given {
        Some(keys) => keys,
        None => from_file(known.as_deref(), &config.key_file())?,
    };
    if let Some(known) = known {
        ensure_is(&keys, &known, config)?;
    }
    Ok(keys)
}

/// Writes down which key is this database's, where none is yet. Another node may have been faster.
pub async fn note(db: &Db, config: &Config, keys: &Keys) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let known = settings::put_once(&mut tx, KEY_CHECK, &keys.check_value()).await?;
    tx.commit().await?;
    ensure_is(keys, &known, config)
}

/// What the database says of its key; `None` where Koe has never been.
async fn check_value(db: &Db) -> anyhow::Result<Option<String>> {
    let (_, taken) = db.schema().await?;
    if taken.is_empty() {
        return Ok(None);
    }
    Ok(settings::find(&mut *db.read().await?, KEY_CHECK).await?)
}

/// Only a database that has never had a key gets a new one: where it has, a key that is missing was lost on the way,
/// and another in its place would hide that.
fn from_file(known: Option<&str>, file: &Path) -> anyhow::Result<Keys> {
    if known.is_none() {
        return Keys::load_or_create(file);
    }
    Keys::load_explained(file)
        .context("Koe does not start without the key of its database; where it is lost, bring it back from where backups are kept")
}

fn ensure_is(keys: &Keys, known: &str, config: &Config) -> anyhow::Result<()> {
    ensure!(
        known == keys.check_value(),
        "this is not the key of this database (KOE_KEY or {}): contacts and receipts made with the other key \
         could not be read. Bring the key file back from where backups are kept",
        config.key_file().display()
    );
    Ok(())
}
