//! Pure writers: rows or words in, bytes out. No database, no clock.

pub mod canvas;
pub mod cp932;
pub mod csv;
pub mod fonts;
pub mod jsonl;
pub mod lines;
pub mod xlsx;

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::civil::{Date, DateTime};
use sha2::{Digest, Sha256};

/// One datum of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    Empty,
    /// Always text, whatever it looks like.
    Text(Cow<'a, str>),
    Number(i64),
    Day(Date),
    /// `text` tells it with its distance from Greenwich, `shown` as a clock on the wall showed it, where that is enough.
    Moment {
        text: String,
        shown: Option<DateTime>,
    },
    /// One of a list: programs read the code, people the label.
    Code {
        code: &'a str,
        label: &'a str,
    },
    /// Several of them, each as (code, label). In tables each has a line of its own: no label holds a line break.
    Codes(Vec<(&'a str, &'a str)>),
}

impl Cell<'_> {
    /// What stands in a cell of a table that people read; `None` where nothing does.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Day(day) => Some(Cow::Owned(day.to_string())),
            Self::Moment { text, .. } => Some(Cow::Borrowed(text)),
            Self::Code { label, .. } => Some(Cow::Borrowed(label)),
            Self::Codes(all) => {
                let labels: Vec<&str> = all.iter().map(|(_, label)| *label).collect();
                Some(labels.join("\n")).filter(|text| !text.is_empty()).map(Cow::Owned)
            }
        }
    }
}

impl<'a> From<Cow<'a, str>> for Cell<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::from(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::from(Cow::Owned(text))
    }
}

impl From<Option<String>> for Cell<'_> {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

/// A column: its name for programs, its heading, and how wide it is drawn, in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub key: &'static str,
    pub head: String,
    pub width: u32,
}

/// Counts and hashes what is written through it, so that a file need not be read again.
pub struct Hashed<W> {
    out: W,
    bytes: u64,
    hasher: Sha256,
}

impl<W: Write> Hashed<W> {
    pub fn new(out: W) -> Self {
        Self { out, bytes: 0, hasher: Sha256::new() }
    }

    /// How many bytes went through, their SHA-256 in hexadecimal, and what they were written to.
    pub fn finish(mut self) -> io::Result<(u64, String, W)> {
        self.out.flush()?;
        let digest = self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok((self.bytes, digest, self.out))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hasher.update(&bytes[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// How long a file is, as people say it: 1 KB (at least, unless it is empty), 12 KB, 3.4 MB, 20 MB, in steps of 1,000, as
/// file managers count.
pub fn size(bytes: i64) -> String {
    let (unit, name) = match bytes {
        ..999_500 => (1_000, "KB"),
        999_500..999_500_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let rounded = |part: i64| (bytes + part / 2) / part;
    match rounded(unit / 10) {
        // Tenths where they tell something.
        tenths @ 10..100 if unit > 1_000 && tenths % 10 != 0 => format!("{}.{} {name}", tenths / 10, tenths % 10),
        _ => format!("{} {name}", rounded(unit).max(bytes.min(1))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_short() {
        let cases = [
            (0, "0 KB"),
            (1, "1 KB"),
            (163, "1 KB"),
            (999, "1 KB"),
            (12_345, "12 KB"),
            (999_499, "999 KB"),
            (999_500, "1 MB"),
            (1_040_000, "1 MB"),
            (3_440_000, "3.4 MB"),
            (9_960_000, "10 MB"),
            (20_000_000, "20 MB"),
            (20_440_000, "20 MB"),
            (999_499_999, "999 MB"),
            (1_960_000_000, "2 GB"),
            (2_540_000_000, "2.5 GB"),
        ];
        for (bytes, text) in cases {
            assert_eq!(size(bytes), text);
        }
    }
}
