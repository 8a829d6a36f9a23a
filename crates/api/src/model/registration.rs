//! Registering payment methods, in both vocabularies, and what was charged to them.
//!
//! What tells a card or an account from others is not shown by `Debug`: it must not end up in a log.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DateTime, Integration, PriceWithUcents, wire_enum};

wire_enum! {
    /// Brand or term of a new payment method.
    CreationSubType = "me.payment.CreationSubTypeEnum" { Chorus = "CHORUS", None = "NONE" }
}

wire_enum! {
    /// The state of a charge.
    TransactionStatus = "me.payment.transaction.StatusEnum" {
        Canceled = "CANCELED",
        Canceling = "CANCELING",
        Confirming = "CONFIRMING",
        Error = "ERROR",
        Expired = "EXPIRED",
        Failed = "FAILED",
        Ready = "READY",
        Success = "SUCCESS",
    }
}

wire_enum! {
    /// In which direction money goes.
    TransactionType = "me.payment.transaction.TypeEnum" { Credit = "CREDIT", Debit = "DEBIT" }
}

wire_enum! {
    /// How a payment mean is confirmed.
    ValidationType = "me.paymentMean.ValidationTypeEnum" {
        CreditAccount = "creditAccount",
        DocumentToSend = "documentToSend",
        SimpleValidation = "simpleValidation",
    }
}

/// Where the holder's browser goes after a registration, `me.payment.method.CallbackUrl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct CallbackUrl {
    /// The holder gave it up.
    pub cancel: String,
    /// It was over before.
    pub error: String,
    /// It was refused.
    pub failure: String,
    /// It will be confirmed later.
    pub pending: String,
    /// The method can be charged.
    pub success: String,
}

/// A payment method that is to be registered, `me.payment.method.Creation`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct PaymentMethodCreation {
    /// Id of the address for bills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_contact_id: Option<i64>,
    /// Where its holder goes then.
    pub callback_url: CallbackUrl,
    /// Whether automatic renewal is to use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<bool>,
    /// What the customer calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The form of its page, filled in: `number=…&expiration=05/28`. Not shown by `Debug`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_data: Option<String>,
    /// Id of an order that it is to pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<i64>,
    /// Brand or term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_sub_type: Option<CreationSubType>,
    /// Its type, such as `CREDIT_CARD`.
    pub payment_type: String,
    /// Whether it is to be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<bool>,
}

impl fmt::Debug for PaymentMethodCreation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { payment_type, default, .. } = self;
        f.debug_struct("PaymentMethodCreation")
            .field("payment_type", payment_type)
            .field("default", default)
            .finish_non_exhaustive()
    }
}

/// The code that the holder of a payment method was sent: `me.payment.method.Challenge`, and the same of the older means.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct Challenge {
    /// The code. Not shown by `Debug`.
    pub challenge: String,
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Challenge").finish_non_exhaustive()
    }
}

/// What a payment method is, `me.payment.method.Details`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct PaymentMethodDetails {
    /// The form of its page, filled in. Not shown by `Debug`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
    /// Id of the charge that registers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<i64>,
}

impl fmt::Debug for PaymentMethodDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentMethodDetails")
            .field("transaction_id", &self.transaction_id)
            .finish_non_exhaustive()
    }
}

/// What is known of a registration, `me.payment.method.Finalize`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct PaymentMethodFinalize {
    /// Month in which the card ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiration_month: Option<i64>,
    /// Year in which the card ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiration_year: Option<i64>,
    /// Session of the form that registered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_session_id: Option<String>,
    /// Id of the registration at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_id: Option<String>,
}

/// How a registration goes on, `me.payment.method.Validation`. The address opens the page of the method, so it is not
/// shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethodValidation {
    /// Session of the form that registers it.
    pub form_session_id: Option<String>,
    /// Name of the seller at the payment provider.
    pub merchant_id: Option<String>,
    /// Name of the provider.
    pub organization_id: Option<String>,
    /// Id of the payment method.
    pub payment_method_id: i64,
    /// Id of the charge that registers it.
    pub transaction_id: Option<i64>,
    /// Page on which its holder confirms it.
    pub url: Option<String>,
    /// How it is registered.
    pub validation_type: Integration,
}

impl fmt::Debug for PaymentMethodValidation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentMethodValidation")
            .field("payment_method_id", &self.payment_method_id)
            .field("validation_type", &self.validation_type)
            .finish_non_exhaustive()
    }
}

/// A charge to a payment method, `me.payment.Transaction`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Transaction {
    /// How much.
    pub amount: PriceWithUcents,
    /// When it was begun.
    pub creation_date: DateTime,
    /// When it last changed.
    pub last_update: DateTime,
    /// Id of the payment method.
    pub payment_method_id: i64,
    /// Its state.
    pub status: TransactionStatus,
    /// Its id.
    pub transaction_id: i64,
    /// In which direction money goes.
    #[serde(rename = "type")]
    pub direction: TransactionType,
}

/// A bank account that is to be registered, `me.paymentMean.BankAccountCreation`. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct BankAccountCreation {
    /// BIC of the bank.
    pub bic: String,
    /// What the customer calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// IBAN.
    pub iban: String,
    /// Address of the owner.
    pub owner_address: String,
    /// Name of the owner.
    pub owner_name: String,
    /// Whether automatic renewal is to use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_default: Option<bool>,
}

impl fmt::Debug for BankAccountCreation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BankAccountCreation").finish_non_exhaustive()
    }
}

/// A card or a PayPal agreement that is to be registered: `me.paymentMean.CreditCardCreation`,
/// `me.paymentMean.PaypalCreation`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct PaymentMeanCreation {
    /// What the customer calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where its holder goes afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
    /// Whether automatic renewal is to use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_default: Option<bool>,
}

/// How the registration of an older mean goes on, `me.paymentMean.CreditCardValidation` and the like. The address opens
/// its page, so it is not shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMeanValidation {
    /// Id of the payment mean.
    pub id: i64,
    /// Where a form is sent.
    pub submit_url: Option<String>,
    /// Page on which its holder confirms it.
    pub url: String,
    /// How it is confirmed.
    pub validation_type: ValidationType,
}

impl fmt::Debug for PaymentMeanValidation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentMeanValidation").field("id", &self.id).finish_non_exhaustive()
    }
}
