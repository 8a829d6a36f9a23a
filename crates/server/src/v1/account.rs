//! `/me`: the account.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{Nichandle, NichandleUpdate};

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::extract::{Caller, Payload};
use crate::reply::Json;

/// `GET /me`.
pub(super) async fn get_me(State(app): State<Arc<App>>, caller: Caller) -> Answer<Nichandle> {
    let customer = app.engine.customer(&caller.fresh).await?;
    Ok(Json(convert::nichandle(&customer.account, &customer.details)))
}

/// `PUT /me`: who the customer is.
pub(super) async fn change_me(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(update): Payload<NichandleUpdate>,
) -> Answer<()> {
    let update = convert::profile_update(&update)?;
    app.engine.update_account(&caller.context(), &update).await?;
    Ok(VOID)
}
