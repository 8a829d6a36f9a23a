//! The prepaid account among the balances of a customer.

use jiff::SignedDuration;
use perennial_testkit::{Holding, each_app};
use serde_json::{Value, json};

const BALANCE: &str = "/me/credit/balance/alice-ovh";

#[tokio::test]
async fn the_prepaid_account_is_a_balance() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        app.advance(SignedDuration::from_mins(1));
        let list = async |query: &str| alice.get(&format!("/me/credit/balance{query}")).await.ok();
        assert_eq!(list("").await, json!(["alice-ovh"]));
        assert_eq!(list("?type=PREPAID_ACCOUNT").await, json!(["alice-ovh"]));
        assert_eq!(list("?type=VOUCHER").await, json!([]));
        let order = alice.post("/me/ovhAccount/alice-ovh/creditOrder", json!({"amount": 30})).await;
        let credit = order.ok()["orderId"].clone();
        let body = json!({"paymentMethod": {"id": 5002}});
        assert_eq!(alice.post(&format!("/me/order/{credit}/pay"), body).await.status, 200);
        app.advance(SignedDuration::from_mins(1));
        let body = json!({"duration": "P1M", "services": []});
        let renewal = alice.post("/service/112233/renew", body).await.ok()["orderId"].clone();
        let pay = format!("/me/order/{renewal}/payWithRegisteredPaymentMean");
        assert_eq!(alice.post(&pay, json!({"paymentMean": "ovhAccount"})).await.status, 200);
        app.advance(SignedDuration::from_mins(1));
        let request = json!({"amount": 5, "bankAccountId": 3333});
        let out = alice.post("/me/ovhAccount/alice-ovh/retrieveMoney", request).await.ok();

        let balance = alice.get(BALANCE).await.ok();
        assert_eq!(balance["amount"]["text"], "71.41 €");
        assert_eq!(balance["balanceDetails"][0]["amount"], balance["amount"]);
        assert_eq!((&balance["type"], &balance["booked"]), (&json!("PREPAID_ACCOUNT"), &json!([])));
        let ids = alice.get(&format!("{BALANCE}/movement")).await.ok();
        assert_eq!(ids, alice.get("/me/ovhAccount/alice-ovh/movements").await.ok());
        let mut told: Vec<(Value, Value, Value)> = Vec::new();
        for id in ids.as_array().unwrap() {
            let one = alice.get(&format!("{BALANCE}/movement/{id}")).await.ok();
            told.push((one["type"].clone(), one["amount"]["text"].clone(), one["orderId"].clone()));
        }
        let expected = [
            (json!("MANUAL"), json!("50.00 €"), json!(null)),
            (json!("ORDER"), json!("30.00 €"), credit),
            (json!("USE"), json!("-3.59 €"), renewal),
            (json!("REFUND"), json!("-5.00 €"), out["orderId"].clone()),
        ];
        assert_eq!(told, expected);
        assert_eq!(alice.get("/me/credit/balance/bob-ovh").await.status, 404);
    })
    .await;
}
