//! Payment gateways: who charges registered payment methods, and pays money back to them.
//!
//! A gateway is the outside world: it may be slow, silent, or say a thing twice. The engine relies on two
//! promises only, which every serious payment provider makes. A charge is made at most once under one key, however
//! often it is asked for. And a charge that the gateway has not seen can be made impossible, so that what is
//! unknown can always be settled.

pub mod sandbox;
pub(crate) mod sandbox_reversal;

pub use sandbox_reversal::NotTakenBack;

use std::fmt::Debug;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use perennial_core::means::MethodKind;
use perennial_core::payment::{Decline, Outcome};
use perennial_core::text::Name;
use perennial_core::{AccountId, Money, PaymentId, PaymentMethodId};

/// What is to be charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// Whose payment it is.
    pub account: AccountId,
    /// The payment, whose id is the key of the charge.
    pub payment: PaymentId,
    /// The method to charge.
    pub method: PaymentMethodId,
    /// What kind of method it is.
    pub kind: MethodKind,
    /// How much, in whole minor units, more than nothing.
    pub amount: Money,
}

/// What is to be paid to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payout {
    /// Whose payment it is.
    pub account: AccountId,
    /// The payment, whose id is the key of the payout.
    pub payment: PaymentId,
    /// The method to pay to.
    pub method: PaymentMethodId,
    /// What kind of method it is.
    pub kind: MethodKind,
    /// How much, in whole minor units, more than nothing.
    pub amount: Money,
}

/// What is to be given back of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refund {
    /// Whose payment it is.
    pub account: AccountId,
    /// The refund, whose id is its key.
    pub payment: PaymentId,
    /// The payment that was charged.
    pub charge: PaymentId,
    /// The method that was charged.
    pub method: PaymentMethodId,
    /// What kind of method it is.
    pub kind: MethodKind,
    /// How much, in whole minor units, more than nothing.
    pub amount: Money,
}

/// Something that a gateway tells without being asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Whose payment it is about.
    pub account: AccountId,
    /// The payment.
    pub payment: PaymentId,
    /// What became of it.
    pub outcome: Outcome,
}

/// A charge that the payer's bank, or the payer, has taken back after it was captured.
///
/// It is told until it is acknowledged, and known by its id: so a look that is repeated, or broken off, neither loses one
/// nor counts one twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reversal {
    /// The gateway's id of it.
    pub id: Name,
    /// Whose payment was taken back.
    pub account: AccountId,
    /// The payment.
    pub payment: PaymentId,
    /// How much of it: more than nothing, and no more than was charged.
    pub amount: Money,
}

/// Charges payment methods and pays to them. Everything it answers may be [`Outcome::NoAnswer`].
pub trait PaymentGateway: Debug + Send + Sync {
    /// Charges a method under the key of a payment. A repeat is answered with the outcome of the first.
    fn charge<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome>;

    /// What became of a charge. One that the gateway has not seen will never happen after this: it is
    /// [`Outcome::Voided`].
    fn settle<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome>;

    /// Pays money to a method under the key of a payment: a transfer to a bank account. A repeat is answered with the
    /// outcome of the first; [`Outcome::Captured`] means that the money has left. A gateway that can only charge refuses.
    fn pay_out<'a>(&'a self, payout: &'a Payout) -> BoxFuture<'a, Outcome> {
        let _ = payout;
        std::future::ready(Outcome::Declined(Decline::Hard)).boxed()
    }

    /// What became of a payout. One that the gateway has not seen will never happen after this.
    fn settle_payout<'a>(&'a self, payout: &'a Payout) -> BoxFuture<'a, Outcome> {
        let _ = payout;
        std::future::ready(Outcome::Declined(Decline::Hard)).boxed()
    }

    /// Gives back a part of a charge, or all of it, under the key of a refund. A repeat is answered with the outcome of the
    /// first, so a refund of which nothing is known is asked for again; [`Outcome::Captured`] means that the money has left.
    /// A gateway that gives nothing back refuses.
    fn refund<'a>(&'a self, refund: &'a Refund) -> BoxFuture<'a, Outcome> {
        let _ = refund;
        std::future::ready(Outcome::Declined(Decline::Hard)).boxed()
    }

    /// Notices that have not been acknowledged, a bounded number of them.
    fn notices(&self) -> BoxFuture<'_, Vec<Notice>>;

    /// Says that a notice was understood and need not be told again.
    fn acknowledge<'a>(&'a self, notice: &'a Notice) -> BoxFuture<'a, ()>;

    /// Reversals that have not been acknowledged and whose ids come after one, in the order of their ids, a bounded number
    /// of them; none when there are no more. A gateway whose charges are final has none.
    fn reversals<'a>(&'a self, after: Option<&'a Name>) -> BoxFuture<'a, Vec<Reversal>> {
        let _ = after;
        std::future::ready(Vec::new()).boxed()
    }

    /// Says that a reversal was entered in our books and need not be told again.
    fn acknowledge_reversal<'a>(&'a self, reversal: &'a Reversal) -> BoxFuture<'a, ()> {
        let _ = reversal;
        std::future::ready(()).boxed()
    }
}

/// How long a gateway may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// The answer of a gateway, if it comes in time.
pub(crate) async fn answer_within<T>(answer: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(ANSWER_WITHIN, answer).await.ok()
}
