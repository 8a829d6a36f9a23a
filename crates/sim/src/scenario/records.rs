//! What is on record of an account, in the order in which it happened.
//!
//! Under a clock that stands still many things have the same instant; the journal tells which came first.

use std::collections::HashMap;

use perennial_core::journal::Action;
use perennial_core::{AccountId, Order, OrderId, Payment};
use perennial_engine::Engine;

/// Entries of a journal that are read.
const ENTRIES: i64 = 1_000_000;

/// The orders of an account, the first one first.
pub(super) async fn orders(engine: &Engine, account: AccountId) -> anyhow::Result<Vec<Order>> {
    let place = places(engine, account, Action::PlaceOrder).await?;
    let mut orders = engine.store().orders(account).await?;
    orders.sort_by_key(|order| place.get(&format!("order {}", order.id)).copied());
    Ok(orders)
}

/// The payments of an account, the first one first.
pub(super) async fn payments(engine: &Engine, account: AccountId) -> anyhow::Result<Vec<Payment>> {
    let mut place = places(engine, account, Action::StartPayment).await?;
    // What is paid from a balance has one entry only: its settlement.
    let settled = places(engine, account, Action::SettleOrder).await?;
    let mut payments = engine.store().payments(account).await?;
    for payment in &payments {
        let (own, order) = (format!("payment {}", payment.id), format!("order {}", payment.order));
        if let Some(at) = settled.get(&order) {
            place.entry(own).or_insert(*at);
        }
    }
    payments.sort_by_key(|payment| place.get(&format!("payment {}", payment.id)).copied());
    Ok(payments)
}

/// The number of an order in the story of its account, from 1.
pub(super) fn number_of(orders: &[Order], id: OrderId) -> String {
    let place = orders.iter().position(|order| order.id == id);
    place.map_or_else(|| "?".to_owned(), |place| place.saturating_add(1).to_string())
}

/// The versions of the first entries of a kind, by their subjects.
async fn places(
    engine: &Engine,
    account: AccountId,
    action: Action,
) -> anyhow::Result<HashMap<String, i64>> {
    let mut places = HashMap::new();
    for sealed in engine.store().journal_after(account, 0, ENTRIES).await? {
        if sealed.entry.action == action {
            places.entry(sealed.entry.subject.clone()).or_insert(sealed.entry.version);
        }
    }
    Ok(places)
}
