//! A debt: what was paid for an order, and was taken back by the payer's bank afterwards.
//!
//! What the order brought stays: a service that was extended remains so, and its bill stands. The customer owes the
//! amount, and pays it with an order of its own, which pays one debt or several:
//!
//! ```text
//! open       -> being paid    a payment of an order for it was started
//! being paid -> open          that payment failed
//! being paid -> paid          it was captured
//! open       -> paid          the same, from a balance we hold ourselves
//! open       -> written off   we do not expect it any more
//! ```
//!
//! Several orders may be for the same debt. It waits for one payment at a time, and a payment is not started unless
//! every debt of its order is open: so no debt is ever paid twice.

mod order;
mod standing;

pub(crate) use order::check_open;
pub use order::debt_terms;
pub use order::{hold, pay_off, release};
pub use standing::{DebtStatus, Owed};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::id::{DebtId, LedgerTransactionId, OrderId, PaymentId};
use crate::ledger::{Entry, LedgerAccount, Transaction, Unbalanced};
use crate::limits::DEBT_DUE_DAYS;
use crate::means::Means;
use crate::money::{Money, MoneyError};
use crate::payment::{Payment, PaymentState};
use crate::step::Step;
use crate::text::{Name, TextError};
use crate::time::Now;

/// A debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// Its id.
    pub id: DebtId,
    /// The order that was paid.
    pub order: OrderId,
    /// The payment that was taken back.
    pub payment: PaymentId,
    /// The gateway's id of the reversal. There is one debt for each.
    pub reversal: Name,
    /// How much was taken back: what is owed until it is paid or written off.
    pub amount: Money,
    /// When we learned it.
    pub at: Timestamp,
    /// The last day on which it is paid in time; after it, it is overdue.
    pub due_on: Date,
    /// What has become of it.
    pub state: DebtState,
}

/// What has become of a debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DebtState {
    /// It is owed.
    Open,
    /// It is owed, and a payment of an order for it has no outcome yet.
    BeingPaid {
        /// The order.
        order: OrderId,
    },
    /// It was paid.
    Paid {
        /// The order.
        order: OrderId,
        /// When.
        at: Timestamp,
    },
    /// It was given up.
    WrittenOff {
        /// When.
        at: Timestamp,
        /// Why.
        reason: Name,
    },
}

impl DebtState {
    /// The code under which the state is stored.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::BeingPaid { .. } => "beingPaid",
            Self::Paid { .. } => "paid",
            Self::WrittenOff { .. } => "writtenOff",
        }
    }

    /// Whether it is owed.
    #[must_use]
    pub const fn is_owed(&self) -> bool {
        matches!(self, Self::Open | Self::BeingPaid { .. })
    }
}

/// Why a debt is not paid or written off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DebtRefusal {
    /// Nothing is owed.
    #[error("Nothing to pay")]
    NothingToPay,
    /// It was paid.
    #[error("debt {debt} was paid by order {order}: nothing of it is left to pay")]
    Paid {
        /// The debt.
        debt: DebtId,
        /// The order that paid it.
        order: OrderId,
    },
    /// It was given up.
    #[error("debt {debt} was written off at {at}: nothing of it is left to pay")]
    WrittenOff {
        /// The debt.
        debt: DebtId,
        /// When.
        at: Timestamp,
    },
    /// A payment for it is under way.
    #[error("debt {debt} is in order {order}, which is being paid; wait for its outcome")]
    BeingPaid {
        /// The debt.
        debt: DebtId,
        /// The order.
        order: OrderId,
    },
    /// An order is for a debt that is not there, or does not wait for it.
    #[error("debt {debt} does not wait for order {order}")]
    OtherOrder {
        /// The debt.
        debt: DebtId,
        /// The order.
        order: OrderId,
    },
    /// The amounts do not add up to one that can be charged.
    #[error(transparent)]
    Amount(#[from] MoneyError),
    /// A text of the order cannot be.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// Why nothing is owed although a gateway says that a payment was taken back. All of these are for people to look at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReversalRefusal {
    /// There was no money to take back.
    #[error(
        "payment {payment} is {state}, and is said to have been taken back ({reversal}): ask the payment provider"
    )]
    NotCaptured {
        /// The payment.
        payment: PaymentId,
        /// Its state.
        state: &'static str,
        /// The gateway's id of the reversal.
        reversal: Name,
    },
    /// The gateway has not charged it.
    #[error(
        "payment {payment} was no charge of a gateway, and is said to have been taken back ({reversal}): ask the payment provider"
    )]
    NotCharged {
        /// The payment.
        payment: PaymentId,
        /// The gateway's id of the reversal.
        reversal: Name,
    },
    /// More was taken back than was paid, or nothing.
    #[error(
        "{taken} of payment {payment} is said to have been taken back ({reversal}), which was of {paid}: ask the payment provider"
    )]
    Amount {
        /// The payment.
        payment: PaymentId,
        /// What was paid.
        paid: Money,
        /// What is said to have been taken back.
        taken: Money,
        /// The gateway's id of the reversal.
        reversal: Name,
    },
    /// It was taken back before.
    #[error(
        "payment {payment} was taken back before (debt {debt}), and is said to have been once more ({reversal}): ask the payment provider"
    )]
    Twice {
        /// The payment.
        payment: PaymentId,
        /// The debt that came of the first time.
        debt: DebtId,
        /// The gateway's id of the reversal.
        reversal: Name,
    },
}

/// What comes of a reversal: a debt, or nothing if it is known already. `debts` are those of the account.
///
/// # Errors
///
/// [`ReversalRefusal`] when it does not fit the payment.
pub fn take_back(
    payment: &Payment,
    (reversal, amount): (&Name, Money),
    debts: &[Debt],
    id: DebtId,
    now: Now,
) -> Result<Step<Debt>, ReversalRefusal> {
    if debts.iter().any(|debt| debt.reversal == *reversal) {
        return Ok(Step::Unchanged);
    }
    let (of, paid, reversal) = (payment.id, payment.amount, reversal.clone());
    if !matches!(payment.state, PaymentState::Captured { .. }) {
        let state = payment.state.code();
        return Err(ReversalRefusal::NotCaptured { payment: of, state, reversal });
    }
    if !matches!(payment.means, Means::Method(..)) || paid.is_negative() {
        return Err(ReversalRefusal::NotCharged { payment: of, reversal });
    }
    let fits = amount.currency() == paid.currency()
        && (1..=paid.ucents()).contains(&amount.ucents())
        && amount.is_whole_minor_units();
    if !fits {
        return Err(ReversalRefusal::Amount { payment: of, paid, taken: amount, reversal });
    }
    if let Some(before) = debts.iter().find(|debt| debt.payment == of) {
        return Err(ReversalRefusal::Twice { payment: of, debt: before.id, reversal });
    }
    Ok(Step::Changed(Debt {
        id,
        order: payment.order,
        payment: of,
        reversal,
        amount,
        at: now.at,
        due_on: now.today.saturating_add(jiff::Span::new().days(DEBT_DUE_DAYS)),
        state: DebtState::Open,
    }))
}

impl Debt {
    /// What its reversal does to the books: the gateway has the money no more, the customer owes it.
    ///
    /// # Errors
    ///
    /// [`Unbalanced`] when the amount does not fit.
    pub fn posting(
        &self,
        means: Means,
        id: LedgerTransactionId,
    ) -> Result<Transaction, Unbalanced> {
        let from = match means {
            Means::Method(_, kind) => LedgerAccount::Clearing(kind),
            Means::Prepaid => LedgerAccount::Prepaid,
            Means::Fidelity => LedgerAccount::Fidelity,
        };
        self.moved(from, LedgerAccount::Receivable, id)
    }

    /// The debt once we do not expect it any more, and what that does to the books: it is a loss.
    ///
    /// # Errors
    ///
    /// [`DebtRefusal`] when it is not open.
    pub fn written_off(
        self,
        reason: Name,
        at: Timestamp,
        id: LedgerTransactionId,
    ) -> Result<(Self, Transaction), WriteOffError> {
        self.check_open()?;
        let posting = self.moved(LedgerAccount::Receivable, LedgerAccount::Loss, id)?;
        Ok((Self { state: DebtState::WrittenOff { at, reason }, ..self }, posting))
    }

    /// Whether it can be paid or written off.
    pub(crate) fn check_open(&self) -> Result<(), DebtRefusal> {
        let debt = self.id;
        match self.state {
            DebtState::Open => Ok(()),
            DebtState::BeingPaid { order } => Err(DebtRefusal::BeingPaid { debt, order }),
            DebtState::Paid { order, .. } => Err(DebtRefusal::Paid { debt, order }),
            DebtState::WrittenOff { at, .. } => Err(DebtRefusal::WrittenOff { debt, at }),
        }
    }

    fn moved(
        &self,
        from: LedgerAccount,
        to: LedgerAccount,
        id: LedgerTransactionId,
    ) -> Result<Transaction, Unbalanced> {
        let given = Entry { account: from, amount: self.amount.checked_neg()? };
        Transaction::try_new(id, [Entry { account: to, amount: self.amount }, given])
    }
}

/// Why a debt is not written off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteOffError {
    /// It is not open.
    #[error(transparent)]
    Debt(#[from] DebtRefusal),
    /// The books would not balance.
    #[error(transparent)]
    Unbalanced(#[from] Unbalanced),
}

#[cfg(test)]
mod tests;
