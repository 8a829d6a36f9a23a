//! `/me/refund`: credit notes, their lines, and where the money went.

use super::account::ME;
use super::notation::{body, fields, optional, path, query, ro};
use super::operation::{Operation, Parameter};
use super::shape::Model;
use crate::error::class;

const REFUND_ID: Parameter = path("refundId", "string", "Id of the refund");
const DETAIL_ID: Parameter = path("refundDetailId", "string", "Id of the line");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/refund",
        "string[]",
        "List the ids of the refunds",
        &[
            query("date.from", "datetime", "Not older than this"),
            query("date.to", "datetime", "Not newer than this"),
            query("orderId", "long", "Only of the bill of this order"),
        ],
    )
    .iam("account:apiovh:me/refund/get"),
    ME.post(
        "/me/refund/export",
        "void",
        "Export refunds as one file; a letter brings its address",
        &[
            body("archiveType", "billing.ArchiveTypeEnum", "Form of the file"),
            optional("endDate", "datetime", "Not newer than this"),
            optional("ids", "string[]", "These, instead of those of a time"),
            optional("startDate", "datetime", "Not older than this"),
        ],
    )
    .iam("account:apiovh:me/refund/export")
    .refuses(&[class::CONFLICT]),
    ME.get("/me/refund/{refundId}", "billing.Refund", "Read a refund", &[REFUND_ID])
        .iam("account:apiovh:me/refund/get"),
    ME.get(
        "/me/refund/{refundId}/details",
        "string[]",
        "List the ids of the lines of a refund",
        &[REFUND_ID],
    )
    .iam("account:apiovh:me/refund/details/get"),
    ME.get(
        "/me/refund/{refundId}/details/{refundDetailId}",
        "billing.RefundDetail",
        "Read a line of a refund",
        &[REFUND_ID, DETAIL_ID],
    )
    .iam("account:apiovh:me/refund/details/get"),
    ME.get(
        "/me/refund/{refundId}/payment",
        "billing.Payment",
        "Say where the money of a refund went",
        &[REFUND_ID],
    )
    .iam("account:apiovh:me/refund/payment/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "billing.Refund",
        "Money of a bill that was given back",
        &[
            ro("date", "datetime", "When the credit note was issued"),
            ro("orderId", "long", "Id of the order of the bill"),
            ro("originalBillId", "string?", "Number of the bill"),
            ro("password", "string", "Secret that opens the credit note without signing in"),
            ro("pdfUrl", "string", "The credit note as PDF; the address needs no signature"),
            ro("priceWithTax", "order.Price", "Total"),
            ro("priceWithoutTax", "order.Price", "Net total"),
            ro("refundId", "string", "Number of the credit note"),
            ro("tax", "order.Price", "Tax"),
            ro("url", "string", "The credit note as a page"),
        ],
    ),
    fields(
        "billing.RefundDetail",
        "A line of a refund",
        &[
            ro("description", "string", "What was sold, for people"),
            ro("domain", "string", "Name of the service"),
            ro("quantity", "string", "How many"),
            ro("reference", "string", "Number of the bill"),
            ro("refundDetailId", "string", "Id of the line"),
            ro("refundId", "string", "Number of the credit note"),
            ro("totalPrice", "order.Price", "What of the price of all is given back"),
            ro("unitPrice", "order.Price", "What of the price of one is given back"),
        ],
    ),
];
