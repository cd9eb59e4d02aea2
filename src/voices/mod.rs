//! What residents have said, as everybody reads it: the list of a consultation and each opinion at its own address.

pub mod routes;
pub mod store;

use self::store::Published;
use crate::consultations::Consultation;
use crate::counts::{PublicCounts, shown_beside};
use crate::http::Ui;
use crate::opinions::text::{Part, lines, parts};

/// A list shows so many lines of an opinion (`.clip` in app.css says the same).
const SHOWN_LINES: usize = 8;
/// Characters in a line of a list on a phone, and on a screen of 1280 px.
const PHONE: usize = 18;
const DESK: usize = 38;

/// An opinion ready for a page: its parts, its theme, what may stand beside it.
pub struct Voice {
    pub opinion: Published,
    pub theme: String,
    pub about: Vec<String>,
}

impl Voice {
    /// `counts` are the consultation's.
    pub fn new(ui: &Ui, call: &Consultation, counts: &PublicCounts, opinion: Published) -> Self {
        let about = shown_beside(call, counts, &opinion, ui.lang);
        let theme =
            call.theme_by_id(&opinion.theme_id).map_or_else(String::new, |theme| theme.name(ui.lang).to_owned());
        Self { theme, about, opinion }
    }

    pub fn is_masked(&self) -> bool {
        self.parts().iter().any(|part| matches!(part, Part::Mask(_)))
    }

    pub fn parts(&self) -> Vec<Part<'_>> {
        parts(&self.opinion.public_body)
    }

    /// True when lists on a phone show only its beginning.
    pub fn is_cut(&self) -> bool {
        lines(&self.opinion.public_body, PHONE) > SHOWN_LINES
    }

    /// True when those on a wide screen do, too.
    pub fn is_cut_everywhere(&self) -> bool {
        lines(&self.opinion.public_body, DESK) > SHOWN_LINES
    }
}
