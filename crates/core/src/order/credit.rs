//! Orders that put money on the prepaid account, or points on the fidelity account.
//!
//! Neither is a sale: what is paid in is owed back until it pays for something, so no tax is due at that moment and no
//! bill is written (for points: a voucher for several purposes, Directive 2006/112/EC, article 30b).

use crate::account::Account;
use crate::limits::{CREDIT_UNITS_MAX, ORDER_VALIDITY};
use crate::means::{Balances, points_for};
use crate::money::{Money, MoneyError, UCENTS_PER_UNIT};
use crate::service::{Quantity, QuantityOutOfRange};
use crate::tax::{Tax, TaxRate};
use crate::text::{Name, TextError};
use crate::time::Now;

use super::{Category, Line, OrderTerms, Totals};

/// What an order credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CreditOf {
    /// The prepaid account, in units of its currency.
    Prepaid,
    /// The fidelity account, in points.
    Points,
}

/// Why no order to credit a balance is placed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreditRefusal {
    /// The amount is nothing, less, or more than is taken at once.
    #[error(
        "amount: {asked} {unit} cannot be credited by one order; ask for a whole number from 1 to {CREDIT_UNITS_MAX}"
    )]
    Amount {
        /// What was asked for.
        asked: i64,
        /// What it was in.
        unit: &'static str,
    },
    /// The balance that would come of it is too large.
    #[error("the balance would be too large with it: {0}; ask for less")]
    Balance(#[from] MoneyError),
    /// A text of the order cannot be.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A number of points cannot be.
    #[error(transparent)]
    Quantity(#[from] QuantityOutOfRange),
}

/// The terms of an order for whole units of the account's currency, or for points at a minor unit each.
///
/// # Errors
///
/// [`CreditRefusal`] when the amount is out of bounds.
pub fn credit_terms(
    of: CreditOf,
    units: i64,
    balances: Balances,
    account: &Account,
    now: Now,
) -> Result<OrderTerms, CreditRefusal> {
    let currency = account.currency;
    let (category, unit, name, description) = match of {
        CreditOf::Prepaid => {
            let description = "Credit of the prepaid account";
            (Category::PrepaidCredit, currency.code(), "ovhAccount", description)
        }
        CreditOf::Points => {
            (Category::PointsCredit, "points", "fidelityAccount", "Fidelity points")
        }
    };
    if !(1..=i64::from(CREDIT_UNITS_MAX)).contains(&units) {
        return Err(CreditRefusal::Amount { asked: units, unit });
    }
    let (quantity, price) = match of {
        CreditOf::Prepaid => {
            let ucents = units.checked_mul(UCENTS_PER_UNIT).ok_or(MoneyError::Overflow)?;
            (Quantity::ONE, Money::from_ucents(ucents, currency))
        }
        CreditOf::Points => {
            let cent = Money::from_ucents(currency.minor_unit_ucents(), currency);
            (Quantity::try_new(units)?, cent)
        }
    };
    let line = Line {
        service: None,
        debt: None,
        name: Name::parse(name)?,
        description: Name::parse(description)?,
        quantity,
        unit_price: price,
        amount: price.checked_mul(quantity.get())?,
        tax: Tax::agreed(TaxRate::ZERO),
        term: None,
        clause: None,
    };
    let lines = vec![line];
    let totals = Totals::of(&lines, currency)?;
    let valid_until = now.at.checked_add(ORDER_VALIDITY).map_err(|_| MoneyError::Overflow)?;
    let terms =
        OrderTerms { category, run_on: None, lines, totals, placed_at: now.at, valid_until };
    balances.after(&terms)?;
    Ok(terms)
}

impl OrderTerms {
    /// What the order puts on a balance once it is settled: money, or points. Most put nothing.
    #[must_use]
    pub fn credited(&self) -> Option<Money> {
        match self.category {
            Category::PrepaidCredit => Some(self.totals.gross),
            Category::PointsCredit => points_for(self.totals.gross),
            Category::EarlyRenewal
            | Category::AutoRenew
            | Category::Withdrawal
            | Category::Debt => None,
        }
    }
}

impl Balances {
    /// The balances once an order is settled, beside what it is paid with.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when one of them is too large.
    pub fn after(mut self, terms: &OrderTerms) -> Result<Self, MoneyError> {
        if let Some(credited) = terms.credited() {
            match terms.category {
                Category::PointsCredit => self.fidelity = self.fidelity.checked_add(credited)?,
                _ => self.prepaid = self.prepaid.checked_add(credited)?,
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::samples::{account, eur, now};

    fn credit(of: CreditOf, units: i64) -> Result<OrderTerms, CreditRefusal> {
        credit_terms(of, units, Balances::empty(Currency::Eur), &account(), now())
    }

    #[test]
    fn a_credit_is_no_sale_and_not_taxed() {
        let terms = credit(CreditOf::Prepaid, 25).unwrap();
        assert_eq!((terms.totals.gross, terms.totals.tax), (eur("25"), eur("0")));
        assert!(!terms.category.is_sale());
        assert_eq!(terms.credited(), Some(eur("25")));
        let after = Balances::empty(Currency::Eur).after(&terms).unwrap();
        assert_eq!((after.prepaid, after.fidelity.is_zero()), (eur("25"), true));
    }

    #[test]
    fn points_cost_a_cent_each() {
        let terms = credit(CreditOf::Points, 250).unwrap();
        assert_eq!(terms.totals.gross, eur("2.50"));
        assert_eq!(terms.credited(), Some(Money::parse("250", Currency::Points).unwrap()));
        let after = Balances::empty(Currency::Eur).after(&terms).unwrap();
        assert_eq!((after.prepaid, Some(after.fidelity)), (eur("0"), terms.credited()));
    }

    #[test]
    fn an_amount_out_of_bounds_is_refused() {
        for units in [0, -1, 100_001, i64::MAX, i64::MIN] {
            for of in [CreditOf::Prepaid, CreditOf::Points] {
                assert!(matches!(credit(of, units), Err(CreditRefusal::Amount { .. })), "{units}");
            }
        }
        let full = Balances {
            prepaid: Money::from_ucents(i64::MAX, Currency::Eur),
            ..Balances::empty(Currency::Eur)
        };
        let refused = credit_terms(CreditOf::Prepaid, 1, full, &account(), now());
        assert_eq!(refused, Err(CreditRefusal::Balance(MoneyError::Overflow)));
        assert_eq!(
            credit(CreditOf::Prepaid, 0).unwrap_err().to_string(),
            "amount: 0 EUR cannot be credited by one order; ask for a whole number from 1 to 100000"
        );
    }
}
