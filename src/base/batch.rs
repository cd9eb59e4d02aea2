//! Shared commits: one task takes whatever is waiting, writes it in one transaction, answers, takes again. It never waits
//! for more, so one alone is as fast as it can be, and many share the cost of a commit.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::db::{Db, Tx};

/// Most in one transaction.
const BATCH: usize = 256;
/// Most waiting; beyond this a sender waits for a place, within the same five seconds.
const WAITING: usize = 4_096;
/// A transaction is given up after this time: a database that does not answer must not stop whoever comes later.
const LONGEST: Duration = Duration::from_secs(10);
/// Nobody waits longer for an answer. A retry finds what was written.
const PATIENCE: Duration = Duration::from_secs(5);

/// How things of one kind are written together.
pub trait Write: Clone + Send + Sync + 'static {
    type Item: Send + Sync + 'static;
    type Outcome: Send + 'static;

    /// What several of them are called in the log.
    const WHAT: &'static str;

    /// Writes these, in the order in which they came; an outcome for each.
    fn write(
        &self,
        tx: &mut Tx,
        batch: &[&Self::Item],
    ) -> impl Future<Output = sqlx::Result<Vec<Self::Outcome>>> + Send;
}

/// The way in, shared by all handlers.
#[derive(Clone, Debug)]
pub struct Writer<W: Write> {
    queue: mpsc::Sender<Waiting<W>>,
    started: Instant,
    /// When somebody last came or was answered, in milliseconds since the start.
    latest: Arc<AtomicU64>,
}

struct Waiting<W: Write> {
    item: W::Item,
    answer: oneshot::Sender<W::Outcome>,
}

/// Not written, or not known to be: whoever sent it may send it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl<W: Write> Writer<W> {
    /// Starts the task. It ends when the last handle is gone.
    pub fn start(db: Db, how: W) -> Self {
        let (sender, mut queue) = mpsc::channel::<Waiting<W>>(WAITING);
        tokio::spawn(async move {
            let mut waiting = Vec::with_capacity(BATCH);
            while queue.recv_many(&mut waiting, BATCH).await > 0 {
                let (db, how, batch) = (db.clone(), how.clone(), std::mem::take(&mut waiting));
                // In a task of its own: should it panic, its senders are told and the next batch is written.
                let written = tokio::spawn(async move { write(&db, &how, batch).await }).await;
                if let Err(error) = written {
                    tracing::error!(%error, what = W::WHAT, "a batch was given up");
                }
            }
        });
        Self { queue: sender, started: Instant::now(), latest: Arc::default() }
    }

    /// Hands one in and waits until it is on disk, or five seconds.
    pub async fn submit(&self, item: W::Item) -> Result<W::Outcome, Busy> {
        let (answer, outcome) = oneshot::channel();
        self.note();
        let sent = async {
            self.queue.send(Waiting { item, answer }).await.ok()?;
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
async fn write<W: Write>(db: &Db, how: &W, waiting: Vec<Waiting<W>>) {
    let batch: Vec<&W::Item> = waiting.iter().map(|one| &one.item).collect();
    let outcomes = match transaction(db, how, &batch).await {
        Ok(outcomes) => outcomes.into_iter().map(Some).collect(),
        Err(error) => {
            let (what, count) = (W::WHAT, batch.len());
            tracing::warn!(%error, what, count, "a batch could not be written; trying each alone");
            each_alone(db, how, &waiting).await
        }
    };
    for (one, outcome) in waiting.into_iter().zip(outcomes) {
        if let Some(outcome) = outcome {
            // Whoever has gone away finds the same on coming back.
            let _ = one.answer.send(outcome);
        }
    }
}

async fn each_alone<W: Write>(db: &Db, how: &W, waiting: &[Waiting<W>]) -> Vec<Option<W::Outcome>> {
    let mut outcomes = Vec::with_capacity(waiting.len());
    for one in waiting {
        if one.answer.is_closed() {
            outcomes.push(None);
            continue;
        }
        let outcome = transaction(db, how, &[&one.item]).await;
        if let Err(error) = &outcome {
            tracing::error!(%error, what = W::WHAT, "one of a batch could not be written");
        }
        outcomes.push(outcome.ok().and_then(|mut list| list.pop()));
    }
    outcomes
}

async fn transaction<W: Write>(db: &Db, how: &W, batch: &[&W::Item]) -> sqlx::Result<Vec<W::Outcome>> {
    let written = async {
        let mut tx = db.begin().await?;
        let outcomes = how.write(&mut tx, batch).await?;
        tx.commit().await?;
        Ok(outcomes)
    };
    tokio::time::timeout(LONGEST, written)
        .await
        .unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
}
