//! `/me/refund`: issued credit notes.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{Payment, Refund, RefundDetail};
use perennial_core::OrderId;

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, QueryParams};
use crate::reply::Json;

/// `GET /me/refund`, oldest first.
pub(super) async fn list_refunds(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<String>> {
    let (from, to) = query.date_range(app.engine.clock().zone())?;
    let order: Option<OrderId> = query.id("orderId")?;
    let notes = app.engine.issued_credit_notes(caller.account, from, to).await?;
    let ids = notes
        .into_iter()
        .filter(|note| order.is_none_or(|order| note.order() == order))
        .filter_map(|note| note.issue.map(|issue| issue.number.to_string()));
    Ok(Json(ids.collect()))
}

/// `GET /me/refund/{refundId}`.
pub(super) async fn get_refund(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Refund> {
    let number = path.text("refundId")?;
    let (note, _) = app.engine.require_credit_note(caller.account, number).await?;
    let issue = note.issue.as_ref();
    let issue = issue.ok_or_else(|| ApiError::object_not_found("refundId", number))?;
    Ok(Json(convert::refund(app.wire(caller.account), &note, issue)))
}

/// `GET /me/refund/{refundId}/details`.
pub(super) async fn list_details(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<String>> {
    let (note, _) = app.engine.require_credit_note(caller.account, path.text("refundId")?).await?;
    Ok(Json((1..).zip(&note.lines).map(|(number, _): (i64, _)| number.to_string()).collect()))
}

/// `GET /me/refund/{refundId}/details/{refundDetailId}`.
pub(super) async fn get_detail(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<RefundDetail> {
    let number = path.text("refundId")?;
    let (note, order) = app.engine.require_credit_note(caller.account, number).await?;
    let asked = path.text("refundDetailId")?;
    let lines = (1_i64..).zip(note.lines_of(&order.terms.lines));
    let mut found = lines.filter(|(id, _)| id.to_string() == asked);
    let (id, (taken, line)) =
        found.next().ok_or_else(|| ApiError::object_not_found("refundDetailId", asked))?;
    Ok(Json(convert::refund_detail(&note, number, id, taken, line)))
}

/// `GET /me/refund/{refundId}/payment`.
pub(super) async fn get_payment(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Payment> {
    let number = path.text("refundId")?;
    let (note, _) = app.engine.require_credit_note(caller.account, number).await?;
    let payment = convert::refund_payment(app.wire(caller.account), &note);
    payment.map(Json).ok_or_else(|| ApiError::object_not_found("payment of refundId", number))
}
