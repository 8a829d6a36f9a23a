//! A payment that was taken back: the customer owes it.
//!
//! What it paid for stays: services stay extended, and the bill stands.

use perennial_core::automatic::{Notice, NoticeItem, NoticeKind};
use perennial_core::debt::{Debt, ReversalRefusal, take_back};
use perennial_core::journal::Action;
use perennial_core::order::Line;
use perennial_core::settlement::SettlementError;
use perennial_core::step::Step;
use perennial_core::text::Name;
use perennial_core::{Now, OrderId, Payment};
use perennial_store::{PaymentLoad, WriteSet};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::Reversal;
use crate::journal;
use crate::snapshot::Advance;

impl Engine {
    /// Enters a reversal: the debt, the books, and a letter. One that was entered before changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::Reversal`] when it cannot be: that is entered in the journal, and nothing is changed.
    /// [`EngineError::InDoubt`] while we do not know ourselves that the payment was captured.
    pub(crate) async fn reverse_payment(
        &self,
        context: &Context,
        reversal: &Reversal,
    ) -> Result<Step<Debt>, EngineError> {
        let (account, payment) = (context.account, reversal.payment);
        let known = self.store.payment(account, payment).await?;
        let known = known.ok_or_else(|| EngineError::not_found("paymentId", payment))?;
        let attempt = || self.reverse_payment_once(context, reversal, known.order);
        self.retry(account, attempt).await
    }

    async fn reverse_payment_once(
        &self,
        context: &Context,
        reversal: &Reversal,
        order: OrderId,
    ) -> Result<Step<Debt>, EngineError> {
        // load
        let load = self.store.load_settlement(context.account, order, reversal.payment).await?;
        let mut load = load.ok_or_else(|| EngineError::not_found("orderId", order))?;
        let payment = load.payment.take();
        let missing = || EngineError::not_found("paymentId", reversal.payment);
        let payment = payment.ok_or_else(missing)?;
        if payment.state.is_open() {
            return Err(EngineError::InDoubt { order, payment: payment.id });
        }
        // decide
        let now = self.clock.now();
        let told = (&reversal.id, reversal.amount);
        let debt = match take_back(&payment, told, &load.debts, self.ids.debt(), now) {
            Ok(Step::Changed(debt)) => debt,
            Ok(Step::Unchanged) => return Ok(Step::Unchanged),
            Err(refusal) => return self.contradicted(context, &load, &payment, refusal).await,
        };
        let posting = debt.posting(payment.means, self.ids.ledger_transaction());
        let posting = posting.map_err(SettlementError::Unbalanced)?;
        // commit
        let (means, Debt { amount, due_on, id, .. }) = (payment.means.name(), &debt);
        let detail = format!(
            "{amount} of order {order} taken back by {means} ({}); debt {id}, to be paid by {due_on}",
            reversal.id
        );
        let subject = format!("payment {}", payment.id);
        let action = Action::ReversePayment;
        let entry = journal::next(&load.head, context, now.at, action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.insert_debt(context.account, &debt);
        set.post(context.account, Some(order), now.at, &[posting]);
        self.write_notice(&mut set, &load.account, &letter(&load, &debt, &payment, now));
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: load.head, changes: &[] });
        Ok(Step::Changed(debt))
    }

    /// What cannot be is for people to look at.
    async fn contradicted(
        &self,
        context: &Context,
        load: &PaymentLoad,
        payment: &Payment,
        refusal: ReversalRefusal,
    ) -> Result<Step<Debt>, EngineError> {
        let detail = refusal.to_string();
        tracing::error!(account = %context.account, payment = %payment.id, "{detail}");
        let (at, subject) = (self.clock.at(), format!("payment {}", payment.id));
        let action = Action::ContradictPayment;
        let entry = journal::next(&load.head, context, at, action, subject, detail);
        self.store.commit(WriteSet::of_account(&entry)).await?;
        Err(refusal.into())
    }
}

/// What the customer is told.
fn letter(load: &PaymentLoad, debt: &Debt, payment: &Payment, now: Now) -> Notice {
    let item = |line: &Line| {
        let (service, term) = (line.service?, line.term?);
        let held = load.services.iter().find(|held| held.id == service);
        Some(NoticeItem {
            service,
            name: line.name.clone(),
            display_name: held.and_then(|held| held.display_name.clone()),
            plan_name: Name::parse(line.plan_name()).ok(),
            expires_on: held.map_or(term.ends_on, |held| held.expiry.on()),
            on: None,
            amount: None,
        })
    };
    Notice {
        kind: NoticeKind::PaymentReversed,
        day: now.today,
        order: Some(debt.order),
        amount: Some(debt.amount),
        means: Some(payment.means),
        request: None,
        parties: None,
        subject: None,
        refund: None,
        items: load.order.terms.lines.iter().filter_map(item).collect(),
    }
}
