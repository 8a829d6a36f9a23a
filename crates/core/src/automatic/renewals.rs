//! How one service is renewed by the calendar: for which period, at what price, until when.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Holder, WhyNot};
use crate::engagement::{Quote, chosen_period, periods};
use crate::expiry::Expiry;
use crate::id::ServiceId;
use crate::order::Renewal;
use crate::period::Period;
use crate::plan::Plan;
use crate::service::{Obstacle, Service};
use crate::strategy::Group;

/// The renewal of a service, given what is renewed with it.
///
/// Its period is that of its engagement, or the one that was chosen, or the shortest that its plan has. An option cannot outlive its parent: where
/// the chosen period is too long for that, the longest one that is not takes its place.
pub(super) fn renewal<'a>(
    service: &'a Service,
    group: &Group,
    planned: &BTreeMap<ServiceId, Expiry>,
    holder: &Holder<'a>,
    day: Date,
) -> Result<Renewal<'a>, WhyNot> {
    let plan = holder.prices.get(&service.plan).ok_or(WhyNot::NoPeriod)?;
    let (currency, first_day) = (holder.account.currency, service.expiry.on());
    let mut periods = periods(plan, service, currency, first_day);
    let chosen = chosen_period(plan, service, currency, first_day).ok_or(WhyNot::NoPeriod)?;
    let parent = group.parent_of(service.id);
    let parent_end = parent.map(|parent| {
        let end = planned.get(&parent.id).copied().unwrap_or(parent.expiry);
        (parent.id, end.on())
    });
    let first = renewal_for(service, plan, chosen, parent_end, holder, day);
    if !matches!(first, Err(Obstacle::ParentEndsEarlier { .. })) {
        return first.map_err(WhyNot::Obstacle);
    }
    periods.retain(|period| *period < chosen);
    let shorter = periods.into_iter().rev();
    let mut fitting = shorter
        .filter_map(|period| renewal_for(service, plan, period, parent_end, holder, day).ok());
    fitting.next().map_or_else(|| first.map_err(WhyNot::Obstacle), Ok)
}

fn renewal_for<'a>(
    service: &'a Service,
    plan: &'a Plan,
    period: Period,
    parent_end: Option<(ServiceId, Date)>,
    holder: &Holder<'a>,
    day: Date,
) -> Result<Renewal<'a>, Obstacle> {
    let renewed = service.renewed_expiry(period, day)?;
    let (currency, first_day) = (holder.account.currency, service.expiry.on());
    let quote = Quote::of(plan, service, currency, period, first_day);
    let Quote { price, begins } = quote?;
    match parent_end {
        Some((parent, end)) if renewed.on() > end => Err(Obstacle::ParentEndsEarlier { parent }),
        _ => Ok(Renewal { service, plan, price, period, renewed, begins }),
    }
}

/// The services of a group, parents before their options.
pub(super) fn parents_first(group: &Group) -> Vec<&Service> {
    let depth = |service: &Service| {
        let parents =
            std::iter::successors(group.parent_of(service.id), |parent| group.parent_of(parent.id));
        parents.count()
    };
    let mut services: Vec<&Service> = group.services().iter().collect();
    services.sort_by_key(|service| depth(service));
    services
}
