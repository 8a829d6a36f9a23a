//! `/service/{serviceId}/renew`: the ways to renew a service, ordering one of them, and the order.

use serde::{Deserialize, Serialize};

use super::{DateTime, IsoDuration, Price};

/// The ways to renew for one period, `service.renew.RenewDescription`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewDescription {
    /// The period, to be sent back as the duration of a renewal.
    pub renew_period: IsoDuration,
    /// The sets to choose from.
    pub strategies: Vec<RenewStrategy>,
}

/// A set of services that can be renewed together, `service.renew.RenewStrategy`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewStrategy {
    /// Price of the set without tax.
    pub price: Price,
    /// The same in micro-cents.
    pub price_in_ucents: i64,
    /// Ids of the services. The service that was asked for need not be the first.
    pub services: Vec<i64>,
    /// The services, in the same order.
    pub services_details: Vec<RenewedService>,
}

/// A service of a strategy, `service.renew.Service`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewedService {
    /// Id of the service.
    pub service_id: i64,
    /// Name of the service. Older servers leave it out, and it is read as empty.
    #[serde(default)]
    pub service_name: String,
    /// What it is, for people.
    pub service_type: String,
}

/// The order of a renewal, `service.renew.RenewOrder`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewOrder {
    /// When the order was made.
    pub date: Option<DateTime>,
    /// When the order lapses unless it is paid.
    pub expiration_date: Option<DateTime>,
    /// Id of the order; 0 after a dry run.
    pub order_id: i64,
    /// Secret that opens the order without signing in.
    pub password: String,
    /// The order as PDF.
    pub pdf_url: String,
    /// Total to pay.
    pub price_with_tax: Price,
    /// Net total.
    pub price_without_tax: Price,
    /// Until when the customer may withdraw. Renewals have no such time.
    pub retraction_date: Option<DateTime>,
    /// Tax.
    pub tax: Price,
    /// The order as a page.
    pub url: String,
}

/// The body of `POST /service/{serviceId}/renew`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "a JSON object")]
pub struct RenewRequest {
    /// Whether the order is only shown. None is no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dry_run: Option<bool>,
    /// The `renewPeriod` of one description.
    pub duration: IsoDuration,
    /// The services of one strategy, in any order; empty for the service of the path alone.
    pub services: Vec<i64>,
}
