//! Paying an order.
//!
//! A registered method is charged in three steps, so that no crash can charge twice or lose a charge: the intent
//! is made durable, the gateway is asked, and what it says is made durable together with everything that
//! follows from it. Between the steps no transaction is open. A balance that we hold is charged in one step.

use std::sync::Arc;

use perennial_core::account::Subsidiary;
use perennial_core::debt;
use perennial_core::journal::Action;
use perennial_core::means::{Balances, Means, points_for};
use perennial_core::money::MoneyError;
use perennial_core::payment::{
    Choice, Decline, Outcome, PayRefusal, Payer, Payment, PaymentState, start,
};
use perennial_core::service::ServiceChange;
use perennial_core::settlement::SettlementError;
use perennial_core::{AccountId, Order, OrderId, PaymentId};
use perennial_store::{Done, PaymentLoad, WriteSet};

use super::debt::{become_debts, write_debts};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::{Charge, Payout, answer_within};
use crate::idempotency::Idempotency;
use crate::journal;
use crate::snapshot::Advance;

/// What the first step came to.
enum Started {
    /// The order was settled, now or when the same request came before.
    Settled(Option<Subsidiary>),
    /// The gateway is to be asked. The load is what the step left behind.
    Charge(Payment, Box<PaymentLoad>),
}

impl Engine {
    /// Pays an order. When this answers without an error, its services are extended and its bill is written.
    ///
    /// Once started, a payment is followed to its end even if the caller goes away.
    ///
    /// # Errors
    ///
    /// [`EngineError::Pay`] when nothing was charged; [`EngineError::Declined`] when the gateway refused;
    /// [`EngineError::InDoubt`] when it did not answer.
    pub async fn pay_order(
        self: &Arc<Self>,
        context: &Context,
        order: OrderId,
        choice: Choice,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        self.commands.count();
        let (engine, context) = (Arc::clone(self), context.clone());
        let idempotency = idempotency.cloned();
        let task = async move { engine.pay(&context, order, choice, idempotency.as_ref()).await };
        self.tasks.spawn(task).await?
    }

    async fn pay(
        &self,
        context: &Context,
        order: OrderId,
        choice: Choice,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let start = || self.start_payment(context, order, choice, idempotency);
        let series = match self.retry(context.account, start).await? {
            Started::Settled(series) => series,
            Started::Charge(payment, load) => {
                let outcome = self.charge(context.account, &payment).await;
                let series = load.account.subsidiary.clone();
                let known = Some(*load);
                let resolved =
                    self.resolve_payment(context, order, payment.id, &outcome, known).await;
                let state = match resolved {
                    // Something was done, so it is not the account being busy that matters to the caller.
                    Err(EngineError::Busy) => PaymentState::Pending,
                    resolved => resolved?,
                };
                answer(order, payment.id, &state)?;
                Some(series)
            }
        };
        if let Some(series) = series {
            self.number_bill(&series, context.account, order).await;
        }
        Ok(())
    }

    /// The first step: everything that can be refused is refused here, and then the intent is durable.
    async fn start_payment(
        &self,
        context: &Context,
        order: OrderId,
        choice: Choice,
        idempotency: Option<&Idempotency>,
    ) -> Result<Started, EngineError> {
        let account = context.account;
        let key_hash = idempotency.map(Idempotency::key_hash);
        let load = self.store.load_payment(account, order, key_hash.as_ref()).await?;
        let load = load.ok_or_else(|| EngineError::not_found("orderId", order))?;
        if let (Some(key), Some(done)) = (idempotency, &load.done) {
            let before = self.payment_under_key(account, key.same(done)?).await?;
            // What never happened is not what the key was used for: the repeat is the first time.
            if !matches!(before.state, PaymentState::Voided { .. }) {
                answer(before.order, before.id, &before.state)?;
                return Ok(Started::Settled(None));
            }
        }
        let now = self.clock.now();
        let PaymentLoad { services, methods, balances, debts, .. } = &load;
        let payer = Payer { services, methods, balances: *balances, debts };
        let payment = start(&load.order, &payer, choice, now, self.ids.payment())?;
        let mut remembered = WriteSet::without_account();
        if let (Some(key), Some(hash)) = (idempotency, &key_hash) {
            let done = key.done(payment.id.get());
            match &load.done {
                Some(voided) => remembered.replace_under_key(account, hash, voided, &done, now.at),
                None => remembered.remember_key(account, hash, &done, now.at),
            }
        }
        match payment.means {
            Means::Method(..) => self.intend(context, load, payment, remembered).await,
            Means::Prepaid | Means::Fidelity => {
                self.take_from_balance(context, load, payment, remembered).await
            }
        }
    }

    async fn intend(
        &self,
        context: &Context,
        mut load: PaymentLoad,
        payment: Payment,
        remembered: WriteSet,
    ) -> Result<Started, EngineError> {
        let at = payment.created_at;
        let (amount, means) = (payment.amount, payment.means.name());
        let detail = format!("{amount} with {means} for order {}", payment.order);
        let subject = format!("payment {}", payment.id);
        let entry = journal::next(&load.head, context, at, Action::StartPayment, subject, detail);
        load.order = load.order.paying(payment.id, at).map_err(PayRefusal::State)?;
        let mut set = WriteSet::of_account(&entry);
        set.insert_payment(context.account, &payment);
        set.set_order_state(context.account, &load.order);
        set.append(remembered);
        let holds = hold(&load.order);
        holds.iter().for_each(|change| set.change_service(context.account, change));
        let held = debt::hold(&load.order, &load.debts).map_err(PayRefusal::Debt)?;
        write_debts(&mut set, context.account, &held);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: load.head, changes: &holds });
        load.head = entry.head();
        load.payment = Some(payment.clone());
        become_debts(&mut load.debts, held);
        Ok(Started::Charge(payment, Box::new(load)))
    }

    async fn take_from_balance(
        &self,
        context: &Context,
        load: PaymentLoad,
        mut payment: Payment,
        remembered: WriteSet,
    ) -> Result<Started, EngineError> {
        payment.state = PaymentState::Captured { at: self.clock.at(), reference: None };
        let balances = after_payment(load.balances, &payment).map_err(SettlementError::Amount)?;
        let (mut set, settled) = self.settle_in(context, &load, payment.clone())?;
        set.insert_payment(context.account, &payment);
        self.write_balances(&mut set, &load.account, load.balances, balances);
        set.append(remembered);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: load.head, changes: &settled.changes() });
        Ok(Started::Settled(Some(load.account.subsidiary)))
    }

    /// The second step. No answer within the time is no answer.
    pub(crate) async fn charge(&self, account: AccountId, payment: &Payment) -> Outcome {
        let answer = match asked_of(account, payment) {
            Some(Asked::Charge(charge)) => answer_within(self.gateway.charge(&charge)).await,
            Some(Asked::Payout(payout)) => answer_within(self.gateway.pay_out(&payout)).await,
            None => Some(Outcome::Voided),
        };
        answer.unwrap_or(Outcome::NoAnswer)
    }

    /// What became of a payment, by the gateway. No answer within the time is no answer.
    pub(crate) async fn ask_outcome(&self, account: AccountId, payment: &Payment) -> Outcome {
        let answer = match asked_of(account, payment) {
            Some(Asked::Charge(charge)) => answer_within(self.gateway.settle(&charge)).await,
            Some(Asked::Payout(payout)) => answer_within(self.gateway.settle_payout(&payout)).await,
            None => None,
        };
        answer.unwrap_or(Outcome::NoAnswer)
    }

    /// The payment that was started when the key was used before.
    async fn payment_under_key(
        &self,
        account: AccountId,
        done: &Done,
    ) -> Result<Payment, EngineError> {
        let missing = || EngineError::not_found("paymentId", done.subject);
        let id = PaymentId::try_new(done.subject).map_err(|_| missing())?;
        self.store.payment(account, id).await?.ok_or_else(missing)
    }
}

/// While an order is being paid, its services are not for sale. Each is held once, however many lines are about it.
fn hold(order: &Order) -> Vec<ServiceChange> {
    let renewals = order.terms.renewals();
    renewals.map(|(service, _)| ServiceChange::Hold { service, order: order.id }).collect()
}

/// What the caller is told of a payment.
pub(super) fn answer(
    order: OrderId,
    payment: PaymentId,
    state: &PaymentState,
) -> Result<(), EngineError> {
    match state {
        PaymentState::Captured { .. } => Ok(()),
        PaymentState::Declined { decline, .. } => {
            Err(EngineError::Declined { order, decline: *decline })
        }
        PaymentState::Pending | PaymentState::Unknown { .. } => {
            Err(EngineError::InDoubt { order, payment })
        }
        // Never charged: to the caller that is a payment which may be tried again.
        PaymentState::Voided { .. } => Err(EngineError::Declined { order, decline: Decline::Soft }),
    }
}

/// What a gateway is asked for.
enum Asked {
    Charge(Charge),
    Payout(Payout),
}

/// What the gateway is asked for a payment; nothing, for payments that are not its business.
fn asked_of(account: AccountId, payment: &Payment) -> Option<Asked> {
    let Means::Method(method, kind) = payment.means else { return None };
    let (payment, amount) = (payment.id, payment.amount);
    if !amount.is_negative() {
        return Some(Asked::Charge(Charge { account, payment, method, kind, amount }));
    }
    let amount = amount.checked_neg().ok()?;
    Some(Asked::Payout(Payout { account, payment, method, kind, amount }))
}

pub(crate) fn after_payment(
    mut balances: Balances,
    payment: &Payment,
) -> Result<Balances, MoneyError> {
    match payment.means {
        Means::Prepaid => balances.prepaid = balances.prepaid.checked_sub(payment.amount)?,
        Means::Fidelity => {
            let points = points_for(payment.amount).ok_or(MoneyError::Overflow)?;
            balances.fidelity = balances.fidelity.checked_sub(points)?;
        }
        Means::Method(..) => {}
    }
    Ok(balances)
}
