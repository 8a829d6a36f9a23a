//! `/me/order/{orderId}/paymentMeans` and `retraction`: how an order is paid, by kinds, and withdrawing from one.

use serde::{Deserialize, Serialize};

use super::wire_enum;

wire_enum! {
    /// Why a customer withdraws from an order.
    RetractionReason = "billing.order.RetractionReasonEnum" {
        Competitor = "competitor",
        Difficulty = "difficulty",
        Expensive = "expensive",
        Unnamed = "other",
        Performance = "performance",
        Reliability = "reliability",
        Unused = "unused",
    }
}

/// How an order is paid, by kinds of payment mean, `billing.order.PaymentMeans`. Nothing where nothing of the kind pays it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderPaymentMeans {
    /// Cards.
    pub credit_card: Option<Vec<OrderPaymentMean>>,
    /// E-dinar.
    pub edinar: Option<Vec<OrderPaymentMean>>,
    /// Fidelity points.
    pub fidelity_points: Option<Vec<OrderPaymentMean>>,
    /// iDEAL.
    pub ideal: Option<Vec<OrderPaymentMean>>,
    /// Multibanco.
    pub multibanco: Option<Vec<OrderPaymentMean>>,
    /// The prepaid account.
    pub ovh_account: Option<Vec<OrderPaymentMean>>,
    /// PayPal agreements.
    pub paypal: Option<Vec<OrderPaymentMean>>,
    /// Promotions.
    pub promotion: Option<Vec<OrderPaymentMean>>,
}

/// How an order is paid with a payment mean, `billing.order.PaymentMean`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderPaymentMean {
    /// What it costs to pay with it.
    pub fee: f64,
    /// A form for browsers.
    pub html_form: Option<String>,
    /// Method of the call.
    pub http_method: String,
    /// A picture.
    pub logo: Option<String>,
    /// Fields of its body.
    pub parameters: Vec<OrderPaymentParameter>,
    /// Brand of a card.
    pub sub_type: Option<String>,
    /// Address of the call.
    pub url: String,
}

/// A field of the call that pays an order, `billing.order.paymentMean.HttpParameter`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPaymentParameter {
    /// What it can be.
    pub choice: Option<Vec<OrderPaymentChoice>>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub value: Option<String>,
}

/// Something that such a field can be, `billing.order.paymentMean.HttpParameterChoice`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPaymentChoice {
    /// What people know it by.
    pub name: String,
    /// What is sent.
    pub value: String,
}

/// The body of `POST /me/order/{orderId}/retraction`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct RetractionRequest {
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Why.
    pub reason: RetractionReason,
}
