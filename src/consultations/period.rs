//! When a consultation takes opinions. Both days are inside, in the site's time zone.

use jiff::civil::Date;

use crate::base::calendar::{MINUTE_MS, Zone};

/// A form fetched before the end is taken for so long after it.
pub const GRACE_MS: i64 = 10 * MINUTE_MS;

/// Where a consultation stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Scheduled,
    /// `days` are left, today included: 1 on the last day.
    Open {
        days: i32,
    },
    Closed,
}

impl Phase {
    /// Days left, today included; 0 when it is not open.
    pub fn days(self) -> i32 {
        match self {
            Self::Open { days } => days,
            Self::Scheduled | Self::Closed => 0,
        }
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

/// The first millisecond of the period and the first after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub opens_at: i64,
    pub closes_at: i64,
}

impl Period {
    pub fn new(opens_on: Date, closes_on: Date, zone: &Zone) -> Self {
        Self { opens_at: zone.start_of(opens_on), closes_at: zone.end_of(closes_on) }
    }

    pub fn phase(&self, zone: &Zone, now: i64) -> Phase {
        if now < self.opens_at {
            Phase::Scheduled
        } else if now < self.closes_at {
            let last_day = zone.date(self.closes_at - 1);
            let left = zone.date(now).until(last_day).map_or(0, |span| span.get_days());
            Phase::Open { days: left + 1 }
        } else {
            Phase::Closed
        }
    }

    /// Whether an opinion whose form was made at `form_at` is taken at `now`.
    pub fn takes(&self, form_at: i64, now: i64) -> bool {
        let grace = form_at < self.closes_at && now < self.closes_at + GRACE_MS;
        now >= self.opens_at && (now < self.closes_at || grace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period() -> (Zone, Period) {
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let period = Period::new(date(2024, 7, 1), date(2024, 11, 30), &zone);
        (zone, period)
    }

    #[test]
    fn both_days_of_a_period_are_inside_it() {
        let (zone, period) = period();
        assert_eq!(period.phase(&zone, period.opens_at - 1), Phase::Scheduled);
        assert_eq!(period.phase(&zone, period.opens_at), Phase::Open { days: 153 });
        assert_eq!(period.phase(&zone, period.closes_at - 1), Phase::Open { days: 1 });
        assert_eq!(period.phase(&zone, period.closes_at), Phase::Closed);
    }

    #[test]
    fn a_form_made_in_time_is_taken_for_ten_minutes_more() {
        let (_, period) = period();
        let (opens, closes) = (period.opens_at, period.closes_at);
        assert!(!period.takes(opens - 1, opens - 1));
        assert!(period.takes(opens, closes - 1));
        assert!(period.takes(closes - 1, closes + GRACE_MS - 1000));
        assert!(!period.takes(closes - 1, closes + GRACE_MS + 1000));
        assert!(!period.takes(closes, closes + 1));
    }
}
