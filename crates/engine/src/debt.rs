//! What an account owes, and what was done to pay it.

use jiff::Timestamp;
use perennial_core::debt::{Debt, Owed};
use perennial_core::means::Means;
use perennial_core::order::{Category, OrderState};
use perennial_core::payment::PaymentState;
use perennial_core::settlement::SettlementError;
use perennial_core::{AccountId, DebtId, Money, Order, OrderId, Payment};

use crate::engine::Engine;
use crate::error::EngineError;

/// Something that was done to pay a debt: an order for it, or a payment of such an order that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DebtOperation {
    /// Its id: that of the order, or that of the failed payment. They are never the same number.
    pub id: i64,
    /// The order.
    pub order: OrderId,
    /// How much of the debt it is for.
    pub amount: Money,
    /// When the payment was started; without one, when the order was placed.
    pub at: Timestamp,
    /// What became of it.
    pub state: OperationState,
    /// What was charged, or is being charged.
    pub means: Option<Means>,
}

/// What became of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationState {
    /// The order can be paid.
    ToDo,
    /// A payment of it has no outcome yet.
    Pending,
    /// It was paid.
    Paid,
    /// The payment failed.
    Failed,
    /// The order was not paid in time.
    Cancelled,
}

impl Engine {
    /// All debts of an account, the oldest first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn debts(&self, account: AccountId) -> Result<Vec<Debt>, EngineError> {
        Ok(self.store.debts(account).await?)
    }

    /// What an account owes today, in parts.
    ///
    /// # Errors
    ///
    /// As [`Engine::debts`].
    pub async fn owed(&self, account: AccountId) -> Result<Owed, EngineError> {
        let currency = self.require_account(account).await?.currency;
        let debts = self.debts(account).await?;
        let owed = Owed::of(&debts, currency, self.clock.now().today);
        Ok(owed.map_err(SettlementError::Amount)?)
    }

    /// A debt.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such debt.
    pub async fn require_debt(&self, account: AccountId, id: DebtId) -> Result<Debt, EngineError> {
        let found = self.debts(account).await?.into_iter().find(|debt| debt.id == id);
        found.ok_or_else(|| EngineError::not_found("debtId", id))
    }

    /// The debt of an order whose payment was taken back.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order, or nothing of it was taken back.
    pub async fn require_debt_of(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Debt, EngineError> {
        self.require_order(account, order).await?;
        let found = self.debts(account).await?.into_iter().find(|debt| debt.order == order);
        found.ok_or_else(|| EngineError::not_found("debt of orderId", order))
    }

    /// What was done to pay a debt, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Engine::debts`].
    pub async fn debt_operations(
        &self,
        account: AccountId,
        debt: DebtId,
    ) -> Result<Vec<DebtOperation>, EngineError> {
        let orders = self.store.orders_of(account, Category::Debt).await?;
        let of_debt = orders.iter().filter_map(|order| {
            let (_, amount) = order.terms.debts().find(|(one, _)| *one == debt)?;
            Some((order, amount))
        });
        let of_debt: Vec<(&Order, Money)> = of_debt.collect();
        if of_debt.is_empty() {
            return Ok(Vec::new());
        }
        let payments = self.store.payments(account).await?;
        let mut operations: Vec<DebtOperation> = of_debt
            .into_iter()
            .flat_map(|(order, amount)| {
                let payments = payments.iter().filter(|payment| payment.order == order.id);
                operations(order, amount, &payments.collect::<Vec<_>>())
            })
            .collect();
        operations.sort_by_key(|operation| (operation.at, operation.id));
        Ok(operations)
    }
}

/// The operations of one order: its payments that failed, and itself with the one that did not.
fn operations(order: &Order, amount: Money, payments: &[&Payment]) -> Vec<DebtOperation> {
    let is_failed = |payment: &&&Payment| {
        matches!(payment.state, PaymentState::Declined { .. } | PaymentState::Voided { .. })
    };
    let failed = payments.iter().filter(is_failed).map(|payment| DebtOperation {
        id: payment.id.get(),
        order: order.id,
        amount,
        at: payment.created_at,
        state: OperationState::Failed,
        means: Some(payment.means),
    });
    let live = payments.iter().find(|payment| !is_failed(payment));
    let itself = DebtOperation {
        id: order.id.get(),
        order: order.id,
        amount,
        at: live.map_or(order.terms.placed_at, |payment| payment.created_at),
        state: match order.state {
            OrderState::Unpaid => OperationState::ToDo,
            OrderState::Paying { .. } => OperationState::Pending,
            OrderState::Settled { .. } => OperationState::Paid,
            OrderState::Cancelled { .. } => OperationState::Cancelled,
        },
        means: live.map(|payment| payment.means),
    };
    failed.chain([itself]).collect()
}
