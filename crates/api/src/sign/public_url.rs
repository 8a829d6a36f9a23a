//! The addresses of a server: schemes, hosts with their ports, and what its operator calls it in public.

use std::fmt;
use std::str::FromStr;

/// The scheme of a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Plain text.
    Http,
    /// TLS.
    Https,
}

impl Scheme {
    /// `http` or `https`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    pub(super) const fn default_port(self) -> &'static str {
        match self {
            Self::Http => "80",
            Self::Https => "443",
        }
    }

    pub(super) const fn other(self) -> Self {
        match self {
            Self::Http => Self::Https,
            Self::Https => Self::Http,
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Http, Self::Https].into_iter().find(|s| text.eq_ignore_ascii_case(s.as_str()))
    }
}

/// A public address of the server, as its operator states it: scheme, host, port if it is not the default one, and the
/// path under which a proxy publishes the server. The base path of the API is not part of it.
///
/// ```
/// use perennial_api::sign::PublicUrl;
///
/// assert!("https://renew.example.com".parse::<PublicUrl>().is_ok());
/// assert!("https://example.com:8443/renew/".parse::<PublicUrl>().is_ok());
/// assert!("renew.example.com".parse::<PublicUrl>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    pub(super) scheme: Scheme,
    pub(super) authority: String,
    pub(super) prefix: String,
}

/// The text is not an address that the server can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a public URL; write it like https://renew.example.com, without query")]
pub struct InvalidPublicUrl(String);

impl PublicUrl {
    /// The host, without port; an IPv6 address without its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        let (host, _) = split_port(&self.authority);
        host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
    }
}

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, InvalidPublicUrl> {
        let invalid = || InvalidPublicUrl(text.to_owned());
        let (scheme, rest) = text.split_once("://").ok_or_else(invalid)?;
        let scheme = Scheme::parse(scheme).ok_or_else(invalid)?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let strange = |c: char| c.is_whitespace() || c.is_control() || "?#@".contains(c);
        if authority.is_empty() || text.contains(strange) {
            return Err(invalid());
        }
        let path = path.trim_end_matches('/');
        let prefix = if path.is_empty() { String::new() } else { format!("/{path}") };
        Ok(Self { scheme, authority: authority.to_owned(), prefix })
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme.as_str(), self.authority, self.prefix)
    }
}

/// A host and its port, if one is written.
pub(super) type Authority<'a> = (&'a str, Option<&'a str>);

/// Takes `host:port` apart. The colons of a bare IPv6 address are not taken for one.
pub(super) fn split_port(authority: &str) -> Authority<'_> {
    match authority.rsplit_once(':') {
        Some((host, port)) if is_port(port) && (host.ends_with(']') || !host.contains(':')) => {
            (host, Some(port))
        }
        _ => (authority, None),
    }
}

pub(super) fn is_port(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit())
}
