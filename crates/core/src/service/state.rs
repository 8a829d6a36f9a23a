//! The states of a service, each with the dates that belong to it.

use jiff::civil::Date;

use crate::id::{OrderId, ServiceId};

/// What happened to a service, apart from time passing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServiceState {
    /// Ordered, not delivered yet.
    InCreation,
    /// In service.
    Active,
    /// Its automatic renewal was not paid; still in service.
    Unpaid(Unpaid),
    /// Out of service, kept for its holder to renew.
    Suspended(Suspension),
    /// Gone for good.
    Deleted,
}

/// An automatic renewal that could not be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unpaid {
    /// The day on which it was first tried.
    pub since: Date,
    /// How many times every usable means was tried in vain; none while the first time is under way.
    pub attempts: u16,
    /// The order that would renew it; none for a service that came to us unpaid.
    pub order: Option<OrderId>,
    /// How many of the attempts were made with other orders before this one.
    pub attempts_before: u16,
}

impl Unpaid {
    /// The same with an order, which may be another one.
    #[must_use]
    pub fn with(self, order: OrderId) -> Self {
        if self.order == Some(order) {
            return self;
        }
        Self { order: Some(order), attempts_before: self.attempts, ..self }
    }

    /// How many times every usable means was tried in vain for the order.
    #[must_use]
    pub const fn attempts_of_order(&self) -> u16 {
        self.attempts.saturating_sub(self.attempts_before)
    }
}

/// A service that is out of service. The dates were fixed when it was suspended: a change of the calendar does not
/// shorten what a customer was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Suspension {
    /// The first day out of service.
    pub since: Date,
    /// The day from which restoring it costs a fee, if its product has such a time.
    pub redemption_from: Option<Date>,
    /// The day on which it is deleted unless it is renewed before.
    pub delete_on: Date,
}

impl Suspension {
    /// Whether restoring the service costs a fee on a day.
    #[must_use]
    pub fn is_in_redemption(&self, today: Date) -> bool {
        self.redemption_from.is_some_and(|from| from <= today)
    }

    /// The suspension of a service that was renewed and whose new expiry is past as well: what is left of its time
    /// moves on with the expiry.
    #[must_use]
    pub fn moved(self, from: Date, to: Date) -> Self {
        let span = jiff::Span::new().days(to.duration_since(from).as_hours().wrapping_div(24));
        let moved = |date: Date| date.saturating_add(span);
        Self {
            since: self.since,
            redemption_from: self.redemption_from.map(moved),
            delete_on: moved(self.delete_on),
        }
    }
}

/// Its holder took a service out of service, and may open it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Closure {
    /// Since when.
    pub on: Date,
    /// The service that was closed: itself, or what it is an option of.
    pub with: ServiceId,
}

/// A state without its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateKind {
    /// See [`ServiceState::InCreation`].
    InCreation,
    /// See [`ServiceState::Active`].
    Active,
    /// See [`ServiceState::Unpaid`].
    Unpaid,
    /// See [`ServiceState::Suspended`].
    Suspended,
    /// See [`ServiceState::Deleted`].
    Deleted,
}

impl StateKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::InCreation, Self::Active, Self::Unpaid, Self::Suspended, Self::Deleted];

    /// The code under which the kind is stored and imported.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InCreation => "inCreation",
            Self::Active => "active",
            Self::Unpaid => "unpaid",
            Self::Suspended => "suspended",
            Self::Deleted => "deleted",
        }
    }

    /// The kind with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl ServiceState {
    /// The state without its dates.
    #[must_use]
    pub const fn kind(&self) -> StateKind {
        match self {
            Self::InCreation => StateKind::InCreation,
            Self::Active => StateKind::Active,
            Self::Unpaid(_) => StateKind::Unpaid,
            Self::Suspended(_) => StateKind::Suspended,
            Self::Deleted => StateKind::Deleted,
        }
    }
}
