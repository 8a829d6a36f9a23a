//! The life of an OAuth2 client: made, described, deleted; and the access tokens that it is given.

use std::sync::Arc;

use jiff::Timestamp;
use perennial_core::journal::Action;
use perennial_core::limits::TOKENS_MAX;
use perennial_core::oauth2::{About, AboutUpdate, Client, ClientRefusal, Grant, TOKEN_VALIDITY};
use perennial_core::{AccountId, ClientId};
use perennial_store::{StoreError, StoredClient, StoredToken, WriteSet};
use zeroize::Zeroizing;

use super::Authority;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::Idempotency;
use crate::journal;
use crate::vault::Purpose;

/// A client that was just made, with its secret.
#[derive(Debug)]
pub struct NewClient {
    /// The client.
    pub client: Client,
    /// Its secret.
    pub secret: Zeroizing<String>,
}

/// An access token that was just given out.
#[derive(Debug)]
pub struct NewToken {
    /// The token.
    pub token: Zeroizing<String>,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// Why no access token is given out.
#[derive(Debug, thiserror::Error)]
pub enum TokenRefusal {
    /// There is no such client, the secret is not its own, or it is over.
    #[error("there is no client with this id and this secret")]
    UnknownClient,
    /// It has so many that something must be wrong.
    #[error(
        "the client has {TOKENS_MAX} access tokens that are still good; use one until it expires"
    )]
    TooMany,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Authority {
    /// What a client may do at most that is made with it.
    #[must_use]
    pub fn grant(&self) -> Grant {
        match self {
            Self::Credential(credential) => Grant {
                rules: credential.rules.clone(),
                allowed_ips: credential.allowed_ips.clone(),
                expires_at: credential.expires_at,
            },
            Self::Client(bearer) => bearer.client.grant.clone(),
            Self::Session(_) => {
                Grant { rules: self.rules().to_vec(), allowed_ips: Vec::new(), expires_at: None }
            }
        }
    }
}

impl Engine {
    /// Makes a client of the context's account.
    ///
    /// # Errors
    ///
    /// [`EngineError::Client`] when it could call nothing, or there are too many.
    pub async fn create_client(
        self: &Arc<Self>,
        context: &Context,
        about: &About,
        grant: &Grant,
        idempotency: Option<&Idempotency>,
    ) -> Result<NewClient, EngineError> {
        self.retry(context.account, || async {
            let account = context.account;
            let head = self.require_head(account).await?;
            if let Some(key) = idempotency
                && let Some(done) = self.store.done_under_key(account, &key.key_hash()).await?
            {
                return self.repeat_client(account, key.same(&done)?.subject).await;
            }
            let others = self.store.oauth2_clients(account).await?.len();
            let (now, ids) = (self.wall.at(), (self.ids.client(), account));
            let client = Client::made(ids, about.clone(), grant.clone(), others, now)?;
            let secret = self.vault.client_secret(client.id);
            let secret_hash = self.vault.find(Purpose::ClientSecret, &secret);
            let subject = format!("OAuth2 client {}", client.id.to_text());
            let detail = describe(&client);
            let action = Action::CreateClient;
            let entry = journal::next(&head, context, now, action, subject, detail);
            let mut set = WriteSet::of_account(&entry);
            set.insert_oauth2_client(&StoredClient { client: client.clone(), secret_hash });
            if let Some(key) = idempotency {
                set.remember_key(account, &key.key_hash(), &key.done(client.id.get()), now);
            }
            self.store.commit(set).await?;
            Ok(NewClient { client, secret })
        })
        .await
    }

    /// Answers a repeated request with the client that the first one made. The secret is computed from the id.
    async fn repeat_client(
        &self,
        account: AccountId,
        subject: i64,
    ) -> Result<NewClient, EngineError> {
        let stored = match ClientId::try_new(subject) {
            Ok(id) => self.store.oauth2_client(id).await?,
            Err(_) => None,
        };
        let client = stored.map(|stored| stored.client).filter(|client| client.account == account);
        let client = client.ok_or(ClientRefusal::Gone)?;
        Ok(NewClient { secret: self.vault.client_secret(client.id), client })
    }

    /// Describes a client of the context's account in another way. What is so already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such client, [`EngineError::Client`] for what it cannot have.
    pub async fn describe_client(
        self: &Arc<Self>,
        context: &Context,
        id: &str,
        update: &AboutUpdate,
    ) -> Result<(), EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let client = self.require_client(context.account, id).await?;
            let Some(client) = client.described(update)?.changed() else { return Ok(()) };
            let subject = format!("OAuth2 client {id}");
            let (now, action) = (self.wall.at(), Action::DescribeClient);
            let name = client.about.name.as_str();
            let entry = journal::next(&head, context, now, action, subject, name);
            let mut set = WriteSet::of_account(&entry);
            set.describe_oauth2_client(&client);
            set.forget_credentials(self.ids.stamp());
            Ok(self.store.commit(set).await?)
        })
        .await
    }

    /// Takes a client of the context's account away. Its access tokens are good for nothing from that moment on.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such client.
    pub async fn delete_client(
        self: &Arc<Self>,
        context: &Context,
        id: &str,
    ) -> Result<(), EngineError> {
        self.retry(context.account, || async {
            let head = self.require_head(context.account).await?;
            let client = self.require_client(context.account, id).await?;
            let subject = format!("OAuth2 client {id}");
            let (now, action) = (self.wall.at(), Action::DeleteClient);
            let name = client.about.name.as_str();
            let entry = journal::next(&head, context, now, action, subject, name);
            let mut set = WriteSet::of_account(&entry);
            set.delete_oauth2_client(client.id);
            set.release_subject(context.account, client.id.get());
            set.forget_credentials(self.ids.stamp());
            Ok(self.store.commit(set).await?)
        })
        .await
    }

    /// The clients of an account, by id.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn clients(&self, account: AccountId) -> Result<Vec<Client>, EngineError> {
        let stored = self.store.oauth2_clients(account).await?;
        Ok(stored.into_iter().map(|stored| stored.client).collect())
    }

    /// A client of an account, by the text of its id.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such client.
    pub async fn require_client(
        &self,
        account: AccountId,
        id: &str,
    ) -> Result<Client, EngineError> {
        let missing = || EngineError::not_found("clientId", id);
        let stored = self.store.oauth2_client(ClientId::from_text(id).ok_or_else(missing)?).await?;
        let client = stored.map(|stored| stored.client);
        client.filter(|client| client.account == account).ok_or_else(missing)
    }

    /// Gives an access token to a client that knows its secret.
    ///
    /// # Errors
    ///
    /// [`TokenRefusal`]; which of id and secret is wrong is not told.
    pub async fn give_token(&self, id: ClientId, secret: &str) -> Result<NewToken, TokenRefusal> {
        let now = self.wall.at();
        let stored = self.store.oauth2_client(id).await?;
        // Hashed whether there is such a client or not, so that both take as long.
        let none = [0; 32];
        let hash = stored.as_ref().map_or(&none, |stored| &stored.secret_hash);
        let is_right = self.vault.has_hash(Purpose::ClientSecret, secret, hash);
        let client = stored
            .map(|stored| stored.client)
            .filter(|client| is_right && !client.grant.is_over(now))
            .ok_or(TokenRefusal::UnknownClient)?;
        if self.store.count_access_tokens(id, now).await? >= TOKENS_MAX {
            return Err(TokenRefusal::TooMany);
        }
        let token = self.ids.secret(43);
        let end = now.checked_add(TOKEN_VALIDITY).unwrap_or(now);
        let expires_at = client.grant.expires_at.map_or(end, |last| end.min(last));
        let hash = self.vault.find(Purpose::AccessToken, &token);
        let mut set = WriteSet::without_account();
        set.insert_access_token(&StoredToken {
            hash,
            client: id,
            account: client.account,
            expires_at,
        });
        self.store.commit(set).await?;
        Ok(NewToken { token, expires_at })
    }

    /// Ends the access token with a keyed hash.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn end_token(&self, hash: &[u8; 32]) -> Result<(), EngineError> {
        let mut set = WriteSet::without_account();
        set.delete_access_token(hash);
        set.forget_credentials(self.ids.stamp());
        Ok(self.store.commit(set).await?)
    }
}

fn describe(client: &Client) -> String {
    let rules = client.grant.rules.iter();
    let rules: Vec<_> =
        rules.map(|rule| format!("{} {}", rule.verb().name(), rule.pattern())).collect();
    let end = client.grant.expires_at;
    let end = end.map_or_else(|| "without end".to_owned(), |end| format!("until {end}"));
    format!("{}: {}, {end}", client.about.name, rules.join(", "))
}
