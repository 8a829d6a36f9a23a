//! A call of the API that may have changed something, as its account can look it up.
//!
//! What was called is kept, and not what came of it: that is told by the journal. Nor is anything of the body, the query or
//! the headers.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::credential::Verb;
use crate::id::{AccountId, ApiCallId};
use crate::limits::CALL_PATH_BYTES_MAX;

/// A call that was made for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiCall {
    /// Its id. Ids rise with time.
    pub id: ApiCallId,
    /// The account.
    pub account: AccountId,
    /// When it came in.
    pub at: Timestamp,
    /// What was called.
    pub target: CallTarget,
    /// Where it came from, if that is known.
    pub address: Option<IpAddr>,
}

/// What is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallTarget {
    /// The method.
    pub verb: Verb,
    /// The path, without version and query.
    pub path: CallPath,
    /// The path as the API's description has it, with its variables.
    pub route: String,
    /// Whether it is about services of the account.
    pub about_services: bool,
}

/// A path of the API, cut to a bounded length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallPath(String);

impl CallPath {
    /// As much of a path as is kept.
    #[must_use]
    pub fn cut(path: &str) -> Self {
        let end = (0..=CALL_PATH_BYTES_MAX).rev().find(|end| path.is_char_boundary(*end));
        Self(end.and_then(|end| path.get(..end)).unwrap_or(path).to_owned())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_cut_where_a_character_ends() {
        assert_eq!(CallPath::cut("/me/order/7").as_str(), "/me/order/7");
        assert_eq!(CallPath::cut("").as_str(), "");
        let long = format!("x{}", "é".repeat(CALL_PATH_BYTES_MAX));
        let cut = CallPath::cut(&long);
        assert!(long.starts_with(cut.as_str()));
        assert_eq!(cut.as_str().len(), CALL_PATH_BYTES_MAX - (CALL_PATH_BYTES_MAX + 1) % 2);
        assert_eq!(
            CallPath::cut(&"x".repeat(CALL_PATH_BYTES_MAX)).as_str().len(),
            CALL_PATH_BYTES_MAX
        );
    }
}
