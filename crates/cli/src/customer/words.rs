//! The wire's values in words, for people: dates, states, how a service is renewed. Pure functions.
//!
//! Money is not here: an amount is shown as the server writes it.

use perennial_api::model::{
    DateTime, OrderStatus, PaymentMethod, Renew, RenewInterval, RenewMode, ResourceState, Service,
};

/// An instant to the minute, in the offset in which the server writes it.
pub(super) fn moment(at: DateTime) -> String {
    let local = at.offset().to_datetime(at.instant());
    let minutes = at.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    let (date, hour, minute) = (local.date(), local.hour(), local.minute());
    format!("{date} {hour:02}:{minute:02} {sign}{hours:02}:{minutes:02}")
}

/// The name of a service, with the name that the customer gave it.
pub(super) fn name(service: &Service) -> String {
    let display_name = service.resource.display_name.as_str();
    match service.resource.name.as_deref() {
        Some(name) if name == display_name || display_name.is_empty() => name.to_owned(),
        Some(name) => format!("{name} ({display_name})"),
        None => display_name.to_owned(),
    }
}

/// The product line of a service as paths have it, such as `hosting/web`.
pub(super) fn product(service: &Service) -> &str {
    let path = service.route.path.as_deref().unwrap_or_default();
    path.split("/{").next().unwrap_or_default().trim_start_matches('/')
}

/// What was bought.
pub(super) fn plan(service: &Service) -> &str {
    let name = service.plan.product.name.as_deref().or(service.plan.code.as_deref());
    name.unwrap_or_default()
}

/// Whether a service is paid, and what is the matter with it if anything is.
pub(super) fn state(service: &Service) -> String {
    match &service.resource.state {
        None | Some(ResourceState::Ok) => service.state.to_string(),
        Some(resource) => format!("{}, {resource}", service.state),
    }
}

/// The day on which a service expires.
pub(super) fn expiry(service: &Service) -> String {
    service.expiration_date.map_or_else(|| "never".to_owned(), |date| date.to_string())
}

/// How a service is renewed.
pub(super) fn renewal(renew: Option<&Renew>) -> String {
    let Some(renew) = renew else { return String::new() };
    let words = match &renew.mode {
        RenewMode::Manual => "by hand",
        RenewMode::OneShot => "not at all",
        RenewMode::Option => "with its service",
        RenewMode::DeleteAtExpiration => "deleted at expiry",
        RenewMode::DeleteAtEndEngagement => "deleted at the end of the engagement",
        RenewMode::Other(mode) => mode,
        _ => return format!("automatically{}", every(renew.interval.as_ref())),
    };
    words.to_owned()
}

fn every(interval: Option<&RenewInterval>) -> String {
    let words = match interval {
        None => return String::new(),
        Some(RenewInterval::OneMonth) => "month",
        Some(RenewInterval::ThreeMonths) => "3 months",
        Some(RenewInterval::SixMonths) => "6 months",
        Some(RenewInterval::OneYear) => "year",
        Some(RenewInterval::TwoYears) => "2 years",
        Some(RenewInterval::ThreeYears) => "3 years",
        Some(RenewInterval::Other(interval)) => interval,
    };
    format!(", every {words}")
}

/// How far an order is.
pub(super) fn status(status: &OrderStatus) -> &str {
    match status {
        OrderStatus::NotPaid => "not paid",
        OrderStatus::Checking => "payment being checked",
        OrderStatus::Delivering => "paid, being delivered",
        OrderStatus::DocumentsRequested => "documents requested",
        other => other.as_str(),
    }
}

/// A payment method as its owner knows it: what it is, and the digits or the address on it.
pub(super) fn method(method: &PaymentMethod) -> String {
    let kind = match method.payment_type.as_str() {
        "PAYPAL" => "PayPal",
        "CREDIT_CARD" => "card",
        "SEPA_DIRECT_DEBIT" => "bank account",
        "DEFERRED_PAYMENT_ACCOUNT" => "deferred payment account",
        other => other,
    };
    match method.label.as_deref().or(method.description.as_deref()) {
        Some(label) => format!("{kind} {label}"),
        None => kind.to_owned(),
    }
}

/// Items with commas between them.
pub(super) fn list<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use perennial_api::model::OrderStatus;
    use serde_json::json;

    use super::*;

    fn service(resource: &serde_json::Value, state: &str) -> Service {
        serde_json::from_value(json!({
            "creationDate": "2020-01-15", "details": [], "plan": {"product": {}}, "quantity": 1,
            "resource": resource, "state": state,
            "route": {"path": "/hosting/web/{serviceName}", "url": "/hosting/web/a", "vars": []},
        }))
        .unwrap()
    }

    #[test]
    fn moments_keep_the_offset_of_the_server() {
        let cases = [
            ("2026-11-23T13:05:59.5+01:00", "2026-11-23 13:05 +01:00"),
            ("2026-11-23T00:00:00Z", "2026-11-23 00:00 +00:00"),
            ("2026-11-23T23:59:00-03:30", "2026-11-23 23:59 -03:30"),
        ];
        for (text, expected) in cases {
            assert_eq!(moment(text.parse().unwrap()), expected);
        }
    }

    #[test]
    fn services_are_told_by_both_names_and_both_states() {
        let cases = [
            (json!({"displayName": "a", "name": "a", "state": "ok"}), "a", "expired"),
            (json!({"displayName": "", "name": "a", "state": null}), "a", "expired"),
            (json!({"displayName": "mine", "name": "a"}), "a (mine)", "expired"),
            (
                json!({"displayName": "mine", "name": null, "state": "suspended"}),
                "mine",
                "expired, suspended",
            ),
        ];
        for (resource, expected_name, expected_state) in cases {
            let service = service(&resource, "expired");
            assert_eq!(
                (name(&service).as_str(), state(&service).as_str()),
                (expected_name, expected_state)
            );
            assert_eq!((product(&service), expiry(&service).as_str()), ("hosting/web", "never"));
        }
    }

    #[test]
    fn renewals_are_told_in_words() {
        let cases = [
            ("automaticV2016", json!("P3M"), "automatically, every 3 months"),
            ("automaticForcedProduct", json!(null), "automatically"),
            ("automaticV2012", json!("P4M"), "automatically, every P4M"),
            ("manual", json!("P1Y"), "by hand"),
            ("deleteAtExpiration", json!("P1Y"), "deleted at expiry"),
            ("option", json!("P1M"), "with its service"),
            ("someday", json!(null), "someday"),
        ];
        for (mode, interval, expected) in cases {
            let renew = json!({"mode": mode, "interval": interval, "possibleModes": []});
            let renew: Renew = serde_json::from_value(renew).unwrap();
            assert_eq!(renewal(Some(&renew)), expected);
        }
        assert_eq!(renewal(None), "");
    }

    #[test]
    fn states_of_orders_are_told_in_words_where_the_wire_has_none() {
        assert_eq!(status(&OrderStatus::NotPaid), "not paid");
        assert_eq!(status(&OrderStatus::Delivered), "delivered");
        assert_eq!(status(&OrderStatus::Other("newer".into())), "newer");
    }
}
