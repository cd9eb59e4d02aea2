//! When a consultation takes opinions. Both days are inside, in the site's time zone.

use i18n_embed_fl::fl;
use jiff::civil::Date;

use super::Mode;
use crate::base::calendar::{MINUTE_MS, Zone};
use crate::base::names::named;
use crate::base::text::Words;

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

/// What a consultation is at, as everybody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Scheduled,
    /// As in `Phase`.
    Open {
        days: i32,
    },
    /// Closed, and staff read what came.
    BeingRead,
    /// Closed, and staff have said that the results are out.
    ResultsOut {
        since: i64,
    },
}

impl Stage {
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

/// Days of a period, the first and the last included; below 1 when it ends before it starts.
pub fn days_of(opens_on: Date, closes_on: Date) -> i32 {
    opens_on.until(closes_on).map_or(0, |span| span.get_days()) + 1
}

named! {
    /// Whether residents may say 共感 to opinions, and from when on everybody sees how many did.
    pub enum Reactions {
        Off = "off",
        Shown = "shown",
        /// They may, and their number is hidden until the consultation has closed.
        Hidden = "hidden",
    }
}

impl Reactions {
    /// What a new consultation begins with: a draft is answered with reasons, which none can be given to by a press.
    pub fn usual(mode: Mode) -> Self {
        match mode {
            Mode::Ideas => Self::Shown,
            Mode::PublicComment => Self::Off,
        }
    }

    /// Whether one can be given, or taken back.
    pub fn takes(self, phase: Phase) -> bool {
        self != Self::Off && phase.is_open()
    }

    /// Whether the number would be seen sooner than those who have pressed were told.
    pub fn is_sooner_than(self, said: Self, phase: Phase) -> bool {
        phase.is_open() && (said, self) == (Self::Hidden, Self::Shown)
    }

    /// Whether everybody sees how many there are.
    pub fn counts(self, phase: Phase) -> bool {
        match self {
            Self::Off => false,
            Self::Shown => phase != Phase::Scheduled,
            Self::Hidden => phase == Phase::Closed,
        }
    }

    pub fn label(self, w: &Words) -> String {
        match self {
            Self::Off => fl!(w, "reactions-off"),
            Self::Shown => fl!(w, "reactions-shown"),
            Self::Hidden => fl!(w, "reactions-hidden"),
        }
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

    #[test]
    fn a_period_counts_its_first_and_its_last_day() {
        assert_eq!(days_of(date(2024, 7, 1), date(2024, 7, 30)), 30);
        assert_eq!(days_of(date(2024, 7, 1), date(2024, 7, 1)), 1);
        assert!(days_of(date(2024, 7, 2), date(2024, 7, 1)) < 1);
    }

    #[test]
    fn a_hidden_number_is_seen_when_nothing_can_be_given_any_more() {
        let phases = [Phase::Scheduled, Phase::Open { days: 1 }, Phase::Closed];
        let of = |reactions: Reactions| phases.map(|phase| (reactions.takes(phase), reactions.counts(phase)));
        assert_eq!(of(Reactions::Off), [(false, false); 3]);
        assert_eq!(of(Reactions::Shown), [(false, false), (true, true), (false, true)]);
        assert_eq!(of(Reactions::Hidden), [(false, false), (true, false), (false, true)]);
    }

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
