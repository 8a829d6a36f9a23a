//! `/me/payment/method`: payment methods, the newer of the two vocabularies.
//!
//! Orders speak of the same things as `payment.method.*`, a little differently: both are published, as here.

use super::account::ME;
use super::notation::{fields, path, query, ro, rw, values, whole_body};
use super::operation::Operation;
use super::shape::Model;
use crate::error::class;

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/payment/method",
        "long[]",
        "List the ids of the payment methods",
        &[
            query("default", "boolean", "Only the default method, or only the others"),
            query("paymentType", "string", "Only this type, such as CREDIT_CARD"),
            query("status", "me.payment.method.StatusEnum", "Only in this state"),
        ],
    )
    .iam("account:apiovh:me/payment/method/get"),
    ME.get(
        "/me/payment/method/{paymentMethodId}",
        "me.payment.PaymentMethod",
        "Read a payment method",
        &[path("paymentMethodId", "long", "Id of the payment method")],
    )
    .iam("account:apiovh:me/payment/method/get"),
    ME.put(
        "/me/payment/method/{paymentMethodId}",
        "me.payment.PaymentMethod",
        "Change the description of a payment method, or make it the default",
        &[
            path("paymentMethodId", "long", "Id of the payment method"),
            whole_body(
                "me.payment.PaymentMethod",
                "The payment method; only default and description are kept",
            ),
        ],
    )
    .iam("account:apiovh:me/payment/method/edit")
    .refuses(&[class::CONFLICT]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "me.payment.PaymentMethod",
        "A payment method",
        &[
            ro("billingContactId", "long?", "Id of the address for bills"),
            ro("creationDate", "datetime", "When it was registered"),
            rw("default", "boolean", "Whether automatic renewal uses it"),
            rw("description", "string?", "What the customer calls it"),
            ro("expirationDate", "datetime?", "When it ends, as a card does"),
            ro("formSessionId", "string?", "Session of the form that registers it"),
            ro("icon", "me.payment.Icon", "Picture"),
            ro("integration", "me.payment.IntegrationEnum?", "How it is registered"),
            ro("label", "string?", "Its number with most digits hidden"),
            ro("lastUpdate", "datetime", "When it last changed"),
            ro("merchantId", "string?", "Name of the seller at the payment provider"),
            ro("oneclick", "boolean?", "Whether it pays without asking again"),
            ro("paymentMeanId", "long?", "Its id in the older vocabulary"),
            ro("paymentMethodId", "long", "Its id"),
            ro("paymentSubType", "me.payment.AvailableSubTypeEnum?", "Brand or term"),
            ro("paymentType", "string", "Its type, such as CREDIT_CARD"),
            ro("status", "me.payment.method.StatusEnum", "Its state"),
        ],
    ),
    fields(
        "me.payment.Icon",
        "A picture",
        &[
            ro("data", "string?", "The picture in base64"),
            ro("name", "string", "Name"),
            ro("url", "string?", "Address"),
        ],
    ),
    values("me.payment.AvailableSubTypeEnum", "Brand of a card, or term of payment", SUB_TYPES),
    values(
        "me.payment.IntegrationEnum",
        "How a payment method is registered",
        &[
            "BANK_TRANSFER",
            "COMPONENT",
            "IFRAME_VANTIV",
            "IN_CONTEXT",
            "NONE",
            "POST_FORM",
            "REDIRECT",
        ],
    ),
    values("me.payment.method.StatusEnum", "The state of a payment method", STATES),
    fields(
        "payment.method.PaymentMethod",
        "A payment method, as orders speak of it",
        &[
            rw("billingContactId", "long?", "Id of the address for bills"),
            rw("creationDate", "datetime", "When it was registered"),
            rw("default", "boolean", "Whether automatic renewal uses it"),
            rw("description", "string?", "What the customer calls it"),
            rw("expirationDate", "datetime?", "When it ends, as a card does"),
            rw("formSessionId", "string?", "Session of the form that registers it"),
            rw("icon", "payment.method.Icon", "Picture"),
            rw("integration", "payment.method.IntegrationType?", "How it is registered"),
            rw("label", "string?", "Its number with most digits hidden"),
            rw("lastUpdate", "datetime?", "When it last changed"),
            rw("merchantId", "string?", "Name of the seller at the payment provider"),
            rw("oneclick", "boolean?", "Whether it pays without asking again"),
            rw("paymentMeanId", "long?", "Its id in the older vocabulary"),
            rw("paymentMethodId", "long", "Its id"),
            rw("paymentSubType", "payment.method.SubTypeEnum?", "Brand or term"),
            rw("paymentType", "string", "Its type, such as CREDIT_CARD"),
            rw("status", "payment.method.StatusEnum", "Its state"),
        ],
    ),
    fields(
        "payment.method.AvailablePaymentMethod",
        "A payment method that could be registered",
        &[
            rw("formSessionId", "string?", "Session of the form that registers it"),
            rw("icon", "payment.method.Icon", "Picture"),
            rw("integration", "payment.method.IntegrationType", "How it is registered"),
            rw("merchantId", "string?", "Name of the seller at the payment provider"),
            rw("oneshot", "boolean", "Whether it may pay once without being registered"),
            rw("organizationId", "string?", "Name of the provider"),
            rw("paymentSubType", "string?", "Brand or term"),
            rw("paymentType", "string", "Its type, such as CREDIT_CARD"),
            rw("registerable", "boolean", "Whether it can be registered"),
            rw("registerableWithTransaction", "boolean", "Whether paying registers it"),
        ],
    ),
    fields(
        "payment.method.Icon",
        "A picture",
        &[
            rw("data", "string?", "The picture in base64"),
            rw("name", "string?", "Name"),
            rw("url", "string?", "Address"),
        ],
    ),
    values(
        "payment.method.IntegrationType",
        "How a payment method is registered",
        &[
            "BANK_TRANSFER",
            "COMPONENT",
            "DONE",
            "IFRAME_VANTIV",
            "IN_CONTEXT",
            "NONE",
            "POST_FORM",
            "REDIRECT",
        ],
    ),
    values("payment.method.StatusEnum", "The state of a payment method", STATES),
    values("payment.method.SubTypeEnum", "Brand of a card, or term of payment", SUB_TYPES),
];

const STATES: &[&str] = &[
    "CANCELED",
    "CANCELING",
    "CREATED",
    "CREATING",
    "ERROR",
    "EXPIRED",
    "FAILED",
    "MAINTENANCE",
    "PAUSED",
    "REJECTED",
    "REPLACED",
    "VALID",
    "VALIDATING",
];

const SUB_TYPES: &[&str] = &[
    "30_DAYS",
    "45_DAYS",
    "60_DAYS",
    "AMERICAN_EXPRESS",
    "AURA",
    "CARTE_BANCAIRE",
    "CARTE_BLEUE",
    "CHORUS",
    "DINERS_CLUB",
    "DISCOVER",
    "JCB",
    "MAESTRO",
    "MASTERCARD",
    "NONE",
    "RUPAY",
    "VISA",
];
