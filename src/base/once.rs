//! What is dear is made once, however many ask for it at the same moment.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex as Lock, PoisonError, Weak};

use tokio::sync::Mutex;

/// What became of a making: nothing yet, or what was made, `None` where that failed.
type Place<V> = Mutex<Option<Option<V>>>;

/// At most one making for each key at a time: whoever asks meanwhile waits for it and has what it made. When whoever makes
/// goes away, or panics, the next of those who wait makes it. When it fails, each of them tries for himself. Nothing is kept
/// longer than somebody waits.
pub struct Once<K, V>(Lock<HashMap<K, Weak<Place<V>>>>);

impl<K, V> Default for Once<K, V> {
    fn default() -> Self {
        Self(Lock::default())
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Once<K, V> {
    /// What is made, by `make` or by somebody who was before.
    pub async fn made<E>(&self, key: K, make: impl AsyncFnOnce() -> Result<V, E>) -> Result<V, E> {
        let place = self.place(&key);
        let mut place = place.lock().await;
        match place.clone() {
            Some(Some(made)) => Ok(made),
            Some(None) => {
                drop(place);
                make().await
            }
            None => {
                let made = make().await;
                *place = Some(made.as_ref().ok().cloned());
                // Whoever comes from now on asks for what is then.
                self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
                made
            }
        }
    }

    /// Where those wait who ask for the same.
    fn place(&self, key: &K) -> Arc<Place<V>> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|_, place| place.strong_count() > 0);
        if let Some(place) = places.get(key).and_then(Weak::upgrade) {
            return place;
        }
        let place = Arc::default();
        places.insert(key.clone(), Arc::downgrade(&place));
        place
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::FutureExt;
    use futures_util::future::join_all;
    use tokio::sync::Notify;

    use super::*;

    /// Counts how often it is made, and makes nothing before it is told.
    #[derive(Default)]
    struct Bench {
        once: Once<&'static str, usize>,
        begun: AtomicUsize,
        go: Notify,
    }

    impl Bench {
        async fn asks(&self, key: &'static str, fails: bool) -> Result<usize, &'static str> {
            let make = async || {
                let made = self.begun.fetch_add(1, Ordering::Relaxed) + 1;
                self.go.notified().await;
                if fails { Err("broken") } else { Ok(made) }
            };
            self.once.made(key, make).await
        }

        fn begun(&self) -> usize {
            self.begun.load(Ordering::Relaxed)
        }
    }

    #[tokio::test]
    async fn many_who_ask_at_once_have_what_one_makes_and_who_comes_later_something_new() {
        let bench = Bench::default();
        let mut asked = Box::pin(join_all((0..100).map(|_| bench.asks("sheet", false))));
        assert!(asked.as_mut().now_or_never().is_none());
        assert_eq!(bench.begun(), 1);
        bench.go.notify_one();
        assert_eq!(asked.await, vec![Ok(1); 100]);
        bench.go.notify_one();
        assert_eq!(bench.asks("sheet", false).await, Ok(2), "nothing is kept");
    }

    #[tokio::test]
    async fn nobody_waits_for_something_else() {
        let bench = Bench::default();
        let mut first = Box::pin(bench.asks("sheet", false));
        assert!(first.as_mut().now_or_never().is_none());
        let mut other = Box::pin(bench.asks("card", false));
        assert!(other.as_mut().now_or_never().is_none());
        assert_eq!(bench.begun(), 2);
    }

    #[tokio::test]
    async fn where_one_fails_the_others_try_at_once_and_for_themselves() {
        let bench = Bench::default();
        let mut fails = Box::pin(bench.asks("sheet", true));
        assert!(fails.as_mut().now_or_never().is_none());
        let mut others = Box::pin(join_all((0..3).map(|_| bench.asks("sheet", false))));
        assert!(others.as_mut().now_or_never().is_none());
        bench.go.notify_one();
        assert_eq!(fails.await, Err("broken"));
        assert!(others.as_mut().now_or_never().is_none());
        assert_eq!(bench.begun(), 4, "none waits for another any more");
        bench.go.notify_waiters();
        assert_eq!(others.await, [Ok(2), Ok(3), Ok(4)], "the failure is not remembered");
    }

    #[tokio::test]
    async fn who_goes_away_or_panics_leaves_it_to_the_next() {
        let bench = Bench::default();
        let mut leaves = Box::pin(bench.asks("sheet", false));
        assert!(leaves.as_mut().now_or_never().is_none());
        let mut stays = Box::pin(bench.asks("sheet", false));
        assert!(stays.as_mut().now_or_never().is_none());
        drop(leaves);
        bench.go.notify_one();
        assert_eq!(stays.await, Ok(2));

        let once = Arc::new(Once::<(), usize>::default());
        let own = once.clone();
        let panics = tokio::spawn(async move { own.made((), async || -> Result<usize, ()> { panic!("a bug") }).await });
        assert!(panics.await.is_err());
        assert_eq!(once.made((), async || Ok::<_, ()>(7)).await, Ok(7));
    }

    #[tokio::test]
    async fn nothing_is_left_of_those_who_went_away() {
        let bench = Bench::default();
        for key in ["one", "two", "three"] {
            assert!(bench.asks(key, false).now_or_never().is_none());
        }
        bench.go.notify_one();
        bench.asks("four", false).await.unwrap();
        assert!(bench.once.0.lock().unwrap().is_empty());
    }
}
