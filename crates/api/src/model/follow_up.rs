//! What becomes of an order step by step, and what its lines do.

use serde::{Deserialize, Serialize};

use super::{DateTime, wire_enum};

wire_enum! {
    /// A step of an order.
    FollowUpStep = "billing.order.followUp.StepEnum" {
        Available = "AVAILABLE",
        Delivering = "DELIVERING",
        Validated = "VALIDATED",
        Validating = "VALIDATING",
    }
}

wire_enum! {
    /// How far a step of an order is.
    FollowUpStatus = "billing.order.followUp.StatusEnum" {
        Doing = "DOING",
        Done = "DONE",
        Error = "ERROR",
        ToDo = "TODO",
    }
}

wire_enum! {
    /// Something that happened to an order.
    FollowUpLabel = "billing.order.followUp.HistoryStatusEnum" {
        Delivery = "DELIVERY",
        FraudCheck = "FRAUD_CHECK",
        FraudDocsRequested = "FRAUD_DOCS_REQUESTED",
        FraudManualReview = "FRAUD_MANUAL_REVIEW",
        FraudRefused = "FRAUD_REFUSED",
        InvoiceInProgress = "INVOICE_IN_PROGRESS",
        InvoiceSent = "INVOICE_SENT",
        OrderAccepted = "ORDER_ACCEPTED",
        OrderStarted = "ORDER_STARTED",
        PaymentConfirmed = "PAYMENT_CONFIRMED",
        PaymentInitiated = "PAYMENT_INITIATED",
        PaymentReceived = "PAYMENT_RECEIVED",
        RegisteredPaymentInitiated = "REGISTERED_PAYMENT_INITIATED",
    }
}

wire_enum! {
    /// What a line of an order does.
    OrderAction = "billing.ItemDetail.OrderActionEnum" {
        Consumption = "consumption",
        Detach = "detach",
        Installation = "installation",
        Renew = "renew",
        Revert = "revert",
        Upgrade = "upgrade",
    }
}

wire_enum! {
    /// What kind of thing a line of an order is about.
    OrderItemKind = "billing.ItemDetail.OrderDetailTypeEnum" {
        Plan = "plan",
        Product = "product",
    }
}

/// A step of an order, `billing.order.FollowUp`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FollowUp {
    /// What happened, the newest first.
    pub history: Vec<FollowUpEvent>,
    /// How far it is.
    pub status: FollowUpStatus,
    /// Which step it is.
    pub step: FollowUpStep,
}

/// Something that happened to an order, `billing.order.followUp.History`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpEvent {
    /// When.
    pub date: DateTime,
    /// What, for people.
    pub description: String,
    /// What.
    pub label: FollowUpLabel,
}

/// What a line of an order does, `billing.ItemDetail`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderItem {
    /// What is ordered.
    pub order: OrderItemOrder,
}

/// What is ordered, `billing.ItemDetail.Order`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderItemOrder {
    /// What it does.
    pub action: Option<OrderAction>,
    /// How it is set up.
    pub configurations: Vec<OrderItemConfiguration>,
    /// What is sold.
    pub plan: OrderItemPlan,
    /// What kind of thing.
    #[serde(rename = "type")]
    pub kind: Option<OrderItemKind>,
}

/// How something is set up, `billing.ItemDetail.OrderConfiguration`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderItemConfiguration {
    /// What.
    pub label: String,
    /// How.
    pub value: String,
}

/// What is sold, `billing.ItemDetail.OrderPlan`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderItemPlan {
    /// Code of the plan.
    pub code: Option<String>,
    /// For how long.
    pub duration: Option<String>,
    /// How it is priced.
    pub pricing_mode: Option<String>,
    /// The product.
    pub product: OrderItemProduct,
    /// How many.
    pub quantity: Option<i64>,
}

/// A product, `billing.ItemDetail.OrderPlanProduct`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderItemProduct {
    /// Its name.
    pub name: Option<String>,
}
