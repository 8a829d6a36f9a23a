//! Registering a payment method: it is there at once, and can be charged once its holder has confirmed it.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::journal::{Action, Head};
use perennial_core::means::registration::{
    Instrument, Registration, Request, admit, begin, check_finished, describe, ended, enter_code,
};
use perennial_core::means::{MethodRefusal, MethodStatus, PaymentMethod};
use perennial_core::text::Name;
use perennial_core::{AccountId, PaymentMethodId};
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;

/// What the holder of a payment method does about its registration.
#[derive(Debug, Clone)]
pub enum Reply<'a> {
    /// Tells what the method is.
    Details(Instrument),
    /// Gives the code.
    Code(&'a str),
}

/// A registration that goes on, as it was found.
struct UnderWay {
    head: Head,
    methods: Vec<PaymentMethod>,
    method: PaymentMethod,
    registration: Registration,
}

impl Engine {
    /// Registers a payment method of the context's account. Asked again under the same key, it is the same one.
    ///
    /// # Errors
    ///
    /// [`EngineError::Method`] when such a method cannot be registered.
    pub async fn register_method(
        self: &Arc<Self>,
        context: &Context,
        request: &Request,
        idempotency: Option<&Idempotency>,
    ) -> Result<PaymentMethod, EngineError> {
        let account = context.account;
        self.retry(account, || async {
            // load
            let stored = self.store.account(account).await?;
            let stored = stored.ok_or_else(|| EngineError::not_found("account", account))?;
            let methods = self.store.payment_methods(account).await?;
            if let Some(key) = idempotency
                && let Some(done) = self.store.done_under_key(account, &key.key_hash()).await?
            {
                let id = key.same(&done)?.subject;
                let first = methods.into_iter().find(|method| method.id.get() == id);
                return first.ok_or_else(|| EngineError::not_found("paymentMethodId", id));
            }
            // decide
            let now = self.clock.now();
            let ids = (self.ids.payment_method(), self.ids.payment_mean());
            let currency = stored.account.currency;
            let at = (now.at, self.wall_at());
            let (method, registration) = begin(request.clone(), ids, &methods, currency, at)?;
            // commit
            let detail = told(&method);
            let mut set = method_entry(
                &stored.head,
                context,
                now.at,
                Action::RegisterMethod,
                &method,
                detail,
            );
            set.insert_payment_method(account, &method);
            set.insert_registration(account, &registration);
            idempotency::remember(&mut set, account, idempotency, method.id.get(), now.at);
            self.store.commit(set).await?;
            Ok(method)
        })
        .await
    }

    /// Goes on with a registration, and answers the method as it is then. The right code for a method that is valid
    /// already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such method; [`EngineError::Method`] when this is not what the
    /// registration wants now, and when the code is wrong, which is counted.
    pub async fn go_on_with_method(
        self: &Arc<Self>,
        context: &Context,
        method: PaymentMethodId,
        reply: &Reply<'_>,
        idempotency: Option<&Idempotency>,
    ) -> Result<PaymentMethod, EngineError> {
        let attempt = || self.go_on_once(context, method, reply, idempotency);
        // What is refused and counted is written, so it is told after the commit.
        let (after, refusal) = self.retry(context.account, attempt).await?;
        refusal.map_or(Ok(after), |refusal| Err(refusal.into()))
    }

    /// Says that a registration is finished. There is nothing left to do once the holder has confirmed the method.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such method; [`EngineError::Method`] when it is not finished, or
    /// does not end on that day.
    pub async fn finish_method(
        self: &Arc<Self>,
        context: &Context,
        id: PaymentMethodId,
        ends: Option<Date>,
        idempotency: Option<&Idempotency>,
    ) -> Result<PaymentMethod, EngineError> {
        self.retry(context.account, || async {
            let method = self.require_method_by_id(context.account, id).await?;
            if !self.was_done(context.account, idempotency).await? {
                check_finished(&method, ends, self.clock.now().today)?;
                self.remember_confirmed(context, &method, idempotency).await?;
            }
            Ok(method)
        })
        .await
    }

    async fn go_on_once(
        &self,
        context: &Context,
        id: PaymentMethodId,
        reply: &Reply<'_>,
        idempotency: Option<&Idempotency>,
    ) -> Result<(PaymentMethod, Option<MethodRefusal>), EngineError> {
        let account = context.account;
        // load
        let under_way = match self.under_way(account, id).await {
            Err(EngineError::Method(MethodRefusal::NotUnderWay { status, .. }))
                if status == MethodStatus::Valid && self.is_code(account, id, reply) =>
            {
                None
            }
            found => Some(found),
        };
        if under_way.is_none() || self.was_done(account, idempotency).await? {
            let known = self.require_method_by_id(account, id).await?;
            self.remember_confirmed(context, &known, idempotency).await?;
            return Ok((known, None));
        }
        let Some(found) = under_way else {
            return Err(EngineError::not_found("paymentMethodId", id));
        };
        let UnderWay { head, methods, method, registration } = found?;
        let now = self.clock.now();
        // decide
        let makes_default = registration.makes_default;
        let (after, rest) = match reply {
            Reply::Details(instrument) => {
                let described = describe(method, registration, instrument.clone(), now.at)?;
                (described.0, Some(described.1))
            }
            Reply::Code(code) => {
                let is_right = self.vault.is_method_code(account, id, code);
                enter_code(method, registration, is_right, now.at)?
            }
        };
        // commit
        let (action, detail) = progress(&after, rest.as_ref());
        let mut set = method_entry(&head, context, now.at, action, &after, detail);
        let refusal = refusal(reply, &after, rest.as_ref());
        match &rest {
            Some(rest) => set.set_registration(account, rest),
            None => set.end_registration(account, id),
        }
        let changed = if after.status == MethodStatus::Valid {
            set.wake(account, now.today);
            admit(&methods, &after, makes_default)
        } else {
            vec![after.clone()]
        };
        let changed = changed.into_iter().filter(|one| one.id == id || !methods.contains(one));
        let changed: Vec<PaymentMethod> = changed.collect();
        changed.iter().for_each(|one| set.set_payment_method(account, one));
        if refusal.is_none() {
            idempotency::remember(&mut set, account, idempotency, id.get(), now.at);
        }
        self.store.commit(set).await?;
        let after = changed.into_iter().find(|one| one.id == id).unwrap_or(after);
        Ok((after, refusal))
    }

    /// Records a key under which a method was confirmed that was so before.
    async fn remember_confirmed(
        &self,
        context: &Context,
        method: &PaymentMethod,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        if idempotency.is_none() || self.was_done(context.account, idempotency).await? {
            return Ok(());
        }
        let head = self.require_head(context.account).await?;
        let (now, detail) = (self.clock.at(), "answered again: it is confirmed".to_owned());
        let mut set = method_entry(&head, context, now, Action::ConfirmMethod, method, detail);
        idempotency::remember(&mut set, context.account, idempotency, method.id.get(), now);
        Ok(self.store.commit(set).await?)
    }

    fn is_code(&self, account: AccountId, method: PaymentMethodId, reply: &Reply<'_>) -> bool {
        matches!(reply, Reply::Code(code) if self.vault.is_method_code(account, method, code))
    }

    /// A registration that can be gone on with.
    async fn under_way(
        &self,
        account: AccountId,
        id: PaymentMethodId,
    ) -> Result<UnderWay, EngineError> {
        let head = self.require_head(account).await?;
        let methods = self.store.payment_methods(account).await?;
        let method = methods.iter().find(|method| method.id == id).cloned();
        let method = method.ok_or_else(|| EngineError::not_found("paymentMethodId", id))?;
        let registration = self.store.registration(account, id).await?;
        let status = method.status_on(self.clock.now().today);
        let registration = registration.ok_or(MethodRefusal::NotUnderWay { method: id, status })?;
        if registration.expires_at <= self.wall_at() {
            return Err(MethodRefusal::Lapsed { method: id }.into());
        }
        Ok(UnderWay { head, methods, method, registration })
    }

    /// Ends a registration whose time is over. Answers whether it was there and over.
    pub(crate) async fn lapse_registration(
        &self,
        account: AccountId,
        id: PaymentMethodId,
    ) -> Result<bool, EngineError> {
        let head = self.require_head(account).await?;
        let registration = self.store.registration(account, id).await?;
        if registration.is_none_or(|registration| registration.expires_at > self.wall_at()) {
            return Ok(false);
        }
        let method = self.require_method_by_id(account, id).await?;
        let context = journal::own_context(account, "lapse registrations", self.ids.query());
        let now = self.clock.at();
        let after = ended(method, MethodStatus::Failed, now);
        let detail = "not confirmed in time".to_owned();
        let mut set = method_entry(&head, &context, now, Action::EndMethod, &after, detail);
        set.set_payment_method(account, &after);
        set.end_registration(account, id);
        self.store.commit(set).await?;
        Ok(true)
    }
}

/// Reading.
impl Engine {
    /// A payment method of an account by its id.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such method.
    pub async fn require_method_by_id(
        &self,
        account: AccountId,
        id: PaymentMethodId,
    ) -> Result<PaymentMethod, EngineError> {
        let is_it = |method: &PaymentMethod| method.id == id;
        self.require_method(account, "paymentMethodId", id.get(), is_it).await
    }

    /// A payment method with its registration, if that is still under way.
    ///
    /// # Errors
    ///
    /// As [`Engine::require_method_by_id`].
    pub async fn registration(
        &self,
        account: AccountId,
        id: PaymentMethodId,
    ) -> Result<(PaymentMethod, Option<Registration>), EngineError> {
        let registration = self.store.registration(account, id).await?;
        let registration = registration.filter(|one| one.expires_at > self.wall_at());
        Ok((self.require_method_by_id(account, id).await?, registration))
    }
}

/// A write set that begins with an entry about a method.
pub(super) fn method_entry(
    head: &Head,
    context: &Context,
    at: Timestamp,
    action: Action,
    method: &PaymentMethod,
    detail: String,
) -> WriteSet {
    let subject = format!("payment method {}", method.id);
    WriteSet::of_account(&journal::next(head, context, at, action, subject, detail))
}

/// What is known of a method, in words.
fn told(method: &PaymentMethod) -> String {
    let label = method.label.as_ref().map_or("details to come", Name::as_str);
    format!("{}: {label}", method.kind.mean())
}

/// What became of a registration, for the journal.
fn progress(method: &PaymentMethod, rest: Option<&Registration>) -> (Action, String) {
    match (method.status, rest) {
        (MethodStatus::Valid, _) => (Action::ConfirmMethod, told(method)),
        (_, Some(rest)) if rest.wrong_codes > 0 => {
            (Action::ChangeMethod, format!("wrong code, {} so far", rest.wrong_codes))
        }
        (_, Some(_)) => (Action::ChangeMethod, told(method)),
        (_, None) => (Action::EndMethod, "too many wrong codes".to_owned()),
    }
}

/// A wrong code was counted, and is refused.
fn refusal(
    reply: &Reply<'_>,
    after: &PaymentMethod,
    rest: Option<&Registration>,
) -> Option<MethodRefusal> {
    let method = after.id;
    match (reply, after.status, rest) {
        (Reply::Details(_), ..) | (_, MethodStatus::Valid, _) => None,
        (_, _, Some(rest)) => Some(MethodRefusal::WrongCode { method, left: rest.codes_left() }),
        (_, _, None) => Some(MethodRefusal::Rejected { method }),
    }
}
