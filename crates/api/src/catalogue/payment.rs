//! `/me/payment`: payment methods and what was charged to them, the newer of the two vocabularies.
//!
//! Orders speak of the same things as `payment.method.*`, a little differently: both are published, as here.

use super::account::ME;
use super::notation::{fields, path, query, required, ro, rw, values, whole_body};
use super::operation::{Operation, Parameter};
use super::shape::Model;
use crate::error::class;

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/payment/availableMethods",
        "me.payment.AvailablePaymentMethod[]",
        "List the payment methods that can be registered",
        &[],
    )
    .iam("account:apiovh:me/payment/availableMethods/get"),
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
    ME.post(
        "/me/payment/method",
        "me.payment.method.Validation",
        "Register a payment method, which its holder then confirms",
        &[whole_body("me.payment.method.Creation", "The payment method")],
    )
    .iam("account:apiovh:me/payment/method/create")
    .refuses(&[class::CONFLICT]),
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
    ME.delete(
        "/me/payment/method/{paymentMethodId}",
        "me.payment.PaymentMethod",
        "Give up a payment method",
        &[METHOD],
    )
    .iam("account:apiovh:me/payment/method/delete")
    .refuses(&[class::CONFLICT]),
    ME.post(
        "/me/payment/method/{paymentMethodId}/challenge",
        "void",
        "Confirm a payment method with the code that its holder was sent",
        &[METHOD, whole_body("me.payment.method.Challenge", "The code")],
    )
    .iam("account:apiovh:me/payment/method/challenge/create")
    .refuses(&[class::CONFLICT]),
    ME.post(
        "/me/payment/method/{paymentMethodId}/details",
        "me.payment.method.Validation",
        "Say what a payment method is, instead of its holder",
        &[METHOD, whole_body("me.payment.method.Details", "Number, account or address")],
    )
    .iam("account:apiovh:me/payment/method/details/create")
    .refuses(&[class::CONFLICT]),
    ME.post(
        "/me/payment/method/{paymentMethodId}/finalize",
        "me.payment.PaymentMethod",
        "End the registration of a payment method that its holder has confirmed",
        &[METHOD, whole_body("me.payment.method.Finalize", "What is known of the registration")],
    )
    .iam("account:apiovh:me/payment/method/finalize/create")
    .refuses(&[class::CONFLICT]),
    ME.get(
        "/me/payment/transaction",
        "long[]",
        "List the ids of the charges to payment methods",
        &[
            query("paymentMethodId", "long", "Only those to this payment method"),
            query("status", "me.payment.transaction.StatusEnum", "Only in this state"),
        ],
    )
    .iam("account:apiovh:me/payment/transaction/get"),
    ME.get(
        "/me/payment/transaction/{transactionId}",
        "me.payment.Transaction",
        "Read a charge to a payment method",
        &[path("transactionId", "long", "Id of the charge")],
    )
    .iam("account:apiovh:me/payment/transaction/get"),
];

const METHOD: Parameter = path("paymentMethodId", "long", "Id of the payment method");

pub(super) const MODELS: &[Model] = &[
    fields(
        "me.payment.AvailablePaymentMethod",
        "A payment method that can be registered",
        &[
            ro("formSessionId", "string?", "Session of the form that registers it"),
            ro("icon", "me.payment.Icon", "Picture"),
            ro("integration", "me.payment.IntegrationEnum", "How it is registered"),
            ro("merchantId", "string?", "Name of the seller at the payment provider"),
            ro("oneshot", "boolean", "Whether it may pay once without being registered"),
            ro("organizationId", "string?", "Name of the provider"),
            ro("paymentSubType", "me.payment.AvailableSubTypeEnum?", "Brand or term"),
            ro("paymentType", "string", "Its type, such as CREDIT_CARD"),
            ro("registerable", "boolean", "Whether it can be registered"),
            ro("registerableWithTransaction", "boolean", "Whether paying registers it"),
        ],
    ),
    values("me.payment.CreationSubTypeEnum", "Brand or term of a new method", &["CHORUS", "NONE"]),
    fields(
        "me.payment.Transaction",
        "A charge to a payment method",
        &[
            ro("amount", "order.Price", "How much"),
            ro("creationDate", "datetime", "When it was begun"),
            ro("lastUpdate", "datetime", "When it last changed"),
            ro("paymentMethodId", "long", "Id of the payment method"),
            ro("status", "me.payment.transaction.StatusEnum", "Its state"),
            ro("transactionId", "long", "Its id"),
            ro("type", "me.payment.transaction.TypeEnum", "In which direction money goes"),
        ],
    ),
    fields(
        "me.payment.method.CallbackUrl",
        "Where the holder's browser goes afterwards",
        &[
            required("cancel", "string", "The holder gave it up"),
            required("error", "string", "It was over before"),
            required("failure", "string", "It was refused"),
            required("pending", "string", "It will be confirmed later"),
            required("success", "string", "The method can be charged"),
        ],
    ),
    fields(
        "me.payment.method.Challenge",
        "What proves who holds a method",
        &[required("challenge", "string", "The code that its holder was sent")],
    ),
    fields(
        "me.payment.method.Creation",
        "A payment method that is to be registered",
        &[
            rw("billingContactId", "long?", "Id of the address for bills"),
            required("callbackUrl", "me.payment.method.CallbackUrl", "Where its holder goes then"),
            rw("default", "boolean", "Whether automatic renewal is to use it"),
            rw("description", "string?", "What the customer calls it"),
            rw("formData", "string?", "The form of its page, filled in"),
            rw("orderId", "long?", "Id of an order that it is to pay"),
            rw("paymentSubType", "me.payment.CreationSubTypeEnum?", "Brand or term"),
            required("paymentType", "string", "Its type, such as CREDIT_CARD"),
            rw("register", "boolean", "Whether it is to be kept"),
        ],
    ),
    fields(
        "me.payment.method.Details",
        "What a payment method is",
        &[
            rw("details", "string", "The form of its page, filled in"),
            rw("transactionId", "long", "Id of the charge that registers it"),
        ],
    ),
    fields(
        "me.payment.method.Finalize",
        "What is known of a registration",
        &[
            rw("expirationMonth", "long?", "Month in which the card ends"),
            rw("expirationYear", "long?", "Year in which the card ends"),
            rw("formSessionId", "string?", "Session of the form that registered it"),
            rw("registrationId", "string?", "Id of the registration at the provider"),
        ],
    ),
    fields(
        "me.payment.method.Validation",
        "How a registration goes on",
        &[
            ro("formSessionId", "string?", "Session of the form that registers it"),
            ro("merchantId", "string?", "Name of the seller at the payment provider"),
            ro("organizationId", "string?", "Name of the provider"),
            ro("paymentMethodId", "long", "Id of the payment method"),
            ro("transactionId", "long?", "Id of the charge that registers it"),
            ro("url", "string?", "Page on which its holder confirms it"),
            ro("validationType", "me.payment.IntegrationEnum", "How it is registered"),
        ],
    ),
    values(
        "me.payment.transaction.StatusEnum",
        "The state of a charge",
        &["CANCELED", "CANCELING", "CONFIRMING", "ERROR", "EXPIRED", "FAILED", "READY", "SUCCESS"],
    ),
    values(
        "me.payment.transaction.TypeEnum",
        "In which direction money goes",
        &["CREDIT", "DEBIT"],
    ),
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
