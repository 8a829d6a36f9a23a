//! `/me/ovhAccount`, `/me/deposit` and `/me/withdrawal`: the prepaid account, and money that goes in and out.

use super::account::ME;
use super::notation::{body, fields, path, query, ro, rw, values, whole_body};
use super::operation::{Operation, Parameter};
use super::shape::Model;
use crate::error::class;

const ACCOUNT_ID: Parameter = path("ovhAccountId", "string", "Id of the prepaid account");
const MOVEMENT_ID: Parameter = path("movementId", "long", "Id of the movement");
const DEPOSIT_ID: Parameter = path("depositId", "string", "Id of the deposit");
const WITHDRAWAL_ID: Parameter = path("withdrawalId", "string", "Id of the withdrawal");
const FROM: Parameter = query("date.from", "datetime", "Not older than this");
const TO: Parameter = query("date.to", "datetime", "Not newer than this");
const ORDER_ID: Parameter = query("orderId", "long", "Only of this order");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get("/me/ovhAccount", "string[]", "List the ids of the prepaid accounts", &[])
        .iam("account:apiovh:me/ovhAccount/get"),
    ME.get(
        "/me/ovhAccount/{ovhAccountId}",
        "billing.OvhAccount",
        "Read a prepaid account",
        &[ACCOUNT_ID],
    )
    .iam("account:apiovh:me/ovhAccount/get"),
    ME.put(
        "/me/ovhAccount/{ovhAccountId}",
        "void",
        "Change below which balance to be told",
        &[ACCOUNT_ID, whole_body("billing.OvhAccount", "The prepaid account")],
    )
    .iam("account:apiovh:me/ovhAccount/edit"),
    ME.post(
        "/me/ovhAccount/{ovhAccountId}/creditOrder",
        "billing.Order",
        "Order money for a prepaid account",
        &[ACCOUNT_ID, body("amount", "long", "Whole units of the account's currency")],
    )
    .iam("account:apiovh:me/ovhAccount/creditOrder"),
    ME.get(
        "/me/ovhAccount/{ovhAccountId}/movements",
        "long[]",
        "List the ids of the movements of a prepaid account",
        &[ACCOUNT_ID, FROM, TO],
    )
    .iam("account:apiovh:me/ovhAccount/movements/get"),
    ME.get(
        "/me/ovhAccount/{ovhAccountId}/movements/{movementId}",
        "billing.Movement",
        "Read a movement of a prepaid account",
        &[ACCOUNT_ID, MOVEMENT_ID],
    )
    .iam("account:apiovh:me/ovhAccount/movements/get"),
    ME.post(
        "/me/ovhAccount/{ovhAccountId}/retrieveMoney",
        "billing.Order",
        "Have money of a prepaid account paid to a bank account",
        &[
            ACCOUNT_ID,
            body("amount", "long", "Whole units of the account's currency"),
            body("bankAccountId", "long", "Id of the bank account in /me/paymentMean/bankAccount"),
        ],
    )
    .iam("account:apiovh:me/ovhAccount/retrieveMoney")
    .refuses(&[class::CONFLICT]),
    ME.get("/me/deposit", "string[]", "List the ids of the deposits", &[FROM, TO, ORDER_ID])
        .iam("account:apiovh:me/deposit/get"),
    ME.get("/me/deposit/{depositId}", "billing.Deposit", "Read a deposit", &[DEPOSIT_ID])
        .iam("account:apiovh:me/deposit/get"),
    ME.get(
        "/me/deposit/{depositId}/details",
        "string[]",
        "List the ids of the lines of a deposit",
        &[DEPOSIT_ID],
    )
    .iam("account:apiovh:me/deposit/details/get"),
    ME.get(
        "/me/deposit/{depositId}/details/{depositDetailId}",
        "billing.DepositDetail",
        "Read a line of a deposit",
        &[DEPOSIT_ID, path("depositDetailId", "string", "Id of the line")],
    )
    .iam("account:apiovh:me/deposit/details/get"),
    ME.get(
        "/me/deposit/{depositId}/paidBills",
        "string[]",
        "List the ids of the bills that were paid out of a deposit",
        &[DEPOSIT_ID],
    )
    .iam("account:apiovh:me/deposit/paidBills/get"),
    ME.get(
        "/me/deposit/{depositId}/payment",
        "billing.Payment",
        "Say how a deposit was paid in",
        &[DEPOSIT_ID],
    )
    .iam("account:apiovh:me/deposit/payment/get"),
    ME.get("/me/withdrawal", "string[]", "List the ids of the withdrawals", &[FROM, TO, ORDER_ID])
        .iam("account:apiovh:me/withdrawal/get"),
    ME.get(
        "/me/withdrawal/{withdrawalId}",
        "billing.Withdrawal",
        "Read a withdrawal",
        &[WITHDRAWAL_ID],
    )
    .iam("account:apiovh:me/withdrawal/get"),
    ME.get(
        "/me/withdrawal/{withdrawalId}/details",
        "string[]",
        "List the ids of the lines of a withdrawal",
        &[WITHDRAWAL_ID],
    )
    .iam("account:apiovh:me/withdrawal/details/get"),
    ME.get(
        "/me/withdrawal/{withdrawalId}/details/{withdrawalDetailId}",
        "billing.WithdrawalDetail",
        "Read a line of a withdrawal",
        &[WITHDRAWAL_ID, path("withdrawalDetailId", "string", "Id of the line")],
    )
    .iam("account:apiovh:me/withdrawal/details/get"),
    ME.get(
        "/me/withdrawal/{withdrawalId}/payment",
        "billing.Payment",
        "Say how a withdrawal was paid out",
        &[WITHDRAWAL_ID],
    )
    .iam("account:apiovh:me/withdrawal/payment/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "billing.OvhAccount",
        "A prepaid account",
        &[
            rw("alertThreshold", "long?", "Below which balance to be told, in whole units"),
            ro("balance", "order.Price", "What it holds"),
            ro("canBeCredited", "boolean", "Whether money can be paid in"),
            ro("isActive", "boolean", "Whether it can pay"),
            ro("lastUpdate", "datetime", "When its balance last changed"),
            ro("openDate", "datetime", "Since when there is one"),
            ro("ovhAccountId", "string", "Its id"),
        ],
    ),
    fields(
        "billing.Movement",
        "A movement of a prepaid account",
        &[
            ro("amount", "order.Price", "What the balance changed by"),
            ro("balance", "order.Price", "The balance after it"),
            ro("date", "datetime", "When"),
            ro("description", "string", "What it was, for people"),
            ro("movementId", "long", "Its id"),
            ro("operation", "billing.ovhAccount.OperationEnum", "What kind of movement"),
            ro("order", "long", "Id of the order it comes from; 0 if there is none"),
            ro("previousBalance", "order.Price", "The balance before it"),
            ro("retrievableAmount", "order.Price", "How much of it can be paid out"),
        ],
    ),
    values(
        "billing.ovhAccount.OperationEnum",
        "What kind of movement",
        &[
            "cancel-credit",
            "cancel-debit",
            "cancel-pre-debit",
            "credit",
            "debit",
            "pre-credit",
            "pre-debit",
        ],
    ),
    fields(
        "billing.Deposit",
        "Money that was paid in",
        &[
            ro("amount", "order.Price", "How much"),
            ro("date", "datetime", "When"),
            ro("depositId", "string", "Its id"),
            ro("orderId", "long", "Id of the order"),
            ro("password", "string", "Secret that opens the order without signing in"),
            ro("paymentInfo", "debt.associatedObject.PaymentInfo?", "How it was paid"),
            ro("pdfUrl", "string", "The order as PDF; the address needs no signature"),
            ro("url", "string", "The order as a page"),
        ],
    ),
    fields(
        "billing.DepositDetail",
        "A line of a deposit",
        &[
            ro("depositDetailId", "string", "Id of the line"),
            ro("description", "string", "What it is, for people"),
            ro("domain", "string", "What it is for"),
            ro("quantity", "string", "How many"),
            ro("totalPrice", "order.Price", "Price of all"),
            ro("unitPrice", "order.Price", "Price of one"),
        ],
    ),
    fields(
        "billing.Withdrawal",
        "Money that was paid out",
        &[
            ro("amount", "order.Price", "How much"),
            ro("country", "string", "Country of the customer"),
            ro("date", "datetime", "When"),
            ro("orderId", "long", "Id of the order"),
            ro("password", "string", "Secret that opens the order without signing in"),
            ro("pdfUrl", "string", "The order as PDF; the address needs no signature"),
            ro("url", "string", "The order as a page"),
            ro("withdrawalId", "string", "Its id"),
        ],
    ),
    fields(
        "billing.WithdrawalDetail",
        "A line of a withdrawal",
        &[
            ro("description", "string", "What it is, for people"),
            ro("domain", "string", "What it is for"),
            ro("quantity", "string", "How many"),
            ro("totalPrice", "order.Price", "Price of all"),
            ro("unitPrice", "order.Price", "Price of one"),
            ro("withdrawalDetailId", "string", "Id of the line"),
        ],
    ),
    fields(
        "debt.associatedObject.PaymentInfo",
        "How something was paid",
        &[
            rw("description", "string?", "What the holder calls the means"),
            rw("paymentType", "billing.PaymentMeanEnum", "With what"),
            rw("publicLabel", "string?", "What the means is recognised by"),
        ],
    ),
];
