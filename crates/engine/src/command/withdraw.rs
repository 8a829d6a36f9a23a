//! Paying money of the prepaid account out to its owner.
//!
//! The same three steps as a charge: the money leaves the balance and the intent is durable, the gateway is asked, and
//! what it says is made durable. If it says no, the money is on the balance again.

use std::sync::Arc;

use perennial_core::journal::Action;
use perennial_core::order::{WithdrawRequest, Withdrawal, withdraw};
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::settlement::transit;
use perennial_core::{Order, OrderId};
use perennial_store::{StoredAccount, WriteSet};

use super::pay_order::answer;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::snapshot::Advance;

impl Engine {
    /// Pays money out, and answers the order that stands for it. It may still be on its way: the order says so.
    ///
    /// Once started, it is followed to its end even if the caller goes away.
    ///
    /// # Errors
    ///
    /// [`EngineError::Withdraw`] when nothing was started; [`EngineError::Declined`] when the gateway refused, and the
    /// money is on the balance again.
    pub async fn withdraw(
        self: &Arc<Self>,
        context: &Context,
        request: WithdrawRequest,
        idempotency: Option<&Idempotency>,
    ) -> Result<Order, EngineError> {
        self.commands.count();
        let (engine, context) = (Arc::clone(self), context.clone());
        let idempotency = idempotency.cloned();
        let task = async move {
            let start = || engine.start_withdrawal(&context, request, idempotency.as_ref());
            let (order, payment) = engine.retry(context.account, start).await?;
            match payment {
                Some(payment) => engine.carry_out(&context, order.id, &payment).await,
                None => Ok(order),
            }
        };
        self.tasks.spawn(task).await?
    }

    /// The first step. No payment, if the same request came before.
    async fn start_withdrawal(
        &self,
        context: &Context,
        request: WithdrawRequest,
        idempotency: Option<&Idempotency>,
    ) -> Result<(Order, Option<Payment>), EngineError> {
        let account = context.account;
        // load
        let StoredAccount { account: owner, mut head, balances: held } =
            self.require_stored(account).await?;
        if let Some(done) = self.done_under(account, idempotency).await? {
            return Ok((self.ordered_before(account, &done).await?, None));
        }
        let methods = self.store.payment_methods(account).await?;
        // decide
        let now = self.clock.now();
        let ids = (self.ids.order(), self.ids.payment());
        let started = withdraw(request, &owner, &methods, held, now, ids)?;
        let Withdrawal { order, payment, balances } = started;
        let posting = transit(payment.amount, self.ids.ledger_transaction())?;
        // commit
        let before = head;
        let detail = format!("{} to {}", payment.amount, payment.means.name());
        let mut set = WriteSet::without_account();
        for (action, subject) in [
            (Action::PlaceOrder, format!("order {}", order.id)),
            (Action::StartPayment, format!("payment {}", payment.id)),
        ] {
            let entry = journal::next(&head, context, now.at, action, subject, detail.as_str());
            set.append(WriteSet::of_account(&entry));
            head = entry.head();
        }
        set.insert_order(account, &order);
        set.insert_payment(account, &payment);
        self.write_balances(&mut set, &owner, held, balances);
        set.post(account, Some(order.id), now.at, &[posting]);
        idempotency::remember(&mut set, account, idempotency, order.id.get(), now.at);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: before, changes: &[] });
        Ok((order, Some(payment)))
    }

    /// The other two steps.
    async fn carry_out(
        &self,
        context: &Context,
        order: OrderId,
        payment: &Payment,
    ) -> Result<Order, EngineError> {
        let outcome = self.charge(context.account, payment).await;
        let resolved = self.resolve_payment(context, order, payment.id, &outcome, None).await;
        let state = match resolved {
            // Something was done, so it is not the account being busy that matters to the caller.
            Err(EngineError::Busy) => PaymentState::Pending,
            resolved => resolved?,
        };
        if !state.is_open() {
            answer(order, payment.id, &state)?;
        }
        self.require_order(context.account, order).await
    }
}
