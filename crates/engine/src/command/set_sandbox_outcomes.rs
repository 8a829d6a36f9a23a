//! Ordering what the sandbox does: outcomes of charges, charges that are taken back, and cards that end.

use std::sync::Arc;

use jiff::civil::Date;
use perennial_core::journal::Action;
use perennial_core::{AccountId, OrderId, Payment, PaymentMethod, PaymentMethodId};
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::sandbox::Order;
use crate::gateway::{NotTakenBack, sandbox_reversal};
use crate::journal;

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

    /// Orders the outcomes of a method's next charges, in place of what was ordered for them before.
    ///
    /// # Errors
    ///
    /// As [`Engine::set_sandbox_outcomes`].
    pub async fn order_sandbox_outcomes(
        self: &Arc<Self>,
        account: AccountId,
        method: PaymentMethodId,
        next: &[Order],
    ) -> Result<(), EngineError> {
        let made = self.store.sandbox_charge_count(account, method).await?;
        let made = usize::try_from(made).unwrap_or_default();
        // What was made already has its outcome; the list is counted from there.
        let outcomes: Vec<Order> =
            std::iter::repeat_n(Order::Approve, made).chain(next.iter().copied()).collect();
        self.set_sandbox_outcomes(account, method, &outcomes).await
    }

    /// Has the sandbox gateway take back what a method was charged for an order: the payer's bank returns it. Answers the
    /// payment. It is told to us like a reversal of any gateway, at the next look.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order; [`EngineError::NotTakenBack`] when the method was
    /// charged nothing for it that could be.
    pub async fn order_sandbox_reversal(
        self: &Arc<Self>,
        account: AccountId,
        method: PaymentMethodId,
        order: OrderId,
    ) -> Result<Payment, EngineError> {
        let payment = self.payment_of_order(account, order).await?;
        let payment = payment.ok_or(NotTakenBack::NotPaid { order })?;
        sandbox_reversal::order(&self.store, account, &payment, method).await??;
        Ok(payment)
    }

    /// Has a method end on a day, as a card does; on no day at all, if none is given.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such method.
    pub async fn set_method_expiry(
        self: &Arc<Self>,
        context: &Context,
        method: PaymentMethodId,
        expires_on: Option<Date>,
    ) -> Result<(), EngineError> {
        let account = context.account;
        self.retry(account, || async {
            let head = self.require_head(account).await?;
            let methods = self.store.payment_methods(account).await?;
            let known = methods.into_iter().find(|known| known.id == method);
            let known = known.ok_or_else(|| EngineError::not_found("paymentMethodId", method))?;
            if known.expires_on == expires_on {
                return Ok(());
            }
            let until = expires_on.map_or_else(|| "no day".to_owned(), |day| day.to_string());
            let detail = format!("usable until {until}");
            let (now, subject) = (self.clock.now(), format!("payment method {method}"));
            let action = Action::ChangeMethod;
            let entry = journal::next(&head, context, now.at, action, subject, detail);
            let mut set = WriteSet::of_account(&entry);
            set.set_payment_method(account, &PaymentMethod { expires_on, ..known });
            set.wake(account, now.today);
            Ok(self.store.commit(set).await?)
        })
        .await
    }
}
