//! The plan of one day for one account.

use jiff::civil::Date;

use super::planner::Planner;
use super::{Finding, Holder, Notice};
use crate::id::OrderId;
use crate::means::Means;
use crate::money::{Money, MoneyError};
use crate::order::Order;
use crate::service::ServiceChange;
use crate::time::Now;

/// Everything that is to happen to an account on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPlan {
    /// The day.
    pub day: Date,
    /// The order that is to be placed, for everything that is to be renewed.
    pub order: Option<Order>,
    /// Orders that can no longer be paid as they are, because something of them was renewed otherwise.
    pub superseded: Vec<OrderId>,
    /// Orders that are to be paid, the new one among them.
    pub charges: Vec<Charge>,
    /// What changes about services. What a charge brings about is not among it.
    pub changes: Vec<ServiceChange>,
    /// What the customer is told.
    pub notices: Vec<Notice>,
    /// What was found, service by service.
    pub findings: Vec<Finding>,
}

/// An order that is to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The order.
    pub order: OrderToPay,
    /// What it is to be paid with.
    pub means: Means,
    /// How much.
    pub amount: Money,
}

/// Which order is to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderToPay {
    /// The one that the plan places.
    New(OrderId),
    /// One that was placed before.
    Standing(OrderId),
}

impl OrderToPay {
    /// The order.
    #[must_use]
    pub const fn id(self) -> OrderId {
        match self {
            Self::New(id) | Self::Standing(id) => id,
        }
    }
}

/// Plans a day for an account: everything that is due on it, in one go.
///
/// `now` is when it is done: whether a card has expired is a question of today, not of the day that is made up for.
/// `id` is that of the order, if one is needed.
///
/// # Errors
///
/// [`MoneyError`] when the amounts do not add up to one that can be charged.
pub fn plan_day(
    holder: &Holder<'_>,
    day: Date,
    now: Now,
    id: OrderId,
) -> Result<DayPlan, MoneyError> {
    let mut planner = Planner::new(holder, day, now);
    for group in holder.groups {
        planner.review(group);
    }
    planner.pay_standing();
    planner.place(id)?;
    Ok(planner.finish())
}
