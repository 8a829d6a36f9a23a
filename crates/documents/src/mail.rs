//! Mails: the notices of the domain, in words.
//!
//! A mail says the same twice, as plain text and as HTML. Who it goes to, and how, is not known here.

mod content;
mod data;
mod layout;

use perennial_core::automatic::Notice;

pub use data::{Unreadable, decode, encode};

use content::Content;
pub(crate) use layout::try_out;

use crate::words::WordsError;

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What it is about: one line.
    pub subject: String,
    /// All of it as plain text, for a terminal as well.
    pub text: String,
    /// All of it as an HTML page that needs nothing from outside.
    pub html: String,
}

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letterhead<'a> {
    /// The seller's name, as customers know it.
    pub provider: &'a str,
    /// Where customers manage their services, if they can do so anywhere. It becomes a link if it begins with
    /// `https://` or `http://`.
    pub url: Option<&'a str>,
    /// More of the seller, if it is known: how to reach them, and their colour.
    pub seller: Option<&'a crate::paper::Seller>,
}

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader<'a> {
    /// The name of the account.
    pub nichandle: &'a str,
    /// First name.
    pub first_name: Option<&'a str>,
    /// Family name.
    pub last_name: Option<&'a str>,
    /// Company or association.
    pub organisation: Option<&'a str>,
    /// The language, such as `fi_FI`. It is English where we do not have the language.
    pub language: &'a str,
}

/// Why a notice was not put into words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// It is about nothing.
    #[error("the notice names no services, so there is nothing to say")]
    NoServices,
    /// Its reader is to confirm something, and there is nothing to do it with.
    #[error("the notice asks for a confirmation, and its token is missing")]
    NoToken,
    /// The words of a language are not as they must be.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The layout does not fit what is to be laid out.
    #[error("the mail cannot be laid out: {0}")]
    Layout(String),
}

/// Puts a notice into words. `token` is the secret with which its reader confirms what it asks for, if it does.
///
/// # Errors
///
/// [`ComposeError`] for a notice without services, or without the token that it wants. The other errors are faults of the words or layouts that are built
/// in, which tests would have found.
pub fn compose(
    notice: &Notice,
    reader: &Reader<'_>,
    head: &Letterhead<'_>,
    token: Option<&str>,
) -> Result<Mail, ComposeError> {
    let content = Content::of(notice, reader, head, token)?;
    let (text, html) = layout::lay_out(&content)?;
    Ok(Mail { subject: content.subject, text, html })
}

#[cfg(test)]
mod tests;
