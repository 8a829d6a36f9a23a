//! I3 and I5 of debts: each came of a captured payment that the gateway has taken back, and is paid, once, by a settled
//! order; what is owed and what is lost stand in the ledger.

use std::collections::{BTreeMap, BTreeSet};

use perennial_core::debt::{Debt, DebtState};
use perennial_core::ledger::LedgerAccount;
use perennial_core::means::Means;
use perennial_core::order::{Order, OrderState};
use perennial_core::payment::PaymentState;
use perennial_core::{DebtId, OrderId, Payment, PaymentId};
use perennial_store::Books;

use super::Found;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for debt in &books.debts {
        found
            .extend(origin(books, debt).map(|text| ("debts", format!("debt {}: {text}", debt.id))));
        found.extend(end(books, debt).map(|text| ("debts", format!("debt {}: {text}", debt.id))));
    }
    found.extend(orders(books));
    found.extend(reversals(books));
    found
}

/// Where the debt comes from: a captured charge of no less, which the gateway has taken back.
fn origin(books: &Books, debt: &Debt) -> Option<String> {
    let payment = books.payments.iter().find(|payment| payment.id == debt.payment);
    let is_charge = |payment: &&Payment| {
        matches!(payment.state, PaymentState::Captured { .. })
            && matches!(payment.means, Means::Method(..))
            && payment.order == debt.order
            && (1..=payment.amount.ucents()).contains(&debt.amount.ucents())
    };
    if payment.filter(is_charge).is_none() {
        return Some(format!(
            "payment {} of order {} is no captured charge of {} or more",
            debt.payment, debt.order, debt.amount
        ));
    }
    // A gateway other than the sandbox keeps its books elsewhere.
    let is_known = books.charges.is_empty()
        || books.reversals.iter().any(|one| {
            one.payment == debt.payment
                && one.reversal == debt.reversal
                && one.amount == debt.amount
        });
    (!is_known).then(|| {
        format!("the gateway has not taken back {} of payment {}", debt.amount, debt.payment)
    })
}

/// What became of it: paid by a settled order for it, being paid by one that waits for its payment.
fn end(books: &Books, debt: &Debt) -> Option<String> {
    let (order, is_settled) = match debt.state {
        DebtState::Open | DebtState::WrittenOff { .. } => return None,
        DebtState::BeingPaid { order } => (order, false),
        DebtState::Paid { order, .. } => (order, true),
    };
    let found = books.orders.iter().find(|one| one.id == order);
    let fits = found.is_some_and(|found| {
        let state = match found.state {
            OrderState::Settled { .. } => Some(true),
            OrderState::Paying { .. } => Some(false),
            OrderState::Unpaid | OrderState::Cancelled { .. } => None,
        };
        state == Some(is_settled) && found.terms.debts().any(|one| one == (debt.id, debt.amount))
    });
    let wanted = if is_settled { "has paid" } else { "is paying" };
    (!fits).then(|| format!("order {order} is not one that {wanted} it"))
}

/// Every debt of an order that is settled or being paid says so, and names that order.
fn orders(books: &Books) -> Vec<Found> {
    let states: BTreeMap<DebtId, &DebtState> =
        books.debts.iter().map(|debt| (debt.id, &debt.state)).collect();
    let says = |debt: DebtId, order: OrderId| match states.get(&debt) {
        Some(DebtState::Paid { order: by, .. } | DebtState::BeingPaid { order: by }) => {
            *by == order
        }
        _ => false,
    };
    let is_live = |order: &&Order| {
        matches!(order.state, OrderState::Settled { .. } | OrderState::Paying { .. })
    };
    let live = books.orders.iter().filter(is_live);
    live.flat_map(|order| order.terms.debts().map(|(debt, _)| (debt, order.id)))
        .filter(|(debt, order)| !says(*debt, *order))
        .map(|(debt, order)| {
            ("debts", format!("order {order} pays debt {debt}, which does not say so"))
        })
        .collect()
}

/// What the gateway has taken back and was acknowledged is a debt, or was entered in the journal for people to look at.
fn reversals(books: &Books) -> Vec<Found> {
    let owed: BTreeSet<PaymentId> = books.debts.iter().map(|debt| debt.payment).collect();
    let is_told = |payment: PaymentId| {
        let subject = format!("payment {payment}");
        books.journal.iter().any(|sealed| {
            sealed.entry.action == perennial_core::journal::Action::ContradictPayment
                && sealed.entry.subject == subject
        })
    };
    let heard = books.reversals.iter().filter(|one| one.is_acknowledged);
    heard
        .filter(|one| !owed.contains(&one.payment) && !is_told(one.payment))
        .map(|one| ("debts", format!("payment {} was taken back, and is no debt", one.payment)))
        .collect()
}

/// What must stand in the ledger: what is owed, and what was given up.
pub(super) fn in_ledger(books: &Books) -> [(LedgerAccount, i128); 2] {
    let sum_of = |is_counted: fn(&DebtState) -> bool| -> i128 {
        let counted = books.debts.iter().filter(|debt| is_counted(&debt.state));
        counted.map(|debt| i128::from(debt.amount.ucents())).sum()
    };
    [
        (LedgerAccount::Receivable, sum_of(DebtState::is_owed)),
        (LedgerAccount::Loss, sum_of(|state| matches!(state, DebtState::WrittenOff { .. }))),
    ]
}

/// What was taken back of the payments with a kind of means.
pub(super) fn taken_back(books: &Books, means: &str) -> i128 {
    let by_means = |debt: &&Debt| {
        let payment = books.payments.iter().find(|payment| payment.id == debt.payment);
        payment.is_some_and(|payment| payment.means.name() == means)
    };
    books.debts.iter().filter(by_means).map(|debt| i128::from(debt.amount.ucents())).sum()
}
