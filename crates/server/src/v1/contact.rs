//! Changes of contacts: asking for them, and `/me/task/contactChange`.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::catalogue::ProductLine;
use perennial_api::model::{ChangeContact, ContactChangeStatus, ContactChangeTask, ContactToken};
use perennial_core::ContactChangeId;
use perennial_engine::ContactAnswer;

use super::product::require_service;
use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::Json;

/// `POST /{product}/{name}/changeContact`.
pub(super) async fn change_contacts(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<ChangeContact>,
    line: &'static ProductLine,
) -> Answer<Vec<i64>> {
    let service = require_service(&app, &caller, &path, line).await?;
    let key = caller.idempotency(&request)?;
    let wanted = convert::wanted_contacts(&request)?;
    let context = caller.context();
    let ids = app.engine.change_contacts(&context, service, &wanted, key.as_ref()).await?;
    Ok(Json(ids.into_iter().map(ContactChangeId::get).collect()))
}

/// `GET /me/task/contactChange`.
pub(super) async fn list_changes(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let states = ContactChangeStatus::ALL.iter().map(ContactChangeStatus::as_str);
    let state = query.one_of("state", states)?;
    let (asking, to) = (query.text("askingAccount"), query.text("toAccount"));
    let now = app.engine.clock().now().at;
    let mut changes = app.engine.contact_changes(caller.account).await?;
    changes.retain(|change| asking.is_none_or(|name| change.asked_by.as_str() == name));
    changes.retain(|change| to.is_none_or(|name| change.to.nichandle.as_str() == name));
    changes.retain(|change| {
        state.is_none_or(|state| convert::contact_status(change, now).as_str() == state)
    });
    Ok(Json(changes.iter().map(|change| change.id.get()).collect()))
}

/// `GET /me/task/contactChange/{id}`.
pub(super) async fn get_change(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<ContactChangeTask> {
    let stored = app.engine.require_contact_change(caller.account, path.id("id")?).await?;
    let now = app.engine.clock().now().at;
    Ok(Json(convert::contact_task(app.wire(caller.account), &stored.change, now)))
}

/// `POST /me/task/contactChange/{id}/accept`.
pub(super) async fn accept(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<ContactToken>,
) -> Answer<()> {
    answer(&app, &caller, &path, &request, ContactAnswer::Accept).await
}

/// `POST /me/task/contactChange/{id}/refuse`.
pub(super) async fn refuse(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<ContactToken>,
) -> Answer<()> {
    answer(&app, &caller, &path, &request, ContactAnswer::Refuse).await
}

async fn answer(
    app: &App,
    caller: &Caller,
    path: &PathParams,
    request: &ContactToken,
    answer: ContactAnswer,
) -> Answer<()> {
    let (context, id) = (caller.context(), path.id("id")?);
    let key = caller.idempotency(request)?;
    let token = request.token.trim();
    app.engine.answer_contact_change(&context, id, token, answer, key.as_ref()).await?;
    Ok(VOID)
}

/// `POST /me/task/contactChange/{id}/resendEmail`.
pub(super) async fn resend(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    let key = caller.idempotency(&())?;
    let id = path.id("id")?;
    app.engine.resend_contact_change(&caller.context(), id, key.as_ref()).await?;
    Ok(VOID)
}
