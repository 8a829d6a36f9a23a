//! `/me/paymentMean`: payment means, the older of the two vocabularies.
//!
//! Three of the four kinds were announced to go in 2023 and are served to this day.

use jiff::civil::date;

use super::account::ME;
use super::notation::{fields, path, query, required, ro, rw, values, whole_body};
use super::operation::{Operation, Parameter, Status};
use super::shape::{Model, Property};
use crate::error::class;

const REPLACED: Status = Status::Deprecated {
    deprecated_on: date(2023, 3, 7),
    deletion_on: date(2023, 9, 7),
    replacement: "/me/payment/method",
};

const ID: Parameter = path("id", "long", "Id of the payment mean");

/// The operation that makes a mean of one kind the default.
macro_rules! choose {
    ($kind:literal, $description:literal) => {
        ME.post(
            concat!("/me/paymentMean/", $kind, "/{id}/chooseAsDefaultPaymentMean"),
            "void",
            $description,
            &[ID],
        )
        .iam(concat!("account:apiovh:me/paymentMean/", $kind, "/chooseAsDefaultPaymentMean"))
        .refuses(&[class::CONFLICT])
    };
}

/// The operation that changes a mean of one kind.
macro_rules! change {
    ($kind:literal, $model:literal, $description:literal) => {
        ME.put(
            concat!("/me/paymentMean/", $kind, "/{id}"),
            "void",
            $description,
            &[
                ID,
                whole_body(
                    concat!("me.paymentMean.", $model),
                    "The payment mean; only description is kept",
                ),
            ],
        )
        .iam(concat!("account:apiovh:me/paymentMean/", $kind, "/edit"))
    };
}

/// The operation that registers a mean of one kind.
macro_rules! register {
    ($kind:literal, $model:literal, $description:literal) => {
        ME.post(
            concat!("/me/paymentMean/", $kind),
            concat!("me.paymentMean.", $model, "Validation"),
            $description,
            &[whole_body(concat!("me.paymentMean.", $model, "Creation"), "The payment mean")],
        )
        .iam(concat!("account:apiovh:me/paymentMean/", $kind, "/create"))
        .refuses(&[class::CONFLICT])
        .status(REPLACED)
    };
}

/// The operation that confirms a mean of one kind.
macro_rules! challenge {
    ($kind:literal, $model:literal, $description:literal) => {
        ME.post(
            concat!("/me/paymentMean/", $kind, "/{id}/challenge"),
            "void",
            $description,
            &[ID, whole_body(concat!("me.paymentMean.", $model, "ChallengeCreation"), "The code")],
        )
        .iam(concat!("account:apiovh:me/paymentMean/", $kind, "/challenge/create"))
        .refuses(&[class::CONFLICT])
        .status(REPLACED)
    };
}

/// The operation that gives up a mean of one kind.
macro_rules! give_up {
    ($kind:literal, $description:literal) => {
        ME.delete(concat!("/me/paymentMean/", $kind, "/{id}"), "void", $description, &[ID])
            .iam(concat!("account:apiovh:me/paymentMean/", $kind, "/delete"))
            .refuses(&[class::CONFLICT])
            .status(REPLACED)
    };
}

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/paymentMean/bankAccount",
        "long[]",
        "List the ids of the bank accounts",
        &[query("state", "me.paymentMean.BankAccountStateEnum", "Only in this state")],
    )
    .status(REPLACED)
    .iam("account:apiovh:me/paymentMean/bankAccount/get"),
    register!("bankAccount", "BankAccount", "Register a bank account"),
    ME.get(
        "/me/paymentMean/bankAccount/{id}",
        "me.paymentMean.BankAccount",
        "Read a bank account",
        &[ID],
    )
    .status(REPLACED)
    .iam("account:apiovh:me/paymentMean/bankAccount/get"),
    change!("bankAccount", "BankAccount", "Change the description of a bank account")
        .status(REPLACED),
    give_up!("bankAccount", "Give up a bank account"),
    choose!("bankAccount", "Make a bank account the default").status(REPLACED),
    challenge!("bankAccount", "BankAccount", "Confirm a bank account with a code"),
    ME.get("/me/paymentMean/creditCard", "long[]", "List the ids of the cards", &[])
        .status(REPLACED)
        .iam("account:apiovh:me/paymentMean/creditCard/get"),
    register!("creditCard", "CreditCard", "Register a card"),
    ME.get("/me/paymentMean/creditCard/{id}", "me.paymentMean.CreditCard", "Read a card", &[ID])
        .status(REPLACED)
        .iam("account:apiovh:me/paymentMean/creditCard/get"),
    change!("creditCard", "CreditCard", "Change the description of a card").status(REPLACED),
    give_up!("creditCard", "Give up a card"),
    choose!("creditCard", "Make a card the default").status(REPLACED),
    challenge!("creditCard", "CreditCard", "Confirm a card with a code"),
    ME.get(
        "/me/paymentMean/deferredPaymentAccount",
        "long[]",
        "List the ids of the deferred payment accounts",
        &[],
    )
    .iam("account:apiovh:me/paymentMean/deferredPaymentAccount/get"),
    ME.get(
        "/me/paymentMean/deferredPaymentAccount/{id}",
        "me.paymentMean.Deferred",
        "Read a deferred payment account",
        &[ID],
    )
    .iam("account:apiovh:me/paymentMean/deferredPaymentAccount/get"),
    change!(
        "deferredPaymentAccount",
        "Deferred",
        "Change the description of a deferred payment account"
    ),
    choose!("deferredPaymentAccount", "Make a deferred payment account the default"),
    ME.get("/me/paymentMean/paypal", "long[]", "List the ids of the PayPal agreements", &[])
        .status(REPLACED)
        .iam("account:apiovh:me/paymentMean/paypal/get"),
    register!("paypal", "Paypal", "Register a PayPal agreement"),
    ME.get(
        "/me/paymentMean/paypal/{id}",
        "me.paymentMean.Paypal",
        "Read a PayPal agreement",
        &[ID],
    )
    .status(REPLACED)
    .iam("account:apiovh:me/paymentMean/paypal/get"),
    change!("paypal", "Paypal", "Change the description of a PayPal agreement").status(REPLACED),
    give_up!("paypal", "Give up a PayPal agreement"),
    choose!("paypal", "Make a PayPal agreement the default").status(REPLACED),
    challenge!("paypal", "Paypal", "Confirm a PayPal agreement with a code"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "me.paymentMean.BankAccount",
        "A bank account that may be debited",
        &[
            ro("bic", "string", "BIC of the bank"),
            ro("creationDate", "date", "Day of registration"),
            ro("defaultPaymentMean", "boolean", "Whether automatic renewal uses it"),
            rw("description", "string?", "What the customer calls it"),
            ro("iban", "string", "IBAN"),
            ro("icon", "me.paymentMean.IconData?", "Picture"),
            ro("id", "long", "Its id"),
            ro("mandateSignatureDate", "date?", "Day on which the mandate was signed"),
            ro("ownerAddress", "string", "Address of the owner"),
            ro("ownerName", "string", "Name of the owner"),
            ro("state", "me.paymentMean.BankAccountStateEnum", "Its state"),
            ro("uniqueReference", "string", "Reference of the mandate"),
            ro("validationDocumentLink", "string?", "Document to sign"),
        ],
    ),
    values(
        "me.paymentMean.BankAccountStateEnum",
        "The state of a bank account",
        &["blockedForIncidents", "pendingValidation", "replaced", "valid"],
    ),
    fields(
        "me.paymentMean.CreditCard",
        "A card",
        &[
            ro("defaultPaymentMean", "boolean", "Whether automatic renewal uses it"),
            rw("description", "string?", "What the customer calls it"),
            ro("expirationDate", "date", "Last day of the card"),
            ro("icon", "me.paymentMean.IconData?", "Picture"),
            ro("id", "long", "Its id"),
            ro("number", "string", "Its number with most digits hidden"),
            ro("state", "me.paymentMean.CreditCardStateEnum", "Its state"),
            ro("threeDsValidated", "boolean", "Whether the holder was checked by 3-D Secure"),
            ro("type", "string", "Brand"),
        ],
    ),
    values(
        "me.paymentMean.CreditCardStateEnum",
        "The state of a card",
        &["expired", "tooManyFailures", "valid"],
    ),
    fields(
        "me.paymentMean.Deferred",
        "A deferred payment account",
        &[
            ro("creationDate", "datetime", "When it was opened"),
            ro("defaultPaymentMean", "boolean", "Whether automatic renewal uses it"),
            rw("description", "string?", "What the customer calls it"),
            ro("icon", "me.paymentMean.IconData?", "Picture"),
            ro("id", "long", "Its id"),
            ro("label", "string?", "What the seller calls it"),
            ro("state", "me.paymentMean.DeferredStateEnum", "Its state"),
        ],
    ),
    values(
        "me.paymentMean.DeferredStateEnum",
        "The state of a deferred payment account",
        &["failed", "valid"],
    ),
    fields(
        "me.paymentMean.Paypal",
        "A PayPal agreement",
        &[
            ro("agreementId", "string", "Its id at PayPal"),
            ro("creationDate", "datetime", "When it was made"),
            ro("defaultPaymentMean", "boolean", "Whether automatic renewal uses it"),
            rw("description", "string?", "What the customer calls it"),
            ro("email", "string", "E-mail address at PayPal"),
            ro("icon", "me.paymentMean.IconData?", "Picture"),
            ro("id", "long", "Its id"),
            ro("state", "me.paymentMean.PaypalStateEnum", "Its state"),
        ],
    ),
    values(
        "me.paymentMean.PaypalStateEnum",
        "The state of a PayPal agreement",
        &["failing", "tooManyFailures", "valid"],
    ),
    fields(
        "me.paymentMean.BankAccountChallengeCreation",
        "What proves who holds a bank account",
        &[required("challenge", "string", "The code that its holder was sent")],
    ),
    fields(
        "me.paymentMean.BankAccountCreation",
        "A bank account that is to be registered",
        &[
            required("bic", "string", "BIC of the bank"),
            rw("description", "string?", "What the customer calls it"),
            required("iban", "string", "IBAN"),
            required("ownerAddress", "string", "Address of the owner"),
            required("ownerName", "string", "Name of the owner"),
            rw("setDefault", "boolean?", "Whether automatic renewal is to use it"),
        ],
    ),
    validation("me.paymentMean.BankAccountValidation"),
    fields(
        "me.paymentMean.CreditCardChallengeCreation",
        "What proves who holds a card",
        &[required("challenge", "string", "The code that its holder was sent")],
    ),
    fields("me.paymentMean.CreditCardCreation", "A card that is to be registered", RETURNING),
    validation("me.paymentMean.CreditCardValidation"),
    fields(
        "me.paymentMean.PaypalChallengeCreation",
        "What proves who holds a PayPal agreement",
        &[required("challenge", "string", "The code that its holder was sent")],
    ),
    fields("me.paymentMean.PaypalCreation", "A PayPal agreement to be registered", RETURNING),
    validation("me.paymentMean.PaypalValidation"),
    values(
        "me.paymentMean.ValidationTypeEnum",
        "How a payment mean is confirmed",
        &["creditAccount", "documentToSend", "simpleValidation"],
    ),
    fields(
        "me.paymentMean.IconData",
        "A picture",
        &[
            ro("data", "string?", "The picture in base64"),
            ro("name", "string?", "Name"),
            ro("url", "string?", "Address"),
        ],
    ),
];

const RETURNING: &[Property] = &[
    rw("description", "string?", "What the customer calls it"),
    rw("returnUrl", "string?", "Where its holder goes afterwards"),
    rw("setDefault", "boolean?", "Whether automatic renewal is to use it"),
];

const VALIDATION: &[Property] = &[
    ro("id", "long", "Id of the payment mean"),
    ro("submitUrl", "string?", "Where a form is sent"),
    ro("url", "string", "Page on which its holder confirms it"),
    ro("validationType", "me.paymentMean.ValidationTypeEnum", "How it is confirmed"),
];

/// How the registration of a mean goes on.
const fn validation(id: &'static str) -> Model {
    fields(id, "How a registration goes on", VALIDATION)
}
