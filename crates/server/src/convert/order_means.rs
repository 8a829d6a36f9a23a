//! How an order is paid, by kinds of payment mean: calls of this API, with the fields of their bodies.

use perennial_api::model::{
    OrderPaymentMean, OrderPaymentMeans, OrderPaymentParameter, RetractionReason, RetractionRequest,
};
use perennial_core::OrderId;
use perennial_core::means::{CardBrand, Means, MethodKind};
use perennial_core::payment::Accepted;
use perennial_core::termination::Commentary;
use perennial_engine::MeansForOrder;

use super::Wire;
use crate::error::ApiError;

/// `GET /me/order/{orderId}/paymentMeans`: what is registered, by id, and then how another one is.
pub(crate) fn order_payment_means(
    wire: Wire<'_>,
    order: OrderId,
    means: &MeansForOrder,
) -> OrderPaymentMeans {
    let of = |is_it: &dyn Fn(Means) -> bool, kind: Option<MethodKind>| {
        let accepted = means.accepted.iter().filter(|one| is_it(one.means));
        let mut all: Vec<_> = accepted.map(|one| pay(wire, order, one, means)).collect();
        let another = kind.filter(|kind| means.kinds.contains(kind));
        all.extend(another.map(|kind| register(wire, kind)));
        (!all.is_empty()).then_some(all)
    };
    let of_kind = |kind| {
        let is_it = move |means| matches!(means, Means::Method(_, method) if method == kind);
        of(&is_it, Some(kind))
    };
    OrderPaymentMeans {
        credit_card: of_kind(MethodKind::CreditCard),
        fidelity_points: of(&|means| means == Means::Fidelity, None),
        ovh_account: of(&|means| means == Means::Prepaid, None),
        paypal: of_kind(MethodKind::Paypal),
        ..OrderPaymentMeans::default()
    }
}

/// The call that pays an order with a means.
fn pay(
    wire: Wire<'_>,
    order: OrderId,
    accepted: &Accepted,
    means: &MeansForOrder,
) -> OrderPaymentMean {
    let method = match accepted.means {
        Means::Method(id, _) => means.methods.iter().find(|method| method.id == id),
        Means::Prepaid | Means::Fidelity => None,
    };
    let id = accepted.mean_id.map(|id| parameter("paymentMeanId", id.to_string()));
    let kind = parameter("paymentMean", accepted.means.name().to_owned());
    let brand = method.and_then(|method| method.brand);
    OrderPaymentMean {
        parameters: std::iter::once(kind).chain(id).collect(),
        sub_type: brand.map(CardBrand::code).map(str::to_owned),
        ..call(wire, &format!("/me/order/{order}/payWithRegisteredPaymentMean"))
    }
}

/// The call that registers another method of a kind, by which the order can be paid then.
fn register(wire: Wire<'_>, kind: MethodKind) -> OrderPaymentMean {
    call(wire, &format!("/me/paymentMean/{}", kind.mean()))
}

fn call(wire: Wire<'_>, path: &str) -> OrderPaymentMean {
    OrderPaymentMean {
        fee: 0.0,
        html_form: None,
        http_method: "POST".to_owned(),
        logo: None,
        parameters: Vec::new(),
        sub_type: None,
        url: wire.api_url(path),
    }
}

fn parameter(name: &str, value: String) -> OrderPaymentParameter {
    OrderPaymentParameter { choice: None, name: name.to_owned(), value: Some(value) }
}

/// What a customer says about withdrawing. It is read before the order is, as any other body.
pub(crate) fn check_retraction(request: &RetractionRequest) -> Result<(), ApiError> {
    if let RetractionReason::Other(other) = &request.reason {
        let known: Vec<_> = RetractionReason::ALL.iter().map(RetractionReason::as_str).collect();
        let problem = format!("`{other}` is unknown; it can be {}", known.join(", "));
        return Err(ApiError::bad_parameter("reason", problem));
    }
    let comment = request.comment.as_deref().map(Commentary::parse).transpose();
    comment.map(|_| ()).map_err(|error| ApiError::bad_parameter("comment", error))
}
