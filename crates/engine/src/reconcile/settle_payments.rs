//! Payments without an outcome are settled: the gateway is asked, and its notices are heard.
//!
//! A payment is left alone while whoever started it may still be waiting for the answer. That is for peace, not
//! for safety: the gateway makes a charge once, whoever asks.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use perennial_core::{AccountId, OrderId, PaymentId};
use perennial_store::StoreError;

use super::BATCH;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::{Notice, answer_within};
use crate::journal;

const ACTOR: &str = "settle payments";

impl Engine {
    /// Settles what can be settled. Answers how many payments have an outcome now.
    pub(super) async fn settle_payments(self: &Arc<Self>) -> usize {
        for notice in answer_within(self.gateway.notices()).await.unwrap_or_default() {
            self.hear(&notice).await;
        }
        let started_until = self.clock.at().checked_sub(self.doubt_after);
        let Ok(started_until) = started_until else { return 0 };
        let mut settled = 0;
        let result = self.settle_started_until(started_until, &mut settled).await;
        if let Err(error) = result {
            tracing::warn!(%error, "payments in doubt cannot be looked for");
        }
        settled
    }

    /// Asks about every payment once, oldest first. Those that stay in doubt are found again at each look, so each
    /// look is for more of them than the one before.
    async fn settle_started_until(
        &self,
        started_until: Timestamp,
        settled: &mut usize,
    ) -> Result<(), StoreError> {
        let mut asked = HashSet::new();
        let mut count = BATCH;
        loop {
            let open = self.store.open_payments(started_until, count).await?;
            let is_last = open.len() < usize::try_from(count).unwrap_or(usize::MAX);
            for (account, order, payment) in open {
                if !asked.insert((account, payment)) {
                    continue;
                }
                match self.settle_payment(account, order, payment).await {
                    Ok(done) => *settled += usize::from(done),
                    Err(error) => {
                        tracing::warn!(%account, %payment, %error, "a payment was not settled");
                    }
                }
            }
            if is_last {
                return Ok(());
            }
            count = count.saturating_mul(2);
        }
    }

    async fn settle_payment(
        &self,
        account: AccountId,
        order: OrderId,
        payment: PaymentId,
    ) -> Result<bool, EngineError> {
        let stored = self.store.payment(account, payment).await?;
        let stored = stored.ok_or_else(|| EngineError::not_found("paymentId", payment))?;
        let outcome = self.ask_outcome(account, &stored).await;
        let context = journal::own_context(account, ACTOR, self.ids.query());
        let state = self.resolve_payment(&context, order, payment, &outcome, None).await?;
        Ok(!state.is_open())
    }

    /// Records what a notice says. One that contradicts the records is acknowledged too: it is in the journal.
    async fn hear(&self, notice: &Notice) {
        let Notice { account, payment, outcome } = notice;
        let stored = self.store.payment(*account, *payment).await;
        let heard = match stored {
            Ok(Some(stored)) => {
                let context = journal::own_context(*account, ACTOR, self.ids.query());
                let resolved =
                    self.resolve_payment(&context, stored.order, *payment, outcome, None).await;
                resolved.map(|_| ())
            }
            Ok(None) => self.hear_of_refund(notice).await,
            Err(_) => return,
        };
        match heard {
            Ok(()) | Err(EngineError::Contradiction(_)) => self.gateway.acknowledge(notice).await,
            Err(error) => {
                tracing::warn!(%account, %payment, %error, "a notice will be heard again");
            }
        }
    }
}
