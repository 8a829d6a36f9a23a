//! An order: services to renew for a period at a price, debts, or money to move, which can be paid for one day.
//!
//! The terms of an order never change once it is placed; only its state does:
//!
//! ```text
//! unpaid  -> paying     a payment was started
//! paying  -> unpaid     it was declined or never reached the gateway
//! paying  -> cancelled  the same, and the order's time was over meanwhile; or money could not be paid out
//! paying  -> settled    it was captured: services extended, bill written
//! unpaid  -> settled    paid from a balance we hold ourselves
//! unpaid  -> cancelled  not paid in time, replaced by another order, or taken back with what it was for
//! ```
//!
//! An order whose payment is in doubt stays `paying`, however long that takes: it neither expires nor can it be
//! paid a second time.

mod credit;
mod line;
mod place;
mod retraction;
mod state;
mod total;
mod withdraw;

pub use credit::{CreditOf, CreditRefusal, credit_terms};
pub(crate) use line::Renewal;
pub(crate) use place::renewal_terms;
pub use place::{
    PlaceRefusal, PlaceRequest, Placement, draft, place, place_once, renewable_periods,
};
pub use retraction::{RetractRefusal, WaiveRefusal};
pub use state::{CancelReason, OrderState, StateRefusal};
pub use total::{TaxPart, Totals};
pub use withdraw::{WithdrawRefusal, WithdrawRequest, Withdrawal, withdraw};

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};

use crate::engagement::Clause;
use crate::id::{DebtId, OrderId, ServiceId};
use crate::money::Money;
use crate::period::Period;
use crate::service::Quantity;
use crate::tax::Tax;
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
    /// What it is for.
    pub category: Category,
    /// The day of the calendar that placed it; none for an order of a customer.
    pub run_on: Option<Date>,
    /// One line for each service, and one for each fee.
    pub lines: Vec<Line>,
    /// What the lines add up to.
    pub totals: Totals,
    /// When the order was placed.
    pub placed_at: Timestamp,
    /// The instant from which it can no longer be paid.
    pub valid_until: Timestamp,
}

/// One position of an order: a service for a period, or a fee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The service; none where none is sold.
    pub service: Option<ServiceId>,
    /// The debt that it pays; none where it pays none.
    pub debt: Option<DebtId>,
    /// The service's name when the order was placed, or whatever else is sold.
    pub name: Name,
    /// What is sold, in words.
    pub description: Name,
    /// Units of the plan.
    pub quantity: Quantity,
    /// Net price of one unit, possibly finer than a cent.
    pub unit_price: Money,
    /// Net amount of the line, in whole minor units.
    pub amount: Money,
    /// The tax rate, and why it applies.
    pub tax: Tax,
    /// The time that is sold; none for a fee.
    pub term: Option<Term>,
    /// What it says about an engagement; most say nothing.
    pub clause: Option<Clause>,
}

/// A period of service that a line sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    /// How long.
    pub period: Period,
    /// The first day served: the service's expiry when the order was placed.
    pub starts_on: Date,
    /// The first day no longer served.
    pub ends_on: Date,
}

/// What an order is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// A renewal that the customer started.
    EarlyRenewal,
    /// A renewal that the calendar started.
    AutoRenew,
    /// Money for the prepaid account: held for the customer, and no sale.
    PrepaidCredit,
    /// Fidelity points.
    PointsCredit,
    /// Money of the prepaid account that goes back to its owner.
    Withdrawal,
    /// Debts that are paid: what was sold is billed already, so it is no sale.
    Debt,
}

impl Category {
    /// All categories.
    pub const ALL: [Self; 6] = [
        Self::EarlyRenewal,
        Self::AutoRenew,
        Self::PrepaidCredit,
        Self::PointsCredit,
        Self::Withdrawal,
        Self::Debt,
    ];

    /// The code under which the category is stored: for what is billed, the API's name of it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EarlyRenewal => "earlyrenewal",
            Self::AutoRenew => "autorenew",
            Self::PrepaidCredit => "prepaidCredit",
            Self::PointsCredit => "pointsCredit",
            Self::Withdrawal => "withdrawal",
            Self::Debt => "debt",
        }
    }

    /// Whether money goes to the customer: the total of such an order is below nothing.
    #[must_use]
    pub const fn pays_out(self) -> bool {
        matches!(self, Self::Withdrawal)
    }

    /// Whether the order is a sale, and so is billed when it is settled.
    #[must_use]
    pub const fn is_sale(self) -> bool {
        matches!(self, Self::EarlyRenewal | Self::AutoRenew)
    }

    /// Whether the prepaid account pays for it: for what was sold, now or before. No balance pays for a balance.
    #[must_use]
    pub const fn takes_prepaid(self) -> bool {
        self.is_sale() || matches!(self, Self::Debt)
    }

    /// The category with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

impl OrderTerms {
    /// Whether two orders sell the same: the same services for the same dates at the same price.
    #[must_use]
    pub fn sells_the_same(&self, other: &Self) -> bool {
        let sorted = |terms: &Self| {
            let mut lines = terms.lines.clone();
            lines.sort_by_key(|line| (line.service, line.debt, line.term.is_none()));
            lines
        };
        self.category == other.category
            && self.totals == other.totals
            && sorted(self) == sorted(other)
    }

    /// The services that the order renews, each with the time that it sells.
    pub fn renewals(&self) -> impl Iterator<Item = (ServiceId, Term)> {
        self.lines.iter().filter_map(|line| Some((line.service?, line.term?)))
    }

    /// The debts that the order pays, each with how much of the order is for it.
    pub fn debts(&self) -> impl Iterator<Item = (DebtId, Money)> {
        self.lines.iter().filter_map(|line| Some((line.debt?, line.amount)))
    }

    /// The periods that the order renews for, shortest first: one, if a customer placed it.
    #[must_use]
    pub fn periods(&self) -> Vec<Period> {
        let periods: BTreeSet<Period> = self.renewals().map(|(_, term)| term.period).collect();
        periods.into_iter().collect()
    }

    /// Whether a service is in the order.
    #[must_use]
    pub fn renews(&self, service: ServiceId) -> bool {
        self.lines.iter().any(|line| line.service == Some(service))
    }
}

#[cfg(test)]
mod tests;
