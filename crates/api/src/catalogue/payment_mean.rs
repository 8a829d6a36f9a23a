//! `/me/paymentMean`: payment means, the older of the two vocabularies.
//!
//! Three of the four kinds were announced to go in 2023 and are served to this day.

use jiff::civil::date;

use super::account::ME;
use super::notation::{fields, path, query, ro, rw, values};
use super::operation::{Operation, Parameter, Status};
use super::shape::Model;
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

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/paymentMean/bankAccount",
        "long[]",
        "List the ids of the bank accounts",
        &[query("state", "me.paymentMean.BankAccountStateEnum", "Only in this state")],
    )
    .status(REPLACED)
    .iam("account:apiovh:me/paymentMean/bankAccount/get"),
    ME.get(
        "/me/paymentMean/bankAccount/{id}",
        "me.paymentMean.BankAccount",
        "Read a bank account",
        &[ID],
    )
    .status(REPLACED)
    .iam("account:apiovh:me/paymentMean/bankAccount/get"),
    choose!("bankAccount", "Make a bank account the default").status(REPLACED),
    ME.get("/me/paymentMean/creditCard", "long[]", "List the ids of the cards", &[])
        .status(REPLACED)
        .iam("account:apiovh:me/paymentMean/creditCard/get"),
    ME.get("/me/paymentMean/creditCard/{id}", "me.paymentMean.CreditCard", "Read a card", &[ID])
        .status(REPLACED)
        .iam("account:apiovh:me/paymentMean/creditCard/get"),
    choose!("creditCard", "Make a card the default").status(REPLACED),
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
    choose!("deferredPaymentAccount", "Make a deferred payment account the default"),
    ME.get("/me/paymentMean/paypal", "long[]", "List the ids of the PayPal agreements", &[])
        .status(REPLACED)
        .iam("account:apiovh:me/paymentMean/paypal/get"),
    ME.get(
        "/me/paymentMean/paypal/{id}",
        "me.paymentMean.Paypal",
        "Read a PayPal agreement",
        &[ID],
    )
    .status(REPLACED)
    .iam("account:apiovh:me/paymentMean/paypal/get"),
    choose!("paypal", "Make a PayPal agreement the default").status(REPLACED),
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
        "me.paymentMean.IconData",
        "A picture",
        &[
            ro("data", "string?", "The picture in base64"),
            ro("name", "string?", "Name"),
            ro("url", "string?", "Address"),
        ],
    ),
];
