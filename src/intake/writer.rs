//! The writer: one task that takes whatever is waiting, writes it in one transaction, answers, takes again.
//! It never waits for more, so one opinion alone is as fast as it can be, and many share the cost of a commit.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::{Outcome, Submission, store};
use crate::base::calendar::Zone;
use crate::base::clock::Clock;
use crate::base::db::Db;

/// Most opinions in one transaction.
const BATCH: usize = 256;
/// Most opinions waiting; beyond this a sender waits for a place, within the same five seconds.
const WAITING: usize = 4_096;
/// A transaction is given up after this time: a database that does not answer must not stop whoever comes later.
const LONGEST: Duration = Duration::from_secs(10);
/// A resident waits no longer for an answer. The words stay in the page, and a retry finds what was written.
const PATIENCE: Duration = Duration::from_secs(5);

/// The way in, shared by all handlers.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Waiting>,
    started: Instant,
    /// When somebody last came or was answered, in milliseconds since the start.
    latest: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Waiting {
    submission: Submission,
    answer: oneshot::Sender<Outcome>,
}

/// Not written, or not known to be: the resident keeps the words and may press again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl Writer {
    /// Starts the task. It ends when the last handle is gone.
    pub fn start(db: Db, clock: Clock, zone: Zone) -> Self {
        let (sender, mut queue) = mpsc::channel::<Waiting>(WAITING);
        tokio::spawn(async move {
            let mut waiting = Vec::with_capacity(BATCH);
            while queue.recv_many(&mut waiting, BATCH).await > 0 {
                let (db, clock, zone, batch) = (db.clone(), clock.clone(), zone.clone(), std::mem::take(&mut waiting));
                // In a task of its own: should it panic, its senders are told and the next batch is written.
                let written = tokio::spawn(async move { write(&db, &clock, &zone, batch).await }).await;
                if let Err(error) = written {
                    tracing::error!(%error, "a batch of opinions was given up");
                }
            }
        });
        Self { queue: sender, started: Instant::now(), latest: Arc::default() }
    }

    /// Hands a submission in and waits until it is on disk, or five seconds.
    pub async fn submit(&self, submission: Submission) -> Result<Outcome, Busy> {
        let (answer, outcome) = oneshot::channel();
        self.note();
        let sent = async {
            self.queue.send(Waiting { submission, answer }).await.ok()?;
            outcome.await.ok()
        };
        let answered = tokio::time::timeout(PATIENCE, sent).await;
        self.note();
        answered.ok().flatten().ok_or(Busy)
    }

    /// How long nobody has sent anything or been answered: work that can wait goes on when it is long enough.
    pub fn quiet_for(&self) -> Duration {
        self.started.elapsed().saturating_sub(Duration::from_millis(self.latest.load(Ordering::Relaxed)))
    }

    fn note(&self) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.latest.store(now, Ordering::Relaxed);
    }
}

/// Writes a batch; if its transaction fails, each of those who still wait alone, so that one cannot harm the others.
/// Whoever is not written gets no answer, which the sender reads as `Busy`.
async fn write(db: &Db, clock: &Clock, zone: &Zone, waiting: Vec<Waiting>) {
    let batch: Vec<&Submission> = waiting.iter().map(|one| &one.submission).collect();
    let outcomes = match transaction(db, clock, zone, &batch).await {
        Ok(outcomes) => outcomes.into_iter().map(Some).collect(),
        Err(error) => {
            tracing::warn!(%error, opinions = batch.len(), "a batch could not be written; trying each alone");
            each_alone(db, clock, zone, &waiting).await
        }
    };
    for (one, outcome) in waiting.into_iter().zip(outcomes) {
        if let Some(outcome) = outcome {
            // A resident who has gone away gets the same receipt on coming back.
            let _ = one.answer.send(outcome);
        }
    }
}

async fn each_alone(db: &Db, clock: &Clock, zone: &Zone, waiting: &[Waiting]) -> Vec<Option<Outcome>> {
    let mut outcomes = Vec::with_capacity(waiting.len());
    for one in waiting {
        if one.answer.is_closed() {
            outcomes.push(None);
            continue;
        }
        let outcome = transaction(db, clock, zone, &[&one.submission]).await;
        if let Err(error) = &outcome {
            tracing::error!(%error, "an opinion could not be written");
        }
        outcomes.push(outcome.ok().and_then(|mut list| list.pop()));
    }
    outcomes
}

async fn transaction(db: &Db, clock: &Clock, zone: &Zone, batch: &[&Submission]) -> sqlx::Result<Vec<Outcome>> {
    let written = async {
        let mut tx = db.begin().await?;
        let outcomes = store::take(&mut tx, db.engine, zone, batch, clock.now(), clock.machine_now()).await?;
        tx.commit().await?;
        Ok(outcomes)
    };
    tokio::time::timeout(LONGEST, written)
        .await
        .unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
}
