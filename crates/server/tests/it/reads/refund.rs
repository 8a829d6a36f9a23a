//! `/me/refund`: what of a bill was given back.

use expect_test::expect;
use perennial_testkit::{Holding, TestApp, User, each_app, order_id, pretty};
use serde_json::{Value, json};

use super::{order, pay};

/// A bill of the guide's domain and hosting, and an order's id.
async fn billed(alice: &User) -> Value {
    let body = json!({"duration": "P1Y", "services": [67890, 12345]});
    let order = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
    pay(alice, &order).await;
    order
}

async fn give_back(app: &TestApp, alice: &User, order: &Value, lines: &[(usize, Option<&str>)]) {
    let order = order_id(order.as_i64().unwrap());
    app.customer_of(alice.account).refund(order, lines, None).await.unwrap();
}

#[tokio::test]
async fn a_refund_with_its_lines_and_its_payment() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let order = billed(&alice).await;
        assert_eq!(alice.get("/me/refund").await.ok(), json!([]));
        give_back(app, &alice, &order, &[(1, Some("10")), (2, None)]).await;
        assert_eq!(alice.get("/me/refund").await.ok(), json!(["CN-FR00000001"]));
        let get = async |path: &str| alice.get(&format!("/me/refund/CN-FR00000001{path}")).await;
        expect![[r#"
            {
              "date": "2026-11-23T13:00:00+01:00",
              "orderId": 7091314438,
              "originalBillId": "FR00000001",
              "password": "n32bjqifdnobtnem3t34nen43v6",
              "pdfUrl": "https://perennial.test/refund/pdf?reference=CN-FR00000001&passwd=n32bjqifdnobtnem3t34nen43v6",
              "priceWithTax": {
                "currencyCode": "EUR",
                "priceInUcents": 1439000000,
                "text": "14.39 €",
                "value": 14.39
              },
              "priceWithoutTax": {
                "currencyCode": "EUR",
                "priceInUcents": 1199000000,
                "text": "11.99 €",
                "value": 11.99
              },
              "refundId": "CN-FR00000001",
              "tax": {
                "currencyCode": "EUR",
                "priceInUcents": 240000000,
                "text": "2.40 €",
                "value": 2.4
              },
              "url": "https://perennial.test/refund/display?reference=CN-FR00000001&passwd=n32bjqifdnobtnem3t34nen43v6"
            }"#]].assert_eq(&pretty(&get("").await.ok()));
        assert_eq!(get("/details").await.ok(), json!(["1", "2"]));
        expect![[r#"
            {
              "description": "Hosting Perso 2014, renewal for 1 year",
              "domain": "mypersonaldomain.ovh",
              "quantity": "1",
              "reference": "FR00000001",
              "refundDetailId": "1",
              "refundId": "CN-FR00000001",
              "totalPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 1000000000,
                "text": "10.00 €",
                "value": 10.0
              },
              "unitPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 1000000000,
                "text": "10.00 €",
                "value": 10.0
              }
            }"#]].assert_eq(&pretty(&get("/details/1").await.ok()));
        assert_eq!(get("/details/2").await.ok()["domain"], "mypersonaldomain.ovh");
        expect![[r#"
            {
              "class": "Client::NotFound",
              "message": "The requested object (refundDetailId = 3) does not exist"
            }"#]].assert_eq(&pretty(&get("/details/3").await.body));
        expect![[r#"
            {
              "paymentDate": "2026-11-23T13:00:00+01:00",
              "paymentIdentifier": "SANDBOX-4948435270816030",
              "paymentType": "paypal"
            }"#]].assert_eq(&pretty(&get("/payment").await.ok()));
        let bill = alice.get("/me/bill/FR00000001").await.ok();
        assert_eq!(bill["priceWithTax"]["text"], "45.44 €", "the bill is what it was");
    })
    .await;
}

#[tokio::test]
async fn refunds_of_an_order_and_of_a_time() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let first = billed(&alice).await;
        give_back(app, &alice, &first, &[(2, None)]).await;
        app.advance(jiff::SignedDuration::from_hours(48));
        let second = order(&alice, 112_233, "P1M").await;
        pay(&alice, &second).await;
        give_back(app, &alice, &second, &[]).await;
        for (query, expected) in [
            ("".to_owned(), json!(["CN-FR00000001", "CN-FR00000002"])),
            (format!("?orderId={first}"), json!(["CN-FR00000001"])),
            (format!("?orderId={second}"), json!(["CN-FR00000002"])),
            ("?date.from=2026-11-24".to_owned(), json!(["CN-FR00000002"])),
            ("?date.to=2026-11-23".to_owned(), json!(["CN-FR00000001"])),
        ] {
            assert_eq!(alice.get(&format!("/me/refund{query}")).await.ok(), expected, "{query}");
        }
        for id in ["CN-FR99999999", "FR00000001", "CN-FR1"] {
            let reply = alice.get(&format!("/me/refund/{id}")).await;
            assert_eq!(reply.status, 404, "{id}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_comes_back_to_a_balance_is_a_credit() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        app.advance(jiff::SignedDuration::from_mins(1));
        let body = json!({"duration": "P1Y", "services": [12345]});
        let order = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        let means = json!({"paymentMean": "ovhAccount"});
        let pay = format!("/me/order/{order}/payWithRegisteredPaymentMean");
        assert_eq!(alice.post(&pay, means).await.ok(), json!(null));
        app.advance(jiff::SignedDuration::from_mins(1));
        give_back(app, &alice, &order, &[]).await;
        let ids = alice.get("/me/ovhAccount/alice-ovh/movements").await.ok();
        let last = ids.as_array().unwrap().last().unwrap().clone();
        let last = alice.get(&format!("/me/ovhAccount/alice-ovh/movements/{last}")).await.ok();
        assert_eq!(last["operation"], "credit", "{last}");
        assert_eq!(last["description"], format!("Refund of order {order}"));
        let payment = alice.get("/me/refund/CN-FR00000001/payment").await.ok();
        assert_eq!(payment["paymentType"], "ovhAccount");
    })
    .await;
}
