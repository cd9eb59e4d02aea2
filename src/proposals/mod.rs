//! Keeping an opinion from the public where two must agree: one proposes it, somebody else decides.

pub mod store;

use sqlx::FromRow;

use crate::base::audit::{self, Act, Actor};
use crate::base::db::Tx;
use crate::http::access::Viewer;
use crate::opinions::Reason;
use crate::opinions::store::Full;
use crate::policy;

/// What somebody proposes of a text, and what its author is then told.
#[derive(Clone, Debug, FromRow)]
pub struct Proposal {
    /// Of the text that was read.
    pub version: i64,
    #[sqlx(try_from = "String")]
    pub reason: Reason,
    pub message: String,
    /// The account, and its name.
    pub proposed_by: String,
    pub by_name: String,
    pub proposed_at: i64,
}

impl Proposal {
    /// Whether this person may be the second: somebody else has proposed it.
    pub fn is_for(&self, account: &str) -> bool {
        self.proposed_by != account
    }
}

/// What a press on "withhold" comes to.
#[derive(Debug)]
pub enum Turn {
    /// It is withheld, after somebody else's proposal where there was one.
    Decides(Option<Proposal>),
    /// Somebody else is to agree first.
    Proposed,
    /// Somebody else has proposed it since, or thought better of it: nobody agrees to what he has not seen.
    Late,
}

/// Withholds or proposes it, as the consultation asks; `seen`: when the proposal was made that stood on the screen.
pub async fn turn(
    tx: &mut Tx,
    opinion: &Full,
    (reason, message): (Reason, &str),
    seen: Option<i64>,
    me: &Viewer,
    now: i64,
) -> sqlx::Result<Turn> {
    let proposal = store::of(tx, &opinion.id, opinion.version).await?;
    let is_others = proposal.as_ref().is_some_and(|proposal| proposal.is_for(&me.account));
    let others = proposal.as_ref().filter(|_| is_others);
    if !policy::store::second_person(tx, &opinion.consultation_id).await? {
        return Ok(Turn::Decides(proposal.filter(|_| is_others)));
    }
    if others.map(|proposal| proposal.proposed_at) != seen {
        return Ok(Turn::Late);
    }
    if is_others {
        return Ok(Turn::Decides(proposal));
    }
    // Pressed twice it is one.
    if proposal.is_none_or(|own| (own.reason, own.message.as_str()) != (reason, message)) {
        store::put(tx, (&opinion.id, opinion.version), (reason, message), &me.account, now).await?;
        let (by, act) = (Actor::Staff(&me.login), Act::WithholdingProposed);
        audit::record(tx, by, act, &opinion.receipt, reason.name(), now).await?;
    }
    Ok(Turn::Proposed)
}
