//! The product lines: names of services, and when each expires.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::catalogue::ProductLine;
use perennial_api::model::ServiceInfos;

use super::Answer;
use crate::App;
use crate::convert::{self, Facts};
use crate::error::ApiError;
use crate::extract::{Caller, PathParams};
use crate::reply::Json;

/// `GET /{product}`: names of the account's services, none for a line of which it has nothing.
pub(super) async fn list_names(
    State(app): State<Arc<App>>,
    caller: Caller,
    line: &'static ProductLine,
) -> Answer<Vec<String>> {
    Ok(Json(app.engine.service_names(caller.account, line.path).await?))
}

/// `GET /{product}/{name}/serviceInfos`.
pub(super) async fn get_infos(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    line: &'static ProductLine,
) -> Answer<ServiceInfos> {
    let name = path.text(line.parameter)?;
    let service = app.engine.service_by_name(caller.account, line.path, name).await?;
    let service = service.ok_or_else(ApiError::service_not_found)?;
    let account = app.engine.require_account(caller.account).await?;
    let plan = app.engine.plan_of(&service.plan, &caller.fresh).await?;
    let today = app.engine.clock().now().today;
    let facts = Facts { plan: plan.as_ref(), currency: account.currency, today };
    Ok(Json(convert::infos(&service, facts)))
}
