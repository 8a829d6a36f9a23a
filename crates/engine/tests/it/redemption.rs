//! Restoring a service in redemption: the order has the renewal and a fee, for one service.

use jiff::civil::date;
use perennial_core::service::StateKind;
use perennial_engine::gateway::sandbox::Order as Ordered;
use perennial_engine::import::Inventory;
use perennial_testkit::{Customer, Holding, TestApp, each_app, money, paypal, plans};

/// A domain that expires on 15 January and is in redemption on the 25th, where restoring it costs 30 €.
async fn in_redemption(app: &TestApp, outcomes: &[Ordered]) -> Customer {
    let alice = app.customer("alice", &Holding::guide_with_outcomes(outcomes).by_hand()).await;
    let mut plans = plans();
    plans.retain(|plan| plan.code.as_str() == "domain-ovh");
    plans[0].set_restoration(money("30.00")).unwrap();
    app.engine.import("test", &[7; 32], &Inventory { plans, accounts: Vec::new() }).await.unwrap();
    for day in ["2027-01-15", "2027-01-25"] {
        app.clock.set(format!("{day}T08:00:00Z").parse().unwrap());
        app.engine.reconcile().await;
    }
    assert_eq!(alice.service(12345).await.state.kind(), StateKind::Suspended);
    alice
}

#[tokio::test]
async fn an_order_with_a_restoration_fee_is_paid_with_a_method() {
    each_app(async |app| {
        let alice = in_redemption(app, &[]).await;
        let order = alice.order(12345, "P1Y", &[12345]).await.unwrap();
        assert_eq!(order.terms.totals.net, money("31.99"));
        alice.pay(order.id, paypal()).await.unwrap();
        assert_eq!(alice.expiry(12345).await, date(2028, 1, 15));
        assert_eq!(alice.service(12345).await.state.kind(), StateKind::Active);
        assert_eq!(alice.charges().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn when_it_is_declined_everything_is_free_again() {
    each_app(async |app| {
        let alice = in_redemption(app, &[Ordered::DeclineSoft]).await;
        let order = alice.order(12345, "P1Y", &[12345]).await.unwrap();
        alice.pay(order.id, paypal()).await.unwrap_err();
        assert_eq!(alice.service(12345).await.held_by, None);
        alice.pay(order.id, paypal()).await.unwrap();
        assert_eq!(alice.expiry(12345).await, date(2028, 1, 15));
    })
    .await;
}
