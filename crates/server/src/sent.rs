//! A form that a browser has sent.

use std::collections::HashMap;
use std::time::Duration;

use axum::extract::{FromRequest, Request};
use form_urlencoded::parse;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::error::ApiError;

/// The largest form that is read, in bytes.
const FORM_BYTES_MAX: usize = 16 * 1024;
/// How long it may take to arrive.
const FORM_WITHIN: Duration = Duration::from_secs(20);

/// A form that was sent. It holds what a log must not, and shows nothing of it.
pub(crate) struct Sent(HashMap<String, String>);

impl Sent {
    /// A field; empty if it is not there.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let body = Limited::new(request.into_body(), FORM_BYTES_MAX).collect();
        let read = tokio::time::timeout(FORM_WITHIN, body).await;
        let body = match read.map_err(|_| ApiError::body_too_slow(FORM_WITHIN))? {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => {
                return Err(ApiError::body_too_large(FORM_BYTES_MAX));
            }
            Err(error) => return Err(ApiError::unreadable_body(&error)),
        };
        Ok(Self(parse(&body).into_owned().collect()))
    }
}
