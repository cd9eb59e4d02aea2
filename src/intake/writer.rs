//! Opinions are written together with those that arrive at the same moment.

use super::{Outcome, Submission, store};
use crate::base::batch;
use crate::base::calendar::Zone;
use crate::base::clock::Clock;
use crate::base::db::{Engine, Tx};

pub type Writer = batch::Writer<Taking>;

/// What taking in goes by.
#[derive(Clone, Debug)]
pub struct Taking {
    pub engine: Engine,
    pub clock: Clock,
    pub zone: Zone,
}

impl batch::Write for Taking {
    type Item = Submission;
    type Outcome = Outcome;
    const WHAT: &'static str = "opinions";

    async fn write(&self, tx: &mut Tx, batch: &[&Submission]) -> sqlx::Result<Vec<Outcome>> {
        store::take(tx, self.engine, &self.zone, batch, self.clock.now(), self.clock.machine_now()).await
    }
}
