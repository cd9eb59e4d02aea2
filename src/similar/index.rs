//! The sketches of one consultation, and how they follow what becomes public.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use super::store;
use crate::analysis::similar::{Features, Rarity, Sketch};
use crate::app::App;
use crate::base::calendar::HOUR_MS;
use crate::base::db::Conn;
use crate::opinions::text::searchable;

/// What is rare is learned from so many.
const LEARNED: usize = 5_000;
/// For so long, in milliseconds, nobody asks the database what is new.
const FRESH_MS: i64 = 1_000;
/// A decision may be seen so much later than it was made: another node's clock, a long transaction.
const LATE_MS: i64 = 10_000;

/// Sketches with what they have seen of the consultation.
#[derive(Clone, Default)]
pub struct Kept {
    pub index: Arc<Index>,
    /// Files taken in. One more, and opinions have become public whose numbers are long past.
    imports: i64,
    /// Decisions up to here have been seen.
    decided_at: i64,
    /// When all were read, by the machine's clock; 0: never.
    built_at: i64,
    pub renewed_at: i64,
}

impl Kept {
    pub fn is_fresh(&self, machine_now: i64) -> bool {
        self.built_at > 0 && (0..FRESH_MS).contains(&(machine_now - self.renewed_at))
    }

    /// The same with what has become public since, was masked otherwise or has been taken away.
    pub async fn renewed(&self, app: &App, call: &str) -> sqlx::Result<Self> {
        let mut conn = app.db.read().await?;
        let (now, machine_now) = (app.clock.now(), app.clock.machine_now());
        let imports = store::imports(&mut conn, call).await?;
        // Once an hour whatever may have been missed: by clocks that differ, or in a database that was restored.
        let is_young = (0..HOUR_MS).contains(&(machine_now - self.built_at));
        let seen = Self { imports, decided_at: now, renewed_at: machine_now, ..self.clone() };
        if is_young && imports == self.imports {
            let index = self.index_with_news(&mut conn, call).await?;
            if !index.has_outgrown() {
                return Ok(Self { index, ..seen });
            }
        }
        Ok(Self { index: Index::built(&mut conn, call).await?, built_at: machine_now, ..seen })
    }

    async fn index_with_news(&self, conn: &mut Conn, call: &str) -> sqlx::Result<Arc<Index>> {
        let decided = store::decided_since(conn, call, self.decided_at - LATE_MS).await?;
        let mut index = self.index.clone();
        if decided.iter().any(|(number, text)| text.is_some() || index.places.contains_key(number)) {
            let index = Arc::make_mut(&mut index);
            for (number, text) in decided {
                match text {
                    Some(text) => index.put(number, &of_public(&text)),
                    None => index.remove(number),
                }
            }
        }
        loop {
            let texts = store::beyond(conn, call, index.last).await?;
            if texts.is_empty() {
                return Ok(index);
            }
            let index = Arc::make_mut(&mut index);
            texts.iter().for_each(|(number, text)| index.put(*number, &of_public(text)));
        }
    }
}

#[derive(Clone, Default)]
pub struct Index {
    pub rarity: Arc<Rarity>,
    sketches: Vec<(i64, Sketch)>,
    /// Where the sketch of an opinion stands, by its number.
    places: HashMap<i64, usize>,
    /// The greatest number that was public.
    last: i64,
}

impl Index {
    /// Of all that is public. From the first opinions it is seen what is rare, before any is sketched.
    async fn built(conn: &mut Conn, call: &str) -> sqlx::Result<Arc<Self>> {
        let mut seen: Vec<(i64, Features)> = Vec::new();
        while seen.len() < LEARNED {
            let last = seen.last().map_or(0, |(number, _)| *number);
            let texts = store::beyond(conn, call, last).await?;
            if texts.is_empty() {
                break;
            }
            seen.extend(texts.iter().map(|(number, text)| (*number, of_public(text))));
        }
        let rarity = Arc::new(Rarity::among(seen.iter().map(|(_, features)| features)));
        let mut index = Self { rarity, ..Self::default() };
        seen.iter().for_each(|(number, features)| index.put(*number, features));
        loop {
            let texts = store::beyond(conn, call, index.last).await?;
            if texts.is_empty() {
                return Ok(Arc::new(index));
            }
            texts.iter().for_each(|(number, text)| index.put(*number, &of_public(text)));
        }
    }

    /// There is so much more than was learned from that something else may be rare.
    fn has_outgrown(&self) -> bool {
        self.rarity.texts() < LEARNED && self.places.len() > 2 * self.rarity.texts()
    }

    fn put(&mut self, number: i64, features: &Features) {
        self.last = self.last.max(number);
        let Some(sketch) = Sketch::of(features, &self.rarity) else { return self.remove(number) };
        match self.places.get(&number) {
            Some(place) => self.sketches[*place].1 = sketch,
            None => {
                self.places.insert(number, self.sketches.len());
                self.sketches.push((number, sketch));
            }
        }
    }

    fn remove(&mut self, number: i64) {
        let Some(place) = self.places.remove(&number) else { return };
        self.sketches.swap_remove(place);
        if let Some((moved, _)) = self.sketches.get(place) {
            self.places.insert(*moved, place);
        }
    }

    /// Numbers of the opinions whose sketches agree most, so many at most; newer ones first among equals.
    pub fn likely(&self, features: &Features, most: usize) -> Vec<i64> {
        let Some(sketch) = Sketch::of(features, &self.rarity) else { return Vec::new() };
        // The least of the best so far lies on top: of a hundred thousand all but a few are passed over at a glance.
        let mut likely = BinaryHeap::with_capacity(most + 1);
        let mut least = (0, i64::MAX);
        for (number, other) in &self.sketches {
            let one = (sketch.agrees(other), *number);
            if one > least {
                likely.push(Reverse(one));
            }
            if likely.len() > most {
                likely.pop();
                least = likely.peek().map_or(least, |Reverse(one)| *one);
            }
        }
        likely.into_iter().map(|Reverse((_, number))| number).collect()
    }
}

fn of_public(text: &str) -> Features {
    Features::of(&searchable(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_out_leaves_all_others_where_they_are_found() {
        let texts = ["夕方のバスの増便", "図書館の開館時間", "公園のトイレ", "給食費の無償化"];
        let features: Vec<_> = texts.iter().map(|text| Features::of(text)).collect();
        let mut index = Index { rarity: Arc::new(Rarity::among(&features)), ..Index::default() };
        (1..).zip(&features).for_each(|(number, features)| index.put(number, features));
        index.remove(1);
        index.remove(1);
        index.put(3, &features[0]);
        for (text, found) in [(0, vec![3]), (1, vec![2]), (2, vec![]), (3, vec![4])] {
            let likely = index.likely(&features[text], 1);
            let close: Vec<_> = likely.into_iter().filter(|_| !found.is_empty()).collect();
            assert_eq!(close, found, "{}", texts[text]);
        }
        assert_eq!((index.sketches.len(), index.places.len(), index.last), (3, 3, 4));
    }
}
