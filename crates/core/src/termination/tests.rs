//! Ending services: every guard, and what comes of an end.

use jiff::civil::date;

use super::*;
use crate::link::{Link, LinkKind};
use crate::samples::{self, TODAY, id, later, now, order_id, period};

const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);

fn service(mode: RenewMode, stop: Option<Stop>) -> Service {
    let renew = RenewSettings::try_new(mode, Some(period("P1M")), stop).unwrap();
    Service { renew, ..samples::service(1, "vps-1", date(2027, 1, 15)) }
}

fn asked(service: &Service) -> Termination {
    ask(TerminationId::try_new(5).unwrap(), service, now()).unwrap()
}

fn confirmed(service: &Service) -> String {
    let settings = confirm(Some(&asked(service)), true, service, now()).unwrap();
    let stop = settings.stop().map_or("no end", Stop::code);
    format!("{} {stop}", settings.mode().code())
}

#[test]
fn a_confirmed_service_ends_at_its_expiry_and_renews_itself_no_more() {
    assert_eq!(confirmed(&service(V2012, None)), "manual deleteAtExpiration");
    assert_eq!(confirmed(&service(RenewMode::Manual, None)), "manual deleteAtExpiration");
    assert_eq!(confirmed(&service(RenewMode::Option, None)), "option deleteAtExpiration");
    // These kinds have no other end than this one.
    for kind in [AutomaticKind::V2014, AutomaticKind::V2016] {
        let mode = RenewMode::Automatic(kind);
        let expected = format!("{} deleteAtExpiration", mode.code());
        assert_eq!(confirmed(&service(mode, None)), expected);
    }
}

#[test]
fn a_bound_service_ends_with_its_engagement_and_is_renewed_until_then() {
    let mut bound = service(V2012, None);
    bound.engaged_until = Some(date(2027, 6, 14));
    assert_eq!(confirmed(&bound), "automaticV2012 deleteAtEndEngagement");
    // The engagement is over before the service is.
    bound.engaged_until = Some(date(2027, 1, 14));
    assert_eq!(confirmed(&bound), "manual deleteAtExpiration");
}

#[test]
fn what_cannot_be_ended_is_refused_when_it_is_asked_for_and_when_it_is_confirmed() {
    let usual = service(V2012, None);
    let state = |state| Service { state, ..usual.clone() };
    let unpaid = crate::service::Unpaid {
        since: TODAY,
        attempts: 1,
        order: Some(order_id(7)),
        attempts_before: 0,
    };
    let cases = [
        (state(ServiceState::Deleted), "this service was deleted"),
        (
            state(samples::suspended(date(2026, 11, 20))),
            "it is out of service since 2026-11-20 and will be deleted on 2026-11-25: renew it to keep it, or do \
             nothing",
        ),
        (
            state(ServiceState::InCreation),
            "this service is still being created: try again when it is delivered",
        ),
        (
            state(ServiceState::Unpaid(unpaid)),
            "the renewal of this service is unpaid (order 7): pay it first",
        ),
        (
            Service { held_by: Some(order_id(8)), ..usual.clone() },
            "service 1 is in order 8, which is being paid: try again when the outcome of the payment is known",
        ),
        (
            service(RenewMode::Automatic(AutomaticKind::ForcedProduct), None),
            "the renewal of this service is automaticForcedProduct and part of the product: it cannot be ended here, \
             ask the seller",
        ),
        (
            service(RenewMode::OneShot, None),
            "this service was sold once and is never renewed: it ends by itself, on 2027-01-15",
        ),
        (
            service(RenewMode::Manual, Some(Stop::AtExpiration)),
            "this service is to end already (deleteAtExpiration): to keep it, take that back with terminationPolicy \
             empty, or with deleteAtExpiration false",
        ),
    ];
    let waiting = asked(&usual);
    for (service, text) in cases {
        let refused = ask(waiting.id, &service, now()).unwrap_err();
        assert_eq!(refused.to_string(), text);
        assert_eq!(confirm(Some(&waiting), true, &service, now()), Err(refused));
    }
}

#[test]
fn only_the_token_of_what_waits_confirms_and_in_time() {
    let service = service(V2012, None);
    let waiting = asked(&service);
    assert_eq!(waiting.valid_until, now().at + TERMINATION_VALIDITY);
    assert_eq!(confirm(None, false, &service, now()), Err(TerminateRefusal::NotAsked));
    let wrong = confirm(Some(&waiting), false, &service, now());
    assert_eq!(wrong, Err(TerminateRefusal::WrongToken));
    let hours = TERMINATION_VALIDITY.as_hours();
    assert!(confirm(Some(&waiting), true, &service, later(hours)).is_ok(), "to the last instant");
    let late = confirm(Some(&waiting), true, &service, later(hours + 1));
    assert_eq!(late, Err(TerminateRefusal::OutOfTime { until: waiting.valid_until }));
    // Who does not have it is not told that its time is over.
    let wrong = confirm(Some(&waiting), false, &service, later(hours + 1));
    assert_eq!(wrong, Err(TerminateRefusal::WrongToken));
}

fn with_options() -> Group {
    with(0, |_| ())
}

/// A service with an option of an option, and a hosting beside it; one of them changed.
fn with(value: i64, change: impl Fn(&mut Service)) -> Group {
    let option = |value| {
        let renew = RenewSettings::try_new(RenewMode::Option, None, None).unwrap();
        Service { renew, ..samples::service(value, "option", date(2027, 1, 15)) }
    };
    let link = |from, to| Link { from: id(from), to: id(to), kind: LinkKind::OptionOf };
    let parent = service(V2012, None);
    let hosted = samples::service(4, "hosting", TODAY);
    let mut services = vec![parent, option(2), option(3), hosted];
    services.iter_mut().filter(|service| service.id.get() == value).for_each(change);
    let hosting = Link { from: id(4), to: id(1), kind: LinkKind::HostingOfDomain };
    Group::try_new(services, vec![link(2, 1), link(3, 2), hosting]).unwrap()
}

fn changed(group: &Group, which: AtOnce) -> Result<Vec<i64>, TerminateRefusal> {
    let service = group.service(id(1)).unwrap();
    let changes = end_at_once(group, service, which, now())?;
    let ended = |change: &ServiceChange| {
        let ServiceChange::Look { state: ServiceState::Deleted, agenda, .. } = change else {
            panic!("{change:?}")
        };
        assert_eq!(agenda.due_on, None);
        change.service().get()
    };
    Ok(changes.iter().map(ended).collect())
}

#[test]
fn what_ends_at_once_takes_its_options_with_it_and_nothing_else() {
    assert_eq!(changed(&with_options(), AtOnce::Any), Ok(vec![1, 2, 3]));
    let one_gone = with(3, |option| option.state = ServiceState::Deleted);
    assert_eq!(changed(&one_gone, AtOnce::Any), Ok(vec![1, 2]));
    let late = with(1, |parent| parent.state = samples::suspended(TODAY));
    assert_eq!(changed(&late, AtOnce::Any), Ok(vec![1, 2, 3]));
    assert_eq!(changed(&late, AtOnce::Suspended), Ok(vec![1, 2, 3]));
}

#[test]
fn what_is_in_service_bound_or_being_paid_does_not_end_at_once() {
    let refused = |group: &Group, which| changed(group, which).unwrap_err().to_string();
    assert_eq!(
        refused(&with_options(), AtOnce::Suspended),
        "the service is not suspended, and only a suspended one is deleted by this call: suspend it first with POST \
         /service/1/suspend, or ask for its end with POST /services/1/terminate"
    );
    let closed = with(1, |parent| {
        parent.closure = Some(crate::service::Closure { on: TODAY, with: id(1) });
    });
    assert_eq!(changed(&closed, AtOnce::Suspended), Ok(vec![1, 2, 3]), "its holder closed it");
    let gone = with(1, |parent| parent.state = ServiceState::Deleted);
    for which in [AtOnce::Any, AtOnce::Suspended] {
        assert_eq!(refused(&gone, which), "this service was deleted");
    }
    assert_eq!(
        refused(&with(2, |option| option.held_by = Some(order_id(9))), AtOnce::Any),
        "service 2 is in order 9, which is being paid: try again when the outcome of the payment is known"
    );
    let bound = with(1, |parent| parent.engaged_until = Some(TODAY));
    assert_eq!(
        refused(&bound, AtOnce::Any),
        "the engagement lasts until 2026-11-23: the service can end with it (POST /services/1/terminate), and not at \
         once"
    );
    let free = with(1, |parent| parent.engaged_until = Some(date(2026, 11, 22)));
    assert_eq!(changed(&free, AtOnce::Any), Ok(vec![1, 2, 3]), "it was over yesterday");
    let forced = with(1, |parent| {
        parent.renew = service(RenewMode::Automatic(AutomaticKind::ForcedProduct), None).renew;
    });
    assert!(refused(&forced, AtOnce::Any).contains("part of the product"));
}
