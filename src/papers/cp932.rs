//! Windows' Japanese code page, for programs that read nothing else.
//!
//! It has neither emoji nor 𠮷 nor the letters of most languages. What it lacks is never dropped in silence: a geta
//! sign stands in its place, and the writer hears of it.

use encoding_rs::SHIFT_JIS;

/// Stands for what cannot be written: 〓, the printers' sign for a missing letter.
const GETA: [u8; 2] = [0x81, 0xAC];

/// Appends the text to `out`; `lost` hears of every character that could not be written.
pub fn encode(text: &str, out: &mut Vec<u8>, mut lost: impl FnMut(char)) {
    let same_sign: String = text.chars().map(as_windows_has_it).collect();
    let (bytes, _, has_lost) = SHIFT_JIS.encode(&same_sign);
    if !has_lost && !same_sign.contains(is_altered) {
        out.extend_from_slice(&bytes);
        return;
    }
    for c in same_sign.chars() {
        let mut utf8 = [0; 4];
        let (bytes, _, has_lost) = SHIFT_JIS.encode(c.encode_utf8(&mut utf8));
        if !has_lost && !is_altered(c) {
            out.extend_from_slice(&bytes);
            continue;
        }
        lost(c);
        if !takes_no_room(c) {
            out.extend_from_slice(&GETA);
        }
    }
}

/// The same sign under the number that Windows gives it; the other number would count as missing.
fn as_windows_has_it(c: char) -> char {
    match c {
        '\u{301C}' => '\u{FF5E}', // 〜
        '\u{2212}' => '\u{FF0D}', // −
        '\u{2014}' => '\u{2015}', // —
        '\u{2016}' => '\u{2225}', // ‖
        '\u{00A2}' => '\u{FFE0}', // ¢
        '\u{00A3}' => '\u{FFE1}', // £
        '\u{00A5}' => '\u{FFE5}', // ¥, which must not become a backslash
        '\u{00AC}' => '\u{FFE2}', // ¬
        other => other,
    }
}

/// What the encoder writes as something else without saying so: ‾ as ~, and private letters.
fn is_altered(c: char) -> bool {
    c == '\u{203E}' || ('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// Variants' signs, joiners and marks of direction: without them the letter they belong to remains, 葛 of a variant of 葛.
fn takes_no_room(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> (String, Vec<char>) {
        let (mut out, mut lost) = (Vec::new(), Vec::new());
        encode(text, &mut out, |c| lost.push(c));
        let (back, _, broken) = SHIFT_JIS.decode(&out);
        assert!(!broken, "{text}");
        (back.into_owned(), lost)
    }

    #[test]
    fn what_the_code_page_has_comes_back() {
        for text in ["バスを増やして。", "①㈱髙﨑ｶﾞｷﾞⅣ", "a\\b~", "一行目\n二行目", "～－―∥￥"]
        {
            assert_eq!(written(text), (text.to_owned(), Vec::new()));
        }
        assert_eq!(written("〜−—‖¥500").0, "～－―∥￥500");
    }

    #[test]
    fn what_it_lacks_is_a_geta_and_named() {
        assert_eq!(written("𠮷野家😀"), ("〓野家〓".into(), vec!['𠮷', '😀']));
        assert_eq!(written("葛\u{E0100}城"), ("葛城".into(), vec!['\u{E0100}']));
        assert_eq!(written("é ‾ \u{E000}"), ("〓 〓 〓".into(), vec!['é', '‾', '\u{E000}']));
    }

    proptest! {
        #[test]
        fn no_text_breaks_it_and_nothing_is_lost_unheard(text in "\\PC{0,40}") {
            let (back, lost) = written(&text);
            let kept: Vec<char> = text.chars().map(as_windows_has_it).filter(|c| !lost.contains(c)).collect();
            let back: Vec<char> = back.chars().filter(|c| *c != '〓').collect();
            prop_assert_eq!(back, kept.into_iter().filter(|c| *c != '〓').collect::<Vec<_>>());
        }
    }
}
