//! Presses are written together with those that come at the same moment.

use super::{Outcome, Press, store};
use crate::base::batch;
use crate::base::calendar::Zone;
use crate::base::clock::Clock;
use crate::base::db::Tx;

pub type Writer = batch::Writer<Taking>;

/// What counting goes by.
#[derive(Clone, Debug)]
pub struct Taking {
    pub clock: Clock,
    pub zone: Zone,
}

impl batch::Write for Taking {
    type Item = Press;
    type Outcome = Outcome;
    const WHAT: &'static str = "reactions";

    async fn write(&self, tx: &mut Tx, batch: &[&Press]) -> sqlx::Result<Vec<Outcome>> {
        store::take(tx, &self.zone, batch, self.clock.now()).await
    }
}
