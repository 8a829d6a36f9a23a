//! `/me/fidelityAccount`: fidelity points.

use super::account::ME;
use super::notation::{body, fields, path, query, ro, rw, values, whole_body};
use super::operation::Operation;
use super::shape::Model;

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get("/me/fidelityAccount", "billing.FidelityAccount", "Read the fidelity account", &[])
        .iam("account:apiovh:me/fidelityAccount/get"),
    ME.put(
        "/me/fidelityAccount",
        "void",
        "Change below which number of points to be told",
        &[whole_body("billing.FidelityAccount", "The fidelity account")],
    )
    .iam("account:apiovh:me/fidelityAccount/edit"),
    ME.post(
        "/me/fidelityAccount/creditOrder",
        "billing.Order",
        "Order fidelity points",
        &[body("amount", "long", "How many")],
    )
    .iam("account:apiovh:me/fidelityAccount/creditOrder"),
    ME.get(
        "/me/fidelityAccount/movements",
        "long[]",
        "List the ids of the movements of the fidelity account",
        &[
            query("date.from", "datetime", "Not older than this"),
            query("date.to", "datetime", "Not newer than this"),
        ],
    )
    .iam("account:apiovh:me/fidelityAccount/movements/get"),
    ME.get(
        "/me/fidelityAccount/movements/{movementId}",
        "billing.FidelityMovement",
        "Read a movement of the fidelity account",
        &[path("movementId", "long", "Id of the movement")],
    )
    .iam("account:apiovh:me/fidelityAccount/movements/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "billing.FidelityAccount",
        "The fidelity account",
        &[
            rw("alertThreshold", "long?", "Below how many points to be told"),
            ro("balance", "long", "How many points there are"),
            ro("canBeCredited", "boolean", "Whether points can be bought"),
            ro("lastUpdate", "datetime", "When the balance last changed"),
            ro("openDate", "datetime", "Since when there is one"),
        ],
    ),
    fields(
        "billing.FidelityMovement",
        "A movement of the fidelity account",
        &[
            ro("amount", "long", "What the balance changed by"),
            ro("balance", "long", "The balance after it"),
            ro("date", "datetime", "When"),
            ro("description", "string", "What it was, for people"),
            ro("movementId", "long", "Its id"),
            ro("operation", "billing.fidelityAccount.OperationEnum", "What kind of movement"),
            ro("order", "long", "Id of the order it comes from; 0 if there is none"),
            ro("previousBalance", "long", "The balance before it"),
        ],
    ),
    values(
        "billing.fidelityAccount.OperationEnum",
        "What kind of movement",
        &[
            "bonus",
            "cancel-bonus",
            "cancel-credit",
            "cancel-debit",
            "cancel-pre-debit",
            "credit",
            "debit",
            "pre-credit",
            "pre-debit",
        ],
    ),
];
