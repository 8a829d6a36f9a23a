//! `/service`: services, and changing their names.

use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::wire_enum;

wire_enum! {
    /// Whether a service is paid.
    BillingState = "service.BillingStateEnum" {
        Expired = "expired",
        Ok = "ok",
        Pending = "pending",
        Unpaid = "unpaid",
    }
}

wire_enum! {
    /// Whether a resource works.
    ResourceState = "service.ResourceStateEnum" {
        Deleted = "deleted",
        Deleting = "deleting",
        Ok = "ok",
        Opening = "opening",
        Suspended = "suspended",
        Suspending = "suspending",
        ToDelete = "toDelete",
        ToOpen = "toOpen",
        ToSuspend = "toSuspend",
    }
}

wire_enum! {
    /// The period of a renewal.
    RenewInterval = "service.renew.Interval" {
        OneMonth = "P1M",
        OneYear = "P1Y",
        TwoYears = "P2Y",
        ThreeMonths = "P3M",
        ThreeYears = "P3Y",
        SixMonths = "P6M",
    }
}

wire_enum! {
    /// Who starts a renewal, or what happens instead of one.
    RenewMode = "service.renew.Mode" {
        AutomaticForcedProduct = "automaticForcedProduct",
        AutomaticV2012 = "automaticV2012",
        AutomaticV2014 = "automaticV2014",
        AutomaticV2016 = "automaticV2016",
        AutomaticV2024 = "automaticV2024",
        DeleteAtEndEngagement = "deleteAtEndEngagement",
        DeleteAtExpiration = "deleteAtExpiration",
        Manual = "manual",
        OneShot = "oneShot",
        Option = "option",
    }
}

/// A service, `serviceList.Service`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// Day on which the service was made.
    pub creation_date: Date,
    /// Facts particular to the product.
    pub details: Vec<KeyValue>,
    /// Day until which the customer is bound.
    pub engagement_date: Option<Date>,
    /// Day on which the service expires unless it is renewed.
    pub expiration_date: Option<Date>,
    /// Day of the next bill.
    pub next_billing_date: Option<Date>,
    /// What was bought.
    pub plan: Plan,
    /// How many of it.
    pub quantity: i64,
    /// How the service is renewed.
    pub renew: Option<Renew>,
    /// What the service gives.
    pub resource: Resource,
    /// Where the API speaks of the resource.
    pub route: Route,
    /// Whether the service is paid.
    pub state: BillingState,
}

/// A key and its value, `complexType.SafeKeyValue<string>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyValue {
    /// Key.
    pub key: String,
    /// Value.
    pub value: String,
}

/// What was bought, `service.Plan`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Code of the plan.
    pub code: Option<String>,
    /// Product of the plan.
    pub product: Product,
}

/// A product, `service.plan.Product`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// Name of the product.
    pub name: Option<String>,
}

/// How a service is renewed, `service.Renew`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Renew {
    /// Day of the month on which renewals are paid.
    pub day_of_month: Option<i64>,
    /// Period of each renewal.
    pub interval: Option<RenewInterval>,
    /// Who starts a renewal.
    pub mode: RenewMode,
    /// Periods to choose from.
    pub possible_intervals: Option<Vec<RenewInterval>>,
    /// Modes to choose from.
    pub possible_modes: Vec<RenewMode>,
}

/// What a service gives, `service.Resource`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// Name that the customer chose.
    pub display_name: String,
    /// Name of the resource.
    pub name: Option<String>,
    /// Whether the resource works.
    pub state: Option<ResourceState>,
}

/// Where the API speaks of a resource, `service.Route`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Route {
    /// Path template, such as `/vps/{serviceName}`.
    pub path: Option<String>,
    /// Path with its variables filled in.
    pub url: Option<String>,
    /// Variables of the path.
    pub vars: Vec<KeyValue>,
}

/// The body of `PUT /service/{serviceId}`.
///
/// Clients send the whole service back, as they received it, or only the part that can change. Both are read; the other
/// fields of a service are skipped, and a field that a service does not have is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WholeService", into = "ShortService")]
pub struct ServiceUpdate {
    /// The new display name.
    pub display_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the fields are there to be allowed, not to be read")]
struct WholeService {
    resource: WholeResource,
    creation_date: Option<IgnoredAny>,
    details: Option<IgnoredAny>,
    engagement_date: Option<IgnoredAny>,
    expiration_date: Option<IgnoredAny>,
    next_billing_date: Option<IgnoredAny>,
    plan: Option<IgnoredAny>,
    quantity: Option<IgnoredAny>,
    renew: Option<IgnoredAny>,
    route: Option<IgnoredAny>,
    state: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
#[expect(dead_code, reason = "the fields are there to be allowed, not to be read")]
struct WholeResource {
    display_name: String,
    name: Option<IgnoredAny>,
    state: Option<IgnoredAny>,
}

impl From<WholeService> for ServiceUpdate {
    fn from(service: WholeService) -> Self {
        Self { display_name: service.resource.display_name }
    }
}

#[derive(Serialize)]
struct ShortService {
    resource: ShortResource,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShortResource {
    display_name: String,
}

impl From<ServiceUpdate> for ShortService {
    fn from(update: ServiceUpdate) -> Self {
        Self { resource: ShortResource { display_name: update.display_name } }
    }
}
