//! The only place that asks the machine for the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Unix milliseconds, UTC, of the domain and of the machine.
///
/// The demonstration shifts the domain's time into 2024 and tests fix it; sessions, limits, leases and
/// one-time links always follow the machine, so a shifted clock can neither keep nor end them.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's time plus so many milliseconds.
    Shifted { by_ms: i64 },
    /// A hand that tests move; it serves as the machine's time too.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    pub fn real() -> Self {
        Self::Shifted { by_ms: 0 }
    }

    /// A clock that reads `at_ms` now and runs on at real speed.
    pub fn starting_at(at_ms: i64) -> Self {
        Self::Shifted { by_ms: at_ms - machine() }
    }

    pub fn fixed(at_ms: i64) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at_ms)))
    }

    /// The time of the domain: when an opinion came, when a period ends, when somebody did what the log says.
    pub fn now(&self) -> i64 {
        match self {
            Self::Shifted { by_ms } => machine() + by_ms,
            Self::Fixed(at) => at.load(Ordering::Relaxed),
        }
    }

    /// The time of the machine: sessions, limits, leases, one-time links.
    pub fn machine_now(&self) -> i64 {
        match self {
            Self::Shifted { .. } => machine(),
            Self::Fixed(at) => at.load(Ordering::Relaxed),
        }
    }

    /// Moves a fixed clock on; a running one is left alone.
    pub fn advance(&self, by_ms: i64) {
        if let Self::Fixed(at) = self {
            at.fetch_add(by_ms, Ordering::Relaxed);
        }
    }
}

fn machine() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
