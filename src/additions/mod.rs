//! What an author adds to an opinion that can no longer be changed (補足): a few notes, each of which stands under it once
//! somebody has looked at it.

pub mod author;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::names::named;
use crate::base::text::{Words, said};
use crate::http::Ui;
use crate::opinions::text::{BodyError, body_error};
use crate::opinions::{Reason, State};
use store::Addition;

named! {
    /// Where a note stands.
    pub enum Standing {
        Pending = "pending",
        Published = "published",
        Withheld = "withheld",
    }
}

/// Notes that one opinion may have.
pub const MOST: usize = 5;

/// Whether a note may be added: its author can no longer correct the opinion, and has not withdrawn it. One under an opinion
/// that is not public waits with it.
pub fn is_taken(state: State) -> bool {
    state.is_public() || matches!(state, State::OnHold | State::Withheld)
}

/// What is wrong with a text beside an opinion, a note or an appeal, which takes the same as an opinion does.
pub fn text_error(ui: &Ui, error: BodyError, max: usize) -> String {
    let n = |count: usize| ui.number(i64::try_from(count).unwrap_or(i64::MAX));
    match error {
        BodyError::Blank => fl!(ui.words, "addition-blank"),
        BodyError::TooLong { chars, by } => {
            fl!(ui.words, "addition-too-long", chars = n(chars), by = n(by), max = n(max))
        }
        _ => body_error(ui, error, i64::try_from(max).unwrap_or(i64::MAX)),
    }
}

impl Standing {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Pending => fl!(w, "addition-pending"),
            Self::Published => fl!(w, "addition-published"),
            Self::Withheld => fl!(w, "addition-withheld"),
        }
    }

    /// Its chip's class in the style sheet: that of the same state of an opinion.
    pub fn chip(self) -> &'static str {
        self.name()
    }
}

impl Addition {
    /// Why it is not published, in words.
    pub fn reason(&self, w: &Words) -> Option<String> {
        self.reason.as_deref().and_then(Reason::parse).map(|reason| reason.label(w))
    }

    /// What a moderator told its author.
    pub fn told(&self, w: &Words) -> String {
        let reason = self.reason.as_deref().and_then(Reason::parse);
        said(&self.message, |w| reason.and_then(|reason| kind_words(reason, w)), w)
    }
}

/// What the author of a note that is not published is told where the moderator writes nothing of his own.
pub fn kind_words(reason: Reason, author: &Words) -> Option<String> {
    (reason != Reason::Other).then(|| fl!(author, "addition-kind", reason = reason.label(author)))
}
