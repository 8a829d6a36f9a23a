//! `/me/order`: orders, their lines, and paying for them.

use serde::{Deserialize, Serialize};

use super::{AvailablePaymentMethod, DateTime, PaymentMethod, PriceWithUcents, wire_enum};

wire_enum! {
    /// How far an order is.
    OrderStatus = "billing.order.OrderStatusEnum" {
        Cancelled = "cancelled",
        Cancelling = "cancelling",
        Checking = "checking",
        Delivered = "delivered",
        Delivering = "delivering",
        DocumentsRequested = "documentsRequested",
        NotPaid = "notPaid",
        Unknown = "unknown",
    }
}

wire_enum! {
    /// Why a line is in an order.
    OrderDetailKind = "order.OrderDetailTypeEnum" {
        Accessory = "ACCESSORY",
        Caution = "CAUTION",
        Choosed = "CHOOSED",
        Consumption = "CONSUMPTION",
        Creation = "CREATION",
        Delivery = "DELIVERY",
        Duration = "DURATION",
        Gift = "GIFT",
        Installation = "INSTALLATION",
        License = "LICENSE",
        Mute = "MUTE",
        Unlisted = "OTHER",
        Outplan = "OUTPLAN",
        Quantity = "QUANTITY",
        Refund = "REFUND",
        Renew = "RENEW",
        Special = "SPECIAL",
        Switch = "SWITCH",
        Transfer = "TRANSFER",
        Voucher = "VOUCHER",
    }
}

wire_enum! {
    /// What came of an order.
    AssociatedObjectKind = "billing.order.associatedObject.TypeEnum" {
        Bill = "Bill",
        Deposit = "Deposit",
        Refund = "Refund",
        ReverseBill = "ReverseBill",
        Withdrawal = "Withdrawal",
    }
}

wire_enum! {
    /// A kind of payment mean that can be used again. Old and new names stand side by side on the wire;
    /// [`modern`](Self::modern) tells which mean the same.
    ReusablePaymentMean = "billing.ReusablePaymentMeanEnum" {
        CreditCard = "CREDIT_CARD",
        CurrentAccount = "CURRENT_ACCOUNT",
        DeferredPaymentAccount = "DEFERRED_PAYMENT_ACCOUNT",
        DomesticCard = "DOMESTIC_CARD",
        Enterprise = "ENTERPRISE",
        InternalTrustedAccount = "INTERNAL_TRUSTED_ACCOUNT",
        Paypal = "PAYPAL",
        Rupay = "RUPAY",
        SepaDirectDebit = "SEPA_DIRECT_DEBIT",
        OldBankAccount = "bankAccount",
        OldCreditCard = "creditCard",
        OldDeferredPaymentAccount = "deferredPaymentAccount",
        FidelityAccount = "fidelityAccount",
        OvhAccount = "ovhAccount",
        OldPaypal = "paypal",
    }
}

impl ReusablePaymentMean {
    /// The newer name of the same kind, for the four kinds that have two; any other is its own.
    ///
    /// ```
    /// use perennial_api::model::ReusablePaymentMean;
    ///
    /// assert_eq!(ReusablePaymentMean::from("bankAccount").modern().as_str(), "SEPA_DIRECT_DEBIT");
    /// assert_eq!(ReusablePaymentMean::from("ovhAccount").modern().as_str(), "ovhAccount");
    /// ```
    #[must_use]
    pub fn modern(self) -> Self {
        match self {
            Self::OldBankAccount => Self::SepaDirectDebit,
            Self::OldCreditCard => Self::CreditCard,
            Self::OldDeferredPaymentAccount => Self::DeferredPaymentAccount,
            Self::OldPaypal => Self::Paypal,
            other => other,
        }
    }
}

/// An order, `billing.Order`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// When it was made.
    pub date: Option<DateTime>,
    /// When it lapses unless it is paid.
    pub expiration_date: Option<DateTime>,
    /// Its id.
    pub order_id: i64,
    /// Secret that opens the order without signing in.
    pub password: String,
    /// The order as PDF.
    pub pdf_url: String,
    /// Total to pay.
    pub price_with_tax: PriceWithUcents,
    /// Net total.
    pub price_without_tax: PriceWithUcents,
    /// Until when the customer may withdraw.
    pub retraction_date: Option<DateTime>,
    /// Tax.
    pub tax: PriceWithUcents,
    /// The order as a page.
    pub url: String,
}

/// A line of an order, `billing.OrderDetail`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderDetail {
    /// Whether the line was withdrawn.
    pub cancelled: bool,
    /// What is sold, for people.
    pub description: String,
    /// Why the line is there.
    pub detail_type: Option<OrderDetailKind>,
    /// Name of the service, or a place in the order such as `*001`.
    pub domain: String,
    /// Its id.
    pub order_detail_id: i64,
    /// How many, as text.
    pub quantity: String,
    /// Price of all.
    pub total_price: PriceWithUcents,
    /// Price of one.
    pub unit_price: PriceWithUcents,
}

/// What came of an order, `billing.order.AssociatedObject`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociatedObject {
    /// Id of the bill, or of the other object.
    pub id: Option<String>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: Option<AssociatedObjectKind>,
}

/// The payment methods that an order accepts, `billing.order.PaymentMethods`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethods {
    /// Methods that could be registered.
    pub available: Vec<AvailablePaymentMethod>,
    /// Registered methods.
    pub payment_methods: Vec<PaymentMethod>,
    /// Ids of the registered methods.
    pub registered: Vec<i64>,
}

/// A kind of payment mean that an order accepts, `billing.order.RegisteredPaymentMean`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisteredPaymentMean {
    /// The kind.
    pub payment_mean: ReusablePaymentMean,
}

/// The body of `POST /me/order/{orderId}/payWithRegisteredPaymentMean`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct PayWithRegisteredPaymentMean {
    /// The kind of payment mean.
    pub payment_mean: ReusablePaymentMean,
    /// Its id, where the account may have several of the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_mean_id: Option<i64>,
}

/// The body of `POST /me/order/{orderId}/pay`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct PayRequest {
    /// The payment method to pay with.
    pub payment_method: PaymentMethodChoice,
}

/// A payment method by its id, `billing.order.PayWithPaymentMethod`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct PaymentMethodChoice {
    /// Its `paymentMethodId`.
    pub id: i64,
}
