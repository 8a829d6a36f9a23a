//! A call made ready to be sent, as often as need be: everything but the keys, which change with the time.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use http_body_util::Full;
use perennial_api::catalogue;

use crate::Endpoint;
use crate::call::{Call, IdempotencyKey, InvalidCall, InvalidTarget};
use crate::error::Error;

const AGENT: HeaderValue =
    HeaderValue::from_static(concat!("perennial/", env!("CARGO_PKG_VERSION")));
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A call and where it goes.
pub(super) struct Prepared<'a> {
    pub(super) call: &'a Call,
    /// The URL, exactly as it is signed and sent.
    pub(super) url: String,
    uri: Uri,
    headers: HeaderMap,
}

impl<'a> Prepared<'a> {
    pub(super) fn try_new(call: &'a Call, endpoint: &Endpoint) -> Result<Self, Error> {
        let invalid = |fault| Error::invalid(call, fault);
        let url = endpoint.url(&call.checked_target().map_err(invalid)?);
        // Nothing but its length can be wrong: both parts of the URL were checked.
        let uri = url.parse().map_err(|_| invalid(InvalidTarget::Length.into()))?;

        let mut headers = HeaderMap::from_iter([(ACCEPT, JSON), (USER_AGENT, AGENT)]);
        if !call.body.is_empty() {
            headers.insert(CONTENT_TYPE, JSON);
        } else if matches!(call.name.method, catalogue::Method::Post | catalogue::Method::Put) {
            headers.insert(CONTENT_LENGTH, 0.into()); // some proxies want it spelt out
        }
        if let Some(key) = &call.key {
            let value = header_value(key.as_str(), "its idempotency key").map_err(invalid)?;
            headers.insert(HeaderName::from_static(IdempotencyKey::HEADER), value);
        }
        Ok(Self { call, url, uri, headers })
    }

    /// The request, with these keys.
    pub(super) fn request(&self, keys: HeaderMap) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(self.call.body.clone()));
        *request.method_mut() = match self.call.name.method {
            catalogue::Method::Get => Method::GET,
            catalogue::Method::Post => Method::POST,
            catalogue::Method::Put => Method::PUT,
            catalogue::Method::Delete => Method::DELETE,
        };
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request.headers_mut().extend(keys);
        request
    }
}

/// A text as the value of a header. `what` names it if it cannot be one.
pub(super) fn header_value(text: &str, what: &'static str) -> Result<HeaderValue, InvalidCall> {
    HeaderValue::from_str(text).map_err(|_| InvalidCall::Header(what))
}
