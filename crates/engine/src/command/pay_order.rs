//! Paying an order.
//!
//! A registered method is charged in three steps, so that no crash can charge twice or lose a charge: the intent
//! is made durable, the gateway is asked, and what it says is made durable together with everything that
//! follows from it. Between the steps no transaction is open. A balance that we hold is charged in one step.

use std::sync::Arc;
use std::time::Duration;

use perennial_core::journal::Action;
use perennial_core::means::{Balances, Means, points_for};
use perennial_core::money::MoneyError;
use perennial_core::payment::{Choice, Outcome, Payer, Payment, PaymentState, start};
use perennial_core::settlement::{PostingIds, SettlementError, settle};
use perennial_core::{AccountId, OrderId, PaymentId};
use perennial_store::{Done, PaymentLoad, WriteSet};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::Charge;
use crate::idempotency::Idempotency;
use crate::journal;

/// How long the gateway may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// What the first step came to.
enum Started {
    /// The payment is done.
    Done,
    /// The gateway is to be asked.
    Charge(Payment),
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
        let (engine, context) = (Arc::clone(self), context.clone());
        let idempotency = idempotency.cloned();
        let task = async move {
            let start = || engine.start_payment(&context, order, choice, idempotency.as_ref());
            match engine.retry(context.account, start).await? {
                Started::Done => {}
                Started::Charge(payment) => {
                    let outcome = engine.charge(context.account, &payment).await;
                    engine.resolve_payment(&context, order, payment.id, &outcome).await?;
                    engine.answer(context.account, payment.id).await?;
                }
            }
            engine.number_bills_of_order(context.account, order).await;
            Ok(())
        };
        self.tasks.spawn(task).await?
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
            self.paid_before(account, key.same(done)?).await?;
            return Ok(Started::Done);
        }
        let now = self.clock.now();
        let payer = Payer {
            services: &load.services,
            methods: &load.methods,
            balances: load.balances,
            paying: &load.paying,
        };
        let payment = start(&load.order, &payer, choice, now, self.ids.payment())?;
        let (mut set, started) = match payment.means {
            Means::Method(..) => self.intend(context, load, payment)?,
            Means::Prepaid | Means::Fidelity => self.take_from_balance(context, load, payment)?,
        };
        if let (Some(key), Some(hash)) = (idempotency, &key_hash) {
            let done = key.done(started.0.get());
            set.remember_key(account, hash, &done, now.at);
        }
        self.store.commit(set).await?;
        Ok(started.1)
    }

    fn intend(
        &self,
        context: &Context,
        load: PaymentLoad,
        payment: Payment,
    ) -> Result<(WriteSet, (PaymentId, Started)), EngineError> {
        let at = payment.created_at;
        let detail =
            format!("{} with {} for order {}", payment.amount, payment.means.name(), payment.order);
        let subject = format!("payment {}", payment.id);
        let entry = journal::next(&load.head, context, at, Action::StartPayment, subject, detail);
        let refusal = perennial_core::payment::PayRefusal::State;
        let order = load.order.paying(payment.id, at).map_err(refusal)?;
        let mut set = WriteSet::of_account(&entry);
        set.insert_payment(context.account, &payment);
        set.set_order_state(context.account, &order);
        Ok((set, (payment.id, Started::Charge(payment))))
    }

    fn take_from_balance(
        &self,
        context: &Context,
        load: PaymentLoad,
        mut payment: Payment,
    ) -> Result<(WriteSet, (PaymentId, Started)), EngineError> {
        let (id, now) = (payment.id, self.clock.now());
        payment.state = PaymentState::Captured { at: now.at, reference: None };
        let balances = after_payment(load.balances, &payment).map_err(SettlementError::Amount)?;
        let mut set = self.settle_in(context, load, payment.clone())?;
        set.insert_payment(context.account, &payment);
        set.set_balances(context.account, &balances);
        Ok((set, (id, Started::Done)))
    }

    /// The write set of a settlement, without the payment itself.
    pub(super) fn settle_in(
        &self,
        context: &Context,
        load: PaymentLoad,
        payment: Payment,
    ) -> Result<WriteSet, EngineError> {
        let (account, now) = (context.account, self.clock.now());
        let ids = PostingIds {
            sale: self.ids.ledger_transaction(),
            payment: self.ids.ledger_transaction(),
        };
        let head = load.head;
        let settled = settle(&load.account, load.order, payment, &load.services, now, ids)?;
        let order = settled.order.id;
        let subject = format!("order {order}");
        let detail = describe(&settled);
        let entry = journal::next(&head, context, now.at, Action::SettleOrder, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.set_order_state(account, &settled.order);
        for extension in &settled.extensions {
            set.extend_service(account, extension);
            set.insert_sold_period(account, extension, order);
        }
        set.insert_bill(account, &settled.bill);
        for posting in &settled.postings {
            set.post(account, Some(order), now.at, posting);
        }
        Ok(set)
    }

    /// The second step. No answer within the time is no answer.
    pub(crate) async fn charge(&self, account: AccountId, payment: &Payment) -> Outcome {
        let Some(charge) = charge_of(account, payment) else { return Outcome::Voided };
        let answer = tokio::time::timeout(ANSWER_WITHIN, self.gateway.charge(&charge)).await;
        answer.unwrap_or(Outcome::NoAnswer)
    }

    /// What the caller is told, from what is stored.
    async fn answer(&self, account: AccountId, payment: PaymentId) -> Result<(), EngineError> {
        let stored = self.store.payment(account, payment).await?;
        let stored = stored.ok_or_else(|| EngineError::not_found("paymentId", payment))?;
        let order = stored.order;
        match stored.state {
            PaymentState::Captured { .. } => Ok(()),
            PaymentState::Declined { decline, .. } => Err(EngineError::Declined { order, decline }),
            PaymentState::Pending | PaymentState::Unknown { .. } => {
                Err(EngineError::InDoubt { order, payment })
            }
            // Never charged: to the caller that is a payment which may be tried again.
            PaymentState::Voided { .. } => {
                let decline = perennial_core::payment::Decline::Soft;
                Err(EngineError::Declined { order, decline })
            }
        }
    }

    /// The answer to the payment that was started when the key was first used.
    async fn paid_before(&self, account: AccountId, done: &Done) -> Result<(), EngineError> {
        let id = PaymentId::try_new(done.subject)
            .map_err(|_| EngineError::not_found("paymentId", done.subject))?;
        self.answer(account, id).await
    }
}

/// What the gateway is asked to charge; nothing, for payments that are not its business.
pub(crate) fn charge_of(account: AccountId, payment: &Payment) -> Option<Charge> {
    match payment.means {
        Means::Method(method, kind) => {
            let amount = payment.amount;
            Some(Charge { account, payment: payment.id, method, kind, amount })
        }
        Means::Prepaid | Means::Fidelity => None,
    }
}

fn after_payment(mut balances: Balances, payment: &Payment) -> Result<Balances, MoneyError> {
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

fn describe(settled: &perennial_core::settlement::Settlement) -> String {
    let extended: Vec<String> =
        settled.extensions.iter().map(|e| format!("{} until {}", e.service, e.to.on())).collect();
    let payment = &settled.payment;
    let paid = format!("paid {} with {}", payment.amount, payment.means.name());
    format!("{paid}; {}", extended.join(", "))
}
