//! When a service may be renewed, and until when.

use jiff::civil::date;

use super::*;
use crate::renew::{AutomaticKind, RenewMode};
use crate::samples::{self, TODAY};

fn service(state: ServiceState, mode: RenewMode) -> Service {
    let renew = RenewSettings::try_new(mode, None, None).unwrap();
    Service { state, renew, ..samples::service(1, "vps-1", date(2027, 1, 31)) }
}

fn renewed(service: &Service, period: &str) -> Result<Date, Obstacle> {
    service.renewed_expiry(Period::parse(period).unwrap(), TODAY).map(Expiry::on)
}

#[test]
fn renewal_counts_from_the_old_expiry() {
    let automatic = RenewMode::Automatic(AutomaticKind::V2012);
    let mut early = service(ServiceState::Active, automatic);
    assert_eq!(renewed(&early, "P1M"), Ok(date(2027, 2, 28)));
    early.expiry = Expiry::anchored_on(date(2026, 1, 31));
    early.state = samples::suspended(date(2026, 1, 31));
    assert!(early.is_expired(TODAY));
    assert_eq!(renewed(&early, "P1Y"), Ok(date(2027, 1, 31)), "late renewal gains no days");
}

#[test]
fn what_is_not_there_or_not_meant_to_go_on_is_not_renewed() {
    assert_eq!(
        renewed(&service(ServiceState::InCreation, RenewMode::Manual), "P1Y"),
        Err(Obstacle::InCreation)
    );
    assert_eq!(
        renewed(&service(ServiceState::Deleted, RenewMode::Manual), "P1Y"),
        Err(Obstacle::Deleted)
    );
    assert_eq!(
        renewed(&service(ServiceState::Active, RenewMode::OneShot), "P1Y"),
        Err(Obstacle::OneShot)
    );
}

#[test]
fn nothing_runs_more_than_ten_years_ahead() {
    let held = service(ServiceState::Active, RenewMode::Manual);
    assert_eq!(renewed(&held, "P9Y"), Ok(date(2036, 1, 31)));
    assert_eq!(renewed(&held, "P10Y"), Err(Obstacle::BeyondHorizon { until: date(2037, 1, 31) }));
}

#[test]
fn product_lines_are_parts_of_paths() {
    for good in ["vps", "dedicated/server", "hosting/privateDatabase"] {
        assert_eq!(ProductLine::parse(good).unwrap().as_str(), good);
    }
    for bad in ["", "/vps", "vps/", "a//b", "vps?", "é", "../me"] {
        assert!(ProductLine::parse(bad).is_err(), "{bad:?}");
    }
}
