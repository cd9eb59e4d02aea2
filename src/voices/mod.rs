//! What residents have said, as everybody reads it: the list of a consultation and each opinion at its own address.

pub mod routes;
pub mod store;

use self::store::Published;
use crate::base::highlight::Marker;
use crate::consultations::Consultation;
use crate::counts::{PublicCounts, shown_beside};
use crate::http::Ui;
use crate::opinions::Reason;
use crate::opinions::filter::{Filter, FilterQuery};
use crate::opinions::text::{Part, calm, lines, parts};
use crate::receipts::parse_number;

/// A list shows so many lines of an opinion (`.clip` in app.css says the same).
const SHOWN_LINES: usize = 8;
/// Characters in a line of a list on a phone, and on a screen of 1280 px.
const PHONE: usize = 18;
const DESK: usize = 38;

/// A stretch of a public text on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// What was looked for.
    Hit(String),
    Mask(Reason),
}

/// The pieces of a public text; of empty lines in a row two remain.
pub fn pieces(public: &str, marker: &Marker) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in parts(public) {
        match part {
            Part::Mask(reason) => pieces.push(Piece::Mask(reason)),
            Part::Words(words) => pieces.extend(marker.split(&calm(words)).into_iter().map(|(is_hit, words)| {
                let words = words.to_owned();
                if is_hit { Piece::Hit(words) } else { Piece::Words(words) }
            })),
        }
    }
    pieces
}

/// An opinion ready for a page: its text, its theme, what may stand beside it.
pub struct Voice {
    pub opinion: Published,
    pub text: Vec<Piece>,
    /// Its address; there, too, what was looked for is marked.
    pub href: String,
    pub theme: String,
    pub about: Vec<String>,
}

impl Voice {
    /// `counts` are the consultation's, `filter` is what was asked.
    pub fn new(ui: &Ui, call: &Consultation, counts: &PublicCounts, filter: &Filter, opinion: Published) -> Self {
        // A number that is asked for is no word of the text.
        let words = if parse_number(&filter.words).is_ok() { "" } else { filter.words.as_str() };
        let text = pieces(&opinion.public_body, &Marker::new(words));
        let asked = FilterQuery { q: words.to_owned(), ..FilterQuery::default() }.address();
        let question = if asked.is_empty() { asked } else { format!("?{asked}") };
        let href = ui.url(&format!("/opinions/{}{question}", opinion.receipt));
        let about = shown_beside(call, counts, &opinion, ui.lang);
        let theme =
            call.theme_by_id(&opinion.theme_id).map_or_else(String::new, |theme| theme.name(ui.lang).to_owned());
        Self { text, href, theme, about, opinion }
    }

    pub fn is_masked(&self) -> bool {
        self.text.iter().any(|piece| matches!(piece, Piece::Mask(_)))
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
