//! What the log says of a call: one line, with the id that its caller was told too.
//!
//! Reads that succeed are told at the level `debug`, because there are many of them; whatever changes something or is
//! refused at `info`. A line has the path and never the query, which may hold passwords and tokens, and no header: so
//! there is no secret in it. What must not reach the caller is told beside it at `error`.

use axum::extract::Request;
use axum::response::Response;
use hyper::Method;
use hyper::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use perennial_api::error::QUERY_ID_HEADER;
use perennial_core::AccountId;
use perennial_engine::access::Program;
use tokio::time::Instant;

use crate::error::Private;
use crate::extract::Caller;

/// The most bytes of a path that are logged.
const PATH_MAX: usize = 256;

/// A call that is under way.
#[derive(Debug)]
pub(crate) struct CallLog {
    query_id: String,
    method: Method,
    path: String,
    started: Instant,
    caller: Option<(AccountId, Program)>,
}

impl CallLog {
    pub(crate) fn start(query_id: String, request: &Request) -> Self {
        let path = request.uri().path();
        let path = path.get(..PATH_MAX).unwrap_or(path).to_owned();
        let method = request.method().clone();
        Self { query_id, method, path, started: Instant::now(), caller: None }
    }

    /// The id of the call, as in the answer's `X-Ovh-Queryid`.
    pub(crate) fn query_id(&self) -> &str {
        &self.query_id
    }

    /// Whose call it has turned out to be.
    pub(crate) fn is_of(&mut self, caller: &Caller) {
        self.caller = Some((caller.account, caller.authority.program()));
    }

    /// Puts on the answer what every answer has, and tells the log.
    pub(crate) fn finish(self, mut response: Response) -> Response {
        let Self { query_id, method, path, started, caller } = self;
        let status = response.status();
        if let Some(Private(text)) = response.extensions_mut().remove() {
            tracing::error!(query_id, status = status.as_u16(), "{text}");
        }
        let (credential, client) = match caller.map(|(_, program)| program) {
            Some(Program::Credential(id)) => (Some(id.get()), None),
            Some(Program::Client(id)) => (None, Some(id.to_text())),
            // The account says whose it was; a session has no other name.
            Some(Program::Session(_)) | None => (None, None),
        };
        macro_rules! tell {
            ($level:ident) => {
                tracing::$level!(
                    query_id,
                    %method,
                    path,
                    status = status.as_u16(),
                    account = caller.map(|(account, _)| account.get()),
                    credential,
                    client,
                    duration_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
                    "answered"
                )
            };
        }
        if status.is_success() && matches!(method, Method::GET | Method::HEAD) {
            tell!(debug);
        } else {
            tell!(info);
        }
        let headers = response.headers_mut();
        // Answers hold keys, passwords and what an account has: nothing for the memory of a proxy. What is the same for
        // everybody says so itself.
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        if let Ok(value) = HeaderValue::from_str(&query_id) {
            headers.insert(HeaderName::from_static(QUERY_ID_HEADER), value);
        }
        response
    }
}
