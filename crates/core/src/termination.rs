//! Ending a service: asking for it, confirming it with a token, and ending it at once.
//!
//! Who asks gets a token by e-mail; who has the token confirms. The service then ends at its expiry, or with an
//! engagement that lasts longer: what is paid is used up, and nothing is renewed any more. A service that is out of
//! service, or whose holder gives up what is paid, can be ended at once.
//!
//! Whether a token is the right one is not decided here: this module is told.

mod survey;

pub use survey::{Commentary, CommentaryError, FutureUse, Reason, Survey};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::id::{OrderId, ServiceId, TerminationId};
use crate::limits::TERMINATION_VALIDITY;
use crate::renew::{ArrangeRefusal, AutomaticKind, RenewMode, RenewSettings, Stop};
use crate::renew::{WantedStop, Wish};
use crate::service::{Agenda, Service, ServiceChange, ServiceState};
use crate::step::Step;
use crate::strategy::Group;
use crate::time::Now;

/// A service whose end was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Termination {
    /// Its id.
    pub id: TerminationId,
    /// The service that is to end.
    pub service: ServiceId,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Until when it can be confirmed.
    pub valid_until: Timestamp,
    /// What became of it.
    pub state: TerminationState,
}

/// What became of a termination.
///
/// ```text
/// waiting ── another one is asked for ──> replaced
///    └────── its token is presented ────> confirmed
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminationState {
    /// It can be confirmed, until its time is over.
    Waiting,
    /// Another one was asked for, whose token counts.
    Replaced,
    /// It was confirmed.
    Confirmed {
        /// When.
        at: Timestamp,
        /// The day on which the service was to end by what was known then.
        ends_on: Option<Date>,
        /// Why, as far as the customer said.
        survey: Survey,
    },
}

/// Why a service is not ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TerminateRefusal {
    /// It is gone.
    #[error("this service was deleted")]
    Deleted,
    /// It is out of service.
    #[error(
        "it is out of service since {since} and will be deleted on {delete_on}: renew it to keep it, or do nothing"
    )]
    Suspended {
        /// The first day out of service.
        since: Date,
        /// The day on which it is deleted.
        delete_on: Date,
    },
    /// It is in service, and only what is not can be ended so.
    #[error(
        "the service is not suspended, and only a suspended one is deleted by this call: suspend it first with POST \
         /service/{service}/suspend, or ask for its end with POST /services/{service}/terminate"
    )]
    NotSuspended {
        /// The service.
        service: ServiceId,
    },
    /// It is not delivered yet.
    #[error("this service is still being created: try again when it is delivered")]
    InCreation,
    /// A renewal was not paid.
    #[error("the renewal of this service is unpaid{}: pay it first", of(*order))]
    InDebt {
        /// The order that renews it.
        order: Option<OrderId>,
    },
    /// An order that renews it is being paid.
    #[error(
        "service {service} is in order {order}, which is being paid: try again when the outcome of the payment is \
         known"
    )]
    BeingPaid {
        /// The service.
        service: ServiceId,
        /// The order.
        order: OrderId,
    },
    /// Its renewal is part of the product.
    #[error(
        "the renewal of this service is {} and part of the product: it cannot be ended here, ask the seller",
        mode.code()
    )]
    Forced {
        /// The mode.
        mode: RenewMode,
    },
    /// It was sold once and ends by itself.
    #[error("this service was sold once and is never renewed: it ends by itself, on {on}")]
    EndsByItself {
        /// Its expiry.
        on: Date,
    },
    /// It is to end already.
    #[error(
        "this service is to end already ({}): to keep it, take that back with terminationPolicy empty, or with \
         deleteAtExpiration false",
        stop.code()
    )]
    EndsAlready {
        /// When.
        stop: Stop,
    },
    /// Its holder is bound.
    #[error(
        "the engagement lasts until {until}: the service can end with it (POST /services/{service}/terminate), and \
         not at once"
    )]
    Engaged {
        /// The service.
        service: ServiceId,
        /// The last day of the engagement.
        until: Date,
    },
    /// Nobody has asked for its end.
    #[error("no termination waits for a confirmation: ask for one first, with POST …/terminate")]
    NotAsked,
    /// The time to confirm is over.
    #[error("the token could be used until {until}: ask for a new one, with POST …/terminate")]
    OutOfTime {
        /// Until when it was.
        until: Timestamp,
    },
    /// The token is another one.
    #[error(
        "Invalid token: it is not the one of the last e-mail about this service; an earlier one does not count any \
         more"
    )]
    WrongToken,
    /// The settings of the service stand in the way.
    #[error(transparent)]
    Arrange(#[from] ArrangeRefusal),
}

fn of(order: Option<OrderId>) -> String {
    order.map(|order| format!(" (order {order})")).unwrap_or_default()
}

/// When a service would end that its holder ends today: with its engagement if that lasts longer than what is paid.
///
/// # Errors
///
/// [`TerminateRefusal`] for the first guard that does not hold.
pub fn end_of(service: &Service) -> Result<Stop, TerminateRefusal> {
    check_state(service)?;
    check_free(service)?;
    match service.renew.mode() {
        mode @ RenewMode::Automatic(AutomaticKind::ForcedProduct) => {
            return Err(TerminateRefusal::Forced { mode });
        }
        RenewMode::OneShot => {
            return Err(TerminateRefusal::EndsByItself { on: service.expiry.on() });
        }
        RenewMode::Automatic(_) | RenewMode::Manual | RenewMode::Option => {}
    }
    if let Some(stop) = service.renew.stop() {
        return Err(TerminateRefusal::EndsAlready { stop });
    }
    let bound = service.is_engaged_beyond_expiry();
    Ok(if bound { Stop::AtEngagementEnd } else { Stop::AtExpiration })
}

/// A termination that was asked for, if the service can be ended.
///
/// # Errors
///
/// As [`end_of`].
pub fn ask(
    id: TerminationId,
    service: &Service,
    now: Now,
) -> Result<Termination, TerminateRefusal> {
    end_of(service)?;
    Ok(Termination {
        id,
        service: service.id,
        asked_at: now.at,
        valid_until: after(now.at, TERMINATION_VALIDITY),
        state: TerminationState::Waiting,
    })
}

/// The settings of a service whose end is confirmed. `is_its_token` says whether the token of the waiting termination
/// was presented; nothing is said about that token to who does not have it.
///
/// # Errors
///
/// [`TerminateRefusal`] for the first guard that does not hold.
pub fn confirm(
    waiting: Option<&Termination>,
    is_its_token: bool,
    service: &Service,
    now: Now,
) -> Result<RenewSettings, TerminateRefusal> {
    let stop = end_of(service)?;
    let waiting = waiting.ok_or(TerminateRefusal::NotAsked)?;
    if !is_its_token {
        return Err(TerminateRefusal::WrongToken);
    }
    if now.at > waiting.valid_until {
        return Err(TerminateRefusal::OutOfTime { until: waiting.valid_until });
    }
    let wish = Wish { stop: Some(WantedStop::At(stop)), ..Wish::default() };
    match wish.granted(service, &[], true)? {
        Step::Changed(settings) => Ok(settings),
        Step::Unchanged => Err(TerminateRefusal::EndsAlready { stop }),
    }
}

/// Which services can be ended at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtOnce {
    /// Any: its holder gives up what is paid.
    Any,
    /// Those that are out of service: by the calendar, or because their holder closed them.
    Suspended,
}

/// The services that end when one of a group ends at once: itself, and the options that cannot be without it.
///
/// # Errors
///
/// [`TerminateRefusal`] for the first guard that does not hold. Nothing may be bound, and nothing be in an order that is
/// being paid.
pub fn end_at_once(
    group: &Group,
    service: &Service,
    which: AtOnce,
    now: Now,
) -> Result<Vec<ServiceChange>, TerminateRefusal> {
    match service.state {
        ServiceState::Suspended(_) => {}
        ServiceState::Active | ServiceState::Unpaid(_) | ServiceState::InCreation
            if which == AtOnce::Suspended && service.closure.is_none() =>
        {
            return Err(TerminateRefusal::NotSuspended { service: service.id });
        }
        _ => check_state(service)?,
    }
    if let mode @ RenewMode::Automatic(AutomaticKind::ForcedProduct) = service.renew.mode() {
        return Err(TerminateRefusal::Forced { mode });
    }
    let is_there = |one: &&Service| one.state != ServiceState::Deleted;
    let ending: Vec<&Service> = group.with_options_of(service.id).filter(is_there).collect();
    for one in &ending {
        check_free(one)?;
        if let Some(until) = one.engaged_until.filter(|until| *until >= now.today) {
            return Err(TerminateRefusal::Engaged { service: one.id, until });
        }
    }
    let end = |one: &Service| {
        let agenda = Agenda { due_on: None, ..one.agenda };
        ServiceChange::Look { service: one.id, state: ServiceState::Deleted, agenda }
    };
    Ok(ending.into_iter().map(end).collect())
}

fn check_state(service: &Service) -> Result<(), TerminateRefusal> {
    match service.state {
        ServiceState::Active => Ok(()),
        ServiceState::Unpaid(unpaid) => Err(TerminateRefusal::InDebt { order: unpaid.order }),
        ServiceState::Suspended(suspension) => Err(TerminateRefusal::Suspended {
            since: suspension.since,
            delete_on: suspension.delete_on,
        }),
        ServiceState::InCreation => Err(TerminateRefusal::InCreation),
        ServiceState::Deleted => Err(TerminateRefusal::Deleted),
    }
}

const fn check_free(service: &Service) -> Result<(), TerminateRefusal> {
    match service.held_by {
        Some(order) => Err(TerminateRefusal::BeingPaid { service: service.id, order }),
        None => Ok(()),
    }
}

fn after(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.checked_add(span).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
