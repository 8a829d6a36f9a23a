//! Refunds whose money is on its way are followed to their end: the gateway is asked once more, under the same key.
//!
//! A refund is left alone while whoever started it may still be waiting for the answer. That is for peace, not for safety:
//! under one key the gateway gives back once, whoever asks.

use std::collections::HashSet;
use std::sync::Arc;

use perennial_core::order::OrderState;
use perennial_core::{AccountId, PaymentId};
use perennial_store::StoreError;

use super::BATCH;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::Notice;
use crate::journal;

const ACTOR: &str = "settle refunds";

impl Engine {
    /// Settles what can be settled. Answers how many refunds have an outcome now.
    pub(super) async fn settle_refunds(self: &Arc<Self>) -> usize {
        let mut settled = 0;
        if let Err(error) = self.try_settle_refunds(&mut settled).await {
            tracing::warn!(%error, "refunds on their way cannot be looked for");
        }
        settled
    }

    /// Asks about every refund once, oldest first. Those that stay in doubt are found again at each look, so each look is
    /// for more of them than the one before.
    async fn try_settle_refunds(&self, settled: &mut usize) -> Result<(), StoreError> {
        let started_until = self.clock.at().checked_sub(self.doubt_after);
        let Ok(started_until) = started_until else { return Ok(()) };
        let mut asked = HashSet::new();
        let mut count = BATCH;
        loop {
            let open = self.store.open_refunds(started_until, count).await?;
            let is_last = open.len() < usize::try_from(count).unwrap_or(usize::MAX);
            for (account, refund) in open {
                if !asked.insert((account, refund)) {
                    continue;
                }
                match self.settle_refund(account, refund).await {
                    Ok(done) => *settled += usize::from(done),
                    Err(error) => {
                        tracing::warn!(%account, %refund, %error, "a refund was not settled");
                    }
                }
            }
            if is_last {
                return Ok(());
            }
            count = count.saturating_mul(2);
        }
    }

    /// Records what a notice of the gateway says of a refund.
    pub(super) async fn hear_of_refund(&self, notice: &Notice) -> Result<(), EngineError> {
        let Notice { account, payment, outcome } = notice;
        let note = self.require_refund(*account, *payment).await?;
        let context = journal::own_context(*account, ACTOR, self.ids.query());
        self.resolve_refund(&context, note.order(), *payment, outcome).await
    }

    async fn settle_refund(
        &self,
        account: AccountId,
        refund: PaymentId,
    ) -> Result<bool, EngineError> {
        let note = self.require_refund(account, refund).await?;
        let order = self.require_order(account, note.order()).await?;
        let OrderState::Settled { payment, .. } = order.state else {
            return Err(EngineError::not_found("payment of order", order.id));
        };
        let outcome = self.ask_refund(account, &note, payment).await;
        let context = journal::own_context(account, ACTOR, self.ids.query());
        self.resolve_refund(&context, order.id, refund, &outcome).await?;
        Ok(!self.require_refund(account, refund).await?.payment.state.is_open())
    }
}
