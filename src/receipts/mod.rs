//! The receipt: a public number and the secret code that is a resident's only credential.

pub mod slip;

use std::fmt::Write;

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use unicode_normalization::UnicodeNormalization;

use crate::base::crypto::{Keys, Purpose, hash};

/// 受付番号: `R6-0123-7`, era year of the fiscal year in which the number was given, whenever the opinion had come, running
/// number of the site with at least four digits, and a Luhn digit over both.
pub fn number(prefix: &str, running: i64) -> String {
    let plain = format!("{prefix}-{running:04}");
    format!("{plain}-{}", luhn(&plain))
}

/// The running number in a 受付番号.
pub fn running(receipt: &str) -> Option<i64> {
    receipt.split('-').nth(1)?.parse().ok()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Not three parts with hyphens.
    Shape,
    /// The last digit does not fit: one digit is wrong or two are swapped.
    CheckDigit,
}

/// A number as people type it: any width, any case, any hyphen or none, spaces.
pub fn parse_number(raw: &str) -> Result<String, NumberError> {
    let folded = folded(raw);
    let folded = hyphenated(&folded).unwrap_or(folded);
    let parts: Vec<&str> = folded.split('-').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [era, running, check]
            if (2..=5).contains(&era.len())
                && era.starts_with(|c: char| c.is_ascii_uppercase())
                && digits(&era[1..])
                && (4..=12).contains(&running.len())
                && digits(running)
                && check.len() == 1
                && digits(check) =>
        {
            let plain = format!("{era}-{running}");
            if *check == luhn(&plain).to_string() { Ok(folded) } else { Err(NumberError::CheckDigit) }
        }
        _ => Err(NumberError::Shape),
    }
}

/// The end of a number that was typed without its year, `0123-7` or `01237`, as `-0123-7`.
pub fn number_end(raw: &str) -> Option<String> {
    let folded = folded(raw);
    let typed = folded.trim_start_matches('-');
    let (running, check) = typed.split_once('-').or_else(|| typed.split_at_checked(typed.len().checked_sub(1)?))?;
    let is_digits = [running, check].concat().bytes().all(|byte| byte.is_ascii_digit());
    (is_digits && (4..=12).contains(&running.len()) && check.len() == 1).then(|| format!("-{running}-{check}"))
}

fn folded(raw: &str) -> String {
    raw.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).map(hyphen).collect()
}

/// `R601237` as `R6-0123-7`. A year has one digit, as long as a running number of four is left, or two where it begins
/// with 1: the first years of an era lie behind when the first number is given.
fn hyphenated(folded: &str) -> Option<String> {
    let digits = folded.get(1..).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = if digits.starts_with('1') { 2 } else { 1 };
    let running = digits.get(year..digits.len().checked_sub(1)?).filter(|running| running.len() >= 4)?;
    Some(format!("{}-{running}-{}", &folded[..=year], &digits[digits.len() - 1..]))
}

/// NFKC leaves several dashes as they are; people type all of them.
fn hyphen(c: char) -> char {
    if matches!(c, '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | '－') { '-' } else { c }
}

/// Luhn's check digit over the digits of `text`. Source: ISO/IEC 7812-1, annex B.
fn luhn(text: &str) -> u32 {
    let digits = text.chars().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 =
        digits.zip([2, 1].into_iter().cycle()).map(|(digit, times)| digit * times / 10 + digit * times % 10).sum();
    (10 - sum % 10) % 10
}

/// Crockford's base 32: no I, L, O, U to be misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 26 characters hold 130 bits; one more checks them.
const CODE_CHARS: usize = 26;

/// The secret code: 130 bits and a check character, in upper case without gaps. Never stored, only its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// Not 27 characters of the alphabet.
    Shape,
    /// One character is wrong, or two are swapped.
    Typo,
}

impl Code {
    /// The code of a form: derived, not drawn, so that a retry after a lost answer shows the same receipt.
    pub fn derive(keys: &Keys, form_key: &[u8]) -> Self {
        let mac = keys.mac(Purpose::Receipt, form_key);
        let mut values = Vec::with_capacity(CODE_CHARS);
        for place in 0..CODE_CHARS {
            let bits = (0..5).map(|bit| place * 5 + bit).map(|at| (mac[at / 8] >> (7 - at % 8)) & 1);
            values.push(bits.fold(0u8, |value, bit| value << 1 | bit));
        }
        values.push(check(&values));
        Self(values.into_iter().map(|value| char::from(ALPHABET[usize::from(value)])).collect())
    }

    /// A code as people type it: any case and width, spaces and hyphens, O for 0, I and L for 1.
    pub fn parse(raw: &str) -> Result<Self, CodeError> {
        let folded = raw.nfkc().map(hyphen).filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_uppercase);
        let text: String = folded
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .take(100)
            .collect();
        let values: Option<Vec<u8>> = text
            .bytes()
            .map(|byte| ALPHABET.iter().position(|letter| *letter == byte).and_then(|at| u8::try_from(at).ok()))
            .collect();
        let values = values.filter(|values| values.len() == CODE_CHARS + 1).ok_or(CodeError::Shape)?;
        if check(&values[..CODE_CHARS]) == values[CODE_CHARS] { Ok(Self(text)) } else { Err(CodeError::Typo) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as the receipt shows it.
    pub fn groups(&self) -> Vec<&str> {
        (0..self.0.len()).step_by(4).map(|at| &self.0[at..(at + 4).min(self.0.len())]).collect()
    }

    /// What the database keeps.
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

/// Sum of the values, each times its place, modulo 31: finds one wrong character and two swapped ones
/// (but for the pair 0 and Z, which differ by 31).
fn check(values: &[u8]) -> u8 {
    let sum: u32 = values.iter().zip(1u32..).map(|(value, place)| u32::from(*value) * place).sum();
    u8::try_from(sum % 31).unwrap_or_default()
}

/// A QR code as an SVG path of strokes, one unit wide, on a grid of `size` modules, quiet zone included. A row's
/// strokes lie on its upper edge: the picture begins half a module above.
#[derive(Clone, Debug)]
pub struct Qr {
    pub size: i32,
    pub path: String,
}

/// Modules of white around the code, as the standard asks.
const QUIET: i32 = 4;

impl Qr {
    /// `None` when the text does not fit a code (over 1,600 bytes). A quarter of it may be soiled or folded.
    pub fn new(text: &str) -> Option<Self> {
        let segments = QrSegment::make_segments(text);
        // Any mask can be read. Scoring all eight for the most even one takes thirty times as long, for every receipt.
        let (from, to, mask) = (Version::MIN, Version::MAX, Some(Mask::new(0)));
        let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Quartile, from, to, mask, true).ok()?;
        let mut path = String::with_capacity(4096);
        for row in 0..code.size() {
            let mut column = 0;
            while column < code.size() {
                let start = column;
                while code.get_module(column, row) {
                    column += 1;
                }
                if column > start {
                    // Writing to a String does not fail.
                    let _ = write!(path, "M{} {}h{}", start + QUIET, row + QUIET, column - start);
                }
                column += 1;
            }
        }
        Some(Self { size: code.size() + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_ends_with_its_check_digit() {
        assert_eq!(number("R6", 123), "R6-0123-7");
        assert_eq!(number("R6", 12_345).len(), "R6-12345-0".len());
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for typed in ["R6-0123-7", "r6-0123-7", "Ｒ６－０１２３－７", " R6ー0123ー7 ", "R6‐0123‐7", "r6 0123 7"]
        {
            assert_eq!(parse_number(typed).as_deref(), Ok("R6-0123-7"), "{typed}");
        }
        for number in [number("R10", 123), number("R9", 12_345)] {
            assert_eq!(parse_number(&number.replace('-', "")).as_deref(), Ok(&*number));
        }
        for typed in ["0123-7", "01237", "０１２３ー７", " 0123 7", "-0123-7"] {
            assert_eq!(number_end(typed).as_deref(), Some("-0123-7"), "{typed}");
        }
        for bad in ["", "-", "7", "123-7", "0123-77", "01é3-7", "R6-0123-7"] {
            assert_eq!(number_end(bad), None, "{bad}");
        }
        assert_eq!(parse_number("R6-0132-7"), Err(NumberError::CheckDigit));
        assert_eq!(parse_number("R6-0123-8"), Err(NumberError::CheckDigit));
        for bad in [
            "",
            "0123",
            "R6-0123",
            "R6-0123-7-1",
            "R-0123-7",
            "R6-９９９９９９９９９９９９９-1",
            "../../x",
            "R6-01é3-7",
        ] {
            assert_eq!(parse_number(bad), Err(NumberError::Shape), "{bad}");
        }
    }

    #[test]
    fn the_same_form_has_the_same_code_and_another_key_another() {
        let keys = Keys::new(&[7; 32]);
        let code = Code::derive(&keys, b"form");
        assert_eq!(code, Code::derive(&keys, b"form"));
        assert_ne!(code, Code::derive(&keys, b"form2"));
        assert_ne!(code, Code::derive(&Keys::new(&[8; 32]), b"form"));
        assert_eq!(code.as_str().len(), 27);
        assert_eq!(code.groups().concat(), code.as_str());
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let keys = Keys::new(&[7; 32]);
        for form in 0u8..50 {
            let code = Code::derive(&keys, &[form]);
            let typed = format!(" {} ", code.groups().join("-").to_lowercase().replace('0', "o").replace('1', "l"));
            assert_eq!(Code::parse(&typed), Ok(code.clone()));
            let wide: String = code.as_str().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
            assert_eq!(Code::parse(&wide), Ok(code));
        }
        assert_eq!(Code::parse("ABC"), Err(CodeError::Shape));
        assert_eq!(Code::parse("あいうえお"), Err(CodeError::Shape));
    }

    #[test]
    fn one_wrong_character_is_called_a_typo() {
        let code = Code::derive(&Keys::new(&[7; 32]), b"form");
        for place in 0..code.0.len() {
            let mut letters: Vec<u8> = code.0.clone().into_bytes();
            letters[place] = if letters[place] == b'7' { b'8' } else { b'7' };
            assert_eq!(Code::parse(std::str::from_utf8(&letters).unwrap()), Err(CodeError::Typo), "{place}");
        }
    }

    #[test]
    fn a_qr_code_holds_an_address() {
        let qr = Qr::new("https://koe.city.asago.example.jp/status#R6-0123-7.7KQ2M9XH4TDWP0RV8BNC3YFJ000").unwrap();
        assert!(qr.size > 30 && qr.path.starts_with("M4 4h7M"));
    }

    /// Draws the strokes, four pixels a module, black on white.
    fn drawn(qr: &Qr) -> Vec<Vec<u8>> {
        let side = usize::try_from(qr.size).unwrap();
        let mut modules = vec![vec![255; side]; side];
        for stroke in qr.path.split('M').skip(1) {
            let numbers: Vec<usize> = stroke.split([' ', 'h']).map(|number| number.parse().unwrap()).collect();
            modules[numbers[1]][numbers[0]..numbers[0] + numbers[2]].fill(0);
        }
        modules
    }

    #[test]
    fn a_reader_finds_the_address_in_the_code() {
        for text in ["https://koe.example.jp/status#R6-0123-7.ABCD", &"長い住所".repeat(20)] {
            let modules = drawn(&Qr::new(text).unwrap());
            let side = modules.len() * 4;
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| modules[y / 4][x / 4]);
            assert_eq!(image.detect_grids()[0].decode().unwrap().1, text);
        }
        assert!(Qr::new(&"a".repeat(3_000)).is_none());
    }
}
