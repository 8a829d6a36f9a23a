//! The life of a credential: asked for, validated or refused, ended.

use std::sync::Arc;

use jiff::Timestamp;
use perennial_core::credential::{AccessRule, Credential, CredentialState, IpBlock};
use perennial_core::journal::{Action, Head};
use perennial_core::text::Name;
use perennial_core::{AccountId, CredentialId};
use perennial_store::{CredentialHashes, Done, StoredApplication, StoredCredential, WriteSet};
use zeroize::Zeroizing;

use crate::access::AccessRefusal;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::Idempotency;
use crate::journal;
use crate::vault::Purpose;

/// What an application asks for.
#[derive(Debug, Clone)]
pub struct CredentialRequest {
    /// What it wants to call.
    pub rules: Vec<AccessRule>,
    /// From where; from anywhere when there are none.
    pub allowed_ips: Vec<IpBlock>,
    /// Where the browser goes after the validation.
    pub redirection: Option<Name>,
}

/// A credential that was just asked for, with what only its asker may know.
#[derive(Debug)]
pub struct NewCredential {
    /// The credential, pending.
    pub credential: Credential,
    /// The consumer key.
    pub consumer_key: Zeroizing<String>,
    /// The token in the address of the page where it is validated.
    pub validation_token: Zeroizing<String>,
}

impl Engine {
    /// The active application with a key.
    ///
    /// # Errors
    ///
    /// [`AccessRefusal::UnknownApplication`] when there is none.
    pub async fn active_application(&self, key: &str) -> Result<StoredApplication, AccessRefusal> {
        use perennial_core::credential::ApplicationStatus::Active;
        let stored = self.store.application_by_key(key).await?;
        stored
            .filter(|stored| stored.application.status == Active)
            .ok_or(AccessRefusal::UnknownApplication)
    }

    /// Asks for a credential. It cannot be used until the holder of an account has validated it.
    ///
    /// # Errors
    ///
    /// [`EngineError::CredentialRequest`] for a request that could never be granted.
    pub async fn request_credential(
        self: &Arc<Self>,
        application: &StoredApplication,
        request: &CredentialRequest,
        idempotency: Option<&Idempotency>,
    ) -> Result<NewCredential, EngineError> {
        let owner = application.application.account;
        self.retry(owner, || async {
            if let Some(key) = idempotency
                && let Some(done) = self.store.done_under_key(owner, &key.key_hash()).await?
            {
                return self.repeat_credential_request(key.same(&done)?).await;
            }
            let new = self.draw_credential(application, request)?;
            let mut set = WriteSet::without_account();
            self.insert_credential(&mut set, &new);
            if let Some(key) = idempotency {
                let done = key.done(new.credential.id.get());
                set.remember_key(owner, &key.key_hash(), &done, self.wall.at());
            }
            self.store.commit(set).await?;
            Ok(new)
        })
        .await
    }

    /// Makes a credential that is good at once: asked for and validated in one step.
    ///
    /// # Errors
    ///
    /// As [`Engine::request_credential`].
    pub async fn create_credential(
        self: &Arc<Self>,
        context: &Context,
        application: &StoredApplication,
        request: &CredentialRequest,
        expires_at: Option<Timestamp>,
    ) -> Result<NewCredential, EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let (set, new) =
                self.insert_validated(&head, context, application, request, expires_at)?;
            self.store.commit(set).await?;
            Ok(new)
        })
        .await
    }

    /// The write set that adds a credential which is good at once.
    pub(super) fn insert_validated(
        &self,
        head: &Head,
        context: &Context,
        application: &StoredApplication,
        request: &CredentialRequest,
        expires_at: Option<Timestamp>,
    ) -> Result<(WriteSet, NewCredential), EngineError> {
        let now = self.wall.at();
        let mut new = self.draw_credential(application, request)?;
        new.credential = new.credential.validated(context.account, expires_at, now)?;
        let subject = format!("credential {}", new.credential.id);
        let (action, detail) = (Action::ValidateCredential, describe(&new.credential));
        let entry = journal::next(head, context, now, action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        self.insert_credential(&mut set, &new);
        Ok((set, new))
    }

    /// Validates a pending credential for the context's account, or refuses it.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is no such credential, [`EngineError::NotPending`] when it is not
    /// pending.
    pub async fn decide_credential(
        self: &Arc<Self>,
        context: &Context,
        id: CredentialId,
        decision: Decision,
    ) -> Result<Credential, EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let stored = self.store.credential(id).await?;
            let pending =
                stored.ok_or_else(|| EngineError::not_found("credentialId", id))?.credential;
            let before = pending.state;
            let now = self.wall.at();
            let (decided, action) = match decision {
                Decision::Validate { expires_at } => {
                    let validated = pending.validated(context.account, expires_at, now)?;
                    (validated, Action::ValidateCredential)
                }
                Decision::Refuse => (pending.refused(now)?, Action::RevokeCredential),
            };
            let subject = format!("credential {id}");
            let entry = journal::next(&head, context, now, action, subject, describe(&decided));
            let mut set = WriteSet::of_account(&entry);
            set.set_credential_state(before, &decided);
            set.forget_credentials(self.ids.stamp());
            self.store.commit(set).await?;
            Ok(decided)
        })
        .await
    }

    /// Ends a credential of the context's account. Doing it again changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such credential.
    pub async fn revoke_credential(
        self: &Arc<Self>,
        context: &Context,
        id: CredentialId,
    ) -> Result<(), EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let credential = self.require_credential(context.account, id).await?;
            let before = credential.state;
            let Some(ended) = credential.ended().changed() else { return Ok(()) };
            let subject = format!("credential {id}");
            let now = self.wall.at();
            let entry =
                journal::next(&head, context, now, Action::RevokeCredential, subject, "ended");
            let mut set = WriteSet::of_account(&entry);
            set.set_credential_state(before, &ended);
            set.forget_credentials(self.ids.stamp());
            Ok(self.store.commit(set).await?)
        })
        .await
    }

    /// A credential of an account.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such credential.
    pub async fn require_credential(
        &self,
        account: AccountId,
        id: CredentialId,
    ) -> Result<Credential, EngineError> {
        let stored = self.store.credential(id).await?;
        stored
            .map(|stored| stored.credential)
            .filter(|credential| credential.account == Some(account))
            .ok_or_else(|| EngineError::not_found("credentialId", id))
    }

    /// The pending credential that a validation token is for.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is none.
    pub async fn credential_by_token(&self, token: &str) -> Result<Credential, EngineError> {
        let hash = self.vault.find(Purpose::ValidationToken, token);
        let stored = self.store.credential_by_token(&hash).await?;
        stored
            .map(|stored| stored.credential)
            .ok_or_else(|| EngineError::not_found("credentialToken", "…"))
    }

    fn draw_credential(
        &self,
        application: &StoredApplication,
        request: &CredentialRequest,
    ) -> Result<NewCredential, EngineError> {
        let CredentialRequest { rules, allowed_ips, redirection } = request.clone();
        let credential = Credential::requested(
            self.ids.credential(),
            application.application.id,
            rules,
            allowed_ips,
            redirection,
            self.wall.at(),
        )?;
        let consumer_key = self.ids.secret(32);
        let validation_token = self.validation_token(credential.id, &consumer_key);
        Ok(NewCredential { credential, consumer_key, validation_token })
    }

    /// The token is computed from the consumer key, so that a repeated request is answered with the same one.
    fn validation_token(&self, id: CredentialId, consumer_key: &str) -> Zeroizing<String> {
        let seed = Zeroizing::new(format!("{id}/{consumer_key}"));
        let hash = self.vault.find(Purpose::ValidationToken, &seed);
        Zeroizing::new(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    fn insert_credential(&self, set: &mut WriteSet, new: &NewCredential) {
        let sealed_consumer_key =
            self.vault.seal(Purpose::ConsumerKey, &new.consumer_key, &self.ids);
        let hashes = CredentialHashes {
            consumer_key: self.vault.find(Purpose::ConsumerKey, &new.consumer_key),
            validation_token: self.vault.find(Purpose::ValidationToken, &new.validation_token),
        };
        let credential = new.credential.clone();
        set.insert_credential(&StoredCredential { credential, sealed_consumer_key }, &hashes);
    }

    /// Answers a repeated request with the credential that the first one was given.
    async fn repeat_credential_request(&self, done: &Done) -> Result<NewCredential, EngineError> {
        let missing = || EngineError::not_found("credentialId", done.subject);
        let id = CredentialId::try_new(done.subject).map_err(|_| missing())?;
        let stored = self.store.credential(id).await?.ok_or_else(missing)?;
        let consumer_key = self.vault.open(Purpose::ConsumerKey, &stored.sealed_consumer_key)?;
        let validation_token = self.validation_token(id, &consumer_key);
        Ok(NewCredential { credential: stored.credential, consumer_key, validation_token })
    }
}

/// What the holder of an account decides about a pending credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is good for the account.
    Validate {
        /// Until when; for ever when there is no end.
        expires_at: Option<Timestamp>,
    },
    /// It is not.
    Refuse,
}

fn describe(credential: &Credential) -> String {
    let rules = credential.rules.iter();
    let rules: Vec<String> =
        rules.map(|rule| format!("{} {}", rule.verb().name(), rule.pattern())).collect();
    let end = match (credential.state, credential.expires_at) {
        (CredentialState::Validated, Some(end)) => format!("until {end}"),
        (CredentialState::Validated, None) => "without end".to_owned(),
        (state, _) => state.code().to_owned(),
    };
    format!("{}, {end}", rules.join(", "))
}
