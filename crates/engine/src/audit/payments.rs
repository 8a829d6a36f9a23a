//! I3: orders and payments say the same, and so do the gateway's books.

use std::collections::{BTreeMap, BTreeSet};

use perennial_core::means::Means;
use perennial_core::order::OrderState;
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::{OrderId, PaymentId, ServiceId};
use perennial_store::{Books, SandboxCharge};

use super::Found;
use crate::gateway::sandbox::Entry;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = one_live_payment(books);
    found.extend(orders_and_payments(books));
    found.extend(holds(books));
    found.extend(gateway(books));
    found
}

/// A service is held by an order exactly while that order is being paid.
fn holds(books: &Books) -> Vec<Found> {
    let paying = books.orders.iter().filter(|o| matches!(o.state, OrderState::Paying { .. }));
    let expected: BTreeSet<(ServiceId, OrderId)> =
        paying.flat_map(|o| o.terms.renewals().map(|(service, _)| (service, o.id))).collect();
    let held = books.services.iter().filter_map(|s| s.held_by.map(|order| (s.id, order)));
    let held: BTreeSet<(ServiceId, OrderId)> = held.collect();
    expected
        .symmetric_difference(&held)
        .map(|(service, order)| {
            ("I3", format!("service {service} and order {order} do not agree on who is being paid"))
        })
        .collect()
}

fn is_captured(payment: &Payment) -> bool {
    matches!(payment.state, PaymentState::Captured { .. })
}

fn one_live_payment(books: &Books) -> Vec<Found> {
    let mut live = BTreeMap::<OrderId, usize>::new();
    for payment in books.payments.iter().filter(|p| p.state.is_open() || is_captured(p)) {
        *live.entry(payment.order).or_default() += 1;
    }
    live.into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(order, count)| {
            ("I3", format!("order {order} has {count} payments that are captured or open"))
        })
        .collect()
}

/// A settled order has a captured payment of its gross total; one being paid has an open one; no other has either.
fn orders_and_payments(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let by_id: BTreeMap<PaymentId, &Payment> = books.payments.iter().map(|p| (p.id, p)).collect();
    for order in &books.orders {
        let (payment, wanted) = match order.state {
            OrderState::Settled { payment, .. } => (Some(payment), "captured"),
            OrderState::Paying { payment } => (Some(payment), "open"),
            OrderState::Unpaid | OrderState::Cancelled { .. } => (None, "none"),
        };
        let live = books
            .payments
            .iter()
            .find(|p| p.order == order.id && (p.state.is_open() || is_captured(p)));
        if live.map(|live| live.id) != payment {
            found.push(("I3", format!("order {} and its payments do not agree", order.id)));
        }
        let Some(known) = payment.and_then(|id| by_id.get(&id)) else { continue };
        let state = if is_captured(known) { "captured" } else { "open" };
        if state != wanted || known.amount != order.terms.totals.gross || known.order != order.id {
            let text = format!(
                "order {} needs a payment that is {wanted}; payment {} of {} is {}",
                order.id,
                known.id,
                known.amount,
                known.state.code()
            );
            found.push(("I3", text));
        }
    }
    found
}

/// What the gateway has taken, we have as captured or in doubt; what we have as captured, it has taken.
fn gateway(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let taken: BTreeMap<PaymentId, &SandboxCharge> = books
        .charges
        .iter()
        .filter(|charge| Entry::of(charge) == Some(Entry::Captured))
        .map(|charge| (charge.payment, charge))
        .collect();
    let refunds = || books.credit_notes.iter().map(|note| &note.payment);
    let by_method = books.payments.iter().chain(refunds());
    let by_method = by_method.filter(|p| matches!(p.means, Means::Method(..)));
    for payment in by_method {
        let charge = taken.get(&payment.id);
        match (&payment.state, charge) {
            (PaymentState::Captured { .. }, Some(charge)) if charge.amount == payment.amount => {}
            (PaymentState::Captured { .. }, _) if books.charges.is_empty() => {}
            (PaymentState::Captured { .. }, _) => {
                found.push((
                    "I3",
                    format!(
                        "payment {} is captured, the gateway has not taken {}",
                        payment.id, payment.amount
                    ),
                ));
            }
            (PaymentState::Declined { .. } | PaymentState::Voided { .. }, Some(charge)) => {
                found.push((
                    "I3",
                    format!(
                        "the gateway has taken {} for payment {}, which is {}",
                        charge.amount,
                        payment.id,
                        payment.state.code()
                    ),
                ));
            }
            _ => {}
        }
    }
    let known: BTreeSet<PaymentId> = books.payments.iter().chain(refunds()).map(|p| p.id).collect();
    for payment in taken.keys().filter(|payment| !known.contains(payment)) {
        found.push((
            "I3",
            format!("the gateway has taken money for payment {payment}, which is not known"),
        ));
    }
    found
}
