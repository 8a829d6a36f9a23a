//! The expiry of a service: a civil date that remembers its anchor day.
//!
//! The expiry is the first day that is *not* served: a period of service is the half-open range from one
//! expiry to the next. The anchor day is the day of the month that the customer's contract names; a month
//! that is too short clamps it, and the next long month has it back: 31 January, 28 February, 31 March. So a
//! renewal adds months to the anchor and never to a clamped date.
//!
//! An anchor of 31 is the last day of every month. A service that ends on 30 April and means "the 30th" has
//! the anchor 30; the date alone does not tell, so the anchor is data.

use jiff::civil::Date;

use crate::period::Period;

/// Why a date and an anchor are not an expiry, or cannot be extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExpiryError {
    /// There is no such day in any month.
    #[error("{anchor_day} is not a day of a month: anchors are 1 to 31")]
    AnchorOutOfRange {
        /// The day that was given.
        anchor_day: i64,
    },
    /// The date is not the one that the anchor gives in that month.
    #[error(
        "{expires_on} does not follow from the anchor day {anchor_day}: it would be {expected}"
    )]
    OffAnchor {
        /// The date that was given.
        expires_on: Date,
        /// The anchor that was given.
        anchor_day: i8,
        /// The date of that month that the anchor gives.
        expected: Date,
    },
    /// The calendar ends (in the year 9999).
    #[error("{expires_on} cannot be extended by {period}: the calendar ends")]
    BeyondCalendar {
        /// The expiry before.
        expires_on: Date,
        /// The period that was to be added.
        period: Period,
    },
}

/// The first day not served, with the anchor day it comes from.
///
/// # Examples
///
/// The anchor survives a short month:
///
/// ```
/// use jiff::civil::date;
/// use perennial_core::{Expiry, Period};
///
/// let month = Period::parse("P1M").unwrap();
/// let january = Expiry::anchored_on(date(2026, 1, 31));
/// let february = january.extended(month).unwrap();
/// assert_eq!(february.on(), date(2026, 2, 28));
/// assert_eq!(february.extended(month).unwrap().on(), date(2026, 3, 31));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Expiry {
    on: Date,
    anchor_day: i8,
}

impl Expiry {
    /// An expiry whose own day is the anchor.
    #[must_use]
    pub fn anchored_on(date: Date) -> Self {
        Self { on: date, anchor_day: date.day() }
    }

    /// An expiry with its anchor day.
    ///
    /// # Errors
    ///
    /// [`ExpiryError`] when the anchor is no day of a month, or does not give this date.
    pub fn try_new(on: Date, anchor_day: i64) -> Result<Self, ExpiryError> {
        let anchor_day = i8::try_from(anchor_day)
            .ok()
            .filter(|day| (1..=31).contains(day))
            .ok_or(ExpiryError::AnchorOutOfRange { anchor_day })?;
        let expected = clamp_to_month(on, anchor_day);
        if on == expected {
            Ok(Self { on, anchor_day })
        } else {
            Err(ExpiryError::OffAnchor { expires_on: on, anchor_day, expected })
        }
    }

    /// The first day not served.
    #[must_use]
    pub const fn on(self) -> Date {
        self.on
    }

    /// The day of the month that the contract names, 1 to 31.
    #[must_use]
    pub const fn anchor_day(self) -> i8 {
        self.anchor_day
    }

    /// The expiry one period later: the same anchor, clamped to the length of the month reached.
    ///
    /// # Errors
    ///
    /// [`ExpiryError::BeyondCalendar`] after the year 9999.
    pub fn extended(self, period: Period) -> Result<Self, ExpiryError> {
        let first = self.on.first_of_month();
        let month = first
            .checked_add(jiff::Span::new().months(i64::from(period.months())))
            .map_err(|_| ExpiryError::BeyondCalendar { expires_on: self.on, period })?;
        Ok(Self { on: clamp_to_month(month, self.anchor_day), ..self })
    }
}

/// The anchor's day in the month of `date`, or that month's last day when it is shorter.
fn clamp_to_month(date: Date, anchor_day: i8) -> Date {
    let last = date.last_of_month();
    date.with().day(anchor_day).build().unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn next(start: Date, period: &str, count: usize) -> Vec<String> {
        let period = Period::parse(period).unwrap();
        let mut expiry = Expiry::anchored_on(start);
        std::iter::repeat_with(|| {
            expiry = expiry.extended(period).unwrap();
            expiry.on().to_string()
        })
        .take(count)
        .collect()
    }

    #[test]
    fn the_anchor_day_survives_short_months() {
        assert_eq!(
            next(date(2026, 1, 31), "P1M", 6),
            ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31"]
        );
        assert_eq!(
            next(date(2028, 1, 30), "P1M", 6),
            ["2028-02-29", "2028-03-30", "2028-04-30", "2028-05-30", "2028-06-30", "2028-07-30"]
        );
    }

    #[test]
    fn the_29th_of_february_comes_back_in_leap_years() {
        assert_eq!(
            next(date(2028, 2, 29), "P1Y", 4),
            ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]
        );
    }

    #[test]
    fn an_anchor_of_31_is_the_end_of_every_month() {
        let month = Period::parse("P1M").unwrap();
        let april = Expiry::try_new(date(2026, 4, 30), 31).unwrap();
        assert_eq!(april.extended(month).unwrap().on(), date(2026, 5, 31));
        let thirtieth = Expiry::try_new(date(2026, 4, 30), 30).unwrap();
        assert_eq!(thirtieth.extended(month).unwrap().on(), date(2026, 5, 30));
    }

    #[test]
    fn a_date_off_its_anchor_is_refused() {
        let expected = date(2026, 3, 31);
        assert_eq!(
            Expiry::try_new(date(2026, 3, 15), 31),
            Err(ExpiryError::OffAnchor { expires_on: date(2026, 3, 15), anchor_day: 31, expected })
        );
        assert_eq!(
            Expiry::try_new(expected, 32),
            Err(ExpiryError::AnchorOutOfRange { anchor_day: 32 })
        );
    }

    #[test]
    fn the_calendar_has_an_end() {
        let last = Expiry::anchored_on(Date::MAX);
        let period = Period::parse("P1M").unwrap();
        assert_eq!(
            last.extended(period),
            Err(ExpiryError::BeyondCalendar { expires_on: Date::MAX, period })
        );
    }

    proptest! {
        /// Stepping month by month gives the same dates as one step: no drift.
        #[test]
        fn steps_compose(days in 0i64..40_000, months in 1i64..=120, anchor_31: bool) {
            let start = date(1990, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let start = if anchor_31 {
                Expiry::try_new(start.last_of_month(), 31).unwrap()
            } else {
                Expiry::anchored_on(start)
            };
            let month = Period::from_months(1).unwrap();
            let mut stepped = start;
            for _ in 0..months {
                stepped = stepped.extended(month).unwrap();
            }
            prop_assert_eq!(stepped, start.extended(Period::from_months(months).unwrap()).unwrap());
            prop_assert_eq!(Expiry::try_new(stepped.on(), stepped.anchor_day().into()), Ok(stepped));
        }
    }
}
