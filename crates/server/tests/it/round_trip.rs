//! The guide's round trip: list the ways, try one, order it, pay it; once, with a bill and balanced books.

use expect_test::expect;
use perennial_testkit::{Holding, each_app, pretty};
use serde_json::json;

#[tokio::test]
async fn domain_and_hosting_are_renewed_with_the_guide_s_figures() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let strategies = alice.get("/service/12345/renew?includeOptions=false").await.ok();
        expect![[r#"
            {
              "renewPeriod": "P1Y",
              "strategies": [
                {
                  "price": {
                    "currencyCode": "EUR",
                    "text": "1.99 €",
                    "value": 1.99
                  },
                  "priceInUcents": 199000000,
                  "services": [
                    12345
                  ],
                  "servicesDetails": [
                    {
                      "serviceId": 12345,
                      "serviceName": "mypersonaldomain.ovh",
                      "serviceType": "Domain .ovh"
                    }
                  ]
                },
                {
                  "price": {
                    "currencyCode": "EUR",
                    "text": "37.87 €",
                    "value": 37.87
                  },
                  "priceInUcents": 3787000000,
                  "services": [
                    67890,
                    12345
                  ],
                  "servicesDetails": [
                    {
                      "serviceId": 67890,
                      "serviceName": "mypersonaldomain.ovh",
                      "serviceType": "Hosting Perso 2014"
                    },
                    {
                      "serviceId": 12345,
                      "serviceName": "mypersonaldomain.ovh",
                      "serviceType": "Domain .ovh"
                    }
                  ]
                }
              ]
            }"#]].assert_eq(&pretty(&strategies[0]));
        let body = json!({"dryRun": true, "duration": "P1Y", "services": [67890, 12345]});
        let tried = alice.post("/service/12345/renew", body).await.ok();
        assert_eq!((&tried["orderId"], &tried["priceWithTax"]["text"]), (&json!(0), &json!("45.44 €")));
        assert_eq!(alice.get("/me/order").await.ok(), json!([]));

        let body = json!({"duration": "P1Y", "services": [67890, 12345]});
        let order = alice.post("/service/12345/renew", body).await.ok();
        expect![[r#"
            {
              "date": "2026-11-23T13:00:00+01:00",
              "expirationDate": "2026-11-24T13:00:00+01:00",
              "orderId": 7091314438,
              "password": "n32bjqifdnobtnem3t34nen43v6",
              "pdfUrl": "https://perennial.test/order/pdf?orderId=7091314438&orderPassword=n32bjqifdnobtnem3t34nen43v6",
              "priceWithTax": {
                "currencyCode": "EUR",
                "text": "45.44 €",
                "value": 45.44
              },
              "priceWithoutTax": {
                "currencyCode": "EUR",
                "text": "37.87 €",
                "value": 37.87
              },
              "retractionDate": null,
              "tax": {
                "currencyCode": "EUR",
                "text": "7.57 €",
                "value": 7.57
              },
              "url": "https://perennial.test/order/display?orderId=7091314438&orderPassword=n32bjqifdnobtnem3t34nen43v6"
            }"#]].assert_eq(&pretty(&order));
        let id = &order["orderId"];
        assert_eq!(alice.get(&format!("/me/order/{id}/status")).await.ok(), "notPaid");
        let body = json!({"paymentMean": "paypal", "paymentMeanId": 1234});
        let paid = alice.post(&format!("/me/order/{id}/payWithRegisteredPaymentMean"), body).await;
        assert_eq!(paid.ok(), json!(null));
        assert_eq!(alice.get(&format!("/me/order/{id}/status")).await.ok(), "delivered");
        let infos = alice.get("/domain/mypersonaldomain.ovh/serviceInfos").await.ok();
        assert_eq!(infos["expiration"], "2028-01-15");
        let infos = alice.get("/hosting/web/mypersonaldomain.ovh/serviceInfos").await.ok();
        assert_eq!(infos["expiration"], "2028-01-15");
        let bill = alice.get(&format!("/me/order/{id}/associatedObject")).await.ok();
        assert_eq!(bill, json!({"id": "FR00000001", "type": "Bill"}));
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
              "tax": {
                "currencyCode": "EUR",
                "priceInUcents": 757000000,
                "text": "7.57 €",
                "value": 7.57
              },
              "url": "https://perennial.test/bill/display?reference=FR00000001&passwd=n32bjqifdnobtnem3t34nen43v6"
            }"#]].assert_eq(&pretty(&alice.get("/me/bill/FR00000001").await.ok()));
        expect![[r#"
            [
              "account.create inventory: 4 services, 2 payment methods",
              "application.create application 7163879021: test program",
              "credential.validate credential 4996108741: GET /*, POST /*, PUT /*, DELETE /*, without end",
              "order.place order 7091314438: renew 67890, 12345 for P1Y, 45.44 €",
              "payment.start payment 2074512624227124: 45.44 € with paypal for order 7091314438",
              "order.settle order 7091314438: paid 45.44 € with paypal; 67890 until 2028-01-15, 12345 until 2028-01-15"
            ]"#]].assert_eq(&pretty(&app.journal(alice.account).await));
    })
    .await;
}
