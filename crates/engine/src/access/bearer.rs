//! Calls with an access token of an OAuth2 client, checked as calls with a signature are: token, state, address, rule.

use std::sync::Arc;

use perennial_core::ClientId;
use perennial_core::credential::CredentialState;
use perennial_core::oauth2::Client;
use perennial_store::{Freshness, StoredToken};

use super::{AccessRefusal, Asked, Authority, Caller};
use crate::engine::Engine;
use crate::vault::Purpose;

/// A client, and the token that it calls with.
#[derive(Debug)]
pub struct Bearer {
    /// The client.
    pub client: Client,
    /// The keyed hash of the token.
    pub token_hash: [u8; 32],
}

/// An access token in memory, with its client, and the epoch that both were read under.
#[derive(Debug)]
pub(super) struct KnownToken {
    bearer: Arc<Bearer>,
    token: StoredToken,
    epoch: i64,
}

impl Bearer {
    /// The id of the client.
    #[must_use]
    pub const fn id(&self) -> ClientId {
        self.client.id
    }
}

impl Engine {
    /// Finds out whose call it is that comes with an access token, and whether it is granted.
    ///
    /// # Errors
    ///
    /// The first [`AccessRefusal`] in the order of checks.
    pub async fn authenticate_bearer(
        &self,
        token: &str,
        asked: &Asked<'_>,
    ) -> Result<Caller, AccessRefusal> {
        let hash = self.vault.find(Purpose::AccessToken, token);
        let (known, fresh) = match self.recall_token(&hash).await? {
            Some(known) => known,
            None => self.look_up_token(&hash).await?,
        };
        let (now, grant) = (self.wall_at(), &known.bearer.client.grant);
        if known.token.expires_at <= now || grant.is_over(now) {
            return Err(AccessRefusal::NotValid { state: CredentialState::Expired });
        }
        asked.check_address(&grant.allowed_ips)?;
        asked.check_rules(&grant.rules)?;
        let authority = Authority::Client(Arc::clone(&known.bearer));
        Ok(Caller { account: known.token.account, authority, fresh })
    }

    /// The token from memory, if what is in memory still stands.
    async fn recall_token(
        &self,
        hash: &[u8; 32],
    ) -> Result<Option<(Arc<KnownToken>, Freshness)>, AccessRefusal> {
        let Some(known) = self.credentials.tokens.get(hash) else { return Ok(None) };
        let fresh = self.freshness(known.token.account).await?;
        Ok((fresh.credential_epoch == known.epoch).then_some((known, fresh)))
    }

    async fn look_up_token(
        &self,
        hash: &[u8; 32],
    ) -> Result<(Arc<KnownToken>, Freshness), AccessRefusal> {
        let unknown = || AccessRefusal::UnknownToken;
        let token = self.store.access_token(hash).await?.ok_or_else(unknown)?;
        let fresh = self.freshness(token.account).await?;
        // Read again, now that the epoch is known: in between it may have been ended.
        let token = self.store.access_token(hash).await?.ok_or_else(unknown)?;
        let client = self.store.oauth2_client(token.client).await?.ok_or_else(unknown)?.client;
        let bearer = Arc::new(Bearer { client, token_hash: *hash });
        let known = Arc::new(KnownToken { bearer, token, epoch: fresh.credential_epoch });
        self.credentials.tokens.insert(*hash, Arc::clone(&known));
        Ok((known, fresh))
    }
}
