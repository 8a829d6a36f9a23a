//! Applications and credentials: who may call, for which account, and what.
//!
//! An application asks for a credential with a list of access rules; the credential is pending until the holder
//! of an account validates or refuses it, and is then good until it expires or is ended:
//!
//! ```text
//! pending -> validated -> expired
//! pending -> refused
//! pending -> expired
//! ```
//!
//! Secrets are not here: a credential does not know its consumer key.

mod ip;
mod rule;

pub use ip::{IpBlock, ParseIpBlockError};
pub use rule::{AccessRule, RuleError, Verb};

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use crate::id::{AccountId, ApplicationId, CredentialId};
use crate::limits::{ACCESS_RULES_MAX, IP_BLOCKS_MAX};
use crate::step::Step;
use crate::text::Name;

/// How long a credential can wait for its validation.
pub const PENDING_VALIDITY: SignedDuration = SignedDuration::from_hours(24);

/// A program that may ask for credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// The account that made it.
    pub account: AccountId,
    /// Its public key, as in `X-Ovh-Application`.
    pub key: String,
    /// What it is called.
    pub name: Name,
    /// What it does.
    pub description: Option<Name>,
    /// Whether it may call.
    pub status: ApplicationStatus,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Whether an application may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApplicationStatus {
    /// It may.
    Active,
    /// It was taken away.
    Inactive,
}

impl ApplicationStatus {
    /// The API's name of the status.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }

    /// The status with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Active, Self::Inactive].into_iter().find(|status| status.code() == code)
    }
}

/// A credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// The application that asked for it.
    pub application: ApplicationId,
    /// The account it is for, once validated.
    pub account: Option<AccountId>,
    /// How far it has come, as it was stored; see [`Credential::state_at`].
    pub state: CredentialState,
    /// What it may call.
    pub rules: Vec<AccessRule>,
    /// From where; from anywhere when there are none.
    pub allowed_ips: Vec<IpBlock>,
    /// Where the browser goes after the validation.
    pub redirection: Option<Name>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Until when it is good, if not for ever. Before the validation: until when it can be validated.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// How far a credential has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialState {
    /// Its account's holder has not decided.
    Pending,
    /// It is good.
    Validated,
    /// The holder refused.
    Refused,
    /// It is over.
    Expired,
}

impl CredentialState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Validated, Self::Refused, Self::Expired];

    /// The API's name of the state.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pendingValidation",
            Self::Validated => "validated",
            Self::Refused => "refused",
            Self::Expired => "expired",
        }
    }

    /// The state with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why a credential cannot be asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefusal {
    /// A credential without rules could call nothing.
    #[error("no access rule is given; name at least one method and path")]
    NoRules,
    /// There are too many rules.
    #[error(
        "{count} access rules are given; at most {ACCESS_RULES_MAX} are allowed, and `*` matches any path"
    )]
    TooManyRules {
        /// How many.
        count: usize,
    },
    /// There are too many address blocks.
    #[error("{count} address blocks are given; at most {IP_BLOCKS_MAX} are allowed")]
    TooManyBlocks {
        /// How many.
        count: usize,
    },
}

/// Why a credential cannot be validated or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("credential {credential} is {}, only a pending one can be validated or refused", state.code())]
pub struct NotPending {
    /// The credential.
    pub credential: CredentialId,
    /// Its state.
    pub state: CredentialState,
}

impl Credential {
    /// A credential as an application asks for it.
    ///
    /// # Errors
    ///
    /// [`RequestRefusal`] without rules, and with too many of anything.
    pub fn requested(
        id: CredentialId,
        application: ApplicationId,
        rules: Vec<AccessRule>,
        allowed_ips: Vec<IpBlock>,
        redirection: Option<Name>,
        at: Timestamp,
    ) -> Result<Self, RequestRefusal> {
        match (rules.len(), allowed_ips.len()) {
            (0, _) => return Err(RequestRefusal::NoRules),
            (count, _) if count > ACCESS_RULES_MAX => {
                return Err(RequestRefusal::TooManyRules { count });
            }
            (_, count) if count > IP_BLOCKS_MAX => {
                return Err(RequestRefusal::TooManyBlocks { count });
            }
            _ => {}
        }
        Ok(Self {
            id,
            application,
            account: None,
            state: CredentialState::Pending,
            rules,
            allowed_ips,
            redirection,
            created_at: at,
            expires_at: at.checked_add(PENDING_VALIDITY).ok(),
            last_used_at: None,
        })
    }

    /// The state at an instant: time alone ends a credential.
    #[must_use]
    pub fn state_at(&self, at: Timestamp) -> CredentialState {
        let over = self.expires_at.is_some_and(|end| end <= at);
        match self.state {
            CredentialState::Pending | CredentialState::Validated if over => {
                CredentialState::Expired
            }
            state => state,
        }
    }

    /// The credential, good for an account until an instant, or for ever.
    ///
    /// # Errors
    ///
    /// [`NotPending`] unless it is pending.
    pub fn validated(
        mut self,
        account: AccountId,
        expires_at: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<Self, NotPending> {
        self.check_pending(at)?;
        self.state = CredentialState::Validated;
        self.account = Some(account);
        self.expires_at = expires_at;
        Ok(self)
    }

    /// The credential, refused.
    ///
    /// # Errors
    ///
    /// [`NotPending`] unless it is pending.
    pub fn refused(mut self, at: Timestamp) -> Result<Self, NotPending> {
        self.check_pending(at)?;
        self.state = CredentialState::Refused;
        Ok(self)
    }

    /// The credential, ended.
    #[must_use]
    pub fn ended(mut self) -> Step<Self> {
        if matches!(self.state, CredentialState::Expired | CredentialState::Refused) {
            return Step::Unchanged;
        }
        self.state = CredentialState::Expired;
        Step::Changed(self)
    }

    /// The credential, good from these blocks of addresses alone, or from anywhere when there are none.
    ///
    /// # Errors
    ///
    /// [`RequestRefusal::TooManyBlocks`].
    pub fn allowed_from(mut self, blocks: Vec<IpBlock>) -> Result<Step<Self>, RequestRefusal> {
        if blocks.len() > IP_BLOCKS_MAX {
            return Err(RequestRefusal::TooManyBlocks { count: blocks.len() });
        }
        if self.allowed_ips == blocks {
            return Ok(Step::Unchanged);
        }
        self.allowed_ips = blocks;
        Ok(Step::Changed(self))
    }

    /// Whether calls from an address are allowed.
    #[must_use]
    pub fn allows_address(&self, address: IpAddr) -> bool {
        self.allowed_ips.is_empty() || self.allowed_ips.iter().any(|block| block.contains(address))
    }

    /// Whether a call is granted by one of the rules. The path is that of the API, without version and query.
    #[must_use]
    pub fn grants(&self, verb: Verb, path: &str) -> bool {
        self.rules.iter().any(|rule| rule.matches(verb, path))
    }

    fn check_pending(&self, at: Timestamp) -> Result<(), NotPending> {
        match self.state_at(at) {
            CredentialState::Pending => Ok(()),
            state => Err(NotPending { credential: self.id, state }),
        }
    }
}

#[cfg(test)]
mod tests;
