//! Answering the questions of a form about a service.

use std::sync::Arc;

use perennial_core::ServiceId;
use perennial_core::form::{Answer, Form, forms_of};
use perennial_core::journal::Action;
use perennial_core::service::Service;
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;

impl Engine {
    /// Keeps the answers to a form; those that were given before are forgotten.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service, or the service no such form;
    /// [`EngineError::Form`] for answers that do not fit.
    pub async fn answer_form(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        form: &str,
        given: &[(String, String)],
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let attempt = || self.answer_form_once(context, service, form, given, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn answer_form_once(
        &self,
        context: &Context,
        service: ServiceId,
        form: &str,
        given: &[(String, String)],
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let account = context.account;
        // load
        let head = self.require_head(account).await?;
        let held = self.require_service(account, service).await?;
        if self.was_done(account, idempotency).await? {
            return Ok(());
        }
        // decide
        let form = require_form(&held, form)?;
        let answers = form.check(given)?;
        // commit
        let now = self.clock.now();
        let (action, subject) = (Action::AnswerForm, format!("service {service}"));
        let entry =
            journal::next(&head, context, now.at, action, subject, describe(form, &answers));
        let mut set = WriteSet::of_account(&entry);
        set.answer_form(account, service, form, &answers, now.at);
        idempotency::remember(&mut set, account, idempotency, service.get(), now.at);
        Ok(self.store.commit(set).await?)
    }
}

/// A form that can be answered about a service.
///
/// # Errors
///
/// [`EngineError::NotFound`] when there is none with the name.
pub fn require_form(service: &Service, name: &str) -> Result<&'static Form, EngineError> {
    let form = forms_of(service).into_iter().find(|form| form.name == name);
    form.ok_or_else(|| EngineError::not_found("formName", name))
}

/// Which questions were answered. What the customer wrote is not for the journal.
fn describe(form: &Form, answers: &[Answer]) -> String {
    let answered: Vec<&str> = answers.iter().map(|answer| answer.question).collect();
    format!("{}: {}", form.name, answered.join(", "))
}
