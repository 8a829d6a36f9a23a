//! `/me/autorenew`: the renew day of an account, and the forecast.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_testkit::{Holding, each_app, pretty};
use serde_json::{Value, json};

use crate::support::{brief, live_until, refusal, user_with, vps};

const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);

#[tokio::test]
async fn a_renew_day_is_chosen_once_and_changed_from_then_on() {
    each_app(async |app| {
        let alice = app.add_user("alice", &vps(&[V2012], date(2027, 1, 31))).await;
        let next = async || {
            let service = alice.get("/service/1").await.ok();
            brief(&service, &["nextBillingDate", "expirationDate", "renew.dayOfMonth"])
        };
        expect![[r#"
            404 {
              "class": "Client::NotFound",
              "message": "no renew day was chosen yet: choose one with POST"
            }"#]].assert_eq(&alice.get("/me/autorenew").await.shown());
        let change = json!({"active": true, "renewDay": 5});
        expect!["404 no renew day was chosen yet: choose one with POST"].assert_eq(&refusal(&alice.put("/me/autorenew", change.clone()).await));
        expect![[r#"nextBillingDate="2027-01-01" expirationDate="2027-01-31" dayOfMonth=1"#]].assert_eq(&next().await);

        let first = json!({"renewDay": 15});
        let reply = alice.post("/me/autorenew", first.clone()).await;
        assert_eq!((reply.status, reply.bytes.as_slice()), (200, &b"null"[..]));
        let chosen = alice.get("/me/autorenew").await.ok();
        assert_eq!(chosen, json!({"active": true, "lastRenew": null, "renewDay": 15}));
        expect![[r#"nextBillingDate="2027-01-15" expirationDate="2027-01-31" dayOfMonth=15"#]].assert_eq(&next().await);
        let again = app.unchanged(async || alice.post("/me/autorenew", first).await).await;
        expect!["409 a renew day was chosen before: change it with PUT"].assert_eq(&refusal(&again));

        // All of the answer, with one change.
        let mut whole = chosen;
        whole["renewDay"] = json!(5);
        assert_eq!(alice.put("/me/autorenew", whole.clone()).await.ok(), json!(null));
        assert_eq!(
            app.unchanged(async || alice.put("/me/autorenew", whole).await).await.status,
            200
        );
        expect![[r#"nextBillingDate="2027-01-05" expirationDate="2027-01-31" dayOfMonth=5"#]].assert_eq(&next().await);
        let off = json!({"active": false, "renewDay": 5});
        assert_eq!(alice.put("/me/autorenew", off.clone()).await.ok(), json!(null));
        assert_eq!(alice.get("/me/autorenew").await.ok()["active"], false);
        expect![[r#"nextBillingDate="2027-01-01" expirationDate="2027-01-31" dayOfMonth=1"#]].assert_eq(&next().await);
        expect![[r#"
            [
              "application.create application 7163879021: test program",
              "credential.validate credential 4996108741: GET /*, POST /*, PUT /*, DELETE /*, without end",
              "autorenew.choose account: renew day 15",
              "autorenew.choose account: renew day 5",
              "autorenew.choose account: renew day 5, not in force"
            ]"#]].assert_eq(&pretty(&app.journal(alice.account).await[1..].to_vec()));
    })
    .await;
}

#[tokio::test]
async fn days_are_from_1_to_31() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let mut told = Vec::new();
        for day in [json!(0), json!(32), json!(-1), json!("15"), json!(1.5)] {
            let reply = alice.post("/me/autorenew", json!({ "renewDay": day })).await;
            told.push(refusal(&reply));
        }
        told.push(refusal(&alice.put("/me/autorenew", json!({"active": true})).await));
        told.push(refusal(
            &alice.put("/me/autorenew", json!({"active": true, "renewDay": 99})).await,
        ));
        expect![[r#"
            400 renewDay: 0 is not a renew day: a day of the month is from 1 to 31
            400 renewDay: 32 is not a renew day: a day of the month is from 1 to 31
            400 renewDay: -1 is not a renew day: a day of the month is from 1 to 31
            400 renewDay: invalid type: string "15", expected a whole number (at line 1 column 16)
            400 renewDay: invalid type: floating point `1.5`, expected a whole number (at line 1 column 15)
            400 The body is not what this call takes: missing field `renewDay`
            400 renewDay: 99 is not a renew day: a day of the month is from 1 to 31"#]].assert_eq(&told.join("\n"));
        assert_eq!(alice.post("/me/autorenew", json!({"renewDay": 31})).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn the_last_renewal_is_that_of_the_calendar() {
    each_app(async |app| {
        let alice = app.add_user("alice", &vps(&[V2012], date(2027, 1, 31))).await;
        assert_eq!(alice.post("/me/autorenew", json!({"renewDay": 10})).await.status, 200);
        let last = async || alice.get("/me/autorenew").await.ok()["lastRenew"].clone();
        // Whoever renews by hand renews nothing automatically.
        let order =
            alice.post("/service/1/renew", json!({"duration": "P1M", "services": []})).await;
        let pay = format!("/me/order/{}/pay", order.ok()["orderId"]);
        let body = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&pay, body).await.ok(), json!(null));
        assert_eq!(last().await, json!(null));
        live_until(app, date(2027, 2, 12)).await;
        assert_eq!(last().await, json!("2027-02-10T13:00:00+01:00"));
        let service = alice.get("/service/1").await.ok();
        assert_eq!(
            brief(&service, &["expirationDate", "nextBillingDate"]),
            r#"expirationDate="2027-03-31" nextBillingDate="2027-03-10""#
        );
    })
    .await;
}

#[tokio::test]
async fn the_forecast_says_what_will_be_debited() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let read = async || alice.get("/me/autorenew/forecast?months=2").await;
        let forecast = app.unchanged(read).await.ok();
        expect![[r#"
            {
              "debits": [
                {
                  "amount": {
                    "currencyCode": "EUR",
                    "priceInUcents": 5083000000,
                    "text": "50.83 €",
                    "value": 50.83
                  },
                  "date": "2027-01-01",
                  "paymentMean": "paypal",
                  "paymentMethodId": 5001,
                  "services": [
                    {
                      "expirationDate": "2028-01-15",
                      "period": "P1Y",
                      "price": {
                        "currencyCode": "EUR",
                        "priceInUcents": 199000000,
                        "text": "1.99 €",
                        "value": 1.99
                      },
                      "serviceId": 12345,
                      "serviceName": "mypersonaldomain.ovh"
                    },
                    {
                      "expirationDate": "2028-01-15",
                      "period": "P1Y",
                      "price": {
                        "currencyCode": "EUR",
                        "priceInUcents": 3588000000,
                        "text": "35.88 €",
                        "value": 35.88
                      },
                      "serviceId": 67890,
                      "serviceName": "mypersonaldomain.ovh"
                    },
                    {
                      "expirationDate": "2027-02-28",
                      "period": "P1M",
                      "price": {
                        "currencyCode": "EUR",
                        "priceInUcents": 299000000,
                        "text": "2.99 €",
                        "value": 2.99
                      },
                      "serviceId": 112233,
                      "serviceName": "vps112233.ovh.net"
                    },
                    {
                      "expirationDate": "2027-02-28",
                      "period": "P1M",
                      "price": {
                        "currencyCode": "EUR",
                        "priceInUcents": 150000000,
                        "text": "1.50 €",
                        "value": 1.5
                      },
                      "serviceId": 112234,
                      "serviceName": "vps112233-backup"
                    }
                  ]
                }
              ],
              "warnings": []
            }"#]]
        .assert_eq(&pretty(&forecast));
        let dates = |forecast: &Value| {
            let debits = forecast["debits"].as_array().unwrap().clone();
            debits
                .iter()
                .map(|debit| debit["date"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let year = alice.get("/me/autorenew/forecast").await.ok();
        assert_eq!(year, alice.get("/me/autorenew/forecast?months=12").await.ok());
        assert_eq!(dates(&year).len(), 11, "each first of a month up to November");
        assert_eq!(alice.get("/me/autorenew/forecast?months=1").await.ok()["debits"], json!([]));
        // It follows what is chosen.
        assert_eq!(alice.post("/me/autorenew", json!({"renewDay": 14})).await.status, 200);
        let other = alice.get("/me/autorenew/forecast?months=2").await.ok();
        assert_eq!(dates(&other), ["2027-01-14"]);
        // And then it is so.
        live_until(app, date(2027, 1, 15)).await;
        let orders = alice.get("/me/order").await.ok();
        let order = alice.get(&format!("/me/order/{}", orders[0])).await.ok();
        assert_eq!(order["priceWithTax"], other["debits"][0]["amount"]);
        assert_eq!(orders.as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_forecast_warns_of_what_will_not_work_out() {
    each_app(async |app| {
        let mut holding = vps(&[V2012, RenewMode::Manual, RenewMode::Manual], date(2027, 1, 15));
        // A card that ends before the second debit, and too little money.
        holding.methods.remove(0);
        holding.prepaid = "1";
        let alice = user_with(app, "alice", &holding, |_| {}).await;
        let body = json!({"terminationPolicy": "terminateAtExpirationDate"});
        assert_eq!(alice.put("/services/3", body).await.ok(), json!(null));
        let context = perennial_testkit::operator(alice.account);
        let card = perennial_core::PaymentMethodId::try_new(5002).unwrap();
        let ends = app.engine.set_method_expiry(&context, card, Some(date(2027, 1, 20))).await;
        ends.unwrap();
        let forecast = alice.get("/me/autorenew/forecast?months=3").await.ok();
        let lines = |list: &Value, fields: &[&str]| {
            list.as_array()
                .unwrap()
                .iter()
                .map(|one| brief(one, fields))
                .collect::<Vec<_>>()
                .join("\n")
        };
        let fields = ["date", "paymentMean", "paymentMethodId", "amount.text"];
        expect![[r#"date="2027-01-01" paymentMean="creditCard" paymentMethodId=5002 text="3.59 €""#]].assert_eq(&lines(&forecast["debits"], &fields));
        let fields = ["date", "serviceId", "serviceName", "what", "reason"];
        expect![[r#"
            date="2027-01-15" serviceId=2 serviceName="vps2.ovh.net" what="suspended" reason="it is not renewed; it can be until it is deleted on 2027-01-20"
            date="2027-01-15" serviceId=3 serviceName="vps3.ovh.net" what="deleted" reason="as was asked"
            date="2027-01-20" serviceId=2 serviceName="vps2.ovh.net" what="deleted" reason="it is not renewed"
            date="2027-02-01" serviceId=1 serviceName="vps1.ovh.net" what="notRenewed" reason="there is nothing that it could be paid with: payment method 5002 ends on 2027-01-20; the prepaid account holds 1.00 €"
            date="2027-02-02" serviceId=1 serviceName="vps1.ovh.net" what="notRenewed" reason="there is nothing that it could be paid with: payment method 5002 ends on 2027-01-20; the prepaid account holds 1.00 €"
            date="2027-02-04" serviceId=1 serviceName="vps1.ovh.net" what="notRenewed" reason="there is nothing that it could be paid with: payment method 5002 ends on 2027-01-20; the prepaid account holds 1.00 €"
            date="2027-02-06" serviceId=1 serviceName="vps1.ovh.net" what="notRenewed" reason="there is nothing that it could be paid with: payment method 5002 ends on 2027-01-20; the prepaid account holds 1.00 €"
            date="2027-02-15" serviceId=1 serviceName="vps1.ovh.net" what="suspended" reason="it is not renewed; it can be until it is deleted on 2027-02-20"
            date="2027-02-20" serviceId=1 serviceName="vps1.ovh.net" what="deleted" reason="it is not renewed""#]].assert_eq(&lines(&forecast["warnings"], &fields));
    })
    .await;
}

#[tokio::test]
async fn a_forecast_is_of_1_to_24_months() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        for months in ["0", "25", "-1", "+1", "1.5", "P1M", "99999999999999999999"] {
            let reply = alice.get(&format!("/me/autorenew/forecast?months={months}")).await;
            let (status, message) = reply.error();
            assert_eq!(status, 400, "{months}");
            assert!(message.ends_with("is not a whole number from 1 to 24"), "{message}");
        }
        assert_eq!(alice.get("/me/autorenew/forecast?months=24").await.status, 200);
    })
    .await;
}
