//! Access rules: a method and a path with `*` for any run of characters.
//!
//! `*` matches slashes too, as in OVHcloud's API: `/me*` covers `/me` and everything below, `/me/*` only what is
//! below, `/vps/*/serviceInfos` that of every VPS. Without `*` a rule covers exactly its path. White space
//! around a rule is trimmed, because rules with a trailing space that never matched have cost people hours.

use crate::limits::TEXT_BYTES_MAX;

/// The methods of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Reads.
    Get,
    /// Makes or does.
    Post,
    /// Changes.
    Put,
    /// Takes away.
    Delete,
}

impl Verb {
    /// All methods.
    pub const ALL: [Self; 4] = [Self::Get, Self::Post, Self::Put, Self::Delete];

    /// The method's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    /// The method with a name, in upper case as HTTP has it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.name() == name)
    }
}

/// Why a rule is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The method is none of the API's.
    #[error("`{method}` is not a method of the API; use GET, POST, PUT or DELETE")]
    Method {
        /// The method that was given.
        method: String,
    },
    /// The path is none.
    #[error(
        "`{path}` is not a path of the API; paths start with / or *, without spaces, up to {TEXT_BYTES_MAX} characters"
    )]
    Path {
        /// The path that was given.
        path: String,
    },
}

/// One thing that a credential may call.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessRule {
    verb: Verb,
    pattern: String,
}

impl AccessRule {
    /// The rules that cover every call.
    #[must_use]
    pub fn every_call() -> [Self; 4] {
        Verb::ALL.map(|verb| Self { verb, pattern: "*".to_owned() })
    }

    /// Reads a rule.
    ///
    /// # Errors
    ///
    /// [`RuleError`] for a method or path that could never match.
    pub fn parse(method: &str, path: &str) -> Result<Self, RuleError> {
        let verb = Verb::from_name(method.trim())
            .ok_or_else(|| RuleError::Method { method: method.to_owned() })?;
        let pattern = path.trim();
        let starts = pattern.starts_with(['/', '*']);
        let printable = pattern.bytes().all(|b| b.is_ascii_graphic());
        if starts && printable && pattern.len() <= TEXT_BYTES_MAX {
            Ok(Self { verb, pattern: pattern.to_owned() })
        } else {
            Err(RuleError::Path { path: path.to_owned() })
        }
    }

    /// The method.
    #[must_use]
    pub const fn verb(&self) -> Verb {
        self.verb
    }

    /// The path, with its wildcards.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether the rule covers a call.
    #[must_use]
    pub fn matches(&self, verb: Verb, path: &str) -> bool {
        self.verb == verb && matches_pattern(&self.pattern, path)
    }
}

/// The first and last pieces between wildcards are anchored; each one between them is taken where it is first
/// found, which leaves the most room for the rest.
fn matches_pattern(pattern: &str, path: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == path };
    let Some(mut left) = path.strip_prefix(first) else { return false };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in middle.split('*') {
        match left.split_once(piece) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(last)
}
