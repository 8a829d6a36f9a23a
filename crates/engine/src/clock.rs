//! The clock: where every instant and every "today" of the engine comes from.
//!
//! A clock is real, or stands still until its controller moves it. Tests and the sandbox use the second kind, so
//! that what happens depends on dates and never on how long something took.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use perennial_core::Now;

/// A handle to a clock, with the time zone that tells which day an instant is on.
#[derive(Debug, Clone)]
pub struct Clock {
    source: Source,
    zone: TimeZone,
}

#[derive(Debug, Clone)]
enum Source {
    Real,
    /// Microseconds since 1970.
    Manual(Arc<AtomicI64>),
}

/// Moves a manual clock.
#[derive(Debug, Clone)]
pub struct ClockController(Arc<AtomicI64>);

impl Clock {
    /// The operating system's clock.
    #[must_use]
    pub const fn real(zone: TimeZone) -> Self {
        Self { source: Source::Real, zone }
    }

    /// A clock that stands still, with what moves it.
    #[must_use]
    pub fn manual(start: Timestamp, zone: TimeZone) -> (Self, ClockController) {
        let at = Arc::new(AtomicI64::new(start.as_microsecond()));
        (Self { source: Source::Manual(Arc::clone(&at)), zone }, ClockController(at))
    }

    /// The present instant, to the microsecond, which is what is stored.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        let microsecond = match &self.source {
            #[expect(clippy::disallowed_methods, reason = "this is the clock that all others use")]
            Source::Real => Timestamp::now().as_microsecond(),
            Source::Manual(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(microsecond).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The present instant, and the day it is in the clock's time zone.
    #[must_use]
    pub fn now(&self) -> Now {
        let at = self.at();
        Now { at, today: at.to_zoned_datetime(self.zone.clone()).date() }
    }

    /// The time zone of the contract: the one in which days begin.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

impl ClockController {
    /// Moves the clock on.
    pub fn advance(&self, by: SignedDuration) {
        let microseconds = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.0.fetch_add(microseconds, Ordering::SeqCst);
    }

    /// Moves the clock to an instant.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_the_zone() {
        let helsinki = TimeZone::get("Europe/Helsinki").unwrap();
        let before_midnight = "2026-10-24T20:59:59Z".parse().unwrap();
        let (clock, controller) = Clock::manual(before_midnight, helsinki);
        assert_eq!(clock.now().today.to_string(), "2026-10-24");
        controller.advance(SignedDuration::from_secs(1));
        assert_eq!(clock.now().today.to_string(), "2026-10-25");
        // The night in which summer time ends has an hour more.
        controller.advance(SignedDuration::from_hours(24));
        assert_eq!(clock.now().today.to_string(), "2026-10-25");
        controller.advance(SignedDuration::from_hours(1));
        assert_eq!(clock.now().today.to_string(), "2026-10-26");
    }

    #[test]
    fn instants_are_what_can_be_stored() {
        let clock = Clock::real(TimeZone::UTC);
        let at = clock.at();
        assert_eq!(at.subsec_nanosecond() % 1000, 0);
    }
}
