//! A service: something a customer holds until a date, and pays for again.
//!
//! A service knows its plan, its expiry and how it is to be renewed. What it technically is (addresses, disks,
//! name servers) is somebody else's concern; its product line and its name are all that ties it to that.

mod change;
mod state;

pub use change::ServiceChange;
pub use state::{Closure, ServiceState, StateKind, Suspension, Unpaid};

use jiff::civil::Date;

use crate::engagement::{Request, Terms};
use crate::expiry::Expiry;
use crate::id::{OrderId, ServiceId};
use crate::limits::{HORIZON_MONTHS, QUANTITY_MAX};
use crate::money::{Currency, Money};
use crate::period::Period;
use crate::plan::{Plan, PlanCode};
use crate::renew::{RenewMode, RenewSettings};
use crate::text::{Name, TextError};

/// A service of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The smallest id among the services it is linked with, itself included: the group it is renewed in.
    pub group: ServiceId,
    /// What kind of thing it is.
    pub product: ProductLine,
    /// Its name within the product line, such as `vps112233.ovh.net`.
    pub name: Name,
    /// The name its holder gave it.
    pub display_name: Option<Name>,
    /// The plan it is sold under.
    pub plan: PlanCode,
    /// How many units of the plan are held.
    pub quantity: Quantity,
    /// The day it began.
    pub created_on: Date,
    /// The first day it is not served.
    pub expiry: Expiry,
    /// Its state, as far as it is not told by the date.
    pub state: ServiceState,
    /// How it is to be renewed.
    pub renew: RenewSettings,
    /// The last day of the engagement, if there is or was one.
    pub engaged_until: Option<Date>,
    /// What was agreed for the engagement. One that came with an inventory has nothing.
    pub terms: Option<Terms>,
    /// The engagement that its holder has asked for.
    pub request: Option<Request>,
    /// Who looks after it.
    pub contacts: Contacts,
    /// The order that is being paid for its next period, if one is. No other order may sell that period meanwhile.
    pub held_by: Option<OrderId>,
    /// Since when its holder has closed it, if it is closed. Nothing else about it is another because of that.
    pub closure: Option<Closure>,
    /// When the calendar looks at it.
    pub agenda: Agenda,
}

/// The accounts that may act on a service, each by its name (nichandle).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    /// Manages the service.
    pub admin: Name,
    /// Pays for it.
    pub billing: Name,
    /// Runs it.
    pub tech: Name,
}

/// What the calendar has done about a service, and when it looks at it next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Agenda {
    /// The day on which the calendar looks at the service: never too late, perhaps too early. None while there is
    /// nothing to wait for but the outcome of a payment.
    pub due_on: Option<Date>,
    /// The last day that the calendar has done for the service; none before the first.
    pub looked_on: Option<Date>,
    /// The day on which it was last renewed automatically.
    pub renewed_on: Option<Date>,
}

/// Why a service cannot be renewed for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// It is not delivered yet.
    #[error("it is still being created")]
    InCreation,
    /// It is gone.
    #[error("it was deleted")]
    Deleted,
    /// It was sold once.
    #[error("it was sold once and is not renewed")]
    OneShot,
    /// Its plan has no price for the period.
    #[error("its plan has no price for {period}")]
    NoPrice {
        /// The period that was asked for.
        period: Period,
    },
    /// Its engagement, or the one that begins with it, is paid for another period.
    #[error("its engagement is renewed for {only} at a time, not for {period}")]
    Engaged {
        /// The period that was asked for.
        period: Period,
        /// The only one that can be.
        only: Period,
    },
    /// It would run too far ahead.
    #[error("it would run until {until}, more than {HORIZON_MONTHS} months ahead")]
    BeyondHorizon {
        /// The expiry it would have.
        until: Date,
    },
    /// It is an option whose parent would end before it.
    #[error(
        "it is an option of {parent}, which ends earlier and cannot be renewed for the same period"
    )]
    ParentEndsEarlier {
        /// The parent.
        parent: ServiceId,
    },
}

impl Service {
    /// The expiry after one more period, or why there is none.
    ///
    /// Renewal counts from the old expiry, never from today: late or early, the customer has what was paid.
    ///
    /// # Errors
    ///
    /// The [`Obstacle`] in the way.
    pub fn renewed_expiry(&self, period: Period, today: Date) -> Result<Expiry, Obstacle> {
        match self.state {
            ServiceState::InCreation => return Err(Obstacle::InCreation),
            ServiceState::Deleted => return Err(Obstacle::Deleted),
            ServiceState::Active | ServiceState::Unpaid(_) | ServiceState::Suspended(_) => {}
        }
        if self.renew.mode() == RenewMode::OneShot {
            return Err(Obstacle::OneShot);
        }
        let beyond = Obstacle::BeyondHorizon { until: Date::MAX };
        let expiry = self.expiry.extended(period).map_err(|_| beyond)?;
        let horizon = today
            .checked_add(jiff::Span::new().months(i64::from(HORIZON_MONTHS)))
            .map_err(|_| beyond)?;
        if expiry.on() > horizon {
            return Err(Obstacle::BeyondHorizon { until: expiry.on() });
        }
        Ok(expiry)
    }

    /// The net fee for restoring the service, if it is in redemption on a day and its plan has one.
    #[must_use]
    pub fn restoration(&self, plan: &Plan, currency: Currency, today: Date) -> Option<Money> {
        match self.state {
            ServiceState::Suspended(suspension) if suspension.is_in_redemption(today) => {
                plan.restoration(currency)?.round_half_up().ok()
            }
            _ => None,
        }
    }

    /// Whether its holder is bound beyond its expiry: it must be renewed once more at least.
    #[must_use]
    pub fn is_engaged_beyond_expiry(&self) -> bool {
        self.engaged_until.is_some_and(|last| self.expiry.on() <= last)
    }

    /// Whether its last paid day is over.
    #[must_use]
    pub fn is_expired(&self, today: Date) -> bool {
        self.expiry.on() <= today
    }
}

/// How many units of a plan a service has: 1 to [`QUANTITY_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u32);

/// A number that cannot be a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{value} is not a quantity: quantities are whole numbers from 1 to {QUANTITY_MAX}")]
pub struct QuantityOutOfRange {
    /// The number that was given.
    pub value: i64,
}

impl Quantity {
    /// One unit.
    pub const ONE: Self = Self(1);

    /// A number of units.
    ///
    /// # Errors
    ///
    /// [`QuantityOutOfRange`] for zero and above [`QUANTITY_MAX`].
    pub fn try_new(value: i64) -> Result<Self, QuantityOutOfRange> {
        u32::try_from(value)
            .ok()
            .filter(|units| (1..=QUANTITY_MAX).contains(units))
            .map(Self)
            .ok_or(QuantityOutOfRange { value })
    }

    /// The number of units.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// A product line: the part of the API's path that comes before a service's name, such as `vps` or
/// `dedicated/server`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductLine(Name);

/// A text that cannot be a product line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProductLineError {
    /// The text is no name at all.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It has characters that a path of the API does not have.
    #[error(
        "`{text}` is not a product line: write it as in the API's paths, such as vps or dedicated/server"
    )]
    NotAPath {
        /// The text that was given.
        text: String,
    },
}

impl ProductLine {
    /// Reads a product line: ASCII letters and digits, parts separated by single slashes.
    ///
    /// # Errors
    ///
    /// [`ProductLineError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, ProductLineError> {
        let name = Name::parse(text)?;
        let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric());
        if name.as_str().split('/').all(part) {
            Ok(Self(name))
        } else {
            Err(ProductLineError::NotAPath { text: text.to_owned() })
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl std::fmt::Display for ProductLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests;
