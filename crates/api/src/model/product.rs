//! `/{product line}/{name}/serviceInfos`: expiry and renewal of a service, in the oldest of the three vocabularies,
//! and changing the renewal.
//!
//! Periods are months here and ISO 8601 durations in `/service`.

use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{object, wire_enum};

wire_enum! {
    /// Who starts a renewal.
    RenewalType = "service.RenewalTypeEnum" {
        AutomaticForcedProduct = "automaticForcedProduct",
        AutomaticV2012 = "automaticV2012",
        AutomaticV2014 = "automaticV2014",
        AutomaticV2016 = "automaticV2016",
        AutomaticV2024 = "automaticV2024",
        Manual = "manual",
        OneShot = "oneShot",
        Option = "option",
    }
}

wire_enum! {
    /// The state of a service.
    ServiceState = "service.StateEnum" {
        AutorenewInProgress = "autorenewInProgress",
        Expired = "expired",
        InCreation = "inCreation",
        Ok = "ok",
        PendingDebt = "pendingDebt",
        Unpaid = "unPaid",
    }
}

/// Expiry and renewal of a service, `services.Service`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceInfos {
    /// Whether `renew.deleteAtExpiration` may be set.
    pub can_delete_at_expiration: bool,
    /// Account that manages the service.
    pub contact_admin: String,
    /// Account that pays for it.
    pub contact_billing: String,
    /// Account that runs it.
    pub contact_tech: String,
    /// Day on which it was made.
    pub creation: Date,
    /// Name of the service, whatever it is; not only of domains.
    pub domain: String,
    /// Day until which the customer is bound.
    pub engaged_up_to: Option<Date>,
    /// Day on which it expires unless it is renewed.
    pub expiration: Date,
    /// Periods to choose from, in months.
    pub possible_renew_period: Option<Vec<i64>>,
    /// How it is renewed.
    pub renew: Option<RenewType>,
    /// Who starts a renewal.
    pub renewal_type: RenewalType,
    /// Its id in `/service`.
    pub service_id: i64,
    /// Its state.
    pub status: ServiceState,
}

/// How a service is renewed, `service.RenewType`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewType {
    /// Whether it is renewed automatically.
    pub automatic: bool,
    /// Whether it is deleted instead of renewed.
    pub delete_at_expiration: bool,
    /// Whether the product leaves no choice.
    pub forced: bool,
    /// Whether the customer pays each renewal by hand.
    pub manual_payment: Option<bool>,
    /// Period of each renewal, in months.
    pub period: Option<i64>,
}

/// The body of `PUT /{product line}/{name}/serviceInfos`.
///
/// Clients send everything back as they received it, or only the part that can change. Both are read; the other fields of
/// the model are skipped whatever they are, and a field that it does not have is refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WholeInfos")]
pub struct ServiceInfosUpdate {
    /// How the service is to be renewed; nothing changes without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renew: Option<RenewTypeUpdate>,
}

/// How a service is to be renewed, `service.RenewType` as it is written. What is not said stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct RenewTypeUpdate {
    /// Whether it is to be renewed automatically.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub automatic: Option<bool>,
    /// Whether it is to be deleted instead of renewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete_at_expiration: Option<bool>,
    /// Whether the product leaves no choice. It cannot be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forced: Option<bool>,
    /// Whether the customer is to pay each renewal by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manual_payment: Option<bool>,
    /// Period of each renewal, in months; 0 is none, as programs write it that fill in what was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the fields are there to be allowed, not to be read")]
struct WholeInfos {
    can_delete_at_expiration: Option<IgnoredAny>,
    contact_admin: Option<IgnoredAny>,
    contact_billing: Option<IgnoredAny>,
    contact_tech: Option<IgnoredAny>,
    creation: Option<IgnoredAny>,
    domain: Option<IgnoredAny>,
    engaged_up_to: Option<IgnoredAny>,
    expiration: Option<IgnoredAny>,
    possible_renew_period: Option<IgnoredAny>,
    #[serde(default, deserialize_with = "object::read")]
    renew: Option<RenewTypeUpdate>,
    renewal_type: Option<IgnoredAny>,
    service_id: Option<IgnoredAny>,
    status: Option<IgnoredAny>,
}

impl From<WholeInfos> for ServiceInfosUpdate {
    fn from(whole: WholeInfos) -> Self {
        Self { renew: whole.renew }
    }
}

impl From<RenewType> for RenewTypeUpdate {
    fn from(renew: RenewType) -> Self {
        Self {
            automatic: Some(renew.automatic),
            delete_at_expiration: Some(renew.delete_at_expiration),
            forced: Some(renew.forced),
            manual_payment: renew.manual_payment,
            period: renew.period,
        }
    }
}
