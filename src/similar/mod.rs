//! 似た意見: published opinions that say something close to a text. Asked for by whoever is writing, before anything is
//! sent: what is typed is compared and forgotten. Nobody is held back by it.
//!
//! Of every published opinion a sketch of 64 bytes is kept in memory, for as long as somebody asks; the likeliest are read
//! from the database and compared word for word, so that what has been taken back or masked since is never shown.
//! Nobody waits long for it: where sketches are still being made, the old ones serve, or none.

mod index;
pub mod panel;
mod store;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use self::index::{Index, Kept};
pub use self::store::Candidate;
use crate::analysis::similar::{Features, Own};
use crate::app::App;
use crate::base::calendar::HOUR_MS;
use crate::base::once::Once;
use crate::consultations::Consultation;
use crate::http::Result;
use crate::opinions::text::{Body, beginning, searchable};

/// So many are compared word for word.
const LIKELY: usize = 48;
/// Sketches that nobody has asked for meanwhile are dropped.
const KEPT_MS: i64 = HOUR_MS;

/// The sketches of each consultation that somebody has asked about.
#[derive(Clone, Default)]
pub struct Similar {
    kept: Arc<Mutex<HashMap<String, Kept>>>,
    renewing: Arc<Once<String, ()>>,
}

impl Similar {
    fn kept(&self, call: &str) -> Kept {
        self.kept.lock().ok().and_then(|all| all.get(call).cloned()).unwrap_or_default()
    }

    fn keep(&self, call: &str, renewed: Kept) {
        let Ok(mut all) = self.kept.lock() else { return };
        all.retain(|_, kept| renewed.renewed_at - kept.renewed_at < KEPT_MS);
        all.insert(call.to_owned(), renewed);
    }

    /// The sketches as they are this second, or, when that takes longer than `patience`, as they were.
    async fn index(app: &App, call: &Consultation, patience: Duration) -> Arc<Index> {
        let is_fresh = |app: &App, call: &str| app.similar.kept(call).is_fresh(app.clock.machine_now());
        if !is_fresh(app, &call.id) {
            // A task of its own: it goes on when whoever asked has gone away.
            let (app, call) = (app.clone(), call.id.clone());
            let renewing = tokio::spawn(async move {
                let renew = async || {
                    if !is_fresh(&app, &call) {
                        let renewed = app.similar.kept(&call).renewed(&app, &call).await?;
                        app.similar.keep(&call, renewed);
                    }
                    Ok::<_, sqlx::Error>(())
                };
                if let Err(error) = app.similar.renewing.made(call.clone(), renew).await {
                    tracing::warn!(%error, "cannot sketch opinions");
                }
            });
            drop(tokio::time::timeout(patience, renewing).await);
        }
        app.similar.kept(&call.id).index
    }
}

/// What is close; first what says most of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Numbers of opinions, each with other words.
    pub numbers: Vec<i64>,
    /// Those who wrote something close.
    pub people: usize,
    /// All that were compared are close: there are probably more.
    pub is_more: bool,
}

/// Looks for published opinions close to a text; `is_own` tells those that are its author's.
pub async fn find(
    app: &App,
    call: &Consultation,
    text: &str,
    patience: Duration,
    is_own: impl Fn(&Candidate) -> bool,
) -> Result<Found> {
    // Whatever comes: no more is compared than anybody may send.
    let features = Features::of(beginning(text, Body::MAX_CHARS));
    let index = Similar::index(app, call, patience).await;
    let likely = index.likely(&features, LIKELY);
    let own = Own::new(features, &index.rarity);
    let candidates = store::candidates(&mut *app.db.read().await?, &likely).await?;
    let compared = candidates.into_iter().filter(|one| !is_own(one));
    let covered = |one: &Candidate| own.covered_by(&Features::of(&searchable(&one.public_body)));
    let mut close: Vec<_> = compared.filter_map(|one| covered(&one).map(|covered| (covered, one))).collect();
    close.sort_by(|(one, a), (two, b)| two.total_cmp(one).then(b.number.cmp(&a.number)));
    let people: HashSet<&str> = close.iter().map(|(_, one)| one.submitter_id.as_str()).collect();
    let (people, is_more) = (people.len(), close.len() == LIKELY);
    let mut told = HashSet::new();
    let numbers = close.iter().filter(|(_, one)| told.insert(one.text_key.as_str())).map(|(_, one)| one.number);
    Ok(Found { numbers: numbers.collect(), people, is_more })
}
