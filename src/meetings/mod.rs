//! The meetings in which voices are talked about: the timeline of a consultation. It informs, it gates nothing.

pub mod routes;
pub mod store;

use i18n_embed_fl::fl;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::app::App;
use crate::base::calendar::parse_day;
use crate::base::crypto;
use crate::base::fold::fold;
use crate::base::text::Words;
use crate::consultations::{self, Consultation};
use crate::http::{Error, Errors, Result};

/// Characters of a meeting's name, and of its place.
pub const NAME_CHARS: usize = 80;

/// Dots on one note; more are another column.
pub const MAX_DOTS: i64 = 9_999;

/// What is no count of dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCount;

/// A count of dots as somebody wrote it, in full width, too: 0 to `MAX_DOTS`; `None` where nothing is written, as nobody counted.
pub fn read_dots(cell: &str) -> std::result::Result<Option<i64>, NoCount> {
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

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    pub id: String,
    pub number: i64,
    pub held_on: Date,
    /// `HH:MM`, or '' when it is not fixed.
    pub starts: String,
    pub ends: String,
    pub name: String,
    /// Where it is held; '' where nobody said.
    pub place: String,
    /// One item each.
    pub agenda: Vec<String>,
}

impl Meeting {
    /// Day and name: `2024-11-23 対話`.
    pub fn label(&self) -> String {
        format!("{} {}", self.held_on, self.name)
    }

    /// What a form shows of it, in short.
    pub fn seen(&self) -> String {
        crypto::hash(&[&self.held_on.to_string(), self.name.as_str(), &self.place].join("\n"))[..16].to_owned()
    }

    /// Whether it may be the same: of the same day, by the same name.
    pub fn is_like(&self, other: &Self) -> bool {
        self.held_on == other.held_on && fold(&self.name) == fold(&other.name)
    }
}

/// A meeting and its consultation.
pub async fn found(app: &App, id: &str) -> Result<(Consultation, Meeting)> {
    let mut conn = app.db.read().await?;
    let (call, meeting) = store::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
    let call = consultations::store::find_by_id(&mut conn, &call).await?.ok_or(Error::NotFound)?;
    Ok((call, meeting))
}

/// What somebody typed of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub day: String,
    pub name: String,
    pub place: String,
}

impl From<&Meeting> for Typed {
    fn from(meeting: &Meeting) -> Self {
        Self { day: meeting.held_on.to_string(), name: meeting.name.clone(), place: meeting.place.clone() }
    }
}

impl Typed {
    /// A meeting that is this one with what was typed; what is wrong with it stands beside its field.
    pub fn read(&self, w: &Words, meeting: &Meeting, errors: &mut Errors) -> Option<Meeting> {
        let (day, name, place) = (parse_day(&self.day), self.name.trim(), self.place.trim());
        let is_wrong = |text: &str| text.chars().count() > NAME_CHARS || text.chars().any(char::is_control);
        let before = errors.len();
        if day.is_none() {
            errors.add("day", fl!(w, "workshop-day-wrong"));
        }
        if name.is_empty() || is_wrong(name) {
            errors.add("name", fl!(w, "workshop-name-wrong", max = NAME_CHARS));
        }
        if is_wrong(place) {
            errors.add("place", fl!(w, "meeting-place-wrong", max = NAME_CHARS));
        }
        let held_on = day.filter(|_| errors.len() == before)?;
        Some(Meeting { held_on, name: name.to_owned(), place: place.to_owned(), ..meeting.clone() })
    }
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
