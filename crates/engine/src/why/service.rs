//! A service: where its expiry comes from, its settings and who made them, its state, and what comes next.

use perennial_core::automatic::Intent;
use perennial_core::engagement::{EndRule, chosen_period};
use perennial_core::journal::{Action, Entry};
use perennial_core::link::LinkKind;
use perennial_core::renew::RenewMode;
use perennial_core::service::ServiceState;
use perennial_core::settlement::SettlementError;
use perennial_core::strategy::Group;
use perennial_core::{Period, Service, ServiceId};
use perennial_store::SoldPeriod;

use super::{Evidence, Fact, Section, Why, ahead, words};
use crate::error::EngineError;

/// The most periods that are listed.
const PERIODS: usize = 12;

pub(super) fn why(evidence: &Evidence, id: ServiceId) -> Result<Option<Why>, EngineError> {
    let groups = evidence.groups();
    let found = groups.iter().find_map(|group| Some((group, group.service(id)?)));
    let Some((group, service)) = found else { return Ok(None) };
    let ahead = ahead::section(evidence, service, group).map_err(SettlementError::Amount)?;
    let sections = vec![
        Section::new("Expiry", expiry(evidence, service)),
        Section::new("Renewal", settings(evidence, service, group)),
        Section::new("State", state(evidence, service)),
        Section::new("What the calendar has done", done(evidence, service)),
        ahead,
    ];
    let owner = &evidence.books.account.nichandle;
    let title = format!("Service {id}: {} {} of {owner}", service.product, service.name);
    Ok(Some(Why { title, sections }))
}

fn expiry(evidence: &Evidence, service: &Service) -> Vec<Fact> {
    let (on, anchor) = (service.expiry.on(), service.expiry.anchor_day());
    let mut sold: Vec<&SoldPeriod> =
        evidence.books.sold.iter().filter(|sold| sold.service == service.id).collect();
    sold.sort_by_key(|sold| sold.starts_on);
    let computed = sold.last().map_or(on, |last| last.ends_on);
    let text = format!("{on}: the first day that is not served. The anchor day is {anchor}");
    let mut facts = vec![Fact::checked("expires", text, &on, Some(computed))];
    let skipped = sold.len().saturating_sub(PERIODS);
    for sold in sold.iter().skip(skipped).rev() {
        facts.push(period(evidence, service, sold));
    }
    if skipped > 0 {
        facts.push(Fact::new("before", words::counted(skipped as u64, "earlier period")));
    }
    let first = sold.first().map_or(on, |sold| sold.starts_on);
    facts.push(Fact::new("at first", format!("{first}, as it came: {}", imported(evidence))));
    facts
}

/// A period that was sold, by which order, and the sum that it comes from.
fn period(evidence: &Evidence, service: &Service, sold: &SoldPeriod) -> Fact {
    let order = evidence.books.orders.iter().find(|order| order.id == sold.order);
    let term = order.and_then(|order| {
        order.terms.renewals().find_map(|(id, term)| (id == service.id).then_some(term))
    });
    let anchor = service.expiry.anchor_day();
    let by = order.map_or_else(String::new, |order| {
        format!(", {} of {}", order.terms.category.code(), evidence.minute(order.terms.placed_at))
    });
    let sum = term.map_or_else(
        || "the order has no line for it".to_owned(),
        |term| words::extension(sold.starts_on, anchor, term.period, sold.ends_on),
    );
    let computed = term.and_then(|term| words::extended(sold.starts_on, anchor, term.period));
    let text = format!("order {}{by}: {sum}", sold.order);
    Fact::checked(sold.ends_on.to_string(), text, &sold.ends_on, computed)
}

/// By which inventory the account's services came, as far as the journal tells.
fn imported(evidence: &Evidence) -> String {
    let imports: Vec<&Entry> = evidence.entries("inventory").collect();
    match imports[..] {
        [] => "the journal does not say how".to_owned(),
        [one] => format!("imported {}", evidence.who(one)),
        [first, ..] => format!(
            "with one of {} imports, the first of them {}",
            imports.len(),
            evidence.who(first)
        ),
    }
}

fn settings(evidence: &Evidence, service: &Service, group: &Group) -> Vec<Fact> {
    let renew = service.renew;
    let period = renew.period().map(|period| format!(", {}", period.in_words()));
    let stop = renew.stop().map(|stop| format!(", {}", stop.code()));
    let (period, stop) = (period.unwrap_or_default(), stop.unwrap_or_default());
    let meaning = match Intent::of(service, group) {
        Intent::Renew => "the calendar renews it",
        Intent::Lapse => "only its holder renews it",
        Intent::End => "it ends with its expiry",
    };
    let mode = renew.mode().code();
    let mut facts = vec![Fact::new("settings", format!("{mode}{period}{stop}: {meaning}"))];
    if renew.mode() == RenewMode::Option
        && let Some(parent) = group.parent_of(service.id)
    {
        let name = &parent.name;
        facts.push(Fact::new("follows", format!("its parent, service {}: {name}", parent.id)));
    }
    let hosted = evidence.books.links.iter().find(|link| {
        link.kind == LinkKind::HostingOfDomain && (link.from == service.id || link.to == service.id)
    });
    if let Some(link) = hosted {
        let other = if link.from == service.id { link.to } else { link.from };
        facts.push(Fact::new(
            "goes with",
            format!("service {other}; each is renewed by its own settings"),
        ));
    }
    if let Some(until) = service.engaged_until {
        facts.push(Fact::new("engaged", bound(service, until)));
    }
    if let Some(request) = &service.request {
        let waits = request.order.map_or_else(
            || "begins with its next renewal".to_owned(),
            |order| format!("begins when order {order} is paid"),
        );
        let (offer, on) = (&request.offer, request.requested_on);
        facts.push(Fact::new("asked for", format!("{offer}, since {on}; it {waits}")));
    }
    facts.push(Fact::new("since", changed(evidence, service)));
    if renew.period().is_none() && renew.mode() != RenewMode::OneShot {
        facts.push(Fact::new("period", shortest(evidence, service)));
    }
    facts
}

/// Until when its holder is bound, by what, and what comes after.
fn bound(service: &Service, until: jiff::civil::Date) -> String {
    let bound = format!("its holder is bound until {until}, that day included");
    let Some(terms) = &service.terms else { return bound };
    let after = match service.end_rule() {
        EndRule::Cancel => "after it the service ends",
        EndRule::GoOn => "after it the price is that of the list",
        EndRule::KeepPrice => "after it the price stays",
        EndRule::Reactivate => "after it the same begins again",
    };
    format!("{bound}, since {} ({}); {after}", terms.starts_on, terms.offer)
}

/// Who last changed the settings.
fn changed(evidence: &Evidence, service: &Service) -> String {
    let subject = format!("service {}", service.id);
    let mut changes = evidence.entries(&subject).filter(|one| one.action == Action::ArrangeService);
    match changes.by_ref().last() {
        Some(entry) => format!("{}: {}", evidence.who(entry), entry.detail),
        None => format!("nobody has changed them; {}", imported(evidence)),
    }
}

/// What a service without a period is renewed for.
fn shortest(evidence: &Evidence, service: &Service) -> String {
    let plan = evidence.prices.get(&service.plan);
    let (currency, first_day) = (evidence.books.account.currency, service.expiry.on());
    let period = plan.and_then(|plan| chosen_period(plan, service, currency, first_day));
    match period.map(Period::in_words) {
        Some(period) => format!("{period}: none was chosen, and its plan has none that is shorter"),
        None => "none: its plan has no price in the account's currency".to_owned(),
    }
}

/// What the calendar found about the service, by the journal: the last days on which it was anything.
fn done(evidence: &Evidence, service: &Service) -> Vec<Fact> {
    let entries = evidence.books.journal.iter().map(|sealed| &sealed.entry);
    let looks = entries
        .filter(|entry| matches!(entry.action, Action::LookAtDay | Action::PlaceOrder))
        .filter(|entry| entry.actor.starts_with("engine: "));
    let of_it = format!("{}: ", service.id);
    let mut facts: Vec<Fact> = looks
        .filter_map(|entry| {
            let (day, findings) = entry.detail.strip_prefix("day ")?.split_once(": ")?;
            let findings = findings.split("; ").filter_map(|finding| finding.strip_prefix(&of_it));
            let found: Vec<&str> =
                findings.filter(|one| !one.starts_with("nothing to do")).collect();
            (!found.is_empty()).then(|| Fact::new(day, found.join("; ")))
        })
        .collect();
    let skipped = facts.len().saturating_sub(PERIODS);
    let mut facts = facts.split_off(skipped);
    facts.reverse();
    if facts.is_empty() {
        facts.push(Fact::new("so far", "nothing"));
    } else if skipped > 0 {
        facts.push(Fact::new("before", format!("{skipped} more, in the journal")));
    }
    facts
}

fn state(evidence: &Evidence, service: &Service) -> Vec<Fact> {
    let plan = evidence.prices.get(&service.plan).map(|plan| format!(" {}", plan.name));
    let (plan, quantity) = (plan.unwrap_or_default(), service.quantity.get());
    let held = format!("{quantity} ×{plan} (plan {}), since {}", service.plan, service.created_on);
    vec![Fact::new("state", state_in_words(service)), Fact::new("held", held)]
}

fn state_in_words(service: &Service) -> String {
    let held = service.held_by.map(|order| {
        format!("; order {order}, which renews it, is being paid, and no other may sell the period")
    });
    let state = match service.state {
        ServiceState::InCreation => "it is still being created".to_owned(),
        ServiceState::Active => "in service".to_owned(),
        ServiceState::Unpaid(unpaid) => {
            let order = unpaid.order.map_or_else(
                || "it came so, without an order".to_owned(),
                |order| format!("order {order}"),
            );
            let attempts = words::counted(unpaid.attempts, "attempt");
            format!(
                "in service, and its renewal unpaid since {}: {order}, {attempts} in vain",
                unpaid.since
            )
        }
        ServiceState::Suspended(suspension) => format!(
            "out of service since {}, kept for its holder until {}",
            suspension.since, suspension.delete_on
        ),
        ServiceState::Deleted => "it was deleted".to_owned(),
    };
    let closed = closed_in_words(service).unwrap_or_default();
    format!("{state}{closed}{}", held.unwrap_or_default())
}

/// That its holder has closed it, and what that means.
fn closed_in_words(service: &Service) -> Option<String> {
    let closure = service.closure.filter(|_| service.state != ServiceState::Deleted)?;
    let with = if closure.with == service.id {
        String::new()
    } else {
        format!(" with service {}, whose option it is", closure.with)
    };
    let on = closure.on;
    Some(format!(
        "; suspended by its holder since {on}{with}, and renewed and charged all the same"
    ))
}
