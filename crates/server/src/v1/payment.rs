//! `/me/payment`: registered payment methods and what was charged to them, the newer generation of routes.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{
    AvailablePaymentMethod, PaymentMethod as WireMethod, PaymentMethodStatus, PaymentMethodUpdate,
    Transaction, TransactionStatus,
};
use perennial_core::means::registration::registrable;
use perennial_core::text::Name;
use perennial_core::{PaymentId, PaymentMethodId};
use perennial_engine::MethodUpdate;

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::Json;

/// `GET /me/payment/method`.
pub(super) async fn list_methods(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let default = query.boolean("default")?;
    let payment_type = query.text("paymentType");
    let statuses = PaymentMethodStatus::ALL.iter().map(PaymentMethodStatus::as_str);
    let status = query.one_of("status", statuses)?;
    let methods = app.engine.payment_methods(caller.account).await?;
    let today = app.engine.clock().now().today;
    let ids = methods
        .iter()
        .filter(|method| default.is_none_or(|wanted| method.is_default == wanted))
        .filter(|method| payment_type.is_none_or(|wanted| method.kind.payment_type() == wanted))
        .filter(|method| status.is_none_or(|wanted| method.status_on(today).code() == wanted))
        .map(|method| method.id.get());
    Ok(Json(ids.collect()))
}

/// `GET /me/payment/method/{paymentMethodId}`.
pub(super) async fn get_method(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<WireMethod> {
    let id: PaymentMethodId = path.id("paymentMethodId")?;
    let method = app.engine.require_method_by_id(caller.account, id).await?;
    Ok(Json(convert::method(app.wire(caller.account), &method)))
}

/// `PUT /me/payment/method/{paymentMethodId}`: what it is called, and whether it is the default.
pub(super) async fn update_method(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<PaymentMethodUpdate>,
) -> Answer<WireMethod> {
    let method = path.id("paymentMethodId")?;
    let description = update.description.as_deref().map(description).transpose()?;
    let update = MethodUpdate { is_default: update.default, description };
    let method = app.engine.update_method(&caller.context(), method, &update).await?;
    Ok(Json(convert::method(app.wire(caller.account), &method)))
}

/// `DELETE /me/payment/method/{paymentMethodId}`: its row stays, for what was paid with it.
pub(super) async fn remove_method(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<WireMethod> {
    let method = app.engine.remove_method(&caller.context(), path.id("paymentMethodId")?).await?;
    Ok(Json(convert::method(app.wire(caller.account), &method)))
}

/// `GET /me/payment/availableMethods`.
pub(super) async fn list_available(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<Vec<AvailablePaymentMethod>> {
    let account = app.engine.require_account(caller.account).await?;
    Ok(Json(convert::available_methods(&registrable(account.currency))))
}

/// `GET /me/payment/transaction`.
pub(super) async fn list_transactions(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let method: Option<PaymentMethodId> = query.id("paymentMethodId")?;
    let statuses = TransactionStatus::ALL.iter().map(TransactionStatus::as_str);
    let status = query.one_of("status", statuses)?;
    let wire = app.wire(caller.account);
    let charges = app.engine.charges(caller.account).await?;
    let charges = charges.iter().filter_map(|charge| convert::transaction(wire, charge));
    let wanted = |charge: &Transaction| {
        method.is_none_or(|method| charge.payment_method_id == method.get())
            && status.is_none_or(|status| charge.status.as_str() == status)
    };
    Ok(Json(charges.filter(wanted).map(|charge| charge.transaction_id).collect()))
}

/// `GET /me/payment/transaction/{transactionId}`.
pub(super) async fn get_transaction(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Transaction> {
    let id: PaymentId = path.id("transactionId")?;
    let charge = app.engine.charge_of(&caller.fresh, id).await?;
    let transaction = convert::transaction(app.wire(caller.account), &charge);
    transaction.map(Json).ok_or_else(|| ApiError::object_not_found("transactionId", id))
}

/// A description; an empty one takes away what there is.
pub(super) fn description(text: &str) -> Result<Option<Name>, ApiError> {
    let text = text.trim();
    let name = if text.is_empty() { None } else { Some(Name::parse(text)) };
    name.transpose().map_err(|error| ApiError::bad_parameter("description", error))
}
