//! Whether an account stands in the database as it must, and everything in which it does not.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::auditor::books::{AccountRows, LineRow, MethodRow, OrderRow, ServiceRow};
use crate::auditor::date::{self, Day};

use super::{Account, Means, Notice, Order, OrderState, Payment, PaymentState, Service, State};

/// Everything in which rows differ from what they must be. Takes over the ids of new orders and payments.
#[must_use]
pub fn differences(account: &mut Account, rows: &AccountRows) -> Vec<String> {
    account.claim_orders(rows);
    account.claim_payments(rows);
    let mut found = Vec::new();
    account.compare_services(rows, &mut found);
    account.compare_orders(rows, &mut found);
    account.compare_payments(rows, &mut found);
    account.compare_notices(rows, &mut found);
    let held = [
        ("the prepaid account", account.prepaid, rows.prepaid),
        ("the points", account.points, rows.points),
    ];
    for (what, expected, is) in held.into_iter().filter(|(_, expected, is)| expected != is) {
        found.push(format!("{what} must be {expected}, not {is}"));
    }
    if account.renew_day != rows.renew_day {
        found.push(format!(
            "the renew day must be {:?}, not {:?}",
            account.renew_day, rows.renew_day
        ));
    }
    found
}

fn say<T: std::fmt::Debug + PartialEq>(
    what: &str,
    expected: Option<&T>,
    is: Option<&T>,
    found: &mut Vec<String>,
) {
    if expected != is {
        let text = |value: Option<&T>| value.map_or("nothing".to_owned(), |v| format!("{v:?}"));
        found.push(format!("{what}\n    must be {}\n    and is  {}", text(expected), text(is)));
    }
}

fn compare_all<K: Ord + std::fmt::Display, T: std::fmt::Debug + PartialEq>(
    what: &str,
    expected: &BTreeMap<K, T>,
    is: &BTreeMap<K, T>,
    found: &mut Vec<String>,
) {
    for (key, value) in expected {
        say(&format!("{what} {key}"), Some(value), is.get(key), found);
    }
    for (key, value) in is.iter().filter(|(key, _)| !expected.contains_key(key)) {
        say(&format!("{what} {key}"), None, Some(value), found);
    }
}

impl Account {
    fn compare_services(&self, rows: &AccountRows, found: &mut Vec<String>) {
        let expected: BTreeMap<i64, ServiceRow> =
            self.services.iter().map(|(id, service)| (*id, self.service_row(service))).collect();
        compare_all("service", &expected, &rows.services, found);
        let method = |method: &super::Method| {
            let row = MethodRow {
                status: "VALID".to_owned(),
                is_default: method.is_default,
                expires: method.ends,
                refused: method.refused,
            };
            (method.id, row)
        };
        compare_all("method", &self.methods.iter().map(method).collect(), &rows.methods, found);
    }

    fn id_of(&self, order: Option<usize>) -> Option<i64> {
        // An order without an id is one that nothing agrees with.
        order.map(|order| self.order(order).id.unwrap_or(-1))
    }

    fn service_row(&self, service: &Service) -> ServiceRow {
        let mut row = ServiceRow {
            plan: service.plan.to_owned(),
            quantity: service.quantity,
            expires: service.expires,
            anchor: service.anchor,
            state: String::new(),
            since: None,
            attempts: None,
            attempts_before: None,
            unpaid_order: None,
            redemption_from: None,
            delete_on: None,
            mode: service.mode.code().to_owned(),
            months: service.months,
            stop: service.stop.map(|stop| stop.code().to_owned()),
            held_by: self.id_of(service.held),
        };
        let state = match service.state {
            State::Active => "active",
            State::Unpaid(unpaid) => {
                row.since = Some(unpaid.since);
                row.attempts = Some(unpaid.attempts);
                row.attempts_before = Some(unpaid.attempts_before);
                row.unpaid_order = self.id_of(unpaid.order);
                "unpaid"
            }
            State::Suspended { since, redemption_from, delete_on } => {
                (row.since, row.redemption_from) = (Some(since), redemption_from);
                row.delete_on = Some(delete_on);
                "suspended"
            }
            State::Deleted => "deleted",
        };
        row.state = state.to_owned();
        row
    }

    /// Gives orders whose id is not known yet that of the row which agrees with them in all that never changes.
    pub fn claim_orders(&mut self, rows: &AccountRows) {
        let is_new = |order: &Order| order.id.is_none();
        for place in 0..self.orders.len() {
            if !is_new(self.order(place)) {
                continue;
            }
            let known: Vec<i64> = self.orders.iter().filter_map(|order| order.id).collect();
            let expected = self.order(place);
            let agrees = |row: &OrderRow| {
                row.run_on == expected.run_on
                    && row.placed_at == expected.placed_at
                    && row.lines == self.lines(expected)
            };
            let mut free = rows.orders.iter().filter(|(id, _)| !known.contains(id));
            let id = free.find(|(_, row)| agrees(row)).map(|(id, _)| *id);
            self.order_mut(place).id = id;
        }
    }

    fn lines(&self, order: &Order) -> Vec<LineRow> {
        let line = |line: &super::Line| LineRow {
            service: line.service,
            quantity: line.quantity,
            unit_price: line.unit_price,
            amount: line.amount,
            tax: self.tax,
            term: line.term,
        };
        order.lines.iter().map(line).collect()
    }

    fn compare_orders(&self, rows: &AccountRows, found: &mut Vec<String>) {
        let mut expected = BTreeMap::new();
        for (place, order) in self.orders.iter().enumerate() {
            match order.id {
                // Ids of payments and instants are looked at elsewhere.
                Some(id) => drop(expected.insert(id, self.order_row(order, rows.orders.get(&id)))),
                None => {
                    found.push(format!("there must be an order (number {place}) like {order:?}"));
                }
            }
        }
        compare_all("order", &expected, &rows.orders, found);
    }

    fn order_row(&self, order: &Order, row: Option<&OrderRow>) -> OrderRow {
        let (state, reason) = match order.state {
            OrderState::Unpaid => ("unpaid", None),
            OrderState::Paying => ("paying", None),
            OrderState::Settled => ("settled", None),
            OrderState::Lapsed => ("cancelled", Some("notPaidInTime")),
            OrderState::Superseded => ("cancelled", Some("superseded")),
        };
        OrderRow {
            category: if order.run_on.is_some() { "autorenew" } else { "earlyrenewal" }.to_owned(),
            run_on: order.run_on,
            currency: self.currency.code.to_owned(),
            net: order.net,
            tax: order.tax,
            gross: order.gross,
            placed_at: order.placed_at,
            valid_until: order.valid_until,
            state: state.to_owned(),
            payment: row.and_then(|row| row.payment),
            settled_at: row.and_then(|row| row.settled_at),
            reason: reason.map(str::to_owned),
            lines: self.lines(order),
        }
    }

    fn compare_payments(&self, rows: &AccountRows, found: &mut Vec<String>) {
        let mut expected = Vec::new();
        for order in &self.orders {
            let payments = order.payments.iter();
            let happened = payments.filter(|payment| payment.state != PaymentState::Voided);
            expected.extend(happened.map(|payment| self.payment_text(order, payment)));
        }
        let happened = rows.payments.values().filter(|payment| payment.state != "voided");
        let mut are: Vec<String> = happened
            .map(|row| {
                let state = match row.state.as_str() {
                    "pending" | "unknown" => "open",
                    state => state,
                };
                let (decline, at) = (row.decline.clone().unwrap_or_default(), row.created_at);
                let (order, amount, method) = (row.order, row.amount, row.method);
                format!(
                    "of order {order} at {at}: {amount} with {} {method:?}, {state} {decline}",
                    row.means
                )
            })
            .collect();
        expected.sort();
        are.sort();
        for payment in expected.iter().filter(|payment| !are.contains(payment)) {
            found.push(format!("there must be a payment {payment}"));
        }
        for payment in are.iter().filter(|payment| !expected.contains(payment)) {
            found.push(format!("there must not be a payment {payment}"));
        }
        if expected.len() != are.len() {
            found.push(format!("there must be {} payments, not {}", expected.len(), are.len()));
        }
    }

    fn payment_text(&self, order: &Order, payment: &Payment) -> String {
        let (means, method) = match payment.means {
            Means::Prepaid => ("ovhAccount", None),
            Means::Points => ("fidelityAccount", None),
            Means::Method(id) => {
                let known = self.methods.iter().find(|method| method.id == id);
                (known.map_or("", |method| method.kind), Some(id))
            }
        };
        let (state, decline) = match payment.state {
            PaymentState::Open => ("open", ""),
            PaymentState::Captured => ("captured", ""),
            PaymentState::Declined { hard: false } => ("declined", "soft"),
            PaymentState::Declined { hard: true } => ("declined", "hard"),
            PaymentState::Voided => ("voided", ""),
        };
        let (id, gross) = (order.id.unwrap_or(-1), order.gross);
        format!(
            "of order {id} at {}: {gross} with {means} {method:?}, {state} {decline}",
            payment.at
        )
    }

    fn compare_notices(&self, rows: &AccountRows, found: &mut Vec<String>) {
        let mut expected: Vec<String> =
            self.notices.iter().map(|notice| self.notice_text(notice)).collect();
        // Ends of payment methods are told by a rule of their own.
        let of_services = rows.notices.values().filter(|row| row.kind != "methodEnds");
        let mut are: Vec<String> =
            of_services.map(|row| read_notice(&row.kind, &row.data)).collect();
        expected.sort();
        are.sort();
        for notice in expected.iter().filter(|notice| !are.contains(notice)) {
            found.push(format!("there must be a notice {notice}"));
        }
        for notice in are.iter().filter(|notice| !expected.contains(notice)) {
            found.push(format!("there must not be a notice {notice}"));
        }
        if expected.len() != are.len() {
            found.push(format!("there must be {} notices, not {}", expected.len(), are.len()));
        }
    }

    fn notice_text(&self, notice: &Notice) -> String {
        let item = |(service, expires, on, amount): &(i64, Day, Option<Day>, Option<i64>)| {
            let on = on.map(date::print);
            format!(" {service} {} {on:?} {amount:?}", date::print(*expires))
        };
        let items: String = notice.items.iter().map(item).collect();
        let (order, amount) = (self.id_of(notice.order), notice.amount);
        format!("{} {} {order:?} {amount:?}:{items}", notice.kind, date::print(notice.day))
    }
}

/// A stored notice in the same words.
fn read_notice(kind: &str, data: &str) -> String {
    let Ok(data) = serde_json::from_str::<Value>(data) else { return format!("{kind} {data}") };
    let text = |value: &Value, key| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = |value: &Value, key| value.get(key).and_then(Value::as_i64);
    let ucents = |value: &Value| value.pointer("/amount/ucents").and_then(Value::as_i64);
    let items = data.get("items").and_then(Value::as_array).into_iter().flatten();
    let item = |item: &Value| {
        let (service, amount) = (number(item, "service").unwrap_or(-1), ucents(item));
        let expires = text(item, "expires_on").unwrap_or_default();
        format!(" {service} {expires} {:?} {amount:?}", text(item, "on"))
    };
    let items: String = items.map(item).collect();
    let (day, order) = (text(&data, "day").unwrap_or_default(), number(&data, "order"));
    format!("{kind} {day} {order:?} {:?}:{items}", ucents(&data))
}
