//! What a refund is in the books: the sale is taken back, and the money is owed, or on its way, to the customer.

use crate::id::LedgerTransactionId;
use crate::ledger::{Entry, LedgerAccount, Transaction};
use crate::means::{Balances, Means, points_for};
use crate::money::MoneyError;
use crate::payment::PaymentState;
use crate::settlement::SettlementError;

use super::CreditNote;

/// What is left to do when the gateway has said what became of the money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The money leaves, or goes to the prepaid account.
    pub posting: Transaction,
    /// What the account holds afterwards.
    pub balances: Balances,
}

/// A credit note in the books: revenue and tax are reversed; what they come to goes to the balance that paid, or is on its
/// way to the payment method.
///
/// # Errors
///
/// [`SettlementError`] when the amounts do not fit.
pub fn reversal(
    note: &CreditNote,
    id: LedgerTransactionId,
) -> Result<Transaction, SettlementError> {
    let gross = note.totals.gross;
    let mut entries = Vec::new();
    for part in &note.totals.parts {
        let revenue = LedgerAccount::Revenue(part.of.ground);
        entries.push(Entry { account: revenue, amount: part.base });
        entries.push(Entry { account: LedgerAccount::Tax(part.of), amount: part.tax });
    }
    let account = match note.payment.means {
        Means::Method(..) => LedgerAccount::Transit,
        Means::Prepaid => LedgerAccount::Prepaid,
        Means::Fidelity => LedgerAccount::Fidelity,
    };
    entries.push(Entry { account, amount: gross.checked_neg()? });
    if note.payment.means == Means::Fidelity {
        let points = points_for(gross).ok_or(MoneyError::Overflow)?;
        entries.push(Entry { account: LedgerAccount::Points, amount: points.checked_neg()? });
        entries.push(Entry { account: LedgerAccount::PointsIssued, amount: points });
    }
    Ok(Transaction::try_new(id, entries)?)
}

/// What the gateway has said, in the books: the money has left, or is on the prepaid account. Nothing while it has said
/// nothing, and for refunds that no gateway is asked for.
///
/// # Errors
///
/// [`SettlementError`] when the amounts do not fit.
pub fn arrive(
    note: &CreditNote,
    balances: Balances,
    id: LedgerTransactionId,
) -> Result<Option<Arrival>, SettlementError> {
    let Means::Method(_, kind) = note.payment.means else { return Ok(None) };
    let gross = note.totals.gross;
    let (account, balances) = match note.payment.state {
        PaymentState::Pending | PaymentState::Unknown { .. } => return Ok(None),
        PaymentState::Captured { .. } => (LedgerAccount::Clearing(kind), balances),
        PaymentState::Declined { .. } | PaymentState::Voided { .. } => {
            let prepaid = balances.prepaid.checked_add(gross)?;
            (LedgerAccount::Prepaid, Balances { prepaid, ..balances })
        }
    };
    let entries = [
        Entry { account: LedgerAccount::Transit, amount: gross },
        Entry { account, amount: gross.checked_neg()? },
    ];
    Ok(Some(Arrival { posting: Transaction::try_new(id, entries)?, balances }))
}
