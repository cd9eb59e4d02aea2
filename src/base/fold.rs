//! Text folded for comparison only: searching and finding equal texts. Never stored in place of the words.

use std::ops::Range;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::crypto::hex;

/// NFKC, lower case, katakana as hiragana, invisible characters dropped; line breaks and spaces stay.
///
/// `ｶﾞｷﾞ`, `ガギ` and `がぎ` fold alike, so do `Ａ` and `a`, `①` and `1`.
pub fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| !is_ignorable(*c)).map(hiragana).collect()
}

/// NFKC without invisible characters, in the letters in which it was written.
pub fn half_width(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().filter(|c| !is_ignorable(*c))
}

/// Hash of a text's letters and digits alone: equal for texts that differ only in spacing, punctuation,
/// width or kana. Base of 異なる文面数.
pub fn text_key(text: &str) -> String {
    let letters: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    // A text of signs alone (emoji, say) is compared as it stands.
    let basis = if letters.is_empty() { text } else { &letters };
    hex(&Sha256::digest(basis.as_bytes())[..16])
}

/// What no name may hold, which is shown in one line.
pub fn is_refused_in_a_line(c: char) -> bool {
    c.is_control() || is_refused(c)
}

/// A text folded grapheme by grapheme, so that a place in the folded form leads back to the text.
pub struct Folded {
    folded: String,
    /// Where each grapheme begins in the text, and where its folded form ends among all of them.
    graphemes: Vec<(usize, usize)>,
    bytes: usize,
}

impl Folded {
    pub fn new(text: &str, fold: impl Fn(&str) -> String) -> Self {
        let (mut folded, mut graphemes) = (String::with_capacity(text.len()), Vec::new());
        for (at, grapheme) in text.grapheme_indices(true) {
            folded.push_str(&fold(grapheme));
            graphemes.push((at, folded.len()));
        }
        Self { folded, graphemes, bytes: text.len() }
    }

    pub fn as_str(&self) -> &str {
        &self.folded
    }

    /// The bytes of the text behind a place in the folded form, which is not empty: whole graphemes.
    pub fn origin(&self, place: Range<usize>) -> Range<usize> {
        let first = self.graphemes.partition_point(|(_, ends)| *ends <= place.start);
        let last = self.graphemes.partition_point(|(_, ends)| *ends < place.end);
        let begins = |grapheme: usize| self.graphemes.get(grapheme).map_or(self.bytes, |(at, _)| *at);
        begins(first)..begins(last + 1)
    }
}

/// The text in stretches, each with whether it lies in one of these places, which come in the order of their beginnings.
/// Places that touch or overlap are one stretch; put together all stretches are the text.
pub fn stretches(text: &str, places: impl IntoIterator<Item = Range<usize>>) -> Vec<(bool, &str)> {
    let mut apart: Vec<Range<usize>> = Vec::new();
    for place in places {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    let (mut found, mut at) = (Vec::with_capacity(2 * apart.len() + 1), 0);
    for place in apart {
        found.extend((at < place.start).then(|| (false, &text[at..place.start])));
        at = place.end;
        found.push((true, &text[place]));
    }
    found.extend((at < text.len() || found.is_empty()).then(|| (false, &text[at..])));
    found
}

/// What no text may hold: C0 and C1 controls but LF and TAB, and the 66 noncharacters.
pub fn is_refused(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || is_noncharacter(c)
}

/// The 66 code points that programs have for themselves: with some of them we mark things inside words.
pub fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// A piece of a foreign text within a sentence of ours, which it must not turn around.
pub fn without_directions(text: &str) -> String {
    text.chars()
        .filter(
            |c| !matches!(c, '\u{061C}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'),
        )
        .collect()
}

/// True for characters that take no room and carry no meaning in a comparison: zero-width, bidi marks,
/// variation selectors, tags.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Katakana as the hiragana of the same sound.
pub fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_kana_do_not_matter() {
        assert_eq!(fold("ｶﾞｷﾞ"), fold("がぎ"));
        assert_eq!(fold("ＡＢＣ①"), "abc1");
        // NFC and NFD
        assert_eq!(fold("が"), fold("か\u{3099}"));
    }

    #[test]
    fn zero_width_characters_do_not_hide_a_word() {
        assert_eq!(fold("ば\u{200B}か"), "ばか");
    }

    #[test]
    fn spacing_and_punctuation_do_not_make_another_text() {
        assert_eq!(text_key("バスを、増やして。"), text_key("ばすを 増やして！\n"));
        assert_ne!(text_key("バスを増やして"), text_key("バスを減らして"));
        assert_ne!(text_key("😀"), text_key("🚌"));
    }
}
