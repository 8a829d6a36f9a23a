//! `/me/autorenew`: the day on which an account is debited, and what will be. And which means can be debited at all.

use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{DateTime, IsoDuration, PriceWithUcents, ReusablePaymentMean, wire_enum};

wire_enum! {
    /// What will happen to a service.
    WarningKind = "perennial.forecast.WarningEnum" {
        Deleted = "deleted",
        NotRenewed = "notRenewed",
        Suspended = "suspended",
    }
}

/// What an account has chosen about automatic renewal, `nichandle.NicAutorenewInfos`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutoRenew {
    /// Whether the day counts; the seller's own otherwise.
    pub active: bool,
    /// When a renewal was last paid automatically.
    pub last_renew: Option<DateTime>,
    /// Day of the month on which renewals are paid.
    pub renew_day: i64,
}

/// The body of `POST /me/autorenew`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct FirstRenewDay {
    /// Day of the month on which renewals are to be paid.
    pub renew_day: i64,
}

/// The body of `PUT /me/autorenew`: the whole answer of its GET, or the part that can change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "WholeAutoRenew")]
pub struct AutoRenewUpdate {
    /// Whether the day is to count.
    pub active: bool,
    /// Day of the month on which renewals are to be paid.
    pub renew_day: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "a field is there to be allowed, not to be read")]
struct WholeAutoRenew {
    active: bool,
    last_renew: Option<IgnoredAny>,
    renew_day: i64,
}

impl From<WholeAutoRenew> for AutoRenewUpdate {
    fn from(whole: WholeAutoRenew) -> Self {
        Self { active: whole.active, renew_day: whole.renew_day }
    }
}

/// Kinds of payment mean that can be debited, `billing.AutomaticPaymentMean`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AutomaticPaymentMeans {
    /// Bank accounts.
    pub bank_account: bool,
    /// Cards.
    pub credit_card: bool,
    /// Deferred payment accounts.
    pub deferred_payment_account: bool,
    /// PayPal agreements.
    pub paypal: bool,
}

/// What automatic renewal will do, `perennial.Forecast`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// What will be debited, by date.
    pub debits: Vec<ForecastDebit>,
    /// What will not go on, by date.
    pub warnings: Vec<ForecastWarning>,
}

/// An order that will be placed and paid, `perennial.forecast.Debit`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForecastDebit {
    /// Total, with tax.
    pub amount: PriceWithUcents,
    /// Day on which it is debited.
    pub date: Date,
    /// What will pay it.
    pub payment_mean: ReusablePaymentMean,
    /// Id of the payment method, if one will pay it.
    pub payment_method_id: Option<i64>,
    /// What it will be for.
    pub services: Vec<ForecastService>,
}

/// A service that will be renewed, `perennial.forecast.Service`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForecastService {
    /// Day on which it will expire then.
    pub expiration_date: Option<Date>,
    /// How long it will be renewed for.
    pub period: Option<IsoDuration>,
    /// Price, without tax.
    pub price: PriceWithUcents,
    /// Id of the service.
    pub service_id: i64,
    /// Name of the service.
    pub service_name: String,
}

/// Something that will happen unless somebody sees to it, `perennial.forecast.Warning`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForecastWarning {
    /// Day on which it will happen.
    pub date: Date,
    /// Why, for people.
    pub reason: String,
    /// Id of the service.
    pub service_id: i64,
    /// Name of the service.
    pub service_name: String,
    /// What will happen.
    pub what: WarningKind,
}
