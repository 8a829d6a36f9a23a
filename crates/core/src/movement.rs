//! Movements of a balance that we hold for a customer: what the ledger says of it, with the balance before and after.
//!
//! They are not stored: the ledger is the only account of what happened.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::id::{LedgerTransactionId, OrderId};
use crate::money::{Money, MoneyError};

/// Something that changed a balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// The transaction of the ledger.
    pub id: LedgerTransactionId,
    /// When.
    pub at: Timestamp,
    /// The order it comes from, if it does.
    pub order: Option<OrderId>,
    /// What it changed the balance by: more when positive.
    pub amount: Money,
    /// The balance before.
    pub before: Money,
    /// The balance after.
    pub after: Money,
}

/// An entry on the ledger's account of a balance: a credit is negative there, because we owe it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The transaction of the ledger.
    pub id: LedgerTransactionId,
    /// When.
    pub at: Timestamp,
    /// The order it comes from, if it does.
    pub order: Option<OrderId>,
    /// The amount, as the ledger has it.
    pub amount: Money,
}

/// The movements of a balance, the oldest first. Of what happened in one instant, credits come before debits: so no
/// balance is ever shown below nothing that was not.
///
/// # Errors
///
/// [`MoneyError`] when the entries do not add up to an amount.
pub fn movements(mut postings: Vec<Posting>) -> Result<Vec<Movement>, MoneyError> {
    postings.sort_by_key(|one| (one.at, one.amount.ucents() > 0, one.id));
    let mut balance: Option<Money> = None;
    let mut movements = Vec::with_capacity(postings.len());
    for Posting { id, at, order, amount } in postings {
        let before = balance.unwrap_or(Money::zero(amount.currency()));
        let amount = amount.checked_neg()?;
        let after = before.checked_add(amount)?;
        balance = Some(after);
        movements.push(Movement { id, at, order, amount, before, after });
    }
    Ok(movements)
}

/// The orders that were paid out of what an order put on the balance, the oldest first. What came first is spent first.
///
/// # Errors
///
/// [`MoneyError`] when the movements do not fit.
pub fn spent_from(credit: OrderId, movements: &[Movement]) -> Result<Vec<OrderId>, MoneyError> {
    let mut held: VecDeque<(Option<OrderId>, Money)> = VecDeque::new();
    let mut spent = Vec::new();
    for movement in movements {
        if !movement.amount.is_negative() {
            held.push_back((movement.order, movement.amount));
            continue;
        }
        let mut owed = movement.amount.checked_neg()?;
        while let Some((source, left)) = held.front_mut().filter(|_| !owed.is_zero()) {
            let taken = if left.ucents() < owed.ucents() { *left } else { owed };
            (*left, owed) = (left.checked_sub(taken)?, owed.checked_sub(taken)?);
            let is_of_it = *source == Some(credit);
            if left.is_zero() {
                held.pop_front();
            }
            if let Some(order) = movement.order.filter(|_| is_of_it) {
                spent.push(order);
            }
        }
    }
    spent.dedup();
    Ok(spent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{eur, order_id};

    fn posting(id: i64, second: i64, order: i64, amount: &str) -> Posting {
        Posting {
            id: LedgerTransactionId::try_new(id).unwrap(),
            at: Timestamp::from_second(second).unwrap(),
            order: OrderId::try_new(order).ok(),
            amount: eur(amount),
        }
    }

    #[test]
    fn balances_run_on_and_are_never_below_nothing() {
        // Both in one instant: the credit comes first, whatever the ids are.
        let moved = movements(vec![posting(1, 9, 2, "7"), posting(5, 9, 1, "-10")]).unwrap();
        let shown: Vec<_> = moved.iter().map(|m| (m.amount, m.before, m.after)).collect();
        assert_eq!(shown, [(eur("10"), eur("0"), eur("10")), (eur("-7"), eur("10"), eur("3"))]);
        assert_eq!(movements(vec![]), Ok(vec![]));
    }

    #[test]
    fn what_came_first_is_spent_first() {
        let moved = movements(vec![
            posting(1, 1, 0, "-5"),
            posting(2, 2, 11, "-10"),
            posting(3, 3, 21, "4"),
            posting(4, 4, 22, "3"),
            posting(5, 5, 12, "-10"),
            posting(6, 6, 23, "10"),
            posting(7, 7, 24, "1"),
        ])
        .unwrap();
        let spent = |order| spent_from(order_id(order), &moved).unwrap();
        assert_eq!(spent(11), [order_id(22), order_id(23)]);
        assert_eq!(spent(12), [order_id(23), order_id(24)]);
        assert_eq!(spent(99), []);
    }
}
