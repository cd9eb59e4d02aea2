//! Work after the answer: rows and leases. What each job does stands in `worker.rs`.
//!
//! A job is claimed by a lease, run outside any transaction and then marked done, so it may run twice
//! when a machine dies in between: every job must be safe to repeat.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::calendar::{HOUR_MS, MINUTE_MS};
use super::db::{Conn, Tx};
use super::id;

/// What can be left to do. Holds ids, never an address or a resident's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Tell an author that the opinion has arrived.
    LetterReceived { opinion: String, lang: String },
    /// Tell an author what was decided; `number` counts the opinion's decisions.
    LetterDecided { opinion: String, number: i64, lang: String },
    /// Tell an author what was decided on a note; `number` is the note's, `decisions` counts those on it.
    LetterAddition { opinion: String, number: i64, decisions: i64, lang: String },
    /// Tell an author the answer to the appeal against the decision of that number.
    LetterAppeal { opinion: String, decision: i64, lang: String },
    /// Write an export's file.
    Export { export: String },
    /// Try a file of opinions, take it in or take it back, as its state asks.
    Import { import: String },
    /// Look through what waits again: the rules of flags are others.
    FlagAgain,
    /// Delete contacts whose time has come, exports past their day and other leftovers.
    Purge,
}

impl Job {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::LetterReceived { .. } => "letter_received",
            Self::LetterDecided { .. } => "letter_decided",
            Self::LetterAddition { .. } => "letter_addition",
            Self::LetterAppeal { .. } => "letter_appeal",
            Self::Export { .. } => "export",
            Self::Import { .. } => "import",
            Self::FlagAgain => "flag_again",
            Self::Purge => "purge",
        }
    }
}

/// How long a claimed job is left alone before another worker may take it.
pub const LEASE_MS: i64 = 2 * MINUTE_MS;
/// After so many failures, three days, a job waits for a person.
const MAX_ATTEMPTS: i64 = 20;

/// Puts a job on the list, in the transaction of what it follows from. Times are the machine's.
pub async fn enqueue(tx: &mut Tx, job: &Job, now: i64) -> sqlx::Result<()> {
    enqueue_for(tx, job, now, now).await
}

/// The same, to be done at a later time.
pub async fn enqueue_for(tx: &mut Tx, job: &Job, due_at: i64, now: i64) -> sqlx::Result<()> {
    let sql = "insert into outbox (id, kind, payload, due_at, lease_until, attempts, created_at)
               values ($1, $2, $3, $4, 0, 0, $5)";
    let payload = serde_json::to_string(job).unwrap_or_default();
    let job = sqlx::query(sql).bind(id::new(now)).bind(job.kind()).bind(payload).bind(due_at).bind(now);
    job.execute(&mut **tx).await.map(|_| ())
}

/// Puts a job on the list that whoever asks does at once: should he die, somebody else takes it up.
pub async fn enqueue_claimed(tx: &mut Tx, job: Job, now: i64) -> sqlx::Result<Claim> {
    let sql = "insert into outbox (id, kind, payload, due_at, lease_until, attempts, created_at)
               values ($1, $2, $3, $4, $5, 1, $4)";
    let (id, payload) = (id::new(now), serde_json::to_string(&job).unwrap_or_default());
    let written = sqlx::query(sql).bind(&id).bind(job.kind()).bind(payload).bind(now).bind(now + LEASE_MS);
    written.execute(&mut **tx).await?;
    Ok(Claim { id, job, attempts: 1 })
}

/// A job in hand: its row, and how often it has been tried with this time.
#[derive(Clone, Debug)]
pub struct Claim {
    pub id: String,
    pub job: Job,
    pub attempts: i64,
}

/// Takes the oldest job that is due and free, letters last: however many wait for a slow mail server, the next job is not
/// behind them. Files and the purge are looked for by their kinds, so that no long list of letters is gone through. The
/// guard stands in the outer `where` too: without it two workers on PostgreSQL can both win the same row.
pub async fn claim(tx: &mut Tx, now: i64) -> sqlx::Result<Option<Claim>> {
    let sql = "update outbox set lease_until = $2, attempts = attempts + 1
               where id = coalesce(
                   (select id from outbox where kind in ('export', 'import', 'purge') and +due_at <= $1 and lease_until <= $1
                    and finished_at is null and dead_at is null order by +due_at, id limit 1),
                   (select id from outbox where due_at <= $1 and lease_until <= $1
                    and finished_at is null and dead_at is null order by due_at, id limit 1))
               and lease_until <= $1 returning id, payload, attempts";
    let row: Option<(String, String, i64)> =
        sqlx::query_as(sql).bind(now).bind(now + LEASE_MS).fetch_optional(&mut **tx).await?;
    let Some((id, payload, attempts)) = row else { return Ok(None) };
    match serde_json::from_str(&payload) {
        Ok(job) => Ok(Some(Claim { id, job, attempts })),
        Err(error) => {
            // A job of a newer version: leave it to that version, with a word on the page.
            fail(tx, &id, attempts, &format!("cannot be read: {error}"), false, now).await?;
            Ok(None)
        }
    }
}

/// Takes a job that somebody asks for by hand: due or not, given up or not, unless it is in hand.
pub async fn claim_one(tx: &mut Tx, job: Job, now: i64) -> sqlx::Result<Option<Claim>> {
    let sql = "update outbox set lease_until = $4, attempts = attempts + 1, dead_at = null
               where id = (select min(id) from outbox where kind = $1 and payload = $2 and finished_at is null
                           having max(lease_until) <= $3)
               and lease_until <= $3 and finished_at is null returning id, attempts";
    let payload = serde_json::to_string(&job).unwrap_or_default();
    let claimed = sqlx::query_as(sql).bind(job.kind()).bind(payload).bind(now).bind(now + LEASE_MS);
    let row: Option<(String, i64)> = claimed.fetch_optional(&mut **tx).await?;
    Ok(row.map(|(id, attempts)| Claim { id, job, attempts }))
}

/// Leaves a job that is in hand to whoever looks next.
pub async fn release(tx: &mut Tx, id: &str) -> sqlx::Result<()> {
    let sql = "update outbox set lease_until = 0 where id = $1 and finished_at is null";
    sqlx::query(sql).bind(id).execute(&mut **tx).await.map(|_| ())
}

/// Keeps a job in hand: called every `LEASE_MS / 3` while somebody is at work on it.
pub async fn renew(tx: &mut Tx, id: &str, now: i64) -> sqlx::Result<()> {
    let sql = "update outbox set lease_until = $2 where id = $1 and finished_at is null and dead_at is null";
    sqlx::query(sql).bind(id).bind(now + LEASE_MS).execute(&mut **tx).await.map(|_| ())
}

/// How a job came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Done,
    /// There was nothing to do any more. Why, as its row keeps it.
    Needless(&'static str),
    /// Its time comes later: it is taken up again then, machine time, and has not failed.
    Later(i64),
}

/// Why letters need not go out: the address has been deleted; the day's letters have gone there; there is newer news.
pub const NO_ADDRESS: &str = "no address any more";
pub const ENOUGH: &str = "three letters in a day";
pub const OVERTAKEN: &str = "overtaken by a later decision";

/// Closes a job, or puts it off. A closed one with an error was never done.
pub async fn finish(tx: &mut Tx, id: &str, ended: Ended, now: i64) -> sqlx::Result<()> {
    // What went wrong before is of no matter any more.
    let why = match ended {
        Ended::Done => None,
        Ended::Needless(why) => Some(why),
        Ended::Later(at) => {
            let sql = "update outbox set due_at = $2, lease_until = 0, attempts = attempts - 1, last_error = null where id = $1";
            return sqlx::query(sql).bind(id).bind(at).execute(&mut **tx).await.map(|_| ());
        }
    };
    let sql = "update outbox set finished_at = $2, last_error = $3 where id = $1";
    sqlx::query(sql).bind(id).bind(now).bind(why).execute(&mut **tx).await.map(|_| ())
}

/// Puts a failed job back: after 1 minute, doubling, at most 6 hours. After 20 tries, or where trying again would not
/// help, it is left for a person.
pub async fn fail(tx: &mut Tx, id: &str, attempts: i64, error: &str, hopeless: bool, now: i64) -> sqlx::Result<()> {
    let wait = (MINUTE_MS << (attempts - 1).clamp(0, 10)).min(6 * HOUR_MS);
    let dead_at = (hopeless || attempts >= MAX_ATTEMPTS).then_some(now);
    let sql = "update outbox set due_at = $2, lease_until = 0, last_error = $3, dead_at = $4 where id = $1";
    let short: String = error.chars().take(500).collect();
    sqlx::query(sql).bind(id).bind(now + wait).bind(short).bind(dead_at).execute(&mut **tx).await.map(|_| ())
}

/// Gives a job that failed another chance, at once. `false` when it is done or unknown.
pub async fn retry(tx: &mut Tx, id: &str, now: i64) -> sqlx::Result<bool> {
    let sql = "update outbox set due_at = $2, lease_until = 0, attempts = 0, dead_at = null
               where id = $1 and finished_at is null and lease_until <= $2";
    Ok(sqlx::query(sql).bind(id).bind(now).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Gives every letter that was given up another chance, and answers how many.
pub async fn retry_letters(tx: &mut Tx, now: i64) -> sqlx::Result<u64> {
    let sql = "update outbox set due_at = $1, lease_until = 0, attempts = 0, dead_at = null
               where dead_at is not null and finished_at is null and kind like 'letter_%'";
    Ok(sqlx::query(sql).bind(now).execute(&mut **tx).await?.rows_affected())
}

/// Forgets jobs that were done before `before`.
pub async fn forget_finished(tx: &mut Tx, before: i64) -> sqlx::Result<()> {
    let sql = "delete from outbox where finished_at is not null and finished_at < $1";
    sqlx::query(sql).bind(before).execute(&mut **tx).await.map(|_| ())
}

/// A row of the list, for the pages of mail and jobs.
#[derive(Clone, Debug, FromRow)]
pub struct Listed {
    pub id: String,
    pub kind: String,
    pub payload: String,
    pub due_at: i64,
    pub lease_until: i64,
    pub attempts: i64,
    pub created_at: i64,
    pub finished_at: Option<i64>,
    pub dead_at: Option<i64>,
    pub last_error: Option<String>,
}

/// 200 jobs, letters or all others: first what has been given up and waits for a person, then what has failed and will be
/// tried again, then the newest.
pub async fn list(conn: &mut Conn, letters: bool) -> sqlx::Result<Vec<Listed>> {
    let sql = "select id, kind, payload, due_at, lease_until, attempts, created_at, finished_at, dead_at, last_error
               from outbox where case when kind like 'letter_%' then 1 else 0 end = $1
               order by case when dead_at is not null then 0
                             when finished_at is null and last_error is not null then 1 else 2 end,
                   created_at desc, id desc limit 200";
    sqlx::query_as(sql).bind(i64::from(letters)).fetch_all(conn).await
}

/// True while something can be taken up now: a look before the claim, so that an idle site writes nothing.
pub async fn any_due(conn: &mut Conn, now: i64) -> sqlx::Result<bool> {
    let sql = "select attempts from outbox where due_at <= $1 and lease_until <= $1 and finished_at is null and dead_at is null
               limit 1";
    Ok(sqlx::query_scalar::<_, i64>(sql).bind(now).fetch_optional(conn).await?.is_some())
}
