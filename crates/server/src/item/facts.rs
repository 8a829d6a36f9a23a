//! Facts of a service that its product line repeats: name, dates, state, contacts.

use perennial_api::model::IamMetadata;
use perennial_core::automatic::Intent;
use perennial_core::service::ServiceState;
use perennial_engine::{Described, ServiceView};
use serde_json::{Map, Value, json};

use crate::convert::{Wire, midnight};

/// What is known of a service.
#[derive(Debug)]
pub(crate) struct Facts {
    facts: Map<String, Value>,
    iam: IamMetadata,
}

impl Facts {
    /// Those of a service.
    pub(crate) fn of(wire: Wire<'_>, view: &ServiceView, described: &Described) -> Self {
        let service = view.service();
        let name = service.name.to_string();
        let own = service.display_name.as_ref().map(ToString::to_string);
        let display_name = own.unwrap_or_else(|| name.clone());
        let renewal = view.outlook.debit_on.unwrap_or_else(|| service.expiry.on());
        let facts = json!({
            "name": name,
            "displayName": display_name,
            "serviceId": service.id.get(),
            "creation": midnight(wire, service.created_on),
            "expiration": midnight(wire, service.expiry.on()),
            "renewal": midnight(wire, renewal),
            "contactAdmin": service.contacts.admin.as_str(),
            "contactBilling": service.contacts.billing.as_str(),
            "contactTech": service.contacts.tech.as_str(),
            "state": state(view),
            "intent": intent(view),
        });
        let tags =
            described.about.tags.iter().map(|(tag, value)| (tag.to_string(), value.to_string()));
        let iam = IamMetadata {
            display_name: Some(display_name),
            id: described.id.clone(),
            tags: Some(tags.collect()),
            urn: name,
        };
        Self { facts: map(facts), iam }
    }

    /// Those of no service in particular, for looking whether an answer is of the right shape.
    pub(super) fn example() -> Self {
        let day = "2026-01-31T00:00:00+01:00";
        let facts = json!({
            "name": "name", "displayName": "name", "serviceId": 1, "creation": day, "expiration": day,
            "renewal": day, "contactAdmin": "ab1-ovh", "contactBilling": "ab1-ovh",
            "contactTech": "ab1-ovh", "state": "active", "intent": "renew",
        });
        let iam = IamMetadata {
            display_name: None,
            id: "00000000-0000-8000-8000-000000000000".to_owned(),
            tags: None,
            urn: "name".to_owned(),
        };
        Self { facts: map(facts), iam }
    }

    /// The same, but for one fact.
    #[cfg(test)]
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// A fact by its name.
    pub(super) fn get(&self, name: &str) -> Value {
        self.facts.get(name).cloned().unwrap_or_default()
    }

    /// How access policies know the service, which they call a thing of this kind.
    pub(super) fn metadata(&self, kind: &str) -> Value {
        let IamMetadata { display_name, id, tags, urn } = &self.iam;
        let urn = format!("urn:v1:eu:resource:{kind}:{urn}");
        json!({ "displayName": display_name, "id": id, "tags": tags, "urn": urn })
    }
}

fn map(facts: Value) -> Map<String, Value> {
    match facts {
        Value::Object(facts) => facts,
        _ => Map::new(),
    }
}

/// The state of a service in one word.
fn state(view: &ServiceView) -> &'static str {
    let service = view.service();
    match service.state {
        ServiceState::InCreation => "inCreation",
        ServiceState::Suspended(state) if state.is_in_redemption(view.today) => "redemption",
        ServiceState::Suspended(_) => "suspended",
        ServiceState::Deleted => "deleted",
        ServiceState::Active | ServiceState::Unpaid(_) if service.is_expired(view.today) => {
            "expired"
        }
        ServiceState::Active | ServiceState::Unpaid(_) if service.closure.is_some() => "closed",
        ServiceState::Unpaid(_) => "unpaid",
        ServiceState::Active => "active",
    }
}

/// What becomes of a service at its expiry, in one word.
fn intent(view: &ServiceView) -> &'static str {
    match (&view.service().state, view.outlook.intent) {
        (ServiceState::Deleted, _) => "deleted",
        (ServiceState::Unpaid(_), _) => "unpaid",
        (_, Intent::Renew) => "renew",
        (_, Intent::Lapse) => "lapse",
        (_, Intent::End) => "end",
    }
}
