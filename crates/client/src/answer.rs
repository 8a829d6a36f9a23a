//! What came back, and whether it is a success, a refusal, or something else.
//!
//! An error in another form than the API's is still an error with its status: it mostly comes from a proxy.

use std::time::Duration;

use bytes::Bytes;
use http::header::{LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};
use perennial_api::error::{Error as Body, QUERY_ID_HEADER};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::call::CallName;
use crate::error::{Error, Refusal};

/// An answer that was received in full.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// How much of an answer that is not from the API is shown, in characters.
const FOREIGN_TEXT_MAX: usize = 200;

impl Answer {
    /// This answer if it is a success.
    pub(crate) fn accepted(self, call: &CallName) -> Result<Self, Error> {
        if self.status.is_success() {
            return Ok(self);
        }
        let (call, status) = (call.clone(), self.status.as_u16());
        if status < 400 {
            return Err(Error::Redirected { call, status, location: self.text(&LOCATION) });
        }
        let seconds = self.text(&RETRY_AFTER).and_then(|text| text.trim().parse().ok());
        Err(Error::Refused(Box::new(Refusal {
            call,
            status,
            query_id: self.query_id(),
            retry_after: seconds.map(Duration::from_secs),
            body: self
                .error_body()
                .or_else(|| self.token_error())
                .unwrap_or_else(|| self.foreign()),
        })))
    }

    /// The value in a success. An empty answer is `null`.
    pub(crate) fn decode<T: DeserializeOwned>(self, call: &CallName) -> Result<T, Error> {
        let body: &[u8] = if self.body.is_empty() { b"null" } else { &self.body };
        serde_json::from_slice(body).map_err(|source| Error::Undecodable {
            call: call.clone(),
            query_id: self.query_id(),
            source,
        })
    }

    fn query_id(&self) -> Option<String> {
        self.text(&HeaderName::from_static(QUERY_ID_HEADER))
    }

    fn text(&self, name: &HeaderName) -> Option<String> {
        self.headers.get(name)?.to_str().ok().map(str::to_owned)
    }

    /// The error, if it has the API's form: a JSON object that says something.
    fn error_body(&self) -> Option<Body> {
        let object: Map<String, Value> = serde_json::from_slice(&self.body).ok()?;
        let body = serde_json::from_value(Value::Object(object)).ok();
        body.filter(|body: &Body| !body.message.is_empty() || body.error_code.is_some())
    }

    /// The error of a place where access tokens are given out (RFC 6749 section 5.2).
    fn token_error(&self) -> Option<Body> {
        let object: Map<String, Value> = serde_json::from_slice(&self.body).ok()?;
        let text = |name: &str| object.get(name).and_then(Value::as_str);
        let error = text("error")?;
        let told = text("error_description").map(|told| format!("{error}: {told}"));
        Some(Body::new(told.unwrap_or_else(|| error.to_owned())))
    }

    /// An error in the API's form, made from one in another form.
    fn foreign(&self) -> Body {
        let reason = self.status.canonical_reason().unwrap_or("no reason");
        let text = String::from_utf8_lossy(&self.body);
        let text: String = text.trim().chars().take(FOREIGN_TEXT_MAX).collect();
        let message = match text.chars().next() {
            None => format!("{reason}, without an answer from the API"),
            Some('<') => format!("{reason}, with a page instead of an answer from the API"),
            Some(_) => format!("{reason}, and not from the API: {text}"),
        };
        Body::new(message)
    }
}
