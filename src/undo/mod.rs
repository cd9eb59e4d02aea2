//! A decision taken back by who has made it, a few minutes later at most: its letter has not left yet.

pub mod routes;
pub mod store;

use crate::base::calendar::MINUTE_MS;
use crate::http::access::Viewer;
use crate::opinions::State;
use crate::opinions::store::Decision;

/// The decision that this person may take back: the newest, his own, of this moment (`minutes`), and the first after
/// which nothing was to be done any more. What somebody has decided before is decided anew instead.
pub fn undoable<'d>(history: &'d [Decision], me: &Viewer, minutes: u16, now: i64) -> Option<&'d Decision> {
    let last = history.first()?;
    let from = State::parse(&last.from_state)?;
    let to = State::parse(&last.to_state)?;
    let was_open = matches!(from, State::Pending | State::OnHold) || from == State::Published && last.number == 1;
    let is_his = last.decided_by.as_deref() == Some(&me.account) && last.undoes.is_none();
    let is_fresh = now - last.decided_at < i64::from(minutes) * MINUTE_MS;
    (was_open && is_his && is_fresh && to != State::Pending).then_some(last)
}
