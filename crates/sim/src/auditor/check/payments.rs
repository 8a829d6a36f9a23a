//! I3: an order is charged once. The orders say so, the payments say so, and the gateway's own record says so.

use std::collections::BTreeMap;

use crate::auditor::books::{AccountRows, Books};
use crate::auditor::{ChargeRecord, Truth, Violation};

pub(super) fn check(rows: &AccountRows, say: &mut impl FnMut(&'static str, String)) {
    for (id, payment) in &rows.payments {
        let order = rows.orders.get(&payment.order);
        if order.is_none_or(|order| order.gross != payment.amount) {
            say("I3", format!("payment {id} is not of what its order costs: {payment:?}"));
        }
    }
    for (id, order) in &rows.orders {
        let of = |states: &[&str]| -> Vec<i64> {
            let payments = rows.payments.iter().filter(|(_, payment)| payment.order == *id);
            let those = payments.filter(|(_, payment)| states.contains(&payment.state.as_str()));
            those.map(|(id, _)| *id).collect()
        };
        let (captured, open) = (of(&["captured"]), of(&["pending", "unknown"]));
        let expected = match order.state.as_str() {
            "settled" => (order.payment.into_iter().collect(), vec![]),
            "paying" => (vec![], order.payment.into_iter().collect()),
            _ => (vec![], vec![]),
        };
        let is_paid = matches!(order.state.as_str(), "settled" | "paying");
        if (captured, open) != expected || is_paid != order.payment.is_some() {
            say(
                "I3",
                format!("order {id} is {}, and its payments are others: {order:?}", order.state),
            );
        }
    }
    for (id, service) in &rows.services {
        let is_paying = |order: i64| {
            let order = rows.orders.get(&order).filter(|order| order.state == "paying");
            order.is_some_and(|order| order.lines.iter().any(|line| line.service == *id))
        };
        if service.held_by.is_some_and(|order| !is_paying(order)) {
            say(
                "I3",
                format!(
                    "service {id} is held by order {:?}, which is not being paid",
                    service.held_by
                ),
            );
        }
    }
    for (id, order) in rows.orders.iter().filter(|(_, order)| order.state == "paying") {
        for line in order.lines.iter().filter(|line| line.term.is_some()) {
            let service = rows.services.get(&line.service);
            if service.is_none_or(|service| service.held_by != Some(*id)) {
                say(
                    "I3",
                    format!("order {id} is being paid, and does not hold service {}", line.service),
                );
            }
        }
    }
}

/// What the gateway has recorded, and what stands in the database.
pub(super) fn check_gateway(books: &Books, gateway: &[ChargeRecord], found: &mut Vec<Violation>) {
    let mut say = |text: String| found.push(Violation::new("I3", text));
    let mut captured = BTreeMap::new();
    let mut known = BTreeMap::new();
    for record in gateway {
        if known.insert((record.account, record.payment), record).is_some() {
            say(format!("the gateway has payment {} twice", record.payment));
        }
        let rows = books.accounts.get(&record.account);
        let Some(payment) = rows.and_then(|rows| rows.payments.get(&record.payment)) else {
            say(format!("the gateway was asked for a payment that is not there: {record:?}"));
            continue;
        };
        let expected = match record.truth {
            Truth::Captured => ("captured", None),
            Truth::Declined { hard: false } => ("declined", Some("soft")),
            Truth::Declined { hard: true } => ("declined", Some("hard")),
            Truth::Voided => ("voided", None),
        };
        let is_open = matches!(payment.state.as_str(), "pending" | "unknown");
        if !is_open && (payment.state.as_str(), payment.decline.as_deref()) != expected {
            say(format!("the gateway has {record:?}, and the books have {payment:?}"));
        }
        if (payment.amount, payment.method) != (record.amount, Some(record.method)) {
            say(format!("the gateway charged {record:?} for {payment:?}"));
        }
        if record.truth == Truth::Captured
            && captured.insert((record.account, payment.order), record.payment).is_some()
        {
            say(format!("order {} was charged twice", payment.order));
        }
    }
    for (account, rows) in &books.accounts {
        for (id, payment) in rows.payments.iter().filter(|(_, payment)| payment.method.is_some()) {
            let record = known.get(&(*account, *id));
            let is_said = matches!(payment.state.as_str(), "captured" | "declined");
            if is_said && record.is_none_or(|record| !record.reached) {
                say(format!(
                    "payment {id} is {}, and the gateway never heard of it",
                    payment.state
                ));
            }
        }
    }
}
