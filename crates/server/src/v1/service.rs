//! `/service`: the services of the account.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{Service, ServiceUpdate};
use perennial_core::ServiceId;
use perennial_core::text::Name;

use super::{Answer, VOID};
use crate::App;
use crate::convert::{self, Facts};
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload};
use crate::reply::Json;

/// `GET /service`.
pub(super) async fn list_services(State(app): State<Arc<App>>, caller: Caller) -> Answer<Vec<i64>> {
    let ids = app.engine.service_ids(caller.account).await?;
    Ok(Json(ids.into_iter().map(ServiceId::get).collect()))
}

/// `GET /service/{serviceId}`.
pub(super) async fn get_service(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Service> {
    let service = app.engine.require_service(caller.account, path.id("serviceId")?).await?;
    let account = app.engine.require_account(caller.account).await?;
    let plan = app.engine.plan_of(&service.plan, &caller.fresh).await?;
    let today = app.engine.clock().now().today;
    let facts = Facts { plan: plan.as_ref(), currency: account.currency, today };
    Ok(Json(convert::service(&service, facts)))
}

/// `PUT /service/{serviceId}`: the display name. An empty one takes it away.
pub(super) async fn rename_service(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<ServiceUpdate>,
) -> Answer<()> {
    let service = path.id("serviceId")?;
    let text = update.display_name.trim();
    let name = if text.is_empty() { None } else { Some(Name::parse(text)) };
    let name = name.transpose().map_err(|e| ApiError::bad_parameter("displayName", e))?;
    let update = perennial_engine::ServiceUpdate { display_name: Some(name), renewal: None };
    app.engine.update_service(&caller.context(), service, &update).await?;
    Ok(VOID)
}
