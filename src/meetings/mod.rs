//! The meetings in which voices are talked about: the timeline of a consultation. It informs, it gates nothing.

pub mod store;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// Dots on one note; more are another column.
pub const MAX_DOTS: i64 = 9_999;

/// What is no count of dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCount;

/// A count of dots as somebody wrote it, in full width, too: 0 to `MAX_DOTS`; `None` where nothing is written, as nobody counted.
pub fn read_dots(cell: &str) -> Result<Option<i64>, NoCount> {
    let cell: String = cell.nfkc().collect();
    match cell.trim() {
        "" => Ok(None),
        text => text.parse().ok().filter(|count| (0..=MAX_DOTS).contains(count)).map(Some).ok_or(NoCount),
    }
}

/// Where a note of a workshop hung.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Note {
    /// 2024-11-23
    pub held_on: String,
    pub name: String,
    /// '' where there was one table.
    pub table_name: String,
    /// 共感シール of those in the room; `None`: nobody counted.
    pub dots: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub id: String,
    pub number: i64,
    pub held_on: Date,
    /// `HH:MM`, or '' when it is not fixed.
    pub starts: String,
    pub ends: String,
    pub name: String,
    /// One item each.
    pub agenda: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_a_count_or_nobodys() {
        for (cell, dots) in [
            ("", Ok(None)),
            (" \u{3000}", Ok(None)),
            ("0", Ok(Some(0))),
            ("１２", Ok(Some(12))),
            (" 9999 ", Ok(Some(9_999))),
            ("10000", Err(NoCount)),
            ("-1", Err(NoCount)),
            ("2.5", Err(NoCount)),
            ("たくさん", Err(NoCount)),
            ("99999999999999999999", Err(NoCount)),
        ] {
            assert_eq!(read_dots(cell), dots, "{cell}");
        }
    }
}
