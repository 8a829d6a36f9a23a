//! Making and taking away applications.

use std::sync::Arc;

use perennial_core::credential::{Application, ApplicationStatus};
use perennial_core::journal::Action;
use perennial_core::text::Name;
use perennial_core::{AccountId, ApplicationId};
use perennial_store::{StoredApplication, WriteSet};
use zeroize::Zeroizing;

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
            let now = self.wall.at();
            let application = Application {
                id: self.ids.application(),
                account: context.account,
                key: self.ids.secret(16).to_string(),
                name: name.clone(),
                description: description.cloned(),
                status: ApplicationStatus::Active,
                created_at: now,
            };
            let secret = self.ids.secret(32);
            let sealed_secret = self.vault.seal(Purpose::ApplicationSecret, &secret, &self.ids);
            let subject = format!("application {}", application.id);
            let entry = journal::next(
                &head,
                context,
                now,
                Action::CreateApplication,
                subject,
                name.as_str(),
            );
            let mut set = WriteSet::of_account(&entry);
            let stored = StoredApplication { application: application.clone(), sealed_secret };
            set.insert_application(&stored);
            self.store.commit(set).await?;
            Ok(NewApplication { application, secret })
        })
        .await
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
