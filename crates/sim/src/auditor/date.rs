//! Civil dates, derived here anew: days since 1970-01-01, months with an anchor day, and what day it is in Paris.
//!
//! Nothing of this uses the engine's date library: a mistake in one of them is not a mistake in the other.

/// A date, in days since 1970-01-01.
pub type Day = i64;

const MICROSECONDS_OF_DAY: i64 = 86_400_000_000;
const MICROSECONDS_OF_HOUR: i64 = 3_600_000_000;

/// The date with a year, a month and a day of the month. Counted from March, so that the leap day is the last of a
/// year.
#[must_use]
pub const fn day_of(year: i64, month: i64, day: i64) -> Day {
    let from_march = (month + 9) % 12;
    let year = year - from_march / 10;
    let of_year = (from_march * 306 + 5) / 10 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
        - 719_468
}

/// The year, the month and the day of the month of a date.
#[must_use]
pub const fn civil(date: Day) -> (i64, i64, i64) {
    // An estimate of the year that is never too late, and at most one too early.
    let mut year = 1970 + (date * 400).div_euclid(146_097) - 1;
    while day_of(year + 1, 1, 1) <= date {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && day_of(year, month + 1, 1) <= date {
        month += 1;
    }
    (year, month, date - day_of(year, month, 1) + 1)
}

/// How many days a month has.
#[must_use]
pub const fn length(year: i64, month: i64) -> i64 {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    day_of(next_year, next, 1) - day_of(year, month, 1)
}

/// The day of a month that an anchor names, or its last day.
#[must_use]
pub const fn anchored(year: i64, month: i64, anchor: i64) -> Day {
    let last = length(year, month);
    day_of(year, month, if anchor < last { anchor } else { last })
}

/// The date some months later, on the anchor.
#[must_use]
pub const fn months_later(date: Day, months: i64, anchor: i64) -> Day {
    let (year, month, _) = civil(date);
    let count = year * 12 + (month - 1) + months;
    anchored(count.div_euclid(12), count.rem_euclid(12) + 1, anchor)
}

/// The last renew day that is not after an expiry.
#[must_use]
pub const fn debit_day(expires: Day, renew_day: i64) -> Day {
    let (year, month, _) = civil(expires);
    let this = anchored(year, month, renew_day);
    if this <= expires {
        return this;
    }
    let (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    anchored(year, month, renew_day)
}

/// A date from its ISO form.
#[must_use]
pub fn parse(text: &str) -> Option<Day> {
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date = (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
    (is_date && parts.next().is_none()).then(|| day_of(year, month, day))
}

/// A date in its ISO form.
#[must_use]
pub fn print(date: Day) -> String {
    let (year, month, day) = civil(date);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The date in Paris at an instant, in microseconds since 1970: an hour ahead of the world's time, two in summer, which
/// lasts from the last Sunday of March to that of October, changing at one o'clock of the world's time.
#[must_use]
pub const fn in_paris(at: i64) -> Day {
    let (year, ..) = civil(at.div_euclid(MICROSECONDS_OF_DAY));
    let is_summer = change(year, 3) <= at && at < change(year, 10);
    let hours = if is_summer { 2 } else { 1 };
    (at + hours * MICROSECONDS_OF_HOUR).div_euclid(MICROSECONDS_OF_DAY)
}

const fn change(year: i64, month: i64) -> i64 {
    last_sunday(year, month) * MICROSECONDS_OF_DAY + MICROSECONDS_OF_HOUR
}

/// 1970-01-01 was a Thursday.
const fn last_sunday(year: i64, month: i64) -> Day {
    let last = day_of(year, month, length(year, month));
    last - (last + 4).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_printed() {
        for date in day_of(1999, 12, 1)..day_of(2101, 3, 1) {
            let (year, month, day) = civil(date);
            assert_eq!(day_of(year, month, day), date);
            assert_eq!(parse(&print(date)), Some(date));
        }
        assert_eq!(day_of(1970, 1, 1), 0);
        assert_eq!(print(day_of(2028, 2, 28) + 1), "2028-02-29");
        assert_eq!(parse("2027-02-29"), None);
    }

    #[test]
    fn months_keep_the_anchor() {
        let steps = |from: &str, months, anchor| {
            let mut date = parse(from).unwrap();
            let step = |_| {
                date = months_later(date, months, anchor);
                print(date)
            };
            (0..4).map(step).collect::<Vec<_>>()
        };
        assert_eq!(
            steps("2026-01-31", 1, 31),
            ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]
        );
        assert_eq!(
            steps("2028-02-29", 12, 29),
            ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]
        );
        assert_eq!(print(debit_day(parse("2027-01-15").unwrap(), 20)), "2026-12-20");
        assert_eq!(print(debit_day(parse("2027-03-01").unwrap(), 31)), "2027-02-28");
    }

    #[test]
    fn days_begin_at_midnight_in_paris() {
        let hour = MICROSECONDS_OF_HOUR;
        let at = |date, hours| parse(date).unwrap() * MICROSECONDS_OF_DAY + hours * hour;
        assert_eq!(print(in_paris(at("2027-01-01", 22))), "2027-01-01");
        assert_eq!(print(in_paris(at("2027-01-01", 23))), "2027-01-02");
        assert_eq!(print(in_paris(at("2027-07-01", 22))), "2027-07-02");
        // 28 March and 31 October 2027.
        assert_eq!(print(in_paris(at("2027-03-27", 23) - 1)), "2027-03-27");
        assert_eq!(print(in_paris(at("2027-03-28", 22))), "2027-03-29");
        assert_eq!(print(in_paris(at("2027-10-30", 22))), "2027-10-31");
        assert_eq!(print(in_paris(at("2027-10-31", 22))), "2027-10-31");
    }
}
