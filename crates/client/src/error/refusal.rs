//! The server's no: what it says, and what to do about it.
//!
//! The message is the server's, word for word, except for control characters. What to do is ours.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use perennial_api::error::{Error as Body, code, message};

use super::{CallName, Doubt, QueryId};

/// An answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The call.
    pub call: CallName,
    /// The HTTP status, 400 or more.
    pub status: u16,
    /// The body. If the answer was not from the API, its message says so and begins with the answer's text.
    pub body: Body,
    /// By which the seller's support finds the call.
    pub query_id: Option<String>,
    /// How long the server asks to wait before the next call.
    pub retry_after: Option<Duration>,
}

impl Refusal {
    /// A server that fails may have done something before.
    pub(super) fn is_doubtful(&self) -> bool {
        self.status >= 500 && self.call.changes_something()
    }

    /// No rule of the credential covers the call. Newer gateways say so without a code.
    pub(super) fn lacks_rule(&self) -> bool {
        match self.body.error_code.as_deref() {
            Some(code) => code == code::NOT_GRANTED_CALL,
            None => self.status == 403 && self.body.message == message::NOT_GRANTED_CALL,
        }
    }

    /// An access policy of OVHcloud does not allow the call; the details name the right that is missing.
    pub(super) fn lacks_policy(&self) -> bool {
        let mut details = self.body.details.keys();
        self.status == 403 && details.any(|name| name.starts_with("unauthorizedActionsBy"))
    }

    /// What to do, where the server's message does not say it.
    pub fn advice(&self) -> Option<Cow<'static, str>> {
        let CallName { method, path, .. } = &self.call;
        let advice = match (self.body.error_code.as_deref(), self.status) {
            (Some(code::INVALID_KEY), _) => {
                "check application_key, and that it was made for this endpoint"
            }
            (Some(code::INVALID_SIGNATURE), _) => {
                "check that application_secret and consumer_key belong to application_key"
            }
            (Some(code::QUERY_TIME_OUT), _) => {
                "the clocks of this computer and of the server run apart: set the wrong one"
            }
            (Some(code::NOT_CREDENTIAL), _) => {
                "check consumer_key, or ask for a new one with POST /auth/credential"
            }
            (Some(code::INVALID_CREDENTIAL), _) => {
                "consumer_key waits for validation, was refused or has expired: open its validation page, or ask for a \
                 new one with POST /auth/credential"
            }
            _ if self.lacks_rule() => {
                return Some(
                    format!("ask for a consumer key with a rule for {method} {path}").into(),
                );
            }
            (_, 429) => match self.retry_after {
                Some(wait) => return Some(format!("call again after {} s", wait.as_secs()).into()),
                None => "call again later, and more slowly",
            },
            _ => return None,
        };
        Some(advice.into())
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.status < 500 { "was refused" } else { "failed at the server" };
        write!(f, "{} {verdict} (HTTP {}", self.call, self.status)?;
        if let Some(code) = self.body.error_code.as_ref().or(self.body.class.as_ref()) {
            write!(f, ", {}", Printable(code))?;
        }
        write!(f, "): {}", Printable(&self.body.message))?;
        for (name, value) in &self.body.details {
            write!(f, "; {}: {}", Printable(name), Printable(value))?;
        }
        if let Some(advice) = self.advice() {
            write!(f, "; {advice}")?;
        }
        if self.is_doubtful() {
            write!(f, "{}", Doubt(&self.call))?;
        }
        write!(f, "{}", QueryId(&self.query_id))
    }
}

/// A text of the server that can be printed on a terminal: one line, without control sequences.
struct Printable<'a>(&'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printable = self.0.chars().map(|c| if c.is_control() { ' ' } else { c });
        printable.try_for_each(|c| fmt::Write::write_char(f, c))
    }
}
