//! Whoever else says the same: equal texts in whatever state, and published ones that come close. Nothing is dropped for it
//! and nothing counts as a vote; it tells a moderator what has been decided on such a text before.

pub mod store;

use std::time::Duration;

use sqlx::FromRow;

use crate::app::App;
use crate::consultations::Consultation;
use crate::http::Result;
use crate::opinions::State;
use crate::opinions::store::Full;
use crate::similar;

/// So many of each are named.
const SHOWN: usize = 5;
/// How long a page waits for sketches that are still being made.
const PATIENCE: Duration = Duration::from_millis(300);

/// An opinion of the family.
#[derive(Clone, Debug, FromRow)]
pub struct Relative {
    pub receipt: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub submitted_at: i64,
}

/// Those beside one opinion.
#[derive(Clone, Debug, Default)]
pub struct Family {
    /// With the same text, width and case aside, the oldest first; the first few.
    pub same: Vec<Relative>,
    /// How many there are, and from how many submitters, this one's not counted.
    pub same_count: i64,
    pub same_submitters: i64,
    /// Published ones that say something close, the closest first; the first few.
    pub close: Vec<Relative>,
    pub close_submitters: usize,
    /// There are probably more than were compared.
    pub is_more: bool,
}

impl Family {
    /// An offer to whoever reads: where what is close cannot be had, the page goes on without.
    pub async fn of(app: &App, call: &Consultation, opinion: &Full) -> Result<Self> {
        let own = |one: &similar::Candidate| one.number == opinion.number;
        let found = similar::find(app, call, &opinion.text, PATIENCE, own).await.unwrap_or_default();
        let mut conn = app.db.read().await?;
        let (same, same_count, same_submitters) = store::same(&mut conn, app.db.engine, opinion, SHOWN).await?;
        let mut close = store::some(&mut conn, &found.numbers).await?;
        close.retain(|(_, relative)| same.iter().all(|one| one.receipt != relative.receipt));
        close.sort_by_key(|(number, _)| found.numbers.iter().position(|known| known == number));
        let close = close.into_iter().map(|(_, relative)| relative).take(SHOWN).collect();
        Ok(Self { same, same_count, same_submitters, close, close_submitters: found.people, is_more: found.is_more })
    }

    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.close.is_empty()
    }
}
