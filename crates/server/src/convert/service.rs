//! Services: one record, in the words of `serviceInfos` and of `/service`.

use perennial_api::catalogue::LINES;
use perennial_api::model::{
    BillingState, KeyValue, Plan as WirePlan, Product, Renew, RenewDescription, RenewInterval,
    RenewMode as WireMode, RenewStrategy, RenewType, RenewalType, RenewedService, Resource,
    ResourceState, Route, Service as WireService, ServiceInfos, ServiceState as WireState,
};
use perennial_core::Period;
use perennial_core::automatic::Intent;
use perennial_core::renew::{AutomaticKind, RenewMode, Stop};
use perennial_core::service::{Service, ServiceState};
use perennial_core::strategy::Space;
use perennial_engine::ServiceView;

use super::price;
use crate::error::ApiError;

/// `GET /{product}/{name}/serviceInfos`.
pub(crate) fn infos(view: &ServiceView) -> ServiceInfos {
    let service = view.service();
    let (mode, stop) = (service.renew.mode(), service.renew.stop());
    let periods = view.periods().iter().map(|period| period.months().into()).collect();
    ServiceInfos {
        can_delete_at_expiration: view.can_end(Stop::AtExpiration),
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
        status: wire_state(view),
    }
}

fn wire_state(view: &ServiceView) -> WireState {
    let service = view.service();
    match service.state {
        ServiceState::InCreation => WireState::InCreation,
        ServiceState::Unpaid(_) => WireState::Unpaid,
        ServiceState::Suspended(_) | ServiceState::Deleted => WireState::Expired,
        ServiceState::Active if service.is_expired(view.today) => WireState::Expired,
        ServiceState::Active => WireState::Ok,
    }
}

/// `GET /service/{serviceId}`.
pub(crate) fn service(view: &ServiceView) -> WireService {
    let service = view.service();
    let name = service.name.to_string();
    let display_name = service.display_name.as_ref().map(ToString::to_string);
    WireService {
        creation_date: service.created_on,
        details: Vec::new(),
        engagement_date: service.engaged_until,
        expiration_date: Some(service.expiry.on()),
        next_billing_date: view.outlook.debit_on,
        plan: WirePlan {
            code: Some(service.plan.to_string()),
            product: Product { name: view.plan().map(|plan| plan.name.to_string()) },
        },
        quantity: service.quantity.get().into(),
        renew: Some(renew(view)),
        resource: Resource {
            display_name: display_name.unwrap_or_else(|| name.clone()),
            name: Some(name),
            state: Some(resource_state(service)),
        },
        route: route(service),
        state: match wire_state(view) {
            WireState::Expired => BillingState::Expired,
            WireState::InCreation => BillingState::Pending,
            WireState::Unpaid | WireState::PendingDebt => BillingState::Unpaid,
            _ => BillingState::Ok,
        },
    }
}

fn renew(view: &ServiceView) -> Renew {
    let service = view.service();
    let mode = service.renew.mode();
    let code = service.renew.stop().map_or(mode.code(), Stop::code);
    let interval = |period: Period| RenewInterval::from(period.to_string().as_str());
    let known = |interval: &RenewInterval| !matches!(interval, RenewInterval::Other(_));
    let possible = view.periods().into_iter().map(interval).filter(known).collect();
    Renew {
        // Who pays each renewal by hand chooses the day.
        day_of_month: (view.outlook.intent == Intent::Renew).then(|| view.renew_day.get().into()),
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
        ServiceState::Active | ServiceState::Unpaid(_) if service.closure.is_none() => {
            ResourceState::Ok
        }
        ServiceState::Active | ServiceState::Unpaid(_) | ServiceState::Suspended(_) => {
            ResourceState::Suspended
        }
        ServiceState::Deleted => ResourceState::Deleted,
    }
}

/// Where the product's own part of the API speaks of the service.
pub(crate) fn route(service: &Service) -> Route {
    let (product, name) = (service.product.as_str(), service.name.to_string());
    let parameter = route_parameter(product);
    Route {
        path: Some(route_path(product)),
        url: Some(format!("/{product}/{name}")),
        vars: vec![KeyValue { key: parameter.to_owned(), value: name }],
    }
}

/// The path of a service of a product line, with the name of the parameter where the service's name stands.
pub(crate) fn route_path(product: &str) -> String {
    format!("/{product}/{{{}}}", route_parameter(product))
}

fn route_parameter(product: &str) -> &'static str {
    let line = LINES.iter().find(|line| line.path == product);
    line.map_or("serviceName", |line| line.parameter)
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
