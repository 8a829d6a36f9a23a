//! The calendar: it looks at every service in time, and what it did was told.
//!
//! A service whose day of the next look is later than its settings say would be renewed too late, or never. A day that is
//! too early does no harm: the calendar looks, finds nothing, and writes the right one.

use std::collections::BTreeMap;

use perennial_core::automatic::{Notice, NoticeKind, next_due};
use perennial_core::order::{Category, OrderState};
use perennial_core::service::ServiceState;
use perennial_core::{Calendar, OrderId, Service};
use perennial_documents::mail;
use perennial_store::Books;

use super::Found;
use crate::run::groups;

/// `calendar` is none where services are scheduled by another one than ours.
pub(super) fn violations(books: &Books, calendar: Option<&Calendar>) -> Vec<Found> {
    let mut found = told(books);
    found.extend(books.services.iter().flat_map(|service| states(books, service)));
    if let Some(calendar) = calendar {
        found.extend(looked_at(books, calendar));
    }
    found
}

/// No service is looked at later than it must be. Those that are being paid are not looked at, nor are parked accounts.
fn looked_at(books: &Books, calendar: &Calendar) -> Vec<Found> {
    let mut found = Vec::new();
    let renew_day = books.account.renew_day(calendar);
    for group in groups(books.services.clone(), &books.links) {
        for service in group.services().iter().filter(|service| service.held_by.is_none()) {
            let Some(day) = next_due(service, &group, calendar, renew_day) else { continue };
            // What could not be done on the day of a look is done on the day after it.
            let looked_on = service.agenda.looked_on.and_then(|looked| looked.tomorrow().ok());
            let day = looked_on.map_or(day, |next| day.max(next));
            let due_on = service.agenda.due_on;
            if !books.is_parked && due_on.is_none_or(|due_on| due_on > day) {
                let when =
                    due_on.map_or_else(|| "never".to_owned(), |due_on| format!("on {due_on}"));
                let text =
                    format!("service {} must be looked at by {day}, but is {when}", service.id);
                found.push(("calendar", text));
            }
        }
    }
    found
}

/// The dates of a state are in order, and the order that would pay for a service is there.
fn states(books: &Books, service: &Service) -> Vec<Found> {
    let id = service.id;
    let mut found = Vec::new();
    match service.state {
        ServiceState::Unpaid(unpaid) => {
            let order = books.orders.iter().find(|order| Some(order.id) == unpaid.order);
            if unpaid.order.is_some() && !order.is_some_and(|order| order.terms.renews(id)) {
                found.push((
                    "calendar",
                    format!("the order that service {id} waits for does not renew it"),
                ));
            }
            if unpaid.attempts < unpaid.attempts_before {
                found.push((
                    "calendar",
                    format!("service {id} has fewer attempts than it had before"),
                ));
            }
        }
        ServiceState::Suspended(suspension) => {
            let redemption_from = suspension.redemption_from.unwrap_or(suspension.delete_on);
            if suspension.delete_on < suspension.since || suspension.delete_on < redemption_from {
                found.push(("calendar", format!("service {id} is deleted before its time")));
            }
        }
        ServiceState::Deleted if service.agenda.due_on.is_some() => {
            found.push(("calendar", format!("service {id} is gone, and is still to be looked at")));
        }
        ServiceState::Deleted | ServiceState::Active | ServiceState::InCreation => {}
    }
    found
}

/// A customer is told once of each automatic renewal, and of no other.
fn told(books: &Books) -> Vec<Found> {
    let mut count = BTreeMap::<OrderId, usize>::new();
    let mut found = Vec::new();
    for stored in &books.notices {
        match mail::decode(stored.kind, &stored.data) {
            Ok(Notice { kind: NoticeKind::Renewed, order: Some(order), .. }) => {
                *count.entry(order).or_default() += 1;
            }
            Ok(_) => {}
            Err(error) => found.push(("rows", format!("notice {}: {error}", stored.id))),
        }
    }
    for order in &books.orders {
        let is_renewed = order.terms.category == Category::AutoRenew
            && matches!(order.state, OrderState::Settled { .. });
        let times = count.remove(&order.id).unwrap_or(0);
        if times != usize::from(is_renewed) {
            found.push(("calendar", format!("order {} was told of {times} times", order.id)));
        }
    }
    found.extend(
        count
            .into_keys()
            .map(|order| ("calendar", format!("order {order} was told of and is not there"))),
    );
    found
}
