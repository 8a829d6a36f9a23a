//! Ordering and paying: what there is before, between and after.

use perennial_testkit::{Holding, each_app, paypal};

#[tokio::test]
async fn a_paid_order_extends_its_services_and_leaves_a_bill() {
    each_app(async |app| {
        let alice = app.customer("alice", &Holding::guide()).await;
        let order = alice.order(12345, "P1Y", &[67890, 12345]).await.unwrap();
        alice.pay(order.id, paypal()).await.unwrap();
        println!("{}", alice.picture().await);
    })
    .await;
}
