//! What an author adds to an opinion that can no longer be changed (補足): a few notes, each of which stands under it once
//! somebody has looked at it.

pub mod author;
pub mod store;

use i18n_embed_fl::fl;

use crate::base::names::named;
use crate::base::text::Words;
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
}
