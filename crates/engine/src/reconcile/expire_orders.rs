//! Unpaid orders whose time is over are cancelled.

use std::sync::Arc;

use perennial_core::journal::Action;
use perennial_core::{AccountId, OrderId};
use perennial_store::WriteSet;

use super::BATCH;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

impl Engine {
    /// Cancels what is due. Answers how many orders.
    pub(super) async fn expire_orders(self: &Arc<Self>) -> usize {
        let mut expired = 0;
        loop {
            let due = match self.store.orders_past_validity(self.clock.at(), BATCH).await {
                Ok(due) => due,
                Err(error) => {
                    tracing::warn!(%error, "orders that are due cannot be looked for");
                    return expired;
                }
            };
            let mut progress = false;
            for (account, order) in &due {
                match self.retry(*account, || self.expire_order(*account, *order)).await {
                    Ok(done) => {
                        expired += usize::from(done);
                        progress = true;
                    }
                    Err(error) => {
                        tracing::warn!(%account, %order, %error, "an order did not expire")
                    }
                }
            }
            if !progress || due.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) {
                return expired;
            }
        }
    }

    async fn expire_order(&self, account: AccountId, order: OrderId) -> Result<bool, EngineError> {
        let load = self.store.load_payment(account, order, None).await?;
        let load = load.ok_or_else(|| EngineError::not_found("orderId", order))?;
        let at = self.clock.at();
        let Some(cancelled) = load.order.expired(at).changed() else { return Ok(false) };
        let context = journal::own_context(account, "expire orders", self.ids.query());
        let detail = format!("not paid until {}", cancelled.terms.valid_until);
        let subject = format!("order {order}");
        let entry = journal::next(&load.head, &context, at, Action::ExpireOrder, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.set_order_state(account, &cancelled);
        self.store.commit(set).await?;
        Ok(true)
    }
}
