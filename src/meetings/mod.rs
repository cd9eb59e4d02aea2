//! The meetings in which voices are talked about: the timeline of a consultation. It informs, it gates nothing.

pub mod store;

use jiff::civil::Date;

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
