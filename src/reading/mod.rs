//! The pages that everybody reads beside the voices: home, a consultation, the guideline and what else makes for trust.

pub mod routes;
mod trust;

use jiff::civil::Date;

use crate::consultations::Consultation;
use crate::meetings::Meeting;

/// A point of the timeline 「声のゆくえ」.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    Opening(Date),
    Meeting(Meeting),
    Closing(Date),
}

impl Point {
    pub fn day(&self) -> Date {
        match self {
            Self::Opening(day) | Self::Closing(day) => *day,
            Self::Meeting(meeting) => meeting.held_on,
        }
    }
}

/// How a point is drawn: done, the next one, or to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Next,
    Later,
}

impl Tense {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Next => "next down",
            Self::Later => "later",
        }
    }
}

/// The period and the meetings in the order of their days; the first that is not over is the next.
pub fn timeline(call: &Consultation, meetings: Vec<Meeting>, today: Date) -> Vec<(Point, Tense)> {
    let mut points = vec![Point::Opening(call.opens_on), Point::Closing(call.closes_on)];
    points.extend(meetings.into_iter().map(Point::Meeting));
    // The period's first day stands before and its last day after a meeting of the same day.
    points.sort_by_key(|point| {
        (
            point.day(),
            match point {
                Point::Opening(_) => 0,
                Point::Meeting(_) => 1,
                Point::Closing(_) => 2,
            },
        )
    });
    let mut next_is_free = true;
    points
        .into_iter()
        .map(|point| {
            let tense = if point.day() < today {
                Tense::Past
            } else if std::mem::take(&mut next_is_free) {
                Tense::Next
            } else {
                Tense::Later
            };
            (point, tense)
        })
        .collect()
}
