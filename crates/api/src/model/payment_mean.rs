//! `/me/paymentMean`: payment means, the older of the two vocabularies.

use jiff::civil::Date;
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
