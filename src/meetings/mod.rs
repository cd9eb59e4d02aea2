//! The meetings in which voices are talked about: the timeline of a consultation. It informs, it gates nothing.

pub mod store;

use jiff::civil::Date;

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
