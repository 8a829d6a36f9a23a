//! The calendar: on which days a service is noticed, debited, suspended and deleted.
//!
//! All of it is data: days counted from a service's expiry or from its first unpaid debit, for every product line or
//! for one in particular. What is to happen on a day is decided in [`automatic`](crate::automatic); here stands when.

mod rule;

pub use rule::{Rule, RulesError};

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::limits::{CALENDAR_DAYS_MAX, CALENDAR_LIST_MAX};
use crate::service::{ProductLine, Suspension};

/// The days of one product line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Days before the expiry at which the holder hears of an automatic renewal.
    pub notices_automatic: Vec<u16>,
    /// Renewals for fewer months than this are not noticed beforehand: a monthly renewal is no surprise.
    pub notices_automatic_from_months: u16,
    /// Days before the expiry at which the holder is reminded to renew by hand.
    pub notices_manual: Vec<u16>,
    /// Days after the first debit that failed at which it is tried again.
    pub retries: Vec<u16>,
    /// Days for which an unpaid renewal may be paid before the service is suspended; never before its expiry.
    pub unpaid_days: u16,
    /// Days for which a suspended service can be renewed at its price.
    pub retention_days: u16,
    /// Days after that for which it can be restored for a fee. Then it is deleted.
    pub redemption_days: u16,
}

/// Rules for every product line, and others for some.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Calendar {
    renew_day: RenewDay,
    rules: Rules,
    products: BTreeMap<ProductLine, Rules>,
}

impl Default for Rules {
    /// What is customary: see the sources in `docs/calendar.md`.
    fn default() -> Self {
        Self {
            notices_automatic: vec![40, 15],
            notices_automatic_from_months: 2,
            notices_manual: vec![30, 15, 7, 3, 1],
            retries: vec![1, 3, 5],
            unpaid_days: 7,
            retention_days: 30,
            redemption_days: 0,
        }
    }
}

impl Rules {
    /// Whether the rules hang together.
    ///
    /// # Errors
    ///
    /// [`RulesError`] for the first thing that does not.
    pub fn check(&self) -> Result<(), RulesError> {
        let descending = "the earliest notice (the largest number) first";
        let notices = [
            (Rule::NoticesAutomatic, &self.notices_automatic),
            (Rule::NoticesManual, &self.notices_manual),
        ];
        for (rule, list) in notices {
            check_list(rule, list, descending, |before, after| before > after)?;
        }
        let rule = Rule::Retries;
        check_list(rule, &self.retries, "the first retry first", |before, after| before < after)?;
        if let Some(days) = self.retries.first().copied().filter(|days| *days == 0) {
            return Err(RulesError::OutOfOrder { rule, days, order: "days from 1" });
        }
        let [(_, automatic), (_, manual)] = notices;
        let days = [
            (Rule::NoticesAutomatic, &automatic[..]),
            (Rule::NoticesManual, manual),
            (Rule::Retries, &self.retries),
            (Rule::UnpaidDays, &[self.unpaid_days]),
            (Rule::RetentionDays, &[self.retention_days]),
            (Rule::RedemptionDays, &[self.redemption_days]),
        ];
        for (rule, days) in days {
            let days = days.iter().copied().find(|days| *days > CALENDAR_DAYS_MAX);
            days.map_or(Ok(()), |days| Err(RulesError::TooManyDays { rule, days }))?;
        }
        if let Some(last) = self.retries.last().copied().filter(|last| *last >= self.unpaid_days) {
            return Err(RulesError::RetryAfterSuspension { last, unpaid_days: self.unpaid_days });
        }
        Ok(())
    }

    /// The day on which an unpaid service is suspended: when its time to pay is over, but never while it has still
    /// time that was paid for.
    #[must_use]
    pub fn suspend_unpaid_on(&self, since: Date, expires_on: Date) -> Date {
        days_after(since, self.unpaid_days).max(expires_on)
    }

    /// The suspension of a service from a day on.
    #[must_use]
    pub fn suspension(&self, since: Date) -> Suspension {
        let retained_until = days_after(since, self.retention_days);
        Suspension {
            since,
            redemption_from: (self.redemption_days > 0).then_some(retained_until),
            delete_on: days_after(retained_until, self.redemption_days),
        }
    }
}

fn check_list(
    rule: Rule,
    list: &[u16],
    order: &'static str,
    in_order: impl Fn(u16, u16) -> bool,
) -> Result<(), RulesError> {
    if list.len() > CALENDAR_LIST_MAX {
        return Err(RulesError::TooLong { rule, count: list.len() });
    }
    let mut pairs = list.iter().zip(list.iter().skip(1));
    match pairs.find(|(before, after)| !in_order(**before, **after)) {
        Some((_, days)) => Err(RulesError::OutOfOrder { rule, days: *days, order }),
        None => Ok(()),
    }
}

impl Default for Calendar {
    /// What is customary, with shorter or longer times for the product lines that have them.
    fn default() -> Self {
        let server = Rules { retention_days: 5, ..Rules::default() };
        let domain = Rules { retention_days: 7, redemption_days: 30, ..Rules::default() };
        let lines = [("vps", &server), ("dedicated/server", &server), ("domain", &domain)];
        let products = lines
            .into_iter()
            .filter_map(|(line, rules)| Some((ProductLine::parse(line).ok()?, rules.clone())));
        Self { renew_day: RenewDay::FIRST, rules: Rules::default(), products: products.collect() }
    }
}

impl Calendar {
    /// A calendar: the renew day of accounts that have chosen none, rules, and those of product lines that have
    /// others.
    #[must_use]
    pub const fn new(
        renew_day: RenewDay,
        rules: Rules,
        products: BTreeMap<ProductLine, Rules>,
    ) -> Self {
        Self { renew_day, rules, products }
    }

    /// The rules of a product line.
    #[must_use]
    pub fn rules(&self, product: &ProductLine) -> &Rules {
        self.products.get(product).unwrap_or(&self.rules)
    }

    /// The rules of product lines that have none of their own.
    #[must_use]
    pub const fn default_rules(&self) -> &Rules {
        &self.rules
    }

    /// The product lines that have rules of their own.
    #[must_use]
    pub const fn products(&self) -> &BTreeMap<ProductLine, Rules> {
        &self.products
    }

    /// The renew day of accounts that have chosen none.
    #[must_use]
    pub const fn renew_day(&self) -> RenewDay {
        self.renew_day
    }
}

/// The day of the month on which an account is debited: 1 to 31, the last day of a month that is shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RenewDay(i8);

/// A number that is no day of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{value} is not a renew day: a day of the month is from 1 to 31")]
pub struct RenewDayOutOfRange {
    /// The number that was given.
    pub value: i64,
}

impl RenewDay {
    /// The first of the month, where nothing else is said.
    pub const FIRST: Self = Self(1);

    /// A day of the month.
    ///
    /// # Errors
    ///
    /// [`RenewDayOutOfRange`] below 1 and above 31.
    pub fn try_new(value: i64) -> Result<Self, RenewDayOutOfRange> {
        let day = i8::try_from(value).ok().filter(|day| (1..=31).contains(day));
        day.map(Self).ok_or(RenewDayOutOfRange { value })
    }

    /// The day.
    #[must_use]
    pub const fn get(self) -> i8 {
        self.0
    }

    /// The day on which a service is debited that expires on a date: the last renew day not after it.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use perennial_core::calendar::RenewDay;
    ///
    /// let first = RenewDay::FIRST;
    /// assert_eq!(first.debit_on(date(2027, 1, 31)), date(2027, 1, 1));
    /// let twentieth = RenewDay::try_new(20).unwrap();
    /// assert_eq!(twentieth.debit_on(date(2027, 1, 15)), date(2026, 12, 20));
    /// ```
    #[must_use]
    pub fn debit_on(self, expires_on: Date) -> Date {
        let this_month = self.in_month_of(expires_on);
        if this_month <= expires_on {
            return this_month;
        }
        let before = expires_on.first_of_month().yesterday().unwrap_or(Date::MIN);
        self.in_month_of(before)
    }

    fn in_month_of(self, date: Date) -> Date {
        date.with().day(self.0).build().unwrap_or_else(|_| date.last_of_month())
    }
}

/// A date some days later. The calendar's end is far away; there, it is the end.
#[must_use]
pub fn days_after(date: Date, days: u16) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}

/// A date some days earlier.
#[must_use]
pub fn days_before(date: Date, days: u16) -> Date {
    date.saturating_sub(jiff::Span::new().days(days))
}

#[cfg(test)]
mod tests;
