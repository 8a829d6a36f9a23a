//! Balances: the prepaid account, fidelity points, and money that goes in and out.

use perennial_api::model::{
    Deposit, DepositDetail, FidelityAccount, FidelityMovement, FidelityOperation,
    Movement as WireMovement, OvhAccount, OvhAccountOperation, PaymentInfo, Withdrawal,
    WithdrawalDetail,
};
use perennial_core::account::Threshold;
use perennial_core::money::UCENTS_PER_UNIT;
use perennial_core::movement::Movement;
use perennial_core::order::{Category, Line};
use perennial_core::{Account, Money, Order, OrderId, Payment, PaymentMethod};
use perennial_engine::BalanceView;

use super::{Documents, Wire, datetime, payment, price_with_ucents};

/// `GET /me/ovhAccount/{ovhAccountId}`.
pub(crate) fn ovh_account(wire: Wire<'_>, view: &BalanceView) -> OvhAccount {
    let account = &view.stored.account;
    OvhAccount {
        alert_threshold: account.alerts.prepaid.map(Threshold::units),
        balance: price_with_ucents(view.stored.balances.prepaid),
        can_be_credited: true,
        is_active: true,
        last_update: datetime(wire, view.changed_at),
        open_date: datetime(wire, account.created_at),
        ovh_account_id: account.nichandle.to_string(),
    }
}

/// `GET /me/ovhAccount/{ovhAccountId}/movements/{movementId}`. `balance` is what there is now.
pub(crate) fn movement(
    wire: Wire<'_>,
    movement: &Movement,
    order: Option<&Order>,
    balance: Money,
) -> WireMovement {
    let there = movement.amount.ucents().min(balance.ucents()).max(0);
    let retrievable = Money::from_ucents(there, balance.currency());
    WireMovement {
        amount: price_with_ucents(movement.amount),
        balance: price_with_ucents(movement.after),
        date: datetime(wire, movement.at),
        description: describe(movement, order),
        movement_id: movement.id.get(),
        operation: match (movement.amount.is_negative(), gave_back(movement, order)) {
            (_, true) => OvhAccountOperation::CancelDebit,
            (true, false) => OvhAccountOperation::Debit,
            (false, false) => OvhAccountOperation::Credit,
        },
        order: movement.order.map_or(0, OrderId::get),
        previous_balance: price_with_ucents(movement.before),
        retrievable_amount: price_with_ucents(retrievable),
    }
}

/// Whether money came back that could not be paid out.
fn gave_back(movement: &Movement, order: Option<&Order>) -> bool {
    let is_withdrawal = order.is_some_and(|order| order.terms.category == Category::Withdrawal);
    is_withdrawal && !movement.amount.is_negative()
}

fn describe(movement: &Movement, order: Option<&Order>) -> String {
    let Some(order) = order else { return "Opening balance".to_owned() };
    let id = order.id;
    match order.terms.category {
        _ if gave_back(movement, Some(order)) => format!("Transfer of order {id} failed"),
        Category::PrepaidCredit | Category::PointsCredit => format!("Credit by order {id}"),
        Category::Withdrawal => format!("Transfer to a bank account, order {id}"),
        Category::EarlyRenewal | Category::AutoRenew if !movement.amount.is_negative() => {
            format!("Refund of order {id}")
        }
        Category::EarlyRenewal | Category::AutoRenew | Category::Debt => {
            format!("Payment of order {id}")
        }
    }
}

/// `GET /me/fidelityAccount`.
pub(crate) fn fidelity_account(wire: Wire<'_>, view: &BalanceView) -> FidelityAccount {
    let account = &view.stored.account;
    FidelityAccount {
        alert_threshold: account.alerts.points.map(Threshold::units),
        balance: whole(view.stored.balances.fidelity),
        can_be_credited: true,
        last_update: datetime(wire, view.changed_at),
        open_date: datetime(wire, account.created_at),
    }
}

/// `GET /me/fidelityAccount/movements/{movementId}`.
pub(crate) fn fidelity_movement(
    wire: Wire<'_>,
    movement: &Movement,
    order: Option<&Order>,
) -> FidelityMovement {
    FidelityMovement {
        amount: whole(movement.amount),
        balance: whole(movement.after),
        date: datetime(wire, movement.at),
        description: describe(movement, order),
        movement_id: movement.id.get(),
        operation: match movement.amount.is_negative() {
            true => FidelityOperation::Debit,
            false => FidelityOperation::Credit,
        },
        order: movement.order.map_or(0, OrderId::get),
        previous_balance: whole(movement.before),
    }
}

/// Points are whole.
fn whole(points: Money) -> i64 {
    points.ucents() / UCENTS_PER_UNIT
}

/// The id of the deposit or the withdrawal that an order is: a letter and the order's id.
pub(crate) fn paper_id(letter: char, order: OrderId) -> String {
    format!("{letter}{order}")
}

/// The order of a deposit or a withdrawal.
pub(crate) fn order_of_paper(letter: char, id: &str) -> Option<OrderId> {
    let number = id.strip_prefix(letter)?;
    let order = OrderId::try_new(number.parse().ok()?).ok()?;
    (paper_id(letter, order) == id).then_some(order)
}

/// `GET /me/deposit/{depositId}`.
pub(crate) fn deposit(
    wire: Wire<'_>,
    order: &Order,
    paid: &Payment,
    method: Option<&PaymentMethod>,
) -> Deposit {
    let Documents { password, url, pdf_url } = wire.documents(order.id);
    let text = |name: &Option<perennial_core::text::Name>| name.as_ref().map(ToString::to_string);
    let info = payment(wire, paid).map(|paid| PaymentInfo {
        description: method.and_then(|method| text(&method.description)),
        payment_type: paid.payment_type,
        public_label: method.and_then(|method| text(&method.label)),
    });
    Deposit {
        amount: price_with_ucents(order.terms.totals.gross),
        date: datetime(wire, order.settled_at().unwrap_or(order.terms.placed_at)),
        deposit_id: paper_id('D', order.id),
        order_id: order.id.get(),
        password,
        payment_info: info,
        pdf_url,
        url,
    }
}

/// `GET /me/deposit/{depositId}/details/{depositDetailId}`.
pub(crate) fn deposit_detail(number: usize, line: &Line) -> DepositDetail {
    DepositDetail {
        deposit_detail_id: number.to_string(),
        description: line.description.to_string(),
        domain: line.name.to_string(),
        quantity: line.quantity.get().to_string(),
        total_price: price_with_ucents(line.amount),
        unit_price: price_with_ucents(line.unit_price),
    }
}

/// `GET /me/withdrawal/{withdrawalId}`: the order is of less than nothing, the withdrawal of more.
pub(crate) fn withdrawal(wire: Wire<'_>, order: &Order, account: &Account) -> Withdrawal {
    let Documents { password, url, pdf_url } = wire.documents(order.id);
    Withdrawal {
        amount: price_with_ucents(opposite(order.terms.totals.gross)),
        country: account.profile.country.to_string(),
        date: datetime(wire, order.settled_at().unwrap_or(order.terms.placed_at)),
        order_id: order.id.get(),
        password,
        pdf_url,
        url,
        withdrawal_id: paper_id('W', order.id),
    }
}

/// `GET /me/withdrawal/{withdrawalId}/details/{withdrawalDetailId}`.
pub(crate) fn withdrawal_detail(number: usize, line: &Line) -> WithdrawalDetail {
    WithdrawalDetail {
        description: line.description.to_string(),
        domain: line.name.to_string(),
        quantity: line.quantity.get().to_string(),
        total_price: price_with_ucents(opposite(line.amount)),
        unit_price: price_with_ucents(opposite(line.unit_price)),
        withdrawal_detail_id: number.to_string(),
    }
}

fn opposite(amount: Money) -> Money {
    Money::from_ucents(amount.ucents().saturating_neg(), amount.currency())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_paper_leads_to_its_order() {
        let order = OrderId::try_new(7_091_314_438).unwrap();
        assert_eq!(order_of_paper('D', &paper_id('D', order)), Some(order));
        for other in ["", "D", "W7091314438", "D07091314438", "D+7091314438", "D0", "Dx"] {
            assert_eq!(order_of_paper('D', other), None, "{other}");
        }
    }
}
