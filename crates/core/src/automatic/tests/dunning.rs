//! Renewals that are not paid: other means, other days, suspension.

use jiff::civil::date;

use super::automatic;
use super::life::Life;
use crate::means::MethodKind;
use crate::payment::Decline::{Hard, Soft};
use crate::samples::*;
use crate::service::ServiceState;

#[test]
fn the_other_methods_are_tried_on_the_same_day() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 15)));
    life.methods.push(method(4, 4, MethodKind::CreditCard));
    life.declines.insert(5, [Soft].into());
    life.run_until(date(2027, 1, 31));
    let expected = [
        "2027-01-01 is declined order 1 with paypal",
        "2027-01-01 pays order 1 with creditCard: 1 until 2027-02-15",
    ];
    assert_eq!(life.log(), expected, "the default first, although its id is higher");
    assert_eq!(life.services().next().unwrap().state, ServiceState::Active);
}

#[test]
fn a_soft_decline_is_tried_again_on_schedule() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 3)));
    life.declines.insert(5, [Soft, Soft].into());
    life.run_until(date(2027, 1, 31));
    let expected = [
        "2027-01-01 is declined order 1 with paypal",
        "2027-01-01 tells paymentFailed: 1 on 2027-01-08",
        "2027-01-02 is declined order 1 with paypal",
        "2027-01-04 pays order 1 with paypal: 1 until 2027-02-03",
    ];
    assert_eq!(life.log(), expected, "one order, one notice, and the old expiry");
}

#[test]
fn who_does_not_pay_is_suspended_after_the_time_to_pay() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 3)));
    life.declines.insert(5, [Soft; 9].into());
    life.run_until(date(2027, 1, 31));
    let expected = [
        "2027-01-01 is declined order 1 with paypal",
        "2027-01-01 tells paymentFailed: 1 on 2027-01-08",
        "2027-01-02 is declined order 1 with paypal",
        "2027-01-04 is declined order 1 with paypal",
        "2027-01-06 is declined order 1 with paypal",
        "2027-01-06 tells paymentFailed: 1 on 2027-01-08",
        "2027-01-08 tells suspended: 1 on 2027-01-13",
        "2027-01-08 1 is suspended",
        "2027-01-13 tells deleted: 1",
        "2027-01-13 1 is deleted",
    ];
    assert_eq!(life.log(), expected);
}

#[test]
fn nobody_is_suspended_before_the_expiry() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 31)));
    life.methods.clear();
    life.run_until(date(2027, 1, 31));
    let expected = [
        "2027-01-01 tells paymentFailed: 1 on 2027-01-31",
        "2027-01-06 tells paymentFailed: 1 on 2027-01-31",
        "2027-01-31 tells suspended: 1 on 2027-02-05",
        "2027-01-31 1 is suspended",
    ];
    assert_eq!(life.log(), expected);
    let order = &life.standing[0].order;
    assert_eq!(order.terms.valid_until.to_string(), "2027-01-31T00:00:00Z", "as long as that");
}

#[test]
fn what_was_refused_for_good_is_left_alone_until_something_changes() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 3)));
    life.declines.insert(5, [Hard].into());
    life.run(date(2027, 1, 1), date(2027, 1, 1));
    // The engine notes it at the method.
    life.methods[0].refused_at = Some(now().at);
    life.run_until(date(2027, 1, 4));
    assert_eq!(
        life.log()[..2],
        [
            "2027-01-01 is declined order 1 with paypal",
            "2027-01-01 tells paymentFailed: 1 on 2027-01-08",
        ]
    );
    assert_eq!(life.standing[0].payments.len(), 1, "no retry reached the provider");

    life.methods.push(method(6, 6, MethodKind::CreditCard));
    life.look_again(date(2027, 1, 5));
    life.run(date(2027, 1, 5), date(2027, 1, 5));
    assert_eq!(
        life.log()[2..],
        ["2027-01-05 pays order 1 with creditCard: 1 until 2027-02-03"],
        "a new method is tried at once, off the schedule"
    );
}

#[test]
fn what_was_renewed_by_hand_meanwhile_is_not_in_the_order_any_more() {
    let services =
        vec![automatic(1, "P1M", date(2027, 1, 15)), automatic(2, "P1M", date(2027, 1, 20))];
    let mut life = Life::of_all(services, &[]);
    life.declines.insert(5, [Soft].into());
    life.run(date(2027, 1, 1), date(2027, 1, 1));
    life.extend_by_hand(1, "P1M");
    life.run(date(2027, 1, 2), date(2027, 1, 2));
    let expected = [
        "2027-01-01 is declined order 1 with paypal",
        "2027-01-01 tells paymentFailed: 1 on 2027-01-15; 2 on 2027-01-20",
        "2027-01-02 pays order 2 with paypal: 2 until 2027-02-20",
    ];
    assert_eq!(life.log(), expected);
    assert!(matches!(life.standing[0].order.state, crate::order::OrderState::Cancelled { .. }));
}

#[test]
fn what_was_deleted_meanwhile_is_not_paid_for() {
    let services =
        vec![automatic(1, "P1M", date(2027, 1, 3)), automatic(2, "P1M", date(2027, 1, 31))];
    let mut life = Life::of_all(services, &[]);
    life.methods.clear();
    life.run_until(date(2027, 1, 19));
    assert_eq!(life.log().last(), Some(&"2027-01-13 1 is deleted"));

    life.methods.push(method(6, 6, MethodKind::CreditCard));
    life.look_again(date(2027, 1, 20));
    life.run(date(2027, 1, 20), date(2027, 1, 20));
    let last = life.log().last().copied();
    assert_eq!(last, Some("2027-01-20 pays order 2 with creditCard: 2 until 2027-02-28"));
}

#[test]
fn tries_that_were_missed_come_before_the_suspension() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 3)));
    life.declines.insert(5, [Soft].into());
    life.run(date(2027, 1, 1), date(2027, 1, 1));
    // It was waited for the gateway while other days were done; the calendar does not go back to them.
    life.run(date(2027, 2, 10), date(2027, 2, 10));
    let expected = [
        "2027-01-01 is declined order 1 with paypal",
        "2027-01-01 tells paymentFailed: 1 on 2027-01-08",
        "2027-02-10 pays order 2 with paypal: 1 until 2027-02-03",
    ];
    assert_eq!(life.log()[..3], expected);
}

#[test]
fn what_fails_at_every_missed_try_is_suspended_after_the_last() {
    let mut life = Life::of(automatic(1, "P1M", date(2027, 1, 3)));
    life.declines.insert(5, [Soft; 9].into());
    life.run(date(2027, 1, 1), date(2027, 1, 1));
    life.look_again(date(2027, 2, 10));
    life.run_until(date(2027, 2, 28));
    let states: Vec<&str> = life.log().into_iter().skip(2).collect();
    let expected = [
        "2027-02-10 is declined order 2 with paypal",
        "2027-02-11 is declined order 3 with paypal",
        "2027-02-12 is declined order 4 with paypal",
        "2027-02-12 tells paymentFailed: 1 on 2027-02-13",
        "2027-02-13 tells suspended: 1 on 2027-02-18",
        "2027-02-13 1 is suspended",
        "2027-02-18 tells deleted: 1",
        "2027-02-18 1 is deleted",
    ];
    assert_eq!(states, expected);
}
