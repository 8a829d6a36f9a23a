//! Resolving a refund: what the gateway says of the money, made durable with what follows from it.
//!
//! The money has left, or the payment method has refused it and it is on the prepaid account. It is the customer's either
//! way, and the credit note stays as it is.

use perennial_core::automatic::{Notice, NoticeItem, NoticeKind, NoticeRefund};
use perennial_core::journal::Action;
use perennial_core::money::MoneyError;
use perennial_core::order::Line;
use perennial_core::payment::{Outcome, PaymentState};
use perennial_core::refund::{Arrival, CreditNote, arrive};
use perennial_core::step::Step;
use perennial_core::text::Name;
use perennial_core::{Money, OrderId, PaymentId, ServiceId};
use perennial_store::{PaymentLoad, WriteSet};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;
use crate::snapshot::Advance;

impl Engine {
    /// Records what became of the money of a refund.
    ///
    /// # Errors
    ///
    /// [`EngineError::Contradiction`] when something else was recorded before: that is entered in the journal, and nothing
    /// is changed.
    pub(crate) async fn resolve_refund(
        &self,
        context: &Context,
        order: OrderId,
        refund: PaymentId,
        outcome: &Outcome,
    ) -> Result<(), EngineError> {
        let attempt = || self.try_resolve_refund(context, order, refund, outcome);
        self.retry(context.account, attempt).await
    }

    async fn try_resolve_refund(
        &self,
        context: &Context,
        order: OrderId,
        refund: PaymentId,
        outcome: &Outcome,
    ) -> Result<(), EngineError> {
        let account = context.account;
        let missing = || EngineError::not_found("refund", refund);
        let load = self.store.load_refund(account, order, None).await?.ok_or_else(missing)?;
        let note = load.notes.into_iter().find(|note| note.id() == refund).ok_or_else(missing)?;
        let (load, at, subject) = (load.order, self.clock.at(), format!("refund {refund}"));
        let entry = |action, detail: String| {
            journal::next(&load.head, context, at, action, subject.clone(), detail)
        };
        let note = match note.resolved(outcome.clone(), at) {
            Ok(Step::Unchanged) => return Ok(()),
            Ok(Step::Changed(note)) => note,
            Err(contradiction) => {
                let detail = contradiction.to_string();
                tracing::error!(%account, %refund, "{detail}");
                let entry = entry(Action::ContradictPayment, detail);
                self.store.commit(WriteSet::of_account(&entry)).await?;
                return Err(contradiction.into());
            }
        };
        let (action, detail) = describe(&note);
        let mut set = WriteSet::of_account(&entry(action, detail));
        set.set_refund_state(account, &note);
        let arrival = arrive(&note, load.balances, self.ids.ledger_transaction())?;
        if let Some(Arrival { posting, balances }) = arrival {
            set.post(account, Some(order), at, &[posting]);
            set.set_balances(account, &balances);
            self.tell_of_refund(&mut set, &load, &note);
        }
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: load.head, changes: &[] });
        Ok(())
    }

    /// Adds the letter about a refund whose money has gone where it goes.
    pub(super) fn tell_of_refund(&self, set: &mut WriteSet, load: &PaymentLoad, note: &CreditNote) {
        match letter(note, load, self.clock.now().today) {
            Ok(notice) => self.write_notice(set, &load.account, &notice),
            Err(error) => tracing::error!(refund = %note.id(), %error, "a refund is not told of"),
        }
    }
}

/// What is done, and the money in words.
fn describe(note: &CreditNote) -> (Action, String) {
    let (gross, means) = (note.totals.gross, note.payment.means.name());
    match note.payment.state {
        PaymentState::Captured { .. } => {
            (Action::SettleRefund, format!("{gross} has gone to {means}"))
        }
        PaymentState::Declined { .. } | PaymentState::Voided { .. } => {
            let detail = format!("{means} has refused {gross}, which is on the prepaid account");
            (Action::RefuseRefund, detail)
        }
        PaymentState::Pending | PaymentState::Unknown { .. } => {
            (Action::DoubtRefund, "the gateway did not answer; it will be asked".to_owned())
        }
    }
}

fn letter(
    note: &CreditNote,
    load: &PaymentLoad,
    day: jiff::civil::Date,
) -> Result<Notice, MoneyError> {
    let mut amounts = Vec::<(ServiceId, &Line, Money)>::new();
    for (taken, line) in note.lines_of(&load.order.terms.lines) {
        let Some(service) = line.service else { continue };
        match amounts.iter_mut().find(|(known, ..)| *known == service) {
            Some((_, _, amount)) => *amount = amount.checked_add(taken.amount)?,
            None => amounts.push((service, line, taken.amount)),
        }
    }
    let item = |(id, line, amount): &(ServiceId, &Line, Money)| {
        let service = load.services.iter().find(|service| service.id == *id)?;
        Some(NoticeItem {
            service: *id,
            name: line.name.clone(),
            display_name: service.display_name.clone(),
            plan_name: Name::parse(line.plan_name()).ok(),
            expires_on: service.expiry.on(),
            on: None,
            amount: Some(*amount),
        })
    };
    Ok(Notice {
        kind: NoticeKind::Refunded,
        day,
        order: Some(note.order()),
        amount: Some(note.totals.gross),
        means: Some(note.destination()),
        request: None,
        parties: None,
        subject: None,
        refund: Some(NoticeRefund {
            id: note.id(),
            bill: note.bill.clone(),
            reason: note.reason.clone(),
            was_refused: note.was_refused(),
        }),
        items: amounts.iter().filter_map(item).collect(),
    })
}
