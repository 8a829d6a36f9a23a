//! Ending a service in two steps: a token goes out by e-mail, and confirms.
//!
//! The token is random. The database has its keyed hash, and the letter that brings it has it under seal: so the letter can
//! be sent again and read, and a stolen database confirms nothing.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::automatic::{Notice, NoticeItem, NoticeKind, NoticeRequest, Outlook};
use perennial_core::journal::Action;
use perennial_core::limits::TERMINATION_VALIDITY;
use perennial_core::renew::{RenewMode, RenewSettings, Stop};
use perennial_core::service::Service;
use perennial_core::strategy::Group;
use perennial_core::termination::{self, Survey, TerminateRefusal, Termination, TerminationState};
use perennial_core::{Account, AccountId, ServiceId, TerminationId};
use perennial_store::{GroupLoad, StoredTermination, WriteSet};

use super::update_service::{arrange, describe};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::vault::Purpose;

/// Letters and digits of a token: 190 bits.
pub(super) const TOKEN_LENGTH: usize = 32;

/// The end of a service was asked for, and a token sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenSent {
    /// Until when it can be used.
    pub valid_until: Timestamp,
}

/// The end of a service was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// The day on which it ends, if that can be told.
    pub ends_on: Option<Date>,
}

impl Engine {
    /// Sends the holder of a service a token with which its end is confirmed. One that was sent before counts no more.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service; [`EngineError::Terminate`] with the reason why it
    /// cannot be ended.
    pub async fn ask_termination(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        idempotency: Option<&Idempotency>,
    ) -> Result<TokenSent, EngineError> {
        let attempt = || self.ask_termination_once(context, service, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn ask_termination_once(
        &self,
        context: &Context,
        service: ServiceId,
        idempotency: Option<&Idempotency>,
    ) -> Result<TokenSent, EngineError> {
        // load
        let fresh = self.freshness(context.account).await?;
        let GroupLoad { group, account, .. } = self.require_group(context.account, service).await?;
        let held = require_held(&group, service)?;
        if let Some(done) = self.termination_under_key(account.id, idempotency).await? {
            return Ok(TokenSent { valid_until: done.valid_until });
        }
        let plan = self.price_list(&fresh).await?.get(&held.plan).map(|plan| plan.name.clone());
        // decide
        let now = self.clock.now();
        let asked = termination::ask(self.ids.termination(), held, now)?;
        let ends_on = self.end_on(&group, held, &account, termination::end_of(held)?);
        // commit
        let token = self.ids.secret(TOKEN_LENGTH);
        let notice = Notice {
            kind: NoticeKind::TerminationAsked,
            day: now.today,
            order: None,
            amount: None,
            means: None,
            request: Some(NoticeRequest { id: asked.id.get(), hours: validity_hours() }),
            parties: None,
            subject: None,
            refund: None,
            items: vec![NoticeItem {
                service,
                name: held.name.clone(),
                display_name: held.display_name.clone(),
                plan_name: plan,
                expires_on: held.expiry.on(),
                on: ends_on,
                amount: None,
            }],
        };
        let subject = format!("service {service}");
        let detail = format!("a token was sent, good until {}", asked.valid_until);
        let action = Action::AskTermination;
        let entry = journal::next(&fresh.head, context, now.at, action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        let token_hash = self.vault.find(Purpose::ConfirmationToken, &token);
        let stored = StoredTermination { termination: asked.clone(), token_hash };
        set.insert_termination(account.id, &stored);
        self.write_notice_with(&mut set, &account, &notice, Some(&token));
        idempotency::remember(&mut set, account.id, idempotency, asked.id.get(), now.at);
        self.store.commit(set).await?;
        Ok(TokenSent { valid_until: asked.valid_until })
    }

    /// Confirms the end of a service with the token that was sent. It ends at its expiry, or with its engagement.
    ///
    /// # Errors
    ///
    /// As [`Engine::ask_termination`].
    pub async fn confirm_termination(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        token: &str,
        survey: &Survey,
        idempotency: Option<&Idempotency>,
    ) -> Result<Confirmation, EngineError> {
        let attempt =
            || self.confirm_termination_once(context, service, token, survey, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn confirm_termination_once(
        &self,
        context: &Context,
        service: ServiceId,
        token: &str,
        survey: &Survey,
        idempotency: Option<&Idempotency>,
    ) -> Result<Confirmation, EngineError> {
        // load
        let fresh = self.freshness(context.account).await?;
        let GroupLoad { group, account, .. } = self.require_group(context.account, service).await?;
        let held = require_held(&group, service)?;
        if let Some(done) = self.termination_under_key(account.id, idempotency).await? {
            return Ok(Confirmation { ends_on: ends_on(&done) });
        }
        let waiting = self.store.waiting_termination(account.id, service).await?;
        // decide
        let now = self.clock.now();
        let is_its_token = waiting.as_ref().is_some_and(|stored| {
            self.vault.has_hash(Purpose::ConfirmationToken, token, &stored.token_hash)
        });
        let waiting = waiting.map(|stored| stored.termination);
        let renew = termination::confirm(waiting.as_ref(), is_its_token, held, now)?;
        let asked = waiting.ok_or(TerminateRefusal::NotAsked)?;
        let ends_on = renew.stop().and_then(|stop| self.end_on(&group, held, &account, stop));
        // commit
        let detail = format!("{}{}", describe(held.renew, renew), why(survey));
        let (action, subject) = (Action::ConfirmTermination, format!("service {service}"));
        let entry = journal::next(&fresh.head, context, now.at, action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        let survey = survey.clone();
        let confirmed = TerminationState::Confirmed { at: now.at, ends_on, survey };
        set.confirm_termination(account.id, asked.id, &confirmed);
        let changes = arrange(&group, held, renew, now.today);
        changes.iter().for_each(|change| set.change_service(account.id, change));
        idempotency::remember(&mut set, account.id, idempotency, asked.id.get(), now.at);
        self.store.commit(set).await?;
        Ok(Confirmation { ends_on })
    }

    /// The day on which a service ends that is set to end so.
    fn end_on(
        &self,
        group: &Group,
        service: &Service,
        account: &Account,
        stop: Stop,
    ) -> Option<Date> {
        // How it is renewed until then matters only for how far an engagement is from its expiry.
        let (mode, period) = (RenewMode::Manual, service.renew.period());
        let renew = RenewSettings::try_new(mode, period, Some(stop)).ok()?;
        let ending = Service { renew, ..service.clone() };
        let (renew_day, today) = (account.renew_day(&self.calendar), self.clock.now().today);
        Outlook::of(&ending, group, &self.calendar, renew_day, today).ends_on
    }

    /// What was asked for, or confirmed, under a key before.
    async fn termination_under_key(
        &self,
        account: AccountId,
        idempotency: Option<&Idempotency>,
    ) -> Result<Option<Termination>, EngineError> {
        let Some(key) = idempotency else { return Ok(None) };
        let Some(done) = self.store.done_under_key(account, &key.key_hash()).await? else {
            return Ok(None);
        };
        let subject = key.same(&done)?.subject;
        let missing = || EngineError::not_found("termination", subject);
        let id = TerminationId::try_new(subject).map_err(|_| missing())?;
        let stored = self.store.termination(account, id).await?;
        stored.map(|stored| Some(stored.termination)).ok_or_else(missing)
    }

    /// A service with everything that is linked with it.
    pub(super) async fn require_group(
        &self,
        account: AccountId,
        service: ServiceId,
    ) -> Result<GroupLoad, EngineError> {
        let load = self.store.group(account, service).await?;
        load.ok_or_else(|| EngineError::not_found("serviceId", service))
    }
}

/// A service of a group.
pub(super) fn require_held(group: &Group, service: ServiceId) -> Result<&Service, EngineError> {
    group.service(service).ok_or_else(|| EngineError::not_found("serviceId", service))
}

const fn ends_on(termination: &Termination) -> Option<Date> {
    match &termination.state {
        TerminationState::Confirmed { ends_on, .. } => *ends_on,
        TerminationState::Waiting | TerminationState::Replaced => None,
    }
}

fn validity_hours() -> u16 {
    u16::try_from(TERMINATION_VALIDITY.as_hours()).unwrap_or(u16::MAX)
}

/// Why a service is ended, in the words of the API; what the customer wrote is not for the journal.
fn why(survey: &Survey) -> String {
    let reason = survey.reason.map(|reason| format!(", because {}", reason.code()));
    let next = survey.future_use.map(|next| format!(", then {}", next.code()));
    [reason, next].into_iter().flatten().collect()
}
