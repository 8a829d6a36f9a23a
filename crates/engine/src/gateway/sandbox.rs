//! The sandbox gateway: charges no money, and does what was ordered.
//!
//! For each payment method a list of outcomes can be ordered, one for each charge, payout or refund; after the list, and without
//! one, they are approved. The gateway keeps its own books in the database, so that they outlive a crash of
//! the server, as those of a real provider would.

use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use perennial_core::Money;
use perennial_core::payment::{Decline, Outcome};
use perennial_core::text::Name;
use perennial_store::{SandboxCharge, Store, StoreError, WriteSet};

use super::sandbox_reversal;
use super::{Charge, Notice, PaymentGateway, Payout, Refund, Reversal};

/// Notices told at once.
const NOTICES: i64 = 100;
/// Tries to enter a charge while others of the same method are entered.
const ATTEMPTS: usize = 20;

/// What a charge comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// It is approved.
    Approve,
    /// It is declined for now.
    DeclineSoft,
    /// It is declined for good.
    DeclineHard,
    /// No answer comes; asked later, it was approved.
    NoAnswerThenApprove,
    /// No answer comes; asked later, it was declined for now.
    NoAnswerThenDecline,
    /// It is approved, and that is told a second time without being asked.
    ApproveTwice,
}

/// A list that cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not an outcome of the sandbox gateway; outcomes are {}", Order::ALL.map(Order::word).join(", "))]
pub struct UnknownOutcome {
    /// The word that was given.
    pub word: String,
}

impl Order {
    /// All outcomes.
    pub const ALL: [Self; 6] = [
        Self::Approve,
        Self::DeclineSoft,
        Self::DeclineHard,
        Self::NoAnswerThenApprove,
        Self::NoAnswerThenDecline,
        Self::ApproveTwice,
    ];

    /// The word for the outcome.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::DeclineSoft => "declineSoft",
            Self::DeclineHard => "declineHard",
            Self::NoAnswerThenApprove => "noAnswerThenApprove",
            Self::NoAnswerThenDecline => "noAnswerThenDecline",
            Self::ApproveTwice => "approveTwice",
        }
    }

    /// Reads a list of words with commas between them.
    ///
    /// # Errors
    ///
    /// [`UnknownOutcome`] for the first word that is none.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, UnknownOutcome> {
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        words
            .map(|word| {
                let known = Self::ALL.into_iter().find(|order| order.word() == word);
                known.ok_or_else(|| UnknownOutcome { word: word.to_owned() })
            })
            .collect()
    }

    /// A list as it is stored.
    #[must_use]
    pub fn list(orders: &[Self]) -> String {
        orders.iter().map(|order| order.word()).collect::<Vec<_>>().join(",")
    }

    /// What is entered in the books, whether the charge is answered at once, and how many notices follow.
    const fn entry(self) -> (Entry, bool, i64) {
        match self {
            Self::Approve => (Entry::Captured, true, 0),
            Self::DeclineSoft => (Entry::DeclinedSoft, true, 0),
            Self::DeclineHard => (Entry::DeclinedHard, true, 0),
            Self::NoAnswerThenApprove => (Entry::Captured, false, 0),
            Self::NoAnswerThenDecline => (Entry::DeclinedSoft, false, 0),
            Self::ApproveTwice => (Entry::Captured, true, 1),
        }
    }
}

/// What the books say of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Captured,
    DeclinedSoft,
    DeclinedHard,
    Cancelled,
}

impl Entry {
    const fn code(self) -> &'static str {
        match self {
            Self::Captured => "captured",
            Self::DeclinedSoft => "declinedSoft",
            Self::DeclinedHard => "declinedHard",
            Self::Cancelled => "cancelled",
        }
    }

    pub(crate) fn of(charge: &SandboxCharge) -> Option<Self> {
        [Self::Captured, Self::DeclinedSoft, Self::DeclinedHard, Self::Cancelled]
            .into_iter()
            .find(|entry| entry.code() == charge.outcome)
    }
}

/// The gateway.
#[derive(Debug)]
pub struct SandboxGateway {
    store: Arc<Store>,
}

impl SandboxGateway {
    /// A gateway with its books in a store.
    #[must_use]
    pub const fn new(store: Arc<Store>) -> Self {
        Self { store }
    }

    async fn try_charge(&self, charge: &Charge) -> Result<Outcome, StoreError> {
        for _ in 0..ATTEMPTS {
            let (number, order) = self.next_order(charge).await?;
            let (entry, answered, notices) = order.entry();
            match self.enter(charge, number, entry, notices).await {
                Ok(made) if answered => return Ok(outcome(&made)),
                Ok(_) => return Ok(Outcome::NoAnswer),
                // The key was used before, or its number was taken by another charge in this very moment.
                Err(StoreError::Duplicate { .. }) => {
                    let made = self.store.sandbox_charge(charge.account, charge.payment).await?;
                    if let Some(made) = made {
                        return Ok(outcome(&made));
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Outcome::NoAnswer)
    }

    /// What was ordered for the next charge of a method, and its number, which matters only where something was.
    async fn next_order(&self, charge: &Charge) -> Result<(Option<i64>, Order), StoreError> {
        let orders = self.store.sandbox_outcomes(charge.account, charge.method).await?;
        let Some(orders) = orders else { return Ok((None, Order::Approve)) };
        let orders = Order::parse_list(&orders).unwrap_or_default();
        let count = self.store.sandbox_charge_count(charge.account, charge.method).await?;
        let order = usize::try_from(count).ok().and_then(|index| orders.get(index));
        Ok((Some(count.saturating_add(1)), order.copied().unwrap_or(Order::Approve)))
    }

    async fn try_settle(&self, charge: &Charge) -> Result<Outcome, StoreError> {
        loop {
            if let Some(made) = self.store.sandbox_charge(charge.account, charge.payment).await? {
                return Ok(outcome(&made));
            }
            match self.enter(charge, None, Entry::Cancelled, 0).await {
                // It was charged in this very moment: its outcome counts.
                Err(StoreError::Duplicate { .. }) => {}
                done => return done.map(|cancelled| outcome(&cancelled)),
            }
        }
    }

    /// Gives back what was charged, and no more of it than that. What was not charged is not given back.
    async fn try_refund(&self, refund: &Refund) -> Result<Outcome, StoreError> {
        let Refund { account, payment, charge, method, kind, amount } = *refund;
        if let Some(made) = self.store.sandbox_charge(account, payment).await? {
            return Ok(outcome(&made));
        }
        let entered = as_charge(&Payout { account, payment, method, kind, amount });
        let charged = self.store.sandbox_charge(account, charge).await?;
        let covers = |made: &SandboxCharge| {
            Entry::of(made) == Some(Entry::Captured) && made.amount.ucents() >= amount.ucents()
        };
        if charged.as_ref().is_some_and(covers) {
            return self.try_charge(&entered).await;
        }
        match self.enter(&entered, None, Entry::DeclinedHard, 0).await {
            Err(StoreError::Duplicate { .. }) => {
                let made = self.store.sandbox_charge(account, payment).await?;
                Ok(made.as_ref().map_or(Outcome::NoAnswer, outcome))
            }
            made => made.map(|made| outcome(&made)),
        }
    }

    async fn enter(
        &self,
        charge: &Charge,
        charge_no: Option<i64>,
        entry: Entry,
        notices: i64,
    ) -> Result<SandboxCharge, StoreError> {
        let made = SandboxCharge {
            account: charge.account,
            payment: charge.payment,
            method: charge.method,
            charge_no,
            amount: charge.amount,
            outcome: entry.code().to_owned(),
            notices,
        };
        let mut set = WriteSet::without_account();
        set.insert_sandbox_charge(&made);
        self.store.commit(set).await?;
        Ok(made)
    }
}

fn outcome(charge: &SandboxCharge) -> Outcome {
    match Entry::of(charge) {
        Some(Entry::Captured) => Outcome::Captured {
            reference: Name::parse(&format!("SANDBOX-{}", charge.payment)).ok(),
        },
        Some(Entry::DeclinedSoft) => Outcome::Declined(Decline::Soft),
        Some(Entry::DeclinedHard) => Outcome::Declined(Decline::Hard),
        Some(Entry::Cancelled) => Outcome::Voided,
        None => Outcome::NoAnswer,
    }
}

/// A payout as the books have it: a charge of less than nothing.
fn as_charge(payout: &Payout) -> Charge {
    let Payout { account, payment, method, kind, amount } = *payout;
    let amount = Money::from_ucents(amount.ucents().saturating_neg(), amount.currency());
    Charge { account, payment, method, kind, amount }
}

/// Books that cannot be read or written are a gateway that does not answer.
fn or_silence(result: Result<Outcome, StoreError>) -> Outcome {
    result.unwrap_or_else(|error| {
        tracing::warn!(%error, "the sandbox gateway cannot use its books");
        Outcome::NoAnswer
    })
}

impl PaymentGateway for SandboxGateway {
    fn charge<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome> {
        self.try_charge(charge).map(or_silence).boxed()
    }

    fn settle<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome> {
        self.try_settle(charge).map(or_silence).boxed()
    }

    fn pay_out<'a>(&'a self, payout: &'a Payout) -> BoxFuture<'a, Outcome> {
        async { or_silence(self.try_charge(&as_charge(payout)).await) }.boxed()
    }

    fn settle_payout<'a>(&'a self, payout: &'a Payout) -> BoxFuture<'a, Outcome> {
        async { or_silence(self.try_settle(&as_charge(payout)).await) }.boxed()
    }

    fn refund<'a>(&'a self, refund: &'a Refund) -> BoxFuture<'a, Outcome> {
        self.try_refund(refund).map(or_silence).boxed()
    }

    fn notices(&self) -> BoxFuture<'_, Vec<Notice>> {
        async {
            let waiting = self.store.sandbox_notices(NOTICES).await.unwrap_or_default();
            let notice = |charge: &SandboxCharge| Notice {
                account: charge.account,
                payment: charge.payment,
                outcome: outcome(charge),
            };
            waiting.iter().map(notice).collect()
        }
        .boxed()
    }

    fn acknowledge<'a>(&'a self, notice: &'a Notice) -> BoxFuture<'a, ()> {
        async move {
            let known = self.store.sandbox_charge(notice.account, notice.payment).await;
            let Ok(Some(charge)) = known else { return };
            let told = SandboxCharge { notices: charge.notices.saturating_sub(1), ..charge };
            let mut set = WriteSet::without_account();
            set.set_sandbox_outcome(&told.outcome, &told);
            if let Err(error) = self.store.commit(set).await {
                tracing::warn!(%error, "a notice will be told again");
            }
        }
        .boxed()
    }

    fn reversals<'a>(&'a self, after: Option<&'a Name>) -> BoxFuture<'a, Vec<Reversal>> {
        sandbox_reversal::told(&self.store, after).boxed()
    }

    fn acknowledge_reversal<'a>(&'a self, reversal: &'a Reversal) -> BoxFuture<'a, ()> {
        sandbox_reversal::acknowledge(&self.store, reversal).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_they_are_written() {
        let all = Order::list(&Order::ALL);
        assert_eq!(Order::parse_list(&all), Ok(Order::ALL.to_vec()));
        assert_eq!(
            Order::parse_list(" approve , ,declineSoft "),
            Ok(vec![Order::Approve, Order::DeclineSoft])
        );
        assert_eq!(Order::parse_list(""), Ok(vec![]));
        assert_eq!(
            Order::parse_list("approve,reject").unwrap_err().to_string(),
            "`reject` is not an outcome of the sandbox gateway; outcomes are approve, declineSoft, \
             declineHard, noAnswerThenApprove, noAnswerThenDecline, approveTwice"
        );
    }
}
