//! `/me/payment/method`: payment methods, the newer of the two vocabularies.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{DateTime, wire_enum};

wire_enum! {
    /// The state of a payment method.
    PaymentMethodStatus = "me.payment.method.StatusEnum" {
        Canceled = "CANCELED",
        Canceling = "CANCELING",
        Created = "CREATED",
        Creating = "CREATING",
        Error = "ERROR",
        Expired = "EXPIRED",
        Failed = "FAILED",
        Maintenance = "MAINTENANCE",
        Paused = "PAUSED",
        Rejected = "REJECTED",
        Replaced = "REPLACED",
        Valid = "VALID",
        Validating = "VALIDATING",
    }
}

wire_enum! {
    /// Brand of a card, or term of payment.
    PaymentSubType = "me.payment.AvailableSubTypeEnum" {
        Days30 = "30_DAYS",
        Days45 = "45_DAYS",
        Days60 = "60_DAYS",
        AmericanExpress = "AMERICAN_EXPRESS",
        Aura = "AURA",
        CarteBancaire = "CARTE_BANCAIRE",
        CarteBleue = "CARTE_BLEUE",
        Chorus = "CHORUS",
        DinersClub = "DINERS_CLUB",
        Discover = "DISCOVER",
        Jcb = "JCB",
        Maestro = "MAESTRO",
        Mastercard = "MASTERCARD",
        None = "NONE",
        Rupay = "RUPAY",
        Visa = "VISA",
    }
}

wire_enum! {
    /// How a payment method is registered. `/me/payment` has all of these but `DONE`.
    Integration = "payment.method.IntegrationType" {
        BankTransfer = "BANK_TRANSFER",
        Component = "COMPONENT",
        Done = "DONE",
        IframeVantiv = "IFRAME_VANTIV",
        InContext = "IN_CONTEXT",
        None = "NONE",
        PostForm = "POST_FORM",
        Redirect = "REDIRECT",
    }
}

/// A payment method: `me.payment.PaymentMethod`, and `payment.method.PaymentMethod` where an order speaks of it.
///
/// The first wants `last_update` and the name of the icon, the second lets them be null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentMethod {
    /// Id of the address for bills.
    pub billing_contact_id: Option<i64>,
    /// When it was registered.
    pub creation_date: DateTime,
    /// Whether automatic renewal uses it.
    pub default: bool,
    /// What the customer calls it.
    pub description: Option<String>,
    /// When it ends, as a card does.
    pub expiration_date: Option<DateTime>,
    /// Session of the form that registers it.
    pub form_session_id: Option<String>,
    /// Picture.
    pub icon: Icon,
    /// How it is registered.
    pub integration: Option<Integration>,
    /// Its number with most digits hidden.
    pub label: Option<String>,
    /// When it last changed.
    pub last_update: Option<DateTime>,
    /// Name of the seller at the payment provider.
    pub merchant_id: Option<String>,
    /// Whether it pays without asking again.
    pub oneclick: Option<bool>,
    /// Its id in the older vocabulary, which is another number.
    pub payment_mean_id: Option<i64>,
    /// Its id.
    pub payment_method_id: i64,
    /// Brand or term.
    pub payment_sub_type: Option<PaymentSubType>,
    /// Its type, such as `CREDIT_CARD`. Text, as in the schema.
    pub payment_type: String,
    /// Its state.
    pub status: PaymentMethodStatus,
}

/// A payment method that could be registered, `payment.method.AvailablePaymentMethod`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AvailablePaymentMethod {
    /// Session of the form that registers it.
    pub form_session_id: Option<String>,
    /// Picture.
    pub icon: Icon,
    /// How it is registered.
    pub integration: Integration,
    /// Name of the seller at the payment provider.
    pub merchant_id: Option<String>,
    /// Whether it may pay once without being registered.
    pub oneshot: bool,
    /// Name of the provider.
    pub organization_id: Option<String>,
    /// Brand or term.
    pub payment_sub_type: Option<String>,
    /// Its type, such as `CREDIT_CARD`.
    pub payment_type: String,
    /// Whether it can be registered.
    pub registerable: bool,
    /// Whether paying registers it.
    pub registerable_with_transaction: bool,
}

/// A picture: `me.payment.Icon`, `payment.method.Icon` and `me.paymentMean.IconData`. The default is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Icon {
    /// The picture in base64.
    pub data: Option<String>,
    /// Name. Not null in `/me/payment`.
    pub name: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// The body of `PUT /me/payment/method/{paymentMethodId}`: the whole method, or the part that can change. What is not
/// said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WholeMethod")]
pub struct PaymentMethodUpdate {
    /// Whether automatic renewal is to use it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<bool>,
    /// What the customer calls it; an empty text takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the fields are there to be allowed, not to be read")]
struct WholeMethod {
    billing_contact_id: Option<IgnoredAny>,
    creation_date: Option<IgnoredAny>,
    default: Option<bool>,
    description: Option<String>,
    expiration_date: Option<IgnoredAny>,
    form_session_id: Option<IgnoredAny>,
    icon: Option<IgnoredAny>,
    integration: Option<IgnoredAny>,
    label: Option<IgnoredAny>,
    last_update: Option<IgnoredAny>,
    merchant_id: Option<IgnoredAny>,
    oneclick: Option<IgnoredAny>,
    payment_mean_id: Option<IgnoredAny>,
    payment_method_id: Option<IgnoredAny>,
    payment_sub_type: Option<IgnoredAny>,
    payment_type: Option<IgnoredAny>,
    status: Option<IgnoredAny>,
}

impl From<WholeMethod> for PaymentMethodUpdate {
    fn from(whole: WholeMethod) -> Self {
        Self { default: whole.default, description: whole.description }
    }
}
