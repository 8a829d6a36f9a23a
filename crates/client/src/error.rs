//! What can go wrong with a call, told apart by what to do about it.
//!
//! Texts name the call, say what to do, and never hold a key. They do not repeat their causes: whoever prints an error
//! prints the chain of its sources.

mod refusal;
#[cfg(test)]
mod tests;

use std::fmt;
use std::time::Duration;

use perennial_api::catalogue::Method;
use perennial_api::error::code;

pub use self::refusal::Refusal;
use crate::call::{Call, CallName, InvalidCall};

/// The error of a library underneath, for people.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A call did not succeed, or it is not known whether it did: see [`is_doubtful`](Self::is_doubtful).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The call cannot be made as it is. Nothing was sent.
    #[error("{call} cannot be sent: {fault}")]
    Invalid {
        /// The call.
        call: CallName,
        /// What is wrong with it.
        fault: InvalidCall,
    },

    /// The call needs a key that the client was not given. Nothing was sent.
    #[error("{call} needs a key that is not configured: {key}")]
    Unconfigured {
        /// The call.
        call: CallName,
        /// Which key, and where it comes from.
        key: MissingKey,
    },

    /// There is no connection to the server. Nothing was sent.
    #[error("{call} was not sent: cannot connect to {server}; check the address and the network")]
    Connect {
        /// The call.
        call: CallName,
        /// Scheme, host and port.
        server: String,
        /// Why.
        source: Cause,
    },

    /// The server does not show a certificate that can be trusted, or speaks no TLS. Nothing was sent.
    #[error(
        "{call} was not sent: {server} cannot be trusted; if its certificate comes from an authority of your own, \
         configure ca_file"
    )]
    Tls {
        /// The call.
        call: CallName,
        /// Scheme, host and port.
        server: String,
        /// Why.
        source: Cause,
    },

    /// The server's time is not known, without which nothing can be signed. The call was not sent.
    #[error(
        "{call} was not sent: the time of the server, which its signature needs, cannot be read"
    )]
    Time {
        /// The call.
        call: CallName,
        /// What went wrong with asking for it.
        source: Box<Error>,
    },

    /// There is no access token, which the call has to carry. The call was not sent.
    #[error("{call} was not sent: no access token was given out for the OAuth2 client")]
    Token {
        /// The call.
        call: CallName,
        /// What went wrong with asking for one.
        source: Box<Error>,
    },

    /// The call was sent, and no complete answer came in time.
    #[error("{call} was not answered within {limit:?}{}", Doubt(call))]
    TimedOut {
        /// The call.
        call: CallName,
        /// How long the client waited.
        limit: Duration,
    },

    /// The call was sent, and the connection ended before a complete answer came.
    #[error("{call} was not answered: the connection was lost{}", Doubt(call))]
    Lost {
        /// The call.
        call: CallName,
        /// Why.
        source: Cause,
    },

    /// The server says that the call belongs elsewhere.
    #[error(
        "{call} was redirected (HTTP {status}) to {}, which is not followed because the signature would not fit; \
         configure the address that answers as endpoint", location.as_deref().unwrap_or("nowhere")
    )]
    Redirected {
        /// The call.
        call: CallName,
        /// The HTTP status.
        status: u16,
        /// Where to, if the server says so.
        location: Option<String>,
    },

    /// The server answered that it did not do it.
    #[error(transparent)]
    Refused(Box<Refusal>),

    /// The answer is longer than the client was told to read.
    #[error("the answer to {call} is longer than {bytes_max} bytes{}", Doubt(call))]
    TooLong {
        /// The call.
        call: CallName,
        /// The limit.
        bytes_max: usize,
    },

    /// The call succeeded, but its answer is not what it should be.
    #[error("{call} succeeded, but its answer cannot be read{}{}", Done(call), QueryId(query_id))]
    Undecodable {
        /// The call.
        call: CallName,
        /// By which the seller's support finds the call.
        query_id: Option<String>,
        /// What is wrong with the answer.
        source: serde_json::Error,
    },
}

/// A key without which a call cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MissingKey {
    /// The application key.
    #[error(
        "set OVH_APPLICATION_KEY, or application_key in ovh.conf (createApp on the seller's site makes one)"
    )]
    Application,
    /// The application secret.
    #[error(
        "set OVH_APPLICATION_SECRET, or application_secret in ovh.conf (it was shown with the application key)"
    )]
    Secret,
    /// The consumer key.
    #[error(
        "set OVH_CONSUMER_KEY, or consumer_key in ovh.conf (ask for one with POST /auth/credential)"
    )]
    Consumer,
}

impl Error {
    pub(crate) fn invalid(call: &Call, fault: InvalidCall) -> Self {
        Self::Invalid { call: call.name.clone(), fault }
    }

    /// Whether the call may have been carried out although it has no good answer: it was sent and not answered, the
    /// answer cannot be read, or the server failed over it. Whoever repeats such a call without looking first may pay
    /// twice. Never true of a GET or a dry run, which change nothing.
    pub fn is_doubtful(&self) -> bool {
        match self {
            Self::TimedOut { call, .. }
            | Self::Lost { call, .. }
            | Self::TooLong { call, .. }
            | Self::Undecodable { call, .. } => call.changes_something(),
            Self::Refused(refusal) => refusal.is_doubtful(),
            _ => false,
        }
    }

    /// The server's answer, if it answered that it did not do it.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The HTTP status of a refusal.
    pub fn status(&self) -> Option<u16> {
        self.refusal().map(|refusal| refusal.status)
    }

    /// The published code of a refusal, one of [`code`].
    pub fn error_code(&self) -> Option<&str> {
        self.refusal()?.body.error_code.as_deref()
    }

    /// The id by which the seller's support finds the call.
    pub fn query_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.query_id.as_deref(),
            Self::Undecodable { query_id, .. } => query_id.as_deref(),
            _ => None,
        }
    }

    /// There is no such object, or no such call.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// The credential is good, but neither its rules nor an access policy give the right to this call.
    pub fn is_not_granted(&self) -> bool {
        self.refusal().is_some_and(|refusal| refusal.lacks_rule() || refusal.lacks_policy())
    }

    /// The application key or the consumer key is not one that may call: unknown, not yet validated, refused or expired.
    /// Another one is needed, or validating this one.
    pub fn is_credential_invalid(&self) -> bool {
        matches!(
            self.error_code(),
            Some(code::INVALID_KEY | code::NOT_CREDENTIAL | code::INVALID_CREDENTIAL)
        )
    }

    /// The state of things does not allow this now.
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(409)
    }

    /// The service has expired.
    pub fn is_expired(&self) -> bool {
        self.status() == Some(460)
    }

    /// Too many calls in a short time.
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(429)
    }
}

impl CallName {
    pub(crate) fn changes_something(&self) -> bool {
        self.method != Method::Get && !self.is_dry_run
    }
}

/// What to say after a call that was sent and has no answer.
struct Doubt<'a>(&'a CallName);

impl fmt::Display for Doubt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.changes_something() {
            f.write_str("; it may have been carried out all the same: look before you repeat it")?;
        }
        Ok(())
    }
}

/// What to say after a call that was carried out.
struct Done<'a>(&'a CallName);

impl fmt::Display for Done<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.changes_something() {
            f.write_str("; do not repeat it, look at what it did")?;
        }
        Ok(())
    }
}

/// The id of the call, where there is one.
struct QueryId<'a>(&'a Option<String>);

impl fmt::Display for QueryId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(id) => write!(f, " (query id {id})"),
            None => Ok(()),
        }
    }
}
