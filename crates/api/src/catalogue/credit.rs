//! `/me/credit/balance`: what the customer holds with us, as one list of balances.

use super::account::ME;
use super::notation::{fields, path, query, ro, values};
use super::operation::{Operation, Parameter};
use super::shape::Model;

const BALANCE_NAME: Parameter = path("balanceName", "string", "Name of the balance");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/credit/balance",
        "string[]",
        "List the names of the balances",
        &[query("type", "me.credit.balance.TypeEnum", "Only of this type")],
    )
    .iam("account:apiovh:me/credit/balance/get"),
    ME.get(
        "/me/credit/balance/{balanceName}",
        "me.credit.Balance",
        "Read a balance",
        &[BALANCE_NAME],
    )
    .iam("account:apiovh:me/credit/balance/get"),
    ME.get(
        "/me/credit/balance/{balanceName}/movement",
        "long[]",
        "List the ids of the movements of a balance",
        &[BALANCE_NAME],
    )
    .iam("account:apiovh:me/credit/balance/movement/get"),
    ME.get(
        "/me/credit/balance/{balanceName}/movement/{movementId}",
        "me.credit.balance.Movement",
        "Read a movement of a balance",
        &[BALANCE_NAME, path("movementId", "long", "Id of the movement")],
    )
    .iam("account:apiovh:me/credit/balance/movement/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "me.credit.Balance",
        "A balance",
        &[
            ro("amount", "order.Price", "What it holds"),
            ro("balanceDetails", "me.credit.balance.BalanceDetails[]", "Its parts"),
            ro("balanceName", "string", "Its name"),
            ro(
                "booked",
                "me.credit.balance.BookedMovement[]",
                "What has left it and has not arrived",
            ),
            ro("creationDate", "datetime", "Since when there is one"),
            ro("expiring", "me.credit.balance.ExpiringMovement[]", "What of it ends by itself"),
            ro("lastUpdate", "datetime", "When it last changed"),
            ro("type", "me.credit.balance.TypeEnum", "What kind of balance"),
        ],
    ),
    fields(
        "me.credit.balance.BalanceDetails",
        "A part of a balance",
        &[
            ro("amount", "order.Price", "What it holds"),
            ro("balanceSubName", "string?", "Its name"),
            ro("expiring", "me.credit.balance.ExpiringMovement[]", "What of it ends by itself"),
            ro("serviceId", "long?", "The service that alone it pays for"),
        ],
    ),
    fields(
        "me.credit.balance.BookedMovement",
        "What has left a balance and has not arrived",
        &[
            ro("amount", "order.Price", "How much"),
            ro("balanceSubName", "string?", "The part of the balance"),
            ro("orderId", "long", "Id of the order"),
        ],
    ),
    fields(
        "me.credit.balance.ExpiringMovement",
        "What of a balance ends by itself",
        &[
            ro("amount", "order.Price", "How much"),
            ro("creationDate", "datetime", "Since when it is there"),
            ro("expirationDate", "datetime", "Until when"),
            ro("lastUpdate", "datetime", "When it last changed"),
            ro("sourceObject", "me.credit.balance.movement.SubObject", "Where it came from"),
        ],
    ),
    fields(
        "me.credit.balance.Movement",
        "A movement of a balance",
        &[
            ro("amount", "order.Price", "What the balance changed by"),
            ro("balanceName", "string", "The balance"),
            ro("creationDate", "datetime", "When"),
            ro("destinationObject", "me.credit.balance.movement.SubObject?", "Where it went"),
            ro("expirationDate", "datetime?", "Until when it is there, if it ends by itself"),
            ro("lastUpdate", "datetime", "When it last changed"),
            ro("movementId", "long", "Its id"),
            ro("orderId", "long?", "Id of the order it comes from"),
            ro("sourceObject", "me.credit.balance.movement.SubObject", "Where it came from"),
            ro("type", "me.credit.balance.movement.TypeEnum", "What kind of movement"),
        ],
    ),
    values(
        "me.credit.balance.TypeEnum",
        "What kind of balance",
        &["BONUS", "DEPOSIT", "PREPAID_ACCOUNT", "VOUCHER"],
    ),
    fields(
        "me.credit.balance.movement.SubObject",
        "Where money came from, or went",
        &[ro("id", "string", "Its id"), ro("name", "string", "What it is")],
    ),
    values(
        "me.credit.balance.movement.TypeEnum",
        "What kind of movement",
        &[
            "BONUS",
            "CANCEL",
            "CREDIT_NOTE",
            "EXPIRE",
            "GIFT",
            "MANUAL",
            "ORDER",
            "REFUND",
            "UNPAID",
            "USE",
            "VOUCHER",
        ],
    ),
];
