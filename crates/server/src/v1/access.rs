//! `/me/api`: programs that call for the account, and what each may do.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{ApiApplication, ApiCredential, CredentialState, CredentialUpdate};
use perennial_core::ApplicationId;
use perennial_core::credential::Credential;

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::Json;

/// `GET /me/api/application`.
pub(super) async fn list_applications(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<Vec<i64>> {
    let seen = app.engine.seen_applications(caller.account).await?;
    Ok(Json(seen.iter().map(|application| application.id.get()).collect()))
}

/// `GET /me/api/application/{applicationId}`.
pub(super) async fn get_application(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<ApiApplication> {
    let id = path.id("applicationId")?;
    let application = app.engine.require_seen_application(caller.account, id).await?;
    Ok(Json(convert::api_application(&application)))
}

/// `DELETE /me/api/application/{applicationId}`.
pub(super) async fn remove_application(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    app.engine.remove_application(&caller.context(), path.id("applicationId")?).await?;
    Ok(VOID)
}

/// `GET /me/api/credential`.
pub(super) async fn list_credentials(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let application: Option<ApplicationId> = query.id("applicationId")?;
    let states = CredentialState::ALL.iter().map(CredentialState::as_str);
    let status = query.one_of("status", states)?;
    let now = app.engine.wall().at();
    let wanted = |one: &&Credential| {
        application.is_none_or(|application| one.application == application)
            && status.is_none_or(|status| one.state_at(now).code() == status)
    };
    let credentials = app.engine.credentials(caller.account).await?;
    Ok(Json(credentials.iter().filter(wanted).map(|one| one.id.get()).collect()))
}

/// `GET /me/api/credential/{credentialId}`.
pub(super) async fn get_credential(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<ApiCredential> {
    let id = path.id("credentialId")?;
    let credential = app.engine.require_credential(caller.account, id).await?;
    Ok(Json(convert::api_credential(app.wire(caller.account), &credential)))
}

/// `PUT /me/api/credential/{credentialId}`: from where it may be used.
pub(super) async fn update_credential(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    payload: Result<Payload<CredentialUpdate>, ApiError>,
) -> Answer<()> {
    let id = path.id("credentialId")?;
    let Payload(update) = payload?;
    let Some(blocks) = update.allowed_ips else {
        app.engine.require_credential(caller.account, id).await?;
        return Ok(VOID);
    };
    let blocks = convert::parse_blocks(blocks.as_deref().unwrap_or_default())?;
    app.engine.restrict_credential(&caller.context(), id, &blocks).await?;
    Ok(VOID)
}

/// `DELETE /me/api/credential/{credentialId}`.
pub(super) async fn end_credential(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    app.engine.revoke_credential(&caller.context(), path.id("credentialId")?).await?;
    Ok(VOID)
}

/// `GET /me/api/credential/{credentialId}/application`.
pub(super) async fn get_application_of_credential(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<ApiApplication> {
    let application = app.engine.application_of(caller.account, path.id("credentialId")?).await?;
    Ok(Json(convert::api_application(&application)))
}
