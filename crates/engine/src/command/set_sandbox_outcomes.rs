//! Ordering what the sandbox gateway does.

use std::sync::Arc;

use perennial_core::{AccountId, PaymentMethodId};
use perennial_store::WriteSet;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::sandbox::Order;

impl Engine {
    /// Orders the outcomes of a method's charges, from the first one it ever had, in place of earlier orders.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such method.
    pub async fn set_sandbox_outcomes(
        self: &Arc<Self>,
        account: AccountId,
        method: PaymentMethodId,
        outcomes: &[Order],
    ) -> Result<(), EngineError> {
        let methods = self.store.payment_methods(account).await?;
        if !methods.iter().any(|known| known.id == method) {
            return Err(EngineError::not_found("paymentMethodId", method));
        }
        let mut set = WriteSet::without_account();
        set.set_sandbox_outcomes(account, method, &Order::list(outcomes));
        Ok(self.store.commit(set).await?)
    }
}
