//! How an order is paid with each kind of payment mean: as it is said, so it is paid.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_testkit::{Holding, User, each_app};
use serde_json::{Value, json};

/// The ways to pay an order, one in a line.
async fn ways(alice: &User, order: &Value) -> String {
    let means = alice.get(&format!("/me/order/{order}/paymentMeans")).await.ok();
    let mut lines = String::new();
    for (kind, ways) in means.as_object().unwrap() {
        for way in ways.as_array().into_iter().flatten() {
            let fields = way["parameters"].as_array().unwrap().iter();
            let fields: Vec<_> = fields
                .map(|one| format!("{}={}", one["name"].as_str().unwrap(), one["value"]))
                .collect();
            let url = way["url"].as_str().unwrap().replace(&order.to_string(), "ORDER");
            lines += &format!("{kind} {} {url} {}\n", way["httpMethod"], fields.join(" "));
            assert_eq!((&way["fee"], &way["htmlForm"]), (&json!(0.0), &json!(null)));
        }
        assert_ne!(ways, &json!([]), "what there is nothing of is null");
    }
    lines
}

async fn order(alice: &User, service: i64) -> Value {
    let body = json!({"duration": "P1Y", "services": []});
    alice.post(&format!("/service/{service}/renew"), body).await.ok()["orderId"].clone()
}

#[tokio::test]
async fn each_way_is_a_call_that_pays() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let first = order(&alice, 12345).await;
        expect![[r#"
            creditCard "POST" https://perennial.test/1.0/me/order/ORDER/payWithRegisteredPaymentMean paymentMean="creditCard" paymentMeanId="4321"
            creditCard "POST" https://perennial.test/1.0/me/paymentMean/creditCard 
            fidelityPoints "POST" https://perennial.test/1.0/me/order/ORDER/payWithRegisteredPaymentMean paymentMean="fidelityAccount"
            ovhAccount "POST" https://perennial.test/1.0/me/order/ORDER/payWithRegisteredPaymentMean paymentMean="ovhAccount"
            paypal "POST" https://perennial.test/1.0/me/order/ORDER/payWithRegisteredPaymentMean paymentMean="paypal" paymentMeanId="1234"
            paypal "POST" https://perennial.test/1.0/me/paymentMean/paypal 
        "#]]
        .assert_eq(&ways(&alice, &first).await);
        // Every way that is named, tried on an order of its own.
        let kinds = [
            json!({"paymentMean": "creditCard", "paymentMeanId": 4321}),
            json!({"paymentMean": "fidelityAccount"}),
            json!({"paymentMean": "ovhAccount"}),
            json!({"paymentMean": "paypal", "paymentMeanId": 1234}),
        ];
        for body in kinds {
            let order = order(&alice, 12345).await;
            let pay = format!("/me/order/{order}/payWithRegisteredPaymentMean");
            assert_eq!(alice.post(&pay, body).await.ok(), json!(null));
            assert_eq!(ways(&alice, &order).await, "", "it is paid");
        }
    })
    .await;
}

#[tokio::test]
async fn what_does_not_pay_is_not_named() {
    each_app(async |app| {
        let poor = Holding { prepaid: "0.5", fidelity: "3", methods: vec![], ..Holding::guide() };
        let alice = app.add_user("alice", &poor).await;
        let first = order(&alice, 12345).await;
        expect![[r#"
            creditCard "POST" https://perennial.test/1.0/me/paymentMean/creditCard 
            paypal "POST" https://perennial.test/1.0/me/paymentMean/paypal 
        "#]]
        .assert_eq(&ways(&alice, &first).await);
        // Balances do not pay for balances.
        let credit = json!({"amount": 5});
        let credit = alice.post("/me/ovhAccount/alice-ovh/creditOrder", credit).await.ok();
        assert!(!ways(&alice, &credit["orderId"]).await.contains("Account"));
        app.advance(SignedDuration::from_hours(24));
        assert_eq!(ways(&alice, &first).await, "", "its time is over");
    })
    .await;
}

#[tokio::test]
async fn a_period_that_is_sold_elsewhere_is_paid_with_nothing() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let one = order(&alice, 12345).await;
        let both = json!({"duration": "P1Y", "services": [67890, 12345]});
        let both = alice.post("/service/12345/renew", both).await.ok()["orderId"].clone();
        let pay = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&format!("/me/order/{one}/pay"), pay.clone()).await.status, 200);
        assert_eq!(ways(&alice, &both).await, "");
        let get = async |what: &str| alice.get(&format!("/me/order/{both}/{what}")).await.ok();
        assert_eq!(get("availableRegisteredPaymentMean").await, json!([]));
        let nothing = json!({"available": [], "paymentMethods": [], "registered": []});
        assert_eq!(get("paymentMethods").await, nothing);
        assert_eq!(alice.post(&format!("/me/order/{both}/pay"), pay).await.status, 409);
    })
    .await;
}
