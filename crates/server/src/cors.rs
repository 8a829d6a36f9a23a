//! Pages of other origins: browsers let them call the API if the operator has named their origin, and only then.
//!
//! Nothing else is opened by this. A page needs keys and signs like every program, and no cookie is ever read.

use std::str::FromStr;

use axum::extract::Request;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderMap, HeaderValue, ORIGIN, VARY,
};
use hyper::{Method, Uri};

/// What the API's calls may need beside what browsers send anyway.
const REQUEST_HEADERS: &str = "content-type, idempotency-key, pragma, x-ovh-application, x-ovh-batch, \
     x-ovh-consumer, x-ovh-signature, x-ovh-timestamp, x-pagination-filter, x-pagination-mode, \
     x-pagination-number, x-pagination-size, x-pagination-sort, x-pagination-sort-order";
/// What pages may read of an answer beside what browsers show anyway.
const ANSWER_HEADERS: &str = "allow, retry-after, x-ovh-queryid, x-pagination-elements, \
     x-pagination-number, x-pagination-size, x-pagination-sort, x-pagination-sort-order";
const METHODS: &str = "GET, HEAD, POST, PUT, DELETE";
/// How long a browser may remember what it was told, in seconds.
const REMEMBERED: &str = "600";

/// An origin as browsers name it: scheme, host, and the port unless it is the usual one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(HeaderValue);

/// The text is not an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an origin: write scheme and host in lower case, and the port unless it is the usual one, with nothing after \
     it, such as https://console.example.com"
)]
pub struct NoOrigin;

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        let uri: Uri = text.parse().map_err(|_| NoOrigin)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(NoOrigin);
        };
        let usual = match scheme {
            "http" => 80,
            "https" => 443,
            _ => return Err(NoOrigin),
        };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-:[]".contains(c);
        let is_plain = !authority.host().is_empty() && authority.as_str().chars().all(plain);
        let port_fits = match authority.as_str().strip_prefix(authority.host()) {
            Some("") => true,
            Some(_) => authority.port_u16().is_some_and(|port| port != usual && port != 0),
            None => false,
        };
        if is_plain && port_fits && format!("{scheme}://{authority}") == text {
            HeaderValue::from_str(text).map(Self).map_err(|_| NoOrigin)
        } else {
            Err(NoOrigin)
        }
    }
}

/// What a browser is told about a request.
#[derive(Debug)]
pub(crate) struct Leave {
    /// The origin, if it is one of ours.
    origin: Option<HeaderValue>,
    /// Whether the browser asks before it calls.
    asks_first: bool,
    /// Whether the answer depends on who asks at all.
    varies: bool,
}

impl Leave {
    pub(crate) fn asked(request: &Request, origins: &[Origin]) -> Self {
        let headers = request.headers();
        let mut named = headers.get_all(ORIGIN).iter();
        let named = named.next().filter(|_| named.next().is_none());
        let origin = named.filter(|named| origins.iter().any(|Origin(known)| known == *named));
        let asks_first = request.method() == Method::OPTIONS
            && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        Self { origin: origin.cloned(), asks_first, varies: !origins.is_empty() }
    }

    pub(crate) fn put_on(self, headers: &mut HeaderMap) {
        if self.varies {
            headers.append(VARY, HeaderValue::from_static("origin"));
        }
        let Some(origin) = self.origin else { return };
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let mut tell = |name, text| headers.insert(name, HeaderValue::from_static(text));
        if self.asks_first {
            tell(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            tell(ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            tell(ACCESS_CONTROL_MAX_AGE, REMEMBERED);
        } else {
            tell(ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_browsers_write_it() {
        for text in ["https://console.example.com", "http://localhost:3000", "http://[::1]:8080"] {
            assert!(text.parse::<Origin>().is_ok(), "{text}");
        }
        for text in [
            "",
            "*",
            "null",
            "https://*.example.com",
            "https://example.com/",
            "https://example.com/page",
            "https://example.com?",
            "https://example.com:443",
            "http://example.com:80",
            "http://example.com:",
            "http://example.com:0",
            "https://Example.com",
            "HTTPS://example.com",
            "https://user@example.com",
            "ftp://example.com",
            "example.com",
            "https://",
        ] {
            assert_eq!(text.parse::<Origin>(), Err(NoOrigin), "{text}");
        }
    }
}
