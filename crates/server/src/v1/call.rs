//! `/me/api/logs`: the calls that may have changed something, of the account and about its services.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::ApiLog;
use perennial_core::ApiCallId;
use perennial_engine::CallsOf;

use super::Answer;
use crate::App;
use crate::convert;
use crate::extract::{Caller, PathParams};
use crate::reply::Json;

/// `GET /me/api/logs/self` and `/me/api/logs/services`.
pub(super) async fn list_calls(
    State(app): State<Arc<App>>,
    caller: Caller,
    of: CallsOf,
) -> Answer<Vec<i64>> {
    let ids = app.engine.call_ids(caller.account, of).await?;
    Ok(Json(ids.into_iter().map(ApiCallId::get).collect()))
}

/// `GET /me/api/logs/self/{logId}` and `/me/api/logs/services/{logId}`.
pub(super) async fn get_call(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    of: CallsOf,
) -> Answer<ApiLog> {
    let call = app.engine.require_call(caller.account, of, path.id("logId")?).await?;
    let account = app.engine.require_account(caller.account).await?;
    Ok(Json(convert::api_log(app.wire(caller.account), &account, &call)))
}
