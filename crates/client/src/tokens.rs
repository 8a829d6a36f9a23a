//! Access tokens of an OAuth2 client, got when they are first needed and again when they are over.
//!
//! A token is kept until shortly before its end. When the server refuses one before that, another one is got, once.

use bytes::Bytes;
use form_urlencoded::Serializer;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request};
use http_body_util::Full;
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::call::{Call, InvalidCall, InvalidTarget};
use crate::credentials::{OAuth2Keys, Secret};
use crate::error::Error;

/// How long before its end a token is not used any more, in seconds.
const SPARE_S: i64 = 30;

/// The token that is known, if any.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    known: Mutex<Option<Token>>,
}

/// A token, and until when it is good by our clock.
#[derive(Debug)]
pub(crate) struct Token {
    value: Secret,
    until_s: i64,
}

/// What the server answers.
#[derive(Deserialize)]
pub(crate) struct Given {
    access_token: String,
    expires_in: Option<i64>,
}

impl Given {
    /// The token, given now.
    pub(crate) fn at(self, now_s: i64) -> Token {
        let good_s = self.expires_in.unwrap_or(SPARE_S.saturating_mul(2));
        let until_s = now_s.saturating_add(good_s).saturating_sub(SPARE_S);
        Token { value: Secret::new(self.access_token), until_s }
    }
}

impl Tokens {
    /// A token that is good now. Asks if none is known, or if what is known is the `refused` one.
    ///
    /// Calls that need one at the same time wait for one of them to ask.
    pub(crate) async fn get<E>(
        &self,
        now_s: i64,
        refused: Option<&Secret>,
        ask: impl AsyncFnOnce() -> Result<Token, E>,
    ) -> Result<Secret, E> {
        let mut known = self.known.lock().await;
        if let Some(token) = known.as_ref()
            && token.until_s > now_s
            && refused != Some(&token.value)
        {
            return Ok(token.value.clone());
        }
        let token = ask().await?;
        let value = token.value.clone();
        *known = Some(token);
        Ok(value)
    }
}

/// The request for a token (RFC 6749 section 4.4.2).
pub(crate) fn request(
    call: &Call,
    url: &str,
    keys: &OAuth2Keys,
) -> Result<Request<Full<Bytes>>, Error> {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "client_credentials")
        .append_pair("client_id", &keys.client_id)
        .append_pair("client_secret", keys.client_secret.reveal())
        .append_pair("scope", "all");
    let mut request = Request::new(Full::new(Bytes::from(form.finish())));
    *request.method_mut() = Method::POST;
    let unfit = |_| Error::invalid(call, InvalidCall::from(InvalidTarget::Length));
    *request.uri_mut() = url.parse().map_err(unfit)?;
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(CONTENT_TYPE, kind);
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    Ok(request)
}
