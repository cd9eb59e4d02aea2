//! The words themselves: what may be sent, which spans are masked, what the public reads.

use std::borrow::Cow;

use i18n_embed_fl::fl;
use unicode_segmentation::UnicodeSegmentation;

use super::Reason;
use crate::base::fold::{is_ignorable, is_refused, without_directions};
use crate::base::text::Words;
use crate::http::Ui;

/// What a resident wrote, as sent: 1 to 5,000 code points after CRLF → LF, at most 20,000 bytes, not blank,
/// no control characters but LF and TAB, no noncharacters. Never trimmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(String);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyError {
    Blank,
    /// So many code points over the limit.
    TooLong {
        chars: usize,
        by: usize,
    },
    /// Over 20,000 bytes: only texts of nothing but rare characters come here.
    TooManyBytes,
    /// NUL and its like, or noncharacters.
    ControlCharacter {
        /// What stands right before the first of them; '' where nothing does.
        after: String,
    },
}

impl Body {
    pub const MAX_CHARS: usize = 5_000;
    pub const MAX_BYTES: usize = 20_000;

    /// `max_chars` is the consultation's own limit, at most `MAX_CHARS`.
    pub fn parse(raw: &str, max_chars: usize) -> Result<Self, BodyError> {
        let text = raw.replace("\r\n", "\n");
        let (chars, max) = (text.chars().count(), max_chars.min(Self::MAX_CHARS));
        if text.chars().all(|c| c.is_whitespace() || is_ignorable(c)) {
            Err(BodyError::Blank)
        } else if chars > max {
            Err(BodyError::TooLong { chars, by: chars - max })
        } else if text.len() > Self::MAX_BYTES {
            Err(BodyError::TooManyBytes)
        } else if let Some(at) = text.find(is_refused) {
            Err(BodyError::ControlCharacter { after: end(&text[..at]) })
        } else {
            Ok(Self(text))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The last few letters, by which somebody finds the place behind them.
fn end(text: &str) -> String {
    const SHOWN: usize = 10;
    let line = text.trim_end().lines().next_back().unwrap_or_default();
    let letters: Vec<&str> = line.graphemes(true).collect();
    without_directions(&letters[letters.len().saturating_sub(SHOWN)..].concat())
}

/// What is wrong with a text, what to do about it.
pub fn body_error(ui: &Ui, error: BodyError, max_chars: i64) -> String {
    match error {
        BodyError::Blank => fl!(ui.words, "body-blank"),
        BodyError::TooLong { chars, by } => {
            let n = |count: usize| ui.number(i64::try_from(count).unwrap_or(i64::MAX));
            fl!(ui.words, "body-too-long", chars = n(chars), by = n(by), max = ui.number(max_chars))
        }
        BodyError::TooManyBytes => fl!(ui.words, "body-too-many-bytes"),
        BodyError::ControlCharacter { after } if after.is_empty() => fl!(ui.words, "body-control-first"),
        BodyError::ControlCharacter { after } => fl!(ui.words, "body-control-after", words = after),
    }
}

/// A masked span of one version: code points, half open, on grapheme borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redaction {
    pub starts: usize,
    pub ends: usize,
    pub reason: Reason,
}

/// Every place where `words` stands in `text`, widened to whole graphemes; overlapping finds are one span.
pub fn find_spans(text: &str, words: &str, reason: Reason) -> Vec<Redaction> {
    if words.is_empty() {
        return Vec::new();
    }
    // Character by character, not match by match: in 1-1-1 the words 1-1 stand twice.
    let chars = words.chars().count();
    let places = text.char_indices().enumerate().filter(|(_, (at, _))| text[*at..].starts_with(words));
    normalise(text, places.map(|(starts, _)| Redaction { starts, ends: starts + chars, reason }).collect())
}

/// The words under these spans, each once, one a line: what the box of a masked opinion begins with.
pub fn masked_words(text: &str, spans: impl IntoIterator<Item = (usize, usize)>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut lines: Vec<String> = Vec::new();
    for (starts, ends) in spans {
        let words: String = chars.get(starts..ends).unwrap_or_default().iter().collect();
        if !words.is_empty() && !lines.contains(&words) {
            lines.push(words);
        }
    }
    lines.join("\n")
}

/// Spans in order, on grapheme borders, none overlapping, none empty; what lies outside the text is dropped.
pub fn normalise(text: &str, mut spans: Vec<Redaction>) -> Vec<Redaction> {
    let mut borders = vec![0];
    for grapheme in text.graphemes(true) {
        borders.push(borders[borders.len() - 1] + grapheme.chars().count());
    }
    let end = borders[borders.len() - 1];
    for span in &mut spans {
        span.starts = borders[borders.partition_point(|border| *border <= span.starts).saturating_sub(1)];
        span.ends = borders[borders.partition_point(|border| *border < span.ends).min(borders.len() - 1)];
    }
    spans.retain(|span| span.starts < span.ends && span.starts < end);
    spans.sort();
    let mut merged: Vec<Redaction> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.starts < last.ends => last.ends = last.ends.max(span.ends),
            _ => merged.push(span),
        }
    }
    merged
}

/// Frames a mask's reason inside a stored public text. Noncharacters, which no `Body` can hold: nobody can
/// write a mask of his own.
const MASK_BEGIN: char = '\u{FDD0}';
const MASK_END: char = '\u{FDD1}';

/// What the public reads: the current text less its redactions, as stored beside it.
pub fn redact(text: &str, redactions: &[Redaction]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut public, mut at) = (String::with_capacity(text.len()), 0);
    for span in redactions {
        public.extend(&chars[at.min(span.starts)..span.starts.min(chars.len())]);
        public.push(MASK_BEGIN);
        public.push_str(span.reason.name());
        public.push(MASK_END);
        at = span.ends.min(chars.len());
    }
    public.extend(&chars[at..]);
    public
}

/// A stretch of a public text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Words(&'a str),
    Mask(Reason),
}

/// A stored public text, taken apart for a page or a file.
pub fn parts(public: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    for (place, piece) in public.split(MASK_BEGIN).enumerate() {
        let words = match piece.split_once(MASK_END) {
            Some((reason, words)) if place > 0 => {
                found.push(Part::Mask(Reason::parse(reason).unwrap_or(Reason::Other)));
                words
            }
            _ => piece,
        };
        if !words.is_empty() {
            found.push(Part::Words(words));
        }
    }
    found
}

/// The same as one text for a file, with its masks in words: 〔個人情報のため非公開〕.
pub fn masked<'a>(public: &'a str, w: &Words) -> Cow<'a, str> {
    if !public.contains(MASK_BEGIN) {
        return Cow::Borrowed(public);
    }
    let part = |part| match part {
        Part::Words(words) => Cow::Borrowed(words),
        Part::Mask(reason) => Cow::Owned(format!("〔{}〕", reason.mask(w))),
    };
    Cow::Owned(parts(public).into_iter().map(part).collect())
}

/// The beginning of a text: at most so many code points, and no half of what people see as one character, unless a
/// single one is longer than that.
pub fn beginning(text: &str, most: usize) -> &str {
    let mut chars = 0;
    let whole = text.grapheme_indices(true).map_while(|(at, grapheme)| {
        chars += grapheme.chars().count();
        (chars <= most).then_some(at + grapheme.len())
    });
    let cut = || text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    &text[..whole.last().unwrap_or_else(cut)]
}

/// A text for a page: of empty lines in a row two remain. What is stored, searched and put into files keeps them all.
pub fn calm(text: &str) -> Cow<'_, str> {
    if !text.contains("\n\n\n\n") && !text.lines().any(|line| line.chars().all(char::is_whitespace)) {
        return Cow::Borrowed(text);
    }
    let mut calm = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.split_inclusive('\n') {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty <= 2 {
            calm.push_str(line);
        }
    }
    Cow::Owned(calm)
}

/// How many lines a text takes where so many full-width characters stand in one; Latin letters take half the room.
pub fn lines(text: &str, in_line: usize) -> usize {
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    text.split('\n').map(|line| width(line).div_ceil(2 * in_line).max(1)).sum()
}

/// The words of a public text without its masks: what the public index holds. A phrase never runs over a mask.
pub fn searchable(public: &str) -> String {
    let words: Vec<&str> = parts(public)
        .into_iter()
        .filter_map(|part| match part {
            Part::Words(words) => Some(words),
            Part::Mask(_) => None,
        })
        .collect();
    words.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(raw: &str) -> Result<Body, BodyError> {
        Body::parse(raw, Body::MAX_CHARS)
    }

    #[test]
    fn blank_in_every_way_is_refused() {
        for blank in ["", " ", "\n\t", "\u{3000}", "\u{200B}", "\u{FEFF}\u{2060} ", "\r\n"] {
            assert_eq!(parse(blank), Err(BodyError::Blank), "{blank:?}");
        }
    }

    #[test]
    fn five_thousand_code_points_are_taken_and_one_more_is_not() {
        assert!(parse(&"あ".repeat(5_000)).is_ok());
        assert_eq!(parse(&"あ".repeat(5_001)), Err(BodyError::TooLong { chars: 5_001, by: 1 }));
        assert!(parse(&"😀".repeat(5_000)).is_ok(), "20,000 bytes");
        assert_eq!(Body::parse("あいう", 2), Err(BodyError::TooLong { chars: 3, by: 1 }));
    }

    #[test]
    fn what_is_valid_is_kept_as_it_was_sent() {
        for text in [
            "  先頭と末尾  ",
            "か\u{3099}",
            "ｶﾞ①髙𠮷葛\u{E0100}",
            "\u{202E}abc",
            "{{7*7}} <script> %s",
            "a\u{2028}b",
            "\u{E000}",
        ] {
            assert_eq!(parse(text).unwrap().as_str(), text);
        }
        assert_eq!(parse("a\r\nb").unwrap().as_str(), "a\nb");
    }

    #[test]
    fn controls_and_noncharacters_are_refused() {
        for bad in ["a\0b", "a\u{0B}", "a\u{85}", "a\r", "a\u{FFFE}", "a\u{FDD0}", "\u{1FFFF}a", "a\u{1B}[0m"] {
            assert!(matches!(parse(bad), Err(BodyError::ControlCharacter { .. })), "{bad:?}");
        }
        let places = [
            ("\0駅", ""),
            ("駅を\0", "駅を"),
            ("橋\n駅を \n\u{85}", "駅を"),
            ("いろはにほへとちりぬるを\0", "はにほへとちりぬるを"),
        ];
        for (bad, after) in places {
            assert_eq!(parse(bad), Err(BodyError::ControlCharacter { after: after.to_owned() }));
        }
    }

    #[test]
    fn a_mask_takes_the_words_and_leaves_a_reason() {
        let text = "区長の山田さんと山田さんの家";
        assert_eq!(find_spans("大蔵1-1-1", "1-1", Reason::Other)[0].ends, 7, "overlapping places are one span");
        let spans = find_spans(text, "山田さん", Reason::PersonalInfo);
        assert_eq!(spans.len(), 2);
        let public = redact(text, &spans);
        assert!(!public.contains("山田"));
        let mask = Part::Mask(Reason::PersonalInfo);
        assert_eq!(parts(&public), [Part::Words("区長の"), mask, Part::Words("と"), mask, Part::Words("の家")]);
        assert_eq!(searchable(&public), "区長の\nと\nの家");
    }

    #[test]
    fn of_empty_lines_in_a_row_two_remain_on_a_page() {
        assert_eq!(calm("一\n\n\n二"), "一\n\n\n二");
        assert_eq!(calm(&format!("一{}二\n", "\n".repeat(1_900))), "一\n\n\n二\n");
        assert_eq!(calm("一\n \n\u{3000}\n\t\n二"), "一\n \n\u{3000}\n二");
    }

    #[test]
    fn a_text_takes_as_many_lines_as_it_fills_or_breaks() {
        assert_eq!(lines("あいうえおか", 5), 2);
        assert_eq!(lines("abcdefghij", 5), 1);
        assert_eq!(lines("あ\n\nい\n", 5), 4);
    }

    #[test]
    fn words_under_several_spans_are_said_once() {
        assert_eq!(masked_words("区長の山田さんへ山田さん", [(3, 7), (8, 12)]), "山田さん");
    }

    #[test]
    fn a_span_never_cuts_a_grapheme() {
        let text = "👨‍👩‍👧は家族"; // one grapheme of five code points first
        let spans = normalise(text, vec![Redaction { starts: 1, ends: 2, reason: Reason::Other }]);
        assert_eq!(spans, [Redaction { starts: 0, ends: 5, reason: Reason::Other }]);
    }

    proptest! {
        #[test]
        fn masking_any_spans_keeps_exactly_the_words_outside(text in "[あ-んa-z \n]{1,60}", cuts in proptest::collection::vec((0usize..70, 0usize..70), 0..6)) {
            let spans = cuts.into_iter().map(|(starts, ends)| Redaction { starts, ends, reason: Reason::Other }).collect();
            let spans = normalise(&text, spans);
            let kept: String = text.chars().enumerate()
                .filter(|(at, _)| !spans.iter().any(|span| (span.starts..span.ends).contains(at))).map(|(_, c)| c).collect();
            prop_assert_eq!(searchable(&redact(&text, &spans)).replace('\n', ""), kept.replace('\n', ""));
        }
    }
}
