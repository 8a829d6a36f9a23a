//! Mails: the notices of the domain, in words.

mod data;

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

/// Puts a notice into words.
///
/// # Errors
///
/// [`ComposeError`] when that fails.
pub fn compose(notice: &Notice, _: &Reader<'_>, _: &Letterhead<'_>) -> Result<Mail, ComposeError> {
    let subject = notice.kind.code().to_owned();
    Ok(Mail { text: encode(notice), html: String::new(), subject })
}
