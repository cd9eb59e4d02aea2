//! tower-sessions records in our own table. The id is hashed before it is kept.

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use super::calendar::HOUR_MS;
use super::clock::Clock;
use super::crypto;
use super::db::{Db, Tx};

/// The store of `SessionManagerLayer`.
#[derive(Clone, Debug)]
pub struct Sessions {
    pub db: Db,
    pub clock: Clock,
}

/// No session lives longer, however busy.
pub const LONGEST_MS: i64 = 12 * HOUR_MS;
/// 2100-01-01: the row has been judged when the library asks again.
const FAR_AWAY: OffsetDateTime = match OffsetDateTime::from_unix_timestamp(4_102_444_800) {
    Ok(date) => date,
    Err(_) => OffsetDateTime::UNIX_EPOCH,
};
/// Where a session's record names its account.
pub const ACCOUNT: &str = "account";

#[async_trait]
impl tower_sessions::SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // A record that was cleared still names the session of before, which whoever sent its cookie may know: a session
        // that begins has an id of its own. 128 random bits; a collision would be refused by the key.
        record.id = Id::default();
        let sql = "insert into sessions (id_hash, account_id, record, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)";
        let (data, account) = parts(record)?;
        let now = self.clock.machine_now();
        let mut tx = self.db.begin().await.map_err(backend)?;
        let insert = sqlx::query(sql).bind(key(&record.id)).bind(account).bind(data).bind(now).bind(now + LONGEST_MS);
        insert.execute(&mut *tx).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // A session that was ended meanwhile stays ended: an update revives nothing.
        let sql = "update sessions set account_id = $2, record = $3 where id_hash = $1";
        let (data, account) = parts(record)?;
        let mut tx = self.db.begin().await.map_err(backend)?;
        sqlx::query(sql).bind(key(&record.id)).bind(account).bind(data).execute(&mut *tx).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let sql = "select record from sessions where id_hash = $1 and expires_at > $2";
        let mut conn = self.db.read().await.map_err(backend)?;
        let row: Option<String> = sqlx::query_scalar(sql)
            .bind(key(id))
            .bind(self.clock.machine_now())
            .fetch_optional(&mut *conn)
            .await
            .map_err(backend)?;
        let Some(record) = row else { return Ok(None) };
        let data = serde_json::from_str(&record).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: FAR_AWAY }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        let sql = "delete from sessions where id_hash = $1";
        sqlx::query(sql).bind(key(id)).execute(&mut *tx).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

/// A record's data as text, and the account it names.
fn parts(record: &Record) -> Result<(String, Option<String>)> {
    let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    let account = record.data.get(ACCOUNT).and_then(|value| value.as_str()).map(str::to_owned);
    Ok((data, account))
}

/// Ends every session of a person: on disabling, a change of roles or a new password.
pub async fn end_all(tx: &mut Tx, account: &str) -> sqlx::Result<()> {
    sqlx::query("delete from sessions where account_id = $1").bind(account).execute(&mut **tx).await.map(|_| ())
}

/// Deletes what has expired.
pub async fn purge(tx: &mut Tx, now: i64) -> sqlx::Result<()> {
    sqlx::query("delete from sessions where expires_at <= $1").bind(now).execute(&mut **tx).await.map(|_| ())
}

/// How a session's row is found: the hash of its id.
pub fn key(id: &Id) -> String {
    crypto::hash(&id.to_string())
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}
