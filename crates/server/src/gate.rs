//! The gate: every call of the API passes it, in the order of checks that clients know.
//!
//! A call gets an id, its body is read within a bound, its signature and its rights are checked, and the version is
//! taken off its path, so that `/1.0` and `/v1` are one API. What does not pass is answered here in the API's own
//! form.

mod batch;
mod filter;
mod inside;
mod pages;
mod within;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::header::{AUTHORIZATION, HeaderMap};
use hyper::http::request::Parts;
use hyper::http::uri::PathAndQuery;
use hyper::{Method, Uri};
use perennial_api::catalogue::operations;
use perennial_api::sign::{Arrival, CandidateUrls, Request as Signed, Scheme, Signature, header};
use perennial_core::credential::Verb;
use perennial_engine::access::{Asked, Claim};
use tower::ServiceExt;

pub(crate) use self::inside::{Inside, OfPage};

use self::inside::Of;
use crate::App;
use crate::call_log::CallLog;
use crate::cors;
use crate::error::ApiError;
use crate::extract::Caller;
use crate::v1::schema::OPENAPI_PATH;

/// How long a call may take. A payment that takes longer goes on without its caller.
const CALL_WITHIN: Duration = Duration::from_secs(60);
/// How long a body may take to arrive.
const BODY_WITHIN: Duration = Duration::from_secs(20);

/// Where a connection comes from, and over what. Put into each request by the listener.
#[derive(Debug, Clone, Copy)]
pub struct Peer {
    /// The address.
    pub address: IpAddr,
    /// Whether the connection is encrypted.
    pub tls: bool,
}

/// Marks a request that came over one connection too many.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crowded;

#[derive(Debug, Clone)]
pub(crate) struct Gate {
    app: Arc<App>,
    inside: Inside,
    /// Everything else. It is answered whatever else there is to do: a busy server is not a dead one.
    beside: Router,
}

impl Gate {
    pub(crate) fn new(app: Arc<App>, inside: Inside, beside: Router) -> Self {
        Self { app, inside, beside }
    }

    /// Answers a request, whatever it is.
    pub(crate) async fn pass(self, request: Request) -> Response {
        let leave = cors::Leave::asked(&request, &self.app.settings.cors_origins);
        let mut response = self.pass_logged(request).await;
        leave.put_on(response.headers_mut());
        response
    }

    async fn pass_logged(&self, request: Request) -> Response {
        let mut call = CallLog::start(self.app.engine.ids().query(), &request);
        let Some(path) = api_path(request.uri().path()).map(str::to_owned) else {
            return call.finish(self.beside.clone().oneshot(request).await.into_response());
        };
        let place = self.inside.place();
        if place.is_none() || request.extensions().get::<Crowded>().is_some() {
            return call.finish(ApiError::too_busy().into_response());
        }
        let answer =
            tokio::time::timeout(CALL_WITHIN, self.answer(request, &path, &mut call)).await;
        call.finish(match answer {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => error.into_response(),
            Err(_) => ApiError::too_slow().into_response(),
        })
    }

    async fn answer(
        &self,
        request: Request,
        path: &str,
        call: &mut CallLog,
    ) -> Result<Response, ApiError> {
        let (parts, body) = request.into_parts();
        let body = self.read_body(body).await?;
        // A method that is none of the API's is no call: the router says what there is instead.
        if let Some(verb) = verb(&parts.method)
            && !is_open(verb, path)
        {
            let caller = self.authenticate(&parts, verb, path, &body, call.query_id()).await?;
            let address = self.app.address(&parts);
            let of = Of { caller, verb, path, address };
            return self.inside.answer(parts, body, of, call).await;
        }
        self.inside.route(parts, body, path).await
    }

    async fn read_body(&self, body: Body) -> Result<bytes::Bytes, ApiError> {
        let most = self.app.settings.body_bytes_max;
        let read = tokio::time::timeout(BODY_WITHIN, Limited::new(body, most).collect()).await;
        match read.map_err(|_| ApiError::body_too_slow(BODY_WITHIN))? {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(ApiError::body_too_large(most)),
            Err(error) => Err(ApiError::unreadable_body(&error)),
        }
    }

    async fn authenticate(
        &self,
        parts: &Parts,
        verb: Verb,
        path: &str,
        body: &[u8],
        query_id: &str,
    ) -> Result<Caller, ApiError> {
        let text = |name| header_text(&parts.headers, name);
        let address = self.app.address(parts);
        // Whoever names an application signs, whatever else there is: a proxy may want a header for itself.
        let (application_key, consumer_key) =
            match (text(header::APPLICATION), text(header::CONSUMER), bearer(&parts.headers)) {
                (Some(application_key), Some(consumer_key), _) => (application_key, consumer_key),
                (None, None, Some(token)) => {
                    let asked = Asked { verb, path, address };
                    let caller = self.app.engine.authenticate_bearer(token, &asked).await?;
                    return Caller::new(caller, query_id, parts, path);
                }
                _ => return Err(ApiError::login_first()),
            };
        let timestamp = text(header::TIMESTAMP).and_then(|text| text.parse().ok());
        let timestamp = timestamp.ok_or_else(ApiError::timestamp_missing)?;
        let signature = text(header::SIGNATURE).and_then(|text| text.parse::<Signature>().ok());
        let claim = Claim { application_key, consumer_key, timestamp, verb, path, address };
        let urls = CandidateUrls::new(arrival(parts), &self.app.settings.public_urls);
        let is_signed_with = |application_secret: &str| {
            let method = parts.method.as_str();
            let signed = Signed { application_secret, consumer_key, method, body, timestamp };
            signature.is_some_and(|claimed| signed.verify(claimed, &urls))
        };
        let caller = self.app.engine.authenticate(&claim, is_signed_with).await?;
        Caller::new(caller, query_id, parts, path)
    }
}

impl App {
    /// Where a request comes from.
    pub(crate) fn address(&self, parts: &Parts) -> Option<IpAddr> {
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.address);
        if !self.settings.trust_forwarded_for {
            return peer;
        }
        // The last entry is the one that our own proxy has written, in a header of its own or at the end of what
        // the client sent. All others may be lies.
        let last = parts.headers.get_all("x-forwarded-for").iter().next_back();
        let Some(last) = last else { return peer };
        let last = last.to_str().ok()?.rsplit(',').next()?.trim();
        last.parse().or_else(|_| last.parse().map(|with_port: SocketAddr| with_port.ip())).ok()
    }
}

/// The path of the API: without version and without a slash at its end.
fn api_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/1.0").or_else(|| path.strip_prefix("/v1"))?;
    match rest {
        "" | "/" => Some("/"),
        rest if rest.starts_with('/') => Some(rest.trim_end_matches('/')).filter(|r| !r.is_empty()),
        _ => None,
    }
}

/// What the caller must be granted. `HEAD` is `GET` without the body of the answer.
fn verb(method: &Method) -> Option<Verb> {
    let name = if method == Method::HEAD { Method::GET.as_str() } else { method.as_str() };
    Verb::from_name(name)
}

/// Calls that need no signature: the time, asking for a credential, and the description of the API itself.
fn is_open(verb: Verb, path: &str) -> bool {
    match verb {
        Verb::Get => path == "/" || path == "/auth/time" || is_schema(path),
        Verb::Post => path == "/auth/credential",
        Verb::Put | Verb::Delete => false,
    }
}

fn is_schema(path: &str) -> bool {
    let resource = path.strip_suffix(".json").or_else(|| path.strip_suffix(".yaml"));
    path == OPENAPI_PATH
        || resource
            .is_some_and(|path| operations().any(|operation| operation.resource.path == path))
}

/// How the request arrived: what its sender may have signed.
fn arrival(parts: &Parts) -> Arrival<'_> {
    let tls = parts.extensions.get::<Peer>().is_some_and(|peer| peer.tls);
    let text = |name| header_text(&parts.headers, name);
    Arrival {
        scheme: if tls { Scheme::Https } else { Scheme::Http },
        host: text("host")
            .or_else(|| parts.uri.authority().map(axum::http::uri::Authority::as_str))
            .unwrap_or_default(),
        forwarded_host: text("x-forwarded-host"),
        forwarded_proto: text("x-forwarded-proto"),
        forwarded_port: text("x-forwarded-port"),
        target: parts.uri.path_and_query().map_or("/", PathAndQuery::as_str),
    }
}

pub(crate) fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The access token of a call, if it has one (RFC 6750 section 2.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = header_text(headers, AUTHORIZATION.as_str())?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}

fn with_path(uri: &Uri, path: &str) -> Result<Uri, ApiError> {
    let text = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    text.parse().map_err(|_| ApiError::unknown_url())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_one_api_and_a_slash_at_the_end_is_no_matter() {
        for (path, expected) in [
            ("/1.0/me", Some("/me")),
            ("/v1/me", Some("/me")),
            ("/v1/me/", Some("/me")),
            ("/1.0", Some("/")),
            ("/1.0/", Some("/")),
            ("/1.0//", None),
            ("/1.0x/me", None),
            ("/v2/me", None),
            ("/me", None),
        ] {
            assert_eq!(api_path(path), expected, "{path}");
        }
    }

    #[test]
    fn little_is_open() {
        for (verb, path) in [
            (Verb::Get, "/"),
            (Verb::Get, "/auth/time"),
            (Verb::Get, "/service.json"),
            (Verb::Get, "/dedicated/server.json"),
            (Verb::Get, "/me.yaml"),
            (Verb::Get, "/openapi.json"),
            (Verb::Post, "/auth/credential"),
        ] {
            assert!(is_open(verb, path));
        }
        for (verb, path) in [
            (Verb::Get, "/me"),
            (Verb::Get, "/auth/credential"),
            (Verb::Post, "/auth/time"),
            (Verb::Put, "/service.json"),
            (Verb::Get, "/vps/backup.json"),
        ] {
            assert!(!is_open(verb, path), "{path}");
        }
    }
}
