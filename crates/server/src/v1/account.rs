//! `/me`: the account.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::Nichandle;

use super::Answer;
use crate::App;
use crate::convert;
use crate::extract::Caller;
use crate::reply::Json;

/// `GET /me`.
pub(super) async fn get_me(State(app): State<Arc<App>>, caller: Caller) -> Answer<Nichandle> {
    let account = app.engine.require_account(caller.account).await?;
    Ok(Json(convert::nichandle(&account)))
}
