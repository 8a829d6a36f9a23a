//! Ending a service: asking for it, confirming it with the token, and deleting it at once. Two generations of the API
//! have the same in different places.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::catalogue::ProductLine;
use perennial_api::model::{ConfirmServiceTermination, ConfirmTermination, TerminationAnswer};
use perennial_core::ServiceId;
use perennial_core::termination::AtOnce;

use super::product::require_service;
use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::extract::{Caller, PathParams, Payload};
use crate::reply::Json;

/// `POST /{product}/{name}/terminate`.
pub(super) async fn ask_by_name(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    line: &'static ProductLine,
) -> Answer<String> {
    let service = require_service(&app, &caller, &path, line).await?;
    let key = caller.idempotency(&())?;
    let sent = app.engine.ask_termination(&caller.context(), service, key.as_ref()).await?;
    Ok(Json(convert::token_sent(app.wire(caller.account), sent)))
}

/// `POST /{product}/{name}/confirmTermination`.
pub(super) async fn confirm_by_name(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<ConfirmTermination>,
    line: &'static ProductLine,
) -> Answer<String> {
    let service = require_service(&app, &caller, &path, line).await?;
    let key = caller.idempotency(&request)?;
    let survey = convert::survey(&request)?;
    let (context, token) = (caller.context(), request.token.trim());
    let done = app.engine.confirm_termination(&context, service, token, &survey, key.as_ref());
    Ok(Json(convert::termination_confirmed(done.await?)))
}

/// `POST /services/{serviceId}/terminate`.
pub(super) async fn ask(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<TerminationAnswer> {
    let service = path.id("serviceId")?;
    let key = caller.idempotency(&())?;
    let sent = app.engine.ask_termination(&caller.context(), service, key.as_ref()).await?;
    let message = convert::token_sent(app.wire(caller.account), sent);
    Ok(Json(TerminationAnswer { message }))
}

/// `POST /services/{serviceId}/terminate/confirm`.
pub(super) async fn confirm(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<ConfirmServiceTermination>,
) -> Answer<TerminationAnswer> {
    let service: ServiceId = path.id("serviceId")?;
    let key = caller.idempotency(&request)?;
    let survey = convert::long_survey(&request)?;
    let (context, token) = (caller.context(), request.token.trim());
    let done = app.engine.confirm_termination(&context, service, token, &survey, key.as_ref());
    let message = convert::termination_confirmed(done.await?);
    Ok(Json(TerminationAnswer { message }))
}

/// `DELETE /services/{serviceId}`.
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<TerminationAnswer> {
    let service = path.id("serviceId")?;
    let context = caller.context();
    let done = app.engine.delete_service(&context, service, AtOnce::Any, None).await?;
    Ok(Json(TerminationAnswer { message: convert::deleted(done) }))
}

/// `POST /service/{serviceId}/terminate`.
pub(super) async fn delete_suspended(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    let service = path.id("serviceId")?;
    let key = caller.idempotency(&())?;
    let context = caller.context();
    app.engine.delete_service(&context, service, AtOnce::Suspended, key.as_ref()).await?;
    Ok(VOID)
}
