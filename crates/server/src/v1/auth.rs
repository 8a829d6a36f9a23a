//! `/auth`: time, and the life of credentials.

use std::sync::Arc;

use axum::extract::State;
use hyper::HeaderMap;
use perennial_api::model::{
    ApiCredential, CredentialRequest, CredentialState, Details, PendingCredential,
};
use perennial_api::sign::header;
use perennial_core::text::Name;
use perennial_engine::access::{self, Authority};

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{CallKey, Caller, Payload};
use crate::gate::header_text;
use crate::reply::Json;

/// What a call is made with instead of a credential.
const WITH_TOKEN: &str =
    "with an access token, not with a credential; /me/api/oauth2/client tells about its client";
const IN_SESSION: &str =
    "in a session, not with a credential; /auth/account tells about it, and ends it";

/// `GET /auth/time`: our time, in seconds since 1970.
pub(super) async fn time(State(app): State<Arc<App>>) -> Json<i64> {
    Json(app.engine.wall().at().as_second())
}

/// `POST /auth/credential`: an application asks for a credential.
pub(super) async fn request_credential(
    State(app): State<Arc<App>>,
    call: CallKey,
    headers: HeaderMap,
    payload: Result<Payload<CredentialRequest>, ApiError>,
) -> Answer<PendingCredential> {
    // Who asks comes before what is asked, as in every other call.
    let key = header_text(&headers, header::APPLICATION).ok_or_else(ApiError::login_first)?;
    let application = app.engine.active_application(key).await?;
    let Payload(request) = payload?;
    let asked = parse_request(&request)?;
    let call = call.of_application(application.application.id);
    let idempotency = call.idempotency(&request)?;
    let new = app.engine.request_credential(&application, &asked, idempotency.as_ref()).await?;
    let token = new.validation_token.as_str();
    Ok(Json(PendingCredential {
        consumer_key: new.consumer_key.to_string(),
        state: CredentialState::from(new.credential.state.code()),
        validation_url: format!("{}/auth/?credentialToken={token}", app.base_url()),
    }))
}

fn parse_request(request: &CredentialRequest) -> Result<access::CredentialRequest, ApiError> {
    let allowed_ips = convert::parse_blocks(request.allowed_ips.as_deref().unwrap_or_default())?;
    let redirection = request.redirection.as_deref().filter(|text| !text.is_empty());
    let redirection = redirection.map(parse_redirection).transpose()?;
    let rules = convert::parse_rules(&request.access_rules)?;
    Ok(access::CredentialRequest { rules, allowed_ips, redirection })
}

fn parse_redirection(text: &str) -> Result<Name, ApiError> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    if !web {
        let problem = "it must be an address that starts with https:// or http://";
        return Err(ApiError::bad_parameter("redirection", problem));
    }
    Name::parse(text).map_err(|error| ApiError::bad_parameter("redirection", error))
}

/// `GET /auth/currentCredential`.
pub(super) async fn current_credential(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<ApiCredential> {
    // Read again, because what is in memory does not know of its last use.
    let credential = match &caller.authority {
        Authority::Credential(credential) => credential,
        Authority::Client(_) => return Err(ApiError::no_credential(WITH_TOKEN)),
        Authority::Session(_) => return Err(ApiError::no_credential(IN_SESSION)),
    };
    let credential = app.engine.require_credential(caller.account, credential.id).await?;
    Ok(Json(convert::api_credential(app.wire(caller.account), &credential)))
}

/// `POST /auth/logout`: ends the credential, or the access token, of the call.
pub(super) async fn logout(State(app): State<Arc<App>>, caller: Caller) -> Answer<()> {
    match &caller.authority {
        Authority::Credential(credential) => {
            app.engine.revoke_credential(&caller.context(), credential.id).await?;
        }
        Authority::Client(bearer) => app.engine.end_token(&bearer.token_hash).await?,
        // A session ends where it began: on the pages, with a form of its own.
        Authority::Session(_) => return Err(ApiError::no_credential(IN_SESSION)),
    }
    Ok(VOID)
}

/// `GET /auth/details`.
pub(super) async fn details(State(app): State<Arc<App>>, caller: Caller) -> Answer<Details> {
    let account = app.engine.require_account(caller.account).await?;
    Ok(Json(convert::details(account.nichandle.as_str(), &caller.authority)))
}
