//! `/services/{serviceId}/billing/engagement`: engagements that can be had, are asked for, and are paid off. What binds a
//! service already is in `services`.

use super::notation::{fields, required, ro, rw, values, whole_body};
use super::operation::{Operation, Status};
use super::order;
use super::services::{ID, SERVICES};
use super::shape::Model;
use crate::error::class;

pub(super) const OPERATIONS: &[Operation] = &[
    SERVICES
        .get(
            "/services/{serviceId}/billing/engagement/available",
            "services.billing.Pricing[]",
            "List the engagements that can be asked for",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/billing/engagement/available/get"),
    SERVICES
        .post(
            "/services/{serviceId}/billing/engagement/flush",
            "services.billing.engagement.EngagementFlushOrder",
            "Order all that remains of an engagement",
            &[
                ID,
                whole_body(
                    "services.billing.engagement.EngagementFlushRequest",
                    "How it is to be paid",
                ),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/billing/engagement/flush/create")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED, class::PAYMENT_REQUIRED]),
    SERVICES
        .get(
            "/services/{serviceId}/billing/engagement/request",
            "services.billing.engagement.EngagementRequest",
            "Read the engagement that was asked for",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/billing/engagement/request/get"),
    SERVICES
        .post(
            "/services/{serviceId}/billing/engagement/request",
            "services.billing.engagement.EngagementRequest",
            "Ask for an engagement",
            &[
                ID,
                whole_body(
                    "services.billing.engagement.EngagementRequestCreation",
                    "What is asked for",
                ),
            ],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/billing/engagement/request/create")
        .refuses(&[class::CONFLICT, class::SERVICE_EXPIRED]),
    SERVICES
        .delete(
            "/services/{serviceId}/billing/engagement/request",
            "void",
            "Withdraw an engagement that was asked for",
            &[ID],
        )
        .status(Status::Beta)
        .iam("account:apiovh:services/billing/engagement/request/delete")
        .refuses(&[class::CONFLICT]),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "services.billing.engagement.EngagementFlushOrder",
        "An order for all that remains of an engagement",
        &[ro("order", "order.Order", "The order")],
    ),
    fields(
        "services.billing.engagement.EngagementFlushRequest",
        "How an engagement is to be paid off",
        &[
            rw(
                "autoPayWithPreferredPaymentMethod",
                "boolean",
                "Whether the default payment method is charged at once",
            ),
            rw("dryRun", "boolean", "Whether only to say what the order would be"),
            rw("terminateSubscription", "boolean", "Whether the service ends with the engagement"),
        ],
    ),
    fields(
        "services.billing.engagement.EngagementRequest",
        "An engagement that was asked for",
        &[
            ro(
                "options",
                "services.billing.engagement.EngagementRequestOption[]",
                "Options that are engaged with it",
            ),
            ro("order", "order.Order?", "The order that it waits for"),
            ro("pricing", "services.billing.Pricing", "What it costs"),
            ro("requestDate", "date", "Day on which it was asked for"),
        ],
    ),
    fields(
        "services.billing.engagement.EngagementRequestCreation",
        "An engagement to ask for",
        &[required("pricingMode", "string", "Name of its pricing")],
    ),
    fields(
        "services.billing.engagement.EngagementRequestOption",
        "An option that is engaged with its service",
        &[
            ro("pricing", "services.billing.Pricing", "What it costs"),
            ro("serviceId", "long", "Id of the option"),
        ],
    ),
];

/// Orders as `/services` shows them.
pub(super) const ORDER_MODELS: &[Model] = &[
    order::DETAIL_TYPE,
    fields(
        "order.Contract",
        "A contract that an order accepts",
        &[
            ro("content", "text", "Its text"),
            ro("name", "string", "Its name"),
            ro("url", "string", "Where it can be read"),
        ],
    ),
    fields(
        "order.Order",
        "An order, or what it would be",
        &[
            ro("contracts", "order.Contract[]", "Contracts that it accepts"),
            ro("details", "order.OrderDetail[]", "Its lines"),
            ro("orderId", "long?", "Its id"),
            ro("prices", "order.OrderPrices", "What it costs"),
            ro("url", "string?", "The order as a page"),
        ],
    ),
    fields(
        "order.OrderDetail",
        "A line of an order",
        &[
            ro("cartItemID", "long?", "Item of a cart that it comes from"),
            ro("description", "string", "What is sold, for people"),
            ro("detailType", "order.OrderDetailTypeEnum?", "Why the line is there"),
            ro("domain", "string", "Name of the service"),
            ro("originalTotalPrice", "order.Price", "Price of all before reductions"),
            ro("quantity", "long", "How many"),
            ro("reductionTotalPrice", "order.Price", "What is taken off"),
            ro("reductions", "order.Reduction[]", "Reductions"),
            ro("totalPrice", "order.Price", "Price of all"),
            ro("unitPrice", "order.Price", "Price of one"),
        ],
    ),
    fields(
        "order.OrderPrices",
        "What an order costs",
        &[
            ro("originalWithoutTax", "order.Price?", "Net total before reductions"),
            ro("reduction", "order.Price?", "What is taken off"),
            ro("tax", "order.Price", "Tax"),
            ro("withTax", "order.Price", "Total to pay"),
            ro("withoutTax", "order.Price", "Net total"),
        ],
    ),
    fields(
        "order.Reduction",
        "A reduction of a price",
        &[
            ro("context", "order.ReductionContextEnum", "What it comes from"),
            ro("description", "string", "What it is, for people"),
            ro("price", "order.Price", "Price with it"),
            ro("reductionDescription", "string", "How much it is, for people"),
            ro("type", "order.ReductionTypeEnum", "How it is counted"),
            ro("value", "order.Price", "How much it is"),
        ],
    ),
    values("order.ReductionContextEnum", "Where a reduction comes from", &["promotion", "voucher"]),
    values(
        "order.ReductionTypeEnum",
        "How a reduction is counted",
        &["fixed_amount", "forced_amount", "percentage"],
    ),
];
