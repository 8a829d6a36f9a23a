//! What an account holds with us, and how it came to that.

use jiff::Timestamp;
use perennial_core::ledger::LedgerAccount;
use perennial_core::means::Balances;
use perennial_core::money::MoneyError;
use perennial_core::movement::{Movement, Posting, movements, spent_from};
use perennial_core::order::{Category, OrderState};
use perennial_core::settlement::SettlementError;
use perennial_core::{AccountId, Bill, LedgerTransactionId, Order, OrderId, Payment};
use perennial_store::{Posted, StoredAccount};

use crate::command::AlertOf;
use crate::engine::Engine;
use crate::error::EngineError;

/// An account's balances, and when one of them last changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceView {
    /// The account, with what it holds.
    pub stored: StoredAccount,
    /// When the balance last changed; when the account was made, if it never did.
    pub changed_at: Timestamp,
}

impl Engine {
    /// What an account holds.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn balance(
        &self,
        account: AccountId,
        of: AlertOf,
    ) -> Result<BalanceView, EngineError> {
        let stored = self.require_stored(account).await?;
        let last = self.movements(account, of).await?.last().map(|movement| movement.at);
        let changed_at = last.unwrap_or(stored.account.created_at);
        Ok(BalanceView { stored, changed_at })
    }

    /// What an account holds on its balances.
    ///
    /// # Errors
    ///
    /// As [`Engine::balance`].
    pub async fn balances(&self, account: AccountId) -> Result<Balances, EngineError> {
        Ok(self.require_stored(account).await?.balances)
    }

    /// The movements of a balance, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Engine::balance`].
    pub async fn movements(
        &self,
        account: AccountId,
        of: AlertOf,
    ) -> Result<Vec<Movement>, EngineError> {
        let ledger = match of {
            AlertOf::Prepaid => LedgerAccount::Prepaid,
            AlertOf::Points => LedgerAccount::Points,
        };
        let posted = self.store.ledger_of(account, ledger).await?;
        let posting = |Posted { transaction, order, at, entry }: Posted| Posting {
            id: transaction,
            at,
            order,
            amount: entry.amount,
        };
        movements(posted.into_iter().map(posting).collect()).map_err(wrong)
    }

    /// A movement of a balance, with the order it comes from.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the balance has no such movement.
    pub async fn require_movement(
        &self,
        account: AccountId,
        of: AlertOf,
        id: LedgerTransactionId,
    ) -> Result<(Movement, Option<Order>), EngineError> {
        let movements = self.movements(account, of).await?;
        let found = movements.into_iter().find(|movement| movement.id == id);
        let found = found.ok_or_else(|| EngineError::not_found("movementId", id))?;
        let order = match found.order {
            Some(order) => self.store.order(account, order).await?,
            None => None,
        };
        Ok((found, order))
    }

    /// The settled orders of a category between two instants, both included, the oldest settlement first.
    ///
    /// # Errors
    ///
    /// As [`Engine::balance`].
    pub async fn settled_orders(
        &self,
        account: AccountId,
        category: Category,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Order>, EngineError> {
        let mut orders = self.store.settled_orders(account, category).await?;
        orders.retain(|order| order.settled_at().is_some_and(|at| (from..=to).contains(&at)));
        Ok(orders)
    }

    /// The orders that pay money of the prepaid account out and have not arrived, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Engine::balance`].
    pub async fn leaving_orders(&self, account: AccountId) -> Result<Vec<Order>, EngineError> {
        let mut orders = self.store.orders_of(account, Category::Withdrawal).await?;
        orders.retain(|order| matches!(order.state, OrderState::Paying { .. }));
        Ok(orders)
    }

    /// A settled order of a category, with its payment. `what` and `asked` are what was asked for.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order.
    pub async fn require_settled(
        &self,
        account: AccountId,
        category: Category,
        order: Option<OrderId>,
        (what, asked): (&'static str, &str),
    ) -> Result<(Order, Payment), EngineError> {
        let missing = || EngineError::not_found(what, asked);
        let found = self.store.order(account, order.ok_or_else(missing)?).await?;
        let found = found.filter(|order| order.terms.category == category).ok_or_else(missing)?;
        let payment = self.payment_of_order(account, found.id).await?.ok_or_else(missing)?;
        Ok((found, payment))
    }

    /// The issued bills that were paid out of what an order put on the prepaid account. What came first is spent first.
    ///
    /// # Errors
    ///
    /// As [`Engine::balance`].
    pub async fn bills_paid_from(
        &self,
        account: AccountId,
        credit: OrderId,
    ) -> Result<Vec<Bill>, EngineError> {
        let movements = self.movements(account, AlertOf::Prepaid).await?;
        let spent = spent_from(credit, &movements).map_err(wrong)?;
        let mut bills = Vec::with_capacity(spent.len());
        for order in spent {
            bills.extend(self.bill_of_order(account, order).await?);
        }
        Ok(bills)
    }
}

/// Entries that do not add up: the books are wrong, and the audit says how.
fn wrong(error: MoneyError) -> EngineError {
    SettlementError::Amount(error).into()
}
