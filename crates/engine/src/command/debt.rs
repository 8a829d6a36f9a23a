//! What commands on payments do to the debts of an order.

use perennial_core::AccountId;
use perennial_core::debt::Debt;
use perennial_store::WriteSet;

/// Writes the states of debts that have changed.
pub(super) fn write_debts(set: &mut WriteSet, account: AccountId, changed: &[Debt]) {
    changed.iter().for_each(|debt| set.set_debt_state(account, debt.id, &debt.state));
}

/// Puts debts that have changed in the place of what they were.
pub(super) fn become_debts(debts: &mut [Debt], changed: Vec<Debt>) {
    for after in changed {
        debts.iter_mut().filter(|debt| debt.id == after.id).for_each(|debt| *debt = after.clone());
    }
}
