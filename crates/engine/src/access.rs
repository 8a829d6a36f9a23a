//! Access: which request is whose, and whether it is granted.
//!
//! The order of checks is that of OVHcloud's API, so that clients which tell their users what is wrong tell them
//! the right thing: application, time, credential, signature, state, address, rule.

mod application;
mod bearer;
mod client;
mod credential;
pub mod factor;
mod new_password;
mod operator;
pub mod password;
mod seen;
mod sign_in;

pub use application::NewApplication;
pub use bearer::Bearer;
pub use client::{NewClient, NewToken, TokenRefusal};
pub use credential::{CredentialRequest, Decision, NewCredential};
pub use new_password::NewPasswordKey;
pub use operator::{NewOperator, OperatorRefusal, StartedOperator};
pub(crate) use sign_in::Hashing;
pub use sign_in::{NewFactor, SESSION, SignInRefusal, Started};

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use perennial_core::credential::{
    AccessRule, Application, ApplicationStatus, Credential, CredentialState, IpBlock, Verb,
};
use perennial_core::{AccountId, ClientId, CredentialId};
use perennial_store::{Freshness, StoreError, WriteSet};
use quick_cache::sync::Cache;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use self::bearer::KnownToken;
use crate::engine::Engine;
use crate::vault::{BrokenSeal, Purpose};

/// What a signed request says of itself.
#[derive(Clone, Copy)]
pub struct Claim<'a> {
    /// The application key.
    pub application_key: &'a str,
    /// The consumer key.
    pub consumer_key: &'a str,
    /// Seconds since 1970, as signed.
    pub timestamp: i64,
    /// The method.
    pub verb: Verb,
    /// The path of the API, without version and query.
    pub path: &'a str,
    /// Where it comes from, if that is known.
    pub address: Option<IpAddr>,
}

/// What a call is about, and where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The method.
    pub verb: Verb,
    /// The path of the API, without version and query.
    pub path: &'a str,
    /// Where it comes from, if that is known.
    pub address: Option<IpAddr>,
}

/// What a call is made with.
#[derive(Debug, Clone)]
pub enum Authority {
    /// A credential, by a signature.
    Credential(Arc<Credential>),
    /// An OAuth2 client, by an access token.
    Client(Arc<Bearer>),
    /// The holder of the account, signed in with a browser: a page of ours calls for them.
    Session(PageSession),
}

/// A session in which a page calls. It may call everything, as whoever signs in may do everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSession {
    /// The keyed hash of what the browser holds.
    pub hash: [u8; 32],
}

/// What a session may call.
static EVERY_CALL: LazyLock<[AccessRule; 4]> = LazyLock::new(AccessRule::every_call);

/// The program that calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Program {
    /// One with a credential.
    Credential(CredentialId),
    /// An OAuth2 client.
    Client(ClientId),
    /// A page of ours, in the session with this keyed hash.
    Session([u8; 32]),
}

impl Authority {
    /// The program that calls with it.
    #[must_use]
    pub fn program(&self) -> Program {
        match self {
            Self::Credential(credential) => Program::Credential(credential.id),
            Self::Client(bearer) => Program::Client(bearer.id()),
            Self::Session(session) => Program::Session(session.hash),
        }
    }

    /// What may be called with it.
    #[must_use]
    pub fn rules(&self) -> &[AccessRule] {
        match self {
            Self::Credential(credential) => &credential.rules,
            Self::Client(bearer) => &bearer.client.grant.rules,
            Self::Session(_) => &*EVERY_CALL,
        }
    }

    /// Whether a call is granted by one of the rules. The path is that of the API, without version and query.
    #[must_use]
    pub fn grants(&self, verb: Verb, path: &str) -> bool {
        self.rules().iter().any(|rule| rule.matches(verb, path))
    }
}

/// Whose request it is.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account.
    pub account: AccountId,
    /// What the call is made with.
    pub authority: Authority,
    /// How new what was checked is.
    pub fresh: Freshness,
}

/// Why a request is not granted.
#[derive(Debug, thiserror::Error)]
pub enum AccessRefusal {
    /// No active application has this key.
    #[error("no active application has this key")]
    UnknownApplication,
    /// The timestamp is too far from our time.
    #[error("the request was signed {off_by} seconds away from the server's time")]
    OutOfTime {
        /// Our time, in seconds since 1970.
        server_time: i64,
        /// How far the request is from it, in seconds.
        off_by: i64,
    },
    /// No credential of the application has this consumer key.
    #[error("no credential of this application has this consumer key")]
    UnknownCredential,
    /// There is no such access token.
    #[error("there is no such access token")]
    UnknownToken,
    /// The signature is not that of the request.
    #[error("the signature is not that of the request")]
    BadSignature,
    /// The credential is pending, refused or over.
    #[error("the credential is {}", state.code())]
    NotValid {
        /// Its state.
        state: CredentialState,
    },
    /// The credential may not be used from there.
    #[error("the credential may not be used from {address}")]
    AddressNotAllowed {
        /// Where the request comes from.
        address: String,
    },
    /// No rule of the credential covers the call.
    #[error("no rule of the credential covers {} {path}", verb.name())]
    NotGranted {
        /// The method.
        verb: Verb,
        /// The path.
        path: String,
    },
    /// A secret cannot be opened.
    #[error(transparent)]
    Seal(#[from] BrokenSeal),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A validated credential with the secret that its requests are signed with.
#[derive(Debug)]
struct Known {
    application: Application,
    secret: Zeroizing<String>,
    credential: Arc<Credential>,
    account: AccountId,
    epoch: i64,
    /// The minute of the last use that was noted.
    noted_minute: AtomicI64,
}

/// Credentials in memory, and uses that are still to be recorded.
#[derive(Debug)]
pub(crate) struct Credentials {
    known: Cache<String, Arc<Known>>,
    tokens: Cache<[u8; 32], Arc<KnownToken>>,
    used: Mutex<HashMap<CredentialId, Timestamp>>,
}

impl Default for Credentials {
    fn default() -> Self {
        let (known, tokens) = (Cache::new(10_000), Cache::new(10_000));
        Self { known, tokens, used: Mutex::default() }
    }
}

impl Asked<'_> {
    /// Calls come from one of the blocks, if there are any. Where the address is not known, there may be none.
    fn check_address(&self, blocks: &[IpBlock]) -> Result<(), AccessRefusal> {
        let within = |address| blocks.iter().any(|block| block.contains(address));
        if blocks.is_empty() || self.address.is_some_and(within) {
            return Ok(());
        }
        let address = self.address.map_or_else(|| "there".to_owned(), |ip| ip.to_string());
        Err(AccessRefusal::AddressNotAllowed { address })
    }

    fn check_rules(&self, rules: &[AccessRule]) -> Result<(), AccessRefusal> {
        if rules.iter().any(|rule| rule.matches(self.verb, self.path)) {
            return Ok(());
        }
        Err(AccessRefusal::NotGranted { verb: self.verb, path: self.path.to_owned() })
    }
}

impl Engine {
    /// Finds out whose request it is, and whether it is granted.
    ///
    /// `is_signed_with` tells whether the request is signed with an application secret.
    ///
    /// # Errors
    ///
    /// The first [`AccessRefusal`] in the order of checks.
    pub async fn authenticate(
        &self,
        claim: &Claim<'_>,
        is_signed_with: impl Fn(&str) -> bool + Send,
    ) -> Result<Caller, AccessRefusal> {
        let (known, fresh) = match self.recall(claim).await? {
            Some((known, fresh)) => {
                self.check_time(claim)?;
                if !is_signed_with(&known.secret) {
                    return Err(AccessRefusal::BadSignature);
                }
                (known, fresh)
            }
            None => self.look_up(claim, is_signed_with).await?,
        };
        self.check_grant(claim, &known.credential)?;
        self.note_use(&known);
        let authority = Authority::Credential(Arc::clone(&known.credential));
        Ok(Caller { account: known.account, authority, fresh })
    }

    /// The credential from memory, if what is in memory still stands.
    async fn recall(
        &self,
        claim: &Claim<'_>,
    ) -> Result<Option<(Arc<Known>, Freshness)>, AccessRefusal> {
        let Some(known) = self.credentials.known.get(claim.consumer_key) else { return Ok(None) };
        let same = known.application.key.as_bytes().ct_eq(claim.application_key.as_bytes());
        if !bool::from(same) {
            return Ok(None);
        }
        let fresh = self.freshness(known.account).await?;
        Ok((fresh.credential_epoch == known.epoch).then_some((known, fresh)))
    }

    async fn look_up(
        &self,
        claim: &Claim<'_>,
        is_signed_with: impl Fn(&str) -> bool + Send,
    ) -> Result<(Arc<Known>, Freshness), AccessRefusal> {
        let application = self.store.application_by_key(claim.application_key).await?;
        let application = application
            .filter(|stored| stored.application.status == ApplicationStatus::Active)
            .ok_or(AccessRefusal::UnknownApplication)?;
        self.check_time(claim)?;
        let hash = self.vault.find(Purpose::ConsumerKey, claim.consumer_key);
        let credential = self
            .store
            .credential_by_consumer_key(&hash)
            .await?
            .map(|stored| stored.credential)
            .filter(|credential| credential.application == application.application.id)
            .ok_or(AccessRefusal::UnknownCredential)?;
        let secret = self.vault.open(Purpose::ApplicationSecret, &application.sealed_secret)?;
        if !is_signed_with(&secret) {
            return Err(AccessRefusal::BadSignature);
        }
        let state = credential.state_at(self.wall_at());
        let Some(account) = credential.account.filter(|_| state == CredentialState::Validated)
        else {
            return Err(AccessRefusal::NotValid { state });
        };
        self.remember(application.application, secret, credential, account, claim).await
    }

    /// Keeps a credential and its application in memory under the epoch before which they were read: if either has
    /// changed since, the numbers differ at the next request.
    async fn remember(
        &self,
        application: Application,
        secret: Zeroizing<String>,
        credential: Credential,
        account: AccountId,
        claim: &Claim<'_>,
    ) -> Result<(Arc<Known>, Freshness), AccessRefusal> {
        let fresh = self.freshness(account).await?;
        // Read again, now that the epoch is known: in between they may have been ended.
        let again = self.store.credential(credential.id).await?.map(|stored| stored.credential);
        let credential = again.ok_or(AccessRefusal::UnknownCredential)?;
        let again = self.store.application(application.id).await?.map(|stored| stored.application);
        let application = again
            .filter(|application| application.status == ApplicationStatus::Active)
            .ok_or(AccessRefusal::UnknownApplication)?;
        let epoch = fresh.credential_epoch;
        let noted_minute = AtomicI64::new(0);
        let credential = Arc::new(credential);
        let known = Known { application, secret, credential, account, epoch, noted_minute };
        let known = Arc::new(known);
        self.credentials.known.insert(claim.consumer_key.to_owned(), Arc::clone(&known));
        Ok((known, fresh))
    }

    fn check_time(&self, claim: &Claim<'_>) -> Result<(), AccessRefusal> {
        let server_time = self.wall_at().as_second();
        let off_by = claim.timestamp.abs_diff(server_time);
        if off_by <= self.timestamp_window.as_secs().unsigned_abs() {
            return Ok(());
        }
        let off_by = i64::try_from(off_by).unwrap_or(i64::MAX);
        Err(AccessRefusal::OutOfTime { server_time, off_by })
    }

    fn check_grant(&self, claim: &Claim<'_>, credential: &Credential) -> Result<(), AccessRefusal> {
        let state = credential.state_at(self.wall_at());
        if state != CredentialState::Validated {
            return Err(AccessRefusal::NotValid { state });
        }
        let Claim { verb, path, address, .. } = *claim;
        let asked = Asked { verb, path, address };
        asked.check_address(&credential.allowed_ips)?;
        asked.check_rules(&credential.rules)
    }

    /// Notes that a credential was used, to the minute; a write for every request would be too dear.
    fn note_use(&self, known: &Known) {
        let now = self.wall_at();
        let minute = now.as_second().div_euclid(60);
        if known.noted_minute.swap(minute, Ordering::Relaxed) != minute {
            let mut used = self.credentials.used.lock().unwrap_or_else(PoisonError::into_inner);
            used.insert(known.credential.id, now);
        }
    }

    /// Records the uses that were noted. What is lost in a crash is a minute of them.
    pub async fn flush_last_used(&self) {
        let used = {
            let mut used = self.credentials.used.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *used)
        };
        if used.is_empty() {
            return;
        }
        let mut set = WriteSet::without_account();
        for (credential, at) in used {
            set.set_last_used(credential, at);
        }
        if let Err(error) = self.store.commit(set).await {
            tracing::warn!(%error, "the last uses of credentials were not recorded");
        }
    }

    /// Until when a credential validated now for a while is good.
    #[must_use]
    pub fn credential_end(&self, validity: Option<SignedDuration>) -> Option<Timestamp> {
        validity.and_then(|validity| self.wall_at().checked_add(validity).ok())
    }
}
