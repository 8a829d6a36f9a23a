//! `/me/paymentMean`: registered payment methods, the older generation of routes.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{
    BankAccount, BankAccountState, CreditCard, DeferredPaymentAccount, PaymentMeanUpdate, Paypal,
};
use perennial_core::PaymentMeanId;
use perennial_core::means::{MethodKind, PaymentMethod};
use perennial_engine::MethodUpdate;

use super::payment::description;
use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::Json;

/// The ids of a kind in the older numbering; of bank accounts in one state only, if that is asked for.
async fn list_means(
    app: &App,
    caller: &Caller,
    kind: MethodKind,
    has_state: impl Fn(&PaymentMethod) -> bool,
) -> Answer<Vec<i64>> {
    let methods = app.engine.payment_methods(caller.account).await?;
    let of_kind = methods.iter().filter(|method| is_mean(method, kind) && has_state(method));
    Ok(Json(of_kind.map(|method| method.mean_id.get()).collect()))
}

/// What was given up is none of the older means: they have no state for it.
fn is_mean(method: &PaymentMethod, kind: MethodKind) -> bool {
    method.kind == kind && !method.status.is_over()
}

/// A method of a kind by its id in the older numbering.
pub(super) async fn require_mean(
    app: &App,
    caller: &Caller,
    path: &PathParams,
    kind: MethodKind,
) -> Result<PaymentMethod, ApiError> {
    let id: PaymentMeanId = path.id("id")?;
    let is_it = |method: &PaymentMethod| is_mean(method, kind) && method.mean_id == id;
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

/// `PUT /me/paymentMean/{kind}/{id}`: what it is called.
pub(super) async fn describe(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<PaymentMeanUpdate>,
    kind: MethodKind,
) -> Answer<()> {
    let description = update.description.as_deref().map(description).transpose()?;
    let method = require_mean(&app, &caller, &path, kind).await?.id;
    let update = MethodUpdate { is_default: None, description };
    app.engine.update_method(&caller.context(), method, &update).await?;
    Ok(VOID)
}

/// `DELETE /me/paymentMean/{kind}/{id}`.
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    kind: MethodKind,
) -> Answer<()> {
    let method = require_mean(&app, &caller, &path, kind).await?.id;
    app.engine.remove_method(&caller.context(), method).await?;
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
    Ok(Json(convert::credit_card(app.wire(caller.account), &method)))
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
