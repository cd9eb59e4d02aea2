//! Characters that nobody sees, and that may hide a word or turn one around.

use super::fold::is_ignorable;

/// A stretch of a text as those must see it who judge it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    /// Takes no room on a page, or turns what stands around it: its number in Unicode says what it is.
    Hidden(char),
}

/// Takes the characters out of a text that nobody sees. Those that belong to an emoji or to a name's Chinese
/// character are no secret: what they do is seen.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut start, mut before) = (Vec::new(), 0, ' ');
    for (at, c) in text.char_indices() {
        if is_hidden(before, c) {
            if start < at {
                pieces.push(Piece::Words(&text[start..at]));
            }
            pieces.push(Piece::Hidden(c));
            start = at + c.len_utf8();
        }
        before = c;
    }
    if start < text.len() {
        pieces.push(Piece::Words(&text[start..]));
    }
    pieces
}

fn is_hidden(before: char, c: char) -> bool {
    match c {
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => false,
        '\u{200D}' => before < '\u{2190}' || before.is_alphanumeric(),
        '\u{E0020}'..='\u{E007F}' => !matches!(before, '\u{1F3F4}' | '\u{E0020}'..='\u{E007F}'),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => true,
        _ => is_ignorable(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_pointed_out_and_emoji_stay_whole() {
        use Piece::{Hidden, Words};
        let turned = pieces("金額は\u{202E}0001\u{202C}円\u{200B}");
        let expected =
            [Words("金額は"), Hidden('\u{202E}'), Words("0001"), Hidden('\u{202C}'), Words("円"), Hidden('\u{200B}')];
        assert_eq!(turned, expected);
        for whole in ["👨‍👩‍👧‍👦❤️🏳️‍🌈", "葛\u{E0100}城", "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}", "バス\n停"]
        {
            assert_eq!(pieces(whole), [Words(whole)], "{whole}");
        }
        for secret in ["a\u{200D}b", "\u{E000}", "x\u{E0041}", "\u{FEFF}"] {
            assert!(pieces(secret).iter().any(|piece| matches!(piece, Hidden(_))), "{secret:?}");
        }
    }
}
