//! Closing a service for a while, and opening it again. It is renewed and charged as before.

use std::sync::Arc;

use perennial_core::closure::{self, CloseRefusal};
use perennial_core::journal::Action;
use perennial_core::service::{Service, ServiceChange};
use perennial_core::strategy::Group;
use perennial_core::{Now, ServiceId};
use perennial_store::{GroupLoad, WriteSet};

use super::terminate_service::require_held;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::snapshot::Advance;

/// What is decided about a service of a group.
type Decision = fn(&Group, &Service, Now) -> Result<Vec<ServiceChange>, CloseRefusal>;

impl Engine {
    /// Takes a service out of service, with its options, until it is opened again.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service; [`EngineError::Close`] with the reason why it
    /// stays as it is.
    pub async fn close_service(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let attempt = || {
            self.close_or_reopen(
                context,
                service,
                idempotency,
                Action::CloseService,
                closure::close,
            )
        };
        self.retry(context.account, attempt).await
    }

    /// Opens a service again that was closed, and its options that were closed with it.
    ///
    /// # Errors
    ///
    /// As [`Engine::close_service`].
    pub async fn reopen_service(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let attempt = || {
            let reopen: Decision = |group, service, _| closure::reopen(group, service);
            self.close_or_reopen(context, service, idempotency, Action::ReopenService, reopen)
        };
        self.retry(context.account, attempt).await
    }

    async fn close_or_reopen(
        &self,
        context: &Context,
        service: ServiceId,
        idempotency: Option<&Idempotency>,
        action: Action,
        decide: Decision,
    ) -> Result<(), EngineError> {
        // load
        let fresh = self.freshness(context.account).await?;
        let GroupLoad { group, account, .. } = self.require_group(context.account, service).await?;
        let held = require_held(&group, service)?;
        if self.was_done(account.id, idempotency).await? {
            return Ok(());
        }
        // decide
        let now = self.clock.now();
        let changes = decide(&group, held, now)?;
        // commit
        let ids: Vec<String> = changes.iter().map(|one| one.service().to_string()).collect();
        let (subject, detail) = (format!("service {service}"), ids.join(", "));
        let entry = journal::next(&fresh.head, context, now.at, action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        changes.iter().for_each(|change| set.change_service(account.id, change));
        idempotency::remember(&mut set, account.id, idempotency, service.get(), now.at);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: fresh.head, changes: &changes });
        Ok(())
    }
}
