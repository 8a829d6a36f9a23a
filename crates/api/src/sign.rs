//! The three-key request signature, for those who make it and for those who check it.
//!
//! An application has a key and a secret, a customer gives it a consumer key, and each request carries
//!
//! ```text
//! "$1$" + hex(sha1(secret + "+" + consumer key + "+" + METHOD + "+" + URL + "+" + body + "+" + timestamp))
//! ```
//!
//! The hash is SHA-1 because the published API says so. The URL is the one that the client believes in, which a server
//! has to guess: see [`CandidateUrls`]. Whether the timestamp is recent, the keys exist and the rights suffice is not
//! decided here.
//!
//! ```
//! use perennial_api::sign::Request;
//!
//! let request = Request {
//!     application_secret: "9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk",
//!     consumer_key: "5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY",
//!     method: "GET",
//!     body: b"",
//!     timestamp: 1457018875,
//! };
//! let signature = request.sign("https://eu.api.ovh.com/1.0/auth");
//! assert_eq!(signature.to_string(), "$1$e9556054b6309771395efa467c22e627407461ad");
//! ```

mod candidates;
mod public_url;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;

pub use self::candidates::{Arrival, CandidateUrls, Url};
pub use self::public_url::{InvalidPublicUrl, PublicUrl, Scheme};

/// The request headers of authentication. In lower case, as most libraries want constants to be; SDKs spell them in
/// several ways and their case has no meaning.
pub mod header {
    /// The application key.
    pub const APPLICATION: &str = "x-ovh-application";
    /// The consumer key.
    pub const CONSUMER: &str = "x-ovh-consumer";
    /// Seconds since 1970, the number that was signed.
    pub const TIMESTAMP: &str = "x-ovh-timestamp";
    /// The signature.
    pub const SIGNATURE: &str = "x-ovh-signature";
}

/// Everything that is signed except the URL. The fields have names because most of them are text.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The secret of the application, which is never sent.
    pub application_secret: &'a str,
    /// The consumer key.
    pub consumer_key: &'a str,
    /// The method in upper case.
    pub method: &'a str,
    /// The exact bytes of the body; empty when there is none.
    pub body: &'a [u8],
    /// Seconds since 1970.
    pub timestamp: i64,
}

impl Request<'_> {
    /// The signature of this request to `url`, in full: scheme, host, port if the URL has one, path and query.
    pub fn sign(&self, url: &str) -> Signature {
        self.finish(self.start(), [url])
    }

    /// Whether `claimed` is the signature of this request to one of `urls`.
    ///
    /// Takes a hash per candidate until one fits, and the same time for every wrong signature.
    pub fn verify(&self, claimed: Signature, urls: &CandidateUrls<'_>) -> bool {
        let start = self.start();
        urls.find(|url| self.finish(start.clone(), url.parts()) == claimed).is_some()
    }

    /// Hashes what stands before the URL.
    fn start(&self) -> Sha1 {
        let mut hash = Sha1::new();
        for part in [self.application_secret, self.consumer_key, self.method] {
            hash.update(part);
            hash.update("+");
        }
        hash
    }

    /// Hashes the URL, given in parts so that candidates need not be put together, and what stands after it.
    fn finish<const N: usize>(&self, mut hash: Sha1, url: [&str; N]) -> Signature {
        for part in url {
            hash.update(part);
        }
        hash.update("+");
        hash.update(self.body);
        hash.update("+");
        hash.update(self.timestamp.to_string());
        Signature(hash.finalize().into())
    }
}

impl fmt::Debug for Request<'_> {
    /// Shows neither keys nor body: a log must not hold them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// A signature: `$1$` and 40 hexadecimal digits. Two are compared in constant time.
#[derive(Clone, Copy)]
pub struct Signature([u8; 20]);

impl PartialEq for Signature {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Signature {}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$1$")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

/// The text is not a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a signature is `$1$` followed by 40 hexadecimal digits")]
pub struct InvalidSignature;

impl FromStr for Signature {
    type Err = InvalidSignature;

    fn from_str(text: &str) -> Result<Self, InvalidSignature> {
        let digits = text.strip_prefix("$1$").ok_or(InvalidSignature)?.as_bytes();
        let (pairs, rest) = digits.as_chunks::<2>();
        let pairs: &[[u8; 2]; 20] = pairs.try_into().map_err(|_| InvalidSignature)?;
        if !rest.is_empty() {
            return Err(InvalidSignature);
        }
        let mut bytes = [0; 20];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = hex_value(*high)? << 4 | hex_value(*low)?;
        }
        Ok(Self(bytes))
    }
}

/// The value of one hexadecimal digit of either case.
fn hex_value(digit: u8) -> Result<u8, InvalidSignature> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        b'A'..=b'F' => Ok(digit - b'A' + 10),
        _ => Err(InvalidSignature),
    }
}
