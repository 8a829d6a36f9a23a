//! The one place that chooses an HTTP status: from what went wrong to the API's error body, and to pages (`page`).

mod page;

pub(crate) use page::Unfit;

use std::num::NonZeroU32;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use hyper::StatusCode;
use hyper::header::HeaderValue;
use hyper::header::{PRAGMA, RETRY_AFTER, WWW_AUTHENTICATE};
use perennial_api::catalogue::matching;
use perennial_api::error::{Error as Body, class, code, message};
use perennial_core::id::IdOutOfRange;
use perennial_core::payment::PayRefusal;
use perennial_documents::paper::{Closed, Page};
use perennial_engine::access::{AccessRefusal, TokenRefusal};
use perennial_engine::{Class, EngineError};
use serde_json::json;

use crate::attempts;
use crate::paper;
use crate::readable::readable;
use crate::reply::Json;

/// An error on its way out.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    body: Box<Body>,
    /// What the log is told and the caller is not.
    private: Option<String>,
    retry_after_s: Option<u16>,
}

impl ApiError {
    fn new(status: StatusCode, body: Body) -> Self {
        Self { status, body: Box::new(body), private: None, retry_after_s: None }
    }

    /// Something about a parameter.
    pub(crate) fn bad_request(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Body::new(text).class(class::BAD_REQUEST))
    }

    pub(crate) fn bad_parameter(name: &str, problem: impl std::fmt::Display) -> Self {
        Self::bad_request(format!("{name}: {problem}")).detail("parameter", name)
    }

    pub(crate) fn invalid_access_rules(problem: impl std::fmt::Display) -> Self {
        let text = format!("{}: {problem}", message::INVALID_ACCESS_RULES);
        let body = Body::new(text).class(class::BAD_REQUEST).code(code::INVALID_ARGUMENT);
        Self::new(StatusCode::BAD_REQUEST, body)
    }

    pub(crate) fn unknown_url() -> Self {
        Self::new(StatusCode::NOT_FOUND, Body::new(message::UNKNOWN_URL).class(class::NOT_FOUND))
    }

    /// Whether an answer says that what was asked for is not there.
    pub(crate) fn says_not_found(answer: &Response) -> bool {
        answer.status() == StatusCode::NOT_FOUND
    }

    pub(crate) fn service_not_found() -> Self {
        let body = Body::new(message::SERVICE_NOT_FOUND).class(class::NOT_FOUND);
        Self::new(StatusCode::NOT_FOUND, body)
    }

    pub(crate) fn object_not_found(what: &str, id: impl std::fmt::Display) -> Self {
        let body = Body::new(message::object_not_found(what, id)).class(class::NOT_FOUND);
        Self::new(StatusCode::NOT_FOUND, body)
    }

    pub(crate) fn method_not_allowed() -> Self {
        let text = "This path does not have this method; the header Allow of this answer names those that it has";
        let body = Body::new(text).class("Client::MethodNotAllowed");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, body)
    }

    pub(crate) fn body_too_large(most: usize) -> Self {
        let text = format!("The body is too large; at most {most} bytes are read");
        let body = Body::new(text).class("Client::PayloadTooLarge");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, body)
    }

    pub(crate) fn unreadable_body(error: &dyn std::fmt::Display) -> Self {
        Self::bad_request(format!("The body cannot be read: {error}"))
    }

    pub(crate) fn login_first() -> Self {
        let body = Body::new(message::LOGIN_FIRST).class(class::UNAUTHORIZED);
        Self::new(StatusCode::UNAUTHORIZED, body)
    }

    pub(crate) fn sandbox_token_missing() -> Self {
        let text =
            "Send the token of this sandbox in the header Authorization, after the word Bearer";
        Self::new(StatusCode::UNAUTHORIZED, Body::new(text).class(class::UNAUTHORIZED))
    }

    /// A call of the console without the token of its page.
    pub(crate) fn foreign_call() -> Self {
        let text = "This call was not sent by the console of this session; open the page again";
        Self::new(StatusCode::FORBIDDEN, Body::new(text).class(class::FORBIDDEN))
    }

    pub(crate) fn timestamp_missing() -> Self {
        let text = "X-Ovh-Timestamp must be the number of seconds since 1970 that was signed";
        let body = Body::new(text).class(class::BAD_REQUEST).code(code::INVALID_SIGNATURE);
        Self::new(StatusCode::BAD_REQUEST, body)
    }

    pub(crate) fn no_credential(made: &str) -> Self {
        let text = format!("The call is made {made}");
        Self::new(StatusCode::NOT_FOUND, Body::new(text).class(class::NOT_FOUND))
    }

    pub(crate) fn body_too_slow(within: Duration) -> Self {
        let seconds = within.as_secs();
        let text = format!("The body did not arrive within {seconds} seconds; nothing was done");
        let body = Body::new(text).class("Client::RequestTimeout");
        Self::new(StatusCode::REQUEST_TIMEOUT, body)
    }

    pub(crate) fn too_many_calls(per_second: NonZeroU32, wait: Duration) -> Self {
        let seconds = u16::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u16::MAX).max(1);
        let text = format!(
            "Too many calls: {per_second} a second are granted to a credential. Wait for {seconds} s"
        );
        let body = Body::new(text).class("Client::TooManyRequests");
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, body);
        error.retry_after_s = Some(seconds);
        error
    }

    pub(crate) fn too_busy() -> Self {
        Self::unavailable(
            "The server has as many calls as it can take and did nothing; try again in a moment",
        )
    }

    pub(crate) fn too_slow() -> Self {
        Self::unavailable(
            "The call took too long. What it was to do may still be done: look before you repeat it",
        )
    }

    fn unavailable(text: &str) -> Self {
        let body = Body::new(text).class("Server::ServiceUnavailable");
        let mut error = Self::new(StatusCode::SERVICE_UNAVAILABLE, body);
        error.retry_after_s = Some(1);
        error
    }

    pub(crate) fn unwritable(error: &dyn std::fmt::Display) -> Self {
        Self::internal(format!("an answer cannot be written as JSON: {error}"))
    }

    fn internal(private: impl std::fmt::Display) -> Self {
        let body = Body::new(message::INTERNAL).class(class::INTERNAL);
        let mut error = Self::new(StatusCode::INTERNAL_SERVER_ERROR, body);
        error.private = Some(private.to_string());
        error
    }

    pub(crate) fn detail(mut self, name: &str, value: impl Into<String>) -> Self {
        self.body = Box::new(self.body.detail(name, value));
        self
    }
}

impl From<AccessRefusal> for ApiError {
    fn from(refusal: AccessRefusal) -> Self {
        let forbidden = |text: &str, code: &str| {
            let body = Body::new(text).code(code).class(class::FORBIDDEN);
            Self::new(StatusCode::FORBIDDEN, body).with_http_code()
        };
        let bad = |text: &str, code: &str| {
            let body = Body::new(text).code(code).class(class::BAD_REQUEST);
            Self::new(StatusCode::BAD_REQUEST, body).with_http_code()
        };
        match &refusal {
            AccessRefusal::UnknownApplication => forbidden(message::INVALID_KEY, code::INVALID_KEY),
            AccessRefusal::OutOfTime { server_time, off_by } => {
                bad(message::QUERY_TIME_OUT, code::QUERY_TIME_OUT)
                    .detail("serverTime", server_time.to_string())
                    .detail("offBySeconds", off_by.to_string())
            }
            AccessRefusal::UnknownCredential => {
                forbidden(message::NOT_CREDENTIAL, code::NOT_CREDENTIAL)
            }
            AccessRefusal::UnknownToken => {
                let text =
                    "This access token does not exist; get another one at /auth/oauth2/token";
                forbidden(text, code::NOT_CREDENTIAL)
            }
            AccessRefusal::BadSignature => bad(message::INVALID_SIGNATURE, code::INVALID_SIGNATURE),
            AccessRefusal::NotValid { state } => {
                forbidden(message::INVALID_CREDENTIAL, code::INVALID_CREDENTIAL)
                    .detail("status", state.code())
            }
            AccessRefusal::AddressNotAllowed { address } => {
                let text = format!("This credential may not be used from {address}");
                forbidden(&text, code::FORBIDDEN)
            }
            AccessRefusal::NotGranted { verb, path } => {
                let call = format!("{} {path}", verb.name());
                let text = format!(
                    "{}: no rule of the credential covers {call}",
                    message::NOT_GRANTED_CALL
                );
                let error = forbidden(&text, code::NOT_GRANTED_CALL).detail("missingRule", call);
                let operation = verb.name().parse().ok().and_then(|verb| matching(verb, path));
                match operation.and_then(|operation| operation.iam_action) {
                    // The key does not reach far enough. No policy has a say in that, and clients look for both.
                    Some(action) => error
                        .detail("unauthorizedActionsByAuthentication", action)
                        .detail("unauthorizedActionsByIAM", ""),
                    None => error,
                }
            }
            AccessRefusal::Seal(_) => Self::internal(&refusal),
            AccessRefusal::Store(error) => Self::no_database(error),
        }
    }
}

impl ApiError {
    /// The status line once more in the body, as errors of authentication have it.
    fn with_http_code(mut self) -> Self {
        self.body.http_code = Some(self.status.to_string());
        self
    }

    pub(crate) fn no_database(error: &dyn std::fmt::Display) -> Self {
        let mut answer = Self::unavailable("The database does not answer; try again in a moment");
        answer.private = Some(error.to_string());
        answer
    }
}

impl From<EngineError> for ApiError {
    fn from(error: EngineError) -> Self {
        let text = error.to_string();
        let answer = |status, kind: &str| {
            Self::new(status, Body::new(text.as_str()).class(kind)).with_facts(&error)
        };
        match error.class() {
            Class::Invalid => answer(StatusCode::BAD_REQUEST, class::BAD_REQUEST),
            Class::NotFound => match error {
                EngineError::NotFound { what: "serviceId", .. } => Self::service_not_found(),
                EngineError::NotFound { what, id } => Self::object_not_found(what, id),
                _ => answer(StatusCode::NOT_FOUND, class::NOT_FOUND),
            },
            Class::Forbidden => answer(StatusCode::FORBIDDEN, class::FORBIDDEN),
            Class::PaymentRequired => answer(StatusCode::PAYMENT_REQUIRED, class::PAYMENT_REQUIRED),
            Class::Expired => {
                let text = format!("{}: {text}", message::SERVICE_EXPIRED);
                Self::new(expired(), Body::new(text).class(class::SERVICE_EXPIRED))
            }
            Class::Conflict => answer(StatusCode::CONFLICT, class::CONFLICT),
            Class::Unavailable if matches!(error, EngineError::Busy) => {
                Self::unavailable("The account is busy and nothing was done; try again in a moment")
            }
            Class::Unavailable => Self::no_database(&text),
            Class::Bug => Self::internal(text),
        }
    }
}

/// The API's own status for a service that has expired; HTTP has none.
fn expired() -> StatusCode {
    StatusCode::from_u16(460).unwrap_or(StatusCode::GONE)
}

impl ApiError {
    /// What programs need to choose what to do next: the means that an order does accept, and whether it makes sense
    /// to try the same again.
    fn with_facts(self, error: &EngineError) -> Self {
        match error {
            EngineError::Pay(
                PayRefusal::NotAccepted { accepted, .. }
                | PayRefusal::IdMissing { accepted, .. }
                | PayRefusal::UnknownMethod { accepted, .. }
                | PayRefusal::BalanceTooLow { accepted, .. },
            ) => {
                let names: Vec<String> = accepted.iter().map(ToString::to_string).collect();
                self.detail("accepted", names.join(", "))
            }
            EngineError::Profile(refusal) => self.detail("parameter", refusal.field().code()),
            EngineError::Declined { decline, .. } => self.detail("decline", decline.code()),
            _ => self,
        }
    }
}

impl From<IdOutOfRange> for ApiError {
    fn from(error: IdOutOfRange) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(mut self) -> Response {
        let texts = std::iter::once(&mut self.body.message).chain(self.body.details.values_mut());
        texts.for_each(|text| *text = readable(text));
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        if let Some(private) = self.private {
            // The gate logs it, where the id of the call is known.
            response.extensions_mut().insert(Private(private));
        }
        response
    }
}

/// A document that is not shown, said to people in a language such as `fi`.
#[derive(Debug)]
pub(crate) struct ClosedPaper {
    pub(crate) reason: Closed,
    pub(crate) language: String,
    pub(crate) private: Option<String>,
}

impl IntoResponse for ClosedPaper {
    fn into_response(self) -> Response {
        let status = match self.reason {
            Closed::Unknown | Closed::NoInvoice => StatusCode::NOT_FOUND,
            Closed::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Closed::Trouble => StatusCode::SERVICE_UNAVAILABLE,
        };
        let page = Page::closed(self.reason, &self.language);
        let mut response = match page {
            Ok(page) => (status, paper::html(page)).into_response(),
            Err(error) => return ApiError::internal(error).into_response(),
        };
        if self.reason == Closed::Throttled {
            response.headers_mut().insert(RETRY_AFTER, attempts::RETRY_AFTER_S.into());
        }
        if let Some(private) = self.private {
            response.extensions_mut().insert(Private(private));
        }
        response
    }
}

/// Why no access token is given out, in the words of RFC 6749 section 5.2.
#[derive(Debug)]
pub(crate) enum TokenError {
    /// The form is wrong.
    Request(&'static str),
    /// It is not known who asks.
    Client,
    /// Something else than a secret is offered.
    OtherGrant,
    /// Another scope is asked for.
    Scope,
    /// Too many wrong secrets.
    TooOften,
    /// It was not given out for a reason of the engine's.
    Refused(TokenRefusal),
}

impl From<TokenRefusal> for TokenError {
    fn from(refusal: TokenRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let wrong_client = "there is no client with this id and this secret, or it is over";
        let (status, error, text) = match &self {
            Self::Request(text) => (StatusCode::BAD_REQUEST, "invalid_request", *text),
            Self::Client => (
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "send client_id and client_secret in the form, or as HTTP Basic",
            ),
            Self::OtherGrant => (
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "only client_credentials is served",
            ),
            Self::Scope => (
                StatusCode::BAD_REQUEST,
                "invalid_scope",
                "the only scope is all; leave it out, or send all",
            ),
            Self::TooOften => (
                StatusCode::TOO_MANY_REQUESTS,
                "invalid_client",
                "too many wrong secrets were sent for this client from there; wait for a minute",
            ),
            Self::Refused(TokenRefusal::UnknownClient) => {
                (StatusCode::UNAUTHORIZED, "invalid_client", wrong_client)
            }
            Self::Refused(TokenRefusal::TooMany) => (
                StatusCode::TOO_MANY_REQUESTS,
                "invalid_request",
                "the client has as many access tokens as it can have; use one until it expires",
            ),
            Self::Refused(TokenRefusal::Store(_)) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable",
                "the database does not answer; try again in a moment",
            ),
        };
        let body = Json(json!({ "error": error, "error_description": text }));
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
        if status == StatusCode::UNAUTHORIZED {
            let basic = HeaderValue::from_static("Basic realm=\"OAuth2 clients\"");
            headers.insert(WWW_AUTHENTICATE, basic);
        }
        if status == StatusCode::TOO_MANY_REQUESTS {
            headers.insert(RETRY_AFTER, attempts::RETRY_AFTER_S.into());
        }
        if let Self::Refused(TokenRefusal::Store(error)) = self {
            headers.insert(RETRY_AFTER, 1.into());
            response.extensions_mut().insert(Private(error.to_string()));
        }
        response
    }
}

/// What only the log is told.
#[derive(Debug, Clone)]
pub(crate) struct Private(pub(crate) String);
