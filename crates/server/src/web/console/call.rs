//! `POST /console/call`: a call that somebody makes in the console.
//!
//! It is JSON, from a page of ours, with a token of the session: other sites can send none of these. What may be called is
//! decided in `asked`, and what comes of it by the API.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Collected};
use hyper::header::HeaderValue;
use perennial_engine::{Session, Stage};
use serde::Serialize;

use super::super::visitor::Visitor;
use super::CALL;
use super::asked::Asked;
use crate::App;
use crate::error::{ApiError, Unfit};
use crate::gate::{Inside, OfPage};
use crate::reply::Json;

/// How much of an answer is handed on, in bytes.
const SHOWN_MAX: usize = 512 * 1024;
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

impl Answered {
    async fn of(response: Response, microseconds: u64) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
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
