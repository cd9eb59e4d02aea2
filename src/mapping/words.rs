//! What the words of a file stand for: those of the consultation's lists, those that somebody has answered for, ages.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Answer, Meaning, Plan, Stands};
use crate::base::fold::fold;
use crate::base::text::Lang;
use crate::consultations::{Consultation, Field};
use crate::opinions::{Channel, Reason, State};
use crate::tables::ages::{Ages, ages};

/// More different words than that are no list, but a wrong column.
const MOST_UNKNOWN: usize = 200;
/// Of the words for a choice, an id or a person; longer ones are texts.
pub const MAX_WORD: usize = 200;

/// What calls for opinions call the ways to hand them in, beside our own words.
const CHANNELS: [(&str, Channel); 7] = [
    ("郵送", Channel::Mail),
    ("持参", Channel::Counter),
    ("窓口持参", Channel::Counter),
    ("ファックス", Channel::Fax),
    ("メール", Channel::Email),
    ("Eメール", Channel::Email),
    ("インターネット", Channel::Web),
];

/// The words that are known, and those that somebody has to say the meaning of.
pub struct Vocabulary {
    /// What each word of a list is, folded.
    known: HashMap<(Meaning, String), String>,
    answers: HashMap<(Meaning, String), Stands>,
    /// The age bands that say from where to where, with their codes.
    bands: Vec<(Ages, String)>,
    /// Words that neither the lists nor the answers have, with how many rows have them; at most `MOST_UNKNOWN`.
    unknown: HashMap<(Meaning, String), u64>,
    /// Hashes of the others.
    more: HashSet<u64>,
    asked: u64,
}

impl Vocabulary {
    pub fn new(plan: &Plan, call: &Consultation) -> Self {
        let answers =
            plan.answers.iter().map(|Answer { meaning, word, stands }| ((*meaning, word.clone()), stands.clone()));
        let bands = call.field(Field::AgeBand).choices.iter();
        let bands = bands.filter_map(|choice| Some((ages(&choice.label)?, choice.code.clone())));
        Self {
            known: known(call),
            answers: answers.collect(),
            bands: bands.collect(),
            unknown: HashMap::new(),
            more: HashSet::new(),
            asked: 0,
        }
    }

    /// How often a word has come that nobody has said the meaning of.
    pub fn asked(&self) -> u64 {
        self.asked
    }

    /// Words that somebody has to say the meaning of, most frequent first, and how many more there are.
    pub fn unknown(self) -> (Vec<(Meaning, String, u64)>, u64) {
        let mut words: Vec<_> =
            self.unknown.into_iter().map(|((meaning, word), count)| (meaning, word, count)).collect();
        words.sort_by(|a, b| (a.0, b.2, &a.1).cmp(&(b.0, a.2, &b.1)));
        (words, self.more.len() as u64)
    }

    /// What a word stands for; `None`: nothing stands there, or nobody has said what it stands for yet.
    pub fn stands(&mut self, meaning: Meaning, word: &str) -> Option<Stands> {
        if word.is_empty() {
            return None;
        }
        // Of a theme it does not matter in which column it stands.
        let list = if meaning == Meaning::FurtherThemes { Meaning::Theme } else { meaning };
        if let Some(code) = self.known.get(&(list, fold(word))) {
            return Some(Stands::For(code.clone()));
        }
        let key = (list, word.chars().take(MAX_WORD).collect::<String>());
        if let Some(stands) = self.answers.get(&key) {
            return Some(stands.clone());
        }
        if list == Meaning::AgeBand
            && let Some(code) = self.band(word)
        {
            return Some(Stands::For(code.to_owned()));
        }
        self.asked += 1;
        if self.unknown.len() < MOST_UNKNOWN || self.unknown.contains_key(&key) {
            *self.unknown.entry(key).or_default() += 1;
        } else {
            let mut hasher = DefaultHasher::new();
            key.hash(&mut hasher);
            self.more.insert(hasher.finish());
        }
        None
    }

    /// The one age band that holds all ages that a word names.
    fn band(&self, word: &str) -> Option<&str> {
        let named = ages(word)?;
        let mut holding = self.bands.iter().filter(|(band, _)| band.holds(named));
        let (_, code) = holding.next()?;
        holding.next().is_none().then_some(code.as_str())
    }

    fn is_theme(&self, word: &str) -> bool {
        self.known.contains_key(&(Meaning::Theme, fold(word)))
            || self.answers.contains_key(&(Meaning::Theme, word.to_owned()))
    }

    /// The themes in a cell for one: several where all are known, or where forms have written a comma and a blank between what
    /// somebody ticked. Else it is one new name, whatever signs stand in it.
    pub fn themes(&self, cell: &str) -> Vec<String> {
        let known = |cell: &str| {
            let parts = self.split(cell);
            parts.iter().all(|part| self.is_theme(part)).then_some(parts)
        };
        let of_piece = |piece: &str| known(piece).unwrap_or_else(|| vec![piece.trim().to_owned()]);
        known(cell).unwrap_or_else(|| cell.split(", ").flat_map(of_piece).collect())
    }

    /// Several themes in one cell. A name may hold the sign that stands between two, so as much of the cell as is known
    /// is taken at a time.
    pub fn split(&self, cell: &str) -> Vec<String> {
        const BETWEEN: [char; 7] = ['・', '、', ',', ';', '；', '，', '\n'];
        let pieces: Vec<(usize, &str)> = cell.match_indices(BETWEEN).collect();
        let ends: Vec<usize> = pieces.iter().map(|(at, _)| *at).chain([cell.len()]).collect();
        let (mut words, mut from) = (Vec::new(), 0);
        while from < cell.len() {
            let is_known = |end: &&usize| self.is_theme(cell[from..**end].trim());
            let later = || ends.iter().filter(|end| **end > from);
            let end = *later().rev().find(is_known).or(later().next()).unwrap_or(&cell.len());
            let word = cell[from..end].trim();
            if !word.is_empty() {
                words.push(word.to_owned());
            }
            from = end + cell[end..].chars().next().map_or(0, char::len_utf8);
        }
        words
    }
}

/// Every word of the lists, in every language and as the code, folded.
fn known(call: &Consultation) -> HashMap<(Meaning, String), String> {
    let mut known = HashMap::new();
    let mut add = |meaning, word: &str, code: &str| {
        if !word.is_empty() {
            known.entry((meaning, fold(word.trim()))).or_insert_with(|| code.to_owned());
        }
    };
    for theme in &call.themes {
        add(Meaning::Theme, &theme.code, &theme.code);
        for lang in Lang::ALL {
            add(Meaning::Theme, &call.theme_path(&theme.id, lang), &theme.code);
        }
    }
    // A name alone comes after: under two themes the same name may stand.
    for theme in &call.themes {
        Lang::ALL.iter().for_each(|lang| add(Meaning::Theme, theme.name(lang), &theme.code));
    }
    for meaning in [Meaning::AgeBand, Meaning::Area, Meaning::Relation] {
        let Some(field) = meaning.field() else { continue };
        for choice in &call.field(field).choices {
            for word in [&choice.code, &choice.label, &choice.label_en] {
                add(meaning, word, &choice.code);
            }
        }
    }
    for lang in Lang::ALL {
        let w = lang.words();
        Channel::ALL.iter().for_each(|it| add(Meaning::Channel, &it.label(w), it.name()));
        State::ALL.iter().for_each(|it| add(Meaning::State, &it.label(w), it.name()));
        Reason::ALL.iter().for_each(|it| add(Meaning::Reason, &it.label(w), it.name()));
    }
    Channel::ALL.iter().for_each(|it| add(Meaning::Channel, it.name(), it.name()));
    CHANNELS.iter().for_each(|(word, it)| add(Meaning::Channel, word, it.name()));
    State::ALL.iter().for_each(|it| add(Meaning::State, it.name(), it.name()));
    Reason::ALL.iter().for_each(|it| add(Meaning::Reason, it.name(), it.name()));
    known
}

/// What stands in a `Rejected` column of an opinion that nothing was held against; Polis writes -1, 0 and 1, Decidim its
/// states and true or false. Of any other word it is safer that somebody looks.
const UNOBJECTED: [&str; 12] =
    ["", "0", "1", "false", "no", "いいえ", "accepted", "evaluating", "not_answered", "published", "採用", "採択"];

/// Whether this word says that an opinion was not taken elsewhere, or withdrawn there.
pub fn is_rejection(cell: &str) -> bool {
    !UNOBJECTED.contains(&fold(cell.trim()).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_rejected_or_withdrawn_elsewhere_is_known_and_an_unknown_word_is_not_waved_through() {
        let cases = [
            ("-1", true),
            ("0", false),
            ("1", false),
            ("", false),
            (" ", false),
            ("true", true),
            ("TRUE", true),
            ("false", false),
            ("FALSE", false),
            ("rejected", true),
            ("withdrawn", true),
            ("accepted", false),
            ("evaluating", false),
            ("not_answered", false),
            ("○", true),
            ("取り下げ", true),
            ("いいえ", false),
            ("採用", false),
        ];
        for (word, rejected) in cases {
            assert_eq!(is_rejection(word), rejected, "{word}");
        }
    }
}
