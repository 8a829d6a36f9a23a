//! The life of services, and liveness: nothing that was due stays undone without a reason.

use crate::auditor::Customer;
use crate::auditor::books::{AccountRows, ServiceRow};
use crate::auditor::date::{Day, in_paris, print};

pub(super) fn check(
    rows: &AccountRows,
    _customer: &Customer,
    at: i64,
    say: &mut impl FnMut(&'static str, String),
) {
    let today = in_paris(at);
    for (id, service) in &rows.services {
        if let Some(wrong) = wrong(service, today) {
            say("calendar", format!("service {id} {wrong}: {service:?}"));
        }
    }
    let mut topics: Vec<&str> = rows.notices.values().map(|notice| notice.topic.as_str()).collect();
    topics.sort_unstable();
    for pair in topics.windows(2) {
        if let [one, other] = pair
            && one == other
        {
            say("notices", format!("`{one}` is told twice"));
        }
    }
}

/// What no service may be like.
fn wrong(service: &ServiceRow, today: Day) -> Option<String> {
    let has = [
        ("a day since when", service.since.is_some(), &["unpaid", "suspended"][..]),
        ("attempts", service.attempts.is_some(), &["unpaid"]),
        ("a day of deletion", service.delete_on.is_some(), &["suspended"]),
    ];
    for (what, is_there, states) in has {
        if is_there != states.contains(&service.state.as_str()) {
            return Some(format!("is {} and has, or has not, {what}", service.state));
        }
    }
    match service.state.as_str() {
        "active" | "unpaid" | "deleted" => None,
        "suspended" => {
            let since = service.since.filter(|since| *since > today)?;
            Some(format!("is suspended since {}, which is still to come", print(since)))
        }
        other => Some(format!("is {other}")),
    }
}
