//! 共感: somebody says that he feels the same, once for an opinion and without an account. It is no vote: nothing is put in
//! order by it, and dots that people stuck on notes in a room are another thing.

pub mod routes;
pub mod store;
mod writer;

use std::collections::HashSet;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

pub use self::writer::{Taking, Writer};
use crate::app::App;
use crate::base::calendar::DAY_MS;
use crate::base::crypto::{Keys, Purpose, hex};
use crate::base::db::Conn;
use crate::consultations::period::Phase;
use crate::consultations::{Consultation, Reactions};
use crate::http::cookies::{self, VISITOR};

/// How long a visitor is known.
const KNOWN_DAYS: i64 = 180;

/// Somebody who has said 共感: a random number in the cookie that the first press sets, with the day of that press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor([u8; 16]);

impl Visitor {
    pub fn new() -> Self {
        Self(rand::random())
    }

    /// What the cookie holds. `now` is the machine's time, of which the day is kept alone.
    fn sign(self, keys: &Keys, now: i64) -> String {
        keys.sign(Purpose::Visitor, &[self.0.as_slice(), &now.div_euclid(DAY_MS).to_be_bytes()].concat())
    }

    /// The visitor again; `None` where the cookie is not ours, is cut, or has been there for its whole time.
    fn read(keys: &Keys, cookie: &str, now: i64) -> Option<Self> {
        let payload = keys.verify(Purpose::Visitor, cookie)?;
        let (visitor, since) = payload.split_first_chunk::<16>()?;
        let since = i64::from_be_bytes(since.try_into().ok()?);
        (since..since.checked_add(KNOWN_DAYS)?).contains(&now.div_euclid(DAY_MS)).then_some(Self(*visitor))
    }

    /// What is kept of the visitor beside one opinion: something else beside each, and no way back without the cookie.
    pub fn mark(self, keys: &Keys, receipt: &str) -> String {
        hex(&keys.mac(Purpose::Reaction, &[self.0.as_slice(), receipt.as_bytes()].concat())[..16])
    }
}

impl Default for Visitor {
    fn default() -> Self {
        Self::new()
    }
}

/// The visitor whose cookie came along. Whatever else came is as good as none.
pub struct Known(pub Option<Visitor>);

impl FromRequestParts<App> for Known {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let (name, now) = (app.cookie(VISITOR), app.clock.machine_now());
        let mut values = cookies::values(&parts.headers, &name);
        Ok(Self(values.find_map(|value| Visitor::read(&app.keys, value, now))))
    }
}

/// A press of the button under an opinion.
#[derive(Clone, Debug)]
pub struct Press {
    pub receipt: String,
    /// See `Visitor::mark`.
    pub mark: String,
    /// Or takes back.
    pub gives: bool,
}

/// What became of a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is as the visitor wants it, from now on or already.
    Done,
    /// Nothing can be given or taken back there, or no longer.
    Closed,
    /// The author has withdrawn the opinion.
    Withdrawn,
    /// There is no such opinion that everybody may read.
    Unknown,
}

/// What stands under one opinion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// How many, where everybody sees it and there are some.
    pub count: Option<i64>,
    /// Where it can be given: whether this reader has.
    pub given: Option<bool>,
}

impl Beside {
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// What a reader sees of 共感 on one page. By default nothing.
#[derive(Clone, Debug, Default)]
pub struct View {
    takes: bool,
    counts: bool,
    /// Receipts of the opinions to which this reader has given it.
    given: HashSet<String>,
}

impl View {
    /// Looks up which of these opinions the reader has given it to, where that is known of anybody.
    pub async fn of<'o>(
        conn: &mut Conn,
        keys: &Keys,
        call: &Consultation,
        phase: Phase,
        known: &Known,
        receipts: impl Iterator<Item = &'o str>,
    ) -> sqlx::Result<Self> {
        let mut view = Self { takes: call.reactions.takes(phase), ..Self::default() };
        view.counts = call.reactions.counts(phase);
        if let Some(visitor) = known.0.filter(|_| view.takes) {
            let marks = receipts.map(|receipt| (visitor.mark(keys, receipt), receipt)).collect();
            view.given = store::given(conn, marks).await?;
        }
        Ok(view)
    }

    /// Under the opinion with this number, of which so many have said 共感.
    pub fn beside(&self, receipt: &str, count: i64) -> Beside {
        Beside {
            count: Some(count).filter(|count| self.counts && *count > 0),
            given: self.takes.then(|| self.given.contains(receipt)),
        }
    }
}

/// What a page says of 共感 above its opinions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// It can be given.
    pub takes: bool,
    pub counts: bool,
}

impl Note {
    /// `None` where there is nothing to say.
    pub fn of(call: &Consultation, phase: Phase) -> Option<Self> {
        let note = Self { takes: call.reactions.takes(phase), counts: call.reactions.counts(phase) };
        (call.reactions != Reactions::Off && (note.takes || note.counts)).then_some(note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_is_known_for_180_days_and_by_nothing_but_the_whole_cookie() {
        let (keys, visitor, made) = (Keys::new(&[7; 32]), Visitor::new(), 1_730_077_200_000);
        let cookie = visitor.sign(&keys, made);
        assert_eq!(Visitor::read(&keys, &cookie, made), Some(visitor));
        assert_eq!(cookie, visitor.sign(&keys, made.div_euclid(DAY_MS) * DAY_MS), "of the time the day alone is in it");
        let days = |days: i64| made + days * DAY_MS;
        assert_eq!(Visitor::read(&keys, &cookie, days(KNOWN_DAYS - 1)), Some(visitor));
        assert_eq!(Visitor::read(&keys, &cookie, days(KNOWN_DAYS)), None);
        assert_eq!(Visitor::read(&keys, &cookie, days(-1)), None, "from a day that has not come");
        assert_eq!(Visitor::read(&Keys::new(&[8; 32]), &cookie, made), None);
        for cut in 0..cookie.len() {
            assert_eq!(Visitor::read(&keys, &cookie[..cut], made), None, "{cut}");
        }
        // Signed by us, for something else or of another shape.
        for (purpose, bytes) in [(Purpose::Form, 24), (Purpose::Visitor, 23), (Purpose::Visitor, 25)] {
            assert_eq!(Visitor::read(&keys, &keys.sign(purpose, &vec![0; bytes]), 0), None, "{purpose:?} {bytes}");
        }
        assert!(Visitor::read(&keys, &keys.sign(Purpose::Visitor, &[0; 24]), 0).is_some());
    }

    #[test]
    fn beside_two_opinions_a_visitor_leaves_marks_that_have_nothing_in_common() {
        let (keys, visitor) = (Keys::new(&[7; 32]), Visitor([1; 16]));
        let mark = visitor.mark(&keys, "R6-0123-7");
        assert_eq!(mark, visitor.mark(&keys, "R6-0123-7"));
        assert_ne!(mark, visitor.mark(&keys, "R6-0124-5"));
        assert_ne!(mark, Visitor([2; 16]).mark(&keys, "R6-0123-7"));
        assert_eq!(mark.len(), 32);
    }
}
