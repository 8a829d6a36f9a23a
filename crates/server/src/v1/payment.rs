//! `/me/payment/method` and `/me/paymentMean`: registered payment methods, in both generations of routes.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{
    BankAccount, BankAccountState, CreditCard, DeferredPaymentAccount, PaymentMethod as WireMethod,
    PaymentMethodStatus, PaymentMethodUpdate, Paypal,
};
use perennial_core::means::{MethodKind, PaymentMethod};
use perennial_core::text::Name;
use perennial_core::{PaymentMeanId, PaymentMethodId};
use perennial_engine::MethodUpdate;

use super::{Answer, VOID};
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
    let ids = methods
        .iter()
        .filter(|method| default.is_none_or(|wanted| method.is_default == wanted))
        .filter(|method| payment_type.is_none_or(|wanted| method.kind.payment_type() == wanted))
        .filter(|method| status.is_none_or(|wanted| method.status.code() == wanted))
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
    let is_it = |method: &PaymentMethod| method.id == id;
    let method =
        app.engine.require_method(caller.account, "paymentMethodId", id.get(), is_it).await?;
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

/// A description; an empty one takes away what there is.
fn description(text: &str) -> Result<Option<Name>, ApiError> {
    let text = text.trim();
    let name = if text.is_empty() { None } else { Some(Name::parse(text)) };
    name.transpose().map_err(|error| ApiError::bad_parameter("description", error))
}

/// The ids of a kind in the older numbering; of bank accounts in one state only, if that is asked for.
async fn list_means(
    app: &App,
    caller: &Caller,
    kind: MethodKind,
    has_state: impl Fn(&PaymentMethod) -> bool,
) -> Answer<Vec<i64>> {
    let methods = app.engine.payment_methods(caller.account).await?;
    let of_kind = methods.iter().filter(|method| method.kind == kind && has_state(method));
    Ok(Json(of_kind.map(|method| method.mean_id.get()).collect()))
}

/// A method of a kind by its id in the older numbering.
async fn require_mean(
    app: &App,
    caller: &Caller,
    path: &PathParams,
    kind: MethodKind,
) -> Result<PaymentMethod, ApiError> {
    let id: PaymentMeanId = path.id("id")?;
    let is_it = |method: &PaymentMethod| method.kind == kind && method.mean_id == id;
    Ok(app.engine.require_method(caller.account, "id", id.get(), is_it).await?)
}

/// `POST /me/paymentMean/{kind}/{id}/chooseAsDefaultPaymentMean`.
pub(super) async fn choose_default(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    kind: MethodKind,
) -> Answer<()> {
    let idempotency = caller.idempotency(&())?;
    let method = require_mean(&app, &caller, &path, kind).await?.id;
    app.engine.choose_default_method(&caller.context(), method, idempotency.as_ref()).await?;
    Ok(VOID)
}

/// `GET /me/paymentMean/bankAccount`.
pub(super) async fn list_bank_accounts(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let wanted =
        query.one_of("state", BankAccountState::ALL.iter().map(BankAccountState::as_str))?;
    let wire = app.wire(caller.account);
    let has_state = |method: &PaymentMethod| {
        wanted.is_none_or(|wanted| convert::bank_account(wire, "", method).state.as_str() == wanted)
    };
    list_means(&app, &caller, MethodKind::BankAccount, has_state).await
}

/// `GET /me/paymentMean/bankAccount/{id}`.
pub(super) async fn get_bank_account(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<BankAccount> {
    let method = require_mean(&app, &caller, &path, MethodKind::BankAccount).await?;
    let account = app.engine.require_account(caller.account).await?;
    let owner = account.profile.last_name.as_ref().unwrap_or(&account.nichandle);
    Ok(Json(convert::bank_account(app.wire(caller.account), owner.as_str(), &method)))
}

/// `GET /me/paymentMean/creditCard`.
pub(super) async fn list_credit_cards(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<Vec<i64>> {
    list_means(&app, &caller, MethodKind::CreditCard, |_| true).await
}

/// `GET /me/paymentMean/creditCard/{id}`.
pub(super) async fn get_credit_card(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<CreditCard> {
    let method = require_mean(&app, &caller, &path, MethodKind::CreditCard).await?;
    Ok(Json(convert::credit_card(&method)))
}

/// `GET /me/paymentMean/deferredPaymentAccount`.
pub(super) async fn list_deferred_accounts(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Answer<Vec<i64>> {
    list_means(&app, &caller, MethodKind::DeferredPaymentAccount, |_| true).await
}

/// `GET /me/paymentMean/deferredPaymentAccount/{id}`.
pub(super) async fn get_deferred_account(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<DeferredPaymentAccount> {
    let method = require_mean(&app, &caller, &path, MethodKind::DeferredPaymentAccount).await?;
    Ok(Json(convert::deferred_account(app.wire(caller.account), &method)))
}

/// `GET /me/paymentMean/paypal`.
pub(super) async fn list_paypal(State(app): State<Arc<App>>, caller: Caller) -> Answer<Vec<i64>> {
    list_means(&app, &caller, MethodKind::Paypal, |_| true).await
}

/// `GET /me/paymentMean/paypal/{id}`.
pub(super) async fn get_paypal(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Paypal> {
    let method = require_mean(&app, &caller, &path, MethodKind::Paypal).await?;
    Ok(Json(convert::paypal(app.wire(caller.account), &method)))
}
