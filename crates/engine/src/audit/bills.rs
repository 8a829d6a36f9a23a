//! I6: every settled order has its bill, and every series has every number.

use std::collections::BTreeMap;
use std::sync::Arc;

use perennial_core::account::Subsidiary;
use perennial_core::bill::Bill;
use perennial_core::order::OrderState;
use perennial_core::{Order, OrderId};
use perennial_store::StoreError;

use super::books::Books;
use super::{Found, Report};
use crate::engine::Engine;

/// Numbers of a register read at once.
const BATCH: i64 = 10_000;

/// A settled order has a bill over its totals; no other order has one.
pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let mut bills: BTreeMap<OrderId, &Bill> = books.bills.iter().map(|b| (b.order, b)).collect();
    for order in &books.orders {
        let settled = matches!(order.state, OrderState::Settled { .. });
        match bills.remove(&order.id) {
            Some(bill) if settled && bills_exactly(bill, order) => {}
            None if !settled => {}
            Some(_) if !settled => {
                found.push(("I6", format!("order {} is not settled and has a bill", order.id)));
            }
            Some(_) => {
                found
                    .push(("I6", format!("the bill of order {} is over something else", order.id)));
            }
            None => found.push(("I6", format!("order {} is settled and has no bill", order.id))),
        }
    }
    found.extend(
        bills.keys().map(|order| ("I6", format!("a bill is of order {order}, which is not there"))),
    );
    found
}

fn bills_exactly(bill: &Bill, order: &Order) -> bool {
    let totals = &order.terms.totals;
    (bill.net, bill.tax, bill.gross) == (totals.net, totals.tax, totals.gross)
}

impl Engine {
    /// Each register counts 1, 2, 3, …, and each of its numbers is on the bill it names.
    pub(super) async fn audit_registers(
        self: &Arc<Self>,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        for (series, last_number) in self.store.series().await? {
            let mut number = 0;
            loop {
                let batch = self.store.register_after(&series, number, BATCH).await?;
                if batch.is_empty() {
                    break;
                }
                for registered in batch {
                    if registered.number != number + 1 {
                        let text = format!(
                            "{series}: number {} is followed by {}",
                            number, registered.number
                        );
                        report.violate("I6", None, text);
                    }
                    number = registered.number;
                    self.audit_registered(&series, &registered, report).await?;
                }
            }
            // While it is read, a series may go on; it never goes back.
            if number < last_number {
                let text =
                    format!("{series}: the register ends at {number}, the series at {last_number}");
                report.violate("I6", None, text);
            }
        }
        Ok(())
    }

    async fn audit_registered(
        &self,
        series: &Subsidiary,
        registered: &perennial_store::Registered,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let bill = self.store.bill_of_order(registered.account, registered.order).await?;
        let number = bill.and_then(|bill| bill.issue).map(|issue| issue.number);
        let expected = u64::try_from(registered.number).unwrap_or(0);
        let agrees =
            number.is_some_and(|number| number.series() == series && number.number() == expected);
        if !agrees {
            let text = format!("{series}: number {} is not on its bill", registered.number);
            report.violate("I6", Some(registered.account), text);
        }
        Ok(())
    }
}
