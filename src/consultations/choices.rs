//! Choices of a field, and the codes by which opinions know choices and themes.

use std::borrow::{Borrow, Cow};
use std::collections::HashSet;

use i18n_embed_fl::fl;
use unicode_normalization::UnicodeNormalization;

use super::Consultation;
use crate::base::fold::is_refused_in_a_line;
use crate::base::names::named;
use crate::base::text::{Lang, Words};

/// Most choices of a field.
pub const MAX_CHOICES: usize = 30;
/// Characters of the name of a theme or a choice.
pub const MAX_NAME: usize = 60;
/// The same in another language, which needs more room, and in which readings stand beside their words.
pub const MAX_TRANSLATED: usize = 200;
/// Stands between a theme and the one above it, and in no theme's name.
pub const LEVELS: char = '／';
impl Consultation {
    /// A theme with the one above it for residents, as their language writes it: `A / B`.
    pub fn theme_said(&self, id: &str, lang: Lang) -> String {
        self.theme_path(id, lang).replace(LEVELS, &fl!(lang.words(), "frame-levels"))
    }
}

/// Longest code made from a label.
const CODE_CHARS: usize = 24;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub code: String,
    /// In Japanese.
    pub label: String,
    /// In other languages.
    pub others: Vec<(Lang, String)>,
    /// Offered no more; opinions carry it, under the name it had.
    pub closed: bool,
}

impl Choice {
    pub fn label(&self, lang: impl Borrow<Lang>) -> Cow<'_, str> {
        lang.borrow().pick(|lang| self.exact(lang))
    }

    /// As it stands in the editor's box: `和田山 | Wadayama | vi: …`. The first of the other languages needs no code.
    pub fn line(&self) -> String {
        let is_first = |lang: Lang| Lang::others().next() == Some(lang);
        let other = |(lang, label): &(Lang, String)| {
            if is_first(*lang) { format!(" | {label}") } else { format!(" | {}: {label}", lang.code()) }
        };
        self.label.clone() + &self.others.iter().map(other).collect::<String>()
    }

    /// The labels of such a line, ordered by language; no code yet.
    pub fn read(line: &str) -> Self {
        // Where readings are written, `｜` begins a word.
        let bars: &[char] = if line.contains('《') { &['|'] } else { &['|', '｜'] };
        let mut parts = line.split(bars).map(str::trim);
        let label = parts.next().unwrap_or_default().to_owned();
        let coded = |part: &'_ str| {
            let (code, label) = part.split_once([':', '：'])?;
            Some((Lang::parse(code.trim())?, label.trim().to_owned()))
        };
        let other = |part: &str| coded(part).or_else(|| Some((Lang::others().next()?, part.to_owned())));
        let mut others: Vec<_> = parts.filter(|part| !part.is_empty()).filter_map(other).collect();
        others.sort_by_key(|(lang, _)| *lang);
        Self { label, others, ..Self::default() }
    }

    /// The label in this language alone, '' where there is none.
    pub fn exact(&self, lang: Lang) -> &str {
        let other = || self.others.iter().find(|(own, _)| *own == lang).map_or("", |(_, label)| label);
        if lang == Lang::JA { &self.label } else { other() }
    }
}

/// The name of a theme below the one above it, where there is one: 交通 and 暮らし of 暮らし／交通. `None`: these are no names.
pub fn levels(path: &str) -> Option<(Option<&str>, &str)> {
    let (above, name) = path.split_once(LEVELS).map_or((None, path), |(above, name)| (Some(above.trim()), name.trim()));
    let is_theme = |name: &str| is_name(name) && !name.contains(LEVELS);
    (is_theme(name) && above.is_none_or(is_theme)).then_some((above, name))
}

/// Whether a choice may be called so: in the editor a bar parts it from its names in other languages.
pub fn is_choice(name: &str) -> bool {
    is_name(name) && !name.contains(['|', '｜'])
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= MAX_NAME && !name.contains(is_refused_in_a_line)
}

/// A code for files and addresses: from the words in another language (`Roads & buses` → `roads_buses`) where that is
/// free, else the first free one of `t1`, `t2`, … for the letter `t`.
pub fn free_code(others: &[(Lang, String)], letter: char, taken: &HashSet<&str>) -> String {
    let mut codes = others.iter().map(|(_, words)| code_of(words));
    if let Some(code) = codes.find(|code| !code.is_empty() && !taken.contains(code.as_str())) {
        return code;
    }
    let mut numbered = (1..).map(|number| format!("{letter}{number}"));
    numbered.find(|code| !taken.contains(code.as_str())).unwrap_or_default()
}

/// `Roads & buses` → `roads_buses`; '' where no Latin letter is in the words.
fn code_of(words: &str) -> String {
    let mut code = String::new();
    for c in words.nfkd().filter(|c| c.is_ascii() || c.is_alphanumeric()).flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => code.push(c),
            _ if code.is_empty() || code.ends_with('_') => {}
            _ => code.push('_'),
        }
    }
    code.truncate(CODE_CHARS);
    code.trim_end_matches('_').to_owned()
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

/// Gives each choice of `lines`, which has none yet, its code. A label that stays, or comes back, has its code wherever it
/// stands. If the number of lines is unchanged, and nobody says that they are others, the other lines are the other
/// choices under a new name, in their order; else they are new. A new choice never gets a code that a choice had or that
/// opinions carry (`used`), and one that opinions carry is never lost.
pub fn coded(lines: &[Choice], old: &[Choice], used: &[&str], change: Option<Change>) -> Coded {
    let is_carried = |choice: &Choice| used.contains(&choice.code.as_str());
    let stays = |choice: &Choice| lines.iter().any(|line| line.label == choice.label);
    let offered = || old.iter().filter(|choice| !choice.closed);
    let in_place = lines.len() == offered().count() && change != Some(Change::Replace);
    let mut others = offered().filter(|choice| !stays(choice));
    let mut taken: HashSet<String> =
        used.iter().copied().chain(old.iter().map(|it| it.code.as_str())).map(str::to_owned).collect();
    let (mut choices, mut renamed): (Vec<Choice>, _) = (Vec::with_capacity(lines.len()), Vec::new());
    for line in lines {
        let same = old.iter().find(|choice| choice.label == line.label);
        let before = same.or_else(|| if in_place { others.next() } else { None });
        if let Some(before) = before.filter(|it| it.label != line.label && is_carried(it)) {
            renamed.push((before.label.clone(), line.label.clone()));
        }
        let code = match before {
            Some(choice) => choice.code.clone(),
            None => free_code(&line.others, 'a', &taken.iter().map(String::as_str).collect()),
        };
        taken.insert(code.clone());
        choices.push(Choice { code, closed: false, ..line.clone() });
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
        Choice { code: code.into(), label: label.into(), ..Choice::default() }
    }

    fn of(labels: &[(&str, &str)], old: &[Choice], used: &[&str], change: Option<Change>) -> Coded {
        let line = |(ja, en): &(&str, &str)| Choice { others: english(en), ..choice("", ja) };
        coded(&labels.iter().map(line).collect::<Vec<_>>(), old, used, change)
    }

    fn english(words: &str) -> Vec<(Lang, String)> {
        Lang::others().take(1).filter(|_| !words.is_empty()).map(|lang| (lang, words.to_owned())).collect()
    }

    fn codes(labels: &[(&str, &str)], old: &[Choice], used: &[&str]) -> Vec<String> {
        of(labels, old, used, None).choices.into_iter().map(|choice| choice.code).collect()
    }

    #[test]
    fn a_code_comes_from_words_in_latin_letters_where_it_is_free() {
        let taken = HashSet::from(["t1", "bus"]);
        assert_eq!(free_code(&english("Roads & buses!"), 't', &taken), "roads_buses");
        assert_eq!(free_code(&english("Santō"), 't', &taken), "santo");
        assert_eq!(free_code(&english("Bus"), 't', &taken), "t2");
        assert_eq!(free_code(&english(""), 't', &taken), "t2");
        assert_eq!(free_code(&english("道路"), 't', &taken), "t2");
        assert_eq!(free_code(&english("a word and another word too"), 't', &taken), "a_word_and_another_word");
    }

    #[test]
    fn a_line_names_a_choice_in_as_many_languages_as_it_likes() {
        let vi = Lang::parse("vi").unwrap();
        for (line, others) in [
            ("和田山", vec![]),
            ("和田山 | Wadayama", english("Wadayama")),
            ("和田山 | Outside: far", english("Outside: far")),
            ("和田山 | vi: Wadayama (phía bắc)", vec![(vi, "Wadayama (phía bắc)".to_owned())]),
            ("和田山 | Wadayama | vi: Bắc", [english("Wadayama"), vec![(vi, "Bắc".to_owned())]].concat()),
        ] {
            let read = Choice::read(line);
            assert_eq!((read.label.as_str(), &read.others), ("和田山", &others));
            assert_eq!(read.line(), line);
        }
        assert_eq!(Choice::read(" 和田山｜vi：Bắc｜en：W"), Choice::read("和田山 | W | vi: Bắc"));
        assert_eq!(Choice::read("市《し》 | ja-simple: ｜話し合《はなしあ》い").others[0].1, "｜話し合《はなしあ》い");
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
