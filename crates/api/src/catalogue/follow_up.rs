//! What becomes of an order step by step, what its lines do, and whether it can be given back.

use super::account::ME;
use super::notation::{fields, path, rw, values};
use super::operation::{Operation, Parameter, Status};
use super::shape::Model;

const ORDER_ID: Parameter = path("orderId", "long", "Id of the order");
const DETAIL_ID: Parameter = path("orderDetailId", "long", "Id of the line");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/order/{orderId}/followUp",
        "billing.order.FollowUp[]",
        "Follow an order step by step",
        &[ORDER_ID],
    )
    .status(Status::Beta)
    .iam("account:apiovh:me/order/followUp/get"),
    ME.get(
        "/me/order/{orderId}/details/{orderDetailId}/extension",
        "billing.ItemDetail",
        "Say what a line of an order does",
        &[ORDER_ID, DETAIL_ID],
    )
    .status(Status::Beta)
    .iam("account:apiovh:me/order/details/extension/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "billing.order.FollowUp",
        "A step of an order",
        &[
            rw("history", "billing.order.followUp.History[]", "What happened, the newest first"),
            rw("status", "billing.order.followUp.StatusEnum", "How far it is"),
            rw("step", "billing.order.followUp.StepEnum", "Which step it is"),
        ],
    ),
    fields(
        "billing.order.followUp.History",
        "Something that happened to an order",
        &[
            rw("date", "datetime", "When"),
            rw("description", "string", "What, for people"),
            rw("label", "billing.order.followUp.HistoryStatusEnum", "What"),
        ],
    ),
    values(
        "billing.order.followUp.HistoryStatusEnum",
        "What happened to an order",
        &[
            "DELIVERY",
            "FRAUD_CHECK",
            "FRAUD_DOCS_REQUESTED",
            "FRAUD_MANUAL_REVIEW",
            "FRAUD_REFUSED",
            "INVOICE_IN_PROGRESS",
            "INVOICE_SENT",
            "ORDER_ACCEPTED",
            "ORDER_STARTED",
            "PAYMENT_CONFIRMED",
            "PAYMENT_INITIATED",
            "PAYMENT_RECEIVED",
            "REGISTERED_PAYMENT_INITIATED",
        ],
    ),
    values(
        "billing.order.followUp.StatusEnum",
        "How far a step of an order is",
        &["DOING", "DONE", "ERROR", "TODO"],
    ),
    values(
        "billing.order.followUp.StepEnum",
        "A step of an order",
        &["AVAILABLE", "DELIVERING", "VALIDATED", "VALIDATING"],
    ),
    fields(
        "billing.ItemDetail",
        "What a line of an order does",
        &[super::notation::ro("order", "billing.ItemDetail.Order", "What is ordered")],
    ),
    fields(
        "billing.ItemDetail.Order",
        "What is ordered",
        &[
            rw("action", "billing.ItemDetail.OrderActionEnum?", "What it does"),
            rw("configurations", "billing.ItemDetail.OrderConfiguration[]", "How it is set up"),
            rw("plan", "billing.ItemDetail.OrderPlan", "What is sold"),
            rw("type", "billing.ItemDetail.OrderDetailTypeEnum?", "What kind of thing"),
        ],
    ),
    values(
        "billing.ItemDetail.OrderActionEnum",
        "What a line of an order does",
        &["consumption", "detach", "installation", "renew", "revert", "upgrade"],
    ),
    fields(
        "billing.ItemDetail.OrderConfiguration",
        "How something is set up",
        &[rw("label", "string", "What"), rw("value", "string", "How")],
    ),
    values(
        "billing.ItemDetail.OrderDetailTypeEnum",
        "What kind of thing is ordered",
        &["plan", "product"],
    ),
    fields(
        "billing.ItemDetail.OrderPlan",
        "What is sold",
        &[
            rw("code", "string?", "Code of the plan"),
            rw("duration", "string?", "For how long"),
            rw("pricingMode", "string?", "How it is priced"),
            rw("product", "billing.ItemDetail.OrderPlanProduct", "The product"),
            rw("quantity", "long?", "How many"),
        ],
    ),
    fields(
        "billing.ItemDetail.OrderPlanProduct",
        "A product",
        &[rw("name", "string?", "Its name")],
    ),
];
