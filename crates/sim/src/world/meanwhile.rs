//! Things that happen while a payment is with the gateway: between the intent and the outcome, when no transaction is open.

use std::sync::Arc;

use perennial_core::OrderId;
use perennial_core::payment::Choice as EngineChoice;
use perennial_engine::{EngineError, Idempotency};

use super::World;
use crate::auditor::model::{Asked, Choice, Wish, WishMode};

impl World {
    /// Sends a payment. If something is to happen meanwhile, and the gateway is asked at all, it does.
    pub(super) async fn send_payment(
        &mut self,
        person: usize,
        order: OrderId,
        choice: EngineChoice,
        key: Option<Idempotency>,
        charged: Option<(usize, usize)>,
    ) -> Result<(), EngineError> {
        let context = self.context(self.person_at(person));
        let engine = self.process().engine.clone();
        let is_armed = self.processes.iter().any(|process| process.is_armed);
        let deed = charged.filter(|_| !is_armed).and_then(|_| self.meanwhile.take());
        let Some((deed, (person, place))) = deed.zip(charged) else {
            return engine.pay_order(&context, order, choice, key.as_ref()).await;
        };
        self.provider.hold_next();
        let payer = Arc::clone(&engine);
        let payment = async move { payer.pay_order(&context, order, choice, key.as_ref()).await };
        let mut payment = tokio::spawn(payment);
        let provider = Arc::clone(&self.provider);
        let early = tokio::select! {
            () = provider.holds() => None,
            done = &mut payment => Some(done),
        };
        if early.is_none() {
            self.do_meanwhile(deed, person, place).await;
        }
        self.provider.release();
        let done = match early {
            Some(done) => done,
            None => payment.await,
        };
        done.unwrap_or_else(|error| Err(error.into()))
    }

    async fn do_meanwhile(&mut self, deed: i64, person: usize, place: usize) {
        let id = self.person_at(person).account.get();
        let records = self.provider.records();
        self.auditor.name_charge(id, place, &records);
        let order = self.auditor.account(id).order(place).clone();
        let Some(service) = order.services().first().copied() else { return };
        match deed.rem_euclid(5) {
            0 => {
                let Some(id) = order.id.and_then(|id| OrderId::try_new(id).ok()) else { return };
                Box::pin(self.pay(person, place, id, Choice::Prepaid, None)).await;
            }
            1 => {
                let asked = Asked { service, months: 1, services: Vec::new() };
                Box::pin(self.order(person, &asked, None)).await;
            }
            2 => {
                let turn = self.turn;
                self.turn = (turn + 1) % self.processes.len();
                Box::pin(self.pass()).await;
                self.turn = turn;
            }
            3 => {
                let wish = Wish { mode: Some(WishMode::Manual), months: None, stop: None };
                Box::pin(self.wish(person, service, wish)).await;
            }
            _ => {
                let other = (person + 1) % self.people.len().max(1);
                let Some(service) = self.person_at(other).services.first().copied() else { return };
                let asked = Asked { service, months: 1, services: Vec::new() };
                Box::pin(self.order(other, &asked, None)).await;
            }
        }
    }
}
