//! `POST /auth/oauth2/token`: where OAuth2 clients get access tokens (RFC 6749 sections 4.4 and 5).
//!
//! The client says who it is in the form or as HTTP Basic, not in both. Wrong secrets are counted for an id and an address
//! together, as wrong passwords of papers are.

use std::borrow::Cow;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::routing::post;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hyper::header::AUTHORIZATION;
use hyper::http::request::Parts;
use perennial_core::ClientId;
use perennial_engine::access::TokenRefusal;
use serde::Serialize;

use crate::App;
use crate::error::TokenError;
use crate::gate::header_text;
use crate::reply::Json;

/// The longest form.
const FORM_BYTES_MAX: usize = 16 * 1024;
/// The only scope there is: what a client may do is said by its rules.
const SCOPE: &str = "all";

/// An id, if it can be one, and where somebody tries it from.
pub(crate) type TokenAttempt = (Option<ClientId>, Option<IpAddr>);

/// A token that is given out.
#[derive(Serialize)]
struct Given {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    scope: &'static str,
}

pub(crate) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let give = post(give_token).layer(DefaultBodyLimit::max(FORM_BYTES_MAX));
    router.route("/auth/oauth2/token", give)
}

async fn give_token(
    State(app): State<Arc<App>>,
    parts: Parts,
    body: Bytes,
) -> Result<Json<Given>, TokenError> {
    let form = parse_form(&body)?;
    let (id, secret) = who(&parts, &form)?;
    match form.get("grant_type").map(Cow::as_ref) {
        Some("client_credentials") => {}
        Some(_) => return Err(TokenError::OtherGrant),
        None => {
            return Err(TokenError::Request(
                "grant_type is missing: send grant_type=client_credentials",
            ));
        }
    }
    if form.get("scope").is_some_and(|scope| !scope.is_empty() && scope != SCOPE) {
        return Err(TokenError::Scope);
    }
    let attempt = (ClientId::from_text(&id), app.address(&parts));
    if app.token_attempts.are_too_many(&attempt) {
        return Err(TokenError::TooOften);
    }
    let given = match attempt.0 {
        Some(id) => app.engine.give_token(id, &secret).await,
        None => Err(TokenRefusal::UnknownClient),
    };
    let given = given.inspect_err(|refusal| {
        if matches!(refusal, TokenRefusal::UnknownClient) {
            app.token_attempts.failed(attempt);
        }
    })?;
    let left = given.expires_at.duration_since(app.engine.wall().at()).as_secs();
    Ok(Json(Given {
        access_token: given.token.to_string(),
        token_type: "Bearer",
        // A second less, so that nobody calls with a token in the second in which it ends.
        expires_in: left.saturating_sub(1).max(0),
        scope: SCOPE,
    }))
}

type Form<'a> = HashMap<Cow<'a, str>, Cow<'a, str>>;

/// Each parameter may be there once.
fn parse_form(body: &[u8]) -> Result<Form<'_>, TokenError> {
    let mut form = Form::new();
    for (name, value) in form_urlencoded::parse(body) {
        if form.insert(name, value).is_some() {
            return Err(TokenError::Request("a parameter is there more than once"));
        }
    }
    Ok(form)
}

/// The id and the secret of the client.
fn who(parts: &Parts, form: &Form<'_>) -> Result<(String, String), TokenError> {
    let field = |name: &str| form.get(name).map(ToString::to_string);
    let Some(header) = header_text(&parts.headers, AUTHORIZATION.as_str()) else {
        return field("client_id").zip(field("client_secret")).ok_or(TokenError::Client);
    };
    let (id, secret) = basic(header).ok_or(TokenError::Client)?;
    if form.contains_key("client_secret") || field("client_id").is_some_and(|other| other != id) {
        let text = "the client says who it is twice: in the header Authorization and in the form; send one of them";
        return Err(TokenError::Request(text));
    }
    Ok((id, secret))
}

/// Id and secret in HTTP Basic, each encoded as in a form (RFC 6749 section 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let plain = |text: &str| {
        let mut pairs = form_urlencoded::parse(text.as_bytes());
        pairs.next().map(|(name, _)| name.into_owned()).unwrap_or_default()
    };
    Some((plain(id), plain(secret)))
}
