//! How close two texts are, by the characters they share. No model and no word list: the same texts are as close on every
//! machine. It tells what is about the same thing, not who is of one mind.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;

use crate::base::fold::{hiragana, is_ignorable};

/// What a text is compared by, as numbers in order, each once: Chinese characters one by one and in pairs, katakana in
/// pairs, words of other letters. Hiragana is grammar and stays out, unless there is hardly anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features(Vec<u32>);

/// A text with fewer features is compared by its hiragana, too.
const ENOUGH: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Chinese,
    Katakana,
    Hiragana,
    /// Letters that make words between spaces.
    Letters,
}

fn script(c: char) -> Script {
    match c {
        'ぁ'..='ゟ' => Script::Hiragana,
        'ァ'..='ヿ' => Script::Katakana,
        '\0'..='\u{2E7F}' | '\u{AC00}'..='\u{D7AF}' => Script::Letters,
        _ => Script::Chinese,
    }
}

impl Features {
    pub fn of(text: &str) -> Self {
        let plain: String = text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_ignorable(*c)).collect();
        let (mut features, mut grammar) = (Vec::new(), Vec::new());
        for run in plain.split(|c: char| !c.is_alphanumeric() && c != 'ー') {
            for (script, stretch) in stretches(run) {
                match script {
                    Script::Hiragana => grammar.extend(pairs(stretch)),
                    // A, to, in: nothing is about them.
                    Script::Letters if stretch.is_ascii() && stretch.len() < 3 => {}
                    Script::Letters => features.push(number(stretch)),
                    Script::Katakana => features.extend(pairs(stretch).map(number)),
                    Script::Chinese => {
                        features.extend(pairs(stretch).map(number));
                        features.extend(stretch.split("").filter(|one| !one.is_empty()).map(number));
                    }
                }
            }
        }
        let mut own = Self(features).in_order();
        if own.0.len() < ENOUGH {
            own.0.extend(grammar.into_iter().map(number));
            own = own.in_order();
        }
        own
    }

    fn in_order(mut self) -> Self {
        self.0.sort_unstable();
        self.0.dedup();
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }
}

/// A run of letters, cut where the script changes: 夕方のバス → 夕方, の, バス.
fn stretches(run: &str) -> Vec<(Script, &str)> {
    let (mut found, mut rest) = (Vec::new(), run);
    while let Some(first) = rest.chars().next() {
        // A mark that makes a vowel long belongs to what stands before it.
        let goes_on = |c: char| c == 'ー' || script(c) == script(first);
        let end = rest.find(|c| !goes_on(c)).unwrap_or(rest.len());
        found.push((script(first), &rest[..end]));
        rest = &rest[end..];
    }
    found
}

fn pairs(stretch: &str) -> impl Iterator<Item = &str> {
    let starts = stretch.char_indices().map(|(at, _)| at);
    let ends = stretch.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    starts.zip(ends).map(|(start, end)| &stretch[start..end])
}

/// FNV-1a of the folded characters, mixed once more: the same number wherever it is counted.
fn number(piece: &str) -> u32 {
    let step = |hash: u64, c: char| (hash ^ u64::from(u32::from(hiragana(c)))).wrapping_mul(0x0000_0100_0000_01B3);
    (mixed(piece.chars().fold(0xCBF2_9CE4_8422_2325, step)) >> 32) as u32
}

/// The last step of SplitMix64.
fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// How rare each feature is among the texts of one place: what nearly everybody writes there tells little.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    texts: usize,
    /// How much each feature tells that somebody has written.
    weights: HashMap<u32, f32, BuildHasherDefault<Mixed>>,
}

impl Rarity {
    pub fn among<'f>(texts: impl IntoIterator<Item = &'f Features>) -> Self {
        let (mut own, mut with) = (Self::default(), HashMap::<u32, u32>::new());
        for features in texts {
            own.texts += 1;
            features.iter().for_each(|feature| *with.entry(feature).or_default() += 1);
        }
        let all = own.all();
        let weight = |with: u32| (all / (with as f32 + 0.5)).ln().max(0.0);
        own.weights = with.into_iter().map(|(feature, with)| (feature, weight(with))).collect();
        own
    }

    /// Of how many texts.
    pub fn texts(&self) -> usize {
        self.texts
    }

    fn all(&self) -> f32 {
        self.texts as f32 + 1.0
    }

    /// How much a feature tells. One that nobody has written can be shared with nobody, and still makes a text another.
    fn weight(&self, feature: u32) -> f32 {
        self.weights.get(&feature).copied().unwrap_or_else(|| self.all().ln() / 2.0)
    }

    /// The same in steps up to 4. What a third of all write tells nothing, where there are enough to say so.
    fn steps(&self, feature: u32) -> u32 {
        let steps = (4.0 * self.weight(feature) / (2.0 * self.all()).ln()).round() as u32;
        steps.clamp(u32::from(self.texts < FEW), 4)
    }
}

/// A text ready to be compared with others.
pub struct Own<'r> {
    rarity: &'r Rarity,
    features: Features,
    told: f32,
}

impl<'r> Own<'r> {
    pub fn new(features: Features, rarity: &'r Rarity) -> Self {
        let told = features.iter().map(|feature| rarity.weight(feature)).sum();
        Self { rarity, features, told }
    }

    /// How close another text is, from 0 to 1: what both share, measured by all that each of them says.
    fn closeness(&self, shared: f32, other: &Features) -> f32 {
        let told: f32 = other.iter().map(|feature| self.rarity.weight(feature)).sum();
        let whole = (self.told * told).sqrt();
        if whole > 0.0 { shared / whole } else { 0.0 }
    }

    /// How much of the text the other one says, too, from 0 to 1; `None` where people would not call them close: see the
    /// tests for what that means.
    pub fn covered_by(&self, other: &Features) -> Option<f32> {
        let (shared, features) = self.shared(other);
        (features >= SHARED && self.closeness(shared, other) >= CLOSE).then(|| shared / self.told)
    }

    /// What both share: how much it tells, and how many features it is.
    fn shared(&self, other: &Features) -> (f32, usize) {
        let shared = self.features.iter().filter(|feature| other.0.binary_search(feature).is_ok());
        shared.fold((0.0, 0), |(told, features), feature| (told + self.rarity.weight(feature), features + 1))
    }
}

/// Features are mixed already: they are their own hashes.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = (self.0 << 8) | u64::from(*byte));
    }

    fn write_u32(&mut self, feature: u32) {
        // Tables look at the highest bits, too.
        self.0 = u64::from(feature) << 32 | u64::from(feature);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Of fewer texts nobody can say what nearly everybody writes.
const FEW: usize = 100;

/// Two texts that share fewer features share a word, and that is all.
const SHARED: usize = 4;

/// From this closeness on two texts are shown beside each other.
const CLOSE: f32 = 0.25;

/// A text in 64 bytes: of each of 32 orders of all features the first one that the text has (MinHash, Broder 1997), rare
/// ones standing in an order up to four times. Two texts agree in as many orders, on average, as they share of what
/// their features tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch([u16; Self::ORDERS]);

impl Sketch {
    pub const ORDERS: usize = 32;

    /// `None` of a text in which nothing tells anything.
    pub fn of(features: &Features, rarity: &Rarity) -> Option<Self> {
        let mut first = [u32::MAX; Self::ORDERS];
        let mut is_empty = true;
        for feature in features.iter() {
            for step in 0..rarity.steps(feature) {
                is_empty = false;
                let own = mixed((u64::from(step) << 32) | u64::from(feature)) as u32;
                for (order, first) in (0..).zip(&mut first) {
                    *first = (*first).min(place(own, order));
                }
            }
        }
        (!is_empty).then(|| Self(first.map(|place| (mixed(u64::from(place)) >> 48) as u16)))
    }

    /// In how many orders both begin alike. Counted in numbers as wide as the places: so a processor compares eight at once.
    pub fn agrees(&self, other: &Self) -> u16 {
        self.0.iter().zip(&other.0).map(|(one, two)| u16::from(one == two)).sum()
    }
}

/// The place of a feature in an order.
fn place(feature: u32, order: u32) -> u32 {
    let turned = (feature ^ order.wrapping_mul(0x9E37_79B9)).wrapping_mul(0x85EB_CA6B);
    (turned ^ (turned >> 15)).wrapping_mul(0xC2B2_AE35)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn features(text: &str) -> Features {
        Features::of(text)
    }

    fn rarity(texts: &[&str]) -> Rarity {
        Rarity::among(&texts.iter().map(|text| features(text)).collect::<Vec<_>>())
    }

    fn demo() -> Vec<String> {
        let rows = include_str!("../demo/opinions.tsv").lines().skip(1);
        rows.filter_map(|row| Some(row.rsplit_once('\t')?.1.replace("\\n", "\n"))).collect()
    }

    #[test]
    fn width_kana_and_case_make_no_other_text() {
        for (one, two) in [
            ("バスの増便", "ﾊﾞｽの増便"),
            ("１８時３０分", "18時30分"),
            ("The BUS timetable", "the bus, timetable!"),
            ("図書\u{200B}館", "図書館"),
            ("がくどう", "か\u{3099}くどう"),
        ] {
            assert_eq!(features(one), features(two), "{one}");
            assert!(!features(one).0.is_empty(), "{one}");
        }
    }

    #[test]
    fn grammar_is_compared_only_where_there_is_nothing_else() {
        assert_eq!(features("夕方のバスの本数を増やしてください"), features("夕方 バス 本数 増"));
        assert!(features("ばすを ふやして ください").0.contains(&number("ふや")));
        for blank in ["", "。、！", "😀", "a to"] {
            assert_eq!(features(blank), Features::default(), "{blank}");
        }
    }

    /// What somebody types, and what one of the demonstration's opinions that are close begins with.
    const CLOSE_ONES: [(&str, &str); 12] = [
        ("図書館をもっと遅くまで開けてほしい", "図書館の開館時間を延長"),
        ("夕方のバスの本数を増やしてください", "夕方のバスの増便"),
        ("給食費を無料にしてほしいです。", "給食費を小学校も中学校も無償に"),
        ("メガソーラーは反対です。山を削らないで。", "山の斜面を削ってのメガソーラー"),
        ("タクシーが夜つかまりません。駅前に一台でも待っていてほしい。", "駅前の居酒屋で働いてます"),
        ("消防団の人が足りません", "消防団と自治会と体育委員"),
        ("体育館にエアコンをつけてください", "中学校のエアコン"),
        ("トイレを洋式にしてください", "トイレを洋式にして"),
        ("高校生が夜に勉強できる場所がほしいです", "夜に集まれる場所がほしい"),
        ("体育館の予約をスマホでできるようにしてほしい。", "体育館の予約が"),
        ("There is no bus on Sundays where I live. Please run the community bus on Sundays, too.", "I teach English"),
        ("公園のトイレを洋式に", "公園、トイレが和式だけ"),
    ];

    #[test]
    fn what_is_close_is_found_among_the_opinions_of_the_demonstration() {
        let texts = demo();
        let rarity = rarity(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        for (typed, begins) in CLOSE_ONES {
            let own = Own::new(features(typed), &rarity);
            let close: Vec<_> = texts.iter().filter(|text| own.covered_by(&features(text)).is_some()).collect();
            assert!(close.iter().any(|text| text.starts_with(begins)), "{typed}: {close:?}");
            assert!(close.len() <= 12, "{typed}: {} are close", close.len());
        }
    }

    #[test]
    fn what_everybody_writes_and_what_nobody_else_writes_is_close_to_nothing() {
        let texts = demo();
        let rarity = rarity(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        for typed in
            ["よろしくお願いします", "今日は晴れです", "意見です。", "Thank you very much!", "ここがすき", "999"]
        {
            let own = Own::new(features(typed), &rarity);
            let close: Vec<_> = texts.iter().filter(|text| own.covered_by(&features(text)).is_some()).collect();
            assert!(close.is_empty(), "{typed}: {close:?}");
        }
    }

    #[test]
    fn the_first_opinions_of_a_place_are_compared_too() {
        let text = "夕方のバスの増便をお願いします";
        let rarity = rarity(&[text, text, text]);
        let own = features(text);
        assert!(Own::new(own.clone(), &rarity).covered_by(&own).is_some());
        let sketch = Sketch::of(&own, &rarity).unwrap();
        assert_eq!(usize::from(sketch.agrees(&sketch)), Sketch::ORDERS);
    }

    /// Sketches choose what is compared. Of texts that are close hardly one may be left out.
    #[test]
    fn what_is_close_agrees_in_its_sketch() {
        let texts = demo();
        let rarity = rarity(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let all: Vec<_> = texts.iter().map(|text| features(text)).collect();
        let sketches: Vec<_> = all.iter().map(|one| Sketch::of(one, &rarity)).collect();
        let (mut close, mut lost) = (0, 0);
        for (at, one) in all.iter().enumerate() {
            let Some(own) = sketches[at] else { continue };
            let mut likely: Vec<_> =
                (0..all.len()).filter(|other| *other != at && sketches[*other].is_some()).collect();
            likely.sort_by_key(|other| std::cmp::Reverse(sketches[*other].map(|sketch| own.agrees(&sketch))));
            let chosen: std::collections::HashSet<_> = likely.iter().take(48).collect();
            let own = Own::new(one.clone(), &rarity);
            for other in likely.iter().filter(|other| own.covered_by(&all[**other]).is_some()) {
                close += 1;
                lost += i32::from(!chosen.contains(other));
            }
        }
        assert!(close > 50, "{close} pairs are close");
        assert!(lost * 20 <= close, "{lost} of {close} were not looked at");
    }

    proptest! {
        #[test]
        fn closeness_is_the_same_both_ways_and_between_nothing_and_all(one in "\\PC{0,80}", two in "[夕方のバスがaいb ]{0,40}") {
            let rarity = rarity(&[&one, &two, "夕方のバス"]);
            let (a, b) = (features(&one), features(&two));
            let closeness = |one: &Features, two: &Features| {
                let own = Own::new(one.clone(), &rarity);
                own.closeness(own.shared(two).0, two)
            };
            let there = closeness(&a, &b);
            prop_assert!((0.0..=1.000_1).contains(&there), "{there}");
            prop_assert!((there - closeness(&b, &a)).abs() < 1e-4);
            prop_assert_eq!(Sketch::of(&a, &rarity), Sketch::of(&a, &rarity));
        }
    }
}
