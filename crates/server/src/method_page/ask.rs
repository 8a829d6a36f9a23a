//! What a browser asks for and sends: the method and its token in the address, and the fields of a form.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequest, FromRequestParts, Request};
use form_urlencoded::{Serializer, parse};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::http::request::Parts;
use perennial_core::{AccountId, PaymentMethodId};

use crate::App;
use crate::error::ApiError;

/// The largest form that is read, in bytes.
const FORM_BYTES_MAX: usize = 16 * 1024;
/// How long it may take to arrive.
const FORM_WITHIN: Duration = Duration::from_secs(20);

/// A method, and whether the token in the address opens it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    pub(super) method: PaymentMethodId,
    pub(super) account: AccountId,
    pub(super) is_open: bool,
    token: [u8; TOKEN],
}

const TOKEN: usize = 27;

impl FromRequestParts<Arc<App>> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let value = |wanted: &str| {
            let mut values = parse(query).filter(|(name, _)| name == wanted);
            values.next().map(|(_, value)| value.into_owned()).unwrap_or_default()
        };
        let method = value("paymentMethodId").parse().ok();
        let method = method.and_then(|id| PaymentMethodId::try_new(id).ok());
        let method = method.unwrap_or(PaymentMethodId::MIN);
        let token = value("token");
        let account = app.engine.vault().open_method(method, &token);
        Ok(Self {
            method,
            account: account.unwrap_or(AccountId::MIN),
            is_open: account.is_some(),
            token: token.as_bytes().try_into().unwrap_or([0; TOKEN]),
        })
    }
}

impl Ask {
    /// What stands in the address.
    pub(super) fn query(&self) -> String {
        let token = String::from_utf8_lossy(&self.token);
        Serializer::new(String::new())
            .append_pair("paymentMethodId", &self.method.to_string())
            .append_pair("token", &token)
            .finish()
    }
}

/// A form that was sent. It holds what a log must not, and shows nothing of it.
pub(super) struct Sent(HashMap<String, String>);

impl Sent {
    /// A field; empty if it is not there.
    pub(super) fn field(&self, name: &str) -> &str {
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
