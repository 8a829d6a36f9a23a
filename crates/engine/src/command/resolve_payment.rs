//! Resolving a payment: what the gateway says, made durable with everything that follows from it.
//!
//! The same word may arrive several times and by several ways (the answer to the charge, a notice, the
//! reconciler that asks). Whichever comes first changes things; the others find them changed.

use perennial_core::debt;
use perennial_core::engagement::lapse;
use perennial_core::journal::{Action, Sealed};
use perennial_core::means::{Balances, Means};
use perennial_core::order::Category;
use perennial_core::payment::{Decline, Outcome, PayRefusal, Payment, PaymentState};
use perennial_core::service::ServiceChange;
use perennial_core::settlement::{SettlementError, release, transit};
use perennial_core::step::Step;
use perennial_core::{OrderId, PaymentId, PaymentMethod};
use perennial_store::{PaymentLoad, WriteSet};

use super::debt::write_debts;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;
use crate::snapshot::Advance;

impl Engine {
    /// Records what became of a payment. Answers its state afterwards.
    ///
    /// `known` is the state of things that the caller has left behind with its last command. If it still stands, which
    /// its write set tells, nothing need be read.
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
        mut known: Option<PaymentLoad>,
    ) -> Result<PaymentState, EngineError> {
        let attempt = || {
            let known = known.take();
            async move {
                let load = match known {
                    Some(load) => Some(load),
                    None => self.store.load_settlement(context.account, order, payment).await?,
                };
                let load = load.ok_or_else(|| EngineError::not_found("orderId", order))?;
                self.resolve_loaded(context, load, payment, outcome).await
            }
        };
        self.retry(context.account, attempt).await
    }

    async fn resolve_loaded(
        &self,
        context: &Context,
        mut load: PaymentLoad,
        payment: PaymentId,
        outcome: &Outcome,
    ) -> Result<PaymentState, EngineError> {
        let known = load.payment.take();
        let known = known.ok_or_else(|| EngineError::not_found("paymentId", payment))?;
        let state = known.state.clone();
        match known.resolved(outcome.clone(), self.clock.at()) {
            Ok(Step::Unchanged) => Ok(state),
            Ok(Step::Changed(resolved)) => {
                let (set, changes) = self.write_resolved(context, &load, &resolved)?;
                self.store.commit(set).await?;
                self.snapshots.advance(&Advance { from: load.head, changes: &changes });
                Ok(resolved.state)
            }
            Err(contradiction) => {
                let detail = contradiction.to_string();
                tracing::error!(account = %context.account, %payment, "{detail}");
                let entry =
                    self.payment_entry(&load, context, Action::ContradictPayment, payment, detail);
                self.store.commit(WriteSet::of_account(&entry)).await?;
                Err(contradiction.into())
            }
        }
    }

    /// The write set of a payment's new state, and what it does to services.
    fn write_resolved(
        &self,
        context: &Context,
        load: &PaymentLoad,
        payment: &Payment,
    ) -> Result<(WriteSet, Vec<ServiceChange>), EngineError> {
        let account = context.account;
        let entry = |action, detail: &str| {
            self.payment_entry(load, context, action, payment.id, detail.to_owned())
        };
        let (entry, failed) = match &payment.state {
            PaymentState::Captured { .. } => {
                let (mut set, settled) = self.settle_in(context, load, payment.clone())?;
                set.set_payment_state(account, payment);
                if settled.order.terms.credited().is_some() {
                    let after = load.balances.after(&settled.order.terms);
                    set.set_balances(account, &after.map_err(SettlementError::Amount)?);
                }
                note_refusal(&mut set, load, payment);
                let changes = settled.changes();
                return Ok((set, changes));
            }
            PaymentState::Pending | PaymentState::Unknown { .. } => {
                let detail = "the gateway did not answer; it will be asked";
                (entry(Action::DoubtPayment, detail), false)
            }
            PaymentState::Declined { decline, .. } => {
                (entry(Action::DeclinePayment, decline.code()), true)
            }
            PaymentState::Voided { .. } => (entry(Action::VoidPayment, "it never happened"), true),
        };
        let mut set = WriteSet::of_account(&entry);
        set.set_payment_state(account, payment);
        note_refusal(&mut set, load, payment);
        if !failed {
            return Ok((set, Vec::new()));
        }
        let order = load.order.clone().payment_failed(payment.id, self.clock.at());
        let order = order.map_err(PayRefusal::State)?;
        set.set_order_state(account, &order);
        if order.terms.category == Category::Withdrawal {
            self.give_back(&mut set, load, payment)?;
        }
        let freed = debt::release(&order, &load.debts).map_err(SettlementError::Debt)?;
        write_debts(&mut set, account, &freed);
        let mut changes = release(&order, &load.services);
        changes.extend(lapse(&order, &load.services));
        changes.iter().for_each(|change| set.change_service(account, change));
        Ok((set, changes))
    }

    /// Money that was on its way to the customer is on the prepaid account again.
    fn give_back(
        &self,
        set: &mut WriteSet,
        load: &PaymentLoad,
        payment: &Payment,
    ) -> Result<(), EngineError> {
        let account = load.account.id;
        let prepaid = load.balances.prepaid.checked_sub(payment.amount);
        let prepaid = prepaid.map_err(SettlementError::Amount)?;
        set.set_balances(account, &Balances { prepaid, ..load.balances });
        let amount = payment.amount.checked_neg().map_err(SettlementError::Amount)?;
        let posting = transit(amount, self.ids.ledger_transaction())?;
        set.post(account, Some(payment.order), self.clock.at(), &[posting]);
        Ok(())
    }

    fn payment_entry(
        &self,
        load: &PaymentLoad,
        context: &Context,
        action: Action,
        payment: PaymentId,
        detail: String,
    ) -> Sealed {
        let subject = format!("payment {payment}");
        journal::next(&load.head, context, self.clock.at(), action, subject, detail)
    }
}

/// A method that was refused for good is not debited by itself again, until it works again or changes.
fn note_refusal(set: &mut WriteSet, load: &PaymentLoad, payment: &Payment) {
    let Means::Method(id, _) = payment.means else { return };
    let Some(method) = load.methods.iter().find(|method| method.id == id) else { return };
    let refused_at = match payment.state {
        PaymentState::Declined { at, decline: Decline::Hard } => Some(at),
        PaymentState::Captured { .. } => None,
        _ => return,
    };
    if refused_at.is_some() != method.refused_at.is_some() {
        let after = PaymentMethod { refused_at, ..method.clone() };
        set.set_payment_method(load.account.id, &after);
    }
}
