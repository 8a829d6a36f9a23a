//! I6: every settled order has its bill, every series has every number, and every number has its bill.

use std::collections::BTreeMap;

use jiff::Timestamp;
use perennial_core::account::Subsidiary;
use perennial_core::bill::{Bill, BillNumber};
use perennial_core::order::OrderState;
use perennial_core::{Order, OrderId};
use perennial_store::{Books, Registered, StoreError};

use super::{Found, Report};
use crate::engine::Engine;
use crate::journal;

/// Numbers of a register read at once.
const BATCH: i64 = 10_000;
/// Numbers asked for at once.
const ASKED: usize = 256;

/// A settled order has a bill over its totals, if it is a sale; no other order has one.
pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let mut bills: BTreeMap<OrderId, &Bill> = books.bills.iter().map(|b| (b.order, b)).collect();
    for order in &books.orders {
        let is_sale = order.terms.category.is_sale();
        let settled = is_sale && matches!(order.state, OrderState::Settled { .. });
        match bills.remove(&order.id) {
            Some(bill) if settled && bills_exactly(bill, order) => {
                found.extend(altered(bill, order));
            }
            None if !settled => {}
            Some(_) if !settled => {
                found.push((
                    "I6",
                    format!("order {} is not a settled sale and has a bill", order.id),
                ));
            }
            Some(_) => {
                found.push((
                    "I6",
                    format!("the bill of order {} is not what the order is", order.id),
                ));
            }
            None => found.push(("I6", format!("order {} is settled and has no bill", order.id))),
        }
    }
    found.extend(
        bills.keys().map(|order| ("I6", format!("a bill is of order {order}, which is not there"))),
    );
    found
}

/// What stands on a bill is what stood on it when it was written. Bills older than seals have none to compare with.
fn altered(bill: &Bill, order: &Order) -> Option<Found> {
    let seal = bill.seal?;
    let is_so = seal == journal::seal_of_bill(bill, &order.terms.lines);
    (!is_so)
        .then(|| ("I6", format!("the bill of order {} was altered after it was written", order.id)))
}

fn bills_exactly(bill: &Bill, order: &Order) -> bool {
    let totals = &order.terms.totals;
    let settled_at = match order.state {
        OrderState::Settled { at, .. } => Some(at),
        _ => None,
    };
    (bill.net, bill.tax, bill.gross) == (totals.net, totals.tax, totals.gross)
        && bill.category == order.terms.category
        && Some(bill.settled_at) == settled_at
}

impl Engine {
    /// Every issued bill of an account is in the register under its number. Bills are issued and registered at once, so
    /// whoever sees a bill with a number finds the number afterwards.
    pub(super) async fn unregistered(&self, books: &Books) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        let issued =
            |bill: &'_ Bill| bill.issue.as_ref().map(|issue| (bill.order, issue.number.clone()));
        let issued: Vec<(OrderId, BillNumber)> = books.bills.iter().filter_map(issued).collect();
        for some in issued.chunks(ASKED) {
            let numbers: Vec<&BillNumber> = some.iter().map(|(_, number)| number).collect();
            let registered = self.store.registered(&numbers).await?;
            for ((order, number), registered) in some.iter().zip(registered) {
                if registered != Some((books.account.id, *order)) {
                    let text = match registered {
                        Some((_, other)) => format!(
                            "{number} is on the bill of order {order}, and in the register for order {other}"
                        ),
                        None => format!(
                            "{number} is on the bill of order {order}, and not in the register"
                        ),
                    };
                    found.push(("I6", text));
                }
            }
        }
        Ok(found)
    }

    /// Each seller is what it was when it was kept, and each paper names one that is there.
    pub(super) async fn audit_sellers(&self, report: &mut Report) -> Result<(), StoreError> {
        for (key, seller) in self.store.sellers().await? {
            if crate::seller::key(&seller) != key {
                let text = format!("the seller {} was altered after bills named it", seller.name);
                report.violate("I6", None, text);
            }
        }
        for (account, order) in self.store.without_seller(BATCH).await? {
            let text = format!("a paper of order {order} names a seller that is not there");
            report.violate("I6", Some(account), text);
        }
        Ok(())
    }

    /// Each register counts 1, 2, 3, …, each of its numbers is on the bill it names, and dates rise with numbers.
    pub(super) async fn audit_registers(&self, report: &mut Report) -> Result<(), StoreError> {
        let before: BTreeMap<Subsidiary, i64> = self.store.series().await?.into_iter().collect();
        let mut ends = BTreeMap::new();
        let mut series = None;
        while let Some(next) = self.store.registered_series_after(series.as_ref()).await? {
            ends.insert(next.clone(), self.audit_register(&next, report).await?);
            series = Some(next);
        }
        // While it is read, a series may go on; it never goes back.
        let after: BTreeMap<Subsidiary, i64> = self.store.series().await?.into_iter().collect();
        for (series, end) in &ends {
            let last = after.get(series).copied().unwrap_or(0);
            if *end > last {
                let text = format!("{series}: the register ends at {end}, the series at {last}");
                report.violate("I6", None, text);
            }
        }
        for (series, last) in before {
            let end = ends.get(&series).copied().unwrap_or(0);
            if end < last {
                let text = format!("{series}: the register ends at {end}, the series at {last}");
                report.violate("I6", None, text);
            }
        }
        Ok(())
    }

    /// Answers the last number of a register.
    async fn audit_register(
        &self,
        series: &Subsidiary,
        report: &mut Report,
    ) -> Result<i64, StoreError> {
        let mut number = 0;
        let mut issued_at = Timestamp::MIN;
        loop {
            let batch = self.store.register_after(series, number, BATCH).await?;
            if batch.is_empty() {
                return Ok(number);
            }
            for registered in batch {
                if registered.number != number + 1 {
                    let text =
                        format!("{series}: number {number} is followed by {}", registered.number);
                    report.violate("I6", None, text);
                }
                number = registered.number;
                let Some(at) = self.issued_at(series, &registered).await? else {
                    let text = format!("{series}: number {number} is not on its bill");
                    report.violate("I6", Some(registered.account), text);
                    continue;
                };
                if at < issued_at {
                    let text = format!(
                        "{series}: number {number} has an earlier date than the number before"
                    );
                    report.violate("I6", Some(registered.account), text);
                }
                issued_at = at;
            }
        }
    }

    /// When the bill that has a registered number was issued; none if the bill does not have it.
    async fn issued_at(
        &self,
        series: &Subsidiary,
        registered: &Registered,
    ) -> Result<Option<Timestamp>, StoreError> {
        let bill = self.store.bill_of_order(registered.account, registered.order).await;
        let bill = match bill {
            // The account's own audit says what is wrong with the row.
            Err(StoreError::Corrupt { .. }) => None,
            bill => bill?,
        };
        let expected = u64::try_from(registered.number).unwrap_or(0);
        let issue = bill
            .and_then(|bill| bill.issue)
            .filter(|issue| issue.number.series() == series && issue.number.number() == expected);
        Ok(issue.map(|issue| issue.at))
    }
}
