//! An instant as the API writes it: RFC 3339 with a numeric offset.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The wire's `datetime`: an instant, and the offset from UTC in which it is written.
///
/// Printed as `2018-05-15T15:49:06+02:00`, with microseconds if there are any, and never with `Z`: some clients read
/// nothing else. The offset belongs to the value, so two that name one instant with different offsets are not equal;
/// compare [`instant`](Self::instant) to ask for the same moment.
///
/// Finer than microseconds is cut off, as are seconds of the offset, which RFC 3339 cannot write.
///
/// # Example
///
/// ```
/// use perennial_api::model::DateTime;
///
/// let ordered: DateTime = "2018-05-15T15:49:06+02:00".parse()?;
/// assert_eq!(ordered.instant().as_second(), 1_526_392_146);
/// assert_eq!(ordered.to_string(), "2018-05-15T15:49:06+02:00");
///
/// let utc: DateTime = "2018-05-15T13:49:06.250Z".parse()?;
/// assert_eq!(utc.to_string(), "2018-05-15T13:49:06.250000+00:00");
/// # Ok::<(), perennial_api::model::InvalidDateTime>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    instant: Timestamp,
    offset: Offset,
}

/// The largest offset that RFC 3339 can write, in minutes.
const MINUTES_MAX: i32 = 24 * 60 - 1;

impl DateTime {
    /// The instant, to be written in the given offset.
    ///
    /// What RFC 3339 cannot write is brought to the nearest that it can: offsets of a day or more to 23:59, and years
    /// before 0 to its beginning. Neither occurs in anything that is sold.
    pub fn new(instant: Timestamp, offset: Offset) -> Self {
        let minutes = (offset.seconds() / 60).clamp(-MINUTES_MAX, MINUTES_MAX);
        let offset = Offset::from_seconds(minutes * 60).unwrap_or(Offset::UTC);
        let instant = Timestamp::from_microsecond(instant.as_microsecond()).unwrap_or(instant);
        let first = offset.to_timestamp(date(0, 1, 1).at(0, 0, 0, 0)).unwrap_or(instant);
        Self { instant: instant.max(first), offset }
    }

    /// The instant, whatever the offset.
    pub fn instant(self) -> Timestamp {
        self.instant
    }

    /// The offset from UTC in which the instant is written; whole minutes.
    pub fn offset(self) -> Offset {
        self.offset
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.offset.to_datetime(self.instant);
        let (date, hour, minute, second) =
            (local.date(), local.hour(), local.minute(), local.second());
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}")?;
        let micros = local.subsec_nanosecond() / 1000;
        if micros != 0 {
            write!(f, ".{micros:06}")?;
        }
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

/// The text is not an instant, or not one that RFC 3339 can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a datetime; write it with its offset from UTC, as in 2018-05-15T15:49:06+02:00")]
pub struct InvalidDateTime;

impl FromStr for DateTime {
    type Err = InvalidDateTime;

    /// Reads RFC 3339, with `Z` or a numeric offset. A time without an offset is refused rather than guessed.
    fn from_str(text: &str) -> Result<Self, InvalidDateTime> {
        let pieces = Pieces::parse(text).map_err(|_| InvalidDateTime)?;
        if pieces.time_zone_annotation().is_some() {
            return Err(InvalidDateTime);
        }
        let time = pieces.time().ok_or(InvalidDateTime)?;
        let offset = pieces.to_numeric_offset().ok_or(InvalidDateTime)?;
        if pieces.date().year() < 0 || offset.seconds().abs() / 60 > MINUTES_MAX {
            return Err(InvalidDateTime);
        }
        let local = pieces.date().to_datetime(time);
        let instant = offset.to_timestamp(local).map_err(|_| InvalidDateTime)?;
        Ok(Self::new(instant, offset))
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn printed(text: &str) -> Option<String> {
        text.parse().ok().map(|value: DateTime| value.to_string())
    }

    #[test]
    fn prints_a_numeric_offset_and_microseconds_only_when_there_are_any() {
        let cases = [
            ("2026-08-04T20:01:19.979215-04:00", "2026-08-04T20:01:19.979215-04:00"),
            ("2018-05-15T15:49:06+02:00", "2018-05-15T15:49:06+02:00"),
            ("2018-05-15T15:49:06Z", "2018-05-15T15:49:06+00:00"),
            ("2018-05-15T15:49:06-00:00", "2018-05-15T15:49:06+00:00"),
            ("2018-05-15T15:49:06.5+05:45", "2018-05-15T15:49:06.500000+05:45"),
            ("2018-05-15T15:49:06.000000900-00:30", "2018-05-15T15:49:06-00:30"),
            ("0000-01-01T00:00:00+00:00", "0000-01-01T00:00:00+00:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(printed(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_has_no_instant_or_cannot_be_written() {
        let bad = [
            "",
            "2018-05-15",
            "2018-05-15T15:49:06",
            "2018-02-29T00:00:00+00:00",
            "2018-05-15T24:00:00+00:00",
            "2018-05-15T15:49:06+24:00",
            "2018-05-15T15:49:06+02:00[Europe/Paris]",
            "-000001-05-15T15:49:06+00:00",
            "9999-12-31T23:59:59-24:00",
            "1526392146",
        ];
        for text in bad {
            assert_eq!(printed(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_of_an_offset_are_cut_off_without_moving_the_instant() {
        let paris_1900 = Offset::from_seconds(561).unwrap();
        let value = DateTime::new(Timestamp::UNIX_EPOCH, paris_1900);
        assert_eq!(value.to_string(), "1970-01-01T00:09:00+00:09");
        assert_eq!(value.instant(), Timestamp::UNIX_EPOCH);
    }

    #[test]
    fn what_cannot_be_written_becomes_the_nearest_that_can() {
        let printed = |instant, offset| DateTime::new(instant, offset).to_string();
        assert_eq!(printed(Timestamp::MIN, Offset::UTC), "0000-01-01T00:00:00+00:00");
        assert_eq!(printed(Timestamp::MIN, Offset::MIN), "0000-01-01T00:00:00-23:59");
        assert_eq!(printed(Timestamp::UNIX_EPOCH, Offset::MAX), "1970-01-01T23:59:00+23:59");
        assert_eq!(printed(Timestamp::MAX, Offset::UTC), "9999-12-30T22:00:00.999999+00:00");
    }

    proptest! {
        #[test]
        fn every_value_round_trips(
            micros in Timestamp::MIN.as_microsecond()..=Timestamp::MAX.as_microsecond(),
            minutes in -MINUTES_MAX..=MINUTES_MAX,
        ) {
            let instant = Timestamp::from_microsecond(micros).unwrap();
            let value = DateTime::new(instant, Offset::from_seconds(minutes * 60).unwrap());
            prop_assert_eq!(value.to_string().parse(), Ok(value));
        }

        #[test]
        fn hostile_text_does_no_harm(text in "[-+0-9TZ:.\\[\\] ]{0,40}|.{0,40}") {
            if let Ok(value) = text.parse::<DateTime>() {
                prop_assert_eq!(value.to_string().parse(), Ok(value));
            }
        }
    }
}
