//! Making and taking away applications.

use std::sync::Arc;

use jiff::Timestamp;
use perennial_core::credential::{Application, ApplicationStatus};
use perennial_core::journal::{Action, Head};
use perennial_core::text::Name;
use perennial_core::{AccountId, ApplicationId};
use perennial_store::{StoredApplication, WriteSet};
use zeroize::Zeroizing;

use super::credential::{CredentialRequest, NewCredential};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;
use crate::vault::Purpose;

/// An application that was just made, with its secret: the only time that it is told.
#[derive(Debug)]
pub struct NewApplication {
    /// The application.
    pub application: Application,
    /// Its secret.
    pub secret: Zeroizing<String>,
}

impl Engine {
    /// Makes an application of the context's account.
    ///
    /// # Errors
    ///
    /// [`EngineError`] when there is no such account, or the database fails.
    pub async fn create_application(
        self: &Arc<Self>,
        context: &Context,
        name: &Name,
        description: Option<&Name>,
    ) -> Result<NewApplication, EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let (stored, secret) = self.draw_application(context.account, name, description);
            let (set, _) = self.insert_application(&head, context, &stored);
            self.store.commit(set).await?;
            Ok(NewApplication { application: stored.application, secret })
        })
        .await
    }

    /// Makes an application of the context's account together with a credential for that account, good at once.
    ///
    /// # Errors
    ///
    /// As [`Engine::create_application`] and [`Engine::create_credential`].
    pub async fn create_keys(
        self: &Arc<Self>,
        context: &Context,
        (name, description): (&Name, Option<&Name>),
        request: &CredentialRequest,
        expires_at: Option<Timestamp>,
    ) -> Result<(NewApplication, NewCredential), EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let (stored, secret) = self.draw_application(context.account, name, description);
            let (mut set, head) = self.insert_application(&head, context, &stored);
            let (with_credential, new) =
                self.insert_validated(&head, context, &stored, request, expires_at)?;
            set.append(with_credential);
            self.store.commit(set).await?;
            Ok((NewApplication { application: stored.application, secret }, new))
        })
        .await
    }

    fn draw_application(
        &self,
        account: AccountId,
        name: &Name,
        description: Option<&Name>,
    ) -> (StoredApplication, Zeroizing<String>) {
        let application = Application {
            id: self.ids.application(),
            account,
            key: self.ids.secret(16).to_string(),
            name: name.clone(),
            description: description.cloned(),
            status: ApplicationStatus::Active,
            created_at: self.wall.at(),
        };
        let secret = self.ids.secret(32);
        let sealed_secret = self.vault.seal(Purpose::ApplicationSecret, &secret, &self.ids);
        (StoredApplication { application, sealed_secret }, secret)
    }

    /// The write set that adds an application, and where the journal stands after it.
    fn insert_application(
        &self,
        head: &Head,
        context: &Context,
        stored: &StoredApplication,
    ) -> (WriteSet, Head) {
        let application = &stored.application;
        let (action, at) = (Action::CreateApplication, application.created_at);
        let subject = format!("application {}", application.id);
        let entry = journal::next(head, context, at, action, subject, application.name.as_str());
        let mut set = WriteSet::of_account(&entry);
        set.insert_application(stored);
        (set, entry.head())
    }

    /// Takes an application away; its credentials end, whoever they are for. Doing it again changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the context's account has no such application.
    pub async fn revoke_application(
        self: &Arc<Self>,
        context: &Context,
        id: ApplicationId,
    ) -> Result<(), EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let mut application = self.require_application(context.account, id).await?;
            if application.status == ApplicationStatus::Inactive {
                return Ok(());
            }
            application.status = ApplicationStatus::Inactive;
            let subject = format!("application {id}");
            let now = self.wall.at();
            let entry = journal::next(
                &head,
                context,
                now,
                Action::RevokeApplication,
                subject,
                application.name.as_str(),
            );
            let mut set = WriteSet::of_account(&entry);
            set.set_application_status(&application);
            set.end_credentials_of(id);
            set.forget_credentials(self.ids.stamp());
            Ok(self.store.commit(set).await?)
        })
        .await
    }

    /// An application of an account.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such application.
    pub async fn require_application(
        &self,
        account: AccountId,
        id: ApplicationId,
    ) -> Result<Application, EngineError> {
        let stored = self.store.application(id).await?;
        stored
            .map(|stored| stored.application)
            .filter(|application| application.account == account)
            .ok_or_else(|| EngineError::not_found("applicationId", id))
    }
}
