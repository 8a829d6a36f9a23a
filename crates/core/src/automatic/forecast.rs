//! The forecast: the days to come of one account, by the same plan that the run makes.
//!
//! Every charge is taken to succeed; what cannot succeed is known beforehand and told with its reasons: a card that
//! ends before the debit, a balance that is too short. Prices are those of today.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::attempt::usable;
use super::timeline::{due_after_renewal, next_due};
use super::{DayPlan, Found, Holder, OrderToPay, Standing, plan_day};
use crate::engagement::after_line;
use crate::id::{OrderId, PaymentMethodId, ServiceId};
use crate::limits::FORECAST_DAYS_MAX;
use crate::means::{Balances, Means, MethodStatus, PaymentMethod};
use crate::money::{Money, MoneyError};
use crate::order::{Line, Order};
use crate::service::{Agenda, ServiceChange, ServiceState};
use crate::settlement::Extension;
use crate::strategy::Group;
use crate::time::Now;

/// What will be charged, and what will not work out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast {
    /// What will be charged, by day.
    pub debits: Vec<Debit>,
    /// What will fail, or end, by day.
    pub dooms: Vec<Doom>,
}

/// An order that will be placed and charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debit {
    /// The day.
    pub on: Date,
    /// What it will be paid with.
    pub means: Means,
    /// How much, with tax.
    pub amount: Money,
    /// What it is for.
    pub lines: Vec<Line>,
}

/// Something that will happen to a service unless somebody does something about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doom {
    /// The day.
    pub on: Date,
    /// The service.
    pub service: ServiceId,
    /// What happens.
    pub found: Found,
    /// Why nothing can pay it, if that is the reason: one for each means.
    pub reasons: Vec<Unusable>,
}

/// Why something cannot pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// A card ends before the day.
    #[error("payment method {method} ends on {expires_on}")]
    Ends {
        /// The method.
        method: PaymentMethodId,
        /// Its last day.
        expires_on: Date,
    },
    /// A method is not valid.
    #[error("payment method {method} is {}", status.code())]
    Status {
        /// The method.
        method: PaymentMethodId,
        /// Its status.
        status: MethodStatus,
    },
    /// A method was refused for good.
    #[error("payment method {method} was refused by its provider")]
    Refused {
        /// The method.
        method: PaymentMethodId,
    },
    /// The prepaid account does not cover it.
    #[error("the prepaid account holds {balance}")]
    BalanceShort {
        /// What it holds.
        balance: Money,
    },
    /// Nothing is registered.
    #[error("no payment method is registered")]
    NothingRegistered,
}

/// Forecasts an account until a day, that day included. `holder` has all groups of the account.
///
/// # Errors
///
/// As [`plan_day`].
pub fn forecast(holder: &Holder<'_>, now: Now, until: Date) -> Result<Forecast, MoneyError> {
    let mut groups = holder.groups.to_vec();
    let renew_day = holder.renew_day();
    for group in &mut groups {
        let due = |group: &Group| -> Vec<ServiceChange> {
            let services = group.services().iter().filter(|service| service.held_by.is_none());
            // What has changed since the calendar's last look may be looked at earlier than it would be anyway.
            let look = |service: &crate::Service| {
                let anyway = next_due(service, group, holder.calendar, renew_day);
                let due_on = service.agenda.due_on.into_iter().chain(anyway).min();
                let agenda = Agenda { due_on, ..service.agenda };
                ServiceChange::Look { service: service.id, state: service.state, agenda }
            };
            services.map(look).collect()
        };
        *group = group.changed(&due(group));
    }
    let mut course = Course::new(groups, holder.balances, holder.standing);
    for _ in 0..FORECAST_DAYS_MAX {
        let Some(day) = course.next_day(now.today).filter(|day| *day <= until) else { break };
        course.pass(holder, day, now)?;
    }
    Ok(course.forecast)
}

struct Course {
    groups: BTreeMap<usize, Group>,
    /// Which group a service is in.
    places: HashMap<ServiceId, usize>,
    /// The groups by the day on which one of their services is due first: a day looks at those that are due, and at no others.
    due: BTreeSet<(Date, usize)>,
    /// The groups of what orders wait for that may be paid again: whether they can be is told by all of their services.
    standing: BTreeSet<usize>,
    balances: Balances,
    forecast: Forecast,
}

/// The day on which a service of a group is due first.
fn due_on(group: &Group) -> Option<Date> {
    group.services().iter().filter_map(|service| service.agenda.due_on).min()
}

impl Course {
    fn new(groups: Vec<Group>, balances: Balances, standing: &[Standing]) -> Self {
        let groups: BTreeMap<usize, Group> = groups.into_iter().enumerate().collect();
        let ids = |(place, group): (&usize, &Group)| {
            let place = *place;
            group.services().iter().map(move |service| (service.id, place)).collect::<Vec<_>>()
        };
        let places: HashMap<ServiceId, usize> = groups.iter().flat_map(ids).collect();
        let day = |(place, group): (&usize, &Group)| Some((due_on(group)?, *place));
        let due = groups.iter().filter_map(day).collect();
        let sold = standing.iter().flat_map(|standing| standing.order.terms.renewals());
        let standing = sold.filter_map(|(service, _)| places.get(&service).copied()).collect();
        Self { groups, places, due, standing, balances, forecast: Forecast::default() }
    }

    fn next_day(&self, today: Date) -> Option<Date> {
        self.due.first().map(|(day, _)| (*day).max(today))
    }

    /// The groups that a day looks at, in their order.
    fn due_groups(&self, day: Date) -> Vec<Group> {
        let mut places = self.standing.clone();
        places.extend(self.due.range(..=(day, usize::MAX)).map(|(_, place)| *place));
        places.iter().filter_map(|place| self.groups.get(place)).cloned().collect()
    }

    /// Changes services, each in its group.
    fn change(&mut self, changes: Vec<ServiceChange>) {
        let mut of_groups: BTreeMap<usize, Vec<ServiceChange>> = BTreeMap::new();
        for change in changes {
            if let Some(place) = self.places.get(&change.service()) {
                of_groups.entry(*place).or_default().push(change);
            }
        }
        for (place, changes) in of_groups {
            let Some(group) = self.groups.get_mut(&place) else { continue };
            if let Some(day) = due_on(group) {
                self.due.remove(&(day, place));
            }
            *group = group.changed(&changes);
            self.due.extend(due_on(group).map(|day| (day, place)));
        }
    }

    fn pass(&mut self, holder: &Holder<'_>, day: Date, now: Now) -> Result<(), MoneyError> {
        // Nobody meets the order of this plan, so any id will do.
        let now = Now { today: day, ..now };
        let groups = self.due_groups(day);
        let holder = Holder { groups: &groups, balances: self.balances, ..*holder };
        let plan = plan_day(&holder, day, now, OrderId::MIN)?;
        let mut changes = plan.changes.clone();
        for charge in &plan.charges {
            let order = ordered(&plan, holder.standing, charge.order);
            let lines = order.map(|order| order.terms.lines.clone()).unwrap_or_default();
            changes.extend(self.extensions(&lines, day, &holder));
            let (means, amount) = (charge.means, charge.amount);
            if means == Means::Prepaid {
                self.balances.prepaid = self.balances.prepaid.checked_sub(amount)?;
            }
            self.forecast.debits.push(Debit { on: day, means, amount, lines });
        }
        for finding in plan.findings {
            let is_doom = matches!(
                finding.found,
                Found::NotRenewed(_) | Found::Suspended { .. } | Found::Deleted { .. }
            );
            if is_doom {
                let (service, found) = (finding.service, finding.found);
                let reasons = reasons(&found, &holder, day);
                self.forecast.dooms.push(Doom { on: day, service, found, reasons });
            }
        }
        self.change(changes);
        Ok(())
    }

    /// The services of an order after it is paid.
    fn extensions(&self, lines: &[Line], day: Date, holder: &Holder<'_>) -> Vec<ServiceChange> {
        let renew_day = holder.renew_day();
        let extend = |line: &Line| {
            let term = line.term?;
            let service = line.service?;
            let before = self.groups.get(self.places.get(&service)?)?.service(service)?;
            let to = before.expiry.extended(term.period).ok()?;
            let mut after = before.clone();
            let bound =
                after_line(before, OrderId::MIN, line).map(|binding| binding.change(service));
            bound.iter().for_each(|change| after.apply(change));
            after.expiry = to;
            after.state = ServiceState::Active;
            after.agenda.looked_on = Some(day);
            let due_on = due_after_renewal(&after, holder.calendar, renew_day);
            let agenda = Agenda { due_on, ..after.agenda };
            let state = after.state;
            let (id, from) = (before.id, before.expiry);
            let extension = Extension { service: id, from, to, state, agenda };
            Some(std::iter::once(ServiceChange::Extend(extension)).chain(bound))
        };
        lines.iter().filter_map(extend).flatten().collect()
    }
}

fn ordered<'a>(
    plan: &'a DayPlan,
    standing: &'a [Standing],
    order: OrderToPay,
) -> Option<&'a Order> {
    match order {
        OrderToPay::New(_) => plan.order.as_ref(),
        OrderToPay::Standing(id) => {
            standing.iter().map(|standing| &standing.order).find(|order| order.id == id)
        }
    }
}

/// Why nothing can pay, if that is what was found.
fn reasons(found: &Found, holder: &Holder<'_>, day: Date) -> Vec<Unusable> {
    if !matches!(found, Found::NotRenewed(super::WhyNot::NoMeans)) {
        return Vec::new();
    }
    let usable = usable(holder.methods, day);
    let unusable = holder.methods.iter().filter(|method| !usable.contains(method));
    let mut reasons: Vec<Unusable> = unusable.map(|method| why(method, day)).collect();
    if holder.methods.is_empty() {
        reasons.push(Unusable::NothingRegistered);
    }
    if !holder.balances.prepaid.is_zero() {
        reasons.push(Unusable::BalanceShort { balance: holder.balances.prepaid });
    }
    reasons
}

fn why(method: &PaymentMethod, day: Date) -> Unusable {
    let (id, status) = (method.id, method.status);
    match method.expires_on {
        Some(expires_on) if expires_on < day => Unusable::Ends { method: id, expires_on },
        _ if status != MethodStatus::Valid => Unusable::Status { method: id, status },
        _ => Unusable::Refused { method: id },
    }
}
