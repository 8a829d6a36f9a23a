//! `/{product line}/{name}/serviceInfos`: expiry and renewal of a service, in the oldest of the three vocabularies.
//!
//! Periods are months here and ISO 8601 durations in `/service`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::wire_enum;

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
