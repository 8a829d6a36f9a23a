//! Payments of an order: what each was made with, why, and what became of it.

use perennial_core::journal::Action;
use perennial_core::ledger::LedgerAccount;
use perennial_core::means::Means;
use perennial_core::order::{Category, Order, OrderState};
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::service::ServiceState;
use perennial_core::{Money, PaymentMethodId, Service};

use super::{Evidence, Fact, Section, words};

/// How an order was paid, or was not.
pub(super) fn section(evidence: &Evidence, order: &Order) -> Section {
    let payments = evidence.payments_of(order.id);
    let mut facts = Vec::new();
    for (index, payment) in payments.iter().enumerate() {
        let earlier = payments.get(..index).unwrap_or_default();
        let number = index.saturating_add(1);
        facts.push(Fact::new(format!("attempt {number}"), told(evidence, payment)));
        facts.push(Fact::new("why so", because(evidence, order, payment, earlier)));
    }
    if payments.is_empty() {
        facts.push(Fact::new("attempts", "none"));
    }
    facts.extend(next(evidence, order));
    Section::new("Payment", facts)
}

/// A payment, and what became of it.
fn told(evidence: &Evidence, payment: &Payment) -> String {
    let means = match payment.means {
        Means::Method(id, _) => format!("with {}", evidence.method(id)),
        Means::Prepaid => "from the prepaid account".to_owned(),
        Means::Fidelity if payment.amount.is_zero() => "with nothing".to_owned(),
        Means::Fidelity => "with fidelity points".to_owned(),
    };
    let became = match &payment.state {
        PaymentState::Pending => "being made".to_owned(),
        PaymentState::Unknown { since } => {
            format!("in doubt since {}: the gateway has not said", evidence.minute(*since))
        }
        PaymentState::Captured { reference: Some(reference), .. } => {
            format!("captured, reference {reference}")
        }
        PaymentState::Captured { reference: None, .. } => "captured".to_owned(),
        PaymentState::Declined { decline, .. } => format!("declined ({})", decline.code()),
        PaymentState::Voided { .. } => "it never happened".to_owned(),
    };
    let at = evidence.minute(payment.created_at);
    format!("{at}, {} {means}: {became}", payment.amount)
}

/// Why it was made with this means: somebody chose it, or it was its turn.
fn because(evidence: &Evidence, order: &Order, payment: &Payment, earlier: &[&Payment]) -> String {
    let started = evidence.entry(&format!("payment {}", payment.id), Action::StartPayment);
    let settled = evidence.entry(&format!("order {}", order.id), Action::SettleOrder);
    let entry = started.or(settled);
    if let Some(entry) = entry.filter(|entry| !entry.actor.starts_with("engine: ")) {
        return format!("it was chosen by {}", words::actor(&entry.actor));
    }
    match payment.means {
        _ if payment.amount.is_zero() => "there was nothing to pay".to_owned(),
        Means::Fidelity => "fidelity points were chosen".to_owned(),
        Means::Prepaid => {
            let held = held_before(evidence, payment).map(|held| format!(": it held {held}"));
            format!("the prepaid account goes first, and covered it{}", held.unwrap_or_default())
        }
        Means::Method(id, _) => {
            let balance = match held_before(evidence, payment) {
                Some(held) if held.is_zero() => "the prepaid account was empty".to_owned(),
                Some(held) => format!("the prepaid account held {held}, too little"),
                None => "the prepaid account did not cover it".to_owned(),
            };
            format!("{balance}; {}", turn(evidence, id, earlier))
        }
    }
}

/// Why it was the turn of a method, after earlier payments.
fn turn(evidence: &Evidence, id: PaymentMethodId, earlier: &[&Payment]) -> String {
    let is_declined = |payment: &Payment| matches!(payment.state, PaymentState::Declined { .. });
    let is_same =
        |payment: &Payment| matches!(payment.means, Means::Method(other, _) if other == id);
    let declined = || earlier.iter().filter(|payment| is_declined(payment));
    let tried = declined().filter(|payment| is_same(payment)).count() as u64;
    let is_default = evidence.methods.iter().any(|method| method.id == id && method.is_default);
    if tried > 0 {
        format!("it is tried again after it was declined {}", words::counted(tried, "time"))
    } else if declined().any(|payment| !is_same(payment)) {
        "it is the next one after those that were declined".to_owned()
    } else if is_default {
        "it is the default method".to_owned()
    } else {
        "it is the first method that can be debited".to_owned()
    }
}

/// What the prepaid account held before a payment, by the books. Nothing, where postings of the same moment leave the
/// order of things open.
fn held_before(evidence: &Evidence, payment: &Payment) -> Option<Money> {
    let at = payment.created_at;
    let posted = evidence.books.ledger.iter();
    let mut posted = posted.filter(|posted| {
        posted.entry.account == LedgerAccount::Prepaid && posted.order != Some(payment.order)
    });
    let mut held = Money::zero(evidence.books.account.currency);
    posted.try_for_each(|posted| {
        if posted.at == at && posted.order.is_some() {
            return None;
        }
        if posted.at <= at {
            // What we owe the customer is a credit, and negative.
            held = held.checked_sub(posted.entry.amount).ok()?;
        }
        Some(())
    })?;
    Some(held)
}

/// What comes next, for an order of the calendar that is not paid yet.
fn next(evidence: &Evidence, order: &Order) -> Option<Fact> {
    if order.state != OrderState::Unpaid || order.terms.category != Category::AutoRenew {
        return None;
    }
    let awaits = |service: &&Service| match service.state {
        ServiceState::Unpaid(unpaid) => unpaid.order == Some(order.id),
        _ => false,
    };
    let service = evidence.books.services.iter().find(awaits)?;
    let day = service.agenda.due_on?;
    Some(Fact::new(
        "next",
        format!("the calendar looks at it on {day}: `why {}` tells what for", service.id),
    ))
}
