//! Withdrawing from an order, which no order grants: what is decided is only what its customer is told.
//!
//! Nothing is committed.

use std::convert::Infallible;

use perennial_core::{AccountId, OrderId};

use crate::engine::Engine;
use crate::error::EngineError;

impl Engine {
    /// Says why a customer does not withdraw from an order, and what there is instead.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order; otherwise [`EngineError::Retract`].
    pub async fn retract_order(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Infallible, EngineError> {
        Err(self.require_order(account, order).await?.retract().into())
    }

    /// Says why a customer does not waive the right to withdraw from an order.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order; otherwise [`EngineError::Waive`].
    pub async fn waive_retraction(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Infallible, EngineError> {
        Err(self.require_order(account, order).await?.waive_retraction().into())
    }
}
