//! Engagements when things go wrong: orders that lapse, charges that are declined or in doubt, and many at once.

use futures_util::future::join_all;
use jiff::SignedDuration;
use perennial_core::OrderId;
use perennial_core::order::OrderState;
use perennial_engine::gateway::sandbox::Order::*;
use perennial_engine::{FlushEngagement, Placed};
use perennial_testkit::{Customer, Holding, card, each_app, paypal, service_id};

use crate::support::told;

const VPS: i64 = 112_233;

async fn flush(customer: &Customer, pays: bool) -> String {
    let service = service_id(VPS);
    let command = FlushEngagement { service, ends: true, pays, dry_run: false };
    told(&customer.engine().flush_engagement(&customer.context(), &command, None).await)
}

async fn withdraw(customer: &Customer) -> String {
    told(&customer.engine().withdraw_engagement(&customer.context(), service_id(VPS)).await)
}

async fn unpaid(customer: &Customer) -> OrderId {
    let orders = customer.orders().await;
    orders.iter().find(|order| order.state == OrderState::Unpaid).unwrap().id
}

#[tokio::test]
async fn a_request_goes_with_its_order_whose_charge_failed_too_late() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[NoAnswerThenDecline]);
        let alice = app.customer("alice", &holding).await;
        let order = alice.engage(VPS, "upfront12").await.unwrap().order.unwrap().id;
        alice.pay(order, paypal()).await.unwrap_err();
        assert_eq!(
            withdraw(&alice).await,
            "Conflict: service 112233 is in order …, which is being paid; wait for its outcome"
        );
        app.advance(SignedDuration::from_hours(25));
        app.engine.reconcile().await;
        assert!(matches!(alice.order_state(order).await, OrderState::Cancelled { .. }));
        assert_eq!(alice.service(VPS).await.request, None);
        alice.engage(VPS, "degressive12").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_request_waits_while_its_order_can_be_paid_again() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[DeclineSoft]);
        let alice = app.customer("alice", &holding).await;
        let order = alice.engage(VPS, "upfront12").await.unwrap().order.unwrap().id;
        alice.pay(order, paypal()).await.unwrap_err();
        assert!(alice.service(VPS).await.request.is_some());
        alice.pay(order, card()).await.unwrap();
        let service = alice.service(VPS).await;
        let until = service.engaged_until.unwrap().to_string();
        assert_eq!((service.request, until.as_str()), (None, "2028-01-30"));
    })
    .await;
}

#[tokio::test]
async fn a_rest_whose_charge_is_declined_can_be_paid_otherwise() {
    each_app(async |app| {
        let holding = Holding::guide_with_outcomes(&[Approve, DeclineSoft]);
        let alice = app.customer("alice", &holding).await;
        alice.engage(VPS, "degressive12").await.unwrap();
        alice.renew(VPS, "P1M").await;
        let declined = "PaymentRequired: the payment of order … was declined (soft); try again later or \
                        pay with another means";
        assert_eq!(flush(&alice, true).await, declined);
        let service = alice.service(VPS).await;
        assert_eq!((service.expiry.on().to_string().as_str(), service.renew.stop()), ("2027-02-28", None));
        // The order stands, and is answered again.
        let orders = alice.orders().await.len();
        assert_eq!(flush(&alice, false).await, "done");
        assert_eq!(alice.orders().await.len(), orders);
        alice.pay(unpaid(&alice).await, card()).await.unwrap();
        let service = alice.service(VPS).await;
        assert_eq!(service.expiry.on().to_string(), "2028-01-31");
        assert!(service.renew.stop().is_some());
    })
    .await;
}

#[tokio::test]
async fn what_is_repeated_under_a_key_is_answered_alike() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await.with_key("key");
        let asked = alice.engage(VPS, "upfront12").await.unwrap();
        assert_eq!(alice.engage(VPS, "upfront12").await.unwrap(), asked);
        let order = asked.order.clone().unwrap().id;
        alice.with_key("pay").pay(order, paypal()).await.unwrap();
        let after = alice.engage(VPS, "upfront12").await.unwrap();
        assert_eq!(
            after.request, asked.request,
            "the engagement has begun, and it is the same answer"
        );
        let other = alice.engage(VPS, "degressive12").await;
        assert!(told(&other).contains("key"), "{}", told(&other));
    })
    .await;
}

#[tokio::test]
async fn of_many_at_once_each_does_its_part_once() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let asked = (0..8).map(|_| alice.engage(VPS, "degressive12"));
        let asked = join_all(asked).await;
        assert_eq!(asked.iter().filter(|one| one.is_ok()).count(), 1);
        alice.renew(VPS, "P1M").await;
        let service = service_id(VPS);
        let command = FlushEngagement { service, ends: false, pays: false, dry_run: false };
        let context = alice.context();
        let placed = (0..8).map(|_| app.engine.flush_engagement(&context, &command, None));
        let mut orders = Vec::new();
        for placed in join_all(placed).await {
            let Placed::Order(order) = placed.unwrap() else { panic!("an order") };
            orders.push(order.id);
        }
        orders.dedup();
        assert_eq!(orders.len(), 1, "one order for all");
    })
    .await;
}

#[tokio::test]
async fn why_tells_what_was_agreed() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        alice.engage(VPS, "degressive12").await.unwrap();
        let facts = async |asked: &str| {
            let subjects = app.engine.subjects(asked, None, None).await.unwrap();
            let why = app.engine.why(&subjects[0]).await.unwrap();
            let facts = why.sections.into_iter().flat_map(|section| section.facts);
            facts.map(|fact| format!("{}: {}", fact.label, fact.value)).collect::<Vec<_>>()
        };
        let has = |facts: &[String], text: &str| {
            assert!(facts.iter().any(|fact| fact.contains(text)), "{text} in {facts:#?}");
        };
        let service = facts("vps112233.ovh.net").await;
        has(&service, "asked for: degressive12: P1Y at 2.49 € for P1M, since 2026-11-23; it begins with its next");
        let first = alice.renew(VPS, "P1M").await;
        let second = alice.renew(VPS, "P1M").await;
        let service = facts("vps112233.ovh.net").await;
        has(&service, "since 2027-01-31 (degressive12: P1Y at 2.49 € for P1M); after it the price is that of");
        has(&facts(&first.to_string()).await, "it begins with this period: degressive12");
        has(&facts(&second.to_string()).await, "as was agreed for the engagement");
        assert_eq!(flush(&alice, false).await, "done");
        let order = unpaid(&alice).await;
        has(&facts(&order.to_string()).await, "all that remains of it, and the service ends with it");
    })
    .await;
}
