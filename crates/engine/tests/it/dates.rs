//! Dates: renewal extends from the old expiry, and the anchor day is kept (invariant I7).

use jiff::civil::date;
use perennial_core::service::StateKind;
use perennial_testkit::{Customer, Holding, TestApp, each_app, money, paypal};

use crate::support::told;

const VPS: i64 = 112_233;

async fn alice(app: &TestApp) -> Customer {
    app.customer("alice", &Holding::guide()).await
}

async fn expiry(customer: &Customer, service: i64) -> String {
    customer.expiry(service).await.to_string()
}

#[tokio::test]
async fn the_anchor_day_outlives_short_months() {
    each_app(async |app| {
        let alice = alice(app).await;
        let mut dates = vec![expiry(&alice, VPS).await];
        for _ in 0..5 {
            alice.renew(VPS, "P1M").await;
            dates.push(expiry(&alice, VPS).await);
        }
        alice.renew(VPS, "P3M").await;
        dates.push(expiry(&alice, VPS).await);
        // A leap year: 31 January, 29 February.
        alice.renew(VPS, "P6M").await;
        dates.push(expiry(&alice, VPS).await);
        let expected = [
            "2027-01-31",
            "2027-02-28",
            "2027-03-31",
            "2027-04-30",
            "2027-05-31",
            "2027-06-30",
            "2027-09-30",
            "2028-03-31",
        ];
        assert_eq!(dates, expected);
        assert_eq!(alice.service(VPS).await.expiry.anchor_day(), 31);
    })
    .await;
}

/// Invariant I1, seen from the other side: what was sold has no gaps and no overlaps.
#[tokio::test]
async fn sold_periods_follow_one_another() {
    each_app(async |app| {
        let alice = alice(app).await;
        for period in ["P1M", "P1Y", "P3M"] {
            alice.renew(VPS, period).await;
        }
        let sold = app.engine.store().sold_periods(alice.account).await.unwrap();
        let days: Vec<String> =
            sold.iter().map(|sold| format!("{}/{}", sold.starts_on, sold.ends_on)).collect();
        assert_eq!(
            days,
            ["2027-01-31/2027-02-28", "2027-02-28/2028-02-29", "2028-02-29/2028-05-31"]
        );
    })
    .await;
}

#[tokio::test]
async fn twelve_months_are_a_year() {
    each_app(async |app| {
        let alice = alice(app).await;
        let year = alice.order(12345, "P1Y", &[]).await.unwrap();
        assert_eq!(alice.order(12345, "P12M", &[]).await.unwrap(), year);
        assert_eq!(alice.order(12345, "P24M", &[]).await.unwrap().terms.totals.net, money("3.98"));
        alice.pay(year.id, paypal()).await.unwrap();
        assert_eq!(expiry(&alice, 12345).await, "2028-01-15");
    })
    .await;
}

/// Late or early, the customer has what was paid for.
#[tokio::test]
async fn a_late_renewal_counts_from_the_old_expiry() {
    each_app(async |app| {
        let alice = alice(app).await;
        app.clock.set("2027-04-10T08:00:00Z".parse().unwrap());
        alice.renew(12345, "P1Y").await;
        assert_eq!(expiry(&alice, 12345).await, "2028-01-15");
        // A month does not bring it back into the present; the months that were missed are paid one by one.
        for expected in ["2027-02-28", "2027-03-31", "2027-04-30"] {
            assert!(alice.service(VPS).await.is_expired(date(2027, 4, 10)));
            alice.renew(VPS, "P1M").await;
            assert_eq!(expiry(&alice, VPS).await, expected);
        }
        assert!(!alice.service(VPS).await.is_expired(date(2027, 4, 10)));
    })
    .await;
}

#[tokio::test]
async fn a_suspended_service_is_served_again_when_it_is_paid_into_the_future() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.states.push((VPS, StateKind::Suspended));
        let alice = app.customer("alice", &holding).await;
        app.clock.set("2027-03-10T08:00:00Z".parse().unwrap());
        let mut states = Vec::new();
        for _ in 0..2 {
            alice.renew(VPS, "P1M").await;
            states.push(alice.service(VPS).await.state.kind());
        }
        assert_eq!(states, [StateKind::Suspended, StateKind::Active]);
    })
    .await;
}

/// Ten years ahead and no further.
#[tokio::test]
async fn a_service_runs_ten_years_ahead_at_most() {
    each_app(async |app| {
        let alice = alice(app).await;
        for _ in 0..9 {
            alice.renew(VPS, "P1Y").await;
        }
        assert_eq!(expiry(&alice, VPS).await, "2036-01-31");
        let refused = told(&alice.order(VPS, "P1Y", &[]).await);
        let expected = "Invalid: service 112233 cannot be renewed for P1Y: it would run until 2037-01-31, more \
                        than 120 months ahead; it can be renewed for P1M, P3M, P6M";
        assert_eq!(refused, expected);
        app.clock.set("2027-01-31T08:00:00Z".parse().unwrap());
        alice.renew(VPS, "P1Y").await;
    })
    .await;
}

/// The day begins at midnight in the time zone of the contract, not in Greenwich.
#[tokio::test]
async fn today_is_the_day_in_the_contracts_time_zone() {
    each_app(async |app| {
        let alice = alice(app).await;
        for _ in 0..9 {
            alice.renew(VPS, "P1Y").await;
        }
        app.clock.set("2027-01-30T22:59:59Z".parse().unwrap());
        assert!(alice.order(VPS, "P1Y", &[]).await.is_err(), "in Paris it is 30 January");
        app.clock.set("2027-01-30T23:00:00Z".parse().unwrap());
        assert!(alice.order(VPS, "P1Y", &[]).await.is_ok(), "in Paris it is 31 January");
    })
    .await;
}
