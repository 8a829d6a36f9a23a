//! The process dies before and after every write set of a refund, for every way the money can go.
//!
//! After a restart and a pass of the reconcilers the operator repeats the refund under its key. What comes of it must be
//! what would have come of it without the crash.

use perennial_core::OrderId;
use perennial_core::payment::Choice;
use perennial_engine::Class;
use perennial_engine::gateway::sandbox::Order::{self, *};
use perennial_store::CrashPoint;
use perennial_testkit::{Customer, Holding, TestApp, each_app, paypal};

use super::paid;
use crate::support::told;

/// An operator repeats what was asked for until there is an answer that stays.
const ROUNDS: usize = 3;

async fn ask(customer: &Customer, order: OrderId) -> Result<(), perennial_engine::EngineError> {
    customer.with_key("refund").refund(order, &[(1, Some("10")), (2, None)], None).await.map(|_| ())
}

async fn ask_until_it_stays(app: &TestApp, customer: &Customer, order: OrderId) {
    for _ in 0..ROUNDS {
        assert_eq!(told(&ask(customer, order).await), "done");
        app.reconcile_later().await;
    }
}

async fn survives_every_crash(choice: Choice, outcomes: &'static [Order]) {
    each_app(async |app| {
        app.engine.reconcile().await;
        let holding = Holding::guide_with_outcomes(outcomes);
        let unharmed = app.customer("unharmed", &holding).await;
        let order = paid(&unharmed, choice).await;
        let once = async {
            ask(&unharmed, order).await.unwrap();
            app.reconcile_later().await;
        };
        let writes = app.writes_of(once).await;
        assert!(writes >= 2, "a credit note and its number are no fewer than {writes} writes");
        ask_until_it_stays(app, &unharmed, order).await;
        let picture = unharmed.picture().await;

        let mut last = app.restarted().await;
        last.engine.reconcile().await;
        let points =
            (1..=writes).flat_map(|n| [CrashPoint::BeforeWrite(n), CrashPoint::AfterWrite(n)]);
        for point in points {
            let customer = last.customer(&format!("{point:?}"), &holding).await;
            let order = paid(&customer, choice).await;
            last.faults.crash_at(point);
            let first = ask(&customer, order).await;
            last.reconcile_later().await;
            assert!(last.faults.is_dead(), "{point:?} was not reached");
            if let Err(error) = first {
                assert_eq!(error.class(), Class::Unavailable, "{point:?}: {error}");
            }
            let next = last.restarted().await;
            next.reconcile_later().await;
            let customer = customer.at(&next);
            ask_until_it_stays(&next, &customer, order).await;
            assert_eq!(customer.picture().await, picture, "{point:?}");
            next.audit().await;
            last = next;
        }
    })
    .await;
}

#[tokio::test]
async fn to_a_method_that_takes_it() {
    survives_every_crash(paypal(), &[Approve, Approve]).await;
}

#[tokio::test]
async fn to_a_method_that_refuses_it() {
    survives_every_crash(paypal(), &[Approve, DeclineHard]).await;
}

#[tokio::test]
async fn to_a_method_that_is_silent_and_takes_it() {
    survives_every_crash(paypal(), &[Approve, NoAnswerThenApprove]).await;
}

#[tokio::test]
async fn to_a_method_that_is_silent_and_refuses_it() {
    survives_every_crash(paypal(), &[Approve, NoAnswerThenDecline]).await;
}

#[tokio::test]
async fn to_the_prepaid_account() {
    survives_every_crash(Choice::Prepaid, &[]).await;
}

#[tokio::test]
async fn to_fidelity_points() {
    survives_every_crash(Choice::Fidelity, &[]).await;
}
