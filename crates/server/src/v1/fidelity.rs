//! `/me/fidelityAccount`: fidelity points.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{
    CreditOrderRequest, FidelityAccount, FidelityAccountUpdate, FidelityMovement, Order,
};
use perennial_core::order::CreditOf;
use perennial_engine::AlertOf;

use super::ovh_account::threshold;
use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::Json;

/// `GET /me/fidelityAccount`.
pub(super) async fn get_account(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<FidelityAccount> {
    let view = app.engine.balance(caller.account, AlertOf::Points).await?;
    Ok(Json(convert::fidelity_account(app.wire(caller.account), &view)))
}

/// `PUT /me/fidelityAccount`: below how many points to be told.
pub(super) async fn update_account(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(update): Payload<FidelityAccountUpdate>,
) -> Answer<()> {
    let threshold = threshold(update.alert_threshold)?;
    app.engine.set_alert(&caller.context(), AlertOf::Points, threshold).await?;
    Ok(VOID)
}

/// `POST /me/fidelityAccount/creditOrder`.
pub(super) async fn order_credit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(request): Payload<CreditOrderRequest>,
) -> Answer<Order> {
    let key = caller.idempotency(&request)?;
    let context = caller.context();
    let order =
        app.engine.order_credit(&context, CreditOf::Points, request.amount, key.as_ref()).await?;
    Ok(Json(convert::order(app.wire(caller.account), &order)))
}

/// `GET /me/fidelityAccount/movements`, oldest first.
pub(super) async fn list_movements(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let (from, to) = query.date_range(app.engine.clock().zone())?;
    let movements = app.engine.movements(caller.account, AlertOf::Points).await?;
    let within = movements.iter().filter(|movement| (from..=to).contains(&movement.at));
    Ok(Json(within.map(|movement| movement.id.get()).collect()))
}

/// `GET /me/fidelityAccount/movements/{movementId}`.
pub(super) async fn get_movement(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<FidelityMovement> {
    let id = path.id("movementId")?;
    let found = app.engine.require_movement(caller.account, AlertOf::Points, id).await?;
    let (movement, order) = found;
    Ok(Json(convert::fidelity_movement(app.wire(caller.account), &movement, order.as_ref())))
}
