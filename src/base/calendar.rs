//! Days as people count them: the site's time zone, Japanese eras, fiscal years.

use std::borrow::Borrow;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// The site's time zone (`KOE_TIMEZONE`), from zone data compiled in.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// `None` when the name is not in the IANA data.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// The wall clock of this zone at `ms`.
    pub fn at(&self, ms: i64) -> ZonedDateTime {
        Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(self.0.clone())
    }

    pub fn date(&self, ms: impl Borrow<i64>) -> Date {
        self.at(*ms.borrow()).date()
    }

    /// A moment as it is written down, to the second: 2024-10-28T10:00:00+09:00
    pub fn stamp(&self, ms: i64) -> String {
        self.at(ms).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// What the clocks showed, to the second, where that alone tells the moment: `None` in the hour that they show twice
    /// when summer ends, the second time.
    pub fn shown(&self, ms: i64) -> Option<DateTime> {
        let second = ms.div_euclid(1_000) * 1_000;
        Some(self.at(second).datetime()).filter(|at| self.moment(*at) == Some(second))
    }

    /// The first millisecond of a day.
    pub fn start_of(&self, day: Date) -> i64 {
        day.to_zoned_datetime(self.0.clone()).map_or(0, |at| at.timestamp().as_millisecond())
    }

    /// Whether this is the first millisecond of a day: the moment of what is known by its day alone.
    pub fn begins_day(&self, ms: i64) -> bool {
        self.start_of(self.date(ms)) == ms
    }

    /// What the clocks of this zone showed, in unix ms; of a time that they show twice the first. `None` past the
    /// year 9999.
    pub fn moment(&self, at: DateTime) -> Option<i64> {
        self.0.to_timestamp(at).ok().map(Timestamp::as_millisecond)
    }

    /// The first millisecond after a day: periods are inclusive, 24:00 of the last day.
    pub fn end_of(&self, day: Date) -> i64 {
        self.start_of(day.tomorrow().unwrap_or(day))
    }
}

/// A day as forms and the database write it: `2024-11-30`. Anything else is `None`.
pub fn parse_day(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// Year of the Reiwa era, 1 for 2019-05-01 onward; `None` before it.
pub fn reiwa(day: Date) -> Option<i16> {
    (day >= jiff::civil::date(2019, 5, 1)).then(|| day.year() - 2018)
}

/// Prefix of a 受付番号: `R6` for the fiscal year from April 2024 to March 2025.
pub fn fiscal_prefix(day: Date) -> String {
    let year = if day.month() < 4 { day.year() - 1 } else { day.year() };
    if year >= 2019 { format!("R{}", year - 2018) } else { format!("Y{year}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_fiscal_year_runs_from_april_to_march() {
        assert_eq!(fiscal_prefix(date(2024, 4, 1)), "R6");
        assert_eq!(fiscal_prefix(date(2025, 3, 31)), "R6");
        assert_eq!(fiscal_prefix(date(2025, 4, 1)), "R7");
    }

    #[test]
    fn a_day_ends_at_midnight_in_japan_not_in_utc() {
        let zone = Zone::named("Asia/Tokyo").unwrap();
        // 2024-11-30 24:00 JST is 15:00 UTC.
        assert_eq!(zone.end_of(date(2024, 11, 30)), 1_732_978_800_000);
        assert_eq!(zone.date(1_732_978_799_999), date(2024, 11, 30));
        assert_eq!(zone.date(1_732_978_800_000), date(2024, 12, 1));
    }

    #[test]
    fn a_clock_tells_the_moment_but_when_it_shows_it_a_second_time() {
        let tokyo = Zone::named("Asia/Tokyo").unwrap();
        assert_eq!(tokyo.stamp(1_730_077_200_999), "2024-10-28T10:00:00+09:00");
        assert_eq!(tokyo.shown(1_730_077_200_999), Some(date(2024, 10, 28).at(10, 0, 0, 0)));
        let new_york = Zone::named("America/New_York").unwrap();
        // 2024-11-03 01:30, in summer time and an hour later.
        let first = 1_730_611_800_000;
        assert_eq!(new_york.shown(first), Some(date(2024, 11, 3).at(1, 30, 0, 0)));
        assert_eq!(new_york.shown(first + HOUR_MS), None);
        assert_eq!(new_york.stamp(first + HOUR_MS), "2024-11-03T01:30:00-05:00");
    }

    #[test]
    fn only_real_days_parse() {
        for bad in ["2026-02-30", "2026-2-3", "", "令和8年", "0000-13-01", "2026-02-03T00"] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
        assert_eq!(parse_day("2026-02-28"), Some(date(2026, 2, 28)));
    }
}
