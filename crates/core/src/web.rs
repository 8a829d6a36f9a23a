//! Addresses of pages that a customer's browser is sent to.
//!
//! Only pages: `http` and `https`, a host, nothing that could hide in a header or in the text of a page. Whether anybody
//! answers there is not asked.

use crate::limits::ADDRESS_BYTES_MAX;

/// Why a text is not an address that a browser may be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebAddressError {
    /// It is none of the web.
    #[error("it must be an address that starts with https:// or http://")]
    Scheme,
    /// It names no host, or a name and password in front of it.
    #[error(
        "it must name a host after https:// or http://, and nothing else before the first slash"
    )]
    Host,
    /// It is longer than [`ADDRESS_BYTES_MAX`].
    #[error("it has {bytes} bytes; at most {ADDRESS_BYTES_MAX} are allowed")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// It has a character that addresses have in percent-encoded form only.
    #[error("it has a character (U+{code:04X}) that an address has in percent-encoded form only")]
    Character {
        /// The character's code point.
        code: u32,
    },
}

/// The address of a page.
///
/// ```
/// use perennial_core::web::WebAddress;
///
/// let address = WebAddress::parse("https://shop.example:8443/paid?order=1#top").unwrap();
/// assert_eq!(address.origin(), "https://shop.example:8443");
/// assert!(WebAddress::parse("javascript:alert(1)").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// [`WebAddressError`] for the first thing that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, WebAddressError> {
        let text = text.trim();
        if text.len() > ADDRESS_BYTES_MAX {
            return Err(WebAddressError::TooLong { bytes: text.len() });
        }
        let odd =
            |c: &char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '\\' | '`' | '\'');
        if let Some(odd) = text.chars().find(odd) {
            return Err(WebAddressError::Character { code: odd.into() });
        }
        let (scheme, rest) = text.split_once("://").ok_or(WebAddressError::Scheme)?;
        if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
            return Err(WebAddressError::Scheme);
        }
        if is_host(authority(rest)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(WebAddressError::Host)
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        let scheme = self.0.find("://").map_or(0, |at| at.saturating_add(3));
        let rest = self.0.get(scheme..).unwrap_or_default();
        let end = scheme.saturating_add(authority(rest).len());
        self.0.get(..end).unwrap_or_default()
    }
}

impl std::fmt::Display for WebAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// A name, an IPv4 address or an IPv6 address in brackets, with a port or without.
fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    if !port.is_none_or(is_port) {
        return false;
    }
    match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
            !host.is_empty() && host.chars().all(of_host) && !host.starts_with('.')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_addresses() {
        for (text, origin) in [
            ("https://example.com", "https://example.com"),
            ("http://127.0.0.1:8080/a?b=c#d", "http://127.0.0.1:8080"),
            ("HTTPS://[::1]:8443/", "HTTPS://[::1]:8443"),
            (" https://localhost?x ", "https://localhost"),
        ] {
            assert_eq!(WebAddress::parse(text).unwrap().origin(), origin);
        }
        use WebAddressError::{Character, Host, Scheme};
        for (text, error) in [
            ("", Scheme),
            ("example.com", Scheme),
            ("javascript://example.com/%0aalert(1)", Scheme),
            ("javascript:alert(1)", Scheme),
            ("data:text/html,x", Scheme),
            ("//example.com", Scheme),
            ("ftp://example.com", Scheme),
            ("https://", Host),
            ("https:///path", Host),
            ("https://user:secret@example.com/", Host),
            ("https://example.com:0/", Host),
            ("https://example.com:99999/", Host),
            ("https://[::1/", Host),
            ("https://a;b.example/", Host),
            ("https://example.com/a b", Character { code: 0x20 }),
            ("https://example.com/\r\nX: y", Character { code: 0x0d }),
            ("https://example.com/\"onload=", Character { code: 0x22 }),
            ("https://exämple.com/", Character { code: 0xe4 }),
        ] {
            assert_eq!(WebAddress::parse(text), Err(error), "{text:?}");
        }
        let long = format!("https://example.com/{}", "x".repeat(ADDRESS_BYTES_MAX));
        assert!(matches!(WebAddress::parse(&long), Err(WebAddressError::TooLong { .. })));
    }
}
