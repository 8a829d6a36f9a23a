//! `/me/order`: orders, what they can be paid with, and paying them.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{
    AssociatedObject, AssociatedObjectKind, Order, OrderDetail, OrderStatus, PayRequest,
    PayWithRegisteredPaymentMean, Payment, PaymentMethods, RegisteredPaymentMean,
};
use perennial_core::means::{Means, MethodKind};
use perennial_core::order::Category;
use perennial_core::payment::Choice;
use perennial_core::{OrderId, PaymentMeanId, PaymentMethodId};
use perennial_engine::MeansForOrder;

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::Json;

/// `GET /me/order`.
pub(super) async fn list_orders(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Answer<Vec<i64>> {
    let (from, to) = query.date_range(app.engine.clock().zone())?;
    let ids = app.engine.order_ids(caller.account, from, to).await?;
    Ok(Json(ids.into_iter().map(OrderId::get).collect()))
}

/// `GET /me/order/{orderId}`.
pub(super) async fn get_order(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Order> {
    let order = app.engine.order(&caller.fresh, path.id("orderId")?).await?;
    Ok(Json(convert::order(app.wire(caller.account), &order)))
}

/// `GET /me/order/{orderId}/status`.
pub(super) async fn get_status(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<OrderStatus> {
    let id = path.id("orderId")?;
    let order = app.engine.order(&caller.fresh, id).await?;
    let bill = app.engine.order_bill(&caller.fresh, id).await?;
    Ok(Json(convert::order_status(&order, bill.is_some())))
}

/// `GET /me/order/{orderId}/details`.
pub(super) async fn list_details(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<i64>> {
    let order = app.engine.order(&caller.fresh, path.id("orderId")?).await?;
    Ok(Json((1..).zip(&order.terms.lines).map(|(number, _)| number).collect()))
}

/// `GET /me/order/{orderId}/details/{orderDetailId}`.
pub(super) async fn get_detail(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<OrderDetail> {
    let order = app.engine.order(&caller.fresh, path.id("orderId")?).await?;
    let asked = path.text("orderDetailId")?;
    let found = (1..).zip(&order.terms.lines).find(|(number, _)| number.to_string() == asked);
    let (number, line) = found.ok_or_else(|| ApiError::object_not_found("orderDetailId", asked))?;
    Ok(Json(convert::order_detail(&order, number, line)))
}

/// `GET /me/order/{orderId}/associatedObject`: the bill once it is issued, the deposit, or the withdrawal.
pub(super) async fn get_associated_object(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<AssociatedObject> {
    let order = app.engine.order(&caller.fresh, path.id("orderId")?).await?;
    let (category, id) = (order.terms.category, order.id);
    let paper = |letter, kind| (convert::paper_id(letter, id), kind);
    let object = match (category, order.settled_at()) {
        (_, None) | (Category::PointsCredit | Category::Debt, _) => None,
        (Category::PrepaidCredit, _) => Some(paper('D', AssociatedObjectKind::Deposit)),
        (Category::Withdrawal, _) => Some(paper('W', AssociatedObjectKind::Withdrawal)),
        (Category::EarlyRenewal | Category::AutoRenew, _) => {
            let bill = app.engine.order_bill(&caller.fresh, id).await?;
            let issue = bill.as_ref().and_then(|bill| bill.issue.as_ref());
            issue.map(|issue| (issue.number.to_string(), AssociatedObjectKind::Bill))
        }
    };
    let (id, kind) = object.unzip();
    Ok(Json(AssociatedObject { id, kind }))
}

/// `GET /me/order/{orderId}/payment`.
pub(super) async fn get_payment(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Payment> {
    let id: OrderId = path.id("orderId")?;
    let payment = app.engine.payment_of_order(caller.account, id).await?;
    let payment = payment.and_then(|p| convert::payment(app.wire(caller.account), &p));
    payment.map(Json).ok_or_else(|| ApiError::object_not_found("payment of orderId", id))
}

/// `GET /me/order/{orderId}/paymentMethods`.
pub(super) async fn get_payment_methods(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<PaymentMethods> {
    let id = path.id("orderId")?;
    let MeansForOrder { accepted, kinds, methods } =
        app.engine.means_for_order(caller.account, id).await?;
    let is_accepted = |id: PaymentMethodId| {
        accepted.iter().any(|one| matches!(one.means, Means::Method(method, _) if method == id))
    };
    let methods: Vec<_> = methods.into_iter().filter(|method| is_accepted(method.id)).collect();
    let wire = app.wire(caller.account);
    Ok(Json(PaymentMethods {
        available: convert::available_methods(&kinds),
        payment_methods: methods.iter().map(|method| convert::method(wire, method)).collect(),
        registered: methods.iter().map(|method| method.id.get()).collect(),
    }))
}

/// `GET /me/order/{orderId}/availableRegisteredPaymentMean`: each kind once, without ids.
pub(super) async fn list_accepted_means(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<RegisteredPaymentMean>> {
    let found = app.engine.means_for_order(caller.account, path.id("orderId")?).await?;
    let mut means: Vec<_> =
        found.accepted.iter().map(|one| convert::registered_mean(one.means)).collect();
    means.dedup();
    means.sort_by(|a, b| a.payment_mean.as_str().cmp(b.payment_mean.as_str()));
    means.dedup();
    Ok(Json(means))
}

/// `POST /me/order/{orderId}/payWithRegisteredPaymentMean`.
pub(super) async fn pay_with_mean(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<PayWithRegisteredPaymentMean>,
) -> Answer<()> {
    let order = path.id("orderId")?;
    let choice = choice(&request)?;
    let idempotency = caller.idempotency(&request)?;
    app.engine.pay_order(&caller.context(), order, choice, idempotency.as_ref()).await?;
    Ok(VOID)
}

fn choice(request: &PayWithRegisteredPaymentMean) -> Result<Choice, ApiError> {
    let name = request.payment_mean.as_str();
    let id = request.payment_mean_id.map(PaymentMeanId::try_new).transpose();
    let id = id.map_err(|error| ApiError::bad_parameter("paymentMeanId", error))?;
    match (name, MethodKind::from_name(name)) {
        (_, Some(kind)) => Ok(Choice::Mean(kind, id)),
        ("ovhAccount", None) => Ok(Choice::Prepaid),
        ("fidelityAccount", None) => Ok(Choice::Fidelity),
        (other, None) => {
            let known = MethodKind::ALL.map(MethodKind::mean).join(", ");
            let problem = format!(
                "`{other}` is not a payment mean of this server; it has {known}, ovhAccount and fidelityAccount"
            );
            Err(ApiError::bad_parameter("paymentMean", problem))
        }
    }
}

/// `POST /me/order/{orderId}/pay`.
pub(super) async fn pay_with_method(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<PayRequest>,
) -> Answer<()> {
    let order = path.id("orderId")?;
    let method = PaymentMethodId::try_new(request.payment_method.id)
        .map_err(|error| ApiError::bad_parameter("paymentMethod.id", error))?;
    let idempotency = caller.idempotency(&request)?;
    let choice = Choice::Method(method);
    app.engine.pay_order(&caller.context(), order, choice, idempotency.as_ref()).await?;
    Ok(VOID)
}
