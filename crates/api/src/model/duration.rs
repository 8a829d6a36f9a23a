//! A period as the API writes it: an ISO 8601 duration.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The wire's `duration`, such as `P1M`, `P1Y` or `P2Y6M`.
///
/// Only the notation is checked. The spelling is kept, and two durations are equal if they are spelt alike: that `P12M`
/// is as long as `P1Y` is known to whoever sells periods, not to the wire.
///
/// # Example
///
/// ```
/// use perennial_api::model::IsoDuration;
///
/// let quarter: IsoDuration = "P3M".parse()?;
/// assert_eq!(quarter.as_str(), "P3M");
/// assert!("3 months".parse::<IsoDuration>().is_err());
/// # Ok::<(), perennial_api::model::InvalidDuration>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IsoDuration(String);

impl IsoDuration {
    /// The duration as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IsoDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not an ISO 8601 duration of whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a duration; write it in ISO 8601, as in P1M, P3M or P1Y")]
pub struct InvalidDuration;

impl FromStr for IsoDuration {
    type Err = InvalidDuration;

    /// Reads `P`, then whole numbers of at most nine digits each with its unit, the longest unit first:
    /// `Y`, `M`, `W`, `D`, and after a `T` `H`, `M`, `S`.
    fn from_str(text: &str) -> Result<Self, InvalidDuration> {
        let rest = text.strip_prefix('P').ok_or(InvalidDuration)?;
        let (days, time) = match rest.split_once('T') {
            Some((days, time)) => (days, Some(time)),
            None => (rest, None),
        };
        let fits = match time {
            None => !days.is_empty() && is_amounts(days, "YMWD"),
            Some(time) => is_amounts(days, "YMWD") && !time.is_empty() && is_amounts(time, "HMS"),
        };
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidDuration) }
    }
}

/// Whether the text is a run of amounts, each a number and a unit, with the units in the given order.
fn is_amounts(mut text: &str, mut units: &str) -> bool {
    while !text.is_empty() {
        let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.len() - number.len();
        let Some(unit) = number.chars().next() else { return false };
        let Some((_, later)) = units.split_once(unit) else { return false };
        if !(1..=9).contains(&digits) {
            return false;
        }
        units = later;
        text = number.strip_prefix(unit).unwrap_or_default();
    }
    true
}

impl Serialize for IsoDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for IsoDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_iso_8601() {
        for good in ["P1M", "P12M", "P1Y", "P2Y6M", "P4W", "P10D", "PT0S", "P1DT12H", "P0D"] {
            assert_eq!(good.parse::<IsoDuration>().unwrap().to_string(), good);
        }
        for bad in [
            "",
            "P",
            "1Y",
            "P1",
            "PM",
            "p1m",
            "P1m",
            "P1.5M",
            "P-1M",
            "-P1M",
            "P1M1Y",
            "P1M1M",
            "P1H",
            "PT",
            "P1YT",
            "PT1Y",
            "P 1M",
            "P1M ",
            "P1000000000D",
            "P1é",
            "P1MT1HT1M",
        ] {
            assert_eq!(bad.parse::<IsoDuration>(), Err(InvalidDuration), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn hostile_text_does_no_harm(text in "P?[0-9YMWDTHS]{0,20}|.{0,20}") {
            if let Ok(duration) = text.parse::<IsoDuration>() {
                prop_assert_eq!(duration.as_str(), text);
            }
        }
    }
}
