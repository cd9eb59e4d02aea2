//! What is wrong with a cell of a file, where, and how to cure it.

use i18n_embed_fl::fl;
use serde::{Deserialize, Serialize};

use crate::base::fold::{is_refused, is_refused_in_a_line};
use crate::base::names::named;
use crate::base::text::{Words, number};
use crate::tables::text::is_garbled;

/// Meetings that one file names; more are rather a wrong column.
pub const MAX_MEETINGS: usize = 200;
/// Of a cell, to find it by.
const SHOWN_CHARS: usize = 40;

named! {
    /// What is wrong with a cell.
    pub enum Fault {
        /// More cells than the heading has.
        Ragged = "ragged",
        /// The same in a workbook, where no comma parts cells.
        Beside = "beside",
        Formula = "formula",
        Date = "date",
        Error = "error",
        CellTooLong = "cell_too_long",
        /// Over 5,000 characters or 20,000 bytes.
        TextTooLong = "text_too_long",
        /// Characters that no text may hold.
        Control = "control",
        /// Such characters, in what was read as another encoding than it was written in.
        Garbled = "garbled",
        /// What is no day.
        Day = "day",
        /// A number by which Excel keeps one.
        DayNumber = "day_number",
        /// A day that has not come yet.
        Future = "future",
        /// Another opinion of its list has it, with other words.
        SameId = "same_id",
        /// An earlier row has it, with other words.
        TwiceId = "twice_id",
        /// 1.23E+17: Excel has rounded it, and what it was is lost.
        RoundedId = "rounded_id",
        /// More than three themes in all.
        ManyThemes = "many_themes",
        /// A language's tag that is none.
        Lang = "lang",
        /// Withheld, and nobody says why.
        Reason = "reason",
        /// No list of masks of this text.
        Masks = "masks",
        /// No day and name of a meeting, or one meeting too many.
        Meeting = "meeting",
        /// No count from 0 to 9,999.
        Dots = "dots",
    }
}

impl Fault {
    /// What is wrong and how to cure it.
    pub fn text(self, w: &Words) -> String {
        match self {
            Self::Ragged => fl!(w, "fault-ragged"),
            Self::Beside => fl!(w, "fault-beside"),
            Self::Formula => fl!(w, "fault-formula"),
            Self::Date => fl!(w, "fault-date"),
            Self::Error => fl!(w, "fault-error"),
            Self::CellTooLong => fl!(w, "fault-cell-too-long"),
            Self::TextTooLong => fl!(w, "fault-text-too-long"),
            Self::Control => fl!(w, "fault-control"),
            Self::Garbled => fl!(w, "fault-garbled"),
            Self::Day => fl!(w, "fault-day"),
            Self::DayNumber => fl!(w, "fault-day-number"),
            Self::Future => fl!(w, "fault-future"),
            Self::SameId => fl!(w, "fault-same-id"),
            Self::TwiceId => fl!(w, "fault-twice-id"),
            Self::RoundedId => fl!(w, "fault-rounded-id"),
            Self::ManyThemes => fl!(w, "fault-many-themes"),
            Self::Lang => fl!(w, "fault-lang"),
            Self::Reason => fl!(w, "fault-reason"),
            Self::Masks => fl!(w, "fault-masks"),
            Self::Meeting => fl!(w, "fault-meeting", max = MAX_MEETINGS),
            Self::Dots => fl!(w, "fault-dots"),
        }
    }
}

impl Fault {
    /// The option of `koe import` that cures it in this column; most are cured in the file alone.
    pub fn option(self, column: &str) -> Option<String> {
        match self {
            Self::SameId => Some("--list".to_owned()),
            Self::TwiceId => Some(format!("--column {column}=nothing")),
            _ => None,
        }
    }
}

/// A cell that keeps its row out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// As spreadsheets count: the heading is mostly 1.
    pub row: u64,
    /// Letters.
    pub column: String,
    pub fault: Fault,
    /// The beginning of what stands there; '' where it does not matter.
    pub value: String,
}

impl Wrong {
    /// With the beginning of its cell. A sign that nobody sees is one fault in what people wrote, and another one in what was
    /// read in an encoding that is not its own.
    pub fn with(row: u64, column: String, fault: Fault, cell: &str) -> Self {
        let (fault, value) = match fault {
            Fault::Control if is_garbled(cell) => (Fault::Garbled, beginning(cell)),
            Fault::Control => (fault, marked(cell)),
            _ => (fault, beginning(cell)),
        };
        Self { row, column, fault, value }
    }
}

/// Between how many characters a text has and its beginning: no cell that is shown holds it.
const LENGTH: char = '\u{1F}';

impl Wrong {
    /// With how long its text is.
    pub fn long(self, chars: usize) -> Self {
        Self { value: format!("{chars}{LENGTH}{}", self.value), ..self }
    }
}

/// What stands in a cell, as `Wrong::value`, in words.
pub fn said(w: &Words, value: &str) -> String {
    match value.split_once(LENGTH).and_then(|(chars, value)| Some((chars.parse().ok()?, value))) {
        Some((chars, value)) => fl!(w, "fault-length", n = number(chars, w), value = value),
        None => value.to_owned(),
    }
}

/// What of it nobody sees is U+FFFD.
fn beginning(cell: &str) -> String {
    cell.chars().take(SHOWN_CHARS).map(|c| if is_refused(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// The place in a cell where something stands that nobody sees, with its code: 駅を[U+FDD0]。
fn marked(cell: &str) -> String {
    let is_bad = if cell.contains(is_refused) { is_refused } else { is_refused_in_a_line };
    let from = cell.chars().position(is_bad).unwrap_or(0).saturating_sub(SHOWN_CHARS / 2);
    let shown = |c: char| if is_bad(c) { format!("[U+{:04X}]", u32::from(c)) } else { c.to_string() };
    cell.chars().skip(from).take(SHOWN_CHARS).map(shown).collect()
}
