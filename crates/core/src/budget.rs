//! The budget of a run: how much it may do before somebody has looked at it.
//!
//! A run counts what it would do ([`Tally`]) before it does anything. A mistake in a price list, a date or a program
//! shows as a number that is out of proportion: too many renewals, too much money, the same service twice. Then the run
//! waits for a person. Nothing is decided here about single services.

use std::collections::BTreeMap;
use std::fmt;

use crate::automatic::{DayPlan, Found};
use crate::money::{Currency, Money, MoneyError};

/// What a run does, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Accounts that something happens to.
    pub accounts: u64,
    /// Services that are renewed.
    pub renewals: u64,
    /// Services among them that were renewed automatically today already.
    pub repeats: u64,
    /// Orders that are placed.
    pub orders: u64,
    /// Orders that are paid again.
    pub retries: u64,
    /// Services that should be renewed, and are not.
    pub not_renewed: u64,
    /// Notices.
    pub notices: u64,
    /// Services that are suspended.
    pub suspensions: u64,
    /// Services that are deleted.
    pub deletions: u64,
    /// Gross amounts that are charged, by currency.
    pub amounts: BTreeMap<Currency, Money>,
}

const REPEATS: (&str, &str) =
    ("service renewed twice on one day", "services renewed twice on one day");

/// How much a run may do by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Renewals.
    pub renewals_max: u64,
    /// Suspensions.
    pub suspensions_max: u64,
    /// Deletions.
    pub deletions_max: u64,
    /// Services that are renewed for a second time on one day.
    pub repeats_max: u64,
    /// Gross amounts; a currency that is not here has no limit of its own.
    pub amounts_max: BTreeMap<Currency, Money>,
    /// How many times the largest of recent runs a run may be, in percent.
    pub growth_percent_max: u64,
    /// Renewals from which growth is looked at: small numbers vary.
    pub growth_from: u64,
}

impl Default for Budget {
    /// Room for a company of some size, and none for a mistake of some size.
    fn default() -> Self {
        Self {
            renewals_max: 100_000,
            suspensions_max: 1_000,
            deletions_max: 500,
            repeats_max: 0,
            amounts_max: BTreeMap::new(),
            growth_percent_max: 300,
            growth_from: 100,
        }
    }
}

/// A limit that a run would exceed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Excess {
    /// Too many renewals, suspensions or deletions.
    Count {
        /// Of what: one of them, and several.
        what: (&'static str, &'static str),
        /// How many.
        count: u64,
        /// How many are allowed.
        max: u64,
    },
    /// Too much money.
    Amount {
        /// How much.
        amount: Money,
        /// How much is allowed.
        max: Money,
    },
    /// Out of proportion to recent runs.
    Growth {
        /// How many renewals.
        renewals: u64,
        /// How many the largest of the recent runs had.
        recent: u64,
        /// How many percent of it are allowed.
        percent_max: u64,
    },
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { what: (one, many), count, max } => {
                let what = if *count == 1 { one } else { many };
                write!(f, "{count} {what}, at most {max} allowed")
            }
            Self::Amount { amount, max } => write!(f, "{amount} to charge, at most {max} allowed"),
            Self::Growth { renewals, recent, percent_max } => write!(
                f,
                "{renewals} renewals, the largest of the recent runs had {recent}; at most {percent_max} % of that \
                 are allowed"
            ),
        }
    }
}

impl Tally {
    /// Counts the day of an account.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when a sum does not fit.
    pub fn count(&mut self, plan: &DayPlan, repeats: u64) -> Result<(), MoneyError> {
        let renewed = |found: &Found| matches!(found, Found::Renew { .. });
        let number = |is: fn(&Found) -> bool| {
            plan.findings.iter().filter(|finding| is(&finding.found)).count() as u64
        };
        let mut sum = Self {
            accounts: 1,
            renewals: number(renewed),
            repeats,
            orders: u64::from(plan.order.is_some()),
            retries: number(|found| matches!(found, Found::PayAgain { .. })),
            not_renewed: number(|found| matches!(found, Found::NotRenewed(_))),
            notices: plan.notices.len() as u64,
            suspensions: number(|found| matches!(found, Found::Suspended { .. })),
            deletions: number(|found| matches!(found, Found::Deleted { .. })),
            amounts: BTreeMap::new(),
        };
        for charge in &plan.charges {
            sum.charge(charge.amount)?;
        }
        self.add(&sum)
    }

    fn charge(&mut self, amount: Money) -> Result<(), MoneyError> {
        let currency = amount.currency();
        let sum = self.amounts.entry(currency).or_insert(Money::zero(currency));
        *sum = sum.checked_add(amount)?;
        Ok(())
    }

    /// Adds what another part of the run does.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when a sum does not fit.
    pub fn add(&mut self, other: &Self) -> Result<(), MoneyError> {
        for amount in other.amounts.values() {
            self.charge(*amount)?;
        }
        let counts = [
            (&mut self.accounts, other.accounts),
            (&mut self.renewals, other.renewals),
            (&mut self.repeats, other.repeats),
            (&mut self.orders, other.orders),
            (&mut self.retries, other.retries),
            (&mut self.not_renewed, other.not_renewed),
            (&mut self.notices, other.notices),
            (&mut self.suspensions, other.suspensions),
            (&mut self.deletions, other.deletions),
        ];
        for (sum, count) in counts {
            *sum = sum.saturating_add(count);
        }
        Ok(())
    }
}

impl Budget {
    /// The limits that a run would exceed; `recent` is the largest number of renewals of the recent runs, if there were
    /// any.
    #[must_use]
    pub fn excesses(&self, tally: &Tally, recent: Option<u64>) -> Vec<Excess> {
        let counts = [
            (("renewal", "renewals"), tally.renewals, self.renewals_max),
            (REPEATS, tally.repeats, self.repeats_max),
            (("suspension", "suspensions"), tally.suspensions, self.suspensions_max),
            (("deletion", "deletions"), tally.deletions, self.deletions_max),
        ];
        let over = counts.into_iter().filter(|(_, count, max)| count > max);
        let mut excesses: Vec<Excess> =
            over.map(|(what, count, max)| Excess::Count { what, count, max }).collect();
        for (currency, max) in &self.amounts_max {
            let amount = tally.amounts.get(currency).filter(|sum| sum.ucents() > max.ucents());
            excesses.extend(amount.map(|amount| Excess::Amount { amount: *amount, max: *max }));
        }
        let renewals = tally.renewals;
        if let Some(recent) = recent.filter(|_| renewals >= self.growth_from) {
            let percent_max = self.growth_percent_max;
            if renewals.saturating_mul(100) > recent.saturating_mul(percent_max) {
                excesses.push(Excess::Growth { renewals, recent, percent_max });
            }
        }
        excesses
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::eur;

    fn said(budget: &Budget, tally: &Tally, recent: Option<u64>) -> Vec<String> {
        budget.excesses(tally, recent).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_limit_is_looked_at_and_all_excesses_are_told() {
        let amounts_max = [(Currency::Eur, eur("1000"))].into();
        let budget = Budget { renewals_max: 10, amounts_max, ..Budget::default() };
        let amounts = [(Currency::Eur, eur("1000.01"))].into();
        let tally = Tally { renewals: 11, repeats: 1, deletions: 501, amounts, ..Tally::default() };
        assert_eq!(
            said(&budget, &tally, None),
            [
                "11 renewals, at most 10 allowed",
                "1 service renewed twice on one day, at most 0 allowed",
                "501 deletions, at most 500 allowed",
                "1000.01 € to charge, at most 1000.00 € allowed",
            ]
        );
        let within = Tally { renewals: 10, ..Tally::default() };
        assert_eq!(said(&budget, &within, Some(1)), [""; 0], "small numbers vary");
    }

    #[test]
    fn growth_is_measured_by_the_largest_of_the_recent_runs() {
        let tally = Tally { renewals: 301, ..Tally::default() };
        assert_eq!(
            said(&Budget::default(), &tally, Some(100)),
            [
                "301 renewals, the largest of the recent runs had 100; at most 300 % of that are allowed"
            ]
        );
        assert!(said(&Budget::default(), &tally, Some(101)).is_empty());
        assert!(said(&Budget::default(), &tally, None).is_empty(), "the first run has no measure");
    }
}
