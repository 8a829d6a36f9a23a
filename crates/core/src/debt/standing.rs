//! How debts stand on a day: which are overdue, and what is owed in all.

use jiff::civil::Date;

use crate::debt::{Debt, DebtState};
use crate::money::{Currency, Money, MoneyError};

/// How a debt stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebtStatus {
    /// It is owed, and its day is not over.
    Unmatured,
    /// It is owed, and its day is over.
    Overdue,
    /// It was paid.
    Paid,
    /// It was given up.
    WrittenOff,
}

impl Debt {
    /// How it stands on a day. A payment that is under way changes nothing: it may come to nothing.
    #[must_use]
    pub fn status_on(&self, today: Date) -> DebtStatus {
        match self.state {
            DebtState::Open | DebtState::BeingPaid { .. } if today <= self.due_on => {
                DebtStatus::Unmatured
            }
            DebtState::Open | DebtState::BeingPaid { .. } => DebtStatus::Overdue,
            DebtState::Paid { .. } => DebtStatus::Paid,
            DebtState::WrittenOff { .. } => DebtStatus::WrittenOff,
        }
    }
}

/// What is owed, in parts. Each debt that is owed is in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// A payment is under way for it.
    pub pending: Money,
    /// It can be paid, and is overdue.
    pub overdue: Money,
    /// It can be paid, and its day is not over.
    pub unmatured: Money,
}

impl Owed {
    /// What is owed of some debts on a day.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when they do not add up to an amount of the currency.
    pub fn of<'a>(
        debts: impl IntoIterator<Item = &'a Debt>,
        currency: Currency,
        today: Date,
    ) -> Result<Self, MoneyError> {
        let none = Money::zero(currency);
        let mut owed = Self { pending: none, overdue: none, unmatured: none };
        for debt in debts {
            let part = match (&debt.state, debt.status_on(today)) {
                (DebtState::Paid { .. } | DebtState::WrittenOff { .. }, _) => continue,
                (DebtState::BeingPaid { .. }, _) => &mut owed.pending,
                (DebtState::Open, DebtStatus::Unmatured) => &mut owed.unmatured,
                (DebtState::Open, _) => &mut owed.overdue,
            };
            *part = part.checked_add(debt.amount)?;
        }
        Ok(owed)
    }

    /// What can be paid now.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when it is too large.
    pub fn payable(&self) -> Result<Money, MoneyError> {
        self.overdue.checked_add(self.unmatured)
    }
}
