//! The prepaid account among the balances of a customer.

use perennial_api::model::{
    BookedMovement, CreditBalance, CreditBalanceDetails, CreditBalanceType, CreditMovement,
    CreditMovementType, CreditObject,
};
use perennial_core::movement::Movement;
use perennial_core::order::Category;
use perennial_core::{Money, Order, OrderId};
use perennial_engine::BalanceView;

use super::{Wire, datetime, price_with_ucents};

/// `GET /me/credit/balance/{balanceName}`. Nothing of the prepaid account ends by itself. `leaving` are orders that pay
/// out of it and have not arrived.
pub(crate) fn credit_balance(
    wire: Wire<'_>,
    view: &BalanceView,
    leaving: &[Order],
) -> CreditBalance {
    let amount = price_with_ucents(view.stored.balances.prepaid);
    let booked = |order: &Order| BookedMovement {
        amount: price_with_ucents(order.terms.totals.gross),
        balance_sub_name: None,
        order_id: order.id.get(),
    };
    CreditBalance {
        amount: amount.clone(),
        balance_details: vec![CreditBalanceDetails {
            amount,
            balance_sub_name: None,
            expiring: Vec::new(),
            service_id: None,
        }],
        balance_name: view.stored.account.nichandle.to_string(),
        booked: leaving.iter().map(booked).collect(),
        creation_date: datetime(wire, view.stored.account.created_at),
        expiring: Vec::new(),
        last_update: datetime(wire, view.changed_at),
        kind: CreditBalanceType::PrepaidAccount,
    }
}

/// `GET /me/credit/balance/{balanceName}/movement/{movementId}`.
pub(crate) fn credit_movement(
    wire: Wire<'_>,
    name: &str,
    movement: &Movement,
    order: Option<&Order>,
) -> CreditMovement {
    let balance = CreditObject { id: name.to_owned(), name: "Balance".to_owned() };
    let other = movement
        .order
        .map(|order: OrderId| CreditObject { id: order.to_string(), name: "Order".to_owned() });
    let (source, destination) = match (movement.amount.is_negative(), other) {
        (true, other) => (balance, other),
        (false, Some(order)) => (order, Some(balance)),
        // What was there before us came from nowhere that we know.
        (false, None) => (balance, None),
    };
    let at = datetime(wire, movement.at);
    CreditMovement {
        amount: price_with_ucents(movement.amount),
        balance_name: name.to_owned(),
        creation_date: at,
        destination_object: destination,
        expiration_date: None,
        last_update: at,
        movement_id: movement.id.get(),
        order_id: movement.order.map(OrderId::get),
        source_object: source,
        kind: movement_type(movement.amount, order),
    }
}

fn movement_type(amount: Money, order: Option<&Order>) -> CreditMovementType {
    let Some(order) = order else { return CreditMovementType::Manual };
    match (order.terms.category, amount.is_negative()) {
        (Category::PrepaidCredit | Category::PointsCredit, _) => CreditMovementType::Order,
        (Category::Withdrawal, true) => CreditMovementType::Refund,
        (Category::Withdrawal, false) => CreditMovementType::Cancel,
        (Category::EarlyRenewal | Category::AutoRenew | Category::Debt, _) => {
            CreditMovementType::Use
        }
    }
}
