//! The ledger: double entry, each transaction balanced by construction.
//!
//! Debits are positive and credits negative. A sale debits the customer and credits revenue and tax; a payment
//! debits what was received and credits the customer; so a settled order leaves the customer at zero. Entries
//! are only ever added.

use std::collections::BTreeMap;

use crate::id::LedgerTransactionId;
use crate::means::MethodKind;
use crate::money::{Currency, Money, MoneyError};
use crate::tax::{Tax, TaxGround, TaxRate};

/// An account of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerAccount {
    /// What the customer owes us.
    Customer,
    /// What we have sold, by the ground of its tax, as it is declared.
    Revenue(TaxGround),
    /// Tax that we have to pass on, by ground and rate.
    Tax(Tax),
    /// Money that a gateway collected for us, by kind of payment method.
    Clearing(MethodKind),
    /// Money of the customer that we hold (`ovhAccount`): negative while we hold some.
    Prepaid,
    /// Money on its way from the prepaid account to the customer: negative while there is some.
    Transit,
    /// Fidelity points of the customer: negative while there are some. In points.
    Points,
    /// Points handed out and taken back. In points.
    PointsIssued,
    /// What fidelity points have paid for: a cost of ours, less what customers paid for points.
    Fidelity,
    /// What customers owe us again, because what they had paid was taken back.
    Receivable,
    /// What was owed to us and has been given up.
    Loss,
    /// Where balances come from that existed before us.
    Opening,
}

impl LedgerAccount {
    /// The code under which the account is stored, such as `tax:country:FI:2550` or `clearing:paypal`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Customer => "customer".to_owned(),
            Self::Revenue(TaxGround::Agreed) => "revenue".to_owned(),
            Self::Revenue(ground) => format!("revenue:{}", ground.code()),
            Self::Tax(Tax { ground: TaxGround::Agreed, rate }) => {
                format!("tax:{}", rate.basis_points())
            }
            Self::Tax(Tax { ground, rate }) => {
                format!("tax:{}:{}", ground.code(), rate.basis_points())
            }
            Self::Clearing(kind) => format!("clearing:{}", kind.mean()),
            Self::Prepaid => "prepaid".to_owned(),
            Self::Transit => "transit".to_owned(),
            Self::Points => "points".to_owned(),
            Self::PointsIssued => "pointsIssued".to_owned(),
            Self::Fidelity => "fidelity".to_owned(),
            Self::Receivable => "receivable".to_owned(),
            Self::Loss => "loss".to_owned(),
            Self::Opening => "opening".to_owned(),
        }
    }

    /// The account with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            Some(("tax", tax)) => {
                let (ground, points) = tax.rsplit_once(':').unwrap_or(("agreed", tax));
                let rate = TaxRate::from_basis_points(points.parse().ok()?).ok()?;
                let tax = Tax { ground: TaxGround::from_code(ground)?, rate };
                // One account has one code.
                Some(Self::Tax(tax)).filter(|account| account.code() == code)
            }
            Some(("revenue", ground)) => TaxGround::from_code(ground)
                .map(Self::Revenue)
                // One account has one code.
                .filter(|account| account.code() == code),
            Some(("clearing", kind)) => {
                MethodKind::ALL.into_iter().find(|k| k.mean() == kind).map(Self::Clearing)
            }
            _ => [
                Self::Customer,
                Self::Revenue(TaxGround::Agreed),
                Self::Prepaid,
                Self::Transit,
                Self::Points,
                Self::PointsIssued,
                Self::Fidelity,
                Self::Receivable,
                Self::Loss,
                Self::Opening,
            ]
            .into_iter()
            .find(|account| account.code() == code),
        }
    }
}

/// One side of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The account of the ledger.
    pub account: LedgerAccount,
    /// Debit when positive, credit when negative.
    pub amount: Money,
}

/// Entries that do not add up to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unbalanced {
    /// The entries of a currency leave something over.
    #[error("the entries leave {left_over} over")]
    LeftOver {
        /// What is left over.
        left_over: Money,
    },
    /// The entries are too large to be added.
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

/// A balanced set of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    id: LedgerTransactionId,
    entries: Vec<Entry>,
}

impl Transaction {
    /// A transaction of entries that add up to nothing in every currency. Entries of nothing are left out.
    ///
    /// # Errors
    ///
    /// [`Unbalanced`] when they do not.
    pub fn try_new(
        id: LedgerTransactionId,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<Self, Unbalanced> {
        let entries: Vec<Entry> =
            entries.into_iter().filter(|entry| !entry.amount.is_zero()).collect();
        let mut sums = BTreeMap::<Currency, Money>::new();
        for Entry { amount, .. } in &entries {
            let sum = sums.entry(amount.currency()).or_insert(Money::zero(amount.currency()));
            *sum = sum.checked_add(*amount)?;
        }
        match sums.into_values().find(|sum| !sum.is_zero()) {
            Some(left_over) => Err(Unbalanced::LeftOver { left_over }),
            None => Ok(Self { id, entries }),
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> LedgerTransactionId {
        self.id
    }

    /// Its entries, none of them of nothing.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(account: LedgerAccount, ucents: i64, currency: Currency) -> Entry {
        Entry { account, amount: Money::from_ucents(ucents, currency) }
    }

    #[test]
    fn a_transaction_balances_in_every_currency() {
        let id = LedgerTransactionId::try_new(1).unwrap();
        let of = |entries: Vec<Entry>| Transaction::try_new(id, entries);
        let balanced = of(vec![
            entry(LedgerAccount::Customer, 5, Currency::Eur),
            entry(LedgerAccount::Revenue(TaxGround::Agreed), -5, Currency::Eur),
            entry(LedgerAccount::Points, 0, Currency::Points),
        ]);
        assert_eq!(balanced.unwrap().entries().len(), 2, "an entry of nothing is left out");
        let mixed = of(vec![
            entry(LedgerAccount::Customer, 5, Currency::Eur),
            entry(LedgerAccount::Revenue(TaxGround::Agreed), -5, Currency::Usd),
        ]);
        let left_over = Money::from_ucents(5, Currency::Eur);
        assert_eq!(mixed, Err(Unbalanced::LeftOver { left_over }));
        let huge = of(vec![
            entry(LedgerAccount::Customer, i64::MAX, Currency::Eur),
            entry(LedgerAccount::Revenue(TaxGround::Agreed), i64::MAX, Currency::Eur),
        ]);
        assert_eq!(huge, Err(Unbalanced::Amount(MoneyError::Overflow)));
    }

    #[test]
    fn codes_are_inverse_of_accounts() {
        let rate = TaxRate::parse("25.5").unwrap();
        let finland = crate::account::CountryCode::parse("FI").unwrap();
        let accounts = [
            LedgerAccount::Customer,
            LedgerAccount::Revenue(TaxGround::Agreed),
            LedgerAccount::Revenue(TaxGround::ReverseCharge(finland)),
            LedgerAccount::Tax(Tax::agreed(rate)),
            LedgerAccount::Tax(Tax { ground: TaxGround::Country(finland), rate }),
            LedgerAccount::Tax(Tax {
                ground: TaxGround::ReverseCharge(finland),
                rate: TaxRate::ZERO,
            }),
            LedgerAccount::Clearing(MethodKind::Paypal),
            LedgerAccount::Prepaid,
            LedgerAccount::Transit,
            LedgerAccount::Points,
            LedgerAccount::PointsIssued,
            LedgerAccount::Fidelity,
            LedgerAccount::Receivable,
            LedgerAccount::Loss,
            LedgerAccount::Opening,
        ];
        for account in accounts {
            assert_eq!(LedgerAccount::from_code(&account.code()), Some(account));
        }
        for code in [
            "",
            "tax:",
            "tax:10001",
            "tax:02000",
            "tax:agreed:2000",
            "revenue:agreed",
            "clearing:cash",
            "Customer",
        ] {
            assert_eq!(LedgerAccount::from_code(code), None);
        }
    }
}
