//! The key by which a server knows a call again.
//!
//! A key belongs to one thing that is to be done, for ever: whoever does another thing makes another key. The client
//! never invents one, because a key that is not kept by the caller protects nothing.

use std::fmt;
use std::str::FromStr;

/// The value of an `Idempotency-Key` header: 1 to 255 visible ASCII characters.
///
/// ```
/// use perennial_client::IdempotencyKey;
///
/// assert!("plan-2026-11/12345".parse::<IdempotencyKey>().is_ok());
/// assert!("two words".parse::<IdempotencyKey>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

/// The longest key, in bytes.
const LENGTH_MAX: usize = 255;

impl IdempotencyKey {
    /// The name of the header, in lower case.
    pub const HEADER: &'static str = "idempotency-key";

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an idempotency key has 1 to 255 characters: letters, digits and signs of ASCII, without spaces"
)]
pub struct InvalidKey;

impl FromStr for IdempotencyKey {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let fits =
            (1..=LENGTH_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidKey) }
    }
}
