//! An order: services to renew for a period at a price, which can be paid for one day.
//!
//! The terms of an order never change once it is placed; only its state does:
//!
//! ```text
//! unpaid  -> paying     a payment was started
//! paying  -> unpaid     it was declined or never reached the gateway
//! paying  -> cancelled  the same, and the order's time was over meanwhile
//! paying  -> settled    it was captured: services extended, bill written
//! unpaid  -> settled    paid from a balance we hold ourselves
//! unpaid  -> cancelled  not paid in time
//! ```
//!
//! An order whose payment is in doubt stays `paying`, however long that takes: it neither expires nor can it be
//! paid a second time.

mod place;
mod state;
mod total;

pub use place::{PlaceRefusal, PlaceRequest, Placement, draft, place, renewable_periods};
pub use state::{CancelReason, OrderState, StateRefusal};
pub use total::{TaxPart, Totals};

use jiff::{Timestamp, civil::Date};

use crate::id::{OrderId, ServiceId};
use crate::money::Money;
use crate::period::Period;
use crate::service::Quantity;
use crate::tax::TaxRate;
use crate::text::Name;

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// What is ordered. Never changes.
    pub terms: OrderTerms,
    /// How far it has come.
    pub state: OrderState,
}

/// What is ordered, at what price, until when. A dry run answers these without an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderTerms {
    /// Who started the renewal.
    pub category: Category,
    /// The period that every line is renewed for.
    pub period: Period,
    /// One line for each service.
    pub lines: Vec<Line>,
    /// What the lines add up to.
    pub totals: Totals,
    /// When the order was placed.
    pub placed_at: Timestamp,
    /// The instant from which it can no longer be paid.
    pub valid_until: Timestamp,
}

/// One service of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The service.
    pub service: ServiceId,
    /// The service's name when the order was placed.
    pub name: Name,
    /// What is sold, in words.
    pub description: Name,
    /// Units of the plan.
    pub quantity: Quantity,
    /// Net price of one unit, possibly finer than a cent.
    pub unit_price: Money,
    /// Net amount of the line, in whole minor units.
    pub amount: Money,
    /// The tax rate.
    pub tax_rate: TaxRate,
    /// The first day served: the service's expiry when the order was placed.
    pub starts_on: Date,
    /// The first day no longer served.
    pub ends_on: Date,
}

/// Who started a renewal: the API's categories of bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The customer.
    EarlyRenewal,
    /// The calendar.
    AutoRenew,
}

impl Category {
    /// The API's name of the category.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EarlyRenewal => "earlyrenewal",
            Self::AutoRenew => "autorenew",
        }
    }

    /// The category with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::EarlyRenewal, Self::AutoRenew].into_iter().find(|category| category.code() == code)
    }
}

impl OrderTerms {
    /// Whether two orders sell the same: the same services for the same dates at the same price.
    #[must_use]
    pub fn sells_the_same(&self, other: &Self) -> bool {
        let sorted = |terms: &Self| {
            let mut lines = terms.lines.clone();
            lines.sort_by_key(|line| line.service);
            lines
        };
        self.category == other.category
            && self.period == other.period
            && self.totals == other.totals
            && sorted(self) == sorted(other)
    }

    /// Whether a service is in the order.
    #[must_use]
    pub fn renews(&self, service: ServiceId) -> bool {
        self.lines.iter().any(|line| line.service == service)
    }
}

#[cfg(test)]
mod tests;
