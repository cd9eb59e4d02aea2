//! Who has an opinion in hand: a moderator who has opened it, until he goes on, decides, or a quarter of an hour is over.
//! It keeps two people from reading the same; what keeps them from deciding the same is the state that each has seen.

pub mod routes;
pub mod store;

use sqlx::FromRow;

use crate::app::App;
use crate::base::calendar::MINUTE_MS;
use crate::base::clock::Clock;
use crate::http::access::Viewer;

/// How long an opened opinion stays in hand, ms.
pub const LASTS_MS: i64 = 15 * MINUTE_MS;

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Claim {
    pub account_id: String,
    /// Of whoever has it.
    pub name: String,
    /// Machine time.
    pub until_at: i64,
}

impl Claim {
    /// With when it ends by the clock on the wall, which a demonstration may have set otherwise.
    pub fn with_end(self, clock: &Clock) -> (Self, i64) {
        let ends_at = self.until_at + clock.now() - clock.machine_now();
        (self, ends_at)
    }
}

/// Takes the opinion in hand for whoever opens it and lets go of what he had before, unless somebody else has it; answers
/// who has it. Two transactions: two who look at each other's opinions must not wait for one another.
pub async fn take(app: &App, opinion_id: &str, me: &Viewer, from_others: bool) -> sqlx::Result<Option<Claim>> {
    let now = app.clock.machine_now();
    let kept = store::of(&mut *app.db.read().await?, opinion_id, now).await?;
    if !from_others && kept.as_ref().is_some_and(|claim| claim.account_id != me.account) {
        return Ok(kept);
    }
    let mut tx = app.db.begin().await?;
    let taken = store::take(&mut tx, opinion_id, &me.account, from_others, now).await?;
    let kept = store::of(&mut tx, opinion_id, now).await?;
    tx.commit().await?;
    if taken {
        let mut tx = app.db.begin().await?;
        store::release_others(&mut tx, opinion_id, &me.account).await?;
        tx.commit().await?;
    }
    Ok(kept)
}
