//! `/me/bill`: issued bills.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{Bill, BillDetail, Category, Payment};
use perennial_core::OrderId;

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, QueryParams};
use crate::reply::Json;

/// `GET /me/bill`, oldest first.
pub(super) async fn list_bills(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<String>> {
    let (from, to) = query.date_range(app.engine.clock().zone())?;
    let order: Option<OrderId> = query.id("orderId")?;
    let category = query.one_of("category", Category::ALL.iter().map(Category::as_str))?;
    let bills = app.engine.issued_bills(caller.account, from, to).await?;
    let ids = bills
        .into_iter()
        .filter(|bill| order.is_none_or(|order| bill.order == order))
        .filter(|bill| category.is_none_or(|category| bill.category.code() == category))
        .filter_map(|bill| bill.issue.map(|issue| issue.number.to_string()));
    Ok(Json(ids.collect()))
}

/// `GET /me/bill/{billId}`.
pub(super) async fn get_bill(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Bill> {
    let number = path.text("billId")?;
    let bill = app.engine.bill(&caller.fresh, number).await?;
    let issue = bill.issue.as_ref();
    let issue = issue.ok_or_else(|| ApiError::object_not_found("billId", number))?;
    Ok(Json(convert::bill(app.wire(caller.account), &bill, issue)))
}

/// `GET /me/bill/{billId}/details`.
pub(super) async fn list_details(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<String>> {
    let (_, order) = app.engine.bill_with_order(&caller.fresh, path.text("billId")?).await?;
    Ok(Json(
        (1..).zip(&order.terms.lines).map(|(number, _): (i64, _)| number.to_string()).collect(),
    ))
}

/// `GET /me/bill/{billId}/details/{billDetailId}`.
pub(super) async fn get_detail(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<BillDetail> {
    let (_, order) = app.engine.bill_with_order(&caller.fresh, path.text("billId")?).await?;
    let asked = path.text("billDetailId")?;
    let found = (1..).zip(&order.terms.lines).find(|(number, _)| number.to_string() == asked);
    let (number, line) = found.ok_or_else(|| ApiError::object_not_found("billDetailId", asked))?;
    Ok(Json(convert::bill_detail(number, line)))
}

/// `GET /me/bill/{billId}/payment`.
pub(super) async fn get_payment(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Payment> {
    let number = path.text("billId")?;
    let bill = app.engine.bill(&caller.fresh, number).await?;
    let payment = app.engine.payment_of_order(caller.account, bill.order).await?;
    let payment = payment.and_then(|p| convert::payment(app.wire(caller.account), &p));
    payment.map(Json).ok_or_else(|| ApiError::object_not_found("payment of billId", number))
}
