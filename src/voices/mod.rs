//! What residents have said, as everybody reads it: the list of a consultation, a page for each of its themes, and each
//! opinion at its own address.

pub mod routes;
pub mod store;
pub mod themes;

use std::iter;

use self::store::Published;
use crate::base::highlight::Marker;
use crate::consultations::{Consultation, Theme};
use crate::counts::{PublicCounts, shown_beside};
use crate::http::Ui;
use crate::opinions::Reason;
use crate::opinions::filter::{Filter, FilterQuery, split};
use crate::opinions::text::{Part, calm, lines, parts};
use crate::reactions::{Beside, View};
use crate::receipts::parse_number;

/// Opinions on one page of a list.
const PAGE: usize = 50;
/// A list shows so many lines of an opinion (`.clip` in app.css says the same).
const SHOWN_LINES: usize = 8;
/// Characters in a line of a list on a phone, and on a screen of 1280 px.
const PHONE: usize = 18;
const DESK: usize = 38;

/// The address of a theme's page, without language.
pub fn theme_page(call: &Consultation, theme: &Theme) -> String {
    format!("{}/themes/{}", call.path(), theme.code)
}

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

/// An opinion ready for a page: its text, its themes, what may stand beside it.
pub struct Voice {
    pub opinion: Published,
    pub text: Vec<Piece>,
    /// Its address; there, too, what was looked for is marked.
    pub href: String,
    /// Names and pages of its themes, the main one first.
    pub themes: Vec<(String, String)>,
    pub about: Vec<String>,
    /// Who says the same.
    pub beside: Beside,
}

impl Voice {
    /// `counts` are the consultation's, `filter` is what was asked, `view` what the page shows of 共感.
    pub fn new(
        ui: &Ui,
        call: &Consultation,
        counts: &PublicCounts,
        filter: &Filter,
        view: &View,
        opinion: Published,
    ) -> Self {
        // A number that is asked for is no word of the text.
        let words = if parse_number(&filter.words).is_ok() { "" } else { filter.words.as_str() };
        let text = pieces(&opinion.public_body, &Marker::new(words));
        let asked = FilterQuery { q: words.to_owned(), ..FilterQuery::default() }.address();
        let question = if asked.is_empty() { asked } else { format!("?{asked}") };
        let href = ui.url(&format!("/opinions/{}{question}", opinion.receipt));
        let about = shown_beside(call, counts, &opinion, ui.lang);
        let further = opinion.further.split_whitespace();
        let themes = iter::once(opinion.theme_id.as_str()).chain(further);
        let themes = themes.filter_map(|id| call.theme_by_id(id));
        let themes = themes.map(|theme| (theme.name(ui.lang).into_owned(), ui.url(&theme_page(call, theme)))).collect();
        let beside = view.beside(&opinion.receipt, opinion.reactions);
        Self { text, href, themes, about, beside, opinion }
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

/// In which order a list is read. It stands in the address, and so does where a page begins: what arrives meanwhile
/// takes its own place and neither shifts a page nor shows twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    Newest,
    /// In none: everybody walks the same round, but begins elsewhere and in either direction, as a seed below `SEEDS` says.
    Shuffled(i64),
    /// Theme after theme, those with the fewest opinions first. Codes, from the theme on in which the page begins.
    Quiet(Vec<String>),
}

/// Ways to read a list in no order.
pub const SEEDS: i64 = 64;

/// SQL of the place of an opinion `o` in the round: numbers that follow each other lie far apart. `place` is its twin.
pub const PLACE: &str = "o.number * 2654435761 % 4294967296";
const ROUND: i64 = 1 << 32;

fn place(number: i64) -> i64 {
    number.wrapping_mul(2_654_435_761).rem_euclid(ROUND)
}

/// A stretch of a list that the database reads in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch<'a> {
    /// Of one theme (its id) or of all, newest first, below a number.
    Newest { theme: Option<&'a str>, below: Option<i64> },
    /// Places of the round, the last one not included; read downwards, or up. Of the place where the page begins only
    /// what lies beyond this number.
    Arc { from: i64, to: i64, down: bool, beyond: Option<i64> },
}

impl Order {
    /// A seed from an address.
    pub fn seed(text: &str) -> Option<i64> {
        text.parse().ok().filter(|seed| (0..SEEDS).contains(seed))
    }

    /// The quiet themes first: in the order of an address, else as they are now.
    pub fn quiet(codes: &str, call: &Consultation, counts: &PublicCounts) -> Self {
        let mut known = split(codes);
        known.retain(|code| call.theme(code).is_some());
        if !known.is_empty() {
            return Self::Quiet(known);
        }
        let mut tops: Vec<&Theme> = call.top_themes().collect();
        tops.sort_by_key(|theme| counts.of_theme(call, theme));
        let all = tops.into_iter().flat_map(|top| iter::once(top).chain(call.children(top)));
        Self::Quiet(all.map(|theme| theme.code.clone()).collect())
    }

    /// The same order for the page that begins after this opinion.
    pub fn after(&self, call: &Consultation, last: &Published) -> Self {
        match self {
            Self::Newest | Self::Shuffled(_) => self.clone(),
            Self::Quiet(codes) => {
                let of = call.theme_by_id(&last.theme_id).map(|theme| theme.code.as_str());
                let passed = codes.iter().position(|code| Some(code.as_str()) == of).unwrap_or(0);
                Self::Quiet(codes[passed..].to_vec())
            }
        }
    }

    /// Names and values in an address; `begins` is false for the first page, where the themes stand as they are then.
    pub fn pairs(&self, begins: bool) -> Vec<(&'static str, String)> {
        match self {
            Self::Newest => Vec::new(),
            Self::Shuffled(seed) => vec![("order", "shuffled".to_owned()), ("seed", seed.to_string())],
            Self::Quiet(codes) => {
                let rest = begins.then(|| ("rest", codes.join(",")));
                iter::once(("order", "quiet".to_owned())).chain(rest).collect()
            }
        }
    }

    /// What is read one after the other, beyond the opinion with this number.
    pub fn stretches<'a>(&'a self, call: &'a Consultation, cursor: Option<i64>) -> Vec<Stretch<'a>> {
        match self {
            Self::Newest => vec![Stretch::Newest { theme: None, below: cursor }],
            Self::Shuffled(seed) => arcs(*seed, cursor),
            Self::Quiet(codes) => {
                let themes = codes.iter().filter_map(|code| call.theme(code));
                let begins = iter::once(cursor).chain(iter::repeat(None));
                themes.zip(begins).map(|(theme, below)| Stretch::Newest { theme: Some(&theme.id), below }).collect()
            }
        }
    }
}

/// The round from where the seed begins, or from this opinion on, up to where the seed begins. Two seeds share each
/// beginning, one for either direction.
fn arcs(seed: i64, cursor: Option<i64>) -> Vec<Stretch<'static>> {
    let begins = seed / 2 * (ROUND / (SEEDS / 2));
    let mut ends = vec![(begins, ROUND), (0, begins)];
    let down = seed % 2 == 1;
    if down {
        ends.reverse();
    }
    let at = cursor.map(place);
    let passed = at.and_then(|at| ends.iter().position(|(from, to)| (*from..*to).contains(&at))).unwrap_or(0);
    let arc = |(arc, (from, to)): (usize, (i64, i64))| match (at, cursor) {
        (Some(at), Some(number)) if arc == passed => {
            let (from, to) = if down { (from, at + 1) } else { (at, to) };
            Stretch::Arc { from, to, down, beyond: Some(number) }
        }
        _ => Stretch::Arc { from, to, down, beyond: None },
    };
    ends.into_iter().enumerate().skip(passed).map(arc).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// What the database answers for an arc: numbers in their order, at most so many.
    fn read(stretch: &Stretch<'_>, numbers: &BTreeSet<i64>, most: usize) -> Vec<i64> {
        let Stretch::Arc { from, to, down, beyond } = stretch else { panic!("{stretch:?}") };
        let is_beyond = |number: i64| match beyond {
            Some(last) if place(number) == place(*last) => {
                if *down {
                    number < *last
                } else {
                    number > *last
                }
            }
            _ => true,
        };
        let mut found: Vec<i64> = numbers.iter().copied().collect();
        found.retain(|number| (*from..*to).contains(&place(*number)) && is_beyond(*number));
        found.sort_by_key(|number| (place(*number), *number));
        if *down {
            found.reverse();
        }
        found.truncate(most);
        found
    }

    proptest! {
        #[test]
        fn a_round_shows_each_opinion_once_while_others_arrive(
            seed in 0..SEEDS,
            first in proptest::collection::btree_set(1i64..2_000, 1..60),
            arriving in proptest::collection::vec(1i64..1_000_000_000_000, 0..40),
            size in 1usize..9,
        ) {
            let (mut numbers, mut arriving) = (first.clone(), arriving.into_iter());
            let (mut seen, mut cursor): (Vec<i64>, Option<i64>) = (Vec::new(), None);
            loop {
                let mut page = Vec::new();
                for stretch in arcs(seed, cursor) {
                    page.extend(read(&stretch, &numbers, size - page.len()));
                }
                let Some(last) = page.last() else { break };
                cursor = Some(*last);
                seen.extend(page);
                numbers.extend(arriving.next());
            }
            let once: BTreeSet<i64> = seen.iter().copied().collect();
            prop_assert_eq!(once.len(), seen.len(), "one is shown twice: {:?}", seen);
            prop_assert!(first.is_subset(&once), "one is passed over: {:?}", seen);
        }
    }

    #[test]
    fn seeds_are_64_and_each_begins_its_own_way() {
        for bad in ["", "-1", "64", "1e1", "x", "99999999999999999999"] {
            assert_eq!(Order::seed(bad), None, "{bad}");
        }
        let numbers: BTreeSet<i64> = (1..=500).collect();
        let whole = |seed| arcs(seed, None).iter().flat_map(|arc| read(arc, &numbers, 500)).collect::<Vec<_>>();
        let orders: BTreeSet<Vec<i64>> = (0..SEEDS).map(whole).collect();
        assert_eq!(orders.len(), 64);
        assert!(orders.iter().all(|order| order.len() == 500));
        // Neighbours in the list did not arrive one after the other.
        assert!(whole(0).windows(2).all(|pair| pair[0].abs_diff(pair[1]) > 10), "{:?}", whole(0));
    }
}
