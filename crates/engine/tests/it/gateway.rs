//! Gateways at their worst: slow, silent, early, late, and of two minds.

use std::sync::Arc;

use jiff::SignedDuration;
use perennial_core::OrderId;
use perennial_core::order::OrderState;
use perennial_core::payment::{Outcome, PaymentState};
use perennial_engine::gateway::Notice;
use perennial_engine::{EngineError, Pass};
use perennial_testkit::{Customer, Holding, TestApp, TestGateway, each_app_and_gateway, paypal};
use tokio::task::JoinHandle;

use crate::support::told;

const CAPTURED: Outcome = Outcome::Captured { reference: None };
const SETTLED: Pass = Pass {
    payments_settled: 1,
    payments_reversed: 0,
    orders_expired: 0,
    registrations_lapsed: 0,
    refunds_settled: 0,
    bills_numbered: 0,
    credit_notes_numbered: 0,
    services_renewed: 0,
    run_waiting: None,
    notices_sent: 0,
};

/// A customer with an order of the VPS.
async fn alice(app: &TestApp) -> (Customer, OrderId) {
    let alice = app.customer("alice", &Holding::guide()).await;
    let order = alice.order(112_233, "P1M", &[]).await.unwrap().id;
    (alice, order)
}

/// A payment under way, whose charge the gateway has not answered yet.
async fn paying(
    gateway: &TestGateway,
    customer: &Customer,
    order: OrderId,
) -> JoinHandle<Result<(), EngineError>> {
    gateway.hold_charges();
    let customer = customer.clone();
    let payment = tokio::spawn(async move { customer.pay(order, paypal()).await });
    gateway.asked(1).await;
    payment
}

async fn is_settled(customer: &Customer, order: OrderId) -> bool {
    matches!(customer.order_state(order).await, OrderState::Settled { .. })
}

#[tokio::test]
async fn a_payment_is_followed_to_its_end_when_the_caller_goes_away() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        let caller = paying(gateway, &alice, order).await;
        caller.abort();
        assert!(caller.await.unwrap_err().is_cancelled());
        gateway.release();
        app.engine.finish().await;
        assert!(is_settled(&alice, order).await);
        assert_eq!(alice.expiry(112_233).await.to_string(), "2027-02-28");
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn no_answer_within_the_time_is_no_answer() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        gateway.hold_charges();
        let started = tokio::time::Instant::now();
        let error = alice.pay(order, paypal()).await.unwrap_err();
        assert!(matches!(error, EngineError::InDoubt { .. }), "{error}");
        assert_eq!(started.elapsed().as_secs(), 30);
        let payment = alice.payments().await.pop().unwrap().id;
        gateway.decide(payment, CAPTURED);
        assert_eq!(app.reconcile_later().await, Pass { bills_numbered: 1, ..SETTLED });
        assert!(is_settled(&alice, order).await);
        assert_eq!(gateway.charges().len(), 1);
    })
    .await;
}

/// The reconciler asks while the charge is still on its way: from then on it can only come to nothing.
#[tokio::test]
async fn a_charge_that_arrives_after_it_was_made_impossible() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        let payment = paying(gateway, &alice, order).await;
        assert_eq!(app.reconcile_later().await, SETTLED);
        assert_eq!(alice.order_state(order).await, OrderState::Unpaid);
        assert_eq!(alice.service(112_233).await.held_by, None);
        gateway.release();
        let expected = "PaymentRequired: the payment of order … was declined (soft); try again later or \
                        pay with another means";
        assert_eq!(told(&payment.await.unwrap()), expected);
        assert!(matches!(alice.payments().await[0].state, PaymentState::Voided { .. }));
        alice.pay(order, paypal()).await.unwrap();
        assert_eq!(alice.expiry(112_233).await.to_string(), "2027-02-28");
    })
    .await;
}

/// It breaks its promise. Nothing is sold for money that nobody expects: people have to look at it.
#[tokio::test]
async fn an_approval_after_it_was_made_impossible_is_a_contradiction() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        let paying = paying(gateway, &alice, order).await;
        app.reconcile_later().await;
        let payment = alice.payments().await[0].id;
        let picture = alice.picture().await;
        gateway.decide(payment, CAPTURED);
        gateway.release();
        let expected = "Bug: payment … was voided and is now said to be captured: ask the payment provider";
        assert_eq!(told(&paying.await.unwrap()), expected);
        assert_eq!(alice.picture().await, picture, "nothing is sold and nothing is billed");
        let journal = app.journal(alice.account).await;
        let entry = format!(
            "payment.contradict payment {payment}: payment {payment} was voided and is now said to be captured: \
             ask the payment provider"
        );
        assert_eq!(journal.last(), Some(&entry));

        // Said again in a notice, it is heard once and is in the journal once more.
        gateway.tell(Notice { account: alice.account, payment, outcome: CAPTURED });
        app.engine.reconcile().await;
        app.engine.reconcile().await;
        assert_eq!(gateway.waiting_notices(), 0);
        let journal = app.journal(alice.account).await;
        assert_eq!(journal.iter().filter(|line| **line == entry).count(), 2);
        assert_eq!(alice.picture().await, picture);
    })
    .await;
}

/// The money is there, so the order is done, however late.
#[tokio::test]
async fn an_approval_after_the_orders_time_settles_it() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        gateway.answer_next(Outcome::NoAnswer);
        alice.pay(order, paypal()).await.unwrap_err();
        let payment = alice.payments().await[0].id;
        gateway.decide(payment, Outcome::NoAnswer);
        for _ in 0..3 {
            app.advance(SignedDuration::from_hours(24));
            assert_eq!(app.engine.reconcile().await, Pass::default());
            assert_eq!(alice.order_state(order).await, OrderState::Paying { payment });
        }
        gateway.decide(payment, CAPTURED);
        assert_eq!(app.reconcile_later().await, Pass { bills_numbered: 1, ..SETTLED });
        assert!(is_settled(&alice, order).await);
        assert_eq!(alice.expiry(112_233).await.to_string(), "2027-02-28");
    })
    .await;
}

#[tokio::test]
async fn a_decline_after_the_orders_time_cancels_it() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        gateway.answer_next(Outcome::NoAnswer);
        alice.pay(order, paypal()).await.unwrap_err();
        app.advance(SignedDuration::from_hours(24));
        assert_eq!(app.engine.reconcile().await, SETTLED);
        assert!(matches!(alice.order_state(order).await, OrderState::Cancelled { .. }));
        assert_eq!(alice.service(112_233).await.held_by, None);
        assert!(alice.order(112_233, "P1M", &[]).await.is_ok_and(|new| new.id != order));
    })
    .await;
}

#[tokio::test]
async fn a_notice_may_be_faster_than_the_answer() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        let paying = paying(gateway, &alice, order).await;
        let payment = alice.payments().await[0].id;
        let notice = Notice { account: alice.account, payment, outcome: CAPTURED };
        gateway.tell(notice.clone());
        gateway.tell(notice.clone());
        app.engine.reconcile().await;
        assert!(is_settled(&alice, order).await);
        assert_eq!(gateway.waiting_notices(), 0);
        let picture = alice.picture().await;
        gateway.release();
        paying.await.unwrap().unwrap();
        gateway.tell(notice);
        app.engine.reconcile().await;
        assert_eq!(alice.picture().await, picture);
        assert_eq!(gateway.waiting_notices(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_notice_that_means_nothing_stands_in_nobodys_way() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        gateway.answer_next(Outcome::NoAnswer);
        alice.pay(order, paypal()).await.unwrap_err();
        let payment = alice.payments().await[0].id;
        let account = app.customer("bob", &Holding::guide()).await.account;
        // It is Alice's payment, so of Bob's account it is none.
        gateway.tell(Notice { account, payment, outcome: CAPTURED });
        gateway.tell(Notice { account: alice.account, payment, outcome: CAPTURED });
        app.engine.reconcile().await;
        assert!(is_settled(&alice, order).await);
    })
    .await;
}

/// A gateway that hangs must not keep other work from being done.
#[tokio::test(start_paused = true)]
async fn a_gateway_that_hangs_holds_up_nothing_else() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        let unpaid = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        gateway.answer_next(Outcome::NoAnswer);
        alice.pay(order, paypal()).await.unwrap_err();
        gateway.hold_everybody();
        app.advance(SignedDuration::from_hours(24));
        let pass = app.engine.reconcile().await;
        assert_eq!(pass, Pass { orders_expired: 1, ..Pass::default() });
        assert!(matches!(alice.order_state(unpaid).await, OrderState::Cancelled { .. }));
        assert!(matches!(alice.order_state(order).await, OrderState::Paying { .. }));
        gateway.release();
        assert_eq!(app.reconcile_later().await, SETTLED);
    })
    .await;
}

/// Hundreds of payments that cannot be settled must not hide the one that can.
#[tokio::test]
async fn many_silent_payments_do_not_hide_the_others() {
    const SILENT: i64 = 500;
    each_app_and_gateway(async |app, gateway| {
        let alice = app.customer("alice", &Holding::many_vps(SILENT + 1)).await;
        for id in 1..=SILENT + 1 {
            let order = alice.order(id, "P1M", &[]).await.unwrap().id;
            gateway.answer_next(Outcome::NoAnswer);
            alice.pay(order, paypal()).await.unwrap_err();
        }
        let payments = alice.payments().await;
        for payment in &payments {
            gateway.decide(payment.id, Outcome::NoAnswer);
        }
        let open =
            app.engine.store().open_payments(app.engine.clock().at(), SILENT + 1).await.unwrap();
        let (_, last, payment) = open[open.len() - 1];
        gateway.decide(payment, CAPTURED);
        app.reconcile_later().await;
        assert!(is_settled(&alice, last).await);
    })
    .await;
}

/// Two processes may hear the same word at the same time.
#[tokio::test]
async fn two_processes_may_settle_the_same_payment() {
    each_app_and_gateway(async |app, gateway| {
        let (alice, order) = alice(app).await;
        gateway.answer_next(Outcome::NoAnswer);
        alice.pay(order, paypal()).await.unwrap_err();
        gateway.decide(alice.payments().await[0].id, CAPTURED);
        let other = app.restarted().await;
        app.advance(SignedDuration::from_mins(2));
        other.advance(SignedDuration::from_mins(2));
        let engines = [Arc::clone(&app.engine), Arc::clone(&other.engine)];
        let [a, b] = engines.map(|engine| tokio::spawn(async move { engine.reconcile().await }));
        let (a, b) = (a.await.unwrap(), b.await.unwrap());
        assert!(a.payments_settled + b.payments_settled >= 1);
        assert_eq!(a.bills_numbered + b.bills_numbered, 1);
        assert!(is_settled(&alice, order).await);
        let journal = app.journal(alice.account).await;
        assert_eq!(journal.iter().filter(|line| line.starts_with("order.settle")).count(), 1);
    })
    .await;
}
