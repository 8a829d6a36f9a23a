//! What handlers take out of a request: the caller, path, query and body, each with the API's own errors.

mod body;
mod query;

pub(crate) use body::Payload;
pub(crate) use query::QueryParams;

use std::collections::HashMap;

use axum::extract::{FromRequestParts, RawPathParams};
use hyper::Method;
use hyper::http::request::Parts;
use perennial_core::id::IdOutOfRange;
use perennial_core::limits::ID_MAX;
use perennial_core::{AccountId, ApplicationId};
use perennial_engine::access::{self, Authority, Program};
use perennial_engine::{Actor, Context, Freshness, Idempotency};
use serde::Serialize;

use crate::error::ApiError;

/// The header with which a client says that a request may arrive twice.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The longest key.
const KEY_MAX: usize = 255;

/// Whose call it is. Put into the request by the gate.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) account: AccountId,
    pub(crate) authority: Authority,
    pub(crate) fresh: Freshness,
    query_id: String,
    call: CallKey,
}

/// What an idempotency key is good for: one method on one path.
#[derive(Debug, Clone)]
pub(crate) struct CallKey {
    key: Option<String>,
    call: String,
}

impl Caller {
    pub(crate) fn new(
        caller: access::Caller,
        query_id: &str,
        parts: &Parts,
        path: &str,
    ) -> Result<Self, ApiError> {
        let access::Caller { account, authority, fresh } = caller;
        let call = CallKey::of(parts, path)?;
        Ok(Self { account, authority, fresh, query_id: query_id.to_owned(), call })
    }

    /// The circumstances of a command.
    pub(crate) fn context(&self) -> Context {
        Context {
            account: self.account,
            actor: match self.authority.program() {
                Program::Credential(id) => Actor::Credential(id),
                Program::Client(id) => Actor::Client(id),
                Program::Session(_) => Actor::SignedIn,
            },
            query_id: self.query_id.clone(),
        }
    }

    /// The idempotency key of the call, if it has one, for a request with this content.
    pub(crate) fn idempotency(
        &self,
        content: &impl Serialize,
    ) -> Result<Option<Idempotency>, ApiError> {
        self.call.idempotency(content)
    }
}

impl CallKey {
    /// Reads the key of a call that does something; other calls need none.
    fn of(parts: &Parts, path: &str) -> Result<Self, ApiError> {
        let call = format!("{} {path}", parts.method);
        let mut keys = parts.headers.get_all(IDEMPOTENCY_KEY).iter();
        let (Some(key), true) = (keys.next(), parts.method == Method::POST) else {
            return Ok(Self { key: None, call });
        };
        let printable = key.as_bytes().iter().all(u8::is_ascii_graphic);
        let key = key.to_str().ok().filter(|_| printable && keys.next().is_none());
        let key = key.filter(|key| (1..=KEY_MAX).contains(&key.len())).ok_or_else(|| {
            let problem = format!("give one key of 1 to {KEY_MAX} visible ASCII characters");
            ApiError::bad_parameter("Idempotency-Key", problem)
        })?;
        Ok(Self { key: Some(key.to_owned()), call })
    }

    /// The same key, as one application knows it: others may use it for something else.
    pub(crate) fn of_application(&self, application: ApplicationId) -> Self {
        let key = self.key.as_ref().map(|key| format!("application {application} {key}"));
        Self { key, call: self.call.clone() }
    }

    /// The content is written in one fixed form, so that white space and the order of fields are no matter.
    pub(crate) fn idempotency(
        &self,
        content: &impl Serialize,
    ) -> Result<Option<Idempotency>, ApiError> {
        let Some(key) = &self.key else { return Ok(None) };
        let body =
            serde_json::to_string(content).map_err(|e| ApiError::bad_request(e.to_string()))?;
        let content = format!("{}\n{body}", self.call);
        Ok(Some(Idempotency::new(key.as_str(), content.as_bytes())))
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(ApiError::login_first)
    }
}

impl<S: Sync> FromRequestParts<S> for CallKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Self::of(parts, parts.uri.path())
    }
}

/// The variables of the path.
#[derive(Debug)]
pub(crate) struct PathParams(HashMap<String, String>);

impl PathParams {
    /// A variable that is text.
    pub(crate) fn text(&self, name: &str) -> Result<&str, ApiError> {
        self.0.get(name).map(String::as_str).ok_or_else(ApiError::unknown_url)
    }

    /// A variable that is an id.
    pub(crate) fn id<T: TryFrom<i64, Error = IdOutOfRange>>(
        &self,
        name: &str,
    ) -> Result<T, ApiError> {
        parse_id(name, self.text(name)?)
    }
}

fn parse_id<T: TryFrom<i64, Error = IdOutOfRange>>(name: &str, text: &str) -> Result<T, ApiError> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits);
    number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
        let problem = format!("`{text}` is not an id: ids are whole numbers from 1 to {ID_MAX}");
        ApiError::bad_parameter(name, problem)
    })
}

impl<S: Send + Sync> FromRequestParts<S> for PathParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let raw = RawPathParams::from_request_parts(parts, state).await;
        let raw = raw.map_err(|_| ApiError::unknown_url())?;
        if raw.iter().any(|(_, value)| value.is_empty()) {
            return Err(ApiError::unknown_url());
        }
        Ok(Self(raw.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()))
    }
}
