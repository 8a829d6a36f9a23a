//! API v1: every route with its handler, readable as a table.
//!
//! The routes are those of [`perennial_api::catalogue`]; a test holds the two against each other.

mod access;
mod account;
mod auth;
mod autorenew;
mod bill;
mod call;
mod closure;
mod contact;
mod credit;
mod debt;
mod deposit;
mod engagement;
mod export;
mod fidelity;
mod follow_up;
mod form;
mod item;
mod notification;
mod oauth2;
mod order;
mod order_means;
mod ovh_account;
mod payment;
mod payment_mean;
mod product;
mod refund;
mod registration;
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
use perennial_engine::CallsOf;

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
        .route("/me", get(account::get_me).put(account::change_me))
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
        .route("/me/order/{orderId}/paymentMeans", get(order_means::get_payment_means))
        .route("/me/order/{orderId}/retraction", post(order_means::retract))
        .route("/me/order/{orderId}/waiveRetraction", post(order_means::waive_retraction))
        .route("/me/order/{orderId}/payWithRegisteredPaymentMean", post(order::pay_with_mean))
        .route("/me/order/{orderId}/pay", post(order::pay_with_method))
        .route("/me/bill", get(bill::list_bills))
        .route("/me/bill/export", post(export::export_bills))
        .route("/me/bill/{billId}", get(bill::get_bill))
        .route("/me/bill/{billId}/details", get(bill::list_details))
        .route("/me/bill/{billId}/details/{billDetailId}", get(bill::get_detail))
        .route("/me/bill/{billId}/payment", get(bill::get_payment))
        .route("/me/refund", get(refund::list_refunds))
        .route("/me/refund/export", post(export::export_refunds))
        .route("/me/refund/{refundId}", get(refund::get_refund))
        .route("/me/refund/{refundId}/details", get(refund::list_details))
        .route("/me/refund/{refundId}/details/{refundDetailId}", get(refund::get_detail))
        .route("/me/refund/{refundId}/payment", get(refund::get_payment))
        .route("/me/notification/email/history", get(notification::list_emails))
        .route("/me/notification/email/history/{id}", get(notification::get_email));
    let fixed = access_routes(debt_routes(balance_routes(contact_routes(fixed))));
    let fixed = mean_routes(method_routes(service_routes(fixed)));
    schema::routes(item_routes(product_routes(fixed)))
        .fallback(async || ApiError::unknown_url())
        .method_not_allowed_fallback(other_method)
        .with_state(app)
}

/// Methods that a path does not have. What it has stands in the header `Allow`, and asking for that is no mistake.
pub(crate) async fn other_method(method: Method) -> Result<Json<()>, ApiError> {
    if method == Method::OPTIONS { Ok(VOID) } else { Err(ApiError::method_not_allowed()) }
}

/// Programs that call for the account.
fn access_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let credential = "/me/api/credential/{credentialId}";
    let (own, services) = (CallsOf::Account, CallsOf::Services);
    router
        .route("/me/api/application", get(access::list_applications))
        .route(
            "/me/api/application/{applicationId}",
            get(access::get_application).delete(access::remove_application),
        )
        .route("/me/api/credential", get(access::list_credentials))
        .route(
            credential,
            get(access::get_credential)
                .put(access::update_credential)
                .delete(access::end_credential),
        )
        .route(&format!("{credential}/application"), get(access::get_application_of_credential))
        .route("/me/api/logs/self", get(move |app, caller| call::list_calls(app, caller, own)))
        .route(
            "/me/api/logs/self/{logId}",
            get(move |app, caller, path| call::get_call(app, caller, path, own)),
        )
        .route(
            "/me/api/logs/services",
            get(move |app, caller| call::list_calls(app, caller, services)),
        )
        .route(
            "/me/api/logs/services/{logId}",
            get(move |app, caller, path| call::get_call(app, caller, path, services)),
        )
        .route("/me/api/oauth2/client", get(oauth2::list_clients).post(oauth2::create_client))
        .route(
            "/me/api/oauth2/client/{clientId}",
            get(oauth2::get_client).put(oauth2::change_client).delete(oauth2::delete_client),
        )
}

/// Changes of contacts.
fn contact_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router
        .route("/me/task/contactChange", get(contact::list_changes))
        .route("/me/task/contactChange/{id}", get(contact::get_change))
        .route("/me/task/contactChange/{id}/accept", post(contact::accept))
        .route("/me/task/contactChange/{id}/refuse", post(contact::refuse))
        .route("/me/task/contactChange/{id}/resendEmail", post(contact::resend))
}

/// What is said of services by their ids.
fn service_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router
        .route("/service", get(service::list_services))
        .route("/service/{serviceId}", get(service::get_service).put(service::rename_service))
        .route("/service/{serviceId}/renew", get(renew::list_strategies).post(renew::place_order))
        .route("/service/{serviceId}/suspend", post(closure::suspend))
        .route("/service/{serviceId}/reopen", post(closure::reopen))
        .route("/service/{serviceId}/terminate", post(termination::delete_suspended))
        .route("/services", get(services::list_services))
        .route(
            "/services/{serviceId}",
            get(services::get_service).put(services::update_service).delete(termination::delete),
        )
        .route("/services/{serviceId}/billing/engagement", get(engagement::get_engagement))
        .route("/services/{serviceId}/billing/engagement/endRule", put(engagement::set_end_rule))
        .route(
            "/services/{serviceId}/billing/engagement/available",
            get(engagement::list_available),
        )
        .route(
            "/services/{serviceId}/billing/engagement/request",
            get(engagement::get_request)
                .post(engagement::request_engagement)
                .delete(engagement::withdraw_request),
        )
        .route("/services/{serviceId}/billing/engagement/flush", post(engagement::flush))
        .route("/services/{serviceId}/options", get(services::list_options))
        .route("/services/{serviceId}/form", get(form::list_forms))
        .route("/services/{serviceId}/form/{formName}", get(form::get_form))
        .route("/services/{serviceId}/form/{formName}/answer", post(form::answer_form))
        .route("/services/{serviceId}/technicalDetails", get(services::get_technical_details))
        .route("/services/{serviceId}/terminate", post(termination::ask))
        .route("/services/{serviceId}/terminate/confirm", post(termination::confirm))
        .route("/services/{serviceId}/renewPeriodCapacities", get(services::list_periods))
}

/// What customers owe us and hold with us, and what became of their orders.
fn debt_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    const DEBT: &str = "/me/debtAccount/debt/{debtId}";
    const OPERATION: &str = "/me/debtAccount/debt/{debtId}/operation/{operationId}";
    let of = |path: &str, rest: &str| format!("{path}{rest}");
    router
        .route("/me/credit/balance", get(credit::list_balances))
        .route("/me/credit/balance/{balanceName}", get(credit::get_balance))
        .route("/me/credit/balance/{balanceName}/movement", get(credit::list_movements))
        .route("/me/credit/balance/{balanceName}/movement/{movementId}", get(credit::get_movement))
        .route("/me/order/{orderId}/followUp", get(follow_up::get_follow_up))
        .route(
            "/me/order/{orderId}/details/{orderDetailId}/extension",
            get(follow_up::get_extension),
        )
        .route("/me/debtAccount", get(debt::get_balance))
        .route("/me/debtAccount/pay", post(debt::pay_all))
        .route("/me/debtAccount/debt", get(debt::list_debts))
        .route(DEBT, get(debt::get_debt))
        .route(&of(DEBT, "/pay"), post(debt::pay_debt))
        .route(&of(DEBT, "/operation"), get(debt::list_operations))
        .route(OPERATION, get(debt::get_operation))
        .route(&of(OPERATION, "/associatedObject"), get(debt::get_operation_object))
        .route("/me/order/{orderId}/debt", get(debt::get_debt_of_order))
        .route("/me/order/{orderId}/debt/pay", post(debt::pay_debt_of_order))
        .route("/me/bill/{billId}/debt", get(debt::get_debt_of_bill))
        .route("/me/bill/{billId}/debt/operation", get(debt::list_operations_of_bill))
        .route("/me/bill/{billId}/debt/pay", post(debt::pay_debt_of_bill))
}

/// Money that we hold for customers, and points.
fn balance_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    const MOVEMENTS: &str = "/me/ovhAccount/{ovhAccountId}/movements";
    const DEPOSIT: &str = "/me/deposit/{depositId}";
    const WITHDRAWAL: &str = "/me/withdrawal/{withdrawalId}";
    let of = |path: &str, rest: &str| format!("{path}{rest}");
    router
        .route("/me/ovhAccount", get(ovh_account::list_accounts))
        .route(
            "/me/ovhAccount/{ovhAccountId}",
            get(ovh_account::get_account).put(ovh_account::update_account),
        )
        .route("/me/ovhAccount/{ovhAccountId}/creditOrder", post(ovh_account::order_credit))
        .route("/me/ovhAccount/{ovhAccountId}/retrieveMoney", post(ovh_account::retrieve_money))
        .route(MOVEMENTS, get(ovh_account::list_movements))
        .route(&of(MOVEMENTS, "/{movementId}"), get(ovh_account::get_movement))
        .route("/me/deposit", get(deposit::list_deposits))
        .route(DEPOSIT, get(deposit::get_deposit))
        .route(&of(DEPOSIT, "/details"), get(deposit::list_deposit_details))
        .route(&of(DEPOSIT, "/details/{depositDetailId}"), get(deposit::get_deposit_detail))
        .route(&of(DEPOSIT, "/paidBills"), get(deposit::list_paid_bills))
        .route(&of(DEPOSIT, "/payment"), get(deposit::get_deposit_payment))
        .route("/me/withdrawal", get(deposit::list_withdrawals))
        .route(WITHDRAWAL, get(deposit::get_withdrawal))
        .route(&of(WITHDRAWAL, "/details"), get(deposit::list_withdrawal_details))
        .route(
            &of(WITHDRAWAL, "/details/{withdrawalDetailId}"),
            get(deposit::get_withdrawal_detail),
        )
        .route(&of(WITHDRAWAL, "/payment"), get(deposit::get_withdrawal_payment))
        .route("/me/fidelityAccount", get(fidelity::get_account).put(fidelity::update_account))
        .route("/me/fidelityAccount/creditOrder", post(fidelity::order_credit))
        .route("/me/fidelityAccount/movements", get(fidelity::list_movements))
        .route("/me/fidelityAccount/movements/{movementId}", get(fidelity::get_movement))
}

/// Payment methods, and what was charged to them.
fn method_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let method = "/me/payment/method/{paymentMethodId}";
    router
        .route("/me/payment/availableMethods", get(payment::list_available))
        .route("/me/payment/method", get(payment::list_methods).post(registration::register_method))
        .route(
            method,
            get(payment::get_method).put(payment::update_method).delete(payment::remove_method),
        )
        .route(&format!("{method}/challenge"), post(registration::challenge_method))
        .route(&format!("{method}/details"), post(registration::give_details))
        .route(&format!("{method}/finalize"), post(registration::finalize_method))
        .route("/me/payment/transaction", get(payment::list_transactions))
        .route("/me/payment/transaction/{transactionId}", get(payment::get_transaction))
}

/// The older means. Each kind can be described and made the default, and all but one are registered and given up; what
/// differs is the path.
fn mean_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    use registration::{register_bank_account, register_with_return};
    let card = |app, caller, body| register_with_return(app, caller, body, MethodKind::CreditCard);
    let paypal = |app, caller, body| register_with_return(app, caller, body, MethodKind::Paypal);
    MethodKind::ALL.into_iter().fold(router, |router, kind| {
        let (list, read) = match kind {
            MethodKind::BankAccount => (
                get(payment_mean::list_bank_accounts).post(register_bank_account),
                get(payment_mean::get_bank_account),
            ),
            MethodKind::CreditCard => (
                get(payment_mean::list_credit_cards).post(card),
                get(payment_mean::get_credit_card),
            ),
            MethodKind::DeferredPaymentAccount => {
                (get(payment_mean::list_deferred_accounts), get(payment_mean::get_deferred_account))
            }
            MethodKind::Paypal => {
                (get(payment_mean::list_paypal).post(paypal), get(payment_mean::get_paypal))
            }
        };
        let describe =
            move |app, caller, path, body| payment_mean::describe(app, caller, path, body, kind);
        let remove = move |app, caller, path| payment_mean::remove(app, caller, path, kind);
        let choose = move |app, caller, path| payment_mean::choose_default(app, caller, path, kind);
        let challenge = move |app, caller, path, body| {
            registration::challenge_mean(app, caller, path, body, kind)
        };
        let path = format!("/me/paymentMean/{}", kind.mean());
        let one = read.put(describe);
        let router = router
            .route(&path, list)
            .route(&format!("{path}/{{id}}/chooseAsDefaultPaymentMean"), post(choose));
        if kind == MethodKind::DeferredPaymentAccount {
            return router.route(&format!("{path}/{{id}}"), one);
        }
        router
            .route(&format!("{path}/{{id}}"), one.delete(remove))
            .route(&format!("{path}/{{id}}/challenge"), post(challenge))
    })
}

/// Every product line has a list, `serviceInfos` and contacts, and on most a service can be ended; what differs is the path.
fn product_routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    LINES.iter().fold(router, |router, line| {
        let [list, infos, _] = &line.operations;
        let read = get(move |app, caller, path| product::get_infos(app, caller, path, line));
        let change =
            move |app, caller, path, body| product::change_infos(app, caller, path, body, line);
        let contacts =
            move |app, caller, path, body| contact::change_contacts(app, caller, path, body, line);
        let router = router
            .route(line.contacts.path, post(contacts))
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
