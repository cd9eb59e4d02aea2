//! What was found in a text, for a page: the text in stretches, and each different find once.

use super::{Flag, Rule};

/// A stretch of a text; with the place of its find among the notes where it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'t> {
    pub words: &'t str,
    pub note: Option<usize>,
}

/// Words that a rule found, wherever they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note<'t> {
    pub rule: Rule,
    pub words: &'t str,
}

/// Each different find once, in the order of the text.
pub fn notes<'t>(text: &'t str, flags: &[Flag]) -> Vec<Note<'t>> {
    let mut notes: Vec<Note<'t>> = Vec::new();
    for flag in flags {
        let note = Note { rule: flag.rule, words: &text[flag.at.clone()] };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// The text, taken apart at what was found; put together the stretches are the text.
pub fn stretches<'t>(text: &'t str, flags: &[Flag]) -> Vec<Stretch<'t>> {
    let notes = notes(text, flags);
    let (mut stretches, mut at) = (Vec::with_capacity(2 * flags.len() + 1), 0);
    for flag in flags {
        let words = &text[flag.at.clone()];
        let note = notes.iter().position(|note| (note.rule, note.words) == (flag.rule, words));
        stretches.push(Stretch { words: &text[at..flag.at.start], note: None });
        stretches.push(Stretch { words, note });
        at = flag.at.end;
    }
    stretches.push(Stretch { words: &text[at..], note: None });
    stretches.retain(|stretch| !stretch.words.is_empty());
    stretches
}

/// The words that may tell who somebody is, a line each: what a moderator may take over into the box of masks.
pub fn personal_words(text: &str, flags: &[Flag]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let personal = notes(text, flags).into_iter().filter(|note| note.rule.is_personal());
    for line in personal.flat_map(|note| note.words.lines()).filter(|line| !line.trim().is_empty()) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flags::Rules;
    use proptest::prelude::*;

    fn find(text: &str) -> Vec<Flag> {
        Rules::default().find(text, "ja")
    }

    #[test]
    fn a_find_that_stands_twice_has_one_note_and_one_line() {
        let text = "山田さんへ。https://example.jp で山田さんに、090-0000-1111まで。";
        let flags = find(text);
        let notes = notes(text, &flags);
        let listed: Vec<_> = notes.iter().map(|note| (note.rule, note.words)).collect();
        let wanted = [(Rule::Name, "山田さん"), (Rule::Url, "https://example.jp"), (Rule::Phone, "090-0000-1111")];
        assert_eq!(listed, wanted);
        let marked: Vec<_> = stretches(text, &flags).into_iter().filter_map(|stretch| stretch.note).collect();
        assert_eq!(marked, [0, 1, 0, 2]);
        assert_eq!(personal_words(text, &flags), "山田さん\n090-0000-1111", "a link alone tells nobody's name");
    }

    proptest! {
        #[test]
        fn stretches_put_together_are_the_text(text in "(\\PC|\\n|山田|さん|区長|090-0000-1111){0,40}") {
            let whole: String = stretches(&text, &find(&text)).iter().map(|stretch| stretch.words).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
