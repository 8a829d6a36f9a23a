//! `/me/debtAccount`, and debts of orders and bills.

use serde::{Deserialize, Serialize};

use super::{DateTime, PaymentInfo, PriceWithUcents, wire_enum};

wire_enum! {
    /// How a debt stands.
    DebtStatus = "debt.entry.StatusDebtOrderEnum" {
        Paid = "PAID",
        Refunded = "REFUNDED",
        ToBePaid = "TO_BE_PAID",
        Unmatured = "UNMATURED",
        Unpaid = "UNPAID",
        WriteOff = "WRITE_OFF",
    }
}

wire_enum! {
    /// What became of something that was done to pay a debt.
    DebtOperationStatus = "debt.entry.StatusEnum" {
        Cancelled = "CANCELLED",
        Done = "DONE",
        Failed = "FAILED",
        Paid = "PAID",
        Pending = "PENDING",
        ToDo = "TODO",
    }
}

wire_enum! {
    /// What a debt is paid with. OVHcloud has more of them than these.
    DebtOperationType = "debt.entry.OperationEnum" {
        BankTransferManual = "BANK_TRANSFER_MANUAL",
        Cancel = "CANCEL",
        CashManual = "CASH_MANUAL",
        CheckManual = "CHECK_MANUAL",
        CreditCard = "CREDITCARD",
        CreditCardAutomatic = "CREDITCARD_AUTOMATIC",
        CreditCardManual = "CREDITCARD_MANUAL",
        Order = "ORDER",
        PaypalManual = "PAYPAL_MANUAL",
        SepaAutomatic = "SEPA_AUTOMATIC",
    }
}

wire_enum! {
    /// What something that was done to pay a debt belongs to.
    DebtObjectKind = "debt.associatedObject.TypeEnum" {
        Bill = "Bill",
        DebtOperation = "DebtOperation",
        Deposit = "Deposit",
        Order = "Order",
        OvhAccountMovement = "OvhAccountMovement",
        Refund = "Refund",
        Withdrawal = "Withdrawal",
    }
}

/// What is owed, `debt.Balance`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DebtBalance {
    /// Whether anything is owed.
    pub active: bool,
    /// What can be paid, and is overdue.
    pub due_amount: PriceWithUcents,
    /// What a payment is under way for.
    pub pending_amount: PriceWithUcents,
    /// What can be paid.
    pub todo_amount: PriceWithUcents,
    /// What can be paid, and is not overdue yet.
    pub unmatured_amount: PriceWithUcents,
}

/// A debt, `debt.Debt`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Debt {
    /// How much was taken back.
    pub amount: PriceWithUcents,
    /// When that was learned.
    pub date: DateTime,
    /// Its id.
    pub debt_id: i64,
    /// What can be paid, and is overdue.
    pub due_amount: PriceWithUcents,
    /// The day by which it is to be paid.
    pub due_date: Option<DateTime>,
    /// Id of the order whose payment was taken back.
    pub order_id: i64,
    /// What a payment is under way for.
    pub pending_amount: PriceWithUcents,
    /// How it stands.
    pub status: DebtStatus,
    /// What can be paid.
    pub todo_amount: PriceWithUcents,
    /// What can be paid, and is not overdue yet.
    pub unmatured_amount: PriceWithUcents,
}

/// Something that was done to pay a debt, `debt.Operation`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DebtOperation {
    /// How much of the debt it is for.
    pub amount: PriceWithUcents,
    /// When.
    pub date: DateTime,
    /// Id of the order that pays the debt.
    pub deposit_order_id: i64,
    /// Its id.
    pub operation_id: i64,
    /// What became of it.
    pub status: DebtOperationStatus,
    /// What it is paid with.
    #[serde(rename = "type")]
    pub kind: Option<DebtOperationType>,
}

/// What something that was done to pay a debt belongs to, `debt.entry.AssociatedObject`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DebtObject {
    /// Its id.
    pub id: Option<String>,
    /// How it was paid.
    pub payment_info: Option<PaymentInfo>,
    /// Id of a part of it.
    pub sub_id: Option<String>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: Option<DebtObjectKind>,
}
