//! `/services/{serviceId}/billing/engagement`: what is asked for and paid off, and orders as `/services` shows them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{OrderDetailKind, PriceWithUcents, Pricing, wire_enum};

wire_enum! {
    /// Where a reduction comes from.
    ReductionContext = "order.ReductionContextEnum" {
        Promotion = "promotion",
        Voucher = "voucher",
    }
}

wire_enum! {
    /// How a reduction is counted.
    ReductionType = "order.ReductionTypeEnum" {
        FixedAmount = "fixed_amount",
        ForcedAmount = "forced_amount",
        Percentage = "percentage",
    }
}

/// An engagement that was asked for, `services.billing.engagement.EngagementRequest`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagementRequest {
    /// Options that are engaged with it.
    pub options: Vec<EngagementRequestOption>,
    /// The order that it waits for.
    pub order: Option<ServiceOrder>,
    /// What it costs.
    pub pricing: Pricing,
    /// Day on which it was asked for.
    pub request_date: Date,
}

/// An option that is engaged with its service, `services.billing.engagement.EngagementRequestOption`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagementRequestOption {
    /// What it costs.
    pub pricing: Pricing,
    /// Id of the option.
    pub service_id: i64,
}

/// The body of `POST /services/{serviceId}/billing/engagement/request`,
/// `services.billing.engagement.EngagementRequestCreation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct EngagementRequestCreation {
    /// Name of its pricing.
    pub pricing_mode: String,
}

/// The body of `POST /services/{serviceId}/billing/engagement/flush`,
/// `services.billing.engagement.EngagementFlushRequest`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct EngagementFlushRequest {
    /// Whether the default payment method is charged at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_pay_with_preferred_payment_method: Option<bool>,
    /// Whether only to say what the order would be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<bool>,
    /// Whether the service ends with the engagement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminate_subscription: Option<bool>,
}

/// An order for all that remains of an engagement, `services.billing.engagement.EngagementFlushOrder`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagementFlushOrder {
    /// The order.
    pub order: ServiceOrder,
}

/// An order, or what it would be, `order.Order`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceOrder {
    /// Contracts that it accepts.
    pub contracts: Vec<Contract>,
    /// Its lines.
    pub details: Vec<ServiceOrderDetail>,
    /// Its id.
    pub order_id: Option<i64>,
    /// What it costs.
    pub prices: OrderPrices,
    /// The order as a page.
    pub url: Option<String>,
}

/// A contract that an order accepts, `order.Contract`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contract {
    /// Its text.
    pub content: String,
    /// Its name.
    pub name: String,
    /// Where it can be read.
    pub url: String,
}

/// A line of an order, `order.OrderDetail`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceOrderDetail {
    /// Item of a cart that it comes from.
    #[serde(rename = "cartItemID")]
    pub cart_item_id: Option<i64>,
    /// What is sold, for people.
    pub description: String,
    /// Why the line is there.
    pub detail_type: Option<OrderDetailKind>,
    /// Name of the service.
    pub domain: String,
    /// Price of all before reductions.
    pub original_total_price: PriceWithUcents,
    /// How many.
    pub quantity: i64,
    /// What is taken off.
    pub reduction_total_price: PriceWithUcents,
    /// Reductions.
    pub reductions: Vec<Reduction>,
    /// Price of all.
    pub total_price: PriceWithUcents,
    /// Price of one.
    pub unit_price: PriceWithUcents,
}

/// What an order costs, `order.OrderPrices`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderPrices {
    /// Net total before reductions.
    pub original_without_tax: Option<PriceWithUcents>,
    /// What is taken off.
    pub reduction: Option<PriceWithUcents>,
    /// Tax.
    pub tax: PriceWithUcents,
    /// Total to pay.
    pub with_tax: PriceWithUcents,
    /// Net total.
    pub without_tax: PriceWithUcents,
}

/// A reduction of a price, `order.Reduction`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reduction {
    /// What it comes from.
    pub context: ReductionContext,
    /// What it is, for people.
    pub description: String,
    /// Price with it.
    pub price: PriceWithUcents,
    /// How much it is, for people.
    pub reduction_description: String,
    /// How it is counted.
    #[serde(rename = "type")]
    pub kind: ReductionType,
    /// How much it is.
    pub value: PriceWithUcents,
}
