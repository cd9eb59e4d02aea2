//! 似た意見: published opinions that say something close to a text. Asked for by whoever is writing, before anything is
//! sent: what is typed is compared and forgotten. Nobody is held back by it.
//!
//! Of every published opinion a sketch of 64 bytes is kept in memory, for as long as somebody asks; the likeliest are read
//! from the database and compared word for word, so that what has been taken back or masked since is never shown.

pub mod panel;
pub mod store;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use self::store::Candidate;
use crate::analysis::similar::{Features, Rarity, Sketch};
use crate::app::App;
use crate::base::calendar::MINUTE_MS;
use crate::base::db::Conn;
use crate::consultations::Consultation;
use crate::http::Result;
use crate::opinions::text::searchable;

/// So many are compared word for word.
const LIKELY: usize = 64;
/// What is rare is learned from so many.
const LEARNED: usize = 5_000;
/// For so long, in milliseconds, nobody asks the database what is new.
const FRESH_MS: i64 = 1_000;
/// A decision may be seen so much later than it was made: another node's clock, a long transaction.
const LATE_MS: i64 = 10_000;
/// Sketches that nobody has asked for meanwhile are dropped.
const KEPT_MS: i64 = 60 * MINUTE_MS;

/// The sketches of each consultation that somebody has asked about.
#[derive(Clone, Default)]
pub struct Similar(Arc<Mutex<HashMap<String, Shelf>>>);

struct Shelf {
    asked_at: i64,
    index: Arc<tokio::sync::Mutex<Index>>,
}

impl Similar {
    /// `now` is the machine's time.
    fn index(&self, call: &str, now: i64) -> Arc<tokio::sync::Mutex<Index>> {
        let Ok(mut shelves) = self.0.lock() else { return Arc::default() };
        shelves.retain(|id, shelf| id == call || now - shelf.asked_at < KEPT_MS);
        let shelf = shelves.entry(call.to_owned()).or_insert_with(|| Shelf { asked_at: now, index: Arc::default() });
        shelf.asked_at = now;
        shelf.index.clone()
    }
}

/// What is close; first what says most of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub numbers: Vec<i64>,
    /// Those who wrote them.
    pub people: usize,
}

/// Looks for published opinions close to a text; `is_own` tells those that are its author's.
pub async fn find(app: &App, call: &Consultation, text: &str, is_own: impl Fn(&Candidate) -> bool) -> Result<Found> {
    let features = Features::of(text);
    let index = app.similar.index(&call.id, app.clock.machine_now());
    let mut index = index.lock().await;
    // Not before: who waits for sketches that are being made takes no connection from others.
    let mut conn = app.db.read().await?;
    index.renew(&mut conn, call, app.clock.now(), app.clock.machine_now()).await?;
    let (likely, rarity) = (index.likely(&features), index.rarity.clone());
    drop(index);
    let candidates = store::candidates(&mut conn, &likely).await?;
    let compared = candidates.into_iter().filter(|one| !is_own(one)).filter_map(|one| {
        let other = Features::of(&searchable(&one.public_body));
        rarity.covers(&features, &other).map(|covered| (covered, one))
    });
    let mut close: Vec<(f64, Candidate)> = compared.collect();
    close.sort_by(|(one, a), (two, b)| two.total_cmp(one).then(b.number.cmp(&a.number)));
    let people: HashSet<&str> = close.iter().map(|(_, one)| one.submitter_id.as_str()).collect();
    Ok(Found { people: people.len(), numbers: close.iter().map(|(_, one)| one.number).collect() })
}

/// The sketches of one consultation, as of a moment.
#[derive(Default)]
struct Index {
    rarity: Arc<Rarity>,
    sketches: Vec<(i64, Sketch)>,
    /// Where the sketch of an opinion stands, by its number.
    places: HashMap<i64, usize>,
    /// The greatest number in it.
    last: i64,
    /// Decisions up to here have been seen.
    decided_at: i64,
    /// When the last file was taken in, of which opinions have become public whose numbers are long past.
    imported_at: Option<i64>,
    /// By the machine's clock.
    renewed_at: i64,
}

impl Index {
    /// Takes in what has become public since, or was masked otherwise.
    async fn renew(&mut self, conn: &mut Conn, call: &Consultation, now: i64, machine_now: i64) -> sqlx::Result<()> {
        if (0..FRESH_MS).contains(&(machine_now - self.renewed_at)) {
            return Ok(());
        }
        let imported_at = store::last_import(conn, &call.id).await?;
        let has_outgrown = self.rarity.texts() < LEARNED && self.places.len() > 2 * self.rarity.texts();
        if imported_at != self.imported_at || has_outgrown {
            *self = Self { imported_at, ..Self::default() };
        }
        let is_first = self.sketches.is_empty();
        if is_first {
            self.learn(conn, call).await?;
        } else {
            let decided = store::decided_since(conn, &call.id, self.decided_at - LATE_MS).await?;
            decided.iter().for_each(|(number, text)| self.put(*number, &features(text)));
        }
        loop {
            let texts = store::beyond(conn, &call.id, self.last).await?;
            let Some((last, _)) = texts.last() else { break };
            self.last = *last;
            texts.iter().for_each(|(number, text)| self.put(*number, &features(text)));
        }
        (self.decided_at, self.renewed_at) = (now, machine_now);
        Ok(())
    }

    /// Sees from the first opinions what is rare, before any is sketched.
    async fn learn(&mut self, conn: &mut Conn, call: &Consultation) -> sqlx::Result<()> {
        let mut rarity = Rarity::default();
        let mut seen: Vec<(i64, Features)> = Vec::new();
        while seen.len() < LEARNED {
            let texts = store::beyond(conn, &call.id, seen.last().map_or(0, |(number, _)| *number)).await?;
            if texts.is_empty() {
                break;
            }
            seen.extend(texts.iter().map(|(number, text)| (*number, features(text))));
        }
        seen.iter().for_each(|(_, features)| rarity.add(features));
        self.rarity = Arc::new(rarity);
        for (number, features) in seen {
            self.put(number, &features);
            self.last = number;
        }
        Ok(())
    }

    fn put(&mut self, number: i64, features: &Features) {
        let Some(sketch) = Sketch::of(features, &self.rarity) else { return };
        match self.places.get(&number) {
            Some(place) => self.sketches[*place].1 = sketch,
            None => {
                self.places.insert(number, self.sketches.len());
                self.sketches.push((number, sketch));
            }
        }
    }

    /// Numbers of the opinions whose sketches agree most, newer ones first among equals.
    fn likely(&self, features: &Features) -> Vec<i64> {
        let Some(sketch) = Sketch::of(features, &self.rarity) else { return Vec::new() };
        let agreeing = self.sketches.iter().map(|(number, other)| (sketch.agrees(other), *number));
        let mut likely: Vec<(usize, i64)> = agreeing.filter(|(agrees, _)| *agrees > 0).collect();
        if likely.len() > LIKELY {
            likely.select_nth_unstable_by_key(LIKELY, |one| Reverse(*one));
            likely.truncate(LIKELY);
        }
        likely.into_iter().map(|(_, number)| number).collect()
    }
}

fn features(public: &str) -> Features {
    Features::of(&searchable(public))
}
