//! What an account chooses about automatic renewal: its renew day, and the method that is debited first.

use std::sync::Arc;

use perennial_core::PaymentMethodId;
use perennial_core::account::AutoRenew;
use perennial_core::calendar::RenewDay;
use perennial_core::journal::Action;
use perennial_core::means::{MethodStatus, PaymentMethod};
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

impl Engine {
    /// Chooses a renew day for the first time.
    ///
    /// # Errors
    ///
    /// [`EngineError::AutoRenewChosen`] when one was chosen before.
    pub async fn start_autorenew(
        self: &Arc<Self>,
        context: &Context,
        renew_day: RenewDay,
    ) -> Result<(), EngineError> {
        let first = AutoRenew { active: true, renew_day };
        self.choose_autorenew(context, first, |chosen| match chosen {
            Some(_) => Err(EngineError::AutoRenewChosen),
            None => Ok(()),
        })
        .await
    }

    /// Changes what was chosen.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when nothing was chosen before.
    pub async fn change_autorenew(
        self: &Arc<Self>,
        context: &Context,
        after: AutoRenew,
    ) -> Result<(), EngineError> {
        self.choose_autorenew(context, after, |chosen| match chosen {
            Some(_) => Ok(()),
            None => Err(EngineError::not_found("autorenew", context.account)),
        })
        .await
    }

    async fn choose_autorenew(
        self: &Arc<Self>,
        context: &Context,
        after: AutoRenew,
        check: impl Fn(Option<AutoRenew>) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let account = context.account;
        self.retry(account, || async {
            let stored = self.store.account(account).await?;
            let stored = stored.ok_or_else(|| EngineError::not_found("account", account))?;
            check(stored.account.autorenew)?;
            if stored.account.autorenew == Some(after) {
                return Ok(());
            }
            let now = self.clock.now();
            let active = if after.active { "" } else { ", not in force" };
            let detail = format!("renew day {}{active}", after.renew_day.get());
            let (action, subject) = (Action::ChooseAutoRenew, "account");
            let entry = journal::next(&stored.head, context, now.at, action, subject, detail);
            let mut set = WriteSet::of_account(&entry);
            set.set_autorenew(account, after);
            // Every date of debit may be another one now.
            set.wake(account, now.today);
            Ok(self.store.commit(set).await?)
        })
        .await
    }

    /// Makes a payment method the one that is debited first. One that was refused is tried again.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such method; [`EngineError::MethodNotValid`] when it cannot be
    /// used.
    pub async fn choose_default_method(
        self: &Arc<Self>,
        context: &Context,
        method: PaymentMethodId,
    ) -> Result<(), EngineError> {
        let account = context.account;
        self.retry(account, || async {
            let head = self.require_head(account).await?;
            let methods = self.store.payment_methods(account).await?;
            let chosen = methods.iter().find(|known| known.id == method);
            let chosen = chosen.ok_or_else(|| EngineError::not_found("paymentMethodId", method))?;
            if chosen.status != MethodStatus::Valid {
                return Err(EngineError::MethodNotValid { method, status: chosen.status });
            }
            let changed: Vec<PaymentMethod> = methods
                .iter()
                .map(|known| after_choice(known, method))
                .filter(|after| !methods.contains(after))
                .collect();
            if changed.is_empty() {
                return Ok(());
            }
            let now = self.clock.now();
            let subject = format!("payment method {method}");
            let detail = format!("{} is debited first", chosen.kind.mean());
            let action = Action::ChooseMethod;
            let entry = journal::next(&head, context, now.at, action, subject, detail);
            let mut set = WriteSet::of_account(&entry);
            changed.iter().for_each(|method| set.set_payment_method(account, method));
            set.wake(account, now.today);
            Ok(self.store.commit(set).await?)
        })
        .await
    }
}

fn after_choice(method: &PaymentMethod, chosen: PaymentMethodId) -> PaymentMethod {
    let is_default = method.id == chosen;
    let refused_at = method.refused_at.filter(|_| !is_default);
    PaymentMethod { is_default, refused_at, ..method.clone() }
}
