//! `/me/refund`: credit notes and their lines.

use serde::{Deserialize, Serialize};

use super::{DateTime, PriceWithUcents};

/// Money of a bill that was given back, `billing.Refund`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refund {
    /// When the credit note was issued.
    pub date: DateTime,
    /// Id of the order of the bill.
    pub order_id: i64,
    /// Number of the bill.
    pub original_bill_id: Option<String>,
    /// Secret that opens the credit note without signing in.
    pub password: String,
    /// The credit note as PDF. Clients fetch it without a signature.
    pub pdf_url: String,
    /// Total.
    pub price_with_tax: PriceWithUcents,
    /// Net total.
    pub price_without_tax: PriceWithUcents,
    /// Number of the credit note.
    pub refund_id: String,
    /// Tax.
    pub tax: PriceWithUcents,
    /// The credit note as a page.
    pub url: String,
}

/// A line of a refund, `billing.RefundDetail`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundDetail {
    /// What was sold, for people.
    pub description: String,
    /// Name of the service.
    pub domain: String,
    /// How many, as text.
    pub quantity: String,
    /// Number of the bill.
    pub reference: String,
    /// Its id.
    pub refund_detail_id: String,
    /// Number of the credit note.
    pub refund_id: String,
    /// What of the price of all is given back.
    pub total_price: PriceWithUcents,
    /// What of the price of one is given back.
    pub unit_price: PriceWithUcents,
}
