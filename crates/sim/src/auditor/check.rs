//! The invariants, each as far as it can be told from the database, the gateway and what was seen before.

mod bills;
mod ledger;
mod life;
mod memory;
mod orders;
mod payments;
mod periods;

pub(super) use memory::Memory;

use std::collections::BTreeMap;

use super::books::Books;
use super::{Auditor, ChargeRecord, Violation};

/// What was audited, for the summary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Audits.
    pub audits: u64,
    /// Accounts that were held against a prediction.
    pub predictions: u64,
    /// Those among them where one of several moments had to fit.
    pub bounded: u64,
    /// Bills in the last audit.
    pub bills: u64,
    /// Notices in the last audit.
    pub notices: u64,
    /// Orders that were settled.
    pub settled: u64,
    /// Orders of the calendar among them.
    pub automatic: u64,
    /// Services that were renewed.
    pub renewals: u64,
    /// Payments that were declined.
    pub declined: u64,
}

/// Everything that is wrong.
pub(super) fn all(
    books: &Books,
    gateway: &[ChargeRecord],
    at: i64,
    auditor: &mut Auditor,
) -> Vec<Violation> {
    let mut found: Vec<Violation> =
        books.unreadable.iter().map(|text| Violation::new("rows", text.as_str())).collect();
    for (account, why) in &books.parked {
        found.push(Violation::new("parked", format!("account {account} is parked: {why}")));
    }
    for (id, rows) in &books.accounts {
        let Some(customer) = auditor.customers.get(id) else { continue };
        let name = customer.name.as_str();
        let mut say = |rule: &'static str, text: String| {
            found.push(Violation::new(rule, format!("{name}: {text}")));
        };
        periods::check(rows, auditor.memory.began(*id), &mut say);
        orders::check(rows, &mut say);
        payments::check(rows, &mut say);
        ledger::check(rows, &mut say);
        life::check(rows, customer, at, &mut say);
        if let Some(limit) = auditor.planted {
            planted(rows, limit, &mut say);
        }
    }
    payments::check_gateway(books, gateway, &mut found);
    bills::check(books, &mut found);
    auditor.memory.check(books, gateway, &mut found);
    count(books, &mut auditor.counts);
    found
}

/// What must have come to rest.
pub(super) fn at_the_end(
    books: &Books,
    gateway: &[ChargeRecord],
    taken: &BTreeMap<i64, u32>,
    crashes: u32,
) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut say = |rule, text: String| found.push(Violation::new(rule, text));
    for record in gateway.iter().filter(|record| !record.answered && record.told.is_none()) {
        say("I3", format!("nobody ever asked what became of {record:?}"));
    }
    for rows in books.accounts.values() {
        let open = rows
            .payments
            .iter()
            .filter(|(_, one)| matches!(one.state.as_str(), "pending" | "unknown"));
        open.for_each(|(id, _)| say("I3", format!("payment {id} is still open")));
        let unnumbered = rows.bills.iter().filter(|(_, bill)| bill.number.is_none());
        unnumbered
            .for_each(|(order, _)| say("I6", format!("the bill of order {order} has no number")));
        for (id, notice) in &rows.notices {
            let times = taken.get(id).copied().unwrap_or(0);
            // Letters that were on their way when a process died may go out twice.
            let is_right = notice.state == "sent" && (1..=1 + crashes).contains(&times);
            if !is_right {
                say(
                    "notices",
                    format!("notice {id} is {}, and went out {times} times", notice.state),
                );
            }
            if notice.recipient != format!("{}@example.com", rows.name.trim_end_matches("-ovh")) {
                say("notices", format!("notice {id} went to {}", notice.recipient));
            }
        }
    }
    found
}

/// The rule that does not exist.
fn planted(
    rows: &super::books::AccountRows,
    limit: usize,
    say: &mut impl FnMut(&'static str, String),
) {
    for service in rows.services.keys() {
        let renewed = rows.periods.iter().filter(|(of, ..)| of == service).count();
        if renewed >= limit {
            say("planted", format!("service {service} was renewed {renewed} times"));
        }
    }
}

fn count(books: &Books, counts: &mut Counts) {
    let accounts = || books.accounts.values();
    let sum = |count: fn(&super::books::AccountRows) -> usize| -> u64 {
        accounts().map(count).sum::<usize>() as u64
    };
    counts.audits += 1;
    counts.bills = sum(|account| account.bills.len());
    counts.notices = sum(|account| account.notices.len());
    counts.renewals = sum(|account| account.periods.len());
    counts.settled =
        sum(|account| account.orders.values().filter(|order| order.state == "settled").count());
    counts.automatic = sum(|account| {
        let orders = account.orders.values();
        orders.filter(|order| order.state == "settled" && order.run_on.is_some()).count()
    });
    counts.declined =
        sum(|account| account.payments.values().filter(|one| one.state == "declined").count());
}
