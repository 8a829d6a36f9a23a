//! `/me/ovhAccount`, `/me/deposit`, `/me/withdrawal` and `/me/fidelityAccount`.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_testkit::{Holding, User, each_app, pretty};
use serde_json::{Value, json};

const ACCOUNT: &str = "/me/ovhAccount/alice-ovh";

/// Pays money in, a minute after what was before.
async fn pay_in(alice: &User, amount: i64) -> Value {
    let order = alice.post(&format!("{ACCOUNT}/creditOrder"), json!({"amount": amount})).await.ok();
    let pay = format!("/me/order/{}/pay", order["orderId"]);
    assert_eq!(alice.post(&pay, json!({"paymentMethod": {"id": 5002}})).await.ok(), json!(null));
    order["orderId"].clone()
}

/// An answer without what is drawn: ids, passwords, addresses.
fn shown(mut answer: Value) -> String {
    for field in ["orderId", "order", "movementId", "depositId", "withdrawalId", "password"] {
        if let Some(value) = answer.get_mut(field) {
            *value = json!(value.as_str().map_or("…", |text| if text.is_empty() {
                ""
            } else {
                "…"
            }));
        }
    }
    for field in ["url", "pdfUrl"] {
        if let Some(value) = answer.get_mut(field) {
            *value = json!("…");
        }
    }
    pretty(&answer)
}

#[tokio::test]
async fn the_prepaid_account_and_its_movements() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        app.advance(SignedDuration::from_mins(1));
        assert_eq!(alice.get("/me/ovhAccount").await.ok(), json!(["alice-ovh"]));
        assert_eq!(alice.get("/me/ovhAccount/bob-ovh").await.status, 404);
        let order = pay_in(&alice, 30).await;
        let put = alice.put(ACCOUNT, json!({"alertThreshold": 20, "isActive": false})).await;
        assert_eq!(put.ok(), json!(null));
        expect![[r#"
            {
              "alertThreshold": 20,
              "balance": {
                "currencyCode": "EUR",
                "priceInUcents": 8000000000,
                "text": "80.00 €",
                "value": 80.0
              },
              "canBeCredited": true,
              "isActive": true,
              "lastUpdate": "2026-11-23T13:01:00+01:00",
              "openDate": "2026-11-23T13:00:00+01:00",
              "ovhAccountId": "alice-ovh"
            }"#]]
        .assert_eq(&shown(alice.get(ACCOUNT).await.ok()));
        let movements = alice.get(&format!("{ACCOUNT}/movements")).await.ok();
        let ids = movements.as_array().unwrap();
        assert_eq!(ids.len(), 2);
        let last = alice.get(&format!("{ACCOUNT}/movements/{}", ids[1])).await.ok();
        assert_eq!(last["order"], order);
        expect![[r#"
            {
              "amount": {
                "currencyCode": "EUR",
                "priceInUcents": 3000000000,
                "text": "30.00 €",
                "value": 30.0
              },
              "balance": {
                "currencyCode": "EUR",
                "priceInUcents": 8000000000,
                "text": "80.00 €",
                "value": 80.0
              },
              "date": "2026-11-23T13:01:00+01:00",
              "description": "Credit by order 7091314438",
              "movementId": "…",
              "operation": "credit",
              "order": "…",
              "previousBalance": {
                "currencyCode": "EUR",
                "priceInUcents": 5000000000,
                "text": "50.00 €",
                "value": 50.0
              },
              "retrievableAmount": {
                "currencyCode": "EUR",
                "priceInUcents": 3000000000,
                "text": "30.00 €",
                "value": 30.0
              }
            }"#]]
        .assert_eq(&shown(last));
        let first = alice.get(&format!("{ACCOUNT}/movements/{}", ids[0])).await.ok();
        assert_eq!(
            (&first["order"], &first["description"]),
            (&json!(0), &json!("Opening balance"))
        );
        let none = alice.get(&format!("{ACCOUNT}/movements?date.from=2030-01-01")).await.ok();
        assert_eq!(none, json!([]));
        let bad = alice.put(ACCOUNT, json!({"alertThreshold": -1})).await;
        assert_eq!(bad.error().0, 400, "{}", bad.shown());
    })
    .await;
}

#[tokio::test]
async fn a_deposit_leads_to_the_bills_that_it_paid() {
    each_app(async |app| {
        let mut holding = Holding::everything();
        holding.prepaid = "0";
        let alice = app.add_user("alice", &holding).await;
        let order = pay_in(&alice, 30).await;
        let id = format!("D{order}");
        assert_eq!(alice.get("/me/deposit").await.ok(), json!([id]));
        assert_eq!(alice.get(&format!("/me/deposit?orderId={order}")).await.ok(), json!([id]));
        assert_eq!(alice.get("/me/deposit?orderId=7").await.ok(), json!([]));
        let object = alice.get(&format!("/me/order/{order}/associatedObject")).await.ok();
        assert_eq!(object, json!({"id": id, "type": "Deposit"}));
        let status = alice.get(&format!("/me/order/{order}/status")).await.ok();
        assert_eq!(status, json!("delivered"));
        assert_eq!(alice.get("/me/bill").await.ok(), json!([]), "it is no sale");
        let deposit = alice.get(&format!("/me/deposit/{id}")).await.ok();
        expect![[r#"
            {
              "amount": {
                "currencyCode": "EUR",
                "priceInUcents": 3000000000,
                "text": "30.00 €",
                "value": 30.0
              },
              "date": "2026-11-23T13:00:00+01:00",
              "depositId": "…",
              "orderId": "…",
              "password": "…",
              "paymentInfo": {
                "description": null,
                "paymentType": "creditCard",
                "publicLabel": "alice@example.com"
              },
              "pdfUrl": "…",
              "url": "…"
            }"#]]
        .assert_eq(&shown(deposit));
        let details = alice.get(&format!("/me/deposit/{id}/details")).await.ok();
        assert_eq!(details, json!(["1"]));
        let detail = alice.get(&format!("/me/deposit/{id}/details/1")).await.ok();
        expect![[r#"
            {
              "depositDetailId": "1",
              "description": "Credit of the prepaid account",
              "domain": "ovhAccount",
              "quantity": "1",
              "totalPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 3000000000,
                "text": "30.00 €",
                "value": 30.0
              },
              "unitPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 3000000000,
                "text": "30.00 €",
                "value": 30.0
              }
            }"#]]
        .assert_eq(&pretty(&detail));
        let payment = alice.get(&format!("/me/deposit/{id}/payment")).await.ok();
        assert_eq!(payment["paymentType"], json!("creditCard"));

        app.advance(SignedDuration::from_mins(1));
        let body = json!({"duration": "P1M", "services": []});
        let renewal = alice.post("/service/112233/renew", body).await.ok()["orderId"].clone();
        let pay = format!("/me/order/{renewal}/payWithRegisteredPaymentMean");
        let done = alice.post(&pay, json!({"paymentMean": "ovhAccount"})).await;
        assert_eq!(done.ok(), json!(null));
        let bills = alice.get("/me/bill").await.ok();
        assert_eq!(alice.get(&format!("/me/deposit/{id}/paidBills")).await.ok(), bills);
        assert_eq!(bills, json!(["FR00000001"]));
    })
    .await;
}

#[tokio::test]
async fn money_goes_back_to_a_bank_account() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        let ask = async |amount: i64, bank: i64| {
            let body = json!({"amount": amount, "bankAccountId": bank});
            alice.post(&format!("{ACCOUNT}/retrieveMoney"), body).await
        };
        for (amount, bank, status, message) in [
            (0, 3333, 400, "amount: 0 EUR cannot be paid out at once; ask for a whole number from 1 to 100000"),
            (51, 3333, 409, "the prepaid account holds 50.00 €, and 51.00 € is to be paid out; ask for at most that"),
            (1, 1234, 404, "bankAccountId: there is no bank account 1234; money can be paid to 3333"),
            (1, -1, 400, "bankAccountId: -1 is not an id: ids are whole numbers from 1 to 9007199254740991"),
        ] {
            let reply = app.unchanged(async || ask(amount, bank).await).await;
            assert_eq!(reply.error(), (status, message));
        }
        let order = ask(20, 3333).await.ok()["orderId"].clone();
        let id = format!("W{order}");
        assert_eq!(alice.get("/me/withdrawal").await.ok(), json!([id]));
        assert_eq!(alice.get("/me/deposit").await.ok(), json!([]));
        let object = alice.get(&format!("/me/order/{order}/associatedObject")).await.ok();
        assert_eq!(object, json!({"id": id, "type": "Withdrawal"}));
        let withdrawal = alice.get(&format!("/me/withdrawal/{id}")).await.ok();
        expect![[r#"
            {
              "amount": {
                "currencyCode": "EUR",
                "priceInUcents": 2000000000,
                "text": "20.00 €",
                "value": 20.0
              },
              "country": "FR",
              "date": "2026-11-23T13:00:00+01:00",
              "orderId": "…",
              "password": "…",
              "pdfUrl": "…",
              "url": "…",
              "withdrawalId": "…"
            }"#]].assert_eq(&shown(withdrawal));
        let detail = alice.get(&format!("/me/withdrawal/{id}/details/1")).await.ok();
        expect![[r#"
            {
              "description": "Transfer from the prepaid account",
              "domain": "ovhAccount",
              "quantity": "1",
              "totalPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 2000000000,
                "text": "20.00 €",
                "value": 20.0
              },
              "unitPrice": {
                "currencyCode": "EUR",
                "priceInUcents": 2000000000,
                "text": "20.00 €",
                "value": 20.0
              },
              "withdrawalDetailId": "1"
            }"#]].assert_eq(&pretty(&detail));
        assert_eq!(alice.get(&format!("/me/withdrawal/{id}/details/2")).await.status, 404);
        let again = format!("/me/order/{order}/pay");
        let paid = alice.post(&again, json!({"paymentMethod": {"id": 5002}})).await;
        assert_eq!(paid.error().0, 409, "nothing is charged for it: {}", paid.shown());
    })
    .await;
}

#[tokio::test]
async fn fidelity_points_are_bought_and_counted() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        app.advance(SignedDuration::from_mins(1));
        let order =
            alice.post("/me/fidelityAccount/creditOrder", json!({"amount": 500})).await.ok();
        assert_eq!(order["priceWithTax"]["value"], json!(5.0));
        let pay = format!("/me/order/{}/pay", order["orderId"]);
        let done = alice.post(&pay, json!({"paymentMethod": {"id": 5001}})).await;
        assert_eq!(done.ok(), json!(null));
        let put = alice.put("/me/fidelityAccount", json!({"alertThreshold": 100})).await;
        assert_eq!(put.ok(), json!(null));
        expect![[r#"
            {
              "alertThreshold": 100,
              "balance": 10500,
              "canBeCredited": true,
              "lastUpdate": "2026-11-23T13:01:00+01:00",
              "openDate": "2026-11-23T13:00:00+01:00"
            }"#]]
        .assert_eq(&shown(alice.get("/me/fidelityAccount").await.ok()));
        let movements = alice.get("/me/fidelityAccount/movements").await.ok();
        let last = &movements.as_array().unwrap()[1];
        let movement = alice.get(&format!("/me/fidelityAccount/movements/{last}")).await.ok();
        expect![[r#"
            {
              "amount": 500,
              "balance": 10500,
              "date": "2026-11-23T13:01:00+01:00",
              "description": "Credit by order 7091314438",
              "movementId": "…",
              "operation": "credit",
              "order": "…",
              "previousBalance": 10000
            }"#]]
        .assert_eq(&shown(movement));
    })
    .await;
}
