//! Results depend on dates, not on when a job ran (invariant I10).

use std::cell::RefCell;

use jiff::SignedDuration;
use perennial_engine::gateway::sandbox::Order::{NoAnswerThenApprove, NoAnswerThenDecline};
use perennial_store::{CrashPoint, Database};
use perennial_testkit::{Customer, Holding, TestApp, each_database, paypal};

const HOUR: i64 = 1;
const DAY: i64 = 24;
const DAYS: i64 = 30;

/// When the reconcilers run in the thirty days, in hours from the beginning.
fn plans() -> [(&'static str, Vec<i64>); 4] {
    let end = DAYS * DAY;
    [
        ("every day", (1..=DAYS).map(|day| day * DAY).collect()),
        ("every hour", (1..=end).map(|hour| hour * HOUR).collect()),
        ("once, after an outage", vec![end]),
        ("for two days, and after an outage", vec![6, 12, 18, 30, 36, 48, end]),
    ]
}

/// Something of everything that is left for later.
async fn begin(app: &TestApp) -> Vec<Customer> {
    let holding = Holding::guide_with_outcomes(&[NoAnswerThenApprove]);
    let alice = app.customer("alice", &holding).await;
    let hosting = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id;
    alice.pay(hosting, paypal()).await.unwrap_err();
    alice.order(112_233, "P1M", &[]).await.unwrap();

    let holding = Holding::guide_with_outcomes(&[NoAnswerThenDecline]);
    let bob = app.customer("bob", &holding).await;
    let order = bob.order(112_233, "P1Y", &[]).await.unwrap().id;
    bob.pay(order, paypal()).await.unwrap_err();
    bob.renew(12345, "P1Y").await;

    // Carol pays while the process dies before the charge.
    let dying = app.restarted().await;
    let carol = dying.customer("carol", &Holding::guide()).await;
    let order = carol.order(12345, "P1Y", &[]).await.unwrap().id;
    dying.faults.crash_at(CrashPoint::AfterWrite(1));
    carol.pay(order, paypal()).await.unwrap_err();
    vec![alice, bob, carol.at(app)]
}

/// All that is known in the end, except when it came to be known.
async fn live_through(database: &Database, passes: &[i64]) -> String {
    let app = TestApp::on(database).await;
    let customers = begin(&app).await;
    let mut now = 0;
    for hour in passes {
        app.advance(SignedDuration::from_hours(hour - now));
        now = *hour;
        app.engine.reconcile().await;
    }
    let mut known = String::new();
    for customer in &customers {
        customer.renew(112_233, "P1M").await;
        known += &customer.picture().await;
        for bill in app.engine.store().bills(customer.account).await.unwrap() {
            known += &format!("{} {}\n", bill.issue.unwrap().number, bill.gross);
        }
        // An order may be cancelled by the decline of its payment, when that comes after its time.
        let journal = app.journal(customer.account).await;
        let lines = journal.into_iter().filter(|line| !line.starts_with("order.expire"));
        known += &lines.collect::<Vec<_>>().join("\n");
    }
    app.audit().await;
    known
}

#[tokio::test]
async fn a_month_comes_to_the_same_whenever_the_reconcilers_run() {
    let known = RefCell::new(Vec::new());
    for (plan, passes) in plans() {
        each_database(async |database| {
            let end = live_through(database.database(), &passes).await;
            known.borrow_mut().push((plan, end));
        })
        .await;
    }
    let known = known.into_inner();
    let (_, expected) = &known[0];
    assert_eq!(expected.matches(", issued").count(), 5, "{expected}");
    assert_eq!(expected.matches(", cancelled").count(), 3, "{expected}");
    for (plan, end) in &known {
        assert_eq!(end, expected, "{plan}");
    }
}
