//! Tests of the calendar's days.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn day(value: i64) -> RenewDay {
    RenewDay::try_new(value).unwrap()
}

#[test]
fn the_debit_is_on_the_last_renew_day_not_after_the_expiry() {
    for (renew_day, expires_on, debit_on) in [
        (1, date(2027, 1, 1), date(2027, 1, 1)),
        (1, date(2027, 1, 31), date(2027, 1, 1)),
        (15, date(2027, 1, 15), date(2027, 1, 15)),
        (15, date(2027, 1, 14), date(2026, 12, 15)),
        // A month that is too short has it on its last day.
        (31, date(2027, 3, 1), date(2027, 2, 28)),
        (31, date(2028, 3, 1), date(2028, 2, 29)),
        (30, date(2027, 2, 28), date(2027, 2, 28)),
        (31, date(2027, 2, 27), date(2027, 1, 31)),
    ] {
        assert_eq!(day(renew_day).debit_on(expires_on), debit_on, "{renew_day} {expires_on}");
    }
    for value in [0, 32, -1, i64::MAX] {
        assert_eq!(RenewDay::try_new(value), Err(RenewDayOutOfRange { value }));
    }
}

#[test]
fn nobody_is_suspended_in_time_that_was_paid_for() {
    let rules = Rules::default();
    let since = date(2027, 1, 1);
    assert_eq!(rules.suspend_unpaid_on(since, date(2027, 1, 31)), date(2027, 1, 31));
    assert_eq!(rules.suspend_unpaid_on(since, date(2027, 1, 1)), date(2027, 1, 8));
}

#[test]
fn a_domain_is_retained_then_in_redemption_then_deleted() {
    let calendar = Calendar::default();
    let line = |text| ProductLine::parse(text).unwrap();
    let suspension = calendar.rules(&line("domain")).suspension(date(2027, 1, 15));
    assert_eq!(suspension.redemption_from, Some(date(2027, 1, 22)));
    assert_eq!(suspension.delete_on, date(2027, 2, 21));
    assert!(!suspension.is_in_redemption(date(2027, 1, 21)));
    assert!(suspension.is_in_redemption(date(2027, 1, 22)));
    let server = calendar.rules(&line("vps")).suspension(date(2027, 1, 15));
    assert_eq!((server.redemption_from, server.delete_on), (None, date(2027, 1, 20)));
    let other = calendar.rules(&line("hosting/web")).suspension(date(2027, 1, 15));
    assert_eq!(other.delete_on, date(2027, 2, 14));
}

#[test]
fn rules_that_do_not_hang_together_are_refused() {
    let with = |change: fn(&mut Rules)| {
        let mut rules = Rules::default();
        change(&mut rules);
        rules.check().map_err(|error| error.to_string())
    };
    assert_eq!(with(|_| ()), Ok(()));
    type Case = (fn(&mut Rules), &'static str);
    let cases: [Case; 5] = [
        (
            |rules| rules.notices_manual = vec![1, 3],
            "3 stands out of order: write the earliest notice (the largest number) first, each day once",
        ),
        (
            |rules| rules.retries = vec![1, 1],
            "1 stands out of order: write the first retry first, each day once",
        ),
        (
            |rules| rules.retries = vec![0],
            "0 stands out of order: write days from 1, each day once",
        ),
        (|rules| rules.retention_days = 367, "367 days are too many: at most 366 are allowed"),
        (
            |rules| rules.retries = vec![7],
            "the last retry is 7 days after the first debit, but the service is suspended after 7: \
             retry earlier, or suspend later",
        ),
    ];
    for (change, expected) in cases {
        assert_eq!(with(change).unwrap_err(), expected);
    }
    for rules in Calendar::default().products().values() {
        assert_eq!(rules.check(), Ok(()));
    }
}

proptest! {
    /// There is one debit for each month, and it is at most a month before the expiry.
    #[test]
    fn a_debit_is_in_the_month_before_the_expiry(days in 0i64..40_000, renew_day in 1i64..=31) {
        let expires_on = date(1990, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let debit_on = day(renew_day).debit_on(expires_on);
        prop_assert!(debit_on <= expires_on);
        prop_assert!(expires_on.duration_since(debit_on).as_hours() / 24 <= 31);
        let is_last = debit_on == debit_on.last_of_month();
        prop_assert!(i64::from(debit_on.day()) == renew_day || is_last);
    }
}
