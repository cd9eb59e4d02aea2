//! Values that may be a second old: what every page needs and no page should ask the database for.
//! An old value is renewed by one request; those that come meanwhile still get it, however long loading takes.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, RwLock};

use super::once::Once;

/// How long a value is served without looking again, in milliseconds of the machine's clock.
const FRESH_MS: i64 = 1_000;
/// How much older it may be while somebody is loading it anew.
const LATE_MS: i64 = 9_000;
/// So many are kept: addresses are anybody's to invent.
const MOST: usize = 256;

/// A small cache by key. A change on this node drops it at once, with what was being loaded just then; another node is a
/// second late at most.
#[derive(Clone)]
pub struct Fresh<K, V> {
    shelf: Arc<RwLock<Shelf<K, V>>>,
    fresh_ms: i64,
    /// How much longer a value is served, in ms.
    longer: fn(&V) -> i64,
    /// Of what is dear: what is being loaded now.
    loading: Option<Arc<Loading<K, V>>>,
}

/// By key and round.
type Loading<K, V> = Once<(K, u64), Arc<V>>;

struct Shelf<K, V> {
    kept: HashMap<K, Kept<V>>,
    /// Grows with whatever is forgotten: what somebody began to load before may be of before.
    round: u64,
}

struct Kept<V> {
    loaded_at: i64,
    /// When somebody last went to load it anew.
    asked_at: i64,
    value: Arc<V>,
}

impl<K, V> Default for Fresh<K, V> {
    fn default() -> Self {
        let shelf = Arc::new(RwLock::new(Shelf { kept: HashMap::new(), round: 0 }));
        Self { shelf, fresh_ms: FRESH_MS, longer: |_| 0, loading: None }
    }
}

impl<K, V> Fresh<K, V> {
    /// For what may be older than a second, because it is dear: who finds none waits for whoever is loading it already.
    pub fn lasting(fresh_ms: i64) -> Self {
        Self { fresh_ms, loading: Some(Arc::default()), ..Self::default() }
    }

    /// For what is the dearer the more it tells of: a value is served for so many milliseconds more than a second.
    pub fn growing(longer: fn(&V) -> i64) -> Self {
        Self { longer, ..Self::lasting(FRESH_MS) }
    }
}

impl<K: Eq + Hash + Clone, V> Fresh<K, V> {
    /// The value if it was loaded lately, as seen from `now` (machine time). Else one caller gets `None` and
    /// loads it anew; all others have the old one meanwhile.
    fn get(&self, key: &K, now: i64) -> Option<Arc<V>> {
        let within = |since: i64, limit: i64| (0..limit).contains(&(now - since));
        let may_stand = |kept: &Kept<V>| {
            let fresh_ms = self.fresh_for(&kept.value);
            within(kept.loaded_at, fresh_ms)
                || within(kept.loaded_at, fresh_ms + LATE_MS) && within(kept.asked_at, FRESH_MS)
        };
        if let Some(kept) = self.shelf.read().ok()?.kept.get(key).filter(|kept| may_stand(kept)) {
            return Some(kept.value.clone());
        }
        let mut all = self.shelf.write().ok()?;
        let kept = all.kept.get_mut(key)?;
        if may_stand(kept) {
            return Some(kept.value.clone());
        }
        kept.asked_at = now;
        None
    }

    /// The value, loaded if nobody has lately.
    pub async fn get_or<E>(&self, key: K, now: i64, load: impl AsyncFnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        if let Some(kept) = self.get(&key, now) {
            return Ok(kept);
        }
        let round = self.round();
        let loaded = async || Ok(self.put(key.clone(), load().await?, now, round));
        match &self.loading {
            Some(loading) => loading.made((key.clone(), round), loaded).await,
            None => loaded().await,
        }
    }

    /// How long this value is served, in ms.
    fn fresh_for(&self, value: &V) -> i64 {
        self.fresh_ms + (self.longer)(value)
    }

    fn round(&self) -> u64 {
        self.shelf.read().map_or(0, |shelf| shelf.round)
    }

    /// The value however old it is, served for another second: for readers who can do with it where loading failed.
    pub fn keep(&self, key: &K, now: i64) -> Option<Arc<V>> {
        let mut all = self.shelf.write().ok()?;
        let kept = all.kept.get_mut(key)?;
        (kept.loaded_at, kept.asked_at) = (now, now);
        Some(kept.value.clone())
    }

    /// Keeps a value just loaded, unless something was forgotten since the round in which that began; hands it back.
    fn put(&self, key: K, value: V, now: i64, round: u64) -> Arc<V> {
        let value = Arc::new(value);
        if let Ok(mut shelf) = self.shelf.write()
            && shelf.round == round
        {
            if shelf.kept.len() >= MOST && !shelf.kept.contains_key(&key) {
                // What is served to nobody any more goes first. Where all are young all go: who comes has them loaded again.
                shelf.kept.retain(|_, kept| now - kept.loaded_at < self.fresh_for(&kept.value) + LATE_MS);
                if shelf.kept.len() >= MOST {
                    shelf.kept.clear();
                }
            }
            shelf.kept.insert(key, Kept { loaded_at: now, asked_at: now, value: value.clone() });
        }
        value
    }

    /// Forgets what is kept under one key: called by whoever sees that it is there no longer.
    pub fn forget(&self, key: &K) {
        if let Ok(mut shelf) = self.shelf.write()
            && shelf.kept.remove(key).is_some()
        {
            shelf.round += 1;
        }
    }

    /// Forgets everything: called by whoever changes what is kept here.
    pub fn clear(&self) {
        if let Ok(mut shelf) = self.shelf.write() {
            shelf.kept.clear();
            shelf.round += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    #[test]
    fn one_renews_while_the_others_read_on() {
        let kept = Fresh::default();
        assert_eq!(kept.get(&"call", 0), None);
        kept.put("call", 1, 0, 0);
        assert_eq!(kept.get(&"call", 999).as_deref(), Some(&1));
        assert_eq!(kept.get(&"call", 1_000), None, "it is this caller's to load");
        assert_eq!(kept.get(&"call", 1_001).as_deref(), Some(&1));
        assert_eq!(kept.get(&"call", 2_000), None, "that took too long: somebody else tries");
        kept.put("call", 2, 2_000, 0);
        assert_eq!(kept.get(&"call", 2_999).as_deref(), Some(&2));
    }

    #[test]
    fn what_is_dear_is_served_for_longer() {
        let kept = Fresh::lasting(60_000);
        kept.put("call", 1, 0, 0);
        assert_eq!(kept.get(&"call", 59_999).as_deref(), Some(&1));
        assert_eq!(kept.get(&"call", 60_000), None, "it is this caller's to load");
        assert_eq!(kept.get(&"call", 60_999).as_deref(), Some(&1));
        assert_eq!(kept.get(&"call", 61_000), None, "that took too long: somebody else tries");
    }

    #[test]
    fn what_tells_of_more_is_served_for_longer() {
        let kept = Fresh::growing(|value| *value);
        kept.put("small", 0, 0, 0);
        kept.put("large", 5_000, 0, 0);
        assert_eq!(kept.get(&"small", 1_000), None);
        assert_eq!(kept.get(&"large", 5_999).as_deref(), Some(&5_000));
        assert_eq!(kept.get(&"large", 6_000), None);
    }

    #[test]
    fn what_anybody_asks_for_fills_no_memory() {
        let kept = Fresh::default();
        (0..10 * MOST).for_each(|key| drop(kept.put(key, (), 0, 0)));
        assert!(kept.get(&(10 * MOST - 1), 1).is_some());
        assert!(kept.shelf.read().unwrap().kept.len() <= MOST);
        // What was asked for a while ago keeps nothing from being kept now.
        let kept = Fresh::default();
        (0..MOST).for_each(|key| drop(kept.put(key, (), 0, 0)));
        (MOST..2 * MOST).for_each(|key| drop(kept.put(key, (), 60_000, 0)));
        assert!((MOST..2 * MOST).all(|key| kept.get(&key, 60_001).is_some()));
    }

    #[test]
    fn what_is_long_past_is_shown_to_nobody() {
        let kept = Fresh::default();
        kept.put("call", 1, 0, 0);
        assert_eq!(kept.get(&"call", 60_000), None);
        assert_eq!(kept.get(&"call", 60_001), None);
        assert_eq!(kept.keep(&"call", 60_002).as_deref(), Some(&1), "unless somebody can do with it");
        assert_eq!(kept.get(&"call", 60_003).as_deref(), Some(&1));
        kept.clear();
        assert_eq!(kept.get(&"call", 60_004), None);
        assert_eq!(kept.keep(&"call", 60_004), None);
    }

    #[tokio::test]
    async fn what_is_dear_is_loaded_once_however_many_find_none() {
        let (kept, loads) = (Fresh::lasting(60_000), AtomicI64::new(0));
        let load = async || {
            let load = loads.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            Ok::<_, ()>(load)
        };
        let asked = || kept.get_or("call", 0, load);
        assert_eq!(tokio::join!(asked(), asked(), asked()), (Ok(0.into()), Ok(0.into()), Ok(0.into())));
        assert_eq!(asked().await, Ok(0.into()), "and kept");
        let late = async || {
            kept.clear();
            // Who asks after a change has nothing that was loaded before it.
            assert_eq!(asked().await, Ok(1.into()));
            Ok::<_, ()>(9)
        };
        assert_eq!(kept.get_or("call", 60_000, late).await, Ok(9.into()));
        assert_eq!(asked().await, Ok(1.into()));
    }

    #[tokio::test]
    async fn what_was_being_loaded_while_something_was_forgotten_is_not_kept() {
        let kept = Fresh::default();
        let load = async || {
            kept.clear();
            Ok::<_, ()>(1)
        };
        assert_eq!(kept.get_or("call", 0, load).await.as_deref(), Ok(&1), "whoever asked before has what was there");
        assert_eq!(kept.get(&"call", 1), None);
        assert_eq!(kept.get_or("call", 1, async || Ok::<_, ()>(2)).await.as_deref(), Ok(&2));
        let late = async || {
            kept.forget(&"call");
            Ok::<_, ()>(1)
        };
        assert_eq!(kept.get_or("list", 2, late).await.as_deref(), Ok(&1));
        assert_eq!((kept.get(&"call", 3), kept.get(&"list", 3)), (None, None));
        // What nobody keeps is asked for all the time, and nothing else suffers from it.
        let beside = async || {
            kept.forget(&"call");
            Ok::<_, ()>(3)
        };
        kept.get_or("list", 4, beside).await.unwrap();
        assert_eq!(kept.get(&"list", 5).as_deref(), Some(&3));
    }
}
