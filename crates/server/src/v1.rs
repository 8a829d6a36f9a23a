//! API v1: every route with its handler, readable as a table.
//!
//! The routes are those of [`perennial_api::catalogue`]; a test holds the two against each other.

mod account;
mod auth;
mod autorenew;
mod bill;
mod engagement;
mod form;
mod item;
mod notification;
mod order;
mod payment;
mod product;
mod renew;
pub(crate) mod schema;
mod service;
mod services;
mod termination;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post, put};
use hyper::Method;
use perennial_api::catalogue::{ITEMS, LINES};
use perennial_core::means::MethodKind;

use crate::App;
use crate::error::ApiError;
use crate::reply::Json;

/// What a handler answers: a value, which may be `null`, or an error.
type Answer<T> = Result<Json<T>, ApiError>;

/// The answer of a call that has nothing to say: `null`, which every SDK can read, unlike an empty body.
const VOID: Json<()> = Json(());

/// The routes, without version.
pub(crate) fn router(app: Arc<App>) -> Router {
    let fixed = Router::new()
        .route("/", get(schema::index))
        .route("/auth/time", get(auth::time))
        .route("/auth/credential", post(auth::request_credential))
        .route("/auth/currentCredential", get(auth::current_credential))
        .route("/auth/logout", post(auth::logout))
        .route("/auth/details", get(auth::details))
        .route("/me", get(account::get_me))
        .route(
            "/me/autorenew",
            get(autorenew::get_autorenew)
                .post(autorenew::start_autorenew)
                .put(autorenew::change_autorenew),
        )
        .route("/me/autorenew/forecast", get(autorenew::forecast))
        .route("/me/availableAutomaticPaymentMeans", get(autorenew::list_automatic_means))
        .route("/me/order", get(order::list_orders))
        .route("/me/order/{orderId}", get(order::get_order))
        .route("/me/order/{orderId}/status", get(order::get_status))
        .route("/me/order/{orderId}/details", get(order::list_details))
        .route("/me/order/{orderId}/details/{orderDetailId}", get(order::get_detail))
        .route("/me/order/{orderId}/associatedObject", get(order::get_associated_object))
        .route("/me/order/{orderId}/payment", get(order::get_payment))
        .route("/me/order/{orderId}/paymentMethods", get(order::get_payment_methods))
        .route(
            "/me/order/{orderId}/availableRegisteredPaymentMean",
            get(order::list_accepted_means),
        )
        .route("/me/order/{orderId}/payWithRegisteredPaymentMean", post(order::pay_with_mean))
        .route("/me/order/{orderId}/pay", post(order::pay_with_method))
        .route("/me/bill", get(bill::list_bills))
        .route("/me/bill/{billId}", get(bill::get_bill))
        .route("/me/bill/{billId}/details", get(bill::list_details))
        .route("/me/bill/{billId}/details/{billDetailId}", get(bill::get_detail))
        .route("/me/bill/{billId}/payment", get(bill::get_payment))
        .route("/me/payment/method", get(payment::list_methods))
        .route(
            "/me/payment/method/{paymentMethodId}",
            get(payment::get_method).put(payment::update_method),
        )
        .route("/me/paymentMean/bankAccount", get(payment::list_bank_accounts))
        .route("/me/paymentMean/bankAccount/{id}", get(payment::get_bank_account))
        .route("/me/paymentMean/creditCard", get(payment::list_credit_cards))
        .route("/me/paymentMean/creditCard/{id}", get(payment::get_credit_card))
        .route("/me/paymentMean/deferredPaymentAccount", get(payment::list_deferred_accounts))
        .route("/me/paymentMean/deferredPaymentAccount/{id}", get(payment::get_deferred_account))
        .route("/me/paymentMean/paypal", get(payment::list_paypal))
        .route("/me/paymentMean/paypal/{id}", get(payment::get_paypal))
        .route("/me/notification/email/history", get(notification::list_emails))
        .route("/me/notification/email/history/{id}", get(notification::get_email));
    schema::routes(item_routes(product_routes(choice_routes(service_routes(fixed)))))
        .fallback(async || ApiError::unknown_url())
        .method_not_allowed_fallback(other_method)
        .with_state(app)
}

/// Methods that a path does not have. What it has stands in the header `Allow`, and asking for that is no mistake.
pub(crate) async fn other_method(method: Method) -> Result<Json<()>, ApiError> {
    if method == Method::OPTIONS { Ok(VOID) } else { Err(ApiError::method_not_allowed()) }
}

/// What is said of services by their ids.
fn service_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router
        .route("/service", get(service::list_services))
        .route("/service/{serviceId}", get(service::get_service).put(service::rename_service))
        .route("/service/{serviceId}/renew", get(renew::list_strategies).post(renew::place_order))
        .route("/service/{serviceId}/terminate", post(termination::delete_suspended))
        .route("/services", get(services::list_services))
        .route(
            "/services/{serviceId}",
            get(services::get_service).put(services::update_service).delete(termination::delete),
        )
        .route("/services/{serviceId}/billing/engagement", get(engagement::get_engagement))
        .route("/services/{serviceId}/billing/engagement/endRule", put(engagement::set_end_rule))
        .route("/services/{serviceId}/options", get(services::list_options))
        .route("/services/{serviceId}/form", get(form::list_forms))
        .route("/services/{serviceId}/form/{formName}", get(form::get_form))
        .route("/services/{serviceId}/form/{formName}/answer", post(form::answer_form))
        .route("/services/{serviceId}/terminate", post(termination::ask))
        .route("/services/{serviceId}/terminate/confirm", post(termination::confirm))
        .route("/services/{serviceId}/renewPeriodCapacities", get(services::list_periods))
}

/// Each kind of payment mean can be made the default; what differs is the path.
fn choice_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    MethodKind::ALL.into_iter().fold(router, |router, kind| {
        let path = format!("/me/paymentMean/{}/{{id}}/chooseAsDefaultPaymentMean", kind.mean());
        let choose = move |app, caller, path| payment::choose_default(app, caller, path, kind);
        router.route(&path, post(choose))
    })
}

/// Every product line has a list and `serviceInfos`, and on most a service can be ended; what differs is the path.
fn product_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    LINES.iter().fold(router, |router, line| {
        let [list, infos, _] = &line.operations;
        let read = get(move |app, caller, path| product::get_infos(app, caller, path, line));
        let change =
            move |app, caller, path, body| product::change_infos(app, caller, path, body, line);
        let router = router
            .route(
                list.path,
                get(move |app, caller, query| product::list_names(app, caller, query, line)),
            )
            .route(infos.path, read.put(change));
        let Some([ask, confirm]) = &line.termination else { return router };
        let asks = move |app, caller, path| termination::ask_by_name(app, caller, path, line);
        let confirms = move |app, caller, path, body| {
            termination::confirm_by_name(app, caller, path, body, line)
        };
        router.route(ask.path, post(asks)).route(confirm.path, post(confirms))
    })
}

/// Some lines say more of their services; what they say is data.
fn item_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    ITEMS.iter().fold(router, |router, item| {
        let read = get(move |app, caller, path| item::get_item(app, caller, path, item));
        let change =
            move |app, caller, path, body| item::change_item(app, caller, path, body, item);
        let router = router.route(item.read.path, read.put(change));
        item.views.iter().fold(router, |router, view| {
            let read = move |app, caller, path| item::get_view(app, caller, path, item, view);
            router.route(view.operation.path, get(read))
        })
    })
}
