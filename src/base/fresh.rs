//! Values that may be a second old: what every page needs and no page should ask the database for.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, RwLock};

/// How long a value is served without looking again, in milliseconds of the machine's clock.
const FRESH_MS: i64 = 1_000;

/// A small cache by key. A change on this node drops it at once; another node sees it within a second.
#[derive(Clone)]
pub struct Fresh<K, V>(Arc<RwLock<HashMap<K, Kept<V>>>>);

/// When it was loaded, and the value.
type Kept<V> = (i64, Arc<V>);

impl<K, V> Default for Fresh<K, V> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Eq + Hash, V> Fresh<K, V> {
    /// The value if it was loaded less than a second before `now` (machine time).
    pub fn get(&self, key: &K, now: i64) -> Option<Arc<V>> {
        let kept = self.0.read().ok()?;
        kept.get(key).filter(|(at, _)| (0..FRESH_MS).contains(&(now - at))).map(|(_, value)| value.clone())
    }

    /// Keeps a value just loaded and hands it back.
    pub fn put(&self, key: K, value: V, now: i64) -> Arc<V> {
        let value = Arc::new(value);
        if let Ok(mut kept) = self.0.write() {
            kept.insert(key, (now, value.clone()));
        }
        value
    }

    /// Forgets everything: called by whoever changes what is kept here.
    pub fn clear(&self) {
        if let Ok(mut kept) = self.0.write() {
            kept.clear();
        }
    }
}
