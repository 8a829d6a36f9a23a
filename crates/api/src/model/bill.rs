//! `/me/bill`: bills, their lines, and how something was paid.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DateTime, LongPrice, PriceWithUcents, wire_enum};

wire_enum! {
    /// What a bill is for.
    Category = "billing.CategoryEnum" {
        Autorenew = "autorenew",
        EarlyRenewal = "earlyrenewal",
        Purchase = "purchase",
        PurchaseCloud = "purchase-cloud",
        PurchaseServers = "purchase-servers",
        PurchaseTelecom = "purchase-telecom",
        PurchaseWeb = "purchase-web",
    }
}

wire_enum! {
    /// The form of a file of papers.
    ArchiveType = "billing.ArchiveTypeEnum" {
        Csv = "csv",
        Zip = "zip",
    }
}

wire_enum! {
    /// With what something was paid.
    PaymentMean = "billing.PaymentMeanEnum" {
        Cash = "cash",
        Chargeback = "chargeback",
        Check = "check",
        Cheque = "cheque",
        CreditAccount = "creditAccount",
        CreditCard = "creditCard",
        DebtAccount = "debtAccount",
        Deposit = "deposit",
        DigitalLaunchPad = "digitalLaunchPad",
        Edinar = "edinar",
        FidelityPoints = "fidelityPoints",
        Free = "free",
        Ideal = "ideal",
        IncubatorAccount = "incubatorAccount",
        Mandat = "mandat",
        Multibanco = "multibanco",
        None = "none",
        OvhAccount = "ovhAccount",
        PaymentMandate = "paymentMandate",
        Paypal = "paypal",
        Payu = "payu",
        Platnosci = "platnosci",
        Refund = "refund",
        Rupay = "rupay",
        Transfer = "transfer",
        Withdrawal = "withdrawal",
    }
}

/// A bill, `billing.Bill`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bill {
    /// Its number.
    pub bill_id: String,
    /// What it is for.
    pub category: Category,
    /// When it was issued.
    pub date: DateTime,
    /// Id of the order.
    pub order_id: i64,
    /// Secret that opens the bill without signing in.
    pub password: String,
    /// The bill as PDF. Clients fetch it without a signature.
    pub pdf_url: String,
    /// Total.
    pub price_with_tax: PriceWithUcents,
    /// Net total.
    pub price_without_tax: PriceWithUcents,
    /// Tax.
    pub tax: PriceWithUcents,
    /// The bill as a page.
    pub url: String,
}

/// A line of a bill, `billing.BillDetail`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BillDetail {
    /// Its id.
    pub bill_detail_id: String,
    /// What was sold, for people.
    pub description: String,
    /// Name of the service.
    pub domain: String,
    /// Last day of the period.
    pub period_end: Option<Date>,
    /// First day of the period.
    pub period_start: Option<Date>,
    /// How many, as text.
    pub quantity: String,
    /// Price of all.
    pub total_price: PriceWithUcents,
    /// Price of one.
    pub unit_price: LongPrice,
}

/// How an order or a bill was paid, `billing.Payment`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// When.
    pub payment_date: DateTime,
    /// Reference of the payment.
    pub payment_identifier: Option<String>,
    /// With what.
    pub payment_type: PaymentMean,
}

/// The body of `POST /me/bill/export` and `POST /me/refund/export`: all of them, those of a time, or those that are named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct ExportRequest {
    /// The form of the file.
    pub archive_type: ArchiveType,
    /// Not newer than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<DateTime>,
    /// These, instead of those of a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// Not older than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<DateTime>,
}
