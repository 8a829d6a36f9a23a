//! Payments without an outcome are settled: the gateway is asked, and its notices are heard.
//!
//! A payment is left alone while whoever started it may still be waiting for the answer. That is for peace, not
//! for safety: the gateway makes a charge once, whoever asks.

use std::sync::Arc;

use perennial_core::payment::Outcome;
use perennial_core::{AccountId, OrderId, PaymentId};

use super::BATCH;
use crate::command::charge_of;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::Notice;
use crate::journal;

const ACTOR: &str = "settle payments";

impl Engine {
    /// Settles what can be settled. Answers how many payments have an outcome now.
    pub(super) async fn settle_payments(self: &Arc<Self>) -> usize {
        for notice in self.gateway.notices().await {
            self.hear(&notice).await;
        }
        let started_until = self.clock.at().checked_sub(self.doubt_after);
        let Ok(started_until) = started_until else { return 0 };
        let open = match self.store.open_payments(started_until, BATCH).await {
            Ok(open) => open,
            Err(error) => {
                tracing::warn!(%error, "payments in doubt cannot be looked for");
                return 0;
            }
        };
        let mut settled = 0;
        for (account, order, payment) in open {
            match self.settle_payment(account, order, payment).await {
                Ok(done) => settled += usize::from(done),
                Err(error) => {
                    tracing::warn!(%account, %payment, %error, "a payment was not settled");
                }
            }
        }
        settled
    }

    async fn settle_payment(
        &self,
        account: AccountId,
        order: OrderId,
        payment: PaymentId,
    ) -> Result<bool, EngineError> {
        let stored = self.store.payment(account, payment).await?;
        let stored = stored.ok_or_else(|| EngineError::not_found("paymentId", payment))?;
        let outcome = match charge_of(account, &stored) {
            Some(charge) => self.gateway.settle(&charge).await,
            None => Outcome::NoAnswer,
        };
        let context = journal::own_context(account, ACTOR, self.ids.query());
        let state = self.resolve_payment(&context, order, payment, &outcome, None).await?;
        Ok(!state.is_open())
    }

    /// Records what a notice says. One that contradicts the records is acknowledged too: it is in the journal.
    async fn hear(&self, notice: &Notice) {
        let Notice { account, payment, outcome } = notice;
        let stored = self.store.payment(*account, *payment).await;
        let Ok(Some(stored)) = stored else { return };
        let context = journal::own_context(*account, ACTOR, self.ids.query());
        match self.resolve_payment(&context, stored.order, *payment, outcome, None).await {
            Ok(_) | Err(EngineError::Contradiction(_)) => self.gateway.acknowledge(notice).await,
            Err(error) => {
                tracing::warn!(%account, %payment, %error, "a notice will be heard again");
            }
        }
    }
}
