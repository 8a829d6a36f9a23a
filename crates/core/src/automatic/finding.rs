//! What a day has come to for one service, in words that stand in the journal.

use std::fmt;

use jiff::civil::Date;

use crate::id::{OrderId, ServiceId};
use crate::money::Money;
use crate::period::Period;
use crate::service::Obstacle;

/// What the calendar found about a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The service.
    pub service: ServiceId,
    /// What was found.
    pub found: Found,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is ordered for another period.
    Renew {
        /// The period.
        period: Period,
        /// The expiry it will have.
        until: Date,
        /// The net amount.
        amount: Money,
    },
    /// Its order is paid again.
    PayAgain {
        /// The order.
        order: OrderId,
    },
    /// It should be renewed, and is not.
    NotRenewed(WhyNot),
    /// Its holder is told of the renewal, or of the expiry, to come.
    Noticed {
        /// Days before the expiry.
        days: u16,
    },
    /// It is out of service.
    Suspended {
        /// Until when it can be renewed.
        delete_on: Date,
    },
    /// It is gone.
    Deleted {
        /// Whether its holder had ended it.
        ended: bool,
    },
    /// There is nothing to do before a day.
    Nothing {
        /// The day.
        until: Option<Date>,
    },
}

/// Why a service that should be renewed is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// It cannot be.
    Obstacle(Obstacle),
    /// It has no period, and its plan has no price in the account's currency.
    NoPeriod,
    /// An order that renews it is being paid, and its outcome is not known yet.
    BeingPaid(OrderId),
    /// Nothing that could pay it is left.
    NoMeans,
    /// Everything that could pay was declined.
    Declined,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.service, self.found)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Renew { period, until, amount } => {
                write!(f, "to renew for {period} until {until}, {amount} net")
            }
            Self::PayAgain { order } => write!(f, "order {order} is paid again"),
            Self::NotRenewed(why) => write!(f, "not renewed because {why}"),
            Self::Noticed { days: 1 } => f.write_str("noticed 1 day before its expiry"),
            Self::Noticed { days } => write!(f, "noticed {days} days before its expiry"),
            Self::Suspended { delete_on } => write!(f, "suspended, to be deleted on {delete_on}"),
            Self::Deleted { ended: true } => f.write_str("deleted at its expiry, as was asked"),
            Self::Deleted { ended: false } => f.write_str("deleted, not renewed in time"),
            Self::Nothing { until: Some(day) } => write!(f, "nothing to do before {day}"),
            Self::Nothing { until: None } => f.write_str("nothing to do"),
        }
    }
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Obstacle(obstacle) => obstacle.fmt(f),
            Self::NoPeriod => f.write_str("its plan has no price in the account's currency"),
            Self::BeingPaid(order) => {
                write!(f, "order {order} is being paid, and the outcome is not known yet")
            }
            Self::NoMeans => f.write_str("there is nothing that it could be paid with"),
            Self::Declined => f.write_str("everything that could pay it was declined"),
        }
    }
}
