//! Laws that hold whatever an account holds: when the days are done does not matter, and the forecast comes true.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::automatic;
use super::life::Life;
use crate::automatic::forecast;
use crate::calendar::RenewDay;
use crate::engagement::{EndRule, Offer, Request, Terms};
use crate::order::Line;
use crate::payment::Decline;
use crate::renew::{RenewMode, RenewSettings, Stop};
use crate::samples::*;
use crate::{Now, Service};

#[derive(Debug, Clone)]
struct Setup {
    services: Vec<Service>,
    renew_day: i64,
    declines: Vec<bool>,
    prepaid: i64,
}

/// Days, length, mode, whether at the end of a month, and how a service is bound.
type Drawn = (i64, &'static str, i32, bool, Bond);

/// How a service is bound: it waits for an engagement of some months, or is in one since some, with what comes after.
type Bond = Option<(&'static str, Option<i64>, EndRule)>;

const BONDS: [Bond; 8] = [
    None,
    None,
    None,
    Some(("P3M", None, EndRule::GoOn)),
    Some(("P6M", None, EndRule::Cancel)),
    Some(("P3M", None, EndRule::KeepPrice)),
    Some(("P3M", None, EndRule::Reactivate)),
    Some(("P6M", Some(2), EndRule::KeepPrice)),
];

fn bind(service: &mut Service, bond: Bond) {
    let Some((length, since, end_rule)) = bond else { return };
    let offer = Offer { length: period(length), end_rule, ..offer() };
    let Some(months) = since else {
        service.request = Some(Request { offer, requested_on: TODAY, order: None });
        return;
    };
    let months = i64::from(offer.length.months()) - months;
    let rest = service.expiry.extended(crate::Period::from_months(months).unwrap()).unwrap();
    service.engaged_until = rest.on().yesterday().ok();
    service.terms = Some(Terms { offer, starts_on: date(2026, 11, 1) });
}

/// What was bought: of which service, from which day, at which price, and whether an engagement begins with it.
fn bought(life: &Life) -> BTreeSet<(crate::ServiceId, Date, i64, bool)> {
    let settled = life.standing.iter().map(|standing| &standing.order);
    let settled = settled.filter(|order| order.settled_at().is_some());
    let lines = settled.flat_map(|order| &order.terms.lines);
    let line = |line: &Line| {
        Some((line.service?, line.term?.starts_on, line.unit_price.ucents(), line.clause.is_some()))
    };
    lines.filter_map(line).collect()
}

fn setup() -> impl Strategy<Value = Setup> {
    let length = prop::sample::select(vec!["P1M", "P3M", "P1Y"]);
    let mode = prop::sample::select(vec![0, 0, 0, 1, 2]);
    let bound = prop::sample::select(BONDS.to_vec());
    let service = (0i64..365, length, mode, any::<bool>(), bound);
    let services = prop::collection::vec(service, 1..5);
    let declines = prop::collection::vec(any::<bool>(), 0..6);
    (services, 1i64..=31, declines, 0i64..30).prop_map(
        |(services, renew_day, declines, prepaid)| {
            let service = |(number, (days, length, mode, month_end, bond)): (i64, Drawn)| {
                let expires_on =
                    date(2027, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
                let on = if month_end { expires_on.last_of_month() } else { expires_on };
                let mut service = automatic(number, length, on);
                let stop = (mode == 2).then_some(Stop::AtExpiration);
                if mode > 0 {
                    service.renew = RenewSettings::try_new(RenewMode::Manual, None, stop).unwrap();
                }
                bind(&mut service, bond);
                service
            };
            let services = (1..).zip(services).map(service).collect();
            Setup { services, renew_day, declines, prepaid }
        },
    )
}

fn life(setup: &Setup) -> Life {
    let mut life = Life::of_all(setup.services.clone(), &[]);
    let renew_day = RenewDay::try_new(setup.renew_day).unwrap();
    life.account.autorenew = Some(crate::account::AutoRenew { active: true, renew_day });
    life.balances = balances(&setup.prepaid.to_string(), "0");
    let declines =
        setup.declines.iter().map(|hard| if *hard { Decline::Soft } else { Decline::Hard });
    life.declines.insert(5, declines.collect());
    life
}

/// Runs on given days only, each time with everything that was missed since.
fn on_days(setup: &Setup, days: &[Date]) -> Life {
    let mut life = life(setup);
    for today in days {
        while let Some(day) = life.next_day().filter(|day| day <= today) {
            life.run(day, *today);
        }
    }
    life
}

fn every(days: usize, until: Date) -> Vec<Date> {
    let all = date(2026, 12, 1).series(jiff::Span::new().days(1)).take_while(|day| *day <= until);
    let mut some: Vec<Date> = all.step_by(days).collect();
    some.push(until);
    some
}

/// An order can be paid for a time of the real world; late retries may need a new one for the same.
fn without_order(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let is_number = |at: usize| at > 0 && words[at - 1] == "order";
    let kept = words.iter().enumerate().filter(|(at, _)| !is_number(*at));
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

proptest! {
    /// Daily runs, monthly ones and one after an outage of a year and more come to the same, day by day.
    #[test]
    fn it_does_not_matter_when_the_days_are_done(setup in setup()) {
        let until = date(2028, 3, 1);
        let daily = on_days(&setup, &every(1, until));
        let monthly = on_days(&setup, &every(30, until));
        let once = on_days(&setup, &[until]);
        let log = |life: &Life| life.log().into_iter().map(without_order).collect::<Vec<_>>();
        prop_assert_eq!(log(&daily), log(&monthly));
        prop_assert_eq!(log(&daily), log(&once));
        prop_assert_eq!(bought(&daily), bought(&monthly));
        prop_assert_eq!(bought(&daily), bought(&once));
        let states = |life: &Life| life.services().map(|s| (s.expiry, s.state, s.agenda.due_on)).collect::<Vec<_>>();
        prop_assert_eq!(states(&daily), states(&once));
    }

    /// Where nothing is declined, what was forecast is what is charged.
    #[test]
    fn the_forecast_comes_true(mut setup in setup()) {
        setup.declines.clear();
        let until = date(2028, 3, 1);
        let mut life = life(&setup);
        let now = Now { at: now().at, today: date(2026, 12, 1) };
        let forecast = forecast(&life.holder(), now, until).unwrap();
        life.run_until(until);
        let foretold: Vec<String> = forecast
            .debits
            .iter()
            .map(|debit| {
                let lines = debit.lines.iter().filter_map(|line| Some((line.service?, line.term?)));
                let lines: Vec<String> = lines.map(|(id, term)| format!("{id} until {}", term.ends_on)).collect();
                format!("{} with {}: {}", debit.on, debit.means.name(), lines.join(", "))
            })
            .collect();
        let paid: Vec<String> = life
            .log()
            .into_iter()
            .filter_map(|line| line.split_once(" pays order "))
            .map(|(day, rest)| format!("{day} {}", rest.split_once(' ').unwrap().1))
            .collect();
        prop_assert_eq!(foretold, paid);
        let dooms = forecast.dooms.len();
        let ends = life.log().iter().filter(|line| line.contains(" is ")).count();
        prop_assert_eq!(dooms, ends);
    }

    /// No period is sold twice, and each begins where the one before ends.
    #[test]
    fn periods_follow_one_another(setup in setup()) {
        let mut life = life(&setup);
        life.run_until(date(2028, 6, 1));
        let settled = life.standing.iter().filter(|standing| {
            matches!(standing.order.state, crate::order::OrderState::Settled { .. })
        });
        let mut ends: std::collections::BTreeMap<_, _> =
            setup.services.iter().map(|service| (service.id, service.expiry.on())).collect();
        for (service, term) in settled.flat_map(|standing| standing.order.terms.renewals()) {
            let end = ends.insert(service, term.ends_on);
            prop_assert_eq!(end, Some(term.starts_on));
        }
    }
}
