//! Reversals of the sandbox gateway: charges that it was ordered to take back.
//!
//! What it has taken back stands in its books until it was acknowledged, and afterwards too.

use perennial_core::means::Means;
use perennial_core::text::Name;
use perennial_core::{AccountId, OrderId, Payment, PaymentId, PaymentMethodId};
use perennial_store::{SandboxReversal, Store, StoreError, WriteSet};

use super::Reversal;
use super::sandbox::Entry;

/// Reversals told at once.
const REVERSALS: i64 = 100;

/// Why the sandbox gateway takes nothing back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTakenBack {
    /// The order has not been paid.
    #[error("order {order} is not paid: there is nothing to take back")]
    NotPaid {
        /// The order.
        order: OrderId,
    },
    /// It was paid with something else.
    #[error(
        "order {order} was not paid with payment method {method}: name the one that was charged"
    )]
    OtherMeans {
        /// The order.
        order: OrderId,
        /// The method that was named.
        method: PaymentMethodId,
    },
    /// The gateway has not charged it, as far as its books say; or it was a payout.
    #[error("the sandbox gateway has charged nothing for order {order}")]
    NotCharged {
        /// The order.
        order: OrderId,
    },
    /// It was taken back before.
    #[error("the payment of order {order} was taken back before")]
    Before {
        /// The order.
        order: OrderId,
    },
}

/// What can be taken back of a payment with a method: all of it, once.
pub(crate) async fn order(
    store: &Store,
    account: AccountId,
    payment: &Payment,
    method: PaymentMethodId,
) -> Result<Result<SandboxReversal, NotTakenBack>, StoreError> {
    let order = payment.order;
    if !matches!(payment.means, Means::Method(charged, _) if charged == method) {
        return Ok(Err(NotTakenBack::OtherMeans { order, method }));
    }
    let charge = store.sandbox_charge(account, payment.id).await?;
    let charge = charge
        .filter(|charge| Entry::of(charge) == Some(Entry::Captured) && charge.amount.ucents() > 0);
    let id = id(account, payment.id);
    let Some((charge, reversal)) = charge.zip(id) else {
        return Ok(Err(NotTakenBack::NotCharged { order }));
    };
    let (payment, amount) = (payment.id, charge.amount);
    let made = SandboxReversal { account, payment, reversal, amount, is_acknowledged: false };
    let mut set = WriteSet::without_account();
    set.insert_sandbox_reversal(&made);
    match store.commit(set).await {
        Err(StoreError::Duplicate { .. }) => Ok(Err(NotTakenBack::Before { order })),
        done => done.map(|()| Ok(made)),
    }
}

fn id(account: AccountId, payment: PaymentId) -> Option<Name> {
    Name::parse(&format!("SANDBOX-R-{account}-{payment}")).ok()
}

pub(super) async fn told(store: &Store, after: Option<&Name>) -> Vec<Reversal> {
    let after = after.map_or("", Name::as_str);
    let untold = store.untold_sandbox_reversals(after, REVERSALS).await;
    let untold = untold.unwrap_or_else(|error| {
        tracing::warn!(%error, "the sandbox gateway cannot read its books");
        Vec::new()
    });
    let reversal = |one: SandboxReversal| Reversal {
        id: one.reversal,
        account: one.account,
        payment: one.payment,
        amount: one.amount,
    };
    untold.into_iter().map(reversal).collect()
}

pub(super) async fn acknowledge(store: &Store, reversal: &Reversal) {
    let mut set = WriteSet::without_account();
    set.acknowledge_sandbox_reversal(reversal.account, reversal.payment);
    if let Err(error) = store.commit(set).await {
        tracing::warn!(%error, "a reversal will be told again");
    }
}
