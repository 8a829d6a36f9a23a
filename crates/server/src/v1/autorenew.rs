//! `/me/autorenew`: the day on which the account is debited, and what will be.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use perennial_api::model::{
    AutoRenew as WireAutoRenew, AutoRenewUpdate, AutomaticPaymentMeans, FirstRenewDay, Forecast,
};
use perennial_core::ServiceId;
use perennial_core::account::AutoRenew;
use perennial_core::calendar::RenewDay;
use perennial_engine::EngineError;

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, Payload, QueryParams};
use crate::reply::Json;

/// Months of a forecast, at most.
const MONTHS_MAX: i64 = 24;
/// Months of a forecast, where none are said.
const MONTHS: i64 = 12;

/// `GET /me/autorenew`.
pub(super) async fn get_autorenew(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<WireAutoRenew> {
    let account = app.engine.require_account(caller.account).await?;
    let chosen = account.autorenew.ok_or(EngineError::AutoRenewNotChosen)?;
    let last = app.engine.last_autorenewal(caller.account).await?;
    Ok(Json(convert::autorenew(app.wire(caller.account), chosen, last)))
}

/// `POST /me/autorenew`: the first choice.
pub(super) async fn start_autorenew(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(request): Payload<FirstRenewDay>,
) -> Answer<()> {
    let idempotency = caller.idempotency(&request)?;
    let day = renew_day(request.renew_day)?;
    app.engine.start_autorenew(&caller.context(), day, idempotency.as_ref()).await?;
    Ok(VOID)
}

/// `PUT /me/autorenew`.
pub(super) async fn change_autorenew(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(update): Payload<AutoRenewUpdate>,
) -> Answer<()> {
    let after = AutoRenew { active: update.active, renew_day: renew_day(update.renew_day)? };
    app.engine.change_autorenew(&caller.context(), after).await?;
    Ok(VOID)
}

fn renew_day(value: i64) -> Result<RenewDay, ApiError> {
    RenewDay::try_new(value).map_err(|error| ApiError::bad_parameter("renewDay", error))
}

/// `GET /me/autorenew/forecast`.
pub(super) async fn forecast(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Forecast> {
    let months = query.number("months", 1..=MONTHS_MAX)?.unwrap_or(MONTHS);
    let until = app.engine.clock().now().today.checked_add(months.months()).unwrap_or(Date::MAX);
    let forecast = app.engine.forecast(caller.account, until).await?;
    let services = app.engine.services(caller.account).await?;
    let names: BTreeMap<ServiceId, String> =
        services.iter().map(|service| (service.id, service.name.to_string())).collect();
    Ok(Json(convert::forecast(&forecast, &names)))
}

/// `GET /me/availableAutomaticPaymentMeans`.
pub(super) async fn list_automatic_means(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<AutomaticPaymentMeans> {
    let methods = app.engine.payment_methods(caller.account).await?;
    Ok(Json(convert::automatic_means(&methods, app.engine.clock().now().today)))
}
