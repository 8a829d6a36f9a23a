//! What became of an order step by step, and what its lines do.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{FollowUp, OrderItem};

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams};
use crate::reply::Json;

/// `GET /me/order/{orderId}/followUp`.
pub(super) async fn get_follow_up(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<FollowUp>> {
    let order = app.engine.order(&caller.fresh, path.id("orderId")?).await?;
    let payments = app.engine.payments_of_order(caller.account, order.id).await?;
    let bill = app.engine.order_bill(&caller.fresh, order.id).await?;
    Ok(Json(convert::follow_up(app.wire(caller.account), &order, &payments, bill.as_deref())))
}

/// `GET /me/order/{orderId}/details/{orderDetailId}/extension`.
pub(super) async fn get_extension(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<OrderItem> {
    let order = app.engine.order(&caller.fresh, path.id("orderId")?).await?;
    let asked = path.text("orderDetailId")?;
    let found = (1..).zip(&order.terms.lines).find(|(number, _)| number.to_string() == asked);
    let (_, line): (i64, _) =
        found.ok_or_else(|| ApiError::object_not_found("orderDetailId", asked))?;
    let services = app.engine.services(caller.account).await?;
    let service = services.iter().find(|service| Some(service.id) == line.service);
    Ok(Json(convert::order_item(line, service)))
}
