//! Calls within a call: a batch and a page are made of the answers to many, each as if it had been sent by itself.

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::{BodyExt, Collected};
use hyper::Method;
use hyper::header::{CONTENT_LENGTH, HeaderValue};
use hyper::http::request::Parts;
use perennial_core::credential::Verb;
use perennial_engine::access::AccessRefusal;
use serde_json::Value;
use tower::ServiceExt;

use crate::error::ApiError;
use crate::extract::Caller;

/// Where the calls come from, and where they go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within<'a> {
    pub(super) api: &'a Router,
    /// The request that they are within.
    pub(super) parts: &'a Parts,
    pub(super) caller: &'a Caller,
}

/// The answer to one of them.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) value: Value,
    /// How long it was as text.
    pub(super) bytes: usize,
}

impl Within<'_> {
    /// What `GET` of a path answers, with this query. A rule that covers the request around it is not enough: this
    /// one needs its own.
    pub(super) async fn get(self, path: &str, query: Option<&str>) -> Result<Answer, Response> {
        // Other calls have their turn, and this one its end if it takes too long.
        tokio::task::yield_now().await;
        if !self.caller.authority.grants(Verb::Get, path) {
            let refusal = AccessRefusal::NotGranted { verb: Verb::Get, path: path.to_owned() };
            return Err(ApiError::from(refusal).into_response());
        }
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let request = Request::builder()
            .method(Method::GET)
            .uri(format!("{path}{query}"))
            .extension(self.caller.clone())
            .body(Body::empty());
        let Ok(request) = request else { return Err(ApiError::unknown_url().into_response()) };
        // A router never fails: what goes wrong is a response already.
        let response = self.api.clone().oneshot(request).await.into_response();
        if !response.status().is_success() {
            return Err(response);
        }
        let body = read(response.into_body()).await;
        match serde_json::from_slice(&body) {
            Ok(value) => Ok(Answer { value, bytes: body.len() }),
            Err(error) => Err(ApiError::unwritable(&error).into_response()),
        }
    }

    /// The answer without its body, if only its headers are asked for.
    pub(super) fn finish(self, response: Response) -> Response {
        if self.parts.method != Method::HEAD {
            return response;
        }
        let length = response.body().size_hint().exact();
        let (mut parts, _) = response.into_parts();
        if let Some(length) = length {
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        Response::from_parts(parts, Body::empty())
    }
}

/// A body that this process has just written: it is whole, and reading it never fails.
pub(super) async fn read(body: Body) -> Bytes {
    body.collect().await.map(Collected::to_bytes).unwrap_or_default()
}
