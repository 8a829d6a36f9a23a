//! The life of services, and liveness: nothing that was due stays undone without a reason.

use serde_json::Value;

use crate::auditor::Customer;
use crate::auditor::books::{AccountRows, ServiceRow};
use crate::auditor::date::{Day, in_paris, parse, print};

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
    ends(rows, say);
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

/// The most days before its last day on which an end is told.
const TOLD_DAYS: Day = 30;

/// The end of a payment method is told at most 30 days before it and not after it, of a method that is there, and not again
/// on another day.
fn ends(rows: &AccountRows, say: &mut impl FnMut(&'static str, String)) {
    let mut seen = Vec::new();
    for notice in rows.notices.values().filter(|notice| notice.kind == "methodEnds") {
        let data: Value = serde_json::from_str(&notice.data).unwrap_or_default();
        let day = |pointer: &str| data.pointer(pointer).and_then(Value::as_str).and_then(parse);
        let id = data.pointer("/method/id").and_then(Value::as_i64).unwrap_or(-1);
        let (Some(told), Some(end)) = (day("/day"), day("/method/ends_on")) else {
            say("notices", format!("the end of a method is told without days: {}", notice.data));
            continue;
        };
        if !(0..=TOLD_DAYS).contains(&(end - told)) || !rows.methods.contains_key(&id) {
            let (told, end) = (print(told), print(end));
            say("notices", format!("method {id} ends on {end}, and was told of on {told}"));
        }
        if data.pointer("/items/0").is_none() {
            say("notices", format!("method {id} ends, and is needed for nothing"));
        }
        seen.push((id, told));
    }
    seen.sort_unstable();
    if seen.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
        say("notices", format!("the end of a method is told twice on a day: {seen:?}"));
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
