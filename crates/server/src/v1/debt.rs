//! `/me/debtAccount`, and debts of orders and bills: what was paid and taken back afterwards.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{Debt, DebtBalance, DebtObject, DebtOperation as WireOperation, Order};
use perennial_core::money::MoneyError;
use perennial_core::settlement::SettlementError;
use perennial_core::{DebtId, OrderId};
use perennial_engine::{DebtOperation, DebtsOf, EngineError};

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, QueryParams};
use crate::reply::Json;

/// `GET /me/debtAccount`.
pub(super) async fn get_balance(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<DebtBalance> {
    let owed = app.engine.owed(caller.account).await?;
    Ok(Json(convert::debt_balance(&owed).map_err(wrong)?))
}

/// `GET /me/debtAccount/debt`, oldest first.
pub(super) async fn list_debts(State(app): State<Arc<App>>, caller: Caller) -> Answer<Vec<i64>> {
    let debts = app.engine.debts(caller.account).await?;
    Ok(Json(debts.iter().map(|debt| debt.id.get()).collect()))
}

/// `GET /me/debtAccount/debt/{debtId}`.
pub(super) async fn get_debt(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Debt> {
    let debt = app.engine.require_debt(caller.account, path.id("debtId")?).await?;
    Ok(Json(convert::debt(app.wire(caller.account), &debt).map_err(wrong)?))
}

/// `GET /me/order/{orderId}/debt`.
pub(super) async fn get_debt_of_order(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Debt> {
    let debt = app.engine.require_debt_of(caller.account, path.id("orderId")?).await?;
    Ok(Json(convert::debt(app.wire(caller.account), &debt).map_err(wrong)?))
}

/// `GET /me/bill/{billId}/debt`.
pub(super) async fn get_debt_of_bill(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Debt> {
    let order = billed(&app, &caller, &path).await?;
    let debt = app.engine.require_debt_of(caller.account, order).await?;
    Ok(Json(convert::debt(app.wire(caller.account), &debt).map_err(wrong)?))
}

/// The order of the bill of the path.
async fn billed(app: &App, caller: &Caller, path: &PathParams) -> Result<OrderId, ApiError> {
    let bill = app.engine.bill(&caller.fresh, path.text("billId")?).await?;
    Ok(bill.order)
}

/// `POST /me/debtAccount/pay`.
pub(super) async fn pay_all(State(app): State<Arc<App>>, caller: Caller) -> Answer<Order> {
    pay(&app, &caller, DebtsOf::Account).await
}

/// `POST /me/debtAccount/debt/{debtId}/pay`.
pub(super) async fn pay_debt(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Order> {
    pay(&app, &caller, DebtsOf::Debt(path.id("debtId")?)).await
}

/// `POST /me/order/{orderId}/debt/pay`.
pub(super) async fn pay_debt_of_order(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Order> {
    pay(&app, &caller, DebtsOf::Order(path.id("orderId")?)).await
}

/// `POST /me/bill/{billId}/debt/pay`.
pub(super) async fn pay_debt_of_bill(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Order> {
    let order = billed(&app, &caller, &path).await?;
    pay(&app, &caller, DebtsOf::Order(order)).await
}

/// The order that pays is answered; it is to be paid like any other.
async fn pay(app: &App, caller: &Caller, of: DebtsOf) -> Answer<Order> {
    let key = caller.idempotency(&())?;
    let order = app.engine.order_debt(&caller.context(), of, key.as_ref()).await?;
    Ok(Json(convert::order(app.wire(caller.account), &order)))
}

/// `GET /me/debtAccount/debt/{debtId}/operation`, oldest first.
pub(super) async fn list_operations(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let debt = app.engine.require_debt(caller.account, path.id("debtId")?).await?;
    operations(&app, &caller, debt.id, &query).await
}

/// `GET /me/bill/{billId}/debt/operation`, oldest first.
pub(super) async fn list_operations_of_bill(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let order = billed(&app, &caller, &path).await?;
    let debt = app.engine.require_debt_of(caller.account, order).await?;
    operations(&app, &caller, debt.id, &query).await
}

async fn operations(
    app: &App,
    caller: &Caller,
    debt: DebtId,
    query: &QueryParams,
) -> Answer<Vec<i64>> {
    let only: Option<OrderId> = query.id("depositOrderId")?;
    let operations = app.engine.debt_operations(caller.account, debt).await?;
    let asked = operations.iter().filter(|one| only.is_none_or(|only| one.order == only));
    Ok(Json(asked.map(|operation| operation.id).collect()))
}

/// `GET /me/debtAccount/debt/{debtId}/operation/{operationId}`.
pub(super) async fn get_operation(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<WireOperation> {
    let operation = require_operation(&app, &caller, &path).await?;
    Ok(Json(convert::debt_operation(app.wire(caller.account), &operation)))
}

/// `GET /me/debtAccount/debt/{debtId}/operation/{operationId}/associatedObject`.
pub(super) async fn get_operation_object(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<DebtObject> {
    let operation = require_operation(&app, &caller, &path).await?;
    let methods = app.engine.payment_methods(caller.account).await?;
    Ok(Json(convert::debt_object(&operation, &methods)))
}

async fn require_operation(
    app: &App,
    caller: &Caller,
    path: &PathParams,
) -> Result<DebtOperation, ApiError> {
    let debt = app.engine.require_debt(caller.account, path.id("debtId")?).await?;
    let asked = path.text("operationId")?;
    let operations = app.engine.debt_operations(caller.account, debt.id).await?;
    let found = operations.into_iter().find(|operation| operation.id.to_string() == asked);
    found.ok_or_else(|| ApiError::object_not_found("operationId", asked))
}

/// Debts that do not add up: the books are wrong, and the audit says how.
fn wrong(error: MoneyError) -> ApiError {
    EngineError::from(SettlementError::Amount(error)).into()
}
