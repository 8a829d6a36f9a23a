//! `/me/order` and `/me/bill`: an order from its placing to its bill.

use expect_test::expect;
use perennial_testkit::{Holding, each_app, pretty};
use serde_json::json;

use super::{order, pay};

#[tokio::test]
async fn an_order_that_is_not_paid() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"duration": "P1Y", "services": [67890, 12345]});
        let id = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        let get = async |path: &str| alice.get(&format!("/me/order/{id}{path}")).await;
        assert_eq!(alice.get("/me/order").await.ok(), json!([id]));
        expect![[r#"
            {
              "date": "2026-11-23T13:00:00+01:00",
              "expirationDate": "2026-11-24T13:00:00+01:00",
              "orderId": 7091314438,
              "password": "n32bjqifdnobtnem3t34nen43v6",
              "pdfUrl": "https://perennial.test/order/pdf?orderId=7091314438&orderPassword=n32bjqifdnobtnem3t34nen43v6",
              "priceWithTax": {
                "currencyCode": "EUR",
                "priceInUcents": 4544000000,
                "text": "45.44 €",
                "value": 45.44
              },
              "priceWithoutTax": {
                "currencyCode": "EUR",
                "priceInUcents": 3787000000,
                "text": "37.87 €",
                "value": 37.87
              },
              "retractionDate": null,
              "tax": {
                "currencyCode": "EUR",
                "priceInUcents": 757000000,
                "text": "7.57 €",
                "value": 7.57
              },
              "url": "https://perennial.test/order/display?orderId=7091314438&orderPassword=n32bjqifdnobtnem3t34nen43v6"
            }"#]].assert_eq(&pretty(&get("").await.ok()));
        assert_eq!(get("/status").await.ok(), "notPaid");
        assert_eq!(get("/details").await.ok(), json!([1, 2]));
        expect![[r#"
            {
              "cancelled": false,
              "description": "Hosting Perso 2014, renewal for 1 year",
              "detailType": "RENEW",
              "domain": "mypersonaldomain.ovh",
              "orderDetailId": 1,
              "quantity": "1",
              "totalPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 3588000000,
                "text": "35.88 €",
                "value": 35.88
              },
              "unitPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 3588000000,
                "text": "35.88 €",
                "value": 35.88
              }
            }"#]].assert_eq(&pretty(&get("/details/1").await.ok()));
        expect![[r#"
            404 {
              "class": "Client::NotFound",
              "message": "The requested object (orderDetailId = 3) does not exist"
            }"#]].assert_eq(&get("/details/3").await.shown());
        expect![[r#"
            {
              "id": null,
              "type": null
            }"#]].assert_eq(&pretty(&get("/associatedObject").await.ok()));
        expect![[r#"
            404 {
              "class": "Client::NotFound",
              "message": "The requested object (payment of orderId = 7091314438) does not exist"
            }"#]].assert_eq(&get("/payment").await.shown());
        expect![[r#"
            {
              "available": [
                {
                  "formSessionId": null,
                  "icon": {
                    "data": null,
                    "name": "creditCard",
                    "url": null
                  },
                  "integration": "REDIRECT",
                  "merchantId": null,
                  "oneshot": false,
                  "organizationId": null,
                  "paymentSubType": null,
                  "paymentType": "CREDIT_CARD",
                  "registerable": true,
                  "registerableWithTransaction": false
                },
                {
                  "formSessionId": null,
                  "icon": {
                    "data": null,
                    "name": "paypal",
                    "url": null
                  },
                  "integration": "REDIRECT",
                  "merchantId": null,
                  "oneshot": false,
                  "organizationId": null,
                  "paymentSubType": null,
                  "paymentType": "PAYPAL",
                  "registerable": true,
                  "registerableWithTransaction": false
                },
                {
                  "formSessionId": null,
                  "icon": {
                    "data": null,
                    "name": "bankAccount",
                    "url": null
                  },
                  "integration": "REDIRECT",
                  "merchantId": null,
                  "oneshot": false,
                  "organizationId": null,
                  "paymentSubType": null,
                  "paymentType": "SEPA_DIRECT_DEBIT",
                  "registerable": true,
                  "registerableWithTransaction": false
                }
              ],
              "paymentMethods": [
                {
                  "billingContactId": null,
                  "creationDate": "2026-11-23T13:00:00+01:00",
                  "default": true,
                  "description": null,
                  "expirationDate": null,
                  "formSessionId": null,
                  "icon": {
                    "data": null,
                    "name": "paypal",
                    "url": null
                  },
                  "integration": null,
                  "label": "alice@example.com",
                  "lastUpdate": "2026-11-23T13:00:00+01:00",
                  "merchantId": null,
                  "oneclick": null,
                  "paymentMeanId": 1234,
                  "paymentMethodId": 5001,
                  "paymentSubType": null,
                  "paymentType": "PAYPAL",
                  "status": "VALID"
                },
                {
                  "billingContactId": null,
                  "creationDate": "2026-11-23T13:00:00+01:00",
                  "default": false,
                  "description": null,
                  "expirationDate": "2028-05-31T23:59:59+02:00",
                  "formSessionId": null,
                  "icon": {
                    "data": null,
                    "name": "creditCard",
                    "url": null
                  },
                  "integration": null,
                  "label": "alice@example.com",
                  "lastUpdate": "2026-11-23T13:00:00+01:00",
                  "merchantId": null,
                  "oneclick": null,
                  "paymentMeanId": 4321,
                  "paymentMethodId": 5002,
                  "paymentSubType": null,
                  "paymentType": "CREDIT_CARD",
                  "status": "VALID"
                }
              ],
              "registered": [
                5001,
                5002
              ]
            }"#]].assert_eq(&pretty(&get("/paymentMethods").await.ok()));
        expect![[r#"
            [
              {
                "paymentMean": "creditCard"
              },
              {
                "paymentMean": "fidelityAccount"
              },
              {
                "paymentMean": "ovhAccount"
              },
              {
                "paymentMean": "paypal"
              }
            ]"#]].assert_eq(&pretty(&get("/availableRegisteredPaymentMean").await.ok()));
    })
    .await;
}

#[tokio::test]
async fn an_order_that_is_paid_and_its_bill() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let id = order(&alice, 112_233, "P3M").await;
        pay(&alice, &id).await;
        let get = async |path: &str| alice.get(&format!("/me/order/{id}{path}")).await;
        assert_eq!(get("/status").await.ok(), "delivered");
        expect![[r#"
            {
              "paymentDate": "2026-11-23T13:00:00+01:00",
              "paymentIdentifier": "SANDBOX-2074512624227124",
              "paymentType": "paypal"
            }"#]].assert_eq(&pretty(&get("/payment").await.ok()));
        assert_eq!(get("/availableRegisteredPaymentMean").await.ok(), json!([]));
        let none = json!({"available": [], "paymentMethods": [], "registered": []});
        assert_eq!(get("/paymentMethods").await.ok(), none);
        assert_eq!(
            get("/associatedObject").await.ok(),
            json!({"id": "FR00000001", "type": "Bill"})
        );

        assert_eq!(alice.get("/me/bill").await.ok(), json!(["FR00000001"]));
        let get = async |path: &str| alice.get(&format!("/me/bill/FR00000001{path}")).await;
        expect![[r#"
            {
              "billId": "FR00000001",
              "category": "earlyrenewal",
              "date": "2026-11-23T13:00:00+01:00",
              "orderId": 7091314438,
              "password": "n32bjqifdnobtnem3t34nen43v6",
              "pdfUrl": "https://perennial.test/bill/pdf?reference=FR00000001&passwd=n32bjqifdnobtnem3t34nen43v6",
              "priceWithTax": {
                "currencyCode": "EUR",
                "priceInUcents": 1076000000,
                "text": "10.76 €",
                "value": 10.76
              },
              "priceWithoutTax": {
                "currencyCode": "EUR",
                "priceInUcents": 897000000,
                "text": "8.97 €",
                "value": 8.97
              },
              "tax": {
                "currencyCode": "EUR",
                "priceInUcents": 179000000,
                "text": "1.79 €",
                "value": 1.79
              },
              "url": "https://perennial.test/bill/display?reference=FR00000001&passwd=n32bjqifdnobtnem3t34nen43v6"
            }"#]].assert_eq(&pretty(&get("").await.ok()));
        assert_eq!(get("/details").await.ok(), json!(["1"]));
        expect![[r#"
            {
              "billDetailId": "1",
              "description": "VPS SSD 1, renewal for 3 months",
              "domain": "vps112233.ovh.net",
              "periodEnd": "2027-04-29",
              "periodStart": "2027-01-31",
              "quantity": "1",
              "totalPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 897000000,
                "text": "8.97 €",
                "value": 8.97
              },
              "unitPrice": {
                "currencyCode": "EUR",
                "text": "8.97 €",
                "value": 8.97
              }
            }"#]].assert_eq(&pretty(&get("/details/1").await.ok()));
        expect![[r#"
            {
              "paymentDate": "2026-11-23T13:00:00+01:00",
              "paymentIdentifier": "SANDBOX-2074512624227124",
              "paymentType": "paypal"
            }"#]].assert_eq(&pretty(&get("/payment").await.ok()));
        for path in ["/details/2", "/details/0", "/details/01", "/details/x"] {
            assert_eq!(get(path).await.status, 404, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_way_to_pay_is_told_on_the_bill() {
    each_app(async |app| {
        let holding = Holding { prepaid: "500", fidelity: "99999", ..Holding::everything() };
        let alice = app.add_user("alice", &holding).await;
        let mut told = Vec::new();
        for (index, (mean, id)) in [
            ("paypal", Some(1234)),
            ("PAYPAL", Some(1234)),
            ("creditCard", Some(4321)),
            ("CREDIT_CARD", Some(4321)),
            ("bankAccount", Some(3333)),
            ("SEPA_DIRECT_DEBIT", Some(3333)),
            ("deferredPaymentAccount", Some(4444)),
            ("ovhAccount", None),
            ("fidelityAccount", None),
        ]
        .into_iter()
        .enumerate()
        {
            let order = order(&alice, 200_001 + i64::try_from(index).unwrap(), "P1Y").await;
            let body = json!({"paymentMean": mean, "paymentMeanId": id});
            let path = format!("/me/order/{order}/payWithRegisteredPaymentMean");
            assert_eq!(alice.post(&path, body).await.ok(), json!(null), "{mean}");
            let bill = alice.get(&format!("/me/order/{order}/associatedObject")).await.ok();
            let bill = bill["id"].as_str().unwrap().to_owned();
            let payment = alice.get(&format!("/me/bill/{bill}/payment")).await.ok();
            assert_eq!(alice.get(&format!("/me/order/{order}/payment")).await.ok(), payment);
            told.push(format!("{mean}: {bill} {}", payment["paymentType"]));
        }
        expect![[r#"
            paypal: FR00000001 "paypal"
            PAYPAL: FR00000002 "paypal"
            creditCard: FR00000003 "creditCard"
            CREDIT_CARD: FR00000004 "creditCard"
            bankAccount: FR00000005 "withdrawal"
            SEPA_DIRECT_DEBIT: FR00000006 "withdrawal"
            deferredPaymentAccount: FR00000007 "debtAccount"
            ovhAccount: FR00000008 "ovhAccount"
            fidelityAccount: FR00000009 "fidelityPoints""#]]
        .assert_eq(&told.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn an_order_of_nothing_is_settled_from_a_balance() {
    each_app(async |app| {
        let mut holding = Holding { prepaid: "", fidelity: "", ..Holding::guide() };
        let expiry = jiff::civil::date(2027, 1, 31);
        holding.services.push((7, "vps", "free.example".to_owned(), "free", expiry));
        let alice = app.add_user("alice", &holding).await;
        let id = order(&alice, 7, "P1M").await;
        let means = alice.get(&format!("/me/order/{id}/availableRegisteredPaymentMean")).await.ok();
        assert_eq!(
            means,
            json!([{"paymentMean": "fidelityAccount"}, {"paymentMean": "ovhAccount"}])
        );
        let body = json!({"paymentMethod": {"id": 5001}});
        let reply = alice.post(&format!("/me/order/{id}/pay"), body).await;
        expect![[r#"
            403 {
              "class": "Client::Forbidden",
              "details": {
                "accepted": "ovhAccount, fidelityAccount"
              },
              "message": "This order can't be paid with 'paypal'; accepted here: ovhAccount, fidelityAccount"
            }"#]].assert_eq(&reply.shown());
        let body = json!({"paymentMean": "fidelityAccount"});
        let path = format!("/me/order/{id}/payWithRegisteredPaymentMean");
        assert_eq!(alice.post(&path, body).await.ok(), json!(null));
        let payment = alice.get(&format!("/me/order/{id}/payment")).await.ok();
        assert_eq!(payment["paymentType"], "free");
        assert_eq!(alice.get("/service/7").await.ok()["expirationDate"], "2027-02-28");
    })
    .await;
}
