//! A call as the console sends it: read within bounds, and made a request that the API can answer.
//!
//! Nothing of the request that it comes with goes further, and what is in it is looked at here: an operation of the catalogue,
//! with its path as the API has it, and no headers but those that the API heeds of everybody.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use perennial_api::catalogue::{Method, matching};
use serde::Deserialize;

use crate::App;
use crate::error::ApiError;
use crate::gate::header_text;

/// Room for what stands around the body of a call, in bytes. As text in JSON a body may double.
const AROUND: usize = 16 * 1024;
/// How long a call may take to arrive.
const WITHIN: Duration = Duration::from_secs(20);
/// The headers that a call may have: those that the API heeds of every caller.
const HEADERS: [&str; 8] = [
    "idempotency-key",
    "x-ovh-batch",
    "x-pagination-filter",
    "x-pagination-mode",
    "x-pagination-number",
    "x-pagination-size",
    "x-pagination-sort",
    "x-pagination-sort-order",
];

/// What is sent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Asked {
    /// The token of the page.
    pub(super) once: String,
    method: String,
    /// The path of the API without version, percent-encoded.
    path: String,
    #[serde(default)]
    query: String,
    /// The body as text.
    body: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// That whoever calls was asked, for what may change something.
    #[serde(default)]
    is_confirmed: bool,
}

impl Asked {
    /// The request that the API is to answer, with the version in its path.
    pub(super) fn request(self, body_bytes_max: usize) -> Result<Request<Bytes>, ApiError> {
        let bad = |name, problem: &str| Err(ApiError::bad_parameter(name, problem));
        let is_plain = |text: &str, not: &[char]| {
            text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.contains(not)
        };
        if !is_plain(&self.path, &['?', '#', '\\']) || self.path.split('/').any(is_dots) {
            return bad("path", "it must be a path of the API, percent-encoded, without query");
        }
        if !is_plain(&self.query, &['#']) {
            return bad("query", "it must be percent-encoded");
        }
        let Ok(method) = self.method.parse::<Method>() else {
            return bad("method", "it must be GET, POST, PUT or DELETE");
        };
        if matching(method, &self.path).is_none() {
            return Err(ApiError::object_not_found("operation", format!("{method} {}", self.path)));
        }
        if method != Method::Get && !self.is_confirmed {
            return bad("isConfirmed", "a call that may change something must be confirmed");
        }
        let body = Bytes::from(self.body.unwrap_or_default());
        if body.len() > body_bytes_max {
            return Err(ApiError::body_too_large(body_bytes_max));
        }
        let mark = if self.query.is_empty() { "" } else { "?" };
        let mut request = Request::builder()
            .method(method.as_str())
            .uri(format!("/1.0{}{mark}{}", self.path, self.query))
            .header(CONTENT_TYPE, "application/json");
        for (name, value) in &self.headers {
            let name = HEADERS.iter().find(|known| name.eq_ignore_ascii_case(known));
            let (Some(name), Ok(value)) = (name, HeaderValue::from_str(value)) else {
                return bad("headers", &format!("there can be {}", HEADERS.join(", ")));
            };
            request = request.header(HeaderName::from_static(name), value);
        }
        request.body(body).map_err(|_| ApiError::unknown_url())
    }
}

/// Whether a part of a path is one that others read as a way up.
fn is_dots(segment: &str) -> bool {
    let decoded = percent_decode_str(segment).decode_utf8_lossy();
    matches!(decoded.as_ref(), "." | "..")
}

impl FromRequest<Arc<App>> for Asked {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        let kind = header_text(request.headers(), CONTENT_TYPE.as_str()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(ApiError::bad_parameter("Content-Type", "it must be application/json"));
        }
        let most = app.settings.body_bytes_max.saturating_mul(2).saturating_add(AROUND);
        let body = Limited::new(request.into_body(), most).collect();
        let read = tokio::time::timeout(WITHIN, body).await;
        match read.map_err(|_| ApiError::body_too_slow(WITHIN))? {
            Ok(body) => serde_json::from_slice(&body.to_bytes()).map_err(|error| {
                ApiError::bad_request(format!("The call cannot be read: {error}"))
            }),
            Err(error) if error.is::<LengthLimitError>() => {
                Err(ApiError::body_too_large(app.settings.body_bytes_max))
            }
            Err(error) => Err(ApiError::unreadable_body(&error)),
        }
    }
}
