//! I1, I2, I7: what was sold, by which order, and until when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use perennial_core::link;
use perennial_core::order::OrderState;
use perennial_core::{Expiry, OrderId, ServiceId};
use perennial_store::{Books, SoldPeriod};

use super::Found;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = sold_once(books);
    found.extend(orders_extend(books));
    found.extend(groups(books));
    found.extend(described(books));
    found
}

/// What is told is told of a service that is there.
fn described(books: &Books) -> impl Iterator<Item = Found> {
    let held: BTreeSet<ServiceId> = books.services.iter().map(|service| service.id).collect();
    let strays = books.described.iter().filter(move |service| !held.contains(*service));
    strays
        .map(|service| ("I2", format!("details or tags of service {service}, which is not there")))
}

/// The periods of a service follow one another and lead to its expiry, on its anchor day.
fn sold_once(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let mut by_service = BTreeMap::<ServiceId, Vec<&SoldPeriod>>::new();
    for period in &books.sold {
        by_service.entry(period.service).or_default().push(period);
    }
    for (service, mut periods) in by_service {
        periods.sort_by_key(|period| period.starts_on);
        for (before, after) in periods.iter().zip(periods.iter().skip(1)) {
            if before.ends_on != after.starts_on {
                let text = format!(
                    "service {service}: a period ends on {}, the next starts on {}",
                    before.ends_on, after.starts_on
                );
                found.push(("I1", text));
            }
        }
        let Some(held) = books.services.iter().find(|held| held.id == service) else {
            found.push(("I2", format!("service {service} was sold and is not there")));
            continue;
        };
        let last = periods.last().map(|period| period.ends_on);
        if let Some(last) = last.filter(|last| *last != held.expiry.on()) {
            let text = format!(
                "service {service} runs until {}, but was sold until {last}",
                held.expiry.on()
            );
            found.push(("I2", text));
        }
        for period in periods {
            let is_anchored = on_anchor(period.starts_on, held.expiry) == Some(period.starts_on);
            if !is_anchored || expected_end(books, period, held.expiry) != Some(period.ends_on) {
                let text = format!(
                    "service {service}: {} to {} is not the period of its order",
                    period.starts_on, period.ends_on
                );
                found.push(("I7", text));
            }
        }
    }
    found
}

/// The date some months later, clamped to the month: computed here without the domain's own arithmetic.
fn expected_end(books: &Books, period: &SoldPeriod, expiry: Expiry) -> Option<Date> {
    let order = books.orders.iter().find(|order| order.id == period.order)?;
    let mut renewals = order.terms.renewals();
    let (_, term) = renewals.find(|(service, _)| *service == period.service)?;
    let months = i32::from(period.starts_on.year()) * 12 + i32::from(period.starts_on.month()) - 1
        + i32::from(term.period.months());
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
    on_anchor(Date::new(year, month, 1).ok()?, expiry)
}

/// The anchor day in the month of a date, or the last day of a shorter month.
fn on_anchor(date: Date, expiry: Expiry) -> Option<Date> {
    let (year, month) = (date.year(), date.month());
    (1..=expiry.anchor_day()).rev().find_map(|day| Date::new(year, month, day).ok())
}

/// A settled order has a sold period for each of its lines, and no other order has any.
fn orders_extend(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let sold: BTreeSet<(OrderId, ServiceId, Date, Date)> =
        books.sold.iter().map(|p| (p.order, p.service, p.starts_on, p.ends_on)).collect();
    let mut expected = BTreeSet::new();
    for order in &books.orders {
        if matches!(order.state, OrderState::Settled { .. }) {
            let sold = order.terms.renewals();
            expected.extend(sold.map(|(id, term)| (order.id, id, term.starts_on, term.ends_on)));
        }
    }
    for (order, service, ..) in expected.difference(&sold) {
        found.push(("I2", format!("order {order} is settled, service {service} was not extended")));
    }
    for (order, service, ..) in sold.difference(&expected) {
        found.push((
            "I2",
            format!("service {service} was extended by order {order}, which is not settled for it"),
        ));
    }
    found
}

/// Links are sound, and every service is in the group that they make.
fn groups(books: &Books) -> Vec<Found> {
    let ids = books.services.iter().map(|service| service.id).collect();
    match link::groups(&ids, &books.links) {
        Err(error) => vec![("I2", format!("the links are not sound: {error}"))],
        Ok(groups) => books
            .services
            .iter()
            .filter(|service| groups.get(&service.id) != Some(&service.group))
            .map(|service| {
                ("I2", format!("service {} is not in the group of its links", service.id))
            })
            .collect(),
    }
}
