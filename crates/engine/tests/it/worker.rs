//! The worker: who does the background work, how often it bothers the database, and that it stops when told.

use std::time::Duration;

use jiff::SignedDuration;
use perennial_core::order::OrderState;
use perennial_engine::Pass;
use perennial_testkit::{Holding, each_app, each_app_and_gateway, paypal};
use tokio::sync::oneshot;

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

#[tokio::test]
async fn one_process_works_and_another_takes_over_when_its_lease_is_over() {
    each_app(async |app| {
        let other = app.restarted().await;
        let both = |by| {
            app.advance(by);
            other.advance(by);
        };
        assert_eq!(app.engine.work_once().await, Some(Pass::default()));
        assert_eq!(other.engine.work_once().await, None);
        // Whoever works keeps the lease.
        for _ in 0..10 {
            both(seconds(10));
            assert_eq!(app.engine.work_once().await, Some(Pass::default()));
            assert_eq!(other.engine.work_once().await, None);
        }
        // It is good for fifteen seconds.
        both(SignedDuration::from_micros(14_999_999));
        assert_eq!(other.engine.work_once().await, None);
        both(SignedDuration::from_micros(1));
        assert_eq!(other.engine.work_once().await, Some(Pass::default()));
        assert_eq!(app.engine.work_once().await, None);
        both(seconds(15));
        assert_eq!(app.engine.work_once().await, Some(Pass::default()));
    })
    .await;
}

/// A process that stood still for a while does not believe that it still holds what another has taken.
#[tokio::test]
async fn a_lease_that_was_lost_is_not_believed_in() {
    each_app(async |app| {
        let other = app.restarted().await;
        assert!(app.engine.work_once().await.is_some());
        other.advance(seconds(15));
        assert!(other.engine.work_once().await.is_some());
        app.advance(seconds(16));
        assert!(app.engine.work_once().await.is_none());
        // Nor does one whose clock was put back.
        other.clock.set(other.engine.wall().at() - seconds(60));
        let writes = other.writes_of(other.engine.work_once()).await;
        assert_eq!(writes, 2, "it asks for the lease, and looks for old keys");
    })
    .await;
}

#[tokio::test]
async fn idle_work_writes_the_lease_only_and_that_rarely() {
    each_app(async |app| {
        app.engine.work_once().await;
        let mut written = Vec::new();
        for _ in 0..12 {
            app.advance(seconds(2));
            written.push(app.writes_of(app.engine.work_once()).await);
        }
        // It is renewed when half of it is over: after eight seconds, in turns of two.
        assert_eq!(written, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    })
    .await;
}

#[tokio::test]
async fn old_keys_are_forgotten_once_an_hour() {
    each_app(async |app| {
        let forgetting = async || app.writes_of(app.engine.reconcile()).await;
        assert_eq!(forgetting().await, 1);
        assert_eq!(forgetting().await, 0);
        app.advance(SignedDuration::from_mins(59));
        assert_eq!(forgetting().await, 0);
        app.advance(SignedDuration::from_mins(1));
        assert_eq!(forgetting().await, 1);
        // A clock that was put back does not stop it for longer.
        app.clock.set(app.engine.wall().at() - DAY);
        assert_eq!(forgetting().await, 1);
        assert_eq!(forgetting().await, 0);
    })
    .await;
}

/// What could not be done is tried again soon.
#[tokio::test]
async fn keys_that_could_not_be_forgotten_are_tried_again() {
    each_app(async |app| {
        let dying = app.restarted().await;
        dying.faults.crash_at(perennial_store::CrashPoint::BeforeWrite(1));
        assert_eq!(dying.writes_of(dying.engine.reconcile()).await, 1);
        assert_eq!(dying.writes_of(dying.engine.reconcile()).await, 1);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn work_goes_on_until_it_is_told_to_stop() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let engine = app.engine.clone();
        let work = tokio::spawn(async move { engine.work(async { drop(stopped.await) }).await });
        for _ in 0..3 {
            let order = alice.order(12345, "P1Y", &[]).await.unwrap().id;
            app.advance(DAY);
            while alice.order_state(order).await == OrderState::Unpaid {
                tokio::time::advance(Duration::from_secs(1)).await;
            }
        }
        assert!(!work.is_finished());
        stop.send(()).unwrap();
        work.await.unwrap();
        let order = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        app.advance(DAY);
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(alice.order_state(order).await, OrderState::Unpaid);
    })
    .await;
}

#[tokio::test]
async fn whoever_stops_leaves_the_work_to_the_next_at_once() {
    each_app(async |app| {
        let other = app.restarted().await;
        assert!(app.engine.work_once().await.is_some());
        let (stop, stopped) = oneshot::channel::<()>();
        let engine = app.engine.clone();
        let work = tokio::spawn(async move { engine.work(async { drop(stopped.await) }).await });
        assert!(other.engine.work_once().await.is_none());
        stop.send(()).unwrap();
        work.await.unwrap();
        assert!(other.engine.work_once().await.is_some());
    })
    .await;
}

/// Even while a gateway keeps it waiting.
#[tokio::test]
async fn work_stops_in_the_middle() {
    each_app_and_gateway(async |app, gateway| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        gateway.hold_everybody();
        let (stop, stopped) = oneshot::channel::<()>();
        let engine = app.engine.clone();
        let work = tokio::spawn(async move { engine.work(async { drop(stopped.await) }).await });
        gateway.asked(1).await;
        stop.send(()).unwrap();
        work.await.unwrap();
        gateway.release();
        alice.pay(order, paypal()).await.unwrap();
    })
    .await;
}
