//! What an automatic renewal is paid with: the prepaid account, the default method, then the others.
//!
//! An attempt goes through all of them, each once; the next attempt is made on another day. A method that the gateway
//! has refused for good is left alone until it changes.

use jiff::civil::Date;

use crate::means::{Balances, Means, PaymentMethod};
use crate::money::Money;
use crate::payment::{Payment, PaymentState};

/// What is to be tried next for an amount, in the attempt after `attempts` others; none when all was tried.
///
/// `payments` are those of the order so far.
#[must_use]
pub fn next_means(
    amount: Money,
    balances: Balances,
    methods: &[PaymentMethod],
    payments: &[Payment],
    attempts: u16,
    today: Date,
) -> Option<Means> {
    if amount.is_zero() {
        return Some(Means::Fidelity);
    }
    if balances.prepaid_covers(amount) {
        return Some(Means::Prepaid);
    }
    usable(methods, today)
        .into_iter()
        .find(|method| declines(method, payments) <= usize::from(attempts))
        .map(|method| Means::Method(method.id, method.kind))
}

/// Whether there is a method that was not tried for the order yet: one that is new or was changed.
pub(super) fn has_untried(methods: &[PaymentMethod], payments: &[Payment], today: Date) -> bool {
    usable(methods, today).into_iter().any(|method| declines(method, payments) == 0)
}

/// The methods that may be debited by themselves, the default first.
pub(super) fn usable(methods: &[PaymentMethod], today: Date) -> Vec<&PaymentMethod> {
    let usable = |method: &&PaymentMethod| method.is_usable(today) && method.refused_at.is_none();
    let mut methods: Vec<&PaymentMethod> = methods.iter().filter(usable).collect();
    methods.sort_by_key(|method| (!method.is_default, method.id));
    methods
}

fn declines(method: &PaymentMethod, payments: &[Payment]) -> usize {
    let with_it = payments
        .iter()
        .filter(|payment| matches!(payment.means, Means::Method(id, _) if id == method.id));
    with_it.filter(|payment| matches!(payment.state, PaymentState::Declined { .. })).count()
}
