//! Giving back (a part of) a bill.
//!
//! The same three steps as a charge: the credit note and the intent are durable, the gateway is asked, and what it says is
//! made durable. What goes back to a balance is done in one step. What the intent has taken of the bill is taken, whatever
//! the gateway says: so a refund in doubt blocks nothing, and nothing is given back twice.

use std::sync::Arc;

use perennial_core::bill::BillNumber;
use perennial_core::journal::Action;
use perennial_core::means::Means;
use perennial_core::payment::{Outcome, Payment};
use perennial_core::refund::{CreditNote, Refund, RefundRequest, Refundable, refund, reversal};
use perennial_core::{AccountId, OrderId, PaymentId};
use perennial_store::{RefundLoad, WriteSet};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::{self, answer_within};
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::snapshot::Advance;

impl Engine {
    /// The credit note that giving back a bill would be. Nothing is written.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such bill; [`EngineError::Refund`] when nothing can be given back.
    pub async fn preview_refund(
        &self,
        account: AccountId,
        bill: &BillNumber,
        request: &RefundRequest,
    ) -> Result<CreditNote, EngineError> {
        let order = self.order_of_bill(account, bill).await?;
        let load = self.store.load_refund(account, order, None).await?;
        let load = load.ok_or_else(|| EngineError::not_found("billId", bill))?;
        Ok(self.decide_refund(&load, bill, request, PaymentId::MIN)?.note)
    }

    /// Gives back a bill, and answers the credit note. The money may still be on its way: the credit note says so.
    ///
    /// Once started, it is followed to its end even if the caller goes away.
    ///
    /// # Errors
    ///
    /// As [`Engine::preview_refund`]; [`EngineError::Contradiction`] when the gateway contradicts itself.
    pub async fn refund_bill(
        self: &Arc<Self>,
        context: &Context,
        bill: &BillNumber,
        request: &RefundRequest,
        idempotency: Option<&Idempotency>,
    ) -> Result<CreditNote, EngineError> {
        self.commands.count();
        let order = self.order_of_bill(context.account, bill).await?;
        let (engine, context) = (Arc::clone(self), context.clone());
        let (bill, request) = (bill.clone(), request.clone());
        let idempotency = idempotency.cloned();
        let task = async move {
            let start =
                || engine.start_refund(&context, order, &bill, &request, idempotency.as_ref());
            let (note, charge) = engine.retry(context.account, start).await?;
            engine.number_credit_notes(note.series()).await;
            if let Some(charge) = charge {
                let outcome = engine.ask_refund(context.account, &note, charge).await;
                match engine.resolve_refund(&context, order, note.id(), &outcome).await {
                    // The reconciler asks again.
                    Ok(()) | Err(EngineError::Busy) => {}
                    Err(error) => return Err(error),
                }
            }
            engine.require_refund(context.account, note.id()).await
        };
        self.tasks.spawn(task).await?
    }

    /// The order of a bill of the account.
    async fn order_of_bill(
        &self,
        account: AccountId,
        bill: &BillNumber,
    ) -> Result<OrderId, EngineError> {
        let found = self.store.bill_key(bill).await?;
        let found = found.filter(|(owner, _)| *owner == account);
        found.map(|(_, order)| order).ok_or_else(|| EngineError::not_found("billId", bill))
    }

    /// The first step. Answers the charge that is to be given back, if a gateway is to be asked for it now.
    async fn start_refund(
        &self,
        context: &Context,
        order: OrderId,
        bill: &BillNumber,
        request: &RefundRequest,
        idempotency: Option<&Idempotency>,
    ) -> Result<(CreditNote, Option<PaymentId>), EngineError> {
        let account = context.account;
        // load
        let key_hash = idempotency.map(Idempotency::key_hash);
        let load = self.store.load_refund(account, order, key_hash.as_ref()).await?;
        let load = load.ok_or_else(|| EngineError::not_found("billId", bill))?;
        if let (Some(key), Some(done)) = (idempotency, &load.done) {
            let subject = key.same(done)?.subject;
            let before = load.notes.into_iter().find(|note| note.id().get() == subject);
            let missing = || EngineError::not_found("refund", subject);
            return Ok((before.ok_or_else(missing)?, None));
        }
        // decide
        let Refund { mut note, balances } =
            self.decide_refund(&load, bill, request, self.ids.payment())?;
        note.seller = Some(self.seller_key);
        note.seal = Some(journal::seal_of_credit_note(&note));
        let posting = reversal(&note, self.ids.ledger_transaction())?;
        // commit
        let RefundLoad { order: load, payment, .. } = load;
        let (gross, means) = (note.totals.gross, note.payment.means.name());
        let detail = format!("{gross} of bill {bill} to {means}: {}", note.reason);
        let (at, subject) = (note.written_at(), format!("refund {}", note.id()));
        let entry = journal::next(&load.head, context, at, Action::StartRefund, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.insert_credit_note(account, &note);
        set.post(account, Some(order), at, &[posting]);
        idempotency::remember(&mut set, account, idempotency, note.id().get(), at);
        if !note.payment.state.is_open() {
            set.set_balances(account, &balances);
            self.tell_of_refund(&mut set, &load, &note);
        }
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: load.head, changes: &[] });
        let charge = payment.filter(|_| note.payment.state.is_open()).map(|payment| payment.id);
        Ok((note, charge))
    }

    fn decide_refund(
        &self,
        load: &RefundLoad,
        number: &BillNumber,
        request: &RefundRequest,
        id: PaymentId,
    ) -> Result<Refund, EngineError> {
        let missing = || EngineError::not_found("billId", number);
        let (Some(bill), Some(payment)) = (&load.bill, &load.payment) else {
            return Err(missing());
        };
        let of = Refundable {
            bill,
            number,
            order: &load.order.order,
            payment,
            debt: load.order.debts.iter().find(|debt| debt.order == load.order.order.id),
            before: &load.notes,
            methods: &load.order.methods,
            balances: load.order.balances,
        };
        Ok(refund(request, of, self.clock.now(), id)?)
    }

    /// The second step, also when it is made anew: under one key the gateway gives back once. No answer within the time is
    /// no answer.
    pub(crate) async fn ask_refund(
        &self,
        account: AccountId,
        note: &CreditNote,
        charge: PaymentId,
    ) -> Outcome {
        let Payment { id, means, .. } = note.payment;
        let Means::Method(method, kind) = means else { return Outcome::Voided };
        let amount = note.totals.gross;
        let refund = gateway::Refund { account, payment: id, charge, method, kind, amount };
        answer_within(self.gateway.refund(&refund)).await.unwrap_or(Outcome::NoAnswer)
    }
}
