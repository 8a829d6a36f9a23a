//! Changing what its holder may change about a payment method: what it is called, and whether it is debited first.

use std::sync::Arc;

use perennial_core::PaymentMethodId;
use perennial_core::journal::Action;
use perennial_core::means::{MethodStatus, PaymentMethod};
use perennial_core::text::Name;
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;

/// What is to change about a payment method. What is not said stays as it is.
#[derive(Debug, Clone, Default)]
pub struct MethodUpdate {
    /// Whether it is debited first.
    pub is_default: Option<bool>,
    /// Its holder's own note: none is taken away.
    pub description: Option<Option<Name>>,
}

impl Engine {
    /// Changes a payment method, and answers it as it is then. What is so already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such method; [`EngineError::MethodNotValid`] when it is to be
    /// the default and cannot be used; [`EngineError::DefaultNeeded`] when it is the default and is not to be.
    pub async fn update_method(
        self: &Arc<Self>,
        context: &Context,
        method: PaymentMethodId,
        update: &MethodUpdate,
    ) -> Result<PaymentMethod, EngineError> {
        let attempt = || self.update_method_once(context, method, update, None);
        self.retry(context.account, attempt).await
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
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let update = MethodUpdate { is_default: Some(true), description: None };
        let attempt = || self.update_method_once(context, method, &update, idempotency);
        self.retry(context.account, attempt).await.map(|_| ())
    }

    async fn update_method_once(
        &self,
        context: &Context,
        method: PaymentMethodId,
        update: &MethodUpdate,
        idempotency: Option<&Idempotency>,
    ) -> Result<PaymentMethod, EngineError> {
        let account = context.account;
        // load
        let mut head = self.require_head(account).await?;
        let methods = self.store.payment_methods(account).await?;
        let known = methods.iter().find(|known| known.id == method);
        let known = known.ok_or_else(|| EngineError::not_found("paymentMethodId", method))?;
        if self.was_done(account, idempotency).await? {
            return Ok(known.clone());
        }
        // decide
        let mut after = methods.clone();
        let now = self.clock.now();
        if is_chosen(known, update)? {
            after.iter_mut().for_each(|one| choose(one, method));
        }
        if let Some(description) = &update.description {
            let described = after.iter_mut().filter(|one| one.id == method);
            described.for_each(|one| one.description.clone_from(description));
        }
        let differs = |one: &&mut PaymentMethod| !methods.iter().any(|known| *known == **one);
        after.iter_mut().filter(differs).for_each(|one| one.updated_at = now.at);
        let changed: Vec<&PaymentMethod> =
            after.iter().filter(|one| !methods.contains(one)).collect();
        let result = after.iter().find(|one| one.id == method).unwrap_or(known);
        // commit
        let mut set = WriteSet::without_account();
        let mut enter = |action, detail: String| {
            let subject = format!("payment method {method}");
            let entry = journal::next(&head, context, now.at, action, subject, detail);
            set.append(WriteSet::of_account(&entry));
            head = entry.head();
        };
        if result.description != known.description {
            let shown = result.description.as_ref().map_or("nothing", Name::as_str);
            enter(Action::ChangeMethod, format!("described as {shown}"));
        }
        let newly_chosen = changed.iter().any(|one| one.id != method)
            || (result.is_default, result.refused_at) != (known.is_default, known.refused_at);
        if newly_chosen || idempotency.is_some() {
            let again = if newly_chosen { "" } else { "answered again: " };
            let detail = format!("{again}{} is debited first", known.kind.mean());
            enter(Action::ChooseMethod, detail);
        } else if changed.is_empty() {
            return Ok(result.clone());
        }
        changed.iter().for_each(|one| set.set_payment_method(account, one));
        idempotency::remember(&mut set, account, idempotency, method.get(), now.at);
        if newly_chosen {
            set.wake(account, now.today);
        }
        self.store.commit(set).await?;
        Ok(result.clone())
    }
}

/// Whether a method is to be made the default. The default that says so again is not chosen anew, unless it was refused
/// and may be tried again.
fn is_chosen(method: &PaymentMethod, update: &MethodUpdate) -> Result<bool, EngineError> {
    let (id, status) = (method.id, method.status);
    match update.is_default {
        None => Ok(false),
        Some(false) if method.is_default => Err(EngineError::DefaultNeeded { method: id }),
        Some(false) => Ok(false),
        Some(true) if status == MethodStatus::Valid => Ok(true),
        Some(true) if method.is_default => Ok(false),
        Some(true) => Err(EngineError::MethodNotValid { method: id, status }),
    }
}

fn choose(method: &mut PaymentMethod, chosen: PaymentMethodId) {
    method.is_default = method.id == chosen;
    if method.is_default {
        method.refused_at = None;
    }
}
