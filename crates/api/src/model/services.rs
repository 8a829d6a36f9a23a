//! `/services`: services in the newer form, and changing them.
//!
//! Times are instants here and days in `/service`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DateTime, IsoDuration, PriceWithUcents, Route, object, wire_enum};

wire_enum! {
    /// What a contact is for.
    ContactType = "services.expanded.Customer.Contact.TypeEnum" {
        Administrator = "administrator",
        Billing = "billing",
        Technical = "technical",
    }
}

wire_enum! {
    /// What comes after an engagement.
    EndStrategy = "services.billing.engagement.EndStrategyEnum" {
        CancelService = "CANCEL_SERVICE",
        ReactivateEngagement = "REACTIVATE_ENGAGEMENT",
        FallbackDefaultPrice = "STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE",
        KeepPrice = "STOP_ENGAGEMENT_KEEP_PRICE",
    }
}

wire_enum! {
    /// How an engagement is paid.
    EngagementType = "services.billing.engagement.TypeEnum" {
        Periodic = "periodic",
        Upfront = "upfront",
    }
}

wire_enum! {
    /// What can be done with a service, or is going to be.
    LifecycleAction = "services.expanded.Lifecycle.ActionEnum" {
        AutorenewInProgress = "autorenewInProgress",
        DeleteAtExpiration = "deleteAtExpiration",
        EarlyRenewal = "earlyRenewal",
        Terminate = "terminate",
        TerminateAtEngagementDate = "terminateAtEngagementDate",
        TerminateAtExpirationDate = "terminateAtExpirationDate",
    }
}

wire_enum! {
    /// The state of a service.
    LifecycleState = "services.expanded.Lifecycle.StateEnum" {
        Active = "active",
        Error = "error",
        InCreation = "inCreation",
        Rupture = "rupture",
        Terminated = "terminated",
        ToRenew = "toRenew",
        Unpaid = "unpaid",
        Unrenewed = "unrenewed",
    }
}

wire_enum! {
    /// What a price is for.
    PricingCapacity = "order.cart.GenericProductPricingCapacitiesEnum" {
        Consumption = "consumption",
        Detach = "detach",
        Downgrade = "downgrade",
        Dynamic = "dynamic",
        Installation = "installation",
        Renew = "renew",
        Upgrade = "upgrade",
    }
}

wire_enum! {
    /// The kind of a price.
    PricingType = "order.cart.GenericProductPricingTypeEnum" {
        Consumption = "consumption",
        Purchase = "purchase",
        Rental = "rental",
    }
}

wire_enum! {
    /// Who resells a resource.
    ResellingProvider = "services.expanded.ResellingProviderEnum" {
        Canada = "ovh.ca",
        Europe = "ovh.eu",
    }
}

wire_enum! {
    /// Whether a resource works.
    ExpandedResourceState = "services.expanded.Resource.StateEnum" {
        Active = "active",
        Deleted = "deleted",
        Suspended = "suspended",
        ToActivate = "toActivate",
        ToDelete = "toDelete",
        ToSuspend = "toSuspend",
    }
}

wire_enum! {
    /// Who starts a renewal.
    RenewStarter = "services.expanded.Renew.ModeEnum" {
        Automatic = "automatic",
        Manual = "manual",
    }
}

wire_enum! {
    /// When a service is to end.
    TerminationPolicy = "services.expanded.terminationPolicyEnum" {
        Never = "empty",
        AtEngagementDate = "terminateAtEngagementDate",
        AtExpirationDate = "terminateAtExpirationDate",
    }
}

/// A service, `services.expanded.Service`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpandedService {
    /// How it is paid and renewed.
    pub billing: ServiceBilling,
    /// Whose it is.
    pub customer: ServiceCustomer,
    /// Id of the service that it is an option of.
    pub parent_service_id: Option<i64>,
    /// What it gives.
    pub resource: ExpandedResource,
    /// Where the API speaks of the resource. The same as `services.expanded.Route`.
    pub route: Option<Route>,
    /// Id of the service.
    pub service_id: i64,
    /// Tags.
    pub tags: Vec<String>,
}

/// How a service is paid and renewed, `services.expanded.Billing`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceBilling {
    /// What binds the customer.
    pub engagement: Option<EngagementSummary>,
    /// An engagement that was asked for.
    pub engagement_request: Option<EngagementRequestSummary>,
    /// When it expires unless it is renewed.
    pub expiration_date: Option<DateTime>,
    /// Group of services that are billed together.
    pub group: Option<ServiceGroup>,
    /// Where it stands in its life.
    pub lifecycle: Option<Lifecycle>,
    /// When it is billed next.
    pub next_billing_date: Option<DateTime>,
    /// What was bought.
    pub plan: Option<ExpandedPlan>,
    /// What its renewal costs.
    pub pricing: Option<Pricing>,
    /// How it is renewed.
    pub renew: Option<ExpandedRenew>,
}

/// What binds the customer, `services.expanded.EngagementSummary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagementSummary {
    /// Last day of the engagement.
    pub end_date: Option<Date>,
    /// What comes after it.
    pub end_rule: Option<EndRule>,
}

/// Until when a customer is bound, `services.billing.engagement.Engagement`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Engagement {
    /// From when to when.
    pub current_period: EngagementPeriod,
    /// What comes after it.
    pub end_rule: Option<EndRule>,
}

/// The days of an engagement, `services.billing.engagement.EngagementPeriod`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagementPeriod {
    /// Last day of the engagement.
    pub end_date: Option<Date>,
    /// First day of it.
    pub start_date: Date,
}

/// The body of `PUT /services/{serviceId}/billing/engagement/endRule`,
/// `services.billing.engagement.UpdateEndRuleRequest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct EndRuleUpdate {
    /// One of the possible strategies.
    pub strategy: EndStrategy,
}

/// What comes after an engagement, `services.billing.engagement.EndRule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndRule {
    /// What can be chosen.
    pub possible_strategies: Vec<EndStrategy>,
    /// What was chosen.
    pub strategy: EndStrategy,
}

/// An engagement that was asked for, `services.expanded.EngagementRequestSummary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagementRequestSummary {
    /// Its pricing.
    pub pricing_mode: String,
    /// Day on which it was asked for.
    pub request_date: Date,
}

/// A group of services, `services.expanded.Group`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceGroup {
    /// Its id.
    pub id: i64,
}

/// Where a service stands in its life, `services.expanded.Lifecycle`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lifecycle {
    /// What can be done.
    pub capacities: LifecycleCapacities,
    /// Where it stands.
    pub current: LifecycleCurrent,
}

/// What can be done with a service, `services.expanded.Lifecycle.Capacities`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LifecycleCapacities {
    /// Actions.
    pub actions: Vec<LifecycleAction>,
}

/// Where a service stands, `services.expanded.Lifecycle.Current`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LifecycleCurrent {
    /// When it was made.
    pub creation_date: Option<DateTime>,
    /// What is going to be done.
    pub pending_actions: Vec<LifecycleAction>,
    /// Its state.
    pub state: LifecycleState,
    /// When it ends.
    pub termination_date: Option<DateTime>,
}

/// What was bought, `services.expanded.Plan`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpandedPlan {
    /// Code of the plan.
    pub code: String,
    /// What bills call it.
    pub invoice_name: String,
}

/// What something costs, `services.billing.Pricing`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pricing {
    /// What the price is for.
    pub capacities: Vec<PricingCapacity>,
    /// What is paid, for people.
    pub description: String,
    /// How long it is paid for.
    pub duration: IsoDuration,
    /// How the price binds the customer.
    pub engagement_configuration: Option<EngagementConfiguration>,
    /// The same as the duration, in months.
    pub interval: i64,
    /// Most units.
    pub maximum_quantity: Option<i64>,
    /// Most times.
    pub maximum_repeat: Option<i64>,
    /// Fewest units.
    pub minimum_quantity: i64,
    /// Fewest times.
    pub minimum_repeat: i64,
    /// Price of a unit without tax.
    pub price: PriceWithUcents,
    /// The same in micro-cents.
    pub price_in_ucents: i64,
    /// Name of the pricing.
    pub pricing_mode: String,
    /// Kind of the price.
    pub pricing_type: PricingType,
}

/// How a price binds the customer, `services.billing.Pricing.EngagementConfiguration`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagementConfiguration {
    /// What comes after the engagement.
    pub default_end_action: EndStrategy,
    /// How long it lasts.
    pub duration: IsoDuration,
    /// How it is paid.
    #[serde(rename = "type")]
    pub kind: EngagementType,
}

/// How a service is renewed, `services.expanded.Renew`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpandedRenew {
    /// What can be chosen.
    pub capacities: RenewCapacities,
    /// What was chosen.
    pub current: RenewCurrent,
}

/// What can be chosen about a renewal, `services.expanded.Renew.Capacities`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewCapacities {
    /// Modes.
    pub mode: Vec<RenewStarter>,
}

/// What was chosen about a renewal, `services.expanded.Renew.Current`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewCurrent {
    /// Who starts a renewal.
    pub mode: Option<RenewStarter>,
    /// When the next renewal is paid automatically.
    pub next_date: Option<DateTime>,
    /// Period of each renewal.
    pub period: Option<IsoDuration>,
}

/// Whose a service is, `services.expanded.Customer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceCustomer {
    /// Who looks after it.
    pub contacts: Vec<ServiceContact>,
}

/// Somebody who looks after a service, `services.expanded.Customer.Contact`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceContact {
    /// Account.
    pub customer_code: String,
    /// What for.
    #[serde(rename = "type")]
    pub kind: ContactType,
}

/// What a service gives, `services.expanded.Resource`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpandedResource {
    /// Name that the customer chose.
    pub display_name: String,
    /// Name of the resource.
    pub name: String,
    /// What it is.
    pub product: Option<ExpandedProduct>,
    /// Who resells it.
    pub reselling_provider: Option<ResellingProvider>,
    /// Whether it works.
    pub state: ExpandedResourceState,
}

/// What a resource is, `services.expanded.Product`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpandedProduct {
    /// For people.
    pub description: String,
    /// Its name.
    pub name: String,
}

/// The body of `PUT /services/{serviceId}`, `services.update.Service`. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct ServicesUpdate {
    /// The new name; an empty one takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// How it is to be renewed.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "object::read")]
    pub renew: Option<RenewalUpdate>,
    /// When it is to end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub termination_policy: Option<TerminationPolicy>,
}

/// How a service is to be renewed, `services.update.Service.Renew`. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct RenewalUpdate {
    /// Who is to start the renewals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<RenewStarter>,
    /// For how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<IsoDuration>,
}
