//! Unpaid orders whose time is over are cancelled, and engagements that waited for them are not asked for any more.
//!
//! Orders are gone through in the order in which their time ends, each once: a mark in the database says how far. One
//! that is being paid when its time ends is passed by; if its payment fails, the failure itself cancels it.

use std::sync::Arc;

use jiff::Timestamp;
use perennial_core::engagement::lapse;
use perennial_core::journal::Action;
use perennial_core::{AccountId, OrderId};
use perennial_store::{StoreError, WriteSet};

use super::BATCH;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

/// Where the mark is kept: an instant in microseconds, big-endian.
const MARK: &str = "orders expired until";

impl Engine {
    /// Cancels what is due. Answers how many orders.
    pub(super) async fn expire_orders(self: &Arc<Self>) -> usize {
        self.try_expire_orders().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "orders that are due cannot be looked for");
            0
        })
    }

    async fn try_expire_orders(&self) -> Result<usize, StoreError> {
        let mut expired = 0;
        let mut count = BATCH;
        loop {
            let mark = self.expired_until().await?;
            let lapsed = self.store.lapsed_orders(mark, self.clock.at(), count).await?;
            let Some(last) = lapsed.last().map(|order| order.valid_until) else {
                return Ok(expired);
            };
            for order in lapsed.iter().filter(|order| order.unpaid) {
                let (account, order) = (order.account, order.order);
                match self.retry(account, || self.expire_order(account, order)).await {
                    Ok(done) => expired += usize::from(done),
                    Err(error) => {
                        tracing::warn!(%account, %order, %error, "an order did not expire");
                        return Ok(expired);
                    }
                }
            }
            let is_full = lapsed.len() >= usize::try_from(count).unwrap_or(usize::MAX);
            let next = mark_after(last, is_full);
            if next > mark {
                self.set_expired_until(next).await?;
                count = BATCH;
            } else {
                // All of them end at one instant, and there may be more.
                count = count.saturating_mul(2);
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
        let lapsed = lapse(&cancelled, &load.services);
        lapsed.iter().for_each(|change| set.change_service(account, change));
        self.store.commit(set).await?;
        Ok(true)
    }

    async fn expired_until(&self) -> Result<Timestamp, StoreError> {
        let mark = self.store.meta(MARK).await?;
        let microseconds = mark.and_then(|bytes| bytes.try_into().ok()).map(i64::from_be_bytes);
        let at = microseconds.and_then(|at| Timestamp::from_microsecond(at).ok());
        Ok(at.unwrap_or(Timestamp::UNIX_EPOCH))
    }

    async fn set_expired_until(&self, mark: Timestamp) -> Result<(), StoreError> {
        let mut set = WriteSet::without_account();
        set.set_meta(MARK, &mark.as_microsecond().to_be_bytes());
        self.store.commit(set).await
    }
}

/// A full batch may have stopped in the middle of one instant, so its last instant is gone through again.
fn mark_after(last: Timestamp, is_full: bool) -> Timestamp {
    let mark = last.as_microsecond().saturating_sub(i64::from(is_full));
    Timestamp::from_microsecond(mark).unwrap_or(last)
}
