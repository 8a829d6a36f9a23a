//! Asking for an engagement, and taking that back.
//!
//! One that is paid period by period waits for the next renewal of the service and begins with it. One that is paid at
//! once is an order for all of it, and begins when that is paid. A service waits for one engagement at a time.

use jiff::{Timestamp, civil::Date};

use super::{Binding, Clause, Kind, Offer, Request};
use crate::account::Account;
use crate::id::{OrderId, ServiceId};
use crate::money::{Currency, MoneyError};
use crate::order::{Order, OrderTerms, Renewal, renewal_terms};
use crate::plan::{LinePrice, Plan, PlanCode};
use crate::renew::{RenewMode, Stop};
use crate::service::{Obstacle, Service, ServiceState};
use crate::strategy::Group;
use crate::tax::Tax;
use crate::time::Now;

/// Why no engagement is asked for, or a request is not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngageRefusal {
    /// It is gone.
    #[error("this service was deleted")]
    Deleted,
    /// It is not delivered yet.
    #[error("this service is still being created: try again when it is delivered")]
    InCreation,
    /// A renewal was not paid.
    #[error("the renewal of this service is unpaid{}: pay it first", of(*order))]
    InDebt {
        /// The order that renews it.
        order: Option<OrderId>,
    },
    /// Its time is over.
    #[error("the service expired on {on}: renew it first")]
    Expired {
        /// The first day that was not served.
        on: Date,
    },
    /// It is never renewed.
    #[error("this service was sold once and is never renewed: nothing can bind it")]
    OneShot,
    /// It follows another service.
    #[error(
        "it is an option of service {parent} and follows it: options are not engaged by themselves"
    )]
    OptionOf {
        /// The other service.
        parent: ServiceId,
    },
    /// It is to end.
    #[error(
        "this service is to end ({}): to engage it, take that back first with terminationPolicy empty, or with \
         deleteAtExpiration false",
        stop.code()
    )]
    Ending {
        /// When.
        stop: Stop,
    },
    /// It is bound already.
    #[error(
        "the service is engaged until {until}, beyond what is paid: ask for another engagement when its last period is \
         paid"
    )]
    Engaged {
        /// The last day.
        until: Date,
    },
    /// It waits for an engagement already.
    #[error(
        "the service already waits for an engagement ({mode}): withdraw that first, with DELETE \
         /services/{service}/billing/engagement/request"
    )]
    AlreadyRequested {
        /// The service.
        service: ServiceId,
        /// What it waits for.
        mode: crate::text::Name,
    },
    /// An order that renews it is being paid.
    #[error("service {service} is in order {order}, which is being paid; wait for its outcome")]
    BeingPaid {
        /// The service.
        service: ServiceId,
        /// The order.
        order: OrderId,
    },
    /// There is no such engagement.
    #[error("pricingMode: `{asked}` is not an engagement of plan {plan}{}", possible(modes))]
    UnknownMode {
        /// What was asked for.
        asked: String,
        /// The plan.
        plan: PlanCode,
        /// What can be asked for.
        modes: Vec<crate::text::Name>,
    },
    /// The service cannot run as long, or all of it costs more than a line can.
    #[error("the service cannot be renewed for {} at once: {obstacle}", offer.length)]
    Obstacle {
        /// The engagement.
        offer: Box<Offer>,
        /// What is in the way.
        obstacle: Obstacle,
    },
    /// The amounts do not add up to one that can be charged.
    #[error(transparent)]
    Amount(#[from] MoneyError),
    /// An order that would begin it can still be paid.
    #[error(
        "order {order} begins the engagement when it is paid, and can be paid until {valid_until}: the request can be \
         withdrawn after that"
    )]
    Ordered {
        /// The order.
        order: OrderId,
        /// Until when.
        valid_until: Timestamp,
    },
}

fn of(order: Option<OrderId>) -> String {
    order.map(|order| format!(" (order {order})")).unwrap_or_default()
}

fn possible(modes: &[crate::text::Name]) -> String {
    if modes.is_empty() {
        return ", which has none".to_owned();
    }
    let modes: Vec<&str> = modes.iter().map(crate::text::Name::as_str).collect();
    format!("; it can be {}", modes.join(", "))
}

/// Whether an engagement can be asked for.
///
/// # Errors
///
/// [`EngageRefusal`] for the first guard that does not hold.
pub fn check_requestable(
    service: &Service,
    group: &Group,
    today: Date,
) -> Result<(), EngageRefusal> {
    match service.state {
        ServiceState::Active if service.is_expired(today) => {
            return Err(EngageRefusal::Expired { on: service.expiry.on() });
        }
        ServiceState::Active => {}
        ServiceState::Unpaid(unpaid) => return Err(EngageRefusal::InDebt { order: unpaid.order }),
        ServiceState::Suspended(_) => {
            return Err(EngageRefusal::Expired { on: service.expiry.on() });
        }
        ServiceState::InCreation => return Err(EngageRefusal::InCreation),
        ServiceState::Deleted => return Err(EngageRefusal::Deleted),
    }
    if service.renew.mode() == RenewMode::OneShot {
        return Err(EngageRefusal::OneShot);
    }
    if let Some(parent) = group.parent_of(service.id) {
        return Err(EngageRefusal::OptionOf { parent: parent.id });
    }
    if let Some(stop) = service.renew.stop() {
        return Err(EngageRefusal::Ending { stop });
    }
    if let Some(until) = service.engaged_until.filter(|_| service.is_engaged_beyond_expiry()) {
        return Err(EngageRefusal::Engaged { until });
    }
    if let Some(request) = &service.request {
        let (service, mode) = (service.id, request.offer.mode.clone());
        return Err(EngageRefusal::AlreadyRequested { service, mode });
    }
    match service.held_by {
        Some(order) => Err(EngageRefusal::BeingPaid { service: service.id, order }),
        None => Ok(()),
    }
}

/// The engagement that is asked for.
///
/// # Errors
///
/// [`EngageRefusal`] for the first guard that does not hold.
pub fn choose_offer<'p>(
    service: &Service,
    group: &Group,
    plan: Option<&'p Plan>,
    currency: Currency,
    mode: &str,
    today: Date,
) -> Result<&'p Offer, EngageRefusal> {
    check_requestable(service, group, today)?;
    let offers: Vec<&Offer> =
        plan.into_iter().flat_map(|plan| plan.engagements_in(currency)).collect();
    let found = offers.iter().find(|offer| offer.mode.as_str() == mode).copied();
    found.ok_or_else(|| EngageRefusal::UnknownMode {
        asked: mode.to_owned(),
        plan: service.plan.clone(),
        modes: offers.iter().map(|offer| offer.mode.clone()).collect(),
    })
}

/// The order that an engagement of a service begins with: none if it waits for the next renewal.
///
/// # Errors
///
/// [`EngageRefusal::Obstacle`] when the service cannot run as long.
pub fn upfront_terms(
    service: &Service,
    plan: &Plan,
    offer: &Offer,
    account: &Account,
    tax: Tax,
    now: Now,
) -> Result<Option<OrderTerms>, EngageRefusal> {
    if offer.kind == Kind::Periodic {
        return Ok(None);
    }
    let period = offer.period;
    let refused = |obstacle| EngageRefusal::Obstacle { offer: Box::new(offer.clone()), obstacle };
    let renewed = service.renewed_expiry(period, now.today).map_err(refused)?;
    let price = LinePrice::of(offer.price, service.quantity);
    let price = price.ok_or_else(|| refused(Obstacle::NoPrice { period }))?;
    let renewal = Renewal { service, plan, price, period, renewed, begins: Some(offer) };
    Ok(Some(renewal_terms(vec![renewal.line(tax)], account.currency, now)?))
}

/// A service with an engagement that was asked for.
#[must_use]
pub fn requested(service: &Service, offer: &Offer, order: Option<OrderId>, today: Date) -> Binding {
    let request = Request { offer: offer.clone(), requested_on: today, order };
    Binding { request: Some(request), ..Binding::of(service) }
}

/// What withdrawing a request comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The service without it.
    pub binding: Binding,
    /// The order that it waited for, cancelled.
    pub order: Option<Order>,
}

/// Withdraws the request of a service. `orders` are those of its account that can be paid, or are being paid, for the
/// service; `order` is the one that the request waits for.
///
/// # Errors
///
/// [`EngageRefusal::BeingPaid`] when its order is being paid, [`EngageRefusal::Ordered`] when a renewal that carries its
/// terms can be paid.
pub fn withdraw(
    service: &Service,
    order: Option<&Order>,
    orders: &[Order],
    now: Now,
) -> Result<Withdrawn, EngageRefusal> {
    if let Some(order) = service.held_by {
        return Err(EngageRefusal::BeingPaid { service: service.id, order });
    }
    let awaited = order.map(|order| order.id);
    let begins = |order: &&Order| {
        let is_other = Some(order.id) != awaited && order.check_payable(now.at).is_ok();
        let lines = &order.terms.lines;
        is_other
            && lines.iter().any(|line| {
                line.service == Some(service.id) && matches!(line.clause, Some(Clause::Begins(_)))
            })
    };
    if let Some(order) = orders.iter().find(begins) {
        let valid_until = order.terms.valid_until;
        return Err(EngageRefusal::Ordered { order: order.id, valid_until });
    }
    let cancelled = order.and_then(|order| order.clone().withdrawn(now.at).changed());
    let binding = Binding { request: None, ..Binding::of(service) };
    Ok(Withdrawn { binding, order: cancelled })
}
