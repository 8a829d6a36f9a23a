//! `/service`: the services of the account.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{Service, ServiceUpdate};
use perennial_core::ServiceId;

use super::services::display_name;
use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload};
use crate::reply::{Json, List};

/// `GET /service`.
pub(super) async fn list_services(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<List<i64>, ApiError> {
    let ids = app.engine.service_ids(caller.account).await?;
    Ok(List(ids.into_iter().map(ServiceId::get).collect()))
}

/// `GET /service/{serviceId}`.
pub(super) async fn get_service(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Service> {
    let service = path.id("serviceId")?;
    let view = app.engine.view_service(caller.account, &caller.fresh, service).await?;
    Ok(Json(convert::service(&view)))
}

/// `PUT /service/{serviceId}`: the display name. An empty one takes it away.
pub(super) async fn rename_service(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<ServiceUpdate>,
) -> Answer<()> {
    let service = path.id("serviceId")?;
    let name = display_name(&update.display_name)?;
    let update = perennial_engine::ServiceUpdate { display_name: Some(name), renewal: None };
    app.engine.update_service(&caller.context(), service, &update).await?;
    Ok(VOID)
}
