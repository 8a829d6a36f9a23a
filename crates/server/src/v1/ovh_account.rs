//! `/me/ovhAccount`: the prepaid account.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{
    CreditOrderRequest, Movement, Order, OvhAccount, OvhAccountUpdate, RetrieveMoneyRequest,
};
use perennial_core::PaymentMeanId;
use perennial_core::account::Threshold;
use perennial_core::order::{CreditOf, WithdrawRequest};
use perennial_engine::{AlertOf, BalanceView};

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::Json;

/// `GET /me/ovhAccount`: there is one, which has the name of the account.
pub(super) async fn list_accounts(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<Vec<String>> {
    let account = app.engine.require_account(caller.account).await?;
    Ok(Json(vec![account.nichandle.to_string()]))
}

/// The account of the path, which is the only one.
async fn require(app: &App, caller: &Caller, path: &PathParams) -> Result<BalanceView, ApiError> {
    let asked = path.text("ovhAccountId")?;
    let view = app.engine.balance(caller.account, AlertOf::Prepaid).await?;
    if view.stored.account.nichandle.as_str() == asked {
        Ok(view)
    } else {
        Err(ApiError::object_not_found("ovhAccountId", asked))
    }
}

/// `GET /me/ovhAccount/{ovhAccountId}`.
pub(super) async fn get_account(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<OvhAccount> {
    let view = require(&app, &caller, &path).await?;
    Ok(Json(convert::ovh_account(app.wire(caller.account), &view)))
}

/// `PUT /me/ovhAccount/{ovhAccountId}`: below which balance to be told.
pub(super) async fn update_account(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<OvhAccountUpdate>,
) -> Answer<()> {
    require(&app, &caller, &path).await?;
    let threshold = threshold(update.alert_threshold)?;
    app.engine.set_alert(&caller.context(), AlertOf::Prepaid, threshold).await?;
    Ok(VOID)
}

pub(super) fn threshold(units: Option<i64>) -> Result<Option<Threshold>, ApiError> {
    let threshold = units.map(Threshold::try_new).transpose();
    threshold.map_err(|error| ApiError::bad_request(error.to_string()))
}

/// `POST /me/ovhAccount/{ovhAccountId}/creditOrder`.
pub(super) async fn order_credit(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<CreditOrderRequest>,
) -> Answer<Order> {
    require(&app, &caller, &path).await?;
    let key = caller.idempotency(&request)?;
    let context = caller.context();
    let order =
        app.engine.order_credit(&context, CreditOf::Prepaid, request.amount, key.as_ref()).await?;
    Ok(Json(convert::order(app.wire(caller.account), &order)))
}

/// `GET /me/ovhAccount/{ovhAccountId}/movements`, oldest first.
pub(super) async fn list_movements(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let (from, to) = query.date_range(app.engine.clock().zone())?;
    require(&app, &caller, &path).await?;
    let movements = app.engine.movements(caller.account, AlertOf::Prepaid).await?;
    let within = movements.iter().filter(|movement| (from..=to).contains(&movement.at));
    Ok(Json(within.map(|movement| movement.id.get()).collect()))
}

/// `GET /me/ovhAccount/{ovhAccountId}/movements/{movementId}`.
pub(super) async fn get_movement(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Movement> {
    let view = require(&app, &caller, &path).await?;
    let id = path.id("movementId")?;
    let (movement, order) =
        app.engine.require_movement(caller.account, AlertOf::Prepaid, id).await?;
    let (wire, balance) = (app.wire(caller.account), view.stored.balances.prepaid);
    Ok(Json(convert::movement(wire, &movement, order.as_ref(), balance)))
}

/// `POST /me/ovhAccount/{ovhAccountId}/retrieveMoney`.
pub(super) async fn retrieve_money(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<RetrieveMoneyRequest>,
) -> Answer<Order> {
    require(&app, &caller, &path).await?;
    let bank_account = PaymentMeanId::try_new(request.bank_account_id)
        .map_err(|error| ApiError::bad_parameter("bankAccountId", error))?;
    let key = caller.idempotency(&request)?;
    let asked = WithdrawRequest { units: request.amount, bank_account };
    let order = app.engine.withdraw(&caller.context(), asked, key.as_ref()).await?;
    Ok(Json(convert::order(app.wire(caller.account), &order)))
}
