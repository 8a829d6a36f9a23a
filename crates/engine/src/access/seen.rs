//! Applications and credentials as the account sees them that they are about.
//!
//! An account sees the applications that it made, and those of others that may call for it now. It takes its own away;
//! from one of somebody else it only takes what that may do here.

use std::sync::Arc;

use perennial_core::credential::{
    Application, ApplicationStatus, Credential, CredentialState, IpBlock,
};
use perennial_core::journal::Action;
use perennial_core::{AccountId, ApplicationId, CredentialId};
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

impl Engine {
    /// The applications that an account sees, by id.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn seen_applications(
        &self,
        account: AccountId,
    ) -> Result<Vec<Application>, EngineError> {
        let mut seen = self.store.applications(account).await?;
        for credential in self.store.credentials(account).await? {
            let valid = credential.state_at(self.wall_at()) == CredentialState::Validated;
            if valid && seen.iter().all(|one| one.id != credential.application) {
                let stored = self.store.application(credential.application).await?;
                seen.extend(stored.map(|stored| stored.application));
            }
        }
        seen.retain(|application| application.status == ApplicationStatus::Active);
        seen.sort_by_key(|application| application.id);
        Ok(seen)
    }

    /// The credentials of an account, by id; those that are over, too.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn credentials(&self, account: AccountId) -> Result<Vec<Credential>, EngineError> {
        Ok(self.store.credentials(account).await?)
    }

    /// How far a credential has come by now.
    #[must_use]
    pub fn credential_state(&self, credential: &Credential) -> CredentialState {
        credential.state_at(self.wall_at())
    }

    /// An application that an account sees.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when it sees no such application.
    pub async fn require_seen_application(
        &self,
        account: AccountId,
        id: ApplicationId,
    ) -> Result<Application, EngineError> {
        let seen = self.seen_applications(account).await?;
        let found = seen.into_iter().find(|application| application.id == id);
        found.ok_or_else(|| EngineError::not_found("applicationId", id))
    }

    /// The application of a credential of an account, even when both are over.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such credential.
    pub async fn application_of(
        &self,
        account: AccountId,
        credential: CredentialId,
    ) -> Result<Application, EngineError> {
        let credential = self.require_credential(account, credential).await?;
        let stored = self.store.application(credential.application).await?;
        let missing = || EngineError::not_found("applicationId", credential.application);
        stored.map(|stored| stored.application).ok_or_else(missing)
    }

    /// The application that asks with a credential nobody has decided about.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when it was taken away since.
    pub async fn asking_application(
        &self,
        pending: &Credential,
    ) -> Result<Application, EngineError> {
        let stored = self.store.application(pending.application).await?;
        let active = stored.map(|stored| stored.application);
        let active = active.filter(|one| one.status == ApplicationStatus::Active);
        active.ok_or_else(|| EngineError::not_found("applicationId", pending.application))
    }

    /// Takes an application away that the context's account made, with all its credentials. Of one that somebody else
    /// made, it ends the credentials of this account.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account sees no such application.
    pub async fn remove_application(
        self: &Arc<Self>,
        context: &Context,
        id: ApplicationId,
    ) -> Result<(), EngineError> {
        let application = self.require_seen_application(context.account, id).await?;
        if application.account == context.account {
            self.revoke_application(context, id).await
        } else {
            self.retry(context.account, || self.end_credentials(context, &application)).await
        }
    }

    /// Ends all credentials of the context's account that an application has.
    async fn end_credentials(
        &self,
        context: &Context,
        application: &Application,
    ) -> Result<(), EngineError> {
        let head = self.require_head(context.account).await?;
        let credentials = self.store.credentials(context.account).await?;
        let of_application =
            credentials.into_iter().filter(|one| one.application == application.id);
        let ends = of_application.filter_map(|one| {
            let before = one.state;
            one.ended().changed().map(|ended| (before, ended))
        });
        let ends: Vec<_> = ends.collect();
        if ends.is_empty() {
            return Ok(());
        }
        let subject = format!("application {}", application.id);
        let detail = format!("{} credentials ended", ends.len());
        let action = Action::RevokeCredential;
        let entry = journal::next(&head, context, self.wall.at(), action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        for (before, ended) in &ends {
            set.set_credential_state(*before, ended);
        }
        set.forget_credentials(self.ids.stamp());
        Ok(self.store.commit(set).await?)
    }

    /// Stores from where a credential of the context's account may be used; from anywhere when there are no blocks. What
    /// is so already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such credential, [`EngineError::CredentialRequest`] for too many
    /// blocks.
    pub async fn restrict_credential(
        self: &Arc<Self>,
        context: &Context,
        id: CredentialId,
        blocks: &[IpBlock],
    ) -> Result<(), EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let credential = self.require_credential(context.account, id).await?;
            let Some(restricted) = credential.allowed_from(blocks.to_vec())?.changed() else {
                return Ok(());
            };
            let blocks: Vec<_> = restricted.allowed_ips.iter().map(ToString::to_string).collect();
            let from = if blocks.is_empty() { "anywhere".to_owned() } else { blocks.join(", ") };
            let subject = format!("credential {id}");
            let (now, action) = (self.wall.at(), Action::RestrictCredential);
            let entry =
                journal::next(&head, context, now, action, subject, format!("usable from {from}"));
            let mut set = WriteSet::of_account(&entry);
            set.set_allowed_ips(&restricted);
            set.forget_credentials(self.ids.stamp());
            Ok(self.store.commit(set).await?)
        })
        .await
    }
}
