//! `/me/credit/balance`: what the customer holds with us, as one list of balances.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{CreditBalance, CreditBalanceType, CreditMovement};
use perennial_engine::{AlertOf, BalanceView};

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, QueryParams};
use crate::reply::Json;

/// `GET /me/credit/balance`: the prepaid account, which has the name of the account.
pub(super) async fn list_balances(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<String>> {
    let types = CreditBalanceType::ALL.iter().map(CreditBalanceType::as_str);
    let wanted = query.one_of("type", types)?;
    let account = app.engine.require_account(caller.account).await?;
    let is_wanted = wanted.is_none_or(|kind| kind == CreditBalanceType::PrepaidAccount.as_str());
    Ok(Json(if is_wanted { vec![account.nichandle.to_string()] } else { Vec::new() }))
}

/// The balance of the path, which is the only one.
async fn require(app: &App, caller: &Caller, path: &PathParams) -> Result<BalanceView, ApiError> {
    let asked = path.text("balanceName")?;
    let view = app.engine.balance(caller.account, AlertOf::Prepaid).await?;
    if view.stored.account.nichandle.as_str() == asked {
        Ok(view)
    } else {
        Err(ApiError::object_not_found("balanceName", asked))
    }
}

/// `GET /me/credit/balance/{balanceName}`.
pub(super) async fn get_balance(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<CreditBalance> {
    let view = require(&app, &caller, &path).await?;
    let leaving = app.engine.leaving_orders(caller.account).await?;
    Ok(Json(convert::credit_balance(app.wire(caller.account), &view, &leaving)))
}

/// `GET /me/credit/balance/{balanceName}/movement`, oldest first.
pub(super) async fn list_movements(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<i64>> {
    require(&app, &caller, &path).await?;
    let movements = app.engine.movements(caller.account, AlertOf::Prepaid).await?;
    Ok(Json(movements.iter().map(|movement| movement.id.get()).collect()))
}

/// `GET /me/credit/balance/{balanceName}/movement/{movementId}`.
pub(super) async fn get_movement(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<CreditMovement> {
    let view = require(&app, &caller, &path).await?;
    let id = path.id("movementId")?;
    let (movement, order) =
        app.engine.require_movement(caller.account, AlertOf::Prepaid, id).await?;
    let name = view.stored.account.nichandle.as_str();
    Ok(Json(convert::credit_movement(app.wire(caller.account), name, &movement, order.as_ref())))
}
