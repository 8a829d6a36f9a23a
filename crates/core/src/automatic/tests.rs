//! Days of accounts, played one after the other: what is paid, what is told, what becomes of the services.

mod dunning;
mod laws;
mod life;
mod settings;

use jiff::civil::date;

use self::life::Life;
use crate::samples::*;

#[test]
fn a_year_of_monthly_renewals_keeps_the_anchor_day() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 31)));
    life.run_until(date(2027, 7, 1));
    let expected = [
        "2027-01-01 pays order 1 with paypal: 1 until 2027-02-28",
        "2027-02-01 pays order 2 with paypal: 1 until 2027-03-31",
        "2027-03-01 pays order 3 with paypal: 1 until 2027-04-30",
        "2027-04-01 pays order 4 with paypal: 1 until 2027-05-31",
        "2027-05-01 pays order 5 with paypal: 1 until 2027-06-30",
        "2027-06-01 pays order 6 with paypal: 1 until 2027-07-31",
        "2027-07-01 pays order 7 with paypal: 1 until 2027-08-31",
    ];
    assert_eq!(life.log(), expected);
}

#[test]
fn a_yearly_renewal_is_noticed_before_its_debit() {
    let mut life = Life::of(automatic(1, "P1Y", date(2027, 3, 30)));
    life.run_until(date(2027, 4, 1));
    let expected = [
        "2027-02-18 tells renewalAhead: 1 on 2027-03-01, 12.00 €",
        "2027-03-01 pays order 1 with paypal: 1 until 2028-03-30",
    ];
    assert_eq!(life.log(), expected, "the notice 15 days before would come after the debit");
}

#[test]
fn what_is_not_renewed_by_hand_is_reminded_of_suspended_and_deleted() {
    let mut service = service(1, "vps-1", date(2027, 3, 30));
    service.agenda.due_on = Some(date(2027, 1, 1));
    let mut life = Life::of(service);
    life.run_until(date(2027, 6, 1));
    let expected = [
        "2027-02-28 tells expiryAhead: 1",
        "2027-03-15 tells expiryAhead: 1",
        "2027-03-23 tells expiryAhead: 1",
        "2027-03-27 tells expiryAhead: 1",
        "2027-03-29 tells expiryAhead: 1",
        "2027-03-30 tells suspended: 1 on 2027-04-04",
        "2027-03-30 1 is suspended",
        "2027-04-04 tells deleted: 1",
        "2027-04-04 1 is deleted",
    ];
    assert_eq!(life.log(), expected);
}

#[test]
fn services_that_are_due_together_are_one_order() {
    let services = vec![
        automatic(1, "P1M", date(2027, 1, 15)),
        automatic(2, "P1Y", date(2027, 1, 20)),
        automatic(3, "P1M", date(2027, 2, 2)),
    ];
    let mut life = Life::of_all(services, &[]);
    life.run_until(date(2027, 1, 1));
    assert_eq!(
        life.log(),
        [
            "2026-12-11 tells renewalAhead: 2 on 2027-01-01, 12.00 €",
            "2027-01-01 pays order 1 with paypal: 1 until 2027-02-15, 2 until 2028-01-20",
        ],
        "each for its own period; what expires after the next debit waits for it"
    );
}

#[test]
fn the_prepaid_account_pays_first_as_far_as_it_covers() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 15)));
    life.balances = balances("1.30", "0");
    life.run_until(date(2027, 2, 1));
    let expected = [
        "2027-01-01 pays order 1 with ovhAccount: 1 until 2027-02-15",
        "2027-02-01 pays order 2 with paypal: 1 until 2027-03-15",
    ];
    assert_eq!(life.log(), expected);
    assert_eq!(life.balances.prepaid, eur("0.10"), "1.00 net and 20 % tax were paid from it");
}

#[test]
fn the_account_chooses_its_day() {
    let renew_day = crate::calendar::RenewDay::try_new(20).unwrap();
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 15)));
    life.account.autorenew = Some(crate::account::AutoRenew { active: true, renew_day });
    life.run_until(date(2027, 1, 31));
    let expected = [
        "2026-12-20 pays order 1 with paypal: 1 until 2027-02-15",
        "2027-01-20 pays order 2 with paypal: 1 until 2027-03-15",
    ];
    assert_eq!(life.log(), expected);
}

/// A service that renews itself, and was looked at when it was made.
fn automatic(id: i64, length: &str, expires_on: jiff::civil::Date) -> crate::Service {
    use crate::renew::{AutomaticKind, RenewMode, RenewSettings};
    let mode = RenewMode::Automatic(AutomaticKind::V2012);
    let mut service = service(id, "vps-1", expires_on);
    service.renew = RenewSettings::try_new(mode, Some(period(length)), None).unwrap();
    service.agenda.due_on = Some(date(2026, 12, 1));
    service.agenda.looked_on = Some(date(2026, 11, 30));
    service
}

#[test]
fn a_service_is_renewed_once_on_a_day_however_late_it_is() {
    let mut service = automatic(1, "P1M", date(2027, 1, 31));
    service.agenda.looked_on = Some(date(2027, 6, 19));
    service.agenda.due_on = Some(date(2027, 6, 20));
    let mut life = Life::of(service);
    life.run_until(date(2027, 7, 1));
    let expected = [
        "2027-06-20 pays order 1 with paypal: 1 until 2027-02-28",
        "2027-06-21 pays order 2 with paypal: 1 until 2027-03-31",
        "2027-06-22 pays order 3 with paypal: 1 until 2027-04-30",
        "2027-06-23 pays order 4 with paypal: 1 until 2027-05-31",
        "2027-06-24 pays order 5 with paypal: 1 until 2027-06-30",
        // The debit for July was to be on the first of it, which is over as well.
        "2027-06-25 pays order 6 with paypal: 1 until 2027-07-31",
        "2027-07-01 pays order 7 with paypal: 1 until 2027-08-31",
    ];
    assert_eq!(life.log(), expected);
}
