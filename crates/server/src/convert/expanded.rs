//! Services in the words of `/services`.

use perennial_api::model::{
    ContactType, EngagementRequestSummary, EngagementSummary, ExpandedPlan, ExpandedProduct,
    ExpandedRenew, ExpandedResource, ExpandedResourceState, ExpandedService, IsoDuration,
    Lifecycle, LifecycleAction, LifecycleCapacities, LifecycleCurrent, LifecycleState, Pricing,
    RenewCapacities, RenewCurrent, RenewStarter, ServiceBilling, ServiceContact, ServiceCustomer,
};
use perennial_core::Period;
use perennial_core::automatic::Intent;
use perennial_core::engagement::Basis;
use perennial_core::renew::{AutomaticKind, RenewMode, Stop};
use perennial_core::service::{Service, ServiceState};
use perennial_engine::ServiceView;

use super::{Wire, end_rule, midnight, route};

/// `GET /services/{serviceId}`.
pub(crate) fn expanded(wire: Wire<'_>, view: &ServiceView) -> ExpandedService {
    let service = view.service();
    let contact = |kind, name: &perennial_core::text::Name| ServiceContact {
        customer_code: name.to_string(),
        kind,
    };
    ExpandedService {
        billing: billing(wire, view),
        customer: ServiceCustomer {
            contacts: vec![
                contact(ContactType::Administrator, &service.contacts.admin),
                contact(ContactType::Billing, &service.contacts.billing),
                contact(ContactType::Technical, &service.contacts.tech),
            ],
        },
        parent_service_id: view.parent().map(|parent| parent.id.get()),
        resource: resource(view),
        route: Some(route(service)),
        service_id: service.id.get(),
        tags: Vec::new(),
    }
}

fn billing(wire: Wire<'_>, view: &ServiceView) -> ServiceBilling {
    let service = view.service();
    let name = view.plan().map_or(&service.plan, |plan| &plan.name);
    ServiceBilling {
        engagement: engagement(view),
        engagement_request: view.engagement_request().map(|request| EngagementRequestSummary {
            pricing_mode: request.offer.mode.to_string(),
            request_date: request.requested_on,
        }),
        expiration_date: Some(midnight(wire, service.expiry.on())),
        group: None,
        lifecycle: Some(lifecycle(wire, view)),
        next_billing_date: view.outlook.debit_on.map(|day| midnight(wire, day)),
        plan: Some(ExpandedPlan { code: service.plan.to_string(), invoice_name: name.to_string() }),
        pricing: pricing(view),
        renew: Some(renew(wire, view)),
    }
}

/// The engagement, until it is over.
fn engagement(view: &ServiceView) -> Option<EngagementSummary> {
    let engagement = view.engagement()?;
    Some(EngagementSummary {
        end_date: Some(engagement.ends_on),
        end_rule: Some(end_rule(view.service(), engagement.end_rule)),
    })
}

fn lifecycle(wire: Wire<'_>, view: &ServiceView) -> Lifecycle {
    let service = view.service();
    let pending = service.renew.stop().map(|stop| match stop {
        Stop::AtExpiration => LifecycleAction::TerminateAtExpirationDate,
        Stop::AtEngagementEnd => LifecycleAction::TerminateAtEngagementDate,
    });
    let can_be_renewed = service.held_by.is_none()
        && view.periods().iter().any(|period| service.renewed_expiry(*period, view.today).is_ok());
    let actions = [
        (can_be_renewed, LifecycleAction::EarlyRenewal),
        (view.can_terminate(), LifecycleAction::Terminate),
        (view.can_end(Stop::AtEngagementEnd), LifecycleAction::TerminateAtEngagementDate),
        (view.can_end(Stop::AtExpiration), LifecycleAction::TerminateAtExpirationDate),
    ];
    let actions = actions.into_iter().filter(|(can, _)| *can).map(|(_, action)| action);
    Lifecycle {
        capacities: LifecycleCapacities { actions: actions.collect() },
        current: LifecycleCurrent {
            creation_date: Some(midnight(wire, service.created_on)),
            pending_actions: pending.into_iter().collect(),
            state: state(view),
            termination_date: view.outlook.ends_on.map(|day| midnight(wire, day)),
        },
    }
}

fn state(view: &ServiceView) -> LifecycleState {
    match view.service().state {
        ServiceState::InCreation => LifecycleState::InCreation,
        ServiceState::Unpaid(_) => LifecycleState::Unpaid,
        ServiceState::Suspended(_) => LifecycleState::Unrenewed,
        ServiceState::Deleted => LifecycleState::Terminated,
        ServiceState::Active if view.service().is_expired(view.today) => LifecycleState::Unrenewed,
        ServiceState::Active if view.outlook.is_to_be_renewed => LifecycleState::ToRenew,
        ServiceState::Active => LifecycleState::Active,
    }
}

/// What a unit costs for the period that the service is renewed for.
fn pricing(view: &ServiceView) -> Option<Pricing> {
    let (period, quote) = view.next_quote()?;
    let offer = match view.basis() {
        Basis::Bound(offer) | Basis::Begins(offer) => Some(offer),
        Basis::List | Basis::Kept(_) => None,
    };
    super::engagement::pricing(period, quote.price.unit, offer)
}

fn renew(wire: Wire<'_>, view: &ServiceView) -> ExpandedRenew {
    let service = view.service();
    let (automatic, manual) = (RenewStarter::Automatic, RenewStarter::Manual);
    let mode = match (service.renew.mode(), view.outlook.intent) {
        (RenewMode::Automatic(_), _) | (RenewMode::Option, Intent::Renew) => {
            Some(automatic.clone())
        }
        (RenewMode::Manual, _) | (RenewMode::Option, _) => Some(manual.clone()),
        (RenewMode::OneShot, _) => None,
    };
    let possible = match service.renew.mode() {
        RenewMode::Manual | RenewMode::Automatic(AutomaticKind::V2012) => vec![automatic, manual],
        RenewMode::Automatic(_) => vec![automatic],
        RenewMode::OneShot | RenewMode::Option => Vec::new(),
    };
    ExpandedRenew {
        capacities: RenewCapacities { mode: possible },
        current: RenewCurrent {
            mode,
            next_date: view.outlook.debit_on.map(|day| midnight(wire, day)),
            period: service.renew.period().and_then(duration),
        },
    }
}

fn resource(view: &ServiceView) -> ExpandedResource {
    let service = view.service();
    let display_name = service.display_name.as_ref().unwrap_or(&service.name);
    ExpandedResource {
        display_name: display_name.to_string(),
        name: service.name.to_string(),
        product: view.plan().map(|plan| ExpandedProduct {
            description: plan.name.to_string(),
            name: plan.code.to_string(),
        }),
        reselling_provider: None,
        state: resource_state(service),
    }
}

fn resource_state(service: &Service) -> ExpandedResourceState {
    match service.state {
        ServiceState::InCreation => ExpandedResourceState::ToActivate,
        ServiceState::Active | ServiceState::Unpaid(_) if service.closure.is_none() => {
            ExpandedResourceState::Active
        }
        ServiceState::Active | ServiceState::Unpaid(_) | ServiceState::Suspended(_) => {
            ExpandedResourceState::Suspended
        }
        ServiceState::Deleted => ExpandedResourceState::Deleted,
    }
}

/// A period in the one form that clients of `/services` read, some of which look at the digits only: a year is `P12M`.
pub(crate) fn period_in_months(period: Period) -> String {
    format!("P{}M", period.months())
}

pub(super) fn duration(period: Period) -> Option<IsoDuration> {
    period_in_months(period).parse().ok()
}
