//! The terms that bind a customer, and what renewals do to them.
//!
//! Terms are copied to a service when an engagement begins: when the order is settled that sells its first period. Lines
//! of orders say so ([`Clause`]), so that what was ordered is what is agreed.

use jiff::civil::Date;

use super::{EndRule, Kind, Offer};
use crate::id::{OrderId, ServiceId};
use crate::order::{Line, Order, OrderState};
use crate::renew::{RenewSettings, Stop};
use crate::service::{Service, ServiceChange};

/// What a service is bound by. Its last day is [`Service::engaged_until`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What was agreed.
    pub offer: Offer,
    /// The first day.
    pub starts_on: Date,
}

/// An engagement that was asked for and has not begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What was asked for.
    pub offer: Offer,
    /// When.
    pub requested_on: Date,
    /// The order that it waits for. None waits for the next renewal.
    pub order: Option<OrderId>,
}

/// What a line of an order says about an engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// It begins with the period of the line.
    Begins(Offer),
    /// The line sells all that remains of it.
    Flushes {
        /// Whether the service ends with it.
        ends: bool,
    },
}

/// Everything about the engagement of a service, after it has changed, with the renew settings that go with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The last day.
    pub engaged_until: Option<Date>,
    /// The terms.
    pub terms: Option<Terms>,
    /// What was asked for.
    pub request: Option<Request>,
    /// How the service is to be renewed.
    pub renew: RenewSettings,
}

impl Binding {
    /// What it is for a service.
    #[must_use]
    pub fn of(service: &Service) -> Self {
        Self {
            engaged_until: service.engaged_until,
            terms: service.terms.clone(),
            request: service.request.clone(),
            renew: service.renew,
        }
    }

    /// The change that makes it so.
    #[must_use]
    pub fn change(self, service: ServiceId) -> ServiceChange {
        ServiceChange::Bind { service, binding: Box::new(self) }
    }
}

/// The last day of an engagement of a service that begins on the day of an expiry.
#[must_use]
pub fn last_day(expiry: crate::Expiry, offer: &Offer) -> Option<Date> {
    expiry.extended(offer.length).ok()?.on().yesterday().ok()
}

/// What a settled line does to the engagement of the service that it renews, which is as it was before.
#[must_use]
pub fn after_line(service: &Service, order: OrderId, line: &Line) -> Option<Binding> {
    let mut after = Binding::of(service);
    match line.clause.as_ref()? {
        Clause::Begins(offer) => {
            after.engaged_until = Some(last_day(service.expiry, offer)?);
            after.terms = Some(Terms { offer: offer.clone(), starts_on: service.expiry.on() });
            let is_met = |request: &Request| request.order.is_none_or(|awaited| awaited == order);
            after.request = after.request.filter(|request| !is_met(request));
            // A service that is bound ends with its engagement, and not before.
            let ends = offer.end_rule == EndRule::Cancel || service.renew.stop().is_some();
            let stop = ends.then_some(Stop::AtEngagementEnd);
            let (mode, period) = (service.renew.mode(), Some(offer.period));
            after.renew = RenewSettings::try_new(mode, period, stop).unwrap_or(service.renew);
        }
        Clause::Flushes { ends: false } => return None,
        Clause::Flushes { ends: true } => {
            let (mode, period) = (service.renew.mode(), service.renew.period());
            let stop = Some(Stop::AtEngagementEnd);
            after.renew = RenewSettings::try_new(mode, period, stop).unwrap_or(service.renew);
        }
    }
    Some(after)
}

/// What becomes of requests whose order was cancelled: they are gone with it.
#[must_use]
pub fn lapse(order: &Order, services: &[Service]) -> Vec<ServiceChange> {
    if !matches!(order.state, OrderState::Cancelled { .. }) {
        return Vec::new();
    }
    let waits = |service: &&Service| {
        service.request.as_ref().is_some_and(|request| request.order == Some(order.id))
    };
    let drop =
        |service: &Service| Binding { request: None, ..Binding::of(service) }.change(service.id);
    services.iter().filter(waits).map(drop).collect()
}

impl Service {
    /// What comes after its engagement: its end, if it is to end, or else what the terms say.
    #[must_use]
    pub fn end_rule(&self) -> EndRule {
        let agreed = self.terms.as_ref().map(|terms| terms.offer.end_rule);
        match agreed {
            _ if self.renew.stop().is_some() => EndRule::Cancel,
            // Its end was taken back.
            Some(EndRule::Cancel) | None => EndRule::GoOn,
            Some(rule) => rule,
        }
    }

    /// Whether it waits for its next renewal to be bound.
    #[must_use]
    pub fn awaits_engagement(&self) -> bool {
        self.request.as_ref().is_some_and(|request| request.offer.kind == Kind::Periodic)
    }
}
