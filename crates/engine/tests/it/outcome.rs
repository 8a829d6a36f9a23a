//! What the sandbox gateway can say of a charge, one by one: what the payer is told, and how things stand then.

use jiff::SignedDuration;
use perennial_core::order::OrderState;
use perennial_core::payment::{Choice, Decline, PaymentState};
use perennial_core::text::Name;
use perennial_core::{OrderId, PaymentMethodId};
use perennial_engine::Pass;
use perennial_engine::gateway::sandbox::Order::*;
use perennial_testkit::{Customer, Holding, each_app, paypal};

use crate::support::{all_means, told};

const SOFT: &str = "PaymentRequired: the payment of order … was declined (soft); try again later or \
                    pay with another means";
const HARD: &str =
    "PaymentRequired: the payment of order … was declined (hard); pay with another means";
const IN_DOUBT: &str = "Conflict: the outcome of payment … of order … is not known yet; it is being \
                        settled with the payment provider, nothing more is charged meanwhile: ask for \
                        the order's status";
const IN_PROGRESS: &str = "Conflict: order … has a payment whose outcome is not known yet; it is \
                           settled by asking the payment provider, and nothing is charged meanwhile";

async fn hosting_order(customer: &Customer) -> OrderId {
    customer.order(12345, "P1Y", &[67890, 12345]).await.unwrap().id
}

async fn payment_state(customer: &Customer) -> PaymentState {
    customer.payments().await.pop().unwrap().state
}

#[tokio::test]
async fn approved() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = hosting_order(&alice).await;
        let at = app.engine.clock().at();
        alice.pay(order, paypal()).await.unwrap();
        let payment = alice.payments().await.pop().unwrap();
        let reference = Some(Name::parse(&format!("SANDBOX-{}", payment.id)).unwrap());
        assert_eq!(payment.state, PaymentState::Captured { at, reference });
        assert_eq!(alice.order_state(order).await, OrderState::Settled { payment: payment.id, at });
        for service in [12345, 67890] {
            let service = alice.service(service).await;
            assert_eq!(
                (service.expiry.on().to_string().as_str(), service.held_by),
                ("2028-01-15", None)
            );
        }
        assert_eq!(alice.expiry(112_233).await.to_string(), "2027-01-31");
    })
    .await;
}

#[tokio::test]
async fn declined_and_paid_in_another_way() {
    each_app(async |app| {
        for (word, kind, expected) in
            [(DeclineSoft, Decline::Soft, SOFT), (DeclineHard, Decline::Hard, HARD)]
        {
            let holding = Holding::guide_with_outcomes(&[word]);
            let alice = app.customer(word.word(), &holding).await;
            let order = hosting_order(&alice).await;
            let before = alice.picture().await;
            assert_eq!(told(&alice.pay(order, paypal()).await), expected);
            let at = app.engine.clock().at();
            assert_eq!(payment_state(&alice).await, PaymentState::Declined { at, decline: kind });
            assert_eq!(alice.order_state(order).await, OrderState::Unpaid);
            let after = alice.picture().await;
            let added: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
            let gateway = format!(
                "gateway: declined{} 45.44 €",
                if kind == Decline::Soft { "Soft" } else { "Hard" }
            );
            assert_eq!(added, ["payment of order 1: 45.44 € with paypal, declined", &gateway]);
            alice
                .pay(order, Choice::Method(PaymentMethodId::try_new(5002).unwrap()))
                .await
                .unwrap();
            assert_eq!(alice.expiry(12345).await.to_string(), "2028-01-15");
        }
    })
    .await;
}

/// Invariant I3: while nobody knows whether money has moved, none is moved.
#[tokio::test]
async fn in_doubt_blocks_every_other_payment_until_it_is_settled() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[NoAnswerThenApprove]);
        let alice = app.customer("alice", &holding).await;
        let order = hosting_order(&alice).await;
        let domain = alice.order(12345, "P1Y", &[]).await.unwrap().id;
        let since = app.engine.clock().at();
        assert_eq!(told(&alice.pay(order, paypal()).await), IN_DOUBT);
        assert_eq!(payment_state(&alice).await, PaymentState::Unknown { since });
        let payment = alice.payments().await.pop().unwrap().id;
        assert_eq!(alice.order_state(order).await, OrderState::Paying { payment });
        assert_eq!(alice.service(12345).await.held_by, Some(order));

        let picture = alice.picture().await;
        for means in all_means() {
            assert_eq!(told(&alice.pay(order, means).await), IN_PROGRESS, "{means:?}");
            let other = "Conflict: service 12345 is in order … too, which is being paid; wait for its outcome";
            assert_eq!(told(&alice.pay(domain, means).await), other, "{means:?}");
        }
        let refused = told(&alice.order(67890, "P1Y", &[]).await);
        assert_eq!(refused, "Conflict: service 67890 is in order …, which is being paid; wait for its outcome");
        assert_eq!(alice.picture().await, picture, "nothing of this has changed anything");

        // Whoever started it may still be waiting for the answer.
        app.advance(SignedDuration::from_secs(59));
        assert_eq!(app.engine.reconcile().await, Pass::default());
        app.advance(SignedDuration::from_secs(1));
        let settled = Pass { payments_settled: 1, bills_numbered: 1, ..Pass::default() };
        assert_eq!(app.engine.reconcile().await, settled);
        let at = app.engine.clock().at();
        assert_eq!(alice.order_state(order).await, OrderState::Settled { payment, at });
        assert_eq!(alice.expiry(67890).await.to_string(), "2028-01-15");
        assert_eq!(alice.charges().await.len(), 1);
        assert_eq!(app.reconcile_later().await, Pass::default(), "there is nothing left to do");

        let refused = told(&alice.pay(order, paypal()).await);
        assert_eq!(refused, "Conflict: order … is paid already; nothing is charged again");
        let refused = told(&alice.pay(domain, paypal()).await);
        assert_eq!(
            refused,
            "Conflict: the order renews service 12345 from 2027-01-15, but it runs until 2028-01-15 now; place \
             a new order"
        );
    })
    .await;
}

#[tokio::test]
async fn in_doubt_and_declined_can_be_paid_again() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[NoAnswerThenDecline]);
        let alice = app.customer("alice", &holding).await;
        let order = hosting_order(&alice).await;
        assert_eq!(told(&alice.pay(order, paypal()).await), IN_DOUBT);
        assert_eq!(app.reconcile_later().await, Pass { payments_settled: 1, ..Pass::default() });
        assert!(matches!(
            payment_state(&alice).await,
            PaymentState::Declined { decline: Decline::Soft, .. }
        ));
        assert_eq!(alice.order_state(order).await, OrderState::Unpaid);
        assert_eq!(alice.service(12345).await.held_by, None);
        alice.pay(order, paypal()).await.unwrap();
        assert_eq!(alice.expiry(12345).await.to_string(), "2028-01-15");
        assert_eq!(alice.payments().await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn approved_and_told_a_second_time() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide_with_outcomes(&[ApproveTwice])).await;
        let order = hosting_order(&alice).await;
        alice.pay(order, paypal()).await.unwrap();
        let (picture, journal) = (alice.picture().await, app.journal(alice.account).await);
        assert_eq!(app.engine.store().sandbox_notices(10).await.unwrap().len(), 1);
        app.engine.reconcile().await;
        assert_eq!(app.engine.store().sandbox_notices(10).await.unwrap(), []);
        assert_eq!((alice.picture().await, app.journal(alice.account).await), (picture, journal));
    })
    .await;
}

/// The list is of the method's charges, from its first one.
#[tokio::test]
async fn outcomes_are_used_up_one_by_one() {
    each_app(async |app| {
        let alice =
            app.customer("alice", &Holding::guide_with_outcomes(&[DeclineSoft, DeclineHard])).await;
        let order = hosting_order(&alice).await;
        let mut answers = Vec::new();
        for _ in 0..3 {
            answers.push(told(&alice.pay(order, paypal()).await));
        }
        assert_eq!(answers, [SOFT, HARD, "done"]);
    })
    .await;
}
