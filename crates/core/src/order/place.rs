//! Placing a renewal order: from a set of services and a period to the terms of an order, or to a refusal.

use crate::account::Account;
use crate::engagement::periods;
use crate::id::{OrderId, ServiceId};
use crate::limits::ORDER_VALIDITY;
use crate::money::{Currency, MoneyError};
use crate::period::Period;
use crate::plan::PriceList;
use crate::strategy::{Customer, Group, Member, NoStrategy, NotAStrategy, Options, Space};
use crate::tax::Tax;
use crate::time::Now;

use super::line::{Renewal, restoration_line};
use super::{Category, Line, Order, OrderState, OrderTerms, Totals};

/// What the customer asks for.
#[derive(Debug, Clone, Copy)]
pub struct PlaceRequest<'a> {
    /// The service of the path.
    pub service: ServiceId,
    /// For how long.
    pub period: Period,
    /// The services of one strategy in any order; none at all means the service of the path.
    pub services: &'a [ServiceId],
    /// Who asks.
    pub category: Category,
}

/// Why no order is placed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceRefusal {
    /// The service cannot be renewed for the period.
    #[error("{cause}{}", offer(periods))]
    NoStrategy {
        /// What is in the way.
        cause: NoStrategy,
        /// The periods it can be renewed for.
        periods: Vec<Period>,
    },
    /// The services are not a strategy.
    #[error(transparent)]
    NotAStrategy(#[from] NotAStrategy),
    /// One of the services is in an order that is being paid: another order would renew it twice.
    #[error("service {service} is in order {order}, which is being paid; wait for its outcome")]
    BeingPaid {
        /// The service.
        service: ServiceId,
        /// The order being paid.
        order: OrderId,
    },
    /// The amounts do not add up to one that can be charged.
    #[error(transparent)]
    Amount(#[from] MoneyError),
}

fn offer(periods: &[Period]) -> String {
    if periods.is_empty() {
        return String::new();
    }
    let periods: Vec<String> = periods.iter().map(ToString::to_string).collect();
    format!("; it can be renewed for {}", periods.join(", "))
}

/// What placing an order comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// A new order.
    New(Order),
    /// An order for the same, unpaid and still valid: the answer to a repeat.
    Standing(Order),
}

/// The periods that a service can be renewed for, shortest first.
#[must_use]
pub fn renewable_periods(
    service: ServiceId,
    group: &Group,
    customer: Customer,
    prices: &PriceList,
) -> Vec<Period> {
    let found = group.service(service).and_then(|one| Some((one, prices.get(&one.plan)?)));
    let periods = found.map(|(one, plan)| periods(plan, one, customer.currency, one.expiry.on()));
    let periods = periods.unwrap_or_default().into_iter();
    periods
        .filter(|period| {
            Space::new(group, service, *period, customer, prices, Options::Included).is_ok()
        })
        .collect()
}

/// The terms of an order, as a dry run answers them. `tax` is that of the account today.
///
/// # Errors
///
/// [`PlaceRefusal`] when the services are not a strategy for the period.
pub fn draft(
    request: &PlaceRequest<'_>,
    group: &Group,
    account: &Account,
    prices: &PriceList,
    tax: Tax,
    now: Now,
) -> Result<OrderTerms, PlaceRefusal> {
    let customer = Customer { currency: account.currency, today: now.today };
    let space =
        Space::new(group, request.service, request.period, customer, prices, Options::Included)
            .map_err(|cause| PlaceRefusal::NoStrategy {
                cause,
                periods: renewable_periods(request.service, group, customer, prices),
            })?;
    let strategy = space.choose(request.services)?;
    let lines: Vec<Line> = space
        .chosen(strategy)
        .flat_map(|member| {
            let Member { service, plan, price, begins, renewed, .. } = *member;
            let sold = Renewal { service, plan, price, period: request.period, renewed, begins };
            let fee = member.restoration.map(|fee| restoration_line(service, plan, fee, tax));
            std::iter::once(sold.line(tax)).chain(fee)
        })
        .collect();
    let terms = renewal_terms(lines, customer.currency, now)?;
    Ok(OrderTerms { category: request.category, ..terms })
}

/// The terms of an order of a customer for lines that renew services.
pub(crate) fn renewal_terms(
    lines: Vec<Line>,
    currency: Currency,
    now: Now,
) -> Result<OrderTerms, MoneyError> {
    let totals = Totals::of(&lines, currency)?;
    let valid_until = now.at.checked_add(ORDER_VALIDITY).map_err(|_| MoneyError::Overflow)?;
    let (category, run_on, placed_at) = (Category::EarlyRenewal, None, now.at);
    Ok(OrderTerms { category, run_on, lines, totals, placed_at, valid_until })
}

/// Places an order with given terms, unless the same stands already.
///
/// `standing` are unpaid orders of the account for the same selection, `group` has the services as they are.
///
/// # Errors
///
/// [`PlaceRefusal::BeingPaid`] when one of the services is in an order that is being paid.
pub fn place(
    terms: OrderTerms,
    group: &Group,
    standing: &[Order],
    id: OrderId,
) -> Result<Placement, PlaceRefusal> {
    for service in terms.lines.iter().filter_map(|line| line.service) {
        let held_by = group.service(service).and_then(|service| service.held_by);
        if let Some(order) = held_by {
            return Err(PlaceRefusal::BeingPaid { service, order });
        }
    }
    Ok(place_once(terms, standing, id))
}

/// Places an order with given terms, unless one of the standing orders is for the same and can still be paid.
#[must_use]
pub fn place_once(terms: OrderTerms, standing: &[Order], id: OrderId) -> Placement {
    let standing = standing
        .iter()
        .filter(|order| order.check_payable(terms.placed_at).is_ok())
        .find(|order| order.terms.sells_the_same(&terms));
    match standing {
        Some(order) => Placement::Standing(order.clone()),
        None => Placement::New(Order { id, terms, state: OrderState::Unpaid }),
    }
}
