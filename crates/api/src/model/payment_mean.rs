//! `/me/paymentMean`: payment means, the older of the two vocabularies.

use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{DateTime, Icon, wire_enum};

wire_enum! {
    /// The state of a bank account.
    BankAccountState = "me.paymentMean.BankAccountStateEnum" {
        BlockedForIncidents = "blockedForIncidents",
        PendingValidation = "pendingValidation",
        Replaced = "replaced",
        Valid = "valid",
    }
}

wire_enum! {
    /// The state of a card.
    CreditCardState = "me.paymentMean.CreditCardStateEnum" {
        Expired = "expired",
        TooManyFailures = "tooManyFailures",
        Valid = "valid",
    }
}

wire_enum! {
    /// The state of a deferred payment account.
    DeferredState = "me.paymentMean.DeferredStateEnum" { Failed = "failed", Valid = "valid" }
}

wire_enum! {
    /// The state of a PayPal agreement.
    PaypalState = "me.paymentMean.PaypalStateEnum" {
        Failing = "failing",
        TooManyFailures = "tooManyFailures",
        Valid = "valid",
    }
}

/// A bank account that may be debited, `me.paymentMean.BankAccount`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BankAccount {
    /// BIC of the bank.
    pub bic: String,
    /// Day of registration.
    pub creation_date: Date,
    /// Whether automatic renewal uses it.
    pub default_payment_mean: bool,
    /// What the customer calls it.
    pub description: Option<String>,
    /// IBAN.
    pub iban: String,
    /// Picture.
    pub icon: Option<Icon>,
    /// Its id.
    pub id: i64,
    /// Day on which the mandate was signed.
    pub mandate_signature_date: Option<Date>,
    /// Address of the owner.
    pub owner_address: String,
    /// Name of the owner.
    pub owner_name: String,
    /// Its state.
    pub state: BankAccountState,
    /// Reference of the mandate.
    pub unique_reference: String,
    /// Document to sign.
    pub validation_document_link: Option<String>,
}

/// A card, `me.paymentMean.CreditCard`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreditCard {
    /// Whether automatic renewal uses it.
    pub default_payment_mean: bool,
    /// What the customer calls it.
    pub description: Option<String>,
    /// Last day of the card.
    pub expiration_date: Date,
    /// Picture.
    pub icon: Option<Icon>,
    /// Its id.
    pub id: i64,
    /// Its number with most digits hidden.
    pub number: String,
    /// Its state.
    pub state: CreditCardState,
    /// Whether the holder was checked by 3-D Secure.
    pub three_ds_validated: bool,
    /// Brand.
    #[serde(rename = "type")]
    pub brand: String,
}

/// A deferred payment account, `me.paymentMean.Deferred`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeferredPaymentAccount {
    /// When it was opened.
    pub creation_date: DateTime,
    /// Whether automatic renewal uses it.
    pub default_payment_mean: bool,
    /// What the customer calls it.
    pub description: Option<String>,
    /// Picture.
    pub icon: Option<Icon>,
    /// Its id.
    pub id: i64,
    /// What the seller calls it.
    pub label: Option<String>,
    /// Its state.
    pub state: DeferredState,
}

/// A PayPal agreement, `me.paymentMean.Paypal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paypal {
    /// Its id at PayPal.
    pub agreement_id: String,
    /// When it was made.
    pub creation_date: DateTime,
    /// Whether automatic renewal uses it.
    pub default_payment_mean: bool,
    /// What the customer calls it.
    pub description: Option<String>,
    /// E-mail address at PayPal.
    pub email: String,
    /// Picture.
    pub icon: Option<Icon>,
    /// Its id.
    pub id: i64,
    /// Its state.
    pub state: PaypalState,
}

/// The body of `PUT /me/paymentMean/{kind}/{id}`: the whole mean, or the part that can change. What is not said stays as
/// it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WholeMean")]
pub struct PaymentMeanUpdate {
    /// What the customer calls it; an empty text takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The fields that a mean of any kind has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the fields are there to be allowed, not to be read")]
struct WholeMean {
    agreement_id: Option<IgnoredAny>,
    bic: Option<IgnoredAny>,
    creation_date: Option<IgnoredAny>,
    default_payment_mean: Option<IgnoredAny>,
    description: Option<String>,
    email: Option<IgnoredAny>,
    expiration_date: Option<IgnoredAny>,
    iban: Option<IgnoredAny>,
    icon: Option<IgnoredAny>,
    id: Option<IgnoredAny>,
    label: Option<IgnoredAny>,
    mandate_signature_date: Option<IgnoredAny>,
    number: Option<IgnoredAny>,
    owner_address: Option<IgnoredAny>,
    owner_name: Option<IgnoredAny>,
    state: Option<IgnoredAny>,
    three_ds_validated: Option<IgnoredAny>,
    #[serde(rename = "type")]
    brand: Option<IgnoredAny>,
    unique_reference: Option<IgnoredAny>,
    validation_document_link: Option<IgnoredAny>,
}

impl From<WholeMean> for PaymentMeanUpdate {
    fn from(whole: WholeMean) -> Self {
        Self { description: whole.description }
    }
}
