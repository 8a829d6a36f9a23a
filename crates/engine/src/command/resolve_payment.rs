//! Resolving a payment: what the gateway says, made durable with everything that follows from it.
//!
//! The same word may arrive several times and by several ways (the answer to the charge, a notice, the
//! reconciler that asks). Whichever comes first changes things; the others find them changed.

use perennial_core::journal::{Action, Sealed};
use perennial_core::payment::{Outcome, Payment, PaymentState};
use perennial_core::step::Step;
use perennial_core::{OrderId, PaymentId};
use perennial_store::{PaymentLoad, WriteSet};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

impl Engine {
    /// Records what became of a payment.
    ///
    /// # Errors
    ///
    /// [`EngineError::Contradiction`] when something else was recorded before: that is entered in the journal,
    /// and nothing is changed.
    pub(crate) async fn resolve_payment(
        &self,
        context: &Context,
        order: OrderId,
        payment: PaymentId,
        outcome: &Outcome,
    ) -> Result<(), EngineError> {
        let attempt = || self.resolve_payment_once(context, order, payment, outcome);
        self.retry(context.account, attempt).await
    }

    async fn resolve_payment_once(
        &self,
        context: &Context,
        order: OrderId,
        payment: PaymentId,
        outcome: &Outcome,
    ) -> Result<(), EngineError> {
        let load = self.store.load_settlement(context.account, order, payment).await?;
        let mut load = load.ok_or_else(|| EngineError::not_found("orderId", order))?;
        let known = load.payment.take();
        let known = known.ok_or_else(|| EngineError::not_found("paymentId", payment))?;
        let resolved = match known.resolved(outcome.clone(), self.clock.at()) {
            Ok(Step::Unchanged) => return Ok(()),
            Ok(Step::Changed(resolved)) => resolved,
            Err(contradiction) => {
                let detail = contradiction.to_string();
                tracing::error!(account = %context.account, %payment, "{detail}");
                let entry =
                    self.payment_entry(&load, context, Action::ContradictPayment, payment, detail);
                self.store.commit(WriteSet::of_account(&entry)).await?;
                return Err(contradiction.into());
            }
        };
        let set = self.write_resolved(context, load, &resolved)?;
        Ok(self.store.commit(set).await?)
    }

    fn write_resolved(
        &self,
        context: &Context,
        load: PaymentLoad,
        payment: &Payment,
    ) -> Result<WriteSet, EngineError> {
        let account = context.account;
        let (action, detail) = match &payment.state {
            PaymentState::Captured { .. } => {
                let mut set = self.settle_in(context, load, payment.clone())?;
                set.set_payment_state(account, payment);
                return Ok(set);
            }
            PaymentState::Pending | PaymentState::Unknown { .. } => {
                let detail = "the gateway did not answer; it will be asked";
                let entry =
                    self.payment_entry(&load, context, Action::DoubtPayment, payment.id, detail);
                let mut set = WriteSet::of_account(&entry);
                set.set_payment_state(account, payment);
                return Ok(set);
            }
            PaymentState::Declined { decline, .. } => (Action::DeclinePayment, decline.code()),
            PaymentState::Voided { .. } => (Action::VoidPayment, "it never happened"),
        };
        let entry = self.payment_entry(&load, context, action, payment.id, detail);
        let refusal = perennial_core::payment::PayRefusal::State;
        let order = load.order.payment_failed(payment.id).map_err(refusal)?;
        let mut set = WriteSet::of_account(&entry);
        set.set_payment_state(account, payment);
        set.set_order_state(account, &order);
        Ok(set)
    }

    fn payment_entry(
        &self,
        load: &PaymentLoad,
        context: &Context,
        action: Action,
        payment: PaymentId,
        detail: impl Into<String>,
    ) -> Sealed {
        let subject = format!("payment {payment}");
        journal::next(&load.head, context, self.clock.at(), action, subject, detail)
    }
}
