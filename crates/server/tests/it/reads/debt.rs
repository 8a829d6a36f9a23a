//! What is owed because a payment was taken back, on the wire, and paying it.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_testkit::{Holding, TestApp, User, each_app};
use serde_json::{Value, json};

use crate::coverage::take_back;

/// A VPS that was renewed; its payment was taken back. Answers the order and the debt.
async fn owed(app: &TestApp, alice: &User) -> (Value, Value) {
    let body = json!({"duration": "P1M", "services": []});
    let order = alice.post("/service/112233/renew", body).await.ok()["orderId"].clone();
    let pay = json!({"paymentMethod": {"id": 5001}});
    assert_eq!(alice.post(&format!("/me/order/{order}/pay"), pay).await.status, 200);
    assert_eq!(alice.get(&format!("/me/order/{order}/debt")).await.status, 404);
    take_back(app, alice, order.as_i64().unwrap()).await;
    let debt = alice.get(&format!("/me/order/{order}/debt")).await.ok()["debtId"].clone();
    (order, debt)
}

/// Amounts alone, and whatever is no amount as it is.
fn amounts(value: &Value) -> String {
    let fields = value.as_object().unwrap().iter();
    let shown = fields.map(|(name, value)| match &value["text"] {
        Value::String(text) => format!("{name}: {text}"),
        _ => format!("{name}: {value}"),
    });
    shown.filter(|line| !line.contains("Id: ")).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_debt_is_read_and_paid() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        app.advance(SignedDuration::from_mins(1));
        let nothing = alice.call("POST", "/me/debtAccount/pay", None).await;
        assert_eq!((nothing.status, &nothing.body["message"]), (409, &json!("Nothing to pay")));
        let (order, debt) = owed(app, &alice).await;
        expect![[r#"
            amount: 3.59 €
            date: "2026-11-23T13:01:00+01:00"
            dueAmount: 0.00 €
            dueDate: "2026-11-30T00:00:00+01:00"
            pendingAmount: 0.00 €
            status: "UNMATURED"
            todoAmount: 3.59 €
            unmaturedAmount: 3.59 €"#]]
        .assert_eq(&amounts(&alice.get(&format!("/me/debtAccount/debt/{debt}")).await.ok()));
        app.advance(SignedDuration::from_hours(8 * 24));
        expect![[r#"
            active: true
            dueAmount: 3.59 €
            pendingAmount: 0.00 €
            todoAmount: 3.59 €
            unmaturedAmount: 0.00 €"#]]
        .assert_eq(&amounts(&alice.get("/me/debtAccount").await.ok()));

        let path = format!("/me/order/{order}/debt/pay");
        let pays = alice.call("POST", &path, None).await.ok();
        assert_eq!(alice.call("POST", "/me/debtAccount/pay", None).await.ok(), pays);
        assert_eq!(pays["priceWithTax"]["text"], "3.59 €");
        let pays = pays["orderId"].clone();
        let list = alice.get(&format!("/me/debtAccount/debt/{debt}/operation")).await.ok();
        assert_eq!(list, json!([pays]));
        let operation = format!("/me/debtAccount/debt/{debt}/operation/{pays}");
        expect![[r#"
            amount: 3.59 €
            date: "2026-12-01T13:01:00+01:00"
            status: "TODO"
            type: null"#]]
        .assert_eq(&amounts(&alice.get(&operation).await.ok()));
        let body = json!({"paymentMean": "ovhAccount"});
        let pay = format!("/me/order/{pays}/payWithRegisteredPaymentMean");
        assert_eq!(alice.post(&pay, body).await.ok(), json!(null));
        expect![[r#"
            amount: 3.59 €
            date: "2026-12-01T13:01:00+01:00"
            status: "PAID"
            type: "ORDER""#]]
        .assert_eq(&amounts(&alice.get(&operation).await.ok()));
        let object = alice.get(&format!("{operation}/associatedObject")).await.ok();
        assert_eq!(
            (&object["type"], &object["id"], &object["paymentInfo"]["paymentType"]),
            (&json!("Order"), &json!(pays.to_string()), &json!("ovhAccount"))
        );
        let bill = alice.get(&format!("/me/order/{order}/associatedObject")).await.ok();
        let bill = bill["id"].as_str().unwrap();
        let paid = alice.get(&format!("/me/bill/{bill}/debt")).await.ok();
        assert_eq!((&paid["status"], &paid["debtId"]), (&json!("PAID"), &debt));
        let of_bill = format!("/me/bill/{bill}/debt/operation?depositOrderId={order}");
        assert_eq!(alice.get(&of_bill).await.ok(), json!([]), "that order pays nothing of it");
        assert_eq!(alice.get("/me/debtAccount").await.ok()["active"], json!(false));
        let again = alice.call("POST", &format!("/me/debtAccount/debt/{debt}/pay"), None).await;
        assert_eq!(again.status, 409, "{}", again.shown());
        assert_eq!(alice.get(&format!("/me/order/{pays}/status")).await.ok(), json!("delivered"));
        let came = alice.get(&format!("/me/order/{pays}/associatedObject")).await.ok();
        assert_eq!(came, json!({"id": null, "type": null}), "it is no sale");
    })
    .await;
}

#[tokio::test]
async fn a_debt_is_nobody_else_s() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let bob = app.add_user("bob", &Holding::guide()).await;
        let (order, debt) = owed(app, &alice).await;
        assert_eq!(bob.get("/me/debtAccount/debt").await.ok(), json!([]));
        for path in [format!("/me/debtAccount/debt/{debt}"), format!("/me/order/{order}/debt")] {
            assert_eq!(bob.get(&path).await.status, 404);
            assert_eq!(bob.call("POST", &format!("{path}/pay"), None).await.status, 404);
        }
    })
    .await;
}
