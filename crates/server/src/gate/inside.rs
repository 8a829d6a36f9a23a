//! Inside the gate: the API itself, for calls of which it is known whose they are.
//!
//! Two come here: what has passed the gate with a signature or a token, and what a page of ours calls for somebody who has
//! signed in. Both take a place, are counted, noted and logged alike. Who may call for whom is not asked here again.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use hyper::http::request::Parts;
use perennial_core::credential::Verb;
use perennial_engine::access::{self, Authority, PageSession};
use perennial_engine::{Freshness, Session};
use tokio::sync::{Semaphore, SemaphorePermit};
use tower::ServiceExt;

use super::batch::Batch;
use super::pages::Pages;
use super::within::Within;
use super::{CALL_WITHIN, api_path, is_open, verb, with_path};
use crate::App;
use crate::call_log::CallLog;
use crate::error::ApiError;
use crate::extract::Caller;
use crate::limit::RateLimit;

/// The API, with what bounds its use.
#[derive(Debug, Clone)]
pub(crate) struct Inside {
    app: Arc<App>,
    /// The API, without version.
    api: Router,
    places: Arc<Semaphore>,
    limit: Option<Arc<RateLimit>>,
}

/// Whose a call is, and of what.
#[derive(Debug)]
pub(super) struct Of<'a> {
    pub(super) caller: Caller,
    pub(super) verb: Verb,
    /// The path of the API, without version.
    pub(super) path: &'a str,
    pub(super) address: Option<IpAddr>,
}

/// Whose a call is that a page makes.
#[derive(Debug)]
pub(crate) struct OfPage<'a> {
    pub(crate) session: &'a Session,
    pub(crate) fresh: Freshness,
    pub(crate) address: Option<IpAddr>,
}

impl Inside {
    pub(crate) fn new(app: Arc<App>, api: Router) -> Self {
        let places = Arc::new(Semaphore::new(app.settings.requests_max));
        let limit = app.settings.rate_limit.map(|most| Arc::new(RateLimit::new(most)));
        Self { app, api, places, limit }
    }

    /// A place for a call, if there is one.
    pub(super) fn place(&self) -> Option<SemaphorePermit<'_>> {
        self.places.try_acquire().ok()
    }

    /// Answers a call that somebody who has signed in makes on a page of ours. Its path has a version, as that of
    /// every call.
    pub(crate) async fn answer_page(&self, request: Request<Bytes>, of: OfPage<'_>) -> Response {
        let (parts, body) = request.into_parts();
        let told = Request::from_parts(parts.clone(), Body::empty());
        let mut call = CallLog::start(self.app.engine.ids().query(), &told);
        let Some(_place) = self.place() else {
            return call.finish(ApiError::too_busy().into_response());
        };
        let answer = self.answer_session(parts, body, of, &mut call);
        let answer = tokio::time::timeout(CALL_WITHIN, answer).await;
        call.finish(match answer {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => error.into_response(),
            Err(_) => ApiError::too_slow().into_response(),
        })
    }

    async fn answer_session(
        &self,
        parts: Parts,
        body: Bytes,
        of: OfPage<'_>,
        call: &mut CallLog,
    ) -> Result<Response, ApiError> {
        let path = api_path(parts.uri.path()).ok_or_else(ApiError::unknown_url)?.to_owned();
        let verb = verb(&parts.method).ok_or_else(ApiError::method_not_allowed)?;
        if is_open(verb, &path) {
            return self.route(parts, body, &path).await;
        }
        let authority = Authority::Session(PageSession { hash: of.session.hash });
        let caller = access::Caller { account: of.session.account, authority, fresh: of.fresh };
        let caller = Caller::new(caller, call.query_id(), &parts, &path)?;
        let of = Of { caller, verb, path: &path, address: of.address };
        self.answer(parts, body, of, call).await
    }

    /// Answers a call whose caller is known and may make it.
    pub(super) async fn answer(
        &self,
        mut parts: Parts,
        body: Bytes,
        of: Of<'_>,
        call: &mut CallLog,
    ) -> Result<Response, ApiError> {
        let Of { caller, verb, path, address } = of;
        call.is_of(&caller);
        if let Some(limit) = &self.limit {
            limit.count(caller.authority.program())?;
        }
        self.app.note_call(&caller, verb, path, address);
        if let Some(answer) = self.answer_many(&parts, path, &caller).await? {
            return Ok(answer);
        }
        parts.extensions.insert(caller);
        self.route(parts, body, path).await
    }

    /// The answer of the router, which never fails: what goes wrong is a response already.
    pub(super) async fn route(
        &self,
        mut parts: Parts,
        body: Bytes,
        path: &str,
    ) -> Result<Response, ApiError> {
        parts.uri = with_path(&parts.uri, path)?;
        let request = Request::from_parts(parts, Body::from(body));
        Ok(self.api.clone().oneshot(request).await.into_response())
    }

    /// The answer to a call that stands for many, if this is one.
    async fn answer_many(
        &self,
        parts: &Parts,
        path: &str,
        caller: &Caller,
    ) -> Result<Option<Response>, ApiError> {
        if verb(&parts.method) != Some(Verb::Get) {
            return Ok(None);
        }
        let within = Within { api: &self.api, parts, caller };
        if let Some(batch) = Batch::asked(parts, path)? {
            return Ok(Some(batch.answer(within).await));
        }
        Ok(match Pages::asked(parts, path)? {
            Some(pages) => Some(pages.answer(within).await),
            None => None,
        })
    }
}
