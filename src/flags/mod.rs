//! What a moderator's eye is drawn to in a text: rules on its words, each with a name. Of the person who wrote it nothing is
//! reckoned. Found here is what may tell who somebody is; which of it stays is for people to say.

pub mod lists;
pub mod marked;
mod patterns;

use std::ops::Range;

use i18n_embed_fl::fl;
use unicode_segmentation::UnicodeSegmentation;

use self::lists::Lists;
use crate::analysis::personal;
use crate::base::fold::Folded;
use crate::base::hidden::{Piece, pieces};
use crate::base::names::named;
use crate::base::text::Words;
use crate::persons;

named! {
    /// The surest first: where two find the same words the first has them. A new one comes last: the place of each is kept
    /// with opinions.
    pub enum Rule {
        Mail = "mail",
        Url = "url",
        Card = "card",
        MyNumber = "my_number",
        Account = "account",
        Plate = "plate",
        Birth = "birth",
        Phone = "phone",
        Address = "address",
        Handle = "handle",
        Name = "name",
        Insult = "insult",
        Threat = "threat",
        Discrimination = "discrimination",
        Election = "election",
        Religion = "religion",
        Advertising = "advertising",
        Foreign = "foreign",
        Hidden = "hidden",
    }
}

impl Rule {
    /// What it looks for, as moderators call it.
    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Mail => fl!(w, "flag-mail"),
            Self::Url => fl!(w, "flag-url"),
            Self::Card => fl!(w, "flag-card"),
            Self::MyNumber => fl!(w, "flag-my-number"),
            Self::Account => fl!(w, "flag-account"),
            Self::Plate => fl!(w, "flag-plate"),
            Self::Birth => fl!(w, "flag-birth"),
            Self::Phone => fl!(w, "flag-phone"),
            Self::Address => fl!(w, "flag-address"),
            Self::Handle => fl!(w, "flag-handle"),
            Self::Name => fl!(w, "flag-name"),
            Self::Insult => fl!(w, "flag-insult"),
            Self::Threat => fl!(w, "flag-threat"),
            Self::Discrimination => fl!(w, "flag-discrimination"),
            Self::Election => fl!(w, "flag-election"),
            Self::Religion => fl!(w, "flag-religion"),
            Self::Advertising => fl!(w, "flag-advertising"),
            Self::Foreign => fl!(w, "flag-foreign"),
            Self::Hidden => fl!(w, "flag-hidden"),
        }
    }

    /// By what it went: why these words are marked.
    pub fn why(self, w: &Words) -> String {
        match self {
            Self::Mail => fl!(w, "flag-mail-why"),
            Self::Url => fl!(w, "flag-url-why"),
            Self::Card => fl!(w, "flag-card-why"),
            Self::MyNumber => fl!(w, "flag-my-number-why"),
            Self::Account => fl!(w, "flag-account-why"),
            Self::Plate => fl!(w, "flag-plate-why"),
            Self::Birth => fl!(w, "flag-birth-why"),
            Self::Phone => fl!(w, "flag-phone-why"),
            Self::Address => fl!(w, "flag-address-why"),
            Self::Handle => fl!(w, "flag-handle-why"),
            Self::Name => fl!(w, "flag-name-why"),
            Self::Foreign => fl!(w, "flag-foreign-why"),
            Self::Hidden => fl!(w, "flag-hidden-why"),
            _ => fl!(w, "flag-list-why"),
        }
    }

    /// Whether it may tell who somebody is; a link alone does not.
    pub fn is_personal(self) -> bool {
        (self as u8) <= Self::Name as u8 && self != Self::Url
    }

    /// Whether it looks for words that an administrator lists.
    pub fn has_list(self) -> bool {
        (Self::Insult as u8..=Self::Advertising as u8).contains(&(self as u8))
    }

    /// Whether words against people are looked for: nobody reads those before a moderator.
    pub fn is_against_people(self) -> bool {
        matches!(self, Self::Insult | Self::Threat | Self::Discrimination)
    }

    /// Its place in what is kept of an opinion: never another one's.
    pub fn bit(self) -> i64 {
        1 << self as u8
    }
}

/// The rules that found something, as one number.
pub fn bits(flags: &[Flag]) -> i64 {
    flags.iter().fold(0, |bits, flag| bits | flag.rule.bit())
}

/// The rules that such a number stands for.
pub fn rules(bits: i64) -> impl Iterator<Item = Rule> {
    Rule::ALL.iter().copied().filter(move |rule| bits & rule.bit() != 0)
}

impl From<personal::Kind> for Rule {
    fn from(kind: personal::Kind) -> Self {
        match kind {
            personal::Kind::Phone => Self::Phone,
            personal::Kind::Mail => Self::Mail,
            personal::Kind::Address => Self::Address,
        }
    }
}

/// A place in a text, in bytes, on grapheme borders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    pub rule: Rule,
    pub at: Range<usize>,
}

/// What is looked for: the rules in use, and the words of those that have a list.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Bits of the rules that are not in use.
    off: i64,
    lists: Lists,
}

impl Rules {
    pub fn new<'l>(off: impl IntoIterator<Item = Rule>, lists: impl IntoIterator<Item = (Rule, &'l str)>) -> Self {
        Self { off: off.into_iter().fold(0, |bits, rule| bits | rule.bit()), lists: Lists::new(lists) }
    }

    pub fn uses(&self, rule: Rule) -> bool {
        self.off & rule.bit() == 0
    }

    /// Every place, in the text's order, none over another. `lang` is what its author wrote in, as `lang=""` has it.
    pub fn find(&self, text: &str, lang: &str) -> Vec<Flag> {
        let (digits, words) = (Folded::new(text, personal::plain), Folded::new(text, persons::plain));
        let hinted = personal::find_in(&digits).into_iter().map(|found| Flag { rule: found.kind.into(), at: found.at });
        let numbers = patterns::find(digits.as_str()).into_iter();
        let numbers = numbers.map(|(rule, at)| Flag { rule, at: digits.origin(at) });
        let people = persons::find(words.as_str()).into_iter();
        let people = people.map(|at| Flag { rule: Rule::Name, at: words.origin(at) });
        let bare = Folded::new(text, lists::plain);
        let listed = self.lists.find(bare.as_str()).into_iter();
        let listed = listed.map(|(rule, at)| Flag { rule, at: bare.origin(at) });
        let foreign = (lang == "ja").then(|| patterns::foreign(words.as_str())).into_iter().flatten();
        let foreign = foreign.map(|at| Flag { rule: Rule::Foreign, at: words.origin(at) });
        let all = hinted.chain(numbers).chain(people).chain(listed).chain(foreign).chain(hidden(text));
        apart(all.filter(|flag| !flag.at.is_empty() && self.uses(flag.rule)).collect())
    }
}

/// Signs that nobody sees, which may hide a word or turn one around.
fn hidden(text: &str) -> impl Iterator<Item = Flag> {
    let graphemes = text.grapheme_indices(true);
    let hiding = graphemes.filter(|(_, letter)| pieces(letter).iter().any(|piece| matches!(piece, Piece::Hidden(_))));
    hiding.map(|(at, letter)| Flag { rule: Rule::Hidden, at: at..at + letter.len() })
}

/// None over another: of two the surer rule has the words.
fn apart(mut all: Vec<Flag>) -> Vec<Flag> {
    all.sort_by_key(|flag| (flag.rule as u8, flag.at.start, std::cmp::Reverse(flag.at.end)));
    let mut apart: Vec<Flag> = Vec::with_capacity(all.len());
    for flag in all {
        if apart.iter().all(|it| it.at.end <= flag.at.start || flag.at.end <= it.at.start) {
            apart.push(flag);
        }
    }
    apart.sort_by_key(|flag| flag.at.start);
    apart
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use proptest::prelude::*;

    fn find(text: &str) -> Vec<Flag> {
        Rules::default().find(text, "ja")
    }

    fn listed(text: &str) -> Vec<(&'static str, &str)> {
        find(text).into_iter().map(|flag| (flag.rule.name(), &text[flag.at])).collect()
    }

    #[test]
    fn what_may_tell_who_somebody_is_is_found_by_its_rule() {
        let cases: [(&str, &[(&str, &str)]); 20] = [
            ("区長の山田さんと山田区長へ", &[("name", "山田さん"), ("name", "山田区長")]),
            ("隣の忽那さん、グエン・ヴァン・アンさん", &[("name", "忽那さん"), ("name", "グエン・ヴァン・アンさん")]),
            ("氏名：山本花子", &[("name", "山本花子")]),
            ("大西と言います。", &[("name", "大西")]),
            ("西垣 090-0000-1111", &[("name", "西垣"), ("phone", "090-0000-1111")]),
            ("〇九〇ー〇〇〇〇ー〇〇〇〇", &[("phone", "〇九〇ー〇〇〇〇ー〇〇〇〇")]),
            ("番号は1234 5678 9018です", &[("my_number", "1234 5678 9018")]),
            ("製品番号1234-5678-9012", &[]),
            ("４１１１　１１１１　１１１１　１１１１", &[("card", "４１１１　１１１１　１１１１　１１１１")]),
            ("4111 1111 1111 1112", &[]),
            ("但馬銀行和田山支店 普通 0012345", &[("account", "但馬銀行和田山支店 普通 0012345")]),
            ("ゆうちょ 記号14350 番号12345671", &[("account", "記号14350 番号12345671")]),
            ("姫路３００あ１２－３４の車", &[("plate", "姫路３００あ１２－３４")]),
            ("昭和35年4月1日生まれ、S35.4.1生", &[("birth", "昭和35年4月1日生まれ"), ("birth", "S35.4.1生")]),
            ("2024年4月1日生まれ変わった駅、昭和35年4月1日に開校", &[]),
            ("@taro_1985へ。会費は@100円", &[("handle", "@taro_1985")]),
            ("LINE IDはtaro1985", &[("handle", "taro1985")]),
            ("https://example.jp/a?b=c を見て", &[("url", "https://example.jp/a?b=c")]),
            ("taro(at)example.jp", &[("mail", "taro(at)example.jp")]),
            ("朝来市東谷213-1 コーポ東谷201号", &[("address", "朝来市東谷213-1"), ("address", "コーポ東谷201号")]),
        ];
        for (text, wanted) in cases {
            assert_eq!(listed(text), wanted, "{text}");
        }
    }

    #[derive(serde::Deserialize)]
    struct Sentence {
        text: String,
        spans: Vec<Span>,
    }

    #[derive(serde::Deserialize)]
    struct Span {
        rule: String,
        text: String,
    }

    /// Sentences that somebody wrote who did not know the rules. A place counts where it lies over the one that is marked.
    #[test]
    fn of_what_is_marked_in_sentences_of_another_hand_nearly_all_is_found_and_little_else() {
        let (mut found, mut missed, mut beside) = (0.0, 0.0, 0.0);
        for line in include_str!("../../tests/flags.jsonl").lines() {
            let Sentence { text, spans } = serde_json::from_str(line).unwrap();
            let (mut flags, mut from) = (find(&text), HashMap::new());
            for Span { rule, text: words } in spans {
                let begins = from.entry(words.clone()).or_insert(0);
                let at = *begins + text[*begins..].find(&words).unwrap();
                *begins = at + words.len();
                let is_it =
                    |flag: &Flag| flag.rule.name() == rule && flag.at.start < at + words.len() && at < flag.at.end;
                let before = flags.len();
                flags.retain(|flag| !is_it(flag));
                *if flags.len() < before { &mut found } else { &mut missed } += 1.0;
            }
            beside += flags.len() as f64;
        }
        let (recall, precision) = (found / (found + missed), found / (found + beside));
        println!("{found} places found: recall {recall:.3}, precision {precision:.3}");
        assert!(recall >= 0.95 && precision >= 0.90, "recall {recall:.3}, precision {precision:.3}");
    }

    #[test]
    fn who_is_nobody_in_particular_is_left_alone() {
        let nobody = [
            "お母さんと市民の皆さん、八百屋さん、業者さん、運転手さん、奥さん、お医者さん、お客様、皆様",
            "多様な仕様の模様、有様、同様、お地蔵さん、観音様、神さま、氏神様、源氏、彼氏、同氏、氏名",
            "前市長、副会長、自治会長さん、校長先生、小中学校長の会議、区長の仕事、山口市長",
            "たくさんの人、ちゃんと直す、書くんです、君たち、赤ちゃん、おばあちゃん",
            "トヨタさん、ヤマト運輸さん、商工会さん、ママさん、ヘルパーさん、Aさん",
            "110番、国道312号、議案第12号、2024-2025年度、9-17時、1,234,567円、口座振替、神戸ナンバーの車",
            "石川県、中野区、山田町の震災、坂本龍馬、竹田城の太田垣氏",
        ];
        for text in nobody {
            assert_eq!(listed(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_through(text in "(\\PC|山田|さん|区長|銀行|普通|[0-9]{3}|年|月|日|生まれ|-|の|は){0,80}") {
            let mut end = 0;
            for flag in find(&text) {
                prop_assert!(flag.at.start >= end && !text[flag.at.clone()].is_empty());
                end = flag.at.end;
            }
        }
    }
}
