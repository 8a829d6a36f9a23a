//! Mails: the notices of the domain, in words.
//!
//! The sentences of each language are in `locales/`, what is around them in `templates/`, and both are built in. A mail
//! is short and says what happens to which services, what it costs, and by when to do what. It is not sent here.

mod clean;
mod data;
mod format;
mod language;
mod page;
mod render;
mod wrap;

#[cfg(test)]
mod tests;

pub use data::{Unreadable, decode, encode};

use perennial_core::automatic::Notice;

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
}

/// How customers know the seller.
#[derive(Debug, Clone, Copy)]
pub struct Letterhead<'a> {
    /// Its name.
    pub provider: &'a str,
    /// Where customers manage their services.
    pub url: Option<&'a str>,
}

/// Who reads a mail.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The account.
    pub nichandle: &'a str,
    /// First name.
    pub first_name: Option<&'a str>,
    /// Family name.
    pub last_name: Option<&'a str>,
    /// Company.
    pub organisation: Option<&'a str>,
    /// Language, such as `fi_FI`.
    pub language: &'a str,
}

/// A notice cannot be put into words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a notice cannot be put into words: {0}")]
pub struct ComposeError(String);

/// Puts a notice into words, in the language of its reader.
///
/// # Errors
///
/// [`ComposeError`] when it is about no service, or a text that is built in has a fault.
pub fn compose(
    notice: &Notice,
    reader: &Reader<'_>,
    letterhead: &Letterhead<'_>,
) -> Result<Mail, ComposeError> {
    render::render(page::Page::of(notice, reader, letterhead)?)
}
