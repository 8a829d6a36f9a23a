//! `/me/order`: orders, what they contain, and paying for them.

use super::account::ME;
use super::notation::{body, fields, optional, path, query, ro, rw, values};
use super::operation::{Operation, Parameter, Status};
use super::shape::Model;
use crate::error::class;

const ORDER_ID: Parameter = path("orderId", "long", "Id of the order");
const DETAIL_ID: Parameter = path("orderDetailId", "long", "Id of the line");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/order",
        "long[]",
        "List the ids of the orders",
        &[
            query("date.from", "datetime", "Not older than this"),
            query("date.to", "datetime", "Not newer than this"),
        ],
    )
    .iam("account:apiovh:me/order/get"),
    ME.get("/me/order/{orderId}", "billing.Order", "Read an order", &[ORDER_ID])
        .iam("account:apiovh:me/order/get"),
    ME.get(
        "/me/order/{orderId}/status",
        "billing.order.OrderStatusEnum",
        "Say how far an order is",
        &[ORDER_ID],
    )
    .iam("account:apiovh:me/order/status/get"),
    ME.get(
        "/me/order/{orderId}/details",
        "long[]",
        "List the ids of the lines of an order",
        &[ORDER_ID],
    )
    .iam("account:apiovh:me/order/details/get"),
    ME.get(
        "/me/order/{orderId}/details/{orderDetailId}",
        "billing.OrderDetail",
        "Read a line of an order",
        &[ORDER_ID, DETAIL_ID],
    )
    .iam("account:apiovh:me/order/details/get"),
    ME.get(
        "/me/order/{orderId}/associatedObject",
        "billing.order.AssociatedObject",
        "Say which bill came of an order",
        &[ORDER_ID],
    )
    .iam("account:apiovh:me/order/associatedObject/get"),
    ME.get(
        "/me/order/{orderId}/payment",
        "billing.Payment",
        "Say how an order was paid",
        &[ORDER_ID],
    )
    .iam("account:apiovh:me/order/payment/get"),
    ME.get(
        "/me/order/{orderId}/paymentMethods",
        "billing.order.PaymentMethods",
        "List the payment methods that an order accepts",
        &[ORDER_ID],
    )
    .status(Status::Beta)
    .iam("account:apiovh:me/order/paymentMethods/get"),
    ME.get(
        "/me/order/{orderId}/availableRegisteredPaymentMean",
        "billing.order.RegisteredPaymentMean[]",
        "List the kinds of payment mean that an order accepts",
        &[ORDER_ID],
    )
    .iam("account:apiovh:me/order/availableRegisteredPaymentMean/get"),
    ME.get(
        "/me/order/{orderId}/paymentMeans",
        "billing.order.PaymentMeans",
        "Say how an order is paid with each kind of payment mean",
        &[ORDER_ID],
    )
    .iam("account:apiovh:me/order/paymentMeans/get"),
    ME.post(
        "/me/order/{orderId}/retraction",
        "void",
        "Withdraw from an order; no order here has that right, and the error says what there is instead",
        &[
            ORDER_ID,
            optional("comment", "text", "In words"),
            body("reason", "billing.order.RetractionReasonEnum", "Why"),
        ],
    )
    .iam("account:apiovh:me/order/retraction")
    .refuses(&[class::CONFLICT]),
    ME.post(
        "/me/order/{orderId}/waiveRetraction",
        "void",
        "Waive the right to withdraw from an order; no order here has that right",
        &[ORDER_ID],
    )
    .iam("account:apiovh:me/order/waiveRetraction")
    .refuses(&[class::CONFLICT]),
    ME.post(
        "/me/order/{orderId}/payWithRegisteredPaymentMean",
        "void",
        "Pay an order with a registered payment mean",
        &[
            ORDER_ID,
            body("paymentMean", "billing.ReusablePaymentMeanEnum", "Kind of payment mean"),
            optional(
                "paymentMeanId",
                "long",
                "Id of the payment mean; needed for bankAccount, creditCard and paypal",
            ),
        ],
    )
    .iam("account:apiovh:me/order/payWithRegisteredPaymentMean")
    .refuses(&[class::FORBIDDEN, class::CONFLICT]),
    ME.post(
        "/me/order/{orderId}/pay",
        "void",
        "Pay an order with a payment method",
        &[
            ORDER_ID,
            body("paymentMethod", "billing.order.PayWithPaymentMethod", "The payment method"),
        ],
    )
    .status(Status::Beta)
    .iam("account:apiovh:me/order/pay")
    .refuses(&[class::FORBIDDEN, class::CONFLICT]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "billing.Order",
        "An order",
        &[
            ro("date", "datetime?", "When it was made"),
            ro("expirationDate", "datetime?", "When it lapses unless it is paid"),
            ro("orderId", "long", "Id of the order"),
            ro("password", "string", "Secret that opens the order without signing in"),
            ro("pdfUrl", "string", "The order as PDF"),
            ro("priceWithTax", "order.Price", "Total to pay"),
            ro("priceWithoutTax", "order.Price", "Net total"),
            ro("retractionDate", "datetime?", "Until when the customer may withdraw"),
            ro("tax", "order.Price", "Tax"),
            ro("url", "string", "The order as a page"),
        ],
    ),
    fields(
        "billing.OrderDetail",
        "A line of an order",
        &[
            ro("cancelled", "boolean", "Whether the line was withdrawn"),
            ro("description", "string", "What is sold, for people"),
            ro("detailType", "order.OrderDetailTypeEnum?", "Why the line is there"),
            ro("domain", "string", "Name of the service, or a place in the order such as *001"),
            ro("orderDetailId", "long", "Id of the line"),
            ro("quantity", "string", "How many"),
            ro("totalPrice", "order.Price", "Price of all"),
            ro("unitPrice", "order.Price", "Price of one"),
        ],
    ),
    DETAIL_TYPE,
    values(
        "billing.order.OrderStatusEnum",
        "How far an order is",
        &[
            "cancelled",
            "cancelling",
            "checking",
            "delivered",
            "delivering",
            "documentsRequested",
            "notPaid",
            "unknown",
        ],
    ),
    fields(
        "billing.order.AssociatedObject",
        "What came of an order",
        &[
            rw("id", "string?", "Id of the bill, or of the other object"),
            rw("type", "billing.order.associatedObject.TypeEnum?", "What it is"),
        ],
    ),
    values(
        "billing.order.associatedObject.TypeEnum",
        "What came of an order",
        &["Bill", "Deposit", "Refund", "ReverseBill", "Withdrawal"],
    ),
    fields(
        "billing.order.PaymentMethods",
        "The payment methods that an order accepts",
        &[
            rw("available", "payment.method.AvailablePaymentMethod[]", "Methods to register"),
            rw("paymentMethods", "payment.method.PaymentMethod[]", "Registered methods"),
            rw("registered", "long[]", "Ids of the registered methods"),
        ],
    ),
    fields(
        "billing.order.PaymentMeans",
        "How an order is paid, by kinds of payment mean; null where nothing of the kind pays it",
        &[
            rw("creditCard", "billing.order.PaymentMean[]?", "Cards"),
            rw("edinar", "billing.order.PaymentMean[]?", "Not here"),
            rw("fidelityPoints", "billing.order.PaymentMean[]?", "Fidelity points"),
            rw("ideal", "billing.order.PaymentMean[]?", "Not here"),
            rw("multibanco", "billing.order.PaymentMean[]?", "Not here"),
            rw("ovhAccount", "billing.order.PaymentMean[]?", "The prepaid account"),
            rw("paypal", "billing.order.PaymentMean[]?", "PayPal agreements"),
            rw("promotion", "billing.order.PaymentMean[]?", "Not here"),
        ],
    ),
    fields(
        "billing.order.PaymentMean",
        "How an order is paid with a payment mean: a call of the API",
        &[
            rw("fee", "double", "What it costs to pay with it"),
            rw("htmlForm", "text?", "A form for browsers"),
            rw("httpMethod", "string", "Method of the call"),
            rw("logo", "string?", "A picture"),
            rw("parameters", "billing.order.paymentMean.HttpParameter[]", "Fields of its body"),
            rw("subType", "string?", "Brand of a card"),
            rw("url", "string", "Address of the call, which is signed like any other"),
        ],
    ),
    fields(
        "billing.order.paymentMean.HttpParameter",
        "A field of the call that pays an order",
        &[
            rw("choice", "billing.order.paymentMean.HttpParameterChoice[]?", "What it can be"),
            rw("name", "string", "Its name"),
            rw("value", "string?", "What it is"),
        ],
    ),
    fields(
        "billing.order.paymentMean.HttpParameterChoice",
        "Something that a field can be",
        &[rw("name", "string", "What people know it by"), rw("value", "string", "What is sent")],
    ),
    values(
        "billing.order.RetractionReasonEnum",
        "Why a customer withdraws from an order",
        &["competitor", "difficulty", "expensive", "other", "performance", "reliability", "unused"],
    ),
    fields(
        "billing.order.RegisteredPaymentMean",
        "A kind of payment mean that an order accepts",
        &[rw("paymentMean", "billing.ReusablePaymentMeanEnum", "The kind")],
    ),
    values(
        "billing.ReusablePaymentMeanEnum",
        "A kind of payment mean that can be used again; old and new names stand side by side",
        &[
            "CREDIT_CARD",
            "CURRENT_ACCOUNT",
            "DEFERRED_PAYMENT_ACCOUNT",
            "DOMESTIC_CARD",
            "ENTERPRISE",
            "INTERNAL_TRUSTED_ACCOUNT",
            "PAYPAL",
            "RUPAY",
            "SEPA_DIRECT_DEBIT",
            "bankAccount",
            "creditCard",
            "deferredPaymentAccount",
            "fidelityAccount",
            "ovhAccount",
            "paypal",
        ],
    ),
    fields(
        "billing.order.PayWithPaymentMethod",
        "The payment method to pay with",
        &[rw("id", "long", "Its paymentMethodId")],
    ),
];

/// Why a line is in an order, in `/me` and `/services`.
pub(super) const DETAIL_TYPE: Model = values(
    "order.OrderDetailTypeEnum",
    "Why a line is in an order",
    &[
        "ACCESSORY",
        "CAUTION",
        "CHOOSED",
        "CONSUMPTION",
        "CREATION",
        "DELIVERY",
        "DURATION",
        "GIFT",
        "INSTALLATION",
        "LICENSE",
        "MUTE",
        "OTHER",
        "OUTPLAN",
        "QUANTITY",
        "REFUND",
        "RENEW",
        "SPECIAL",
        "SWITCH",
        "TRANSFER",
        "VOUCHER",
    ],
);
