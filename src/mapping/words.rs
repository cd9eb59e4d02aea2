//! What the words of a file stand for: those of the consultation's lists, those that somebody has answered for, ages.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Answer, Meaning, Plan, Stands};
use crate::base::fold::fold;
use crate::base::marks::bare;
use crate::base::text::Lang;
use crate::consultations::{Consultation, Field};
use crate::opinions::{Channel, Reason, State};
use crate::tables::ages::{Ages, ages};

/// More different words than that are no list, but a wrong column.
const MOST_UNKNOWN: usize = 200;
/// Of the words for a choice, an id or a person; longer ones are texts.
pub const MAX_WORD: usize = 200;

/// What calls for opinions call the ways to hand them in, beside our own words.
const CHANNELS: [(&str, Channel); 10] = [
    ("郵送", Channel::Mail),
    ("はがき", Channel::Mail),
    ("ハガキ", Channel::Mail),
    ("葉書", Channel::Mail),
    ("持参", Channel::Counter),
    ("窓口持参", Channel::Counter),
    ("ファックス", Channel::Fax),
    ("メール", Channel::Email),
    ("Eメール", Channel::Email),
    ("インターネット", Channel::Web),
];

/// The words that are known, and those that somebody has to say the meaning of.
pub struct Vocabulary {
    /// What each word of a list is, as it stands there.
    exact: HashMap<(Meaning, String), String>,
    /// The same, folded.
    known: HashMap<(Meaning, String), String>,
    /// The file is one of ours.
    is_ours: bool,
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
        let is_ours = plan.is_ours();
        let words = known(call, is_ours);
        let mut exact = HashMap::new();
        let mut known = HashMap::new();
        for (meaning, word, code) in words {
            known.entry((meaning, fold(word.trim()))).or_insert_with(|| code.clone());
            exact.entry((meaning, word)).or_insert(code);
        }
        Self {
            exact,
            known,
            is_ours,
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
        let key = (list, word.chars().take(MAX_WORD).collect::<String>());
        if let Some(code) = self.exact.get(&key) {
            return Some(Stands::For(code.clone()));
        }
        if let Some(stands) = self.answers.get(&key) {
            return Some(stands.clone());
        }
        if let Some(code) = self.known.get(&(list, fold(word))) {
            return Some(Stands::For(code.clone()));
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

    /// The themes in a cell for one: several where all are known, or where forms have written a comma and a blank between what
    /// somebody ticked. Else it is one new name, whatever signs stand in it; a file of ours has one in any case.
    pub fn themes(&self, cell: &str) -> Vec<String> {
        if self.is_ours {
            return vec![cell.to_owned()];
        }
        let known = |cell: &str| {
            let lines: Vec<_> = cell.lines().map(|line| self.parts(line)).collect();
            lines
                .iter()
                .all(|(_, is_known)| *is_known)
                .then(|| lines.into_iter().flat_map(|(parts, _)| parts).collect())
        };
        let of_piece = |piece: &str| known(piece).unwrap_or_else(|| vec![piece.trim().to_owned()]);
        known(cell).unwrap_or_else(|| cell.split(", ").flat_map(of_piece).collect())
    }

    /// Several themes in one cell. Files of ours have one in a line, as older ones have not; people put signs between them
    /// that a name may hold, too, so as much of a line as is known is taken at a time. What nobody knows of a file of ours
    /// is one name.
    pub fn split(&self, cell: &str) -> Vec<String> {
        let mut words = Vec::new();
        for line in cell.lines().map(str::trim) {
            let (parts, is_known) = self.parts(line);
            match is_known || !self.is_ours {
                true => words.extend(parts),
                false => words.push(line.to_owned()),
            }
        }
        words
    }

    /// What stands between the signs of a line, and whether all of it is known.
    fn parts(&self, line: &str) -> (Vec<String>, bool) {
        const BETWEEN: [char; 6] = ['・', '、', ',', ';', '；', '，'];
        let ends: Vec<usize> = line.match_indices(BETWEEN).map(|(at, _)| at).chain([line.len()]).collect();
        let (mut words, mut from, mut all_known) = (Vec::new(), 0, true);
        while from < line.len() {
            let is_known = |end: &&usize| {
                let key = (Meaning::Theme, line[from..**end].trim().to_owned());
                let folded = || (Meaning::Theme, fold(&key.1));
                self.answers.contains_key(&key) || self.exact.contains_key(&key) || self.known.contains_key(&folded())
            };
            let later = || ends.iter().filter(|end| **end > from);
            let known = later().rev().find(is_known);
            all_known &= known.is_some();
            let end = *known.or(later().next()).unwrap_or(&line.len());
            let word = line[from..end].trim();
            if !word.is_empty() {
                words.push(word.to_owned());
            }
            from = end + line[end..].chars().next().map_or(0, char::len_utf8);
        }
        (words, all_known)
    }
}

/// Every word of the lists with its code: in Japanese, in the other languages, the code itself. Where two are called alike,
/// the first counts.
fn known(call: &Consultation, is_ours: bool) -> Vec<(Meaning, String, String)> {
    let mut known = Vec::new();
    let mut add = |meaning, word: &str, code: &str| {
        if !word.is_empty() {
            known.push((meaning, word.to_owned(), code.to_owned()));
        }
    };
    for lang in Lang::all() {
        call.themes.iter().for_each(|it| add(Meaning::Theme, &bare(&call.theme_path(&it.id, lang)), &it.code));
    }
    call.themes.iter().for_each(|it| add(Meaning::Theme, &it.code, &it.code));
    // A name alone comes after: under two themes the same name may stand. A file of ours says the one above, too.
    for lang in Lang::all().filter(|_| !is_ours) {
        call.themes.iter().for_each(|it| add(Meaning::Theme, &bare(&it.name(lang)), &it.code));
    }
    for meaning in [Meaning::AgeBand, Meaning::Area, Meaning::Relation] {
        let choices = meaning.field().map_or(&[][..], |field| &call.field(field).choices);
        for lang in Lang::all() {
            choices.iter().for_each(|it| add(meaning, &bare(&it.label(lang)), &it.code));
        }
        choices.iter().for_each(|it| add(meaning, &it.code, &it.code));
    }
    for lang in Lang::all() {
        let w = lang.words();
        Channel::ALL.iter().for_each(|it| add(Meaning::Channel, &bare(&it.label(w)), it.name()));
        State::ALL.iter().for_each(|it| add(Meaning::State, &bare(&it.label(w)), it.name()));
        Reason::ALL.iter().for_each(|it| add(Meaning::Reason, &bare(&it.label(w)), it.name()));
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
