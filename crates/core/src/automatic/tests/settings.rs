//! Modes, ends, engagements and options.

use jiff::civil::date;

use super::automatic;
use super::life::Life;
use crate::Service;
use crate::link::{Link, LinkKind};
use crate::renew::{AutomaticKind, RenewMode, RenewSettings, Stop};
use crate::samples::*;
use crate::service::StateKind;

fn with(service: Service, mode: RenewMode, length: &str, stop: Option<Stop>) -> Service {
    let renew = RenewSettings::try_new(mode, Some(period(length)), stop).unwrap();
    Service { renew, ..service }
}

#[test]
fn an_option_is_renewed_with_its_parent_and_never_beyond_it() {
    let parent = automatic(1, "P1Y", date(2027, 1, 15));
    let option = with(automatic(2, "P1M", date(2027, 1, 15)), RenewMode::Option, "P1Y", None);
    let late = with(automatic(3, "P1M", date(2027, 1, 20)), RenewMode::Option, "P1Y", None);
    let link = |from| Link { from: id(from), to: id(1), kind: LinkKind::OptionOf };
    let mut life = Life::of_all(vec![option, late, parent], &[link(2), link(3)]);
    life.run(date(2027, 1, 1), date(2027, 1, 1));
    assert_eq!(
        life.log(),
        [
            "2027-01-01 pays order 1 with paypal: 1 until 2028-01-15, 2 until 2028-01-15, 3 until 2027-04-20"
        ],
        "a year would be too long for the third: it takes the longest period that is not"
    );
}

#[test]
fn an_option_of_a_manual_parent_lapses() {
    let parent = service(1, "vps-1", date(2027, 1, 15));
    let option = with(automatic(2, "P1M", date(2027, 1, 15)), RenewMode::Option, "P1M", None);
    let link = Link { from: id(2), to: id(1), kind: LinkKind::OptionOf };
    let mut life = Life::of_all(vec![option, parent], &[link]);
    life.run_until(date(2027, 1, 15));
    assert_eq!(life.log().last(), Some(&"2027-01-15 2 is suspended"));
    assert!(life.standing.is_empty());
}

#[test]
fn what_is_to_end_is_deleted_at_its_expiry_with_its_options() {
    let ends = Some(Stop::AtExpiration);
    let parent = with(automatic(1, "P1M", date(2027, 1, 15)), RenewMode::Manual, "P1M", ends);
    let option = with(automatic(2, "P1M", date(2027, 3, 15)), RenewMode::Option, "P1M", None);
    let link = Link { from: id(2), to: id(1), kind: LinkKind::OptionOf };
    let mut life = Life::of_all(vec![option, parent], &[link]);
    life.run_until(date(2027, 1, 31));
    let expected =
        ["2027-01-15 tells deleted: 1; 2", "2027-01-15 1 is deleted", "2027-01-15 2 is deleted"];
    assert_eq!(life.log(), expected, "without a reminder: its holder has asked for it");
}

#[test]
fn an_engagement_is_kept_to_its_end() {
    let mode = RenewMode::Automatic(AutomaticKind::V2016);
    let mut service =
        with(automatic(1, "P1M", date(2027, 1, 15)), mode, "P1M", Some(Stop::AtEngagementEnd));
    service.engaged_until = Some(date(2027, 3, 14));
    let mut life = Life::of(service);
    life.run_until(date(2027, 4, 30));
    let expected = [
        "2027-01-01 pays order 1 with paypal: 1 until 2027-02-15",
        "2027-02-01 pays order 2 with paypal: 1 until 2027-03-15",
        "2027-03-15 tells deleted: 1",
        "2027-03-15 1 is deleted",
    ];
    assert_eq!(life.log(), expected);
}

#[test]
fn what_has_no_price_is_not_renewed_and_its_holder_hears_of_it() {
    let mut life = Life::of(automatic(1, "P2Y", date(2027, 1, 15)));
    life.run_until(date(2027, 1, 15));
    let told: Vec<&str> = life.log().into_iter().filter(|line| line.contains("not")).collect();
    assert_eq!(told, ["2027-01-01 tells notRenewable: 1 on 2027-01-15"]);
    assert_eq!(life.services().next().unwrap().state.kind(), StateKind::Suspended);
}

#[test]
fn a_service_that_is_being_paid_is_waited_for() {
    let mut service = automatic(1, "P1M", date(2027, 1, 15));
    service.held_by = Some(order_id(77));
    let mut life = Life::of(service);
    life.run_until(date(2027, 3, 1));
    assert!(life.log().is_empty());
    let service = life.services().next().unwrap();
    assert_eq!((service.agenda.due_on, service.state.kind()), (None, StateKind::Active));
}

#[test]
fn the_forecast_looks_when_the_calendar_does() {
    // Set to automatic on 10 January, after the day of its debit: it is tried at once.
    let mut service = automatic(1, "P1M", date(2027, 1, 31));
    service.agenda.looked_on = Some(date(2027, 1, 9));
    service.agenda.due_on = Some(date(2027, 1, 10));
    let mut life = Life::of(service);
    let now = crate::Now { today: date(2027, 1, 10), ..now() };
    let forecast = crate::automatic::forecast(&life.holder(), now, date(2027, 1, 31)).unwrap();
    let debits: Vec<_> = forecast.debits.iter().map(|debit| debit.on).collect();
    assert_eq!(debits, [date(2027, 1, 10)]);
    life.run_until(date(2027, 1, 31));
    assert_eq!(life.log(), ["2027-01-10 pays order 1 with paypal: 1 until 2027-02-28"]);
}
