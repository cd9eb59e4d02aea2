//! Where in a text the words of a question stand, as the search finds them. The text itself is never changed.

use std::ops::Range;

use super::fold::{Folded, fold, stretches};
use super::search;

/// The words to be marked.
#[derive(Clone, Debug, Default)]
pub struct Marker(Vec<String>);

impl Marker {
    /// For a question as `search::Query` takes it.
    pub fn new(question: &str) -> Self {
        Self(search::words_of(question))
    }

    /// The text in stretches, each with whether it is one of the words. Put together they are the text, and none cuts
    /// what people see as one character.
    pub fn split<'t>(&self, text: &'t str) -> Vec<(bool, &'t str)> {
        if self.0.is_empty() || text.is_empty() {
            return vec![(false, text)];
        }
        let folded = Folded::new(text, fold);
        let mut places: Vec<_> =
            self.0.iter().flat_map(|word| places(folded.as_str(), word)).map(|place| folded.origin(place)).collect();
        places.sort_by_key(|place| place.start);
        stretches(text, places)
    }
}

/// Every place of a word, in bytes; they may overlap.
fn places<'a>(folded: &'a str, word: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let step = word.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + folded[from..].find(word)?;
        from = start + step;
        Some(start..start + word.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with its hits in brackets.
    fn marked(question: &str, text: &str) -> String {
        let stretches = Marker::new(question).split(text);
        stretches.into_iter().map(|(hit, words)| if hit { format!("[{words}]") } else { words.to_owned() }).collect()
    }

    #[test]
    fn words_are_marked_in_any_width_and_kana_as_they_were_written() {
        assert_eq!(marked("ばす", "夕方のﾊﾞｽとバスとBUS"), "夕方の[ﾊﾞｽ]と[バス]とBUS");
        assert_eq!(marked("ａ線 公園", "Ａ線で公園へ。公 園"), "[Ａ線]で[公園]へ。公 園");
        assert_eq!(marked("が", "か\u{3099}っこう"), "[か\u{3099}]っこう");
        assert_eq!(marked("ばか", "ば\u{200B}か\u{200B}。"), "[ば\u{200B}か]\u{200B}。");
        assert_eq!(marked("きろ", "3㌔先"), "3[㌔]先");
        assert_eq!(marked("ろめ", "㌔㍍"), "[㌔㍍]", "half of a sign is the whole sign");
        assert_eq!(marked("ああ", "あああい"), "[あああ]い");
        assert_eq!(marked("家族", "👨‍👩‍👧家族👨‍👩‍👧"), "👨‍👩‍👧[家族]👨‍👩‍👧");
    }

    #[test]
    fn nothing_is_marked_where_nothing_is_asked_or_found() {
        for question in ["", " ", "。、", "電車"] {
            assert_eq!(marked(question, "バスを、増やして。"), "バスを、増やして。", "{question}");
        }
        assert_eq!(marked("バス", ""), "");
        assert_eq!(marked("公園", "公。園"), "公。園", "no word reaches over a sign");
    }

    proptest! {
        #[test]
        fn a_text_is_never_altered(question in "\\PC{0,20}", text in "\\PC{0,80}") {
            let together: String = Marker::new(&question).split(&text).into_iter().map(|(_, words)| words).collect();
            prop_assert_eq!(together, text);
        }

        #[test]
        fn what_the_search_finds_is_marked_and_nothing_else(
            word in "[ァ-ヶｦ-ﾝぁ-んa-zＡ-Ｚ]{1,3}",
            text in "([ァ-ヶｦ-ﾟぁ-んa-zＡ-Ｚ0-9 、\n]|\u{200B}|\u{3099}|㌔){0,40}",
        ) {
            let stretches = Marker::new(&word).split(&text);
            let asked = fold(&word);
            prop_assert_eq!(stretches.iter().any(|(hit, _)| *hit), fold(&text).contains(&asked));
            for (_, words) in stretches.iter().filter(|(hit, _)| *hit) {
                prop_assert!(fold(words).contains(&asked), "{:?} in {:?}", words, text);
            }
        }
    }
}
