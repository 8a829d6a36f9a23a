//! Withdrawing from a purchase within its first days, which the law grants for what is new.
//!
//! Everything that is ordered here goes on with something that is there: no order has that right, and its customer is told
//! what there is instead. Nothing is decided here that would change an order.

use jiff::Timestamp;

use crate::id::OrderId;

use super::{Category, Order, OrderState};

/// Why an order is not withdrawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RetractRefusal {
    /// It is not paid yet.
    #[error(
        "order {order} is not paid, so there is nothing to withdraw from: leave it unpaid, and it lapses at {valid_until}"
    )]
    Unpaid {
        /// The order.
        order: OrderId,
        /// When its time is over.
        valid_until: Timestamp,
    },
    /// It is being paid.
    #[error("order {order} is being paid; wait for the outcome, its status tells it")]
    BeingPaid {
        /// The order.
        order: OrderId,
    },
    /// It was cancelled.
    #[error(
        "order {order} was cancelled at {at} and nothing of it was paid: there is nothing to withdraw from"
    )]
    Cancelled {
        /// The order.
        order: OrderId,
        /// When.
        at: Timestamp,
    },
    /// It renews what the customer had before.
    #[error(
        "order {order} renews services, and only the first purchase of a service can be withdrawn from: its retractionDate is null. End the services instead (terminate), or set them to be renewed no more"
    )]
    Renewal {
        /// The order.
        order: OrderId,
    },
    /// It put money on the prepaid account.
    #[error(
        "order {order} put money on the prepaid account, and its retractionDate is null. What is left of it is yours: have it paid to a bank account instead (retrieveMoney)"
    )]
    PrepaidCredit {
        /// The order.
        order: OrderId,
    },
    /// It bought fidelity points.
    #[error(
        "order {order} bought fidelity points, and its retractionDate is null. Points are not taken back; pay renewals with them instead"
    )]
    PointsCredit {
        /// The order.
        order: OrderId,
    },
    /// It paid money out.
    #[error(
        "order {order} paid money of the prepaid account to its owner, and its retractionDate is null. Order a credit to have it there again"
    )]
    Withdrawal {
        /// The order.
        order: OrderId,
    },
    /// It paid what was owed.
    #[error(
        "order {order} paid what was owed for earlier orders, and its retractionDate is null. Who was charged wrongly asks the seller for a refund"
    )]
    Debt {
        /// The order.
        order: OrderId,
    },
}

/// Why the right to withdraw from an order is not waived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WaiveRefusal {
    /// There is no such right.
    #[error(
        "there is no right to withdraw from order {order} that could be waived: its retractionDate is null. Nothing has to be done, what it orders is delivered once it is paid"
    )]
    NoRight {
        /// The order.
        order: OrderId,
    },
}

impl Order {
    /// Why the customer does not withdraw from the order.
    #[must_use]
    pub const fn retract(&self) -> RetractRefusal {
        let order = self.id;
        match (self.state, self.terms.category) {
            (OrderState::Unpaid, _) => {
                RetractRefusal::Unpaid { order, valid_until: self.terms.valid_until }
            }
            (OrderState::Paying { .. }, _) => RetractRefusal::BeingPaid { order },
            (OrderState::Cancelled { at, .. }, _) => RetractRefusal::Cancelled { order, at },
            (OrderState::Settled { .. }, category) => match category {
                Category::EarlyRenewal | Category::AutoRenew => RetractRefusal::Renewal { order },
                Category::PrepaidCredit => RetractRefusal::PrepaidCredit { order },
                Category::PointsCredit => RetractRefusal::PointsCredit { order },
                Category::Withdrawal => RetractRefusal::Withdrawal { order },
                Category::Debt => RetractRefusal::Debt { order },
            },
        }
    }

    /// Why the customer does not waive the right to withdraw from the order.
    #[must_use]
    pub const fn waive_retraction(&self) -> WaiveRefusal {
        WaiveRefusal::NoRight { order: self.id }
    }
}
