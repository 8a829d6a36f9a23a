//! `POST /console/call`: a call that somebody makes in the console.
//!
//! It is JSON, from a page of ours, with a token of the session: other sites can send none of these. What is called must be
//! an operation of the catalogue; the request that the API is handed is made here, so nothing comes in with it.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{FromRequest, Request, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use perennial_api::catalogue::{Method, matching};
use perennial_engine::{Session, Stage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::super::visitor::Visitor;
use super::CALL;
use crate::App;
use crate::error::{ApiError, Unfit};
use crate::gate::{Inside, OfPage, header_text};
use crate::reply::Json;

/// How much of an answer is handed on, in bytes.
const SHOWN_MAX: usize = 512 * 1024;
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
    once: String,
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

/// What is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answered {
    status: u16,
    headers: Vec<(String, String)>,
    /// As text; its end is missing if it is longer than what is handed on.
    body: String,
    bytes: usize,
    is_cut: bool,
    microseconds: u64,
}

/// What a page calls with: good for its session, as long as that lasts.
pub(super) fn token(app: &App, session: &Session) -> String {
    app.engine.vault().page_token(&[&session.hash, CALL.as_bytes()])
}

/// `POST /console/call`.
pub(super) async fn take(
    State(app): State<Arc<App>>,
    Extension(inside): Extension<Inside>,
    visitor: Visitor,
    asked: Result<Asked, ApiError>,
) -> Result<Response, Unfit> {
    visitor.must_be_from_here()?;
    Ok(match called(&app, &inside, &visitor, asked).await {
        Ok(answered) => Json(answered).into_response(),
        Err(error) => error.into_response(),
    })
}

async fn called(
    app: &App,
    inside: &Inside,
    visitor: &Visitor,
    asked: Result<Asked, ApiError>,
) -> Result<Answered, ApiError> {
    let session = visitor.session.as_ref().filter(|one| one.stage == Stage::SignedIn);
    let session = session.ok_or_else(ApiError::login_first)?;
    let asked = asked?;
    let good_for: [&[u8]; 2] = [&session.hash, CALL.as_bytes()];
    if !app.engine.vault().is_page_token(&good_for, &asked.once) {
        return Err(ApiError::foreign_call());
    }
    let request = asked.request(app.settings.body_bytes_max)?;
    let fresh = app.engine.freshness(session.account).await;
    let fresh = fresh.map_err(|error| ApiError::no_database(&error))?;
    let of = OfPage { session, fresh, address: visitor.address };
    let started = tokio::time::Instant::now();
    let response = inside.answer_page(request, of).await;
    let microseconds = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok(Answered::of(response, microseconds).await)
}

impl Asked {
    /// The request that the API is to answer, with the version in its path.
    fn request(self, body_bytes_max: usize) -> Result<Request<Bytes>, ApiError> {
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
            return Err(ApiError::unknown_operation(method, &self.path));
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

impl Answered {
    async fn of(response: Response, microseconds: u64) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value)));
        let shown = body.get(..SHOWN_MAX).unwrap_or(&body);
        Self {
            status: parts.status.as_u16(),
            headers: headers.collect(),
            body: String::from_utf8_lossy(shown).into_owned(),
            bytes: body.len(),
            is_cut: body.len() > shown.len(),
            microseconds,
        }
    }
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
