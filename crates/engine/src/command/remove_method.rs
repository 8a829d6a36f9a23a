//! Giving up a payment method. Its row stays, for what was paid with it.

use std::sync::Arc;

use perennial_core::PaymentMethodId;
use perennial_core::journal::Action;
use perennial_core::means::PaymentMethod;
use perennial_core::means::removal::{Surroundings, remove};

use super::register_method::method_entry;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;

impl Engine {
    /// Gives up a payment method, or its registration, and answers it as it is then. Doing it again changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such method; [`EngineError::Method`] when it is still needed.
    pub async fn remove_method(
        self: &Arc<Self>,
        context: &Context,
        id: PaymentMethodId,
    ) -> Result<PaymentMethod, EngineError> {
        let account = context.account;
        self.retry(account, || async {
            // load
            let head = self.require_head(account).await?;
            let methods = self.store.payment_methods(account).await?;
            let method = methods.iter().find(|method| method.id == id);
            let method = method.ok_or_else(|| EngineError::not_found("paymentMethodId", id))?;
            let payments = self.store.payments(account).await?;
            let services = self.store.services(account).await?;
            // decide
            let now = self.clock.now();
            let around =
                Surroundings { methods: &methods, payments: &payments, services: &services };
            let Some(after) = remove(method, around, now.today, now.at)?.changed() else {
                return Ok(method.clone());
            };
            // commit
            let detail = format!("{} given up", method.kind.mean());
            let mut set = method_entry(&head, context, now.at, Action::EndMethod, &after, detail);
            set.set_payment_method(account, &after);
            set.end_registration(account, id);
            self.store.commit(set).await?;
            Ok(after)
        })
        .await
    }
}
