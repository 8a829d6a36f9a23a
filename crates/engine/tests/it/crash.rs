//! The process dies at any moment: before and after every single write set of a renewal, for every way to pay.
//!
//! After a restart and a pass of the reconcilers the customer's program repeats what it had asked for, with the
//! same idempotency keys. What comes of it must be what would have come of it without the crash: charged once or not
//! at all, extended once, billed once, and the same answer.

use jiff::civil::date;
use perennial_core::order::OrderState;
use perennial_core::payment::Choice;
use perennial_engine::gateway::sandbox::Order::{self, *};
use perennial_engine::{Class, EngineError};
use perennial_store::CrashPoint;
use perennial_testkit::{Customer, Holding, TestApp, card, each_app, paypal};

use crate::support::told;

/// Customers repeat what they asked for until they have an answer that stays.
const ROUNDS: usize = 3;
const FREE: i64 = 55_555;

/// A way to pay for a service.
#[derive(Clone, Copy)]
struct Way {
    service: i64,
    choice: Choice,
    outcomes: &'static [Order],
    /// Whether it is the order of an engagement that is paid at once.
    engages: bool,
}

impl Way {
    const fn new(choice: Choice, outcomes: &'static [Order]) -> Self {
        Self { service: 112_233, choice, outcomes, engages: false }
    }

    fn holding(&self) -> Holding {
        let mut holding = Holding::guide_with_outcomes(self.outcomes);
        let free = (FREE, "vps", "free.ovh.net".to_owned(), "free", date(2027, 1, 31));
        holding.services.push(free);
        holding
    }

    /// The customer's program.
    async fn ask(&self, customer: &Customer) -> Result<(), EngineError> {
        let customer = customer.with_key("order");
        let order = if self.engages {
            let asked = customer.engage(self.service, "upfront12").await?;
            asked.order.unwrap()
        } else {
            customer.order(self.service, "P1M", &[]).await?
        };
        customer.with_key("payment").pay(order.id, self.choice).await
    }

    /// Asks, and lets the reconcilers run, several times over. Answers what was said last.
    async fn ask_until_it_stays(&self, app: &TestApp, customer: &Customer) -> String {
        let mut answer = String::new();
        for _ in 0..ROUNDS {
            answer = told(&self.ask(customer).await);
            app.reconcile_later().await;
        }
        answer
    }

    async fn survives_every_crash(self, expected: &str) {
        each_app(async |app| {
            // What a process does once an hour, it has done.
            app.engine.reconcile().await;
            let unharmed = app.customer("unharmed", &self.holding()).await;
            let once = async {
                self.ask(&unharmed).await.ok();
                app.reconcile_later().await;
            };
            let writes = app.writes_of(once).await;
            assert!(
                writes >= 3,
                "an order, a payment and a bill are no fewer than {writes} writes"
            );
            let answer = self.ask_until_it_stays(app, &unharmed).await;
            assert_eq!(answer, expected);
            let picture = unharmed.picture().await;

            let mut last = app.restarted().await;
            last.engine.reconcile().await;
            let points =
                (1..=writes).flat_map(|n| [CrashPoint::BeforeWrite(n), CrashPoint::AfterWrite(n)]);
            for point in points {
                let customer = last.customer(&format!("{point:?}"), &self.holding()).await;
                last.faults.crash_at(point);
                let first = self.ask(&customer.at(&last)).await;
                last.reconcile_later().await;
                assert!(last.faults.is_dead(), "{point:?} was not reached");
                if let Err(error) = first {
                    let class = error.class();
                    let expected = [Class::Unavailable, Class::Conflict, Class::PaymentRequired];
                    assert!(expected.contains(&class), "{point:?}: {class:?}: {error}");
                }
                let next = last.restarted().await;
                next.reconcile_later().await;
                let customer = customer.at(&next);
                assert_eq!(self.ask_until_it_stays(&next, &customer).await, answer, "{point:?}");
                assert_eq!(customer.picture().await, picture, "{point:?}");
                next.audit().await;
                last = next;
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_card_that_is_approved() {
    Way::new(card(), &[]).survives_every_crash("done").await;
}

#[tokio::test]
async fn paypal_that_is_approved() {
    Way::new(paypal(), &[Approve]).survives_every_crash("done").await;
}

#[tokio::test]
async fn an_engagement_that_is_paid_at_once() {
    Way { engages: true, ..Way::new(card(), &[]) }.survives_every_crash("done").await;
}

#[tokio::test]
async fn a_soft_decline() {
    let expected = "PaymentRequired: the payment of order … was declined (soft); try again later or \
                    pay with another means";
    Way::new(paypal(), &[DeclineSoft]).survives_every_crash(expected).await;
}

#[tokio::test]
async fn a_hard_decline() {
    let expected =
        "PaymentRequired: the payment of order … was declined (hard); pay with another means";
    Way::new(paypal(), &[DeclineHard]).survives_every_crash(expected).await;
}

#[tokio::test]
async fn no_answer_and_approved() {
    Way::new(paypal(), &[NoAnswerThenApprove]).survives_every_crash("done").await;
}

#[tokio::test]
async fn no_answer_and_declined() {
    let expected = "PaymentRequired: the payment of order … was declined (soft); try again later or \
                    pay with another means";
    Way::new(paypal(), &[NoAnswerThenDecline]).survives_every_crash(expected).await;
}

#[tokio::test]
async fn approved_and_told_twice() {
    Way::new(paypal(), &[ApproveTwice]).survives_every_crash("done").await;
}

#[tokio::test]
async fn the_prepaid_account() {
    Way::new(Choice::Prepaid, &[]).survives_every_crash("done").await;
}

#[tokio::test]
async fn fidelity_points() {
    Way::new(Choice::Fidelity, &[]).survives_every_crash("done").await;
}

#[tokio::test]
async fn an_order_of_nothing() {
    let way = Way { service: FREE, ..Way::new(Choice::Fidelity, &[]) };
    way.survives_every_crash("done").await;
}

/// Without keys a program can still repeat an order, because the same order is answered while it can be paid.
#[tokio::test]
async fn an_order_without_a_key() {
    each_app(async |app| {
        let mut last = app.restarted().await;
        for point in [CrashPoint::BeforeWrite(1), CrashPoint::AfterWrite(1)] {
            let customer = last.customer(&format!("{point:?}"), &Holding::guide()).await;
            last.faults.crash_at(point);
            let error = customer.order(12345, "P1Y", &[67890, 12345]).await.unwrap_err();
            assert_eq!(error.class(), Class::Unavailable);
            let next = last.restarted().await;
            let customer = customer.at(&next);
            let written = customer.orders().await;
            assert_eq!(written.len(), usize::from(point == CrashPoint::AfterWrite(1)));
            let order = customer.order(12345, "P1Y", &[12345, 67890]).await.unwrap();
            assert_eq!(order.state, OrderState::Unpaid);
            let standing = customer.orders().await;
            assert_eq!((standing.len(), &standing[0]), (1, &order), "{point:?}");
            assert!(written.iter().all(|one| *one == order));
            last = next;
        }
    })
    .await;
}
