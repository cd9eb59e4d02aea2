//! Who has an opinion in hand: a moderator who has opened it, until he goes on, decides, or a quarter of an hour is over.
//! It keeps two people from reading the same; what keeps them from deciding the same is the state that each has seen.

pub mod routes;
pub mod store;

use sqlx::FromRow;

use crate::base::calendar::MINUTE_MS;
use crate::base::clock::Clock;

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
