//! What seems to say who somebody is and how to reach him: phone numbers, mail addresses, postal addresses. A hint for
//! whoever writes, never a verdict: names are not found, and an office's number is found, too.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use i18n_embed_fl::fl;
use regex::Regex;

use crate::base::fold::{Folded, half_width, stretches};
use crate::base::names::named;
use crate::base::text::Words;

named! {
    pub enum Kind {
        Phone = "phone",
        Mail = "mail",
        Address = "address",
    }
}

impl Kind {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Phone => fl!(w, "personal-phone"),
            Self::Mail => fl!(w, "personal-mail"),
            Self::Address => fl!(w, "personal-address"),
        }
    }
}

/// A place in a text, in bytes, on grapheme borders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: Kind,
    pub at: Range<usize>,
}

/// What takes the place of whatever is masked: nothing of its length is left to guess from.
pub const MASK: &str = "●●●";

/// The rules as they stand in the file; web/static/personal.js is given the same.
const SOURCE: &str = include_str!("personal.tsv");

/// The columns of a rule.
fn rows() -> impl Iterator<Item = [&'static str; 5]> {
    let lines = SOURCE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// The rules for a page: `[[kind, before, found, after, not], …]`.
pub fn rules() -> &'static str {
    static JSON: LazyLock<String> =
        LazyLock::new(|| serde_json::to_string(&rows().collect::<Vec<_>>()).unwrap_or_default());
    &JSON
}

struct Rule {
    kind: Kind,
    before: Regex,
    found: Regex,
    after: Regex,
    not: Option<Regex>,
}

/// `None` for a line that is no rule; a test asks for them all.
static RULES: LazyLock<Vec<Option<Rule>>> = LazyLock::new(|| rows().map(Rule::read).collect());

/// Characters in front of a place that a rule looks at.
const LOOKS_BACK: usize = 12;

impl Rule {
    fn read([kind, before, found, after, not]: [&str; 5]) -> Option<Self> {
        let regex = |source: &str| Regex::new(source).ok();
        Some(Self {
            kind: Kind::parse(kind)?,
            before: regex(before)?,
            found: regex(found)?,
            after: regex(after)?,
            not: if not.is_empty() { None } else { Some(regex(not)?) },
        })
    }

    /// Where it holds in a folded text, none over another; `anyhow`: whatever stands behind.
    fn places(&self, text: &str, anyhow: bool) -> Vec<Range<usize>> {
        let (mut places, mut from) = (Vec::new(), 0);
        while let Some(found) = self.found.find_at(text, from) {
            let (head, rest) = (&text[..found.start()], &text[found.end()..]);
            let back = head.char_indices().nth_back(LOOKS_BACK - 1).map_or(0, |(at, _)| at);
            let is_other = self.not.as_ref().is_some_and(|not| not.is_match(found.as_str()));
            if self.before.is_match(&head[back..]) && (anyhow || self.after.is_match(rest)) && !is_other {
                places.push(found.range());
                from = found.end();
            } else {
                from = found.start() + found.as_str().chars().next().map_or(1, char::len_utf8);
            }
        }
        places
    }
}

/// A grapheme as the rules read it: half width, one hyphen for all that people type between digits.
pub fn plain(grapheme: &str) -> String {
    half_width(grapheme).map(hyphen).collect()
}

fn hyphen(c: char) -> char {
    if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{30FC}') { '-' } else { c }
}

/// Every place, in the text's order, none over another.
pub fn find(text: &str) -> Vec<Found> {
    find_in(&Folded::new(text, plain))
}

/// The same in a text that is folded by `plain` already.
pub fn find_in(folded: &Folded) -> Vec<Found> {
    look_for(folded, false)
}

fn look_for(folded: &Folded, anyhow: bool) -> Vec<Found> {
    let rules = RULES.iter().flatten();
    let mut all: Vec<Found> = rules
        .flat_map(|rule| rule.places(folded.as_str(), anyhow).into_iter().map(move |at| (rule.kind, at)))
        .map(|(kind, at)| Found { kind, at: folded.origin(at) })
        .collect();
    all.sort_by_key(|found| (found.at.start, Reverse(found.at.end)));
    let mut apart: Vec<Found> = Vec::with_capacity(all.len());
    for found in all {
        match apart.last_mut() {
            Some(last) if found.at.start < last.at.end => last.at.end = last.at.end.max(found.at.end),
            _ => apart.push(found),
        }
    }
    apart
}

/// The words that were found, as they were written.
pub fn listed(text: &str) -> Vec<(Kind, String)> {
    find(text).into_iter().map(|found| (found.kind, text[found.at].to_owned())).collect()
}

/// The text as its author wants it, who has been asked, `keep` or `mask`; or what to ask about first.
pub fn settle(text: &str, wish: &str) -> Result<String, Vec<(Kind, String)>> {
    let found = listed(text);
    match wish {
        "mask" => Ok(masked(text)),
        "keep" => Ok(text.to_owned()),
        _ if found.is_empty() => Ok(text.to_owned()),
        _ => Err(found),
    }
}

/// The text with a mask for each place.
pub fn masked(text: &str) -> String {
    let mut text = text.to_owned();
    // What is left may look like something once its neighbour is gone. Of a long row, each hidden by the next one, one would
    // go in each round: after a few whatever is in the way goes, too.
    for round in 0..MOST_ROUNDS {
        let mut found = find(&text);
        if found.is_empty() {
            break;
        }
        if round >= CAREFUL_ROUNDS {
            found = look_for(&Folded::new(&text, plain), true);
        }
        let pieces = stretches(&text, found.into_iter().map(|found| found.at));
        text = pieces.into_iter().map(|(found, words)| if found { MASK } else { words }).collect();
    }
    text
}

const CAREFUL_ROUNDS: usize = 3;
const MOST_ROUNDS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        found: Vec<(Kind, String)>,
    }

    /// The page's script is held to the same cases by tests/browser/personal.test.mjs.
    #[test]
    fn numbers_and_addresses_are_found_as_people_write_them_and_nothing_else_is() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../tests/personal.json")).unwrap();
        assert!(cases.len() > 60);
        for Case { text, found: wanted } in cases {
            assert_eq!(listed(&text), wanted, "{text}");
        }
    }

    #[test]
    fn every_line_of_the_file_is_a_rule() {
        let lines = SOURCE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!((RULES.iter().flatten().count(), rows().count()), (lines, lines));
    }

    #[test]
    fn a_mask_takes_the_whole_of_it_and_nothing_around_it() {
        let text = "橋が暗い。０９０‑１２３４‑５６７８か朝来市和田山町東谷213-1の私まで。";
        assert_eq!(masked(text), "橋が暗い。●●●か●●●の私まで。");
        let keycaps = "0\u{FE0F}\u{20E3}9-1";
        assert_eq!(masked(keycaps), keycaps);
    }

    #[test]
    fn a_long_row_of_addresses_each_hidden_by_the_next_is_masked_in_a_few_rounds() {
        let row = masked(&"1丁目1-1-1111".repeat(8_700));
        assert_eq!((find(&row), row.contains("丁目")), (vec![], false));
    }

    proptest! {
        #[test]
        fn a_masked_text_holds_nothing_to_be_found_and_is_never_longer(
            text in "([0-9０-９ー\\-() +@.a-c〒]|朝来|市|町|字|番地|番|号|丁目|の|は|電話|\u{200B}|\u{3099}|👨‍👩‍👧|\n){0,60}",
        ) {
            let masked = masked(&text);
            prop_assert_eq!(find(&masked), vec![]);
            prop_assert!(masked.chars().count() <= text.chars().count());
        }

        #[test]
        fn any_text_can_be_looked_through(text in "\\PC{0,120}") {
            let places = find(&text).into_iter().map(|found| found.at);
            let together: String = stretches(&text, places).into_iter().map(|(_, words)| words).collect();
            prop_assert_eq!(together, text);
        }
    }
}
