//! Choices of a field, and the codes by which opinions know choices and themes.

use std::borrow::Borrow;
use std::collections::HashSet;

use i18n_embed_fl::fl;
use unicode_normalization::UnicodeNormalization;

use crate::base::names::named;
use crate::base::text::{Lang, Words};

/// Most choices of a field.
pub const MAX_CHOICES: usize = 30;
/// Characters of the name of a theme or a choice.
pub const MAX_NAME: usize = 60;
/// Stands between a theme and the one above it, and in no theme's name.
pub const LEVELS: char = '／';
/// Longest code made from a label.
const CODE_CHARS: usize = 24;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub code: String,
    pub label: String,
    pub label_en: String,
    /// Offered no more; opinions carry it, under the name it had.
    pub closed: bool,
}

impl Choice {
    pub fn label(&self, lang: impl Borrow<Lang>) -> &str {
        if *lang.borrow() == Lang::En && !self.label_en.is_empty() { &self.label_en } else { &self.label }
    }
}

/// The name of a theme below the one above it, where there is one: 交通 and 暮らし of 暮らし／交通. `None`: these are no names.
pub fn levels(path: &str) -> Option<(Option<&str>, &str)> {
    let (above, name) = path.split_once(LEVELS).map_or((None, path), |(above, name)| (Some(above.trim()), name.trim()));
    let is_theme = |name: &str| is_name(name) && !name.contains(LEVELS);
    (is_theme(name) && above.is_none_or(is_theme)).then_some((above, name))
}

/// Whether a choice may be called so: in the editor a bar parts it from its English name.
pub fn is_choice(name: &str) -> bool {
    is_name(name) && !name.contains(['|', '｜'])
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= MAX_NAME && !name.contains(char::is_control)
}

/// A code for files and addresses: from the English words (`Roads & buses` → `roads_buses`) where that is free,
/// else the first free one of `t1`, `t2`, … for the letter `t`.
pub fn free_code(english: &str, letter: char, taken: &HashSet<&str>) -> String {
    let mut code = String::new();
    for c in english.nfkd().filter(|c| c.is_ascii() || c.is_alphanumeric()).flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => code.push(c),
            _ if code.is_empty() || code.ends_with('_') => {}
            _ => code.push('_'),
        }
    }
    code.truncate(CODE_CHARS);
    let code = code.trim_end_matches('_');
    if !code.is_empty() && !taken.contains(code) {
        return code.to_owned();
    }
    let mut number = 1;
    loop {
        let code = format!("{letter}{number}");
        if !taken.contains(code.as_str()) {
            return code;
        }
        number += 1;
    }
}

named! {
    /// What lines are that stand in the place of others.
    pub enum Change {
        /// The same choices under a better name.
        Rename = "rename",
        /// Other choices.
        Replace = "replace",
    }
}

impl Change {
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Rename => fl!(w, "editor-change-rename"),
            Self::Replace => fl!(w, "editor-change-replace"),
        }
    }
}

/// Choices as a list of lines makes them.
pub struct Coded {
    /// Those that are offered in the order of the lines, then those that opinions alone still carry.
    pub choices: Vec<Choice>,
    /// Old name and new name of those that opinions carry.
    pub renamed: Vec<(String, String)>,
    /// Names of those that opinions carry and that are offered no more, where lines have come that nobody knew.
    pub replaced: Vec<String>,
}

/// Gives each line of choices (Japanese, English) its code. A label that stays, or comes back, has its code wherever it
/// stands. If the number of lines is unchanged, and nobody says that they are others, the other lines are the other
/// choices under a new name, in their order; else they are new. A new choice never gets a code that a choice had or that
/// opinions carry (`used`), and one that opinions carry is never lost.
pub fn coded(labels: &[(String, String)], old: &[Choice], used: &[&str], change: Option<Change>) -> Coded {
    let is_carried = |choice: &Choice| used.contains(&choice.code.as_str());
    let stays = |choice: &Choice| labels.iter().any(|(label, _)| *label == choice.label);
    let offered = || old.iter().filter(|choice| !choice.closed);
    let in_place = labels.len() == offered().count() && change != Some(Change::Replace);
    let mut others = offered().filter(|choice| !stays(choice));
    let mut taken: HashSet<String> =
        used.iter().copied().chain(old.iter().map(|it| it.code.as_str())).map(str::to_owned).collect();
    let (mut choices, mut renamed): (Vec<Choice>, _) = (Vec::with_capacity(labels.len()), Vec::new());
    for (label, label_en) in labels {
        let same = old.iter().find(|choice| choice.label == *label);
        let before = same.or_else(|| if in_place { others.next() } else { None });
        if let Some(before) = before.filter(|it| it.label != *label && is_carried(it)) {
            renamed.push((before.label.clone(), label.clone()));
        }
        let code = match before {
            Some(choice) => choice.code.clone(),
            None => free_code(label_en, 'a', &taken.iter().map(String::as_str).collect()),
        };
        taken.insert(code.clone());
        choices.push(Choice { code, label: label.clone(), label_en: label_en.clone(), closed: false });
    }
    let gone = old.iter().filter(|it| is_carried(it) && choices.iter().all(|kept| kept.code != it.code));
    let gone: Vec<Choice> = gone.map(|choice| Choice { closed: true, ..choice.clone() }).collect();
    choices.extend(gone);
    let has_new = choices.iter().any(|it| old.iter().all(|was| was.code != it.code));
    let closed = choices.iter().filter(|it| it.closed && offered().any(|was| was.code == it.code));
    let replaced = closed.filter(|_| has_new).map(|it| it.label.clone()).collect();
    Coded { choices, renamed, replaced }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(code: &str, label: &str) -> Choice {
        Choice { code: code.into(), label: label.into(), label_en: String::new(), closed: false }
    }

    fn of(labels: &[(&str, &str)], old: &[Choice], used: &[&str], change: Option<Change>) -> Coded {
        let labels: Vec<_> = labels.iter().map(|(ja, en)| ((*ja).to_owned(), (*en).to_owned())).collect();
        coded(&labels, old, used, change)
    }

    fn codes(labels: &[(&str, &str)], old: &[Choice], used: &[&str]) -> Vec<String> {
        of(labels, old, used, None).choices.into_iter().map(|choice| choice.code).collect()
    }

    #[test]
    fn a_code_comes_from_the_english_words_where_it_is_free() {
        let taken = HashSet::from(["t1", "bus"]);
        assert_eq!(free_code("Roads & buses!", 't', &taken), "roads_buses");
        assert_eq!(free_code("Santō", 't', &taken), "santo");
        assert_eq!(free_code("Bus", 't', &taken), "t2");
        assert_eq!(free_code("", 't', &taken), "t2");
        assert_eq!(free_code("道路", 't', &taken), "t2");
        assert_eq!(free_code("a word and another word too", 't', &taken), "a_word_and_another_word");
    }

    #[test]
    fn a_choice_keeps_its_code_when_it_moves_or_is_renamed() {
        let old = [choice("ikuno", "生野"), choice("santo", "山東"), choice("asago", "朝来")];
        assert_eq!(codes(&[("朝来", ""), ("生野", ""), ("山東", "")], &old, &[]), ["asago", "ikuno", "santo"]);
        assert_eq!(codes(&[("生野町", ""), ("山東", ""), ("朝来町", "")], &old, &[]), ["ikuno", "santo", "asago"]);
        assert_eq!(codes(&[("山東", ""), ("朝来", "")], &old, &[]), ["santo", "asago"]);
    }

    #[test]
    fn a_new_choice_gets_no_code_that_somebody_had() {
        let old = [choice("a1", "生野"), choice("a2", "山東")];
        let more = [("生野", ""), ("山東", ""), ("朝来", ""), ("市外", "Outside")];
        assert_eq!(codes(&more, &old, &["a3"]), ["a1", "a2", "a4", "outside"]);
    }

    #[test]
    fn a_choice_that_opinions_carry_keeps_its_name_when_it_is_taken_away_and_its_code_when_it_comes_back() {
        let old = [choice("ikuno", "生野"), choice("santo", "山東"), choice("asago", "朝来")];
        let kept = of(&[("生野", ""), ("朝来", "")], &old, &["santo"], None).choices;
        assert_eq!(kept, [old[0].clone(), old[2].clone(), Choice { closed: true, ..old[1].clone() }]);
        let back = of(&[("山東", ""), ("生野", ""), ("朝来", "")], &kept, &["santo"], None).choices;
        assert_eq!(back, [old[1].clone(), old[0].clone(), old[2].clone()]);
        assert_eq!(of(&[("生野", ""), ("朝来", "")], &old, &[], None).choices.len(), 2, "nobody has chosen it");
    }

    #[test]
    fn a_line_in_the_place_of_one_that_opinions_carry_is_that_one_only_if_somebody_says_so() {
        let old = [choice("north", "北"), choice("south", "南")];
        let lines = [("北", ""), ("西", "")];
        let asked = of(&lines, &old, &["south"], None);
        assert_eq!(asked.renamed, [("南".to_owned(), "西".to_owned())]);
        let same = of(&lines, &old, &["south"], Some(Change::Rename)).choices;
        assert_eq!(same, [choice("north", "北"), choice("south", "西")]);
        let other = of(&lines, &old, &["south"], Some(Change::Replace));
        assert_eq!(
            other.choices,
            [choice("north", "北"), choice("a1", "西"), Choice { closed: true, ..choice("south", "南") }]
        );
        assert!(other.renamed.is_empty());
    }
}
