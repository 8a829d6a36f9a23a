//! `/me/order/{orderId}`: how an order is paid, by kinds of payment mean, and withdrawing from it.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{OrderPaymentMeans, RetractionRequest};

use super::Answer;
use crate::App;
use crate::convert;
use crate::extract::{Caller, PathParams, Payload};
use crate::reply::Json;

/// `GET /me/order/{orderId}/paymentMeans`.
pub(super) async fn get_payment_means(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<OrderPaymentMeans> {
    let order = path.id("orderId")?;
    let means = app.engine.means_for_order(caller.account, order).await?;
    Ok(Json(convert::order_payment_means(app.wire(caller.account), order, &means)))
}

/// `POST /me/order/{orderId}/retraction`.
pub(super) async fn retract(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<RetractionRequest>,
) -> Answer<()> {
    let order = path.id("orderId")?;
    convert::check_retraction(&request)?;
    caller.idempotency(&request)?;
    match app.engine.retract_order(caller.account, order).await? {}
}

/// `POST /me/order/{orderId}/waiveRetraction`.
pub(super) async fn waive_retraction(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    let order = path.id("orderId")?;
    caller.idempotency(&())?;
    match app.engine.waive_retraction(caller.account, order).await? {}
}
