//! Flushing an engagement: all that remains of it is paid at once.

use jiff::civil::Date;

use super::Clause;
use crate::account::Account;
use crate::id::{OrderId, ServiceId};
use crate::money::MoneyError;
use crate::order::{Line, OrderTerms, Renewal, renewal_terms};
use crate::period::Period;
use crate::plan::{LinePrice, Plan};
use crate::service::{Obstacle, Service, ServiceState};
use crate::tax::Tax;
use crate::text::Name;
use crate::time::Now;

/// Why an engagement is not flushed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FlushRefusal {
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
    /// It is out of service.
    #[error("it is out of service since {since}: renew it first")]
    Suspended {
        /// Since when.
        since: Date,
    },
    /// There is no engagement.
    #[error("the service has no engagement, so nothing of one remains to be paid")]
    NotEngaged,
    /// The engagement has no terms.
    #[error(
        "the engagement until {until} came without a price, so it cannot be paid at once: renew the service with POST \
         /service/{service}/renew"
    )]
    NoTerms {
        /// The service.
        service: ServiceId,
        /// The last day.
        until: Date,
    },
    /// All of it is paid.
    #[error(
        "the service is paid until {expires_on}, and its engagement lasts until {until}: nothing of it remains to be \
         paid; whether it ends then is said with PUT /services/{service}/billing/engagement/endRule"
    )]
    NothingRemains {
        /// The service.
        service: ServiceId,
        /// The last day.
        until: Date,
        /// The first day that is not paid.
        expires_on: Date,
    },
    /// An order that renews it is being paid.
    #[error("service {service} is in order {order}, which is being paid; wait for its outcome")]
    BeingPaid {
        /// The service.
        service: ServiceId,
        /// The order.
        order: OrderId,
    },
    /// The service cannot run as long, or all of it costs more than a line can.
    #[error("the rest of the engagement cannot be ordered at once: {0}")]
    Obstacle(Obstacle),
    /// What remains is not whole periods.
    #[error("what remains of the engagement, until {until}, is not whole periods of {period}")]
    Uneven {
        /// The last day.
        until: Date,
        /// The period.
        period: Period,
    },
    /// The amounts do not add up to one that can be charged.
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

fn of(order: Option<OrderId>) -> String {
    order.map(|order| format!(" (order {order})")).unwrap_or_default()
}

/// The order that pays all that remains of the engagement of a service. `ends` says whether the service ends with it.
///
/// # Errors
///
/// [`FlushRefusal`] for the first guard that does not hold.
pub fn flush(
    service: &Service,
    plan: Option<&Plan>,
    ends: bool,
    account: &Account,
    tax: Tax,
    now: Now,
) -> Result<OrderTerms, FlushRefusal> {
    check_state(service)?;
    let until = super::of(service, now.today).ok_or(FlushRefusal::NotEngaged)?.ends_on;
    let id = service.id;
    let terms = service.terms.as_ref().ok_or(FlushRefusal::NoTerms { service: id, until })?;
    if !service.is_engaged_beyond_expiry() {
        let expires_on = service.expiry.on();
        return Err(FlushRefusal::NothingRemains { service: id, until, expires_on });
    }
    if let Some(order) = service.held_by {
        return Err(FlushRefusal::BeingPaid { service: id, order });
    }
    let step = terms.offer.period;
    let (count, period) =
        remaining(service, step, until).ok_or(FlushRefusal::Uneven { until, period: step })?;
    let no_price = FlushRefusal::Obstacle(Obstacle::NoPrice { period });
    let renewed = service.renewed_expiry(period, now.today).map_err(FlushRefusal::Obstacle)?;
    let unit = terms.offer.price.checked_mul(count)?;
    let price = LinePrice::of(unit, service.quantity).ok_or_else(|| no_price.clone())?;
    let plan = plan.ok_or(no_price)?;
    let renewal = Renewal { service, plan, price, period, renewed, begins: None };
    let what = format!("{}, rest of the engagement: {}", plan.name, period.in_words());
    let line = renewal.line(tax);
    let description = Name::parse(&what).unwrap_or_else(|_| line.description.clone());
    let line = Line { description, clause: Some(Clause::Flushes { ends }), ..line };
    Ok(renewal_terms(vec![line], account.currency, now)?)
}

/// How many periods remain until the last day, and how long they are together.
fn remaining(service: &Service, step: Period, until: Date) -> Option<(u32, Period)> {
    let end = until.tomorrow().ok()?;
    let periods = (1..).map(|count: u32| {
        let months = i64::from(step.months()).checked_mul(count.into())?;
        Some((count, Period::from_months(months).ok()?))
    });
    // No engagement is longer than the longest period.
    let mut periods = periods.map_while(|one| one);
    periods.find(|(_, period)| service.expiry.extended(*period).is_ok_and(|to| to.on() == end))
}

const fn check_state(service: &Service) -> Result<(), FlushRefusal> {
    match service.state {
        ServiceState::Active => Ok(()),
        ServiceState::Unpaid(unpaid) => Err(FlushRefusal::InDebt { order: unpaid.order }),
        ServiceState::Suspended(suspension) => {
            Err(FlushRefusal::Suspended { since: suspension.since })
        }
        ServiceState::InCreation => Err(FlushRefusal::InCreation),
        ServiceState::Deleted => Err(FlushRefusal::Deleted),
    }
}
