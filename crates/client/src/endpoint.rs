//! Where the API is: one of the addresses that the official SDKs know by name, or any other URL.
//!
//! An endpoint is put into one form, once: lower case, no default port, no slash at the end. That form is signed and
//! sent, so that the server sees the URL which the signature is for. It is not asked here whether anybody listens.

use std::fmt;
use std::str::FromStr;

use http::uri::Authority;

use crate::call::check_target;

/// The names of the official SDKs.
const NAMES: [(&str, &str); 7] = [
    ("ovh-eu", "https://eu.api.ovh.com/1.0"),
    ("ovh-ca", "https://ca.api.ovh.com/1.0"),
    ("ovh-us", "https://api.us.ovhcloud.com/1.0"),
    ("kimsufi-eu", "https://eu.api.kimsufi.com/1.0"),
    ("kimsufi-ca", "https://ca.api.kimsufi.com/1.0"),
    ("soyoustart-eu", "https://eu.api.soyoustart.com/1.0"),
    ("soyoustart-ca", "https://ca.api.soyoustart.com/1.0"),
];

/// Where access tokens are given out, if not on the server of the API itself.
const TOKEN_URLS: [(&str, &str); 3] = [
    ("https://eu.api.ovh.com", "https://www.ovh.com/auth/oauth2/token"),
    ("https://ca.api.ovh.com", "https://ca.ovh.com/auth/oauth2/token"),
    ("https://api.us.ovhcloud.com", "https://us.ovhcloud.com/auth/oauth2/token"),
];

/// The base path of the API, and its alias.
const BASES: [&str; 2] = ["/1.0", "/v1"];

/// The address of an API: scheme, host, port if it is not the default one, base path.
///
/// ```
/// use perennial_client::Endpoint;
///
/// let europe: Endpoint = "ovh-eu".parse()?;
/// assert_eq!(europe.to_string(), "https://eu.api.ovh.com/1.0");
///
/// let local: Endpoint = "http://127.0.0.1:8080".parse()?;
/// assert_eq!(local.to_string(), "http://127.0.0.1:8080/1.0");
/// # Ok::<(), perennial_client::InvalidEndpoint>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Scheme, host and port.
    server: String,
    /// Begins with a slash and does not end with one.
    base: String,
}

impl Endpoint {
    /// Every name that is understood besides a URL, as in the official SDKs.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().map(|(name, _)| name)
    }

    /// Scheme, host and port: `https://eu.api.ovh.com`.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Where access tokens are given out.
    pub(crate) fn token_url(&self) -> String {
        let elsewhere = TOKEN_URLS.iter().find(|(server, _)| *server == self.server);
        let here = || format!("{}/auth/oauth2/token", self.server);
        elsewhere.map_or_else(here, |(_, url)| (*url).to_owned())
    }

    /// The URL of a target, which is a path and perhaps a query.
    ///
    /// A target that names the version itself, `/v1/…` or `/v2/…`, takes the place of the base path's version.
    pub(crate) fn url(&self, target: &str) -> String {
        let base = if names_version(target) {
            let shorter = BASES.iter().find_map(|version| self.base.strip_suffix(version));
            shorter.unwrap_or(&self.base)
        } else {
            &self.base
        };
        format!("{}{base}{target}", self.server)
    }
}

fn names_version(target: &str) -> bool {
    let path = target.split('?').next().unwrap_or_default();
    matches!(path.split('/').nth(1), Some("v1" | "v2"))
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.server, self.base)
    }
}

/// The text is neither a name nor the URL of an API. It is not repeated here: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEndpoint {
    /// There is no `://` in it, and it is none of the names.
    #[error(
        "not an endpoint; use a URL such as http://127.0.0.1:8080/1.0, or one of ovh-eu, ovh-ca, ovh-us, kimsufi-eu, \
         kimsufi-ca, soyoustart-eu, soyoustart-ca"
    )]
    Unknown,
    /// The scheme is something else.
    #[error("an endpoint begins with http:// or https://")]
    Scheme,
    /// There is no host, or it is not written as in a URL.
    #[error("an endpoint needs a host, in ASCII, and perhaps a port up to 65535")]
    Host,
    /// There is a name, and perhaps a password, in front of the host.
    #[error(
        "an endpoint has no user name or password; configure application_key and the other keys instead"
    )]
    User,
    /// The path has something in it that cannot stand there, or there is a query.
    #[error("an endpoint ends with its base path, such as /1.0, without a query")]
    Path,
}

impl FromStr for Endpoint {
    type Err = InvalidEndpoint;

    /// Reads a name or a URL. A URL without a path gets `/1.0`, because the API has no other address.
    fn from_str(text: &str) -> Result<Self, InvalidEndpoint> {
        let text = text.trim();
        let named = NAMES.into_iter().find(|(name, _)| *name == text);
        let url = named.map_or(text, |(_, url)| url);
        let (scheme, rest) = url.split_once("://").ok_or(InvalidEndpoint::Unknown)?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (scheme, default_port) = match scheme.to_ascii_lowercase().as_str() {
            "http" => ("http", 80),
            "https" => ("https", 443),
            _ => return Err(InvalidEndpoint::Scheme),
        };

        if authority.contains('@') {
            return Err(InvalidEndpoint::User);
        }
        let authority: Authority =
            authority.to_ascii_lowercase().parse().map_err(|_| InvalidEndpoint::Host)?;
        let (host, port) = (authority.host(), authority.port_u16());
        let written = port.map_or(host.to_owned(), |port| format!("{host}:{port}"));
        if host.is_empty() || written != authority.as_str() {
            return Err(InvalidEndpoint::Host); // such as a port beyond 65535
        }
        let server = match port {
            Some(port) if port != default_port => format!("{scheme}://{host}:{port}"),
            _ => format!("{scheme}://{host}"),
        };

        let path = path.trim_end_matches('/');
        let base = if path.is_empty() { "/1.0".to_owned() } else { format!("/{path}") };
        if base.contains('?') || check_target(&base).is_err() {
            return Err(InvalidEndpoint::Path);
        }
        Ok(Self { server, base })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_an_endpoint_and_stands_in_the_message() {
        for name in Endpoint::names() {
            assert!(name.parse::<Endpoint>().unwrap().base == "/1.0", "{name}");
            assert!(InvalidEndpoint::Unknown.to_string().contains(name), "{name}");
        }
    }

    #[test]
    fn a_url_is_put_into_one_form() {
        let cases = [
            ("http://127.0.0.1:8080/1.0", "http://127.0.0.1:8080/1.0"),
            (" http://127.0.0.1:8080/1.0/ ", "http://127.0.0.1:8080/1.0"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/1.0"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/1.0"),
            ("HTTPS://Renew.Example.COM:443/Shop/1.0", "https://renew.example.com/Shop/1.0"),
            ("http://renew.example.com:443/v1", "http://renew.example.com:443/v1"),
            ("http://[::1]:80/1.0", "http://[::1]/1.0"),
            ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443/1.0"),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Endpoint>().unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_endpoint_says_why() {
        use InvalidEndpoint::{Host, Path, Scheme, Unknown, User};
        let cases = [
            ("", Unknown),
            ("ovh-fr", Unknown),
            ("127.0.0.1:8080", Unknown),
            ("ftp://example.com", Scheme),
            ("://example.com", Scheme),
            ("https://", Host),
            ("https:///1.0", Host),
            ("https://:443/1.0", Host),
            ("https://example.com:/1.0", Host),
            ("https://example.com:65536/1.0", Host),
            ("https://example.com:http/1.0", Host),
            ("https://exämple.com/1.0", Host),
            ("https://exa mple.com/1.0", Host),
            ("https://example.com?x=1", Host),
            ("https://alice:secret@example.com/1.0", User),
            ("https://example.com/1.0?x=1", Path),
            ("https://example.com/1.0#x", Path),
            ("https://example.com/1 0", Path),
            ("https://example.com/../1.0", Path),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Endpoint>(), Err(expected), "{text}");
        }
    }

    #[test]
    fn a_target_that_names_the_version_replaces_that_of_the_base() {
        let url = |endpoint: &str, target| endpoint.parse::<Endpoint>().unwrap().url(target);
        for base in ["", "/1.0", "/v1"] {
            let endpoint = format!("https://example.com{base}");
            assert_eq!(url(&endpoint, "/v1/me?x=1"), "https://example.com/v1/me?x=1");
            assert_eq!(url(&endpoint, "/v2/iam"), "https://example.com/v2/iam");
            assert_eq!(url(&endpoint, "/v1"), "https://example.com/v1");
        }
        assert_eq!(url("https://example.com/1.0", "/me"), "https://example.com/1.0/me");
        assert_eq!(url("https://example.com/1.0", "/v10/x"), "https://example.com/1.0/v10/x");
        assert_eq!(url("https://example.com/a/1.0", "/v1/me"), "https://example.com/a/v1/me");
        assert_eq!(url("https://example.com/api", "/v1/me"), "https://example.com/api/v1/me");
    }
}
