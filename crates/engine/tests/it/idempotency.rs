//! Idempotency keys: the same request twice does it once, for more than a year (invariant I9).

use jiff::SignedDuration;
use perennial_core::payment::Choice;
use perennial_engine::gateway::sandbox::Order::DeclineHard;
use perennial_testkit::{Customer, Holding, TestApp, each_app, each_app_and_gateway, paypal};

use crate::support::told;

const REUSED: &str = "Conflict: this Idempotency-Key was used for a request with another content; use a \
                      new key for a new request";
const BOTH: &[i64] = &[67890, 12345];

async fn alice(app: &TestApp) -> Customer {
    app.customer("alice", &Holding::guide()).await
}

const fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

#[tokio::test]
async fn an_order_is_placed_once() {
    each_app(async |app| {
        let alice = alice(app).await.with_key("key");
        let order = alice.order(12345, "P1Y", BOTH).await.unwrap();
        let journal = app.journal(alice.account).await;
        assert_eq!(alice.order(12345, "P1Y", BOTH).await.unwrap(), order);
        let next = app.restarted().await;
        assert_eq!(alice.at(&next).order(12345, "P1Y", BOTH).await.unwrap(), order);
        assert_eq!(told(&alice.order(12345, "P1Y", &[]).await), REUSED);
        assert_eq!(told(&alice.order(12345, "P2Y", BOTH).await), REUSED);
        assert_eq!(app.journal(alice.account).await, journal, "none of this was written");
    })
    .await;
}

/// The answer stays that of the first time, whatever has become of the order and the service since.
#[tokio::test]
async fn the_answer_outlives_the_order() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide().by_hand()).await;
        let order = alice.with_key("order").order(12345, "P1Y", BOTH).await.unwrap();
        alice.with_key("payment").pay(order.id, paypal()).await.unwrap();
        for _ in 0..2 {
            let again = alice.with_key("order").order(12345, "P1Y", BOTH).await.unwrap();
            assert_eq!((again.id, &again.terms), (order.id, &order.terms));
            alice.with_key("payment").pay(order.id, paypal()).await.unwrap();
            app.advance(days(364));
            app.engine.reconcile().await;
        }
        assert_eq!((alice.orders().await.len(), alice.charges().await.len()), (1, 1));
        assert_eq!(alice.expiry(12345).await.to_string(), "2028-01-15");
    })
    .await;
}

#[tokio::test]
async fn a_key_is_forgotten_after_more_than_a_year() {
    each_app(async |app| {
        let alice = alice(app).await.with_key("key");
        let order = alice.order(12345, "P1Y", BOTH).await.unwrap();
        app.advance(days(400));
        app.engine.reconcile().await;
        assert_eq!(alice.order(12345, "P1Y", BOTH).await.unwrap().id, order.id);
        app.advance(days(1));
        app.engine.reconcile().await;
        assert_ne!(alice.order(12345, "P1Y", BOTH).await.unwrap().id, order.id);
    })
    .await;
}

#[tokio::test]
async fn a_standing_order_is_remembered_under_a_new_key() {
    each_app(async |app| {
        let alice = alice(app).await;
        let order = alice.order(12345, "P1Y", BOTH).await.unwrap();
        assert_eq!(alice.with_key("key").order(12345, "P1Y", BOTH).await.unwrap(), order);
        app.advance(days(2));
        app.engine.reconcile().await;
        let again = alice.with_key("key").order(12345, "P1Y", BOTH).await.unwrap();
        assert_eq!(again.id, order.id);
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_made_once() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[DeclineHard]);
        let alice = app.customer("alice", &holding).await;
        let order = alice.order(12345, "P1Y", BOTH).await.unwrap().id;
        let first = told(&alice.with_key("first").pay(order, paypal()).await);
        assert!(first.starts_with("PaymentRequired: "), "{first}");
        let picture = alice.picture().await;
        // What was declined stays declined under its key, though another charge would be approved.
        assert_eq!(told(&alice.with_key("first").pay(order, paypal()).await), first);
        assert_eq!(told(&alice.with_key("first").pay(order, Choice::Prepaid).await), REUSED);
        assert_eq!(alice.picture().await, picture);

        alice.with_key("second").pay(order, Choice::Prepaid).await.unwrap();
        let next = app.restarted().await;
        for process in [app, &next] {
            let alice = alice.at(process);
            alice.with_key("second").pay(order, Choice::Prepaid).await.unwrap();
            assert_eq!(told(&alice.with_key("first").pay(order, paypal()).await), first);
        }
        assert_eq!(alice.payments().await.len(), 2);
        let other_key = told(&alice.with_key("third").pay(order, Choice::Prepaid).await);
        assert_eq!(other_key, "Conflict: order … is paid already; nothing is charged again");
    })
    .await;
}

#[tokio::test]
async fn keys_belong_to_an_account_and_to_all_its_requests() {
    each_app(async |app| {
        let alice = alice(app).await.with_key("key");
        let bob = app.customer("bob", &Holding::guide()).await.with_key("key");
        let order = alice.order(12345, "P1Y", BOTH).await.unwrap().id;
        let other = bob.order(12345, "P1Y", &[]).await.unwrap().id;
        assert_ne!(order, other);
        assert_eq!(told(&alice.pay(order, paypal()).await), REUSED);
        assert!(alice.charges().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_leaves_no_record() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.prepaid = "1";
        let alice = app.customer("alice", &holding).await.with_key("key");
        let writes = app.writes_of(async {
            assert!(alice.order(12345, "P1M", &[]).await.is_err());
            assert!(alice.order(999, "P1Y", &[]).await.is_err());
        });
        assert_eq!(writes.await, 0);
        let order = alice.order(12345, "P1Y", BOTH).await.unwrap().id;
        let payer = alice.with_key("payment");
        let refused = told(&payer.pay(order, Choice::Prepaid).await);
        assert!(refused.starts_with("PaymentRequired: the balance of ovhAccount"), "{refused}");
        payer.pay(order, paypal()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_repeat_while_the_first_is_still_under_way() {
    each_app_and_gateway(async |app, gateway| {
        let alice = alice(app).await;
        let order = alice.order(12345, "P1Y", BOTH).await.unwrap().id;
        gateway.hold_charges();
        let payer = alice.with_key("key");
        let first = tokio::spawn({
            let payer = payer.clone();
            async move { payer.pay(order, paypal()).await }
        });
        gateway.asked(1).await;
        let in_doubt = told(&payer.pay(order, paypal()).await);
        assert!(
            in_doubt.starts_with("Conflict: the outcome of payment … of order … is not known yet")
        );
        assert_eq!(told(&payer.pay(order, Choice::Prepaid).await), REUSED);
        gateway.release();
        first.await.unwrap().unwrap();
        payer.pay(order, paypal()).await.unwrap();
        assert_eq!(gateway.charges().len(), 1);
    })
    .await;
}

/// A payment that the gateway has never seen has not used its key up.
#[tokio::test]
async fn a_payment_that_never_happened_is_made_when_it_is_repeated() {
    each_app_and_gateway(async |app, gateway| {
        let alice = alice(app).await.with_key("key");
        let order = alice.with_key("order").order(12345, "P1Y", BOTH).await.unwrap().id;
        gateway.answer_next(perennial_core::payment::Outcome::NoAnswer);
        alice.pay(order, paypal()).await.unwrap_err();
        app.reconcile_later().await;
        assert_eq!(told(&alice.pay(order, Choice::Prepaid).await), REUSED);
        alice.pay(order, paypal()).await.unwrap();
        alice.pay(order, paypal()).await.unwrap();
        let codes: Vec<&str> = alice.payments().await.iter().map(|p| p.state.code()).collect();
        assert_eq!(codes, ["voided", "captured"]);
        // The key counts from the payment that happened.
        app.advance(days(400));
        app.engine.reconcile().await;
        alice.pay(order, paypal()).await.unwrap();
    })
    .await;
}
