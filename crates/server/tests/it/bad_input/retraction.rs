//! Withdrawing from orders: refused, with what there is instead.

use expect_test::expect;
use perennial_testkit::{Holding, User, each_app};
use serde_json::{Value, json};

use super::all_told;

async fn order(alice: &User, path: &str, body: Value) -> String {
    alice.post(path, body).await.ok()["orderId"].to_string()
}

#[tokio::test]
async fn no_order_is_withdrawn_from() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        let renewal = json!({"duration": "P1Y", "services": []});
        let paid = order(&alice, "/service/12345/renew", renewal.clone()).await;
        let pay = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&format!("/me/order/{paid}/pay"), pay).await.status, 200);
        let unpaid = order(&alice, "/service/67890/renew", renewal).await;
        let out = json!({"amount": 1, "bankAccountId": 3333});
        let out = order(&alice, "/me/ovhAccount/alice-ovh/retrieveMoney", out).await;
        let retract = |order: &str, body: &Value| {
            alice.request("POST", &format!("/1.0/me/order/{order}/retraction")).json(body)
        };
        let waive =
            |order: &str| alice.request("POST", &format!("/1.0/me/order/{order}/waiveRetraction"));
        let why = json!({"reason": "expensive", "comment": null});
        let long = json!({"reason": "other", "comment": "x".repeat(4001)});
        let calls = [
            ("a renewal", retract(&paid, &why)),
            ("unpaid", retract(&unpaid, &why)),
            ("money that was paid out", retract(&out, &why)),
            ("waived", waive(&paid)),
            ("an order of nobody", retract("99", &why)),
            ("waived of nobody", waive("99")),
            ("no reason", retract(&paid, &json!({"comment": "too slow"}))),
            ("another reason", retract(&paid, &json!({"reason": "TOO_EXPENSIVE"}))),
            ("a long comment", retract(&paid, &long)),
            (
                "a comment that cannot be read",
                retract(&paid, &json!({"reason": "other", "comment": "\u{0}"})),
            ),
        ];
        let text = all_told(app, calls).await;
        let text = text.replace(&paid, "PAID").replace(&unpaid, "UNPAID").replace(&out, "OUT");
        expect![[r#"
            a renewal
              409 Client::Conflict
                order PAID renews services, and only the first purchase of a service can be withdrawn from: its retractionDate is null. End the services instead (terminate), or set them to be renewed no more
            unpaid
              409 Client::Conflict
                order UNPAID is not paid, so there is nothing to withdraw from: leave it unpaid, and it lapses at 2026-11-24T12:00:00Z
            money that was paid out
              409 Client::Conflict
                order OUT paid money of the prepaid account to its owner, and its retractionDate is null. Order a credit to have it there again
            waived
              409 Client::Conflict
                there is no right to withdraw from order PAID that could be waived: its retractionDate is null. Nothing has to be done, what it orders is delivered once it is paid
            an order of nobody
              404 Client::NotFound
                The requested object (orderId = 99) does not exist
            waived of nobody
              404 Client::NotFound
                The requested object (orderId = 99) does not exist
            no reason
              400 Client::BadRequest
                The body is not what this call takes: missing field `reason`
            another reason
              400 Client::BadRequest {"parameter":"reason"}
                reason: `TOO_EXPENSIVE` is unknown; it can be competitor, difficulty, expensive, other, performance, reliability, unused
            a long comment
              400 Client::BadRequest {"parameter":"comment"}
                comment: the text has 4001 bytes; at most 4000 are allowed
            a comment that cannot be read
              400 Client::BadRequest {"parameter":"comment"}
                comment: the text has a control character (U+0000)
        "#]].assert_eq(&text);
    })
    .await;
}
