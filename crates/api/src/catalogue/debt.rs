//! `/me/debtAccount`, and debts of orders and bills: what was paid and taken back afterwards.

use super::account::ME;
use super::notation::{fields, path, query, ro, rw, values};
use super::operation::{Operation, Parameter};
use super::shape::Model;
use crate::error::class;

const DEBT_ID: Parameter = path("debtId", "long", "Id of the debt");
const OPERATION_ID: Parameter = path("operationId", "long", "Id of the operation");
const ORDER_ID: Parameter = path("orderId", "long", "Id of the order");
const BILL_ID: Parameter = path("billId", "string", "Id of the bill");
const DEPOSIT_ORDER_ID: Parameter =
    query("depositOrderId", "long", "Only of this order that pays the debt");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get("/me/debtAccount", "debt.Balance", "Read what is owed", &[])
        .iam("account:apiovh:me/debtAccount/get"),
    ME.post("/me/debtAccount/pay", "billing.Order", "Order to pay everything that is owed", &[])
        .iam("account:apiovh:me/debtAccount/pay")
        .refuses(&[class::CONFLICT]),
    ME.get("/me/debtAccount/debt", "long[]", "List the ids of the debts", &[])
        .iam("account:apiovh:me/debtAccount/debt/get"),
    ME.get("/me/debtAccount/debt/{debtId}", "debt.Debt", "Read a debt", &[DEBT_ID])
        .iam("account:apiovh:me/debtAccount/debt/get"),
    ME.post(
        "/me/debtAccount/debt/{debtId}/pay",
        "billing.Order",
        "Order to pay a debt",
        &[DEBT_ID],
    )
    .iam("account:apiovh:me/debtAccount/debt/pay")
    .refuses(&[class::CONFLICT]),
    ME.get(
        "/me/debtAccount/debt/{debtId}/operation",
        "long[]",
        "List the ids of what was done to pay a debt",
        &[DEBT_ID, DEPOSIT_ORDER_ID],
    )
    .iam("account:apiovh:me/debtAccount/debt/operation/get"),
    ME.get(
        "/me/debtAccount/debt/{debtId}/operation/{operationId}",
        "debt.Operation",
        "Read something that was done to pay a debt",
        &[DEBT_ID, OPERATION_ID],
    )
    .iam("account:apiovh:me/debtAccount/debt/operation/get"),
    ME.get(
        "/me/debtAccount/debt/{debtId}/operation/{operationId}/associatedObject",
        "debt.entry.AssociatedObject",
        "Say by which order and with what a debt was to be paid",
        &[DEBT_ID, OPERATION_ID],
    )
    .iam("account:apiovh:me/debtAccount/debt/operation/associatedObject/get"),
    ME.get("/me/order/{orderId}/debt", "debt.Debt", "Read the debt of an order", &[ORDER_ID])
        .iam("account:apiovh:me/order/debt/get"),
    ME.post(
        "/me/order/{orderId}/debt/pay",
        "billing.Order",
        "Order to pay the debt of an order",
        &[ORDER_ID],
    )
    .iam("account:apiovh:me/order/debt/pay")
    .refuses(&[class::CONFLICT]),
    ME.get("/me/bill/{billId}/debt", "debt.Debt", "Read the debt of a bill", &[BILL_ID])
        .iam("account:apiovh:me/bill/debt/get"),
    ME.get(
        "/me/bill/{billId}/debt/operation",
        "long[]",
        "List the ids of what was done to pay the debt of a bill",
        &[BILL_ID, DEPOSIT_ORDER_ID],
    )
    .iam("account:apiovh:me/bill/debt/operation/get"),
    ME.post(
        "/me/bill/{billId}/debt/pay",
        "billing.Order",
        "Order to pay the debt of a bill",
        &[BILL_ID],
    )
    .iam("account:apiovh:me/bill/debt/pay")
    .refuses(&[class::CONFLICT]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "debt.Balance",
        "What is owed",
        &[
            ro("active", "boolean", "Whether anything is owed"),
            ro("dueAmount", "order.Price", "What can be paid, and is overdue"),
            ro("pendingAmount", "order.Price", "What a payment is under way for"),
            ro("todoAmount", "order.Price", "What can be paid"),
            ro("unmaturedAmount", "order.Price", "What can be paid, and is not overdue yet"),
        ],
    ),
    fields(
        "debt.Debt",
        "A debt",
        &[
            ro("amount", "order.Price", "How much was taken back"),
            ro("date", "datetime", "When that was learned"),
            ro("debtId", "long", "Its id"),
            ro("dueAmount", "order.Price", "What can be paid, and is overdue"),
            ro("dueDate", "datetime?", "The day by which it is to be paid"),
            ro("orderId", "long", "Id of the order whose payment was taken back"),
            ro("pendingAmount", "order.Price", "What a payment is under way for"),
            ro("status", "debt.entry.StatusDebtOrderEnum", "How it stands"),
            ro("todoAmount", "order.Price", "What can be paid"),
            ro("unmaturedAmount", "order.Price", "What can be paid, and is not overdue yet"),
        ],
    ),
    fields(
        "debt.Operation",
        "Something that was done to pay a debt",
        &[
            ro("amount", "order.Price", "How much of the debt it is for"),
            ro("date", "datetime", "When"),
            ro("depositOrderId", "long", "Id of the order that pays the debt"),
            ro("operationId", "long", "Its id"),
            ro("status", "debt.entry.StatusEnum", "What became of it"),
            ro("type", "debt.entry.OperationEnum?", "What it is paid with"),
        ],
    ),
    values(
        "debt.associatedObject.TypeEnum",
        "What an operation belongs to",
        &[
            "Bill",
            "DebtOperation",
            "Deposit",
            "Order",
            "OvhAccountMovement",
            "Refund",
            "Withdrawal",
        ],
    ),
    fields(
        "debt.entry.AssociatedObject",
        "What an operation belongs to",
        &[
            rw("id", "string?", "Its id"),
            rw("paymentInfo", "debt.associatedObject.PaymentInfo?", "How it was paid"),
            rw("subId", "string?", "Id of a part of it"),
            rw("type", "debt.associatedObject.TypeEnum?", "What it is"),
        ],
    ),
    values(
        "debt.entry.OperationEnum",
        "What a debt is paid with",
        &[
            "BANK_TRANSFER_MANUAL",
            "CANCEL",
            "CASH_MANUAL",
            "CHECK_MANUAL",
            "CREDITCARD",
            "CREDITCARD_AUTOMATIC",
            "CREDITCARD_MANUAL",
            "ORDER",
            "PAYPAL_MANUAL",
            "SEPA_AUTOMATIC",
        ],
    ),
    values(
        "debt.entry.StatusDebtOrderEnum",
        "How a debt stands",
        &["PAID", "REFUNDED", "TO_BE_PAID", "UNMATURED", "UNPAID", "WRITE_OFF"],
    ),
    values(
        "debt.entry.StatusEnum",
        "What became of an operation",
        &["CANCELLED", "DONE", "FAILED", "PAID", "PENDING", "TODO"],
    ),
];
