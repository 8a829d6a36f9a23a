//! Periods: how long a renewal lasts, in whole months.
//!
//! Written as ISO 8601 durations: `P1M`, `P3M`, `P1Y`. `P12M` and `P1Y` are the same period. Days, weeks and
//! times of day are not periods of renewal and are refused.

use crate::limits::PERIOD_MONTHS_MAX;

/// Why a text or a number is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a renewal period: write whole months or years as P1M, P3M, P1Y, up to {PERIOD_MONTHS_MAX} months"
)]
pub struct PeriodError {
    /// What was given.
    pub text: String,
}

/// A whole number of months, at least one.
///
/// # Examples
///
/// ```
/// use perennial_core::Period;
///
/// assert_eq!(Period::parse("P12M").unwrap(), Period::parse("P1Y").unwrap());
/// assert_eq!(Period::parse("P12M").unwrap().to_string(), "P1Y");
/// assert_eq!(Period::parse("P1Y6M").unwrap().to_string(), "P18M");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(u16);

impl Period {
    /// A number of months.
    ///
    /// # Errors
    ///
    /// [`PeriodError`] for zero and above [`PERIOD_MONTHS_MAX`].
    pub fn from_months(months: i64) -> Result<Self, PeriodError> {
        u16::try_from(months)
            .ok()
            .filter(|months| (1..=PERIOD_MONTHS_MAX).contains(months))
            .map(Self)
            .ok_or_else(|| PeriodError { text: format!("{months} months") })
    }

    /// The number of months.
    #[must_use]
    pub const fn months(self) -> u16 {
        self.0
    }

    /// The period in English words: `3 months`, `1 year`.
    #[must_use]
    pub fn in_words(self) -> String {
        let (count, unit) = match (self.0.wrapping_div(12), self.0.wrapping_rem(12)) {
            (years, 0) => (years, "year"),
            _ => (self.0, "month"),
        };
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    }

    /// Reads an ISO 8601 duration of years and months.
    ///
    /// # Errors
    ///
    /// [`PeriodError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        parse_months(text)
            .and_then(|months| Self::from_months(months).ok())
            .ok_or_else(|| PeriodError { text: text.to_owned() })
    }
}

/// The shortest ISO 8601 form: years when they are whole, months otherwise.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0.wrapping_div(12), self.0.wrapping_rem(12)) {
            (years, 0) => write!(f, "P{years}Y"),
            _ => write!(f, "P{}M", self.0),
        }
    }
}

fn parse_months(text: &str) -> Option<i64> {
    let rest = text.strip_prefix('P')?;
    let (years, rest) = rest.split_once('Y').map_or((None, rest), |(y, rest)| (Some(y), rest));
    let (months, rest) = rest.split_once('M').map_or((None, rest), |(m, rest)| (Some(m), rest));
    if !rest.is_empty() || (years.is_none() && months.is_none()) {
        return None;
    }
    let years = years.map_or(Some(0), parse_count)?;
    let months = months.map_or(Some(0), parse_count)?;
    years.checked_mul(12)?.checked_add(months)
}

fn parse_count(digits: &str) -> Option<i64> {
    let valid = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    valid.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_periods_of_the_api_are_read() {
        for (text, months) in [
            ("P1M", 1),
            ("P3M", 3),
            ("P6M", 6),
            ("P1Y", 12),
            ("P2Y", 24),
            ("P3Y", 36),
            ("P10Y", 120),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!((period.months(), period.to_string().as_str()), (months, text));
        }
    }

    #[test]
    fn periods_can_be_said_in_words() {
        let words = |text| Period::parse(text).unwrap().in_words();
        assert_eq!(
            ["P1M", "P3M", "P1Y", "P2Y"].map(words),
            ["1 month", "3 months", "1 year", "2 years"]
        );
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "", "P", "P0M", "P1D", "P1W", "PT1H", "1M", "P1", "P-1M", "P1.5Y", "p1y", "P1M ",
            "P121M", "PYM", "P1MM", "P1M1Y",
        ] {
            assert!(Period::parse(text).is_err(), "{text:?} was taken for a period");
        }
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(months in 1i64..=120) {
            let period = Period::from_months(months).unwrap();
            prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,12}") {
            let _ = Period::parse(&text);
        }
    }
}
