//! Orders, their payments and their bills.

use perennial_api::model::{
    Bill as WireBill, BillDetail, Category as WireCategory, Order as WireOrder, OrderDetail,
    OrderDetailKind, OrderStatus, Payment as WirePayment, PaymentMean, RenewOrder,
};
use perennial_core::bill::{Bill, Issue};
use perennial_core::means::{Means, MethodKind};
use perennial_core::order::{Line, OrderState, OrderTerms};
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::{Order, OrderId};

use super::{Documents, Wire, datetime, long_price, price, price_with_ucents};

/// `POST /service/{serviceId}/renew`: an order, or with no id what it would be. Nobody can open the documents of an
/// order that does not exist, so a dry run has none.
pub(crate) fn renew_order(
    wire: Wire<'_>,
    order: Option<OrderId>,
    terms: &OrderTerms,
) -> RenewOrder {
    let documents = order.map(|order| wire.documents(order));
    let Documents { password, url, pdf_url } = documents.unwrap_or_default();
    RenewOrder {
        date: Some(datetime(wire, terms.placed_at)),
        expiration_date: Some(datetime(wire, terms.valid_until)),
        order_id: order.map_or(0, OrderId::get),
        password,
        pdf_url,
        price_with_tax: price(terms.totals.gross),
        price_without_tax: price(terms.totals.net),
        retraction_date: None,
        tax: price(terms.totals.tax),
        url,
    }
}

/// `GET /me/order/{orderId}`.
pub(crate) fn order(wire: Wire<'_>, order: &Order) -> WireOrder {
    let Documents { password, url, pdf_url } = wire.documents(order.id);
    let terms = &order.terms;
    WireOrder {
        date: Some(datetime(wire, terms.placed_at)),
        expiration_date: Some(datetime(wire, terms.valid_until)),
        order_id: order.id.get(),
        password,
        pdf_url,
        price_with_tax: price_with_ucents(terms.totals.gross),
        price_without_tax: price_with_ucents(terms.totals.net),
        retraction_date: None,
        tax: price_with_ucents(terms.totals.tax),
        url,
    }
}

/// `GET /me/order/{orderId}/status`. A sale is delivered when its bill is issued too.
pub(crate) fn order_status(order: &Order, bill_is_issued: bool) -> OrderStatus {
    match order.state {
        OrderState::Unpaid => OrderStatus::NotPaid,
        OrderState::Paying { .. } => OrderStatus::Checking,
        OrderState::Settled { .. } if bill_is_issued || !order.terms.category.is_sale() => {
            OrderStatus::Delivered
        }
        OrderState::Settled { .. } => OrderStatus::Delivering,
        OrderState::Cancelled { .. } => OrderStatus::Cancelled,
    }
}

/// `GET /me/order/{orderId}/details/{orderDetailId}`. Lines are numbered within their order, from 1.
pub(crate) fn order_detail(order: &Order, number: i64, line: &Line) -> OrderDetail {
    OrderDetail {
        cancelled: matches!(order.state, OrderState::Cancelled { .. }),
        description: line.description.to_string(),
        detail_type: Some(match line.service {
            Some(_) => OrderDetailKind::Renew,
            None => OrderDetailKind::Unlisted,
        }),
        domain: line.name.to_string(),
        order_detail_id: number,
        quantity: line.quantity.get().to_string(),
        total_price: price_with_ucents(line.amount),
        unit_price: price_with_ucents(line.unit_price),
    }
}

/// `GET /me/order/{orderId}/payment`; nothing unless the payment was captured.
pub(crate) fn payment(wire: Wire<'_>, payment: &Payment) -> Option<WirePayment> {
    let PaymentState::Captured { at, reference } = &payment.state else { return None };
    let is_free = payment.amount.is_zero();
    let payment_type = if is_free { PaymentMean::Free } else { payment_mean(payment.means) };
    Some(WirePayment {
        payment_date: datetime(wire, *at),
        payment_identifier: reference.as_ref().map(ToString::to_string),
        payment_type,
    })
}

/// What a means is called where it says how something was paid.
pub(super) const fn payment_mean(means: Means) -> PaymentMean {
    match means {
        Means::Method(_, MethodKind::BankAccount) => PaymentMean::Withdrawal,
        Means::Method(_, MethodKind::CreditCard) => PaymentMean::CreditCard,
        Means::Method(_, MethodKind::DeferredPaymentAccount) => PaymentMean::DebtAccount,
        Means::Method(_, MethodKind::Paypal) => PaymentMean::Paypal,
        Means::Prepaid => PaymentMean::OvhAccount,
        Means::Fidelity => PaymentMean::FidelityPoints,
    }
}

/// `GET /me/bill/{billId}`.
pub(crate) fn bill(wire: Wire<'_>, bill: &Bill, issue: &Issue) -> WireBill {
    let Documents { password, .. } = wire.documents(bill.order);
    let link = |kind: &str| {
        let (base, number) = (wire.app.base_url(), &issue.number);
        format!("{base}/bill/{kind}?reference={number}&passwd={password}")
    };
    WireBill {
        bill_id: issue.number.to_string(),
        category: WireCategory::from(bill.category.code()),
        date: datetime(wire, issue.at),
        order_id: bill.order.get(),
        pdf_url: link("pdf"),
        url: link("display"),
        price_with_tax: price_with_ucents(bill.gross),
        price_without_tax: price_with_ucents(bill.net),
        tax: price_with_ucents(bill.tax),
        password,
    }
}

/// `GET /me/bill/{billId}/details/{billDetailId}`: the lines of the order.
pub(crate) fn bill_detail(number: i64, line: &Line) -> BillDetail {
    BillDetail {
        bill_detail_id: number.to_string(),
        description: line.description.to_string(),
        domain: line.name.to_string(),
        // The wire wants the last day; ours is the first that is no longer served.
        period_end: line.term.and_then(|term| term.ends_on.yesterday().ok()),
        period_start: line.term.map(|term| term.starts_on),
        quantity: line.quantity.get().to_string(),
        total_price: price_with_ucents(line.amount),
        unit_price: long_price(line.unit_price),
    }
}
