//! Rows of an import on their way in: opinions that nobody sees before all of them are there.

pub mod store;

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use tokio::sync::mpsc::{self, Receiver};

use crate::app::App;
use crate::base::crypto::{Purpose, hex};
use crate::base::sql::Sql;
use crate::faults::Fault;
use crate::imports::store::Import;
use crate::mapping::draft::{Draft, Theme};
use crate::meetings::Named;
use crate::uploads::reader::Chunk;
use crate::uploads::{Failure, Why};
use store::Arrived;

/// What all rows of a file have in common.
pub struct Common {
    pub app: App,
    pub import: Import,
    /// Ids by code, and by name for those that were made for this file.
    pub themes: HashMap<Theme, String>,
    /// Ids of the meetings that rows name; under `None` that of the workshop that all rows are notes of.
    pub meetings: HashMap<Option<Named>, String>,
    /// Whose numbers the ids of the rows are, as `Plan::list`.
    pub list: String,
    /// The domain's.
    pub now: i64,
    /// Milliseconds that the city gives itself to look at what comes.
    pub target_ms: i64,
}

/// A draft on its way into the table.
pub struct Entry {
    pub number: i64,
    pub draft: Draft,
}

impl Common {
    /// The id of a row: the same however often it is written, and in the order of the rows, so that a portion touches
    /// few pages of the database.
    fn row_id(&self, number: i64) -> String {
        format!("{}-{number:08}", prefix(&self.import.id))
    }

    /// The id of who sent it. Rows without a person's name are of one person each.
    fn submitter_id(&self, number: i64, name: Option<&str>) -> String {
        match name {
            // By our key: nobody finds a name by trying names.
            Some(name) => {
                let mac = self.app.keys.mac(Purpose::Submitter, format!("{}/{name}", self.import.id).as_bytes());
                format!("{}-n{}", prefix(&self.import.id), hex(&mac[..12]))
            }
            None => format!("{}-p{number:08}", prefix(&self.import.id)),
        }
    }
}

/// What the ids of an import's rows begin with: the part of its own id that chance made, 48 bits of it. Ids stand in most
/// indexes, so they are short.
fn prefix(import: &str) -> &str {
    import.rsplit('-').next().unwrap_or(import)
}

/// Which drafts are new: an id that their list has brought before, or that an earlier row had, adds nothing where the words
/// are the same, too. With other words it is somebody else's opinion under a number that two lists share.
#[derive(Default)]
pub struct Sieve {
    /// As `Plan::list`.
    list: String,
    /// Hashes of the ids so far and of their words: a million of them take 36 MB.
    seen: HashMap<u64, u32>,
    pub known: u64,
    pub doubled: u64,
    /// Rows that are new in their list although another one has their id with the same words.
    pub elsewhere: u64,
    /// Rows whose id has other words, with what is wrong: for whoever sifts to take out.
    pub clashes: Vec<(u64, String, Fault)>,
    /// Rows so far whose id their list has brought before, with other words.
    pub clashing: u64,
    /// New rows so far with words that no list has: nothing can come of them yet.
    pub unclear: u64,
}

impl Sieve {
    pub fn of(list: &str) -> Self {
        Self { list: list.to_owned(), ..Self::default() }
    }

    pub async fn sift(&mut self, app: &App, import: &Import, drafts: Vec<Draft>) -> sqlx::Result<Vec<Draft>> {
        let ids: Vec<&str> = drafts.iter().filter_map(|draft| draft.external.as_deref()).collect();
        let arrived = match ids.is_empty() {
            true => HashMap::new(),
            false => store::arrived(&mut *app.db.read().await?, &import.consultation_id, &ids).await?,
        };
        let mut fresh = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let Some(id) = &draft.external else {
                fresh.push(draft);
                continue;
            };
            let words = draft.body.as_str();
            let earlier = self.seen.insert(hash(id), hash(words) as u32);
            let there = arrived.get(id).map_or(&[][..], Vec::as_slice);
            let (own, others): (Vec<_>, Vec<_>) = there.iter().partition(|it| it.is_of(&self.list));
            let says = |those: &[&Arrived]| those.iter().any(|it| it.says(words));
            match (own.is_empty(), earlier) {
                (false, _) if says(&own) => self.known += 1,
                (true, Some(earlier)) if earlier == hash(words) as u32 => self.doubled += 1,
                (true, None) => {
                    self.elsewhere += u64::from(says(&others));
                    fresh.push(draft);
                }
                (false, _) => {
                    self.clashing += 1;
                    self.clashes.push((draft.row, id.clone(), Fault::SameId));
                }
                (true, Some(_)) => self.clashes.push((draft.row, id.clone(), Fault::TwiceId)),
            }
        }
        let new = fresh.len();
        fresh.retain(|draft| !draft.is_unclear);
        self.unclear += (new - fresh.len()) as u64;
        Ok(fresh)
    }
}

/// Names of the files, still on their way in, that have brought ids of these rows; none twice.
pub async fn holders(app: &App, import: &Import, list: &str, mut chunks: Receiver<Chunk>) -> sqlx::Result<Vec<String>> {
    let mut names = BTreeSet::new();
    while let Some(chunk) = chunks.recv().await {
        let ids: Vec<&str> = chunk.drafts.iter().filter_map(|draft| draft.external.as_deref()).collect();
        names.extend(store::holders(&mut *app.db.read().await?, import, list, &ids).await?);
    }
    Ok(names.into_iter().collect())
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A portion of rows, ready to be written in one transaction.
pub struct Batch {
    pub statements: Vec<Sql>,
    /// Rows of the file so far, these among them.
    pub done: i64,
}

/// Makes batches in a task of its own, ahead of whoever writes them: reading, making and writing go on side by side.
/// Numbers begin at `first`; more rows than the trial counted are another file than it read.
pub fn batches(
    common: Common,
    mut chunks: Receiver<Chunk>,
    first: i64,
) -> Receiver<anyhow::Result<Result<Batch, Failure>>> {
    let (send, receive) = mpsc::channel(2);
    tokio::spawn(async move {
        let (mut sieve, mut done) = (Sieve::of(&common.list), 0);
        while let Some(chunk) = chunks.recv().await {
            let sifted = sieve.sift(&common.app, &common.import, chunk.drafts).await;
            // The trial has told of them.
            sieve.clashes.clear();
            let batch = match sifted {
                Err(error) => Err(error.into()),
                Ok(fresh) if done + fresh.len() as i64 > common.import.total_rows => Ok(Err(Why::Changed.into())),
                Ok(fresh) => {
                    let entries = (first + done..).zip(fresh).map(|(number, draft)| Entry { number, draft });
                    let entries: Vec<Entry> = entries.collect();
                    done += entries.len() as i64;
                    Ok(Ok(Batch { statements: store::statements(&common, &entries), done }))
                }
            };
            let ends = !matches!(batch, Ok(Ok(_)));
            if send.send(batch).await.is_err() || ends {
                return;
            }
        }
    });
    receive
}
