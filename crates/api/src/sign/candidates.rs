//! Which URLs a client may have signed.
//!
//! Each SDK signs the URL it was configured with, and they differ in small ways: one leaves the port out and always
//! writes `https`, another writes a default port that its HTTP library then drops. A proxy in front of the server
//! changes scheme, host and port once more. So a server tries a short list, the most likely URL first.
//!
//! Path and query are never guessed: they are the raw request target, byte by byte. That is why a longer list does not
//! make forgery easier: all candidates say the same request, and a signature needs the secret.

use std::fmt;
use std::ops::ControlFlow;

use super::public_url::{Authority, PublicUrl, Scheme, is_port, split_port};

/// How a request reached the server. Nothing of it is trusted: it only says where to look first.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The scheme of the connection that the server itself accepted.
    pub scheme: Scheme,
    /// The `Host` header (or the authority of HTTP/2), such as `127.0.0.1:8080`.
    pub host: &'a str,
    /// `X-Forwarded-Host`, if a proxy sent it. Of a list, the first entry counts, as in the two others.
    pub forwarded_host: Option<&'a str>,
    /// `X-Forwarded-Proto`.
    pub forwarded_proto: Option<&'a str>,
    /// `X-Forwarded-Port`.
    pub forwarded_port: Option<&'a str>,
    /// Path and query exactly as they stand in the request line, never decoded: `/1.0/me/bill?date.from=2024-01-01`.
    pub target: &'a str,
}

/// The URLs that a client may have signed, most likely first, each once.
///
/// They are made one by one, so that the usual case, in which the first fits, costs no more than that URL. There are at
/// most two for each public URL, and 16.
#[derive(Debug, Clone, Copy)]
pub struct CandidateUrls<'a> {
    arrival: Arrival<'a>,
    public: &'a [PublicUrl],
}

/// A candidate in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Url<'a> {
    scheme: Scheme,
    host: &'a str,
    port: Option<&'a str>,
    prefix: &'a str,
    target: &'a str,
}

impl<'a> CandidateUrls<'a> {
    /// The candidates for a request that arrived like this, at a server with these public URLs.
    pub fn new(arrival: Arrival<'a>, public: &'a [PublicUrl]) -> Self {
        Self { arrival, public }
    }

    /// The first candidate that fits. No candidate is asked about twice.
    pub fn find(&self, mut fits: impl FnMut(&Url<'a>) -> bool) -> Option<Url<'a>> {
        let mut tried = Vec::new(); // allocates nothing before the first URL that does not fit
        let found = self.visit(|url| {
            if tried.contains(&url) {
                return ControlFlow::Continue(());
            }
            if fits(&url) {
                return ControlFlow::Break(url);
            }
            tried.push(url);
            ControlFlow::Continue(())
        });
        found.break_value()
    }

    /// All candidates, for a message that says what was tried.
    pub fn all(&self) -> Vec<Url<'a>> {
        let mut all = Vec::new();
        self.find(|url| {
            all.push(*url);
            false
        });
        all
    }

    /// Visits the candidates in order, some of them more than once.
    fn visit(
        &self,
        mut visit: impl FnMut(Url<'a>) -> ControlFlow<Url<'a>>,
    ) -> ControlFlow<Url<'a>> {
        let Self { arrival, public } = *self;
        let schemes = arrival.schemes();
        let hosts = arrival.hosts();
        let moved_to = arrival.forwarded_port();
        let url =
            |scheme, host, port| Url { scheme, host, port, prefix: "", target: arrival.target };

        // What the operator says, and then what the client asked for.
        for public in public {
            visit(Url::stated(public, arrival.target))?;
        }
        for scheme in schemes {
            for (host, port) in hosts.into_iter().flatten() {
                visit(url(scheme, host, port))?;
                if port.is_none() && moved_to.is_some() {
                    visit(url(scheme, host, moved_to))?;
                }
            }
        }
        // Without the port: the SDKs for Node.js, which also write https always.
        for public in public {
            visit(Url::stated(public, arrival.target).without_port())?;
        }
        for scheme in [Scheme::Https, Scheme::Http] {
            for (host, _) in hosts.into_iter().flatten() {
                visit(url(scheme, host, None))?;
            }
        }
        // With a default port spelt out, which HTTP libraries drop from the Host header.
        for scheme in schemes {
            for (host, _) in hosts.into_iter().flatten() {
                visit(url(scheme, host, Some(scheme.default_port())))?;
            }
        }
        ControlFlow::Continue(())
    }
}

impl<'a> Url<'a> {
    /// The URL in parts that give it when they are put together.
    pub(super) fn parts(&self) -> [&'a str; 7] {
        let colon = if self.port.is_some() { ":" } else { "" };
        let port = self.port.unwrap_or_default();
        [self.scheme.as_str(), "://", self.host, colon, port, self.prefix, self.target]
    }

    fn stated(public: &'a PublicUrl, target: &'a str) -> Self {
        let (host, port) = split_port(&public.authority);
        Url { scheme: public.scheme, host, port, prefix: &public.prefix, target }
    }

    /// As the SDKs for Node.js sign it.
    fn without_port(self) -> Self {
        Self { port: None, scheme: Scheme::Https, ..self }
    }
}

impl fmt::Display for Url<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().into_iter().try_for_each(|part| f.write_str(part))
    }
}

impl<'a> Arrival<'a> {
    /// The scheme that the client most likely used, and the other one.
    fn schemes(&self) -> [Scheme; 2] {
        let forwarded = self.forwarded_proto.and_then(|list| Scheme::parse(first(list)));
        let seen = forwarded.unwrap_or(self.scheme);
        [seen, seen.other()]
    }

    /// The host of the proxy, if there is one, and the host of the request.
    fn hosts(&self) -> [Option<Authority<'a>>; 2] {
        let host = |text: &'a str| Some(split_port(text)).filter(|(name, _)| !name.is_empty());
        [self.forwarded_host.and_then(|list| host(first(list))), host(self.host)]
    }

    fn forwarded_port(&self) -> Option<&'a str> {
        self.forwarded_port.map(first).filter(|port| is_port(port))
    }
}

/// The first entry of a header that each proxy on the way may have added to.
fn first(list: &str) -> &str {
    list.split(',').next().unwrap_or_default().trim()
}
