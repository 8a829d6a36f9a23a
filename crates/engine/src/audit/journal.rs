//! The journal: unbroken, and telling of the same orders, payments and applications as their tables do.
//!
//! The hashes show that nothing before the last entry was altered. Whether the last entries are missing, or rows without
//! them, is seen by comparing the two.

use std::collections::BTreeSet;

use perennial_core::credential::Application;
use perennial_core::debt::{Debt, DebtState};
use perennial_core::journal::{Action, Head};
use perennial_core::means::Means;
use perennial_core::order::OrderState;
use perennial_core::payment::PaymentState;
use perennial_core::termination::TerminationState;
use perennial_core::{CreditNote, Order, Payment};
use perennial_store::{Books, StoredTermination};

use super::Found;
use crate::journal;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found = chain(books);
    found.extend(tables(books));
    found
}

/// Entries are numbered from 1 without gaps, each has the hash of the one before, and the last one is where the account
/// stands.
fn chain(books: &Books) -> Vec<Found> {
    let mut found = Vec::new();
    let mut head = Head::empty(books.account.id);
    for sealed in &books.journal {
        let entry = &sealed.entry;
        if entry.version != head.version.saturating_add(1) {
            let text = format!("entry {} follows entry {}", entry.version, head.version);
            found.push(("journal", text));
        }
        if entry.previous != head.hash || journal::hash(entry) != sealed.hash {
            let text = format!("entry {} was altered, or one before it", entry.version);
            found.push(("journal", text));
        }
        head = sealed.head();
    }
    if head != books.head {
        let text = format!(
            "the journal ends at {}, the account stands at {}",
            head.version, books.head.version
        );
        found.push(("journal", text));
    }
    found
}

/// Whatever was done once and left a row has its entry, and the other way round.
fn tables(books: &Books) -> Vec<Found> {
    let order = |order: &Order| format!("order {}", order.id);
    let is_settled = |order: &&Order| matches!(order.state, OrderState::Settled { .. });
    let is_by_gateway = |payment: &&Payment| matches!(payment.means, Means::Method(..));
    let payment = |payment: &Payment| format!("payment {}", payment.id);
    let refund = |note: &CreditNote| format!("refund {}", note.id());
    let by_gateway = || books.credit_notes.iter().filter(|note| is_by_gateway(&&note.payment));
    let is_captured =
        |note: &&CreditNote| matches!(note.payment.state, PaymentState::Captured { .. });
    let paid_back = by_gateway().filter(is_captured);
    let refused = by_gateway().filter(|note| note.was_refused());
    let application = |application: &Application| format!("application {}", application.id);
    let taken_back = |debt: &Debt| format!("payment {}", debt.payment);
    let debt = |debt: &Debt| format!("debt {}", debt.id);
    let is_lost = |debt: &&Debt| matches!(debt.state, DebtState::WrittenOff { .. });
    let written_off = books.debts.iter().filter(is_lost);
    let settled = books.orders.iter().filter(is_settled);
    let started = books.payments.iter().filter(is_by_gateway);
    let of_service = |stored: &StoredTermination| format!("service {}", stored.termination.service);
    let is_confirmed = |stored: &&StoredTermination| {
        matches!(stored.termination.state, TerminationState::Confirmed { .. })
    };
    let asked = books.terminations.iter();
    let confirmed = books.terminations.iter().filter(is_confirmed);
    let mut found = Vec::new();
    for (action, rows) in [
        (Action::PlaceOrder, books.orders.iter().map(order).collect()),
        (Action::SettleOrder, settled.map(order).collect()),
        (Action::ReversePayment, books.debts.iter().map(taken_back).collect()),
        (Action::WriteOffDebt, written_off.map(debt).collect()),
        (Action::StartPayment, started.map(payment).collect()),
        (Action::StartRefund, books.credit_notes.iter().map(refund).collect()),
        (Action::SettleRefund, paid_back.map(refund).collect()),
        (Action::RefuseRefund, refused.map(refund).collect()),
        (Action::AskTermination, asked.map(of_service).collect()),
        (Action::ConfirmTermination, confirmed.map(of_service).collect()),
        (Action::CreateApplication, books.applications.iter().map(application).collect()),
    ] {
        found.extend(compare(books, action, &rows));
    }
    found
}

fn compare(books: &Books, action: Action, rows: &BTreeSet<String>) -> Vec<Found> {
    let entries = books.journal.iter().filter(|sealed| sealed.entry.action == action);
    let told: BTreeSet<String> = entries.map(|sealed| sealed.entry.subject.clone()).collect();
    let code = action.code();
    let untold = rows.difference(&told);
    let untold = untold.map(|row| format!("{row} is there, an entry {code} for it is not"));
    let gone = told.difference(rows);
    let gone = gone.map(|row| format!("the entry {code} is for {row}, which is not so"));
    untold.chain(gone).map(|text| ("journal", text)).collect()
}
