//! Words that an administrator lists, looked for in a text whatever is done to hide them.

use std::collections::HashMap;
use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::Rule;
use crate::base::fold::fold;

/// Room for all lists as long as they may be, in bytes of what is made of them.
const LARGEST: usize = 256 << 20;
/// Longest word of a list, and most lines of one.
pub const LONGEST_WORD: usize = 50;
pub const MOST_WORDS: usize = 1_000;

/// What keeps a line from being looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Fewer than two letters are left of it: half of all texts would be marked.
    TooShort,
    TooLong,
}

/// A line of a list as it is looked for; '' of a blank one. With whether what it begins is left alone (`-` before it).
pub fn line(written: &str) -> Result<(String, bool), Fault> {
    let written = written.trim();
    let (word, is_exception) = match written.strip_prefix(['-', '－', '−']) {
        Some(rest) => (rest, true),
        None => (written, false),
    };
    let folded = plain(word);
    match folded.chars().count() {
        _ if written.is_empty() => Ok((String::new(), false)),
        0 | 1 => Err(Fault::TooShort),
        _ if word.chars().count() > LONGEST_WORD => Err(Fault::TooLong),
        _ => Ok((folded, is_exception)),
    }
}

/// As words are compared: neither width, case and kana nor spaces and signs between letters make another word.
pub fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| !is_filler(*c)).collect()
}

/// What is set between letters to hide a word, and ends no sentence.
fn is_filler(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{3000}' | '-' | '~' | '〜' | '_' | '*' | '.' | '・' | '/' | '|' | '^' | 'ー' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '…' | '☆' | '★' | '♡' | '♪'
    )
}

/// Words of all lists, ready to be looked for.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Every word and every exception, the longest first: of two that begin at the same place the longer one counts.
    found: Option<Regex>,
    /// Of an exception there is no rule.
    rules: HashMap<String, Option<Rule>>,
}

impl Lists {
    /// From the lines of each list; what cannot be looked for is passed over.
    pub fn new<'l>(lists: impl IntoIterator<Item = (Rule, &'l str)>) -> Self {
        let mut rules = HashMap::new();
        for (rule, lines) in lists {
            for (word, is_exception) in lines.lines().filter_map(|written| line(written).ok()) {
                if !word.is_empty() {
                    rules.insert(word, (!is_exception).then_some(rule));
                }
            }
        }
        let mut words: Vec<&String> = rules.keys().collect();
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        let any = words.into_iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
        let found = if any.is_empty() { None } else { RegexBuilder::new(&any).size_limit(LARGEST).build().ok() };
        Self { found, rules }
    }

    /// Every place in a text folded by `plain`.
    pub fn find(&self, folded: &str) -> Vec<(Rule, Range<usize>)> {
        let places = self.found.iter().flat_map(|found| found.find_iter(folded));
        places.filter_map(|place| Some((self.rules.get(place.as_str()).copied()??, place.range()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::fold::Folded;

    #[test]
    fn a_word_is_found_whatever_is_done_to_hide_it() {
        let lists = Lists::new([(Rule::Insult, "ばか\n-バカンス\n-そばかす\n\n"), (Rule::Threat, "殺すぞ")]);
        let cases: [(&str, &[(Rule, &str)]); 9] = [
            ("このばかが", &[(Rule::Insult, "ばか")]),
            ("ﾊﾞｶとバカ", &[(Rule::Insult, "ﾊﾞｶ"), (Rule::Insult, "バカ")]),
            ("バ　カ、ば・か、バーカ", &[(Rule::Insult, "バ　カ"), (Rule::Insult, "ば・か"), (Rule::Insult, "バーカ")]),
            ("ば\u{200B}か", &[(Rule::Insult, "ば\u{200B}か")]),
            ("夏のバカンスとそばかす", &[]),
            ("鯖、カレー", &[]),
            ("さば\nかに", &[]),
            ("殺 す ぞ", &[(Rule::Threat, "殺 す ぞ")]),
            ("", &[]),
        ];
        for (text, wanted) in cases {
            let folded = Folded::new(text, plain);
            let found: Vec<_> = lists.find(folded.as_str()).into_iter().collect();
            let found: Vec<_> = found.into_iter().map(|(rule, at)| (rule, &text[folded.origin(at)])).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn a_line_that_would_mark_half_of_all_texts_is_no_word() {
        for (written, wanted) in [
            ("  ", Ok((String::new(), false))),
            ("バ カ", Ok(("ばか".to_owned(), false))),
            ("-バカンス", Ok(("ばかんす".to_owned(), true))),
            ("の", Err(Fault::TooShort)),
            ("-", Err(Fault::TooShort)),
            ("ーー・", Err(Fault::TooShort)),
        ] {
            assert_eq!(line(written), wanted, "{written}");
        }
        assert_eq!(line(&"あ".repeat(LONGEST_WORD + 1)), Err(Fault::TooLong));
        assert!(Lists::new([(Rule::Insult, "")]).find("ばか").is_empty());
    }
}
