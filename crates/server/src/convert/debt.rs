//! Debts, and what was done to pay them.

use perennial_api::model::{
    Debt as WireDebt, DebtBalance, DebtObject, DebtObjectKind, DebtOperation as WireOperation,
    DebtOperationStatus, DebtOperationType, DebtStatus as WireStatus, PaymentInfo,
};
use perennial_core::PaymentMethod;
use perennial_core::debt::{Debt, DebtStatus, Owed};
use perennial_core::means::{Means, MethodKind};
use perennial_core::money::MoneyError;
use perennial_engine::{DebtOperation, OperationState};

use super::order::payment_mean;
use super::{Wire, datetime, midnight, price_with_ucents};

/// `GET /me/debtAccount`.
pub(crate) fn debt_balance(owed: &Owed) -> Result<DebtBalance, MoneyError> {
    let payable = owed.payable()?;
    Ok(DebtBalance {
        active: !payable.is_zero() || !owed.pending.is_zero(),
        due_amount: price_with_ucents(owed.overdue),
        pending_amount: price_with_ucents(owed.pending),
        todo_amount: price_with_ucents(payable),
        unmatured_amount: price_with_ucents(owed.unmatured),
    })
}

/// `GET /me/debtAccount/debt/{debtId}`.
pub(crate) fn debt(wire: Wire<'_>, debt: &Debt) -> Result<WireDebt, MoneyError> {
    let owed = Owed::of([debt], debt.amount.currency(), wire.today())?;
    Ok(WireDebt {
        amount: price_with_ucents(debt.amount),
        date: datetime(wire, debt.at),
        debt_id: debt.id.get(),
        due_amount: price_with_ucents(owed.overdue),
        due_date: Some(midnight(wire, debt.due_on)),
        order_id: debt.order.get(),
        pending_amount: price_with_ucents(owed.pending),
        status: match debt.status_on(wire.today()) {
            DebtStatus::Unmatured => WireStatus::Unmatured,
            DebtStatus::Overdue => WireStatus::Unpaid,
            DebtStatus::Paid => WireStatus::Paid,
            DebtStatus::WrittenOff => WireStatus::WriteOff,
        },
        todo_amount: price_with_ucents(owed.payable()?),
        unmatured_amount: price_with_ucents(owed.unmatured),
    })
}

/// `GET /me/debtAccount/debt/{debtId}/operation/{operationId}`.
pub(crate) fn debt_operation(wire: Wire<'_>, operation: &DebtOperation) -> WireOperation {
    WireOperation {
        amount: price_with_ucents(operation.amount),
        date: datetime(wire, operation.at),
        deposit_order_id: operation.order.get(),
        operation_id: operation.id,
        status: match operation.state {
            OperationState::ToDo => DebtOperationStatus::ToDo,
            OperationState::Pending => DebtOperationStatus::Pending,
            OperationState::Paid => DebtOperationStatus::Paid,
            OperationState::Failed => DebtOperationStatus::Failed,
            OperationState::Cancelled => DebtOperationStatus::Cancelled,
        },
        kind: operation.means.map(operation_type),
    }
}

/// What it is paid with. What we hold ourselves has no name of its own there.
fn operation_type(means: Means) -> DebtOperationType {
    match means {
        Means::Method(_, MethodKind::CreditCard) => DebtOperationType::CreditCardManual,
        Means::Method(_, MethodKind::Paypal) => DebtOperationType::PaypalManual,
        Means::Method(_, MethodKind::BankAccount) => DebtOperationType::SepaAutomatic,
        Means::Method(_, MethodKind::DeferredPaymentAccount) | Means::Prepaid | Means::Fidelity => {
            DebtOperationType::Order
        }
    }
}

/// `GET …/operation/{operationId}/associatedObject`: the order that pays the debt, and what it was, or is being, paid with.
pub(crate) fn debt_object(operation: &DebtOperation, methods: &[PaymentMethod]) -> DebtObject {
    let info = operation.means.map(|means| {
        let is_it =
            |method: &&PaymentMethod| matches!(means, Means::Method(id, _) if id == method.id);
        let method = methods.iter().find(is_it);
        let text =
            |name: &Option<perennial_core::text::Name>| name.as_ref().map(ToString::to_string);
        PaymentInfo {
            description: method.and_then(|method| text(&method.description)),
            payment_type: payment_mean(means),
            public_label: method.and_then(|method| text(&method.label)),
        }
    });
    DebtObject {
        id: Some(operation.order.to_string()),
        payment_info: info,
        sub_id: None,
        kind: Some(DebtObjectKind::Order),
    }
}
