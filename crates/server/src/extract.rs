//! What handlers take out of a request: the caller, path, query and body, each with the API's own errors.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use hyper::http::request::Parts;
use jiff::Timestamp;
use perennial_api::model::DateTime;
use perennial_core::AccountId;
use perennial_core::credential::Credential;
use perennial_core::id::IdOutOfRange;
use perennial_engine::access;
use perennial_engine::{Actor, Context, Freshness, Idempotency};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::ApiError;
use crate::gate::header_text;

/// The header with which a client says that a request may arrive twice.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The longest key.
const KEY_MAX: usize = 255;

/// Whose call it is. Put into the request by the gate.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) account: AccountId,
    pub(crate) credential: Arc<Credential>,
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
    pub(crate) fn new(caller: access::Caller, query_id: &str, parts: &Parts, path: &str) -> Self {
        let access::Caller { account, credential, fresh } = caller;
        let call = CallKey::of(parts, path);
        Self { account, credential, fresh, query_id: query_id.to_owned(), call }
    }

    /// The circumstances of a command.
    pub(crate) fn context(&self) -> Context {
        Context {
            account: self.account,
            actor: Actor::Credential(self.credential.id),
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
    fn of(parts: &Parts, path: &str) -> Self {
        let key = header_text(&parts.headers, IDEMPOTENCY_KEY).map(str::to_owned);
        Self { key, call: format!("{} {path}", parts.method) }
    }

    /// The content is written in one fixed form, so that white space and the order of fields are no matter.
    pub(crate) fn idempotency(
        &self,
        content: &impl Serialize,
    ) -> Result<Option<Idempotency>, ApiError> {
        let Some(key) = &self.key else { return Ok(None) };
        let printable = key.bytes().all(|byte| byte.is_ascii_graphic());
        if key.is_empty() || key.len() > KEY_MAX || !printable {
            let problem = format!("a key has 1 to {KEY_MAX} visible ASCII characters");
            return Err(ApiError::bad_parameter("Idempotency-Key", problem));
        }
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
        let path = parts.uri.path().to_owned();
        Ok(Self::of(parts, &path))
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
    let not_a_number = || ApiError::bad_parameter(name, format!("`{text}` is not a whole number"));
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return Err(not_a_number());
    }
    let number: i64 = text.parse().map_err(|_| not_a_number())?;
    T::try_from(number).map_err(|error| ApiError::bad_parameter(name, error))
}

impl<S: Send + Sync> FromRequestParts<S> for PathParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let raw = RawPathParams::from_request_parts(parts, state).await;
        let raw = raw.map_err(|_| ApiError::unknown_url())?;
        Ok(Self(raw.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()))
    }
}

/// The parameters of the query. What nobody asks for is nobody's business.
#[derive(Debug)]
pub(crate) struct QueryParams(HashMap<String, String>);

impl QueryParams {
    /// A text. What is empty, or `null` as one SDK writes it, is not there.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|text| !text.is_empty() && *text != "null")
    }

    /// A boolean.
    pub(crate) fn boolean(&self, name: &str) -> Result<Option<bool>, ApiError> {
        self.text(name)
            .map(|text| match text {
                "true" | "1" => Ok(true),
                "false" | "0" => Ok(false),
                other => {
                    let problem = format!("`{other}` is not a boolean; write true or false");
                    Err(ApiError::bad_parameter(name, problem))
                }
            })
            .transpose()
    }

    /// An id.
    pub(crate) fn id<T: TryFrom<i64, Error = IdOutOfRange>>(
        &self,
        name: &str,
    ) -> Result<Option<T>, ApiError> {
        self.text(name).map(|text| parse_id(name, text)).transpose()
    }

    /// The instants of `date.from` and `date.to`, both included; everything when they are not given.
    pub(crate) fn date_range(&self) -> Result<(Timestamp, Timestamp), ApiError> {
        let instant = |name: &str| {
            let parsed = self.text(name).map(|text| (text, text.parse::<DateTime>()));
            match parsed {
                Some((text, Err(_))) => {
                    let problem = format!(
                        "`{text}` is not a datetime; write it like 2026-01-31T00:00:00+00:00"
                    );
                    Err(ApiError::bad_parameter(name, problem))
                }
                Some((_, Ok(at))) => Ok(Some(at.instant())),
                None => Ok(None),
            }
        };
        let from = instant("date.from")?.unwrap_or(Timestamp::MIN);
        let to = instant("date.to")?.unwrap_or(Timestamp::MAX);
        Ok((from, to))
    }
}

impl<S: Sync> FromRequestParts<S> for QueryParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// The body, as JSON of one type.
#[derive(Debug)]
pub(crate) struct Payload<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Payload<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = bytes::Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|error| ApiError::unreadable_body(&error))?;
        if bytes.is_empty() {
            return Err(ApiError::bad_request("The body is empty; send a JSON object"));
        }
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let what = if error.is_data() { "is not what this call takes" } else { "is not JSON" };
            ApiError::bad_request(format!("The body {what}: {error}"))
        })
    }
}
