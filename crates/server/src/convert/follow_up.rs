//! What became of an order step by step, from its payments and its bill, and what its lines do.

use jiff::Timestamp;
use perennial_api::model::{
    FollowUp, FollowUpEvent, FollowUpLabel, FollowUpStatus, FollowUpStep, OrderAction, OrderItem,
    OrderItemKind, OrderItemOrder, OrderItemPlan, OrderItemProduct,
};
use perennial_core::bill::Bill;
use perennial_core::order::{Line, OrderState};
use perennial_core::payment::PaymentState;
use perennial_core::{Order, Payment, Service};

use super::{Wire, datetime};

/// `GET /me/order/{orderId}/followUp`. `payments` are those of the order, `bill` that of a sale.
pub(crate) fn follow_up(
    wire: Wire<'_>,
    order: &Order,
    payments: &[Payment],
    bill: Option<&Bill>,
) -> Vec<FollowUp> {
    use FollowUpStatus::{Doing, Done, Error, ToDo};
    let issued = bill.and_then(|bill| bill.issue.as_ref());
    let is_billed = !order.terms.category.is_sale() || issued.is_some();
    let statuses = match order.state {
        OrderState::Unpaid => [ToDo, ToDo, ToDo, ToDo],
        OrderState::Paying { .. } => [Doing, ToDo, ToDo, ToDo],
        OrderState::Cancelled { .. } => [Error, ToDo, ToDo, ToDo],
        OrderState::Settled { .. } if is_billed => [Done, Done, Done, Done],
        OrderState::Settled { .. } => [Done, Done, Done, Doing],
    };
    let event = |at: Timestamp, label, description: String| (at, label, description);
    let started = payments.iter().map(|payment| {
        let means = payment.means.name();
        let text = format!("A payment of {} with {means} was started", payment.amount);
        event(payment.created_at, FollowUpLabel::RegisteredPaymentInitiated, text)
    });
    let received = payments.iter().filter_map(|payment| {
        let PaymentState::Captured { at, .. } = payment.state else { return None };
        let text = format!("{} was received", payment.amount);
        Some(event(at, FollowUpLabel::PaymentReceived, text))
    });
    let delivered = order
        .settled_at()
        .map(|at| event(at, FollowUpLabel::Delivery, "What was ordered was delivered".to_owned()));
    let billed = match (order.settled_at(), issued) {
        (_, Some(issue)) => {
            let text = format!("Bill {} was issued", issue.number);
            Some(event(issue.at, FollowUpLabel::InvoiceSent, text))
        }
        (Some(at), None) if !is_billed => {
            let text = "The bill is being issued".to_owned();
            Some(event(at, FollowUpLabel::InvoiceInProgress, text))
        }
        _ => None,
    };
    let histories: [Vec<_>; 4] = [
        started.collect(),
        received.collect(),
        delivered.into_iter().collect(),
        billed.into_iter().collect(),
    ];
    let steps = [
        FollowUpStep::Validating,
        FollowUpStep::Validated,
        FollowUpStep::Delivering,
        FollowUpStep::Available,
    ];
    let shown =
        |(at, label, description)| FollowUpEvent { date: datetime(wire, at), description, label };
    let all = steps.into_iter().zip(statuses).zip(histories);
    all.map(|((step, status), mut history)| {
        history.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
        FollowUp { history: history.into_iter().map(shown).collect(), status, step }
    })
    .collect()
}

/// `GET /me/order/{orderId}/details/{orderDetailId}/extension`. `service` is that of the line, as it is now.
pub(crate) fn order_item(line: &Line, service: Option<&Service>) -> OrderItem {
    let sold = line.service.is_some();
    OrderItem {
        order: OrderItemOrder {
            action: line.term.map(|_| OrderAction::Renew),
            configurations: Vec::new(),
            plan: OrderItemPlan {
                code: service.map(|service| service.plan.to_string()),
                duration: line.term.map(|term| term.period.to_string()),
                pricing_mode: sold.then(|| "default".to_owned()),
                product: OrderItemProduct { name: sold.then(|| line.plan_name().to_owned()) },
                quantity: Some(i64::from(line.quantity.get())),
            },
            kind: sold.then_some(OrderItemKind::Plan),
        },
    }
}
