//! Orders that nobody pays: they are over after a day, and the reconciler says so.

use jiff::SignedDuration;
use perennial_core::order::{CancelReason, OrderState};
use perennial_engine::Pass;
use perennial_store::CrashPoint;
use perennial_testkit::{Holding, each_app, paypal};

use crate::support::told;

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn expired(orders_expired: usize) -> Pass {
    Pass { orders_expired, ..Pass::default() }
}

#[tokio::test]
async fn an_unpaid_order_is_cancelled_after_a_day() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap();
        let (id, until) = (order.id, order.terms.valid_until);
        app.advance(DAY - SignedDuration::from_micros(1));
        assert_eq!(app.engine.reconcile().await, expired(0));
        app.advance(SignedDuration::from_micros(1));
        let expected = format!("order {id} could be paid until {until}; place a new one");
        assert_eq!(alice.pay(id, paypal()).await.unwrap_err().to_string(), expected);
        assert_eq!(alice.order_state(id).await, OrderState::Unpaid, "refusing changes nothing");

        assert_eq!(app.engine.reconcile().await, expired(1));
        let cancelled = OrderState::Cancelled { at: until, reason: CancelReason::NotPaidInTime };
        assert_eq!(alice.order_state(id).await, cancelled);
        let journal = app.journal(alice.account).await;
        let entry = format!("order.expire order {id}: not paid until {until}");
        assert_eq!(journal.last(), Some(&entry));
        let refused = told(&alice.pay(id, paypal()).await);
        assert_eq!(
            refused,
            "Conflict: order … was cancelled at 2026-11-24T12:00:00Z; place a new one"
        );
        assert_eq!(app.engine.reconcile().await, expired(0));

        // What it had is free for the next one.
        let new = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap();
        assert_ne!(new.id, id);
        alice.pay(new.id, paypal()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn orders_of_many_accounts_are_cancelled_each_in_its_time() {
    each_app(async |app| {
        let mut customers = Vec::new();
        for name in ["alice", "bob", "carol"] {
            let customer = app.customer(name, &Holding::guide()).await;
            let order = customer.order(12345, "P1Y", &[]).await.unwrap().id;
            customers.push((customer, order));
            app.advance(SignedDuration::from_hours(10));
        }
        // Bob pays; thirty hours after the start only the order of Alice is over.
        customers[1].0.pay(customers[1].1, paypal()).await.unwrap();
        assert_eq!(app.engine.reconcile().await, expired(1));
        app.advance(SignedDuration::from_hours(13));
        assert_eq!(app.engine.reconcile().await, expired(0));
        app.advance(SignedDuration::from_hours(1));
        assert_eq!(app.engine.reconcile().await, expired(1));
        let mut states = Vec::new();
        for (customer, order) in &customers {
            states.push(customer.order_state(*order).await);
        }
        assert!(matches!(
            states.as_slice(),
            [
                OrderState::Cancelled { .. },
                OrderState::Settled { .. },
                OrderState::Cancelled { .. }
            ]
        ));
    })
    .await;
}

/// More of them than the reconciler looks at in one go, all placed at the same instant.
#[tokio::test]
async fn hundreds_of_orders_may_end_at_one_instant() {
    const ORDERS: i64 = 501;
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::many_vps(ORDERS)).await;
        for service in 1..=ORDERS {
            alice.order(service, "P1M", &[]).await.unwrap();
        }
        app.advance(DAY);
        assert_eq!(app.engine.reconcile().await, expired(501));
        let orders = alice.orders().await;
        assert!(orders.iter().all(|order| matches!(order.state, OrderState::Cancelled { .. })));
        assert_eq!(app.engine.reconcile().await, expired(0));
    })
    .await;
}

/// A process dies between two orders: the next one goes on where it was.
#[tokio::test]
async fn a_restarted_process_goes_on() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::many_vps(3)).await;
        for service in 1..=3 {
            alice.order(service, "P1M", &[]).await.unwrap();
            app.advance(SignedDuration::from_secs(1));
        }
        app.advance(DAY);
        let dying = app.restarted().await;
        dying.faults.crash_at(CrashPoint::AfterWrite(2));
        dying.engine.reconcile().await;
        assert!(dying.faults.is_dead());
        let next = dying.restarted().await;
        assert_eq!(next.engine.reconcile().await, expired(1));
        let orders = alice.at(&next).orders().await;
        assert!(orders.iter().all(|order| matches!(order.state, OrderState::Cancelled { .. })));
    })
    .await;
}
