//! `/me/payment/method` and `/me/paymentMean`.

use expect_test::expect;
use perennial_testkit::{Holding, each_app, pretty};
use serde_json::json;

#[tokio::test]
async fn payment_methods_in_their_newer_form() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        let list = async |query: &str| alice.get(&format!("/me/payment/method{query}")).await.ok();
        assert_eq!(list("").await, json!([5001, 5002, 5003, 5004]));
        assert_eq!(list("?default=true").await, json!([5001]));
        assert_eq!(list("?default=false").await, json!([5002, 5003, 5004]));
        assert_eq!(list("?status=VALID").await, json!([5001, 5002, 5003, 5004]));
        assert_eq!(list("?status=EXPIRED").await, json!([]));
        assert_eq!(list("?paymentType=CREDIT_CARD").await, json!([5002]));
        assert_eq!(list("?paymentType=CREDIT_CARD&default=true").await, json!([]));
        expect![[r#"
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
            }"#]]
        .assert_eq(&pretty(&alice.get("/me/payment/method/5002").await.ok()));
    })
    .await;
}

#[tokio::test]
async fn payment_means_in_their_older_form() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        for (kind, id) in [
            ("bankAccount", 3333),
            ("creditCard", 4321),
            ("deferredPaymentAccount", 4444),
            ("paypal", 1234),
        ] {
            let path = format!("/me/paymentMean/{kind}");
            assert_eq!(alice.get(&path).await.ok(), json!([id]));
            // The id of another kind is none of this one.
            for other in [3333, 4321, 4444, 1234, 5001] {
                let status = alice.get(&format!("{path}/{other}")).await.status;
                assert_eq!(status, if other == id { 200 } else { 404 }, "{kind} {other}");
            }
        }
        let get =
            async |path: &str| pretty(&alice.get(&format!("/me/paymentMean/{path}")).await.ok());
        expect![[r#"
            {
              "bic": "",
              "creationDate": "2026-11-23",
              "defaultPaymentMean": false,
              "description": null,
              "iban": "alice@example.com",
              "icon": {
                "data": null,
                "name": "bankAccount",
                "url": null
              },
              "id": 3333,
              "mandateSignatureDate": "2026-11-23",
              "ownerAddress": "",
              "ownerName": "Martin",
              "state": "valid",
              "uniqueReference": "5003",
              "validationDocumentLink": null
            }"#]]
        .assert_eq(&get("bankAccount/3333").await);
        expect![[r#"
            {
              "defaultPaymentMean": false,
              "description": null,
              "expirationDate": "2028-05-31",
              "icon": {
                "data": null,
                "name": "creditCard",
                "url": null
              },
              "id": 4321,
              "number": "alice@example.com",
              "state": "valid",
              "threeDsValidated": true,
              "type": ""
            }"#]]
        .assert_eq(&get("creditCard/4321").await);
        expect![[r#"
            {
              "creationDate": "2026-11-23T13:00:00+01:00",
              "defaultPaymentMean": false,
              "description": null,
              "icon": {
                "data": null,
                "name": "deferredPaymentAccount",
                "url": null
              },
              "id": 4444,
              "label": "alice@example.com",
              "state": "valid"
            }"#]]
        .assert_eq(&get("deferredPaymentAccount/4444").await);
        expect![[r#"
            {
              "agreementId": "5001",
              "creationDate": "2026-11-23T13:00:00+01:00",
              "defaultPaymentMean": true,
              "description": null,
              "email": "alice@example.com",
              "icon": {
                "data": null,
                "name": "paypal",
                "url": null
              },
              "id": 1234,
              "state": "valid"
            }"#]]
        .assert_eq(&get("paypal/1234").await);
        assert_eq!(get("bankAccount?state=valid").await, pretty(&json!([3333])));
        assert_eq!(get("bankAccount?state=replaced").await, pretty(&json!([])));
    })
    .await;
}
