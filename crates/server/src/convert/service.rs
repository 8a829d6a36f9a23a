//! Services: one record, in the words of `serviceInfos` and of `/service`.

use jiff::civil::Date;
use perennial_api::catalogue::LINES;
use perennial_api::model::{
    BillingState, KeyValue, Plan as WirePlan, Product, Renew, RenewDescription, RenewInterval,
    RenewMode as WireMode, RenewStrategy, RenewType, RenewalType, RenewedService, Resource,
    ResourceState, Route, Service as WireService, ServiceInfos, ServiceState as WireState,
};
use perennial_core::renew::{AutomaticKind, RenewMode, Stop};
use perennial_core::service::{Service, ServiceState};
use perennial_core::strategy::Space;
use perennial_core::{Currency, Period, Plan};

use super::price;
use crate::error::ApiError;

/// What of a service depends on its plan and on the day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) plan: Option<&'a Plan>,
    pub(crate) currency: Currency,
    pub(crate) today: Date,
}

impl Facts<'_> {
    /// The periods that the service can be set to renew for. One that is not renewed has none.
    fn periods(&self, service: &Service) -> Vec<Period> {
        if service.renew.mode() == RenewMode::OneShot {
            return Vec::new();
        }
        self.plan.into_iter().flat_map(|plan| plan.periods(self.currency)).collect()
    }
}

/// `GET /{product}/{name}/serviceInfos`.
pub(crate) fn infos(service: &Service, facts: Facts<'_>) -> ServiceInfos {
    let (mode, stop) = (service.renew.mode(), service.renew.stop());
    let periods = facts.periods(service).iter().map(|period| period.months().into()).collect();
    ServiceInfos {
        can_delete_at_expiration: can_end_at_expiration(mode),
        contact_admin: service.contacts.admin.to_string(),
        contact_billing: service.contacts.billing.to_string(),
        contact_tech: service.contacts.tech.to_string(),
        creation: service.created_on,
        domain: service.name.to_string(),
        engaged_up_to: service.engaged_until,
        expiration: service.expiry.on(),
        possible_renew_period: Some(periods),
        renew: Some(RenewType {
            automatic: matches!(mode, RenewMode::Automatic(_)),
            delete_at_expiration: stop == Some(Stop::AtExpiration),
            forced: mode.is_forced(),
            manual_payment: Some(mode == RenewMode::Manual),
            period: service.renew.period().map(|period| period.months().into()),
        }),
        renewal_type: RenewalType::from(mode.code()),
        service_id: service.id.get(),
        status: wire_state(service, facts.today),
    }
}

fn can_end_at_expiration(mode: RenewMode) -> bool {
    matches!(mode, RenewMode::Manual | RenewMode::Automatic(AutomaticKind::V2012))
}

fn wire_state(service: &Service, today: Date) -> WireState {
    match service.state {
        ServiceState::InCreation => WireState::InCreation,
        ServiceState::Unpaid(_) => WireState::Unpaid,
        ServiceState::Suspended(_) | ServiceState::Deleted => WireState::Expired,
        ServiceState::Active if service.is_expired(today) => WireState::Expired,
        ServiceState::Active => WireState::Ok,
    }
}

/// `GET /service/{serviceId}`.
pub(crate) fn service(service: &Service, facts: Facts<'_>) -> WireService {
    let name = service.name.to_string();
    let display_name = service.display_name.as_ref().map(ToString::to_string);
    WireService {
        creation_date: service.created_on,
        details: Vec::new(),
        engagement_date: service.engaged_until,
        expiration_date: Some(service.expiry.on()),
        next_billing_date: next_billing_date(service),
        plan: WirePlan {
            code: Some(service.plan.to_string()),
            product: Product { name: facts.plan.map(|plan| plan.name.to_string()) },
        },
        quantity: service.quantity.get().into(),
        renew: Some(renew(service, facts)),
        resource: Resource {
            display_name: display_name.unwrap_or_else(|| name.clone()),
            name: Some(name),
            state: Some(resource_state(service)),
        },
        route: route(service),
        state: match wire_state(service, facts.today) {
            WireState::Expired => BillingState::Expired,
            WireState::InCreation => BillingState::Pending,
            WireState::Unpaid | WireState::PendingDebt => BillingState::Unpaid,
            _ => BillingState::Ok,
        },
    }
}

/// A service that renews itself is billed when it expires; another one is billed when its holder says so.
fn next_billing_date(service: &Service) -> Option<Date> {
    let automatic = matches!(service.renew.mode(), RenewMode::Automatic(_) | RenewMode::Option);
    (automatic && service.renew.stop().is_none()).then(|| service.expiry.on())
}

fn renew(service: &Service, facts: Facts<'_>) -> Renew {
    let mode = service.renew.mode();
    let code = service.renew.stop().map_or(mode.code(), Stop::code);
    let interval = |period: Period| RenewInterval::from(period.to_string().as_str());
    let known = |interval: &RenewInterval| !matches!(interval, RenewInterval::Other(_));
    let possible = facts.periods(service).into_iter().map(interval).filter(known).collect();
    Renew {
        day_of_month: None,
        interval: service.renew.period().map(interval).filter(known),
        mode: WireMode::from(code),
        possible_intervals: Some(possible),
        possible_modes: possible_modes(mode),
    }
}

fn possible_modes(mode: RenewMode) -> Vec<WireMode> {
    match mode {
        RenewMode::Manual | RenewMode::Automatic(AutomaticKind::V2012) => {
            vec![WireMode::AutomaticV2012, WireMode::Manual, WireMode::DeleteAtExpiration]
        }
        other => vec![WireMode::from(other.code())],
    }
}

fn resource_state(service: &Service) -> ResourceState {
    match service.state {
        ServiceState::InCreation => ResourceState::Opening,
        ServiceState::Active | ServiceState::Unpaid(_) => ResourceState::Ok,
        ServiceState::Suspended(_) => ResourceState::Suspended,
        ServiceState::Deleted => ResourceState::Deleted,
    }
}

/// Where the product's own part of the API speaks of the service.
fn route(service: &Service) -> Route {
    let (product, name) = (service.product.as_str(), service.name.to_string());
    let line = LINES.iter().find(|line| line.path == product);
    let parameter = line.map_or("serviceName", |line| line.parameter);
    Route {
        path: Some(format!("/{product}/{{{parameter}}}")),
        url: Some(format!("/{product}/{name}")),
        vars: vec![KeyValue { key: parameter.to_owned(), value: name }],
    }
}

/// `GET /service/{serviceId}/renew`: the strategies of one period.
pub(crate) fn strategies(space: &Space<'_>) -> Result<RenewDescription, ApiError> {
    let strategies = space.strategies().map(|strategy| {
        let mut services = Vec::with_capacity(strategy.size() as usize);
        let mut details = Vec::with_capacity(strategy.size() as usize);
        for (service, plan) in space.services_with_plans(strategy) {
            services.push(service.id.get());
            details.push(RenewedService {
                service_id: service.id.get(),
                service_name: service.name.to_string(),
                service_type: plan.name.to_string(),
            });
        }
        RenewStrategy {
            price: price(strategy.price),
            price_in_ucents: strategy.price.ucents(),
            services,
            services_details: details,
        }
    });
    Ok(RenewDescription {
        renew_period: duration(space.period())?,
        strategies: strategies.collect(),
    })
}

fn duration(period: Period) -> Result<perennial_api::model::IsoDuration, ApiError> {
    let text = period.to_string();
    text.parse().map_err(|error| ApiError::bad_parameter("duration", error))
}
