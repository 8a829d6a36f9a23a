//! `/me/bill`: bills, their lines, and how they were paid.

use super::account::ME;
use super::notation::{body, fields, optional, path, query, ro, values};
use super::operation::{Operation, Parameter};
use super::shape::Model;
use crate::error::class;

const BILL_ID: Parameter = path("billId", "string", "Id of the bill");
const DETAIL_ID: Parameter = path("billDetailId", "string", "Id of the line");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/bill",
        "string[]",
        "List the ids of the bills",
        &[
            query("category", "billing.CategoryEnum", "Only this category"),
            query("date.from", "datetime", "Not older than this"),
            query("date.to", "datetime", "Not newer than this"),
            query("orderId", "long", "Only of this order"),
        ],
    )
    .iam("account:apiovh:me/bill/get"),
    ME.post(
        "/me/bill/export",
        "void",
        "Export bills as one file; a letter brings its address",
        &[
            body("archiveType", "billing.ArchiveTypeEnum", "Form of the file"),
            optional("endDate", "datetime", "Not newer than this"),
            optional("ids", "string[]", "These, instead of those of a time"),
            optional("startDate", "datetime", "Not older than this"),
        ],
    )
    .iam("account:apiovh:me/bill/export")
    .refuses(&[class::CONFLICT]),
    ME.get("/me/bill/{billId}", "billing.Bill", "Read a bill", &[BILL_ID])
        .iam("account:apiovh:me/bill/get"),
    ME.get(
        "/me/bill/{billId}/details",
        "string[]",
        "List the ids of the lines of a bill",
        &[BILL_ID],
    )
    .iam("account:apiovh:me/bill/details/get"),
    ME.get(
        "/me/bill/{billId}/details/{billDetailId}",
        "billing.BillDetail",
        "Read a line of a bill",
        &[BILL_ID, DETAIL_ID],
    )
    .iam("account:apiovh:me/bill/details/get"),
    ME.get("/me/bill/{billId}/payment", "billing.Payment", "Say how a bill was paid", &[BILL_ID])
        .iam("account:apiovh:me/bill/payment/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "billing.Bill",
        "A bill",
        &[
            ro("billId", "string", "Number of the bill"),
            ro("category", "billing.CategoryEnum", "What was bought"),
            ro("date", "datetime", "When it was issued"),
            ro("orderId", "long", "Id of the order"),
            ro("password", "string", "Secret that opens the bill without signing in"),
            ro("pdfUrl", "string", "The bill as PDF; the address needs no signature"),
            ro("priceWithTax", "order.Price", "Total"),
            ro("priceWithoutTax", "order.Price", "Net total"),
            ro("tax", "order.Price", "Tax"),
            ro("url", "string", "The bill as a page"),
        ],
    ),
    fields(
        "billing.BillDetail",
        "A line of a bill",
        &[
            ro("billDetailId", "string", "Id of the line"),
            ro("description", "string", "What was sold, for people"),
            ro("domain", "string", "Name of the service"),
            ro("periodEnd", "date?", "Last day of the period"),
            ro("periodStart", "date?", "First day of the period"),
            ro("quantity", "string", "How many"),
            ro("totalPrice", "order.Price", "Price of all"),
            ro("unitPrice", "order.LongPrice", "Price of one"),
        ],
    ),
    values("billing.ArchiveTypeEnum", "The form of a file of papers", &["csv", "zip"]),
    values(
        "billing.CategoryEnum",
        "What a bill is for",
        &[
            "autorenew",
            "earlyrenewal",
            "purchase",
            "purchase-cloud",
            "purchase-servers",
            "purchase-telecom",
            "purchase-web",
        ],
    ),
    fields(
        "billing.Payment",
        "How an order or a bill was paid",
        &[
            ro("paymentDate", "datetime", "When"),
            ro("paymentIdentifier", "string?", "Reference of the payment"),
            ro("paymentType", "billing.PaymentMeanEnum", "With what"),
        ],
    ),
    values(
        "billing.PaymentMeanEnum",
        "With what something was paid",
        &[
            "cash",
            "chargeback",
            "check",
            "cheque",
            "creditAccount",
            "creditCard",
            "debtAccount",
            "deposit",
            "digitalLaunchPad",
            "edinar",
            "fidelityPoints",
            "free",
            "ideal",
            "incubatorAccount",
            "mandat",
            "multibanco",
            "none",
            "ovhAccount",
            "paymentMandate",
            "paypal",
            "payu",
            "platnosci",
            "refund",
            "rupay",
            "transfer",
            "withdrawal",
        ],
    ),
];
