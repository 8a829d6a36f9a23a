//! Sending mail: what a mailer is. The world behind it may be slow, or not there.
//!
//! When a letter is sent, and how often, is not decided here but by the reconciler of notices.

pub mod smtp;

use std::fmt::Debug;

use futures_util::future::BoxFuture;
use perennial_core::NoticeId;
use perennial_core::text::Name;
use perennial_documents::mail::Mail;

/// A mail to a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The address.
    pub to: Name,
    /// The notice that it is: the same letter always has the same id.
    pub id: NoticeId,
    /// What it says.
    pub mail: Mail,
}

/// Why a letter was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Nobody takes letters at present: others need not be tried.
    #[error("{0}; nothing is sent for now")]
    Unreachable(String),
    /// It may work later.
    #[error("{0}; it is tried again")]
    ForNow(String),
    /// It never will: the address is wrong, say.
    #[error("{0}")]
    ForGood(String),
}

impl SendError {
    /// Whether another try makes no sense.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::ForGood(_))
    }
}

/// Sends mail. It is done when the answer says so.
pub trait Mailer: Debug + Send + Sync {
    /// Hands a letter over to whoever delivers it.
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), SendError>>;
}
