//! What periods cost, what renewals do to engagements, and every reason to refuse.

use jiff::civil::{Date, date};

use super::*;
use crate::Currency;
use crate::order::{CancelReason, Line, Order, OrderState};
use crate::plan::Plan;
use crate::renew::{RenewMode, RenewSettings};
use crate::samples::{self, TODAY, account, eur, id, now, offer, order_id, period, tax};
use crate::service::{ServiceState, Unpaid};
use crate::strategy::Group;

const EXPIRY: Date = date(2027, 1, 31);

fn plan() -> Plan {
    let mut plan = samples::plan("vps-1", &[("P1M", "1"), ("P1Y", "11")]);
    plan.set_engagement(offer()).unwrap();
    plan.set_engagement(upfront()).unwrap();
    plan
}

fn upfront() -> Offer {
    let (kind, length) = (Kind::Upfront, period("P1Y"));
    let (mode, price) = (samples::name("upfront12"), eur("8"));
    Offer { mode, kind, price, period: length, ..offer() }
}

fn service() -> Service {
    let renew = RenewSettings::try_new(RenewMode::Manual, Some(period("P1M")), None).unwrap();
    Service { renew, ..samples::service(1, "vps-1", EXPIRY) }
}

fn waiting() -> Service {
    let bound = requested(&service(), &offer(), None, TODAY);
    changed(&service(), bound)
}

fn bound(rule: EndRule) -> Service {
    let offer = Offer { end_rule: rule, ..offer() };
    let terms = Some(Terms { offer, starts_on: date(2026, 8, 31) });
    Service { terms, engaged_until: Some(date(2027, 8, 30)), ..service() }
}

fn changed(service: &Service, binding: Binding) -> Service {
    let mut after = service.clone();
    after.apply(&binding.change(service.id));
    after
}

fn alone(service: &Service) -> Group {
    Group::try_new(vec![service.clone()], Vec::new()).unwrap()
}

/// What periods cost from a day on: `P1M 0.80 begins`.
fn costs(service: &Service, first_day: Date) -> Vec<String> {
    let plan = plan();
    let cost = |period: crate::Period| {
        let quote = Quote::of(&plan, service, Currency::Eur, period, first_day).unwrap();
        let begins = if quote.begins.is_some() { " begins" } else { "" };
        format!("{period} {}{begins}", quote.price.unit.to_decimal())
    };
    periods(&plan, service, Currency::Eur, first_day).into_iter().map(cost).collect()
}

#[test]
fn what_a_period_costs_is_told_by_its_first_day() {
    let (list, agreed) = (["P1M 1.00", "P1Y 11.00"], ["P1M 0.80"]);
    assert_eq!(costs(&service(), EXPIRY), list);
    assert_eq!(costs(&waiting(), EXPIRY), ["P1M 0.80 begins"]);
    assert_eq!(costs(&waiting(), date(2027, 2, 28)), list, "it begins at the expiry or not at all");
    let (last, after) = (date(2027, 8, 30), date(2027, 8, 31));
    for rule in EndRule::ALL {
        assert_eq!(costs(&bound(rule), last), agreed, "{rule:?}");
    }
    assert_eq!(costs(&bound(EndRule::GoOn), after), list);
    assert_eq!(costs(&bound(EndRule::Cancel), after), list, "its end was taken back");
    assert_eq!(costs(&bound(EndRule::KeepPrice), after), ["P1M 0.80", "P1Y 11.00"]);
    assert_eq!(costs(&bound(EndRule::Reactivate), after), ["P1M 0.80 begins"]);
    let none_agreed = Service { terms: None, ..bound(EndRule::GoOn) };
    assert_eq!(costs(&none_agreed, last), list);
}

#[test]
fn a_service_that_is_to_end_keeps_nothing() {
    for rule in [EndRule::KeepPrice, EndRule::Reactivate] {
        let mut ending = bound(rule);
        let stop = Some(Stop::AtEngagementEnd);
        ending.renew = RenewSettings::try_new(RenewMode::Manual, None, stop).unwrap();
        assert_eq!(costs(&ending, date(2027, 8, 31)), ["P1M 1.00", "P1Y 11.00"], "{rule:?}");
    }
}

#[test]
fn the_calendar_renews_for_the_period_that_was_agreed() {
    let renewed_for = |mut service: Service, day| {
        service.renew =
            RenewSettings::try_new(RenewMode::Manual, Some(period("P1Y")), None).unwrap();
        chosen_period(&plan(), &service, Currency::Eur, day).unwrap().to_string()
    };
    assert_eq!(renewed_for(service(), EXPIRY), "P1Y");
    assert_eq!(renewed_for(waiting(), EXPIRY), "P1M");
    assert_eq!(renewed_for(bound(EndRule::GoOn), EXPIRY), "P1M");
    assert_eq!(renewed_for(bound(EndRule::GoOn), date(2027, 8, 31)), "P1Y");
}

/// The line that renews a service for its agreed period.
fn line(service: &Service) -> Line {
    let mut line = samples::guide_order(1).terms.lines.remove(0);
    let offer = Basis::of(service, service.expiry.on());
    line.service = Some(service.id);
    line.clause = match offer {
        Basis::Begins(offer) => Some(Clause::Begins(offer.clone())),
        _ => None,
    };
    line
}

#[test]
fn an_engagement_begins_with_the_period_that_is_paid() {
    let after = after_line(&waiting(), order_id(1), &line(&waiting())).unwrap();
    assert_eq!(after.engaged_until, Some(date(2028, 1, 30)), "a year, from the expiry");
    assert_eq!(after.terms.clone().unwrap().starts_on, EXPIRY);
    assert_eq!(after.request, None);
    assert_eq!((after.renew.period(), after.renew.stop()), (Some(period("P1M")), None));
    // Bound again, from its next period on.
    let mut again = changed(&waiting(), after);
    again.expiry = again.expiry.extended(period("P1Y")).unwrap();
    again.terms.as_mut().unwrap().offer.end_rule = EndRule::Reactivate;
    let after = after_line(&again, order_id(2), &line(&again)).unwrap();
    assert_eq!(after.engaged_until, Some(date(2029, 1, 30)));
}

#[test]
fn who_ends_with_the_engagement_is_renewed_until_then() {
    let mut waiting = waiting();
    waiting.request.as_mut().unwrap().offer.end_rule = EndRule::Cancel;
    let after = after_line(&waiting, order_id(1), &line(&waiting)).unwrap();
    assert_eq!(after.renew.stop(), Some(Stop::AtEngagementEnd));
    let mut ending = line(&bound(EndRule::KeepPrice));
    ending.clause = Some(Clause::Flushes { ends: true });
    let flushed = after_line(&bound(EndRule::KeepPrice), order_id(1), &ending).unwrap();
    assert_eq!(flushed.renew.stop(), Some(Stop::AtEngagementEnd));
    ending.clause = Some(Clause::Flushes { ends: false });
    assert_eq!(after_line(&bound(EndRule::KeepPrice), order_id(1), &ending), None);
}

#[test]
fn each_guard_refuses_a_request() {
    let ask = |service: &Service, mode: &str| {
        let (plan, group) = (plan(), alone(service));
        let chosen = choose_offer(service, &group, Some(&plan), Currency::Eur, mode, TODAY);
        chosen.cloned()
    };
    assert_eq!(ask(&service(), "degressive12"), Ok(offer()));
    assert_eq!(
        ask(&service(), "lifelong").unwrap_err().to_string(),
        "pricingMode: `lifelong` is not an engagement of plan vps-1; it can be degressive12, upfront12"
    );
    let unpaid = Unpaid { since: TODAY, attempts: 1, order: None, attempts_before: 0 };
    let stop = Some(Stop::AtExpiration);
    let cases = [
        (Service { state: ServiceState::Deleted, ..service() }, "this service was deleted"),
        (Service { state: ServiceState::InCreation, ..service() }, "this service is still being"),
        (
            Service { state: ServiceState::Unpaid(unpaid), ..service() },
            "the renewal of this service is",
        ),
        (
            Service { state: samples::suspended(TODAY), ..service() },
            "the service expired on 2027-01-31",
        ),
        (samples::service(1, "vps-1", TODAY), "the service expired on 2026-11-23: renew it first"),
        (
            Service {
                renew: RenewSettings::try_new(RenewMode::OneShot, None, None).unwrap(),
                ..service()
            },
            "this service was sold once",
        ),
        (
            Service {
                renew: RenewSettings::try_new(RenewMode::Manual, None, stop).unwrap(),
                ..service()
            },
            "this service is to end (deleteAtExpiration)",
        ),
        (bound(EndRule::GoOn), "the service is engaged until 2027-08-30, beyond what is paid"),
        (waiting(), "the service already waits for an engagement (degressive12)"),
        (Service { held_by: Some(order_id(9)), ..service() }, "service 1 is in order 9"),
    ];
    for (service, expected) in cases {
        let refused = ask(&service, "degressive12").unwrap_err().to_string();
        assert!(refused.starts_with(expected), "{refused}");
    }
    let parent = samples::service(2, "vps-1", EXPIRY);
    let kind = crate::link::LinkKind::OptionOf;
    let links = vec![crate::Link { from: id(1), to: id(2), kind }];
    let group = Group::try_new(vec![service(), parent], links).unwrap();
    let option = check_requestable(&service(), &group, TODAY).unwrap_err();
    assert_eq!(option, EngageRefusal::OptionOf { parent: id(2) });
}

#[test]
fn what_is_paid_at_once_is_an_order_for_all_of_it() {
    let terms = |offer: &Offer| {
        upfront_terms(&service(), &plan(), offer, &account(), tax(), now()).unwrap()
    };
    assert_eq!(terms(&offer()), None);
    let terms = terms(&upfront()).unwrap();
    let [line] = &terms.lines[..] else { panic!("one line") };
    assert_eq!((line.amount, terms.totals.gross), (eur("8"), eur("9.60")));
    assert_eq!(line.term.unwrap().ends_on, date(2028, 1, 31));
    assert_eq!(line.clause, Some(Clause::Begins(upfront())));
}

#[test]
fn a_request_is_withdrawn_unless_an_order_carries_it() {
    let order = |line: Line, number| {
        let mut order = samples::guide_order(number);
        order.terms.lines = vec![line];
        order
    };
    let carrying = order(line(&waiting()), 5);
    let refused = withdraw(&waiting(), None, std::slice::from_ref(&carrying), now()).unwrap_err();
    assert!(matches!(refused, EngageRefusal::Ordered { order, .. } if order == carrying.id));
    let lapsed = withdraw(&waiting(), None, &[carrying], samples::later(25)).unwrap();
    assert_eq!((lapsed.binding.request, lapsed.order), (None, None));
    // The order that it waits for is cancelled with it.
    let own = order(line(&waiting()), 6);
    let mut upfront = waiting();
    upfront.request.as_mut().unwrap().order = Some(own.id);
    let withdrawn = withdraw(&upfront, Some(&own), std::slice::from_ref(&own), now()).unwrap();
    let cancelled = withdrawn.order.unwrap();
    let withdrawn = OrderState::Cancelled { at: now().at, reason: CancelReason::Withdrawn };
    assert_eq!(cancelled.state, withdrawn);
    let held = Service { held_by: Some(own.id), ..upfront };
    let refused = withdraw(&held, Some(&own), &[], now()).unwrap_err();
    assert_eq!(refused, EngageRefusal::BeingPaid { service: id(1), order: own.id });
}

#[test]
fn a_request_is_gone_with_its_order() {
    let mut service = waiting();
    service.request.as_mut().unwrap().order = Some(order_id(1));
    let mut order: Order = samples::guide_order(1);
    assert_eq!(lapse(&order, std::slice::from_ref(&service)), []);
    order = order.expired(samples::later(25).at).changed().unwrap();
    let [change] = &lapse(&order, &[service.clone(), waiting()])[..] else { panic!("one change") };
    service.apply(change);
    assert_eq!(service.request, None);
}

#[test]
fn all_that_remains_is_ordered_at_once() {
    let pay = |service: &Service| flush(service, Some(&plan()), true, &account(), tax(), now());
    let terms = pay(&bound(EndRule::GoOn)).unwrap();
    let [line] = &terms.lines[..] else { panic!("one line") };
    assert_eq!(line.description.as_str(), "vps-1, rest of the engagement: 7 months");
    assert_eq!((line.unit_price, line.term.unwrap().ends_on), (eur("5.60"), date(2027, 8, 31)));
    assert_eq!(line.clause, Some(Clause::Flushes { ends: true }));
    let text = |service: &Service| pay(service).unwrap_err().to_string();
    assert_eq!(
        text(&service()),
        "the service has no engagement, so nothing of one remains to be paid"
    );
    let none_agreed = Service { terms: None, ..bound(EndRule::GoOn) };
    assert!(text(&none_agreed).starts_with("the engagement until 2027-08-30 came without a price"));
    let mut paid = bound(EndRule::GoOn);
    paid.expiry = crate::Expiry::try_new(date(2027, 8, 31), 31).unwrap();
    assert!(text(&paid).starts_with("the service is paid until 2027-08-31, and its engagement"));
    let held = Service { held_by: Some(order_id(9)), ..bound(EndRule::GoOn) };
    assert!(text(&held).starts_with("service 1 is in order 9"));
    let gone = Service { state: ServiceState::Deleted, ..bound(EndRule::GoOn) };
    assert_eq!(text(&gone), "this service was deleted");
    let odd = Service { engaged_until: Some(date(2027, 8, 15)), ..bound(EndRule::GoOn) };
    assert!(
        text(&odd).starts_with("what remains of the engagement, until 2027-08-15, is not whole")
    );
}

#[test]
fn a_rule_is_chosen_from_those_that_can_be() {
    let chosen = |service: &Service, rule| choose_rule(service, rule, TODAY).unwrap();
    let keep = chosen(&bound(EndRule::GoOn), EndRule::KeepPrice);
    assert_eq!(keep.terms.unwrap().offer.end_rule, EndRule::KeepPrice);
    let cancel = chosen(&bound(EndRule::KeepPrice), EndRule::Cancel);
    assert_eq!(
        cancel.terms, None,
        "what was chosen before is there again when the end is taken back"
    );
    let same = chosen(&bound(EndRule::KeepPrice), EndRule::KeepPrice);
    assert_eq!((same.wish, same.terms), (Wish::default(), None));
    assert_eq!(EndRule::possible(&service()), [EndRule::Cancel, EndRule::GoOn]);
    for rule in EndRule::ALL {
        assert_eq!(EndRule::from_code(rule.code()), Some(rule));
    }
}

/// A service that came with an engagement, and without terms.
fn imported(engaged_until: Option<Date>, stop: Option<Stop>) -> Service {
    let renew = RenewSettings::try_new(RenewMode::Manual, None, stop).unwrap();
    Service { engaged_until, renew, ..samples::service(1, "vps-1", date(2027, 1, 15)) }
}

#[test]
fn an_engagement_is_one_to_its_last_day() {
    assert_eq!(of(&imported(None, None), TODAY), None);
    assert_eq!(of(&imported(Some(date(2026, 11, 22)), None), TODAY), None);
    let last = of(&imported(Some(TODAY), None), TODAY).unwrap();
    assert_eq!((last.starts_on, last.ends_on), (date(2020, 1, 1), TODAY));
    assert_eq!(last.end_rule, EndRule::GoOn);
    for stop in [Stop::AtExpiration, Stop::AtEngagementEnd] {
        let ending = of(&imported(Some(TODAY), Some(stop)), TODAY).unwrap();
        assert_eq!(ending.end_rule, EndRule::Cancel);
    }
}

#[test]
fn a_rule_is_an_end_or_none() {
    let wished =
        |service: &Service, rule| choose_rule(service, rule, TODAY).map(|choice| choice.wish.stop);
    let beyond = imported(Some(date(2027, 6, 14)), None);
    let at = |stop| Ok(Some(WantedStop::At(stop)));
    assert_eq!(wished(&beyond, EndRule::Cancel), at(Stop::AtEngagementEnd));
    assert_eq!(wished(&beyond, EndRule::GoOn), Ok(None), "it is so already");
    // What is paid lasts longer than the engagement: the first expiry after it is the next.
    let before = imported(Some(date(2026, 12, 31)), None);
    assert_eq!(wished(&before, EndRule::Cancel), at(Stop::AtExpiration));
    for stop in [Stop::AtExpiration, Stop::AtEngagementEnd] {
        let ending = imported(Some(date(2026, 12, 31)), Some(stop));
        assert_eq!(wished(&ending, EndRule::GoOn), Ok(Some(WantedStop::Never)));
        assert_eq!(wished(&ending, EndRule::Cancel), Ok(None), "it is so already");
    }
    let refused = wished(&imported(None, None), EndRule::Cancel);
    assert_eq!(refused, Err(EndRuleRefusal::NotEngaged));
    assert_eq!(wished(&beyond, EndRule::Reactivate), Err(EndRuleRefusal::NoTerms));
}
