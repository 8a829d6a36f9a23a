//! An order, step by step, and what its lines do.

use jiff::SignedDuration;
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_testkit::{Holding, User, each_app};
use serde_json::{Value, json};

/// The steps, each with how far it is and what happened.
async fn steps(alice: &User, order: &Value) -> String {
    let steps = alice.get(&format!("/me/order/{order}/followUp")).await.ok();
    let step = |step: &Value| {
        let events = step["history"].as_array().unwrap().iter();
        let events: Vec<&str> = events.map(|one| one["label"].as_str().unwrap()).collect();
        format!(
            "{} {:?} {events:?}",
            step["step"].as_str().unwrap(),
            step["status"].as_str().unwrap()
        )
    };
    steps.as_array().unwrap().iter().map(step).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn an_order_is_followed_from_its_payment_to_its_bill() {
    each_app(async |app| {
        let outcomes = [Outcome::DeclineSoft, Outcome::NoAnswerThenApprove];
        let alice = app.add_user("alice", &Holding::guide_with_outcomes(&outcomes)).await;
        let body = json!({"duration": "P1Y", "services": []});
        let order = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        assert_eq!(
            steps(&alice, &order).await,
            r#"VALIDATING "TODO" []
VALIDATED "TODO" []
DELIVERING "TODO" []
AVAILABLE "TODO" []"#
        );
        let pay = format!("/me/order/{order}/pay");
        let body = json!({"paymentMethod": {"id": 5001}});
        assert_eq!(alice.post(&pay, body.clone()).await.status, 402);
        app.advance(SignedDuration::from_mins(1));
        assert_eq!(alice.post(&pay, body).await.status, 409);
        let started = r#"["REGISTERED_PAYMENT_INITIATED", "REGISTERED_PAYMENT_INITIATED"]"#;
        assert_eq!(
            steps(&alice, &order).await,
            format!(
                r#"VALIDATING "DOING" {started}
VALIDATED "TODO" []
DELIVERING "TODO" []
AVAILABLE "TODO" []"#
            )
        );
        app.reconcile_later().await;
        assert_eq!(
            steps(&alice, &order).await,
            format!(
                r#"VALIDATING "DONE" {started}
VALIDATED "DONE" ["PAYMENT_RECEIVED"]
DELIVERING "DONE" ["DELIVERY"]
AVAILABLE "DONE" ["INVOICE_SENT"]"#
            )
        );
        let all = alice.get(&format!("/me/order/{order}/followUp")).await.ok();
        let dates = all[0]["history"].as_array().unwrap().iter();
        let dates: Vec<&str> = dates.map(|one| one["date"].as_str().unwrap()).collect();
        assert!(dates[0] > dates[1], "the newest first: {dates:?}");
        let item = alice.get(&format!("/me/order/{order}/details/1/extension")).await.ok();
        assert_eq!(
            item,
            json!({"order": {
                "action": "renew",
                "configurations": [],
                "plan": {
                    "code": "domain-ovh", "duration": "P1Y", "pricingMode": "default",
                    "product": {"name": "Domain .ovh"}, "quantity": 1,
                },
                "type": "plan",
            }})
        );
        assert_eq!(alice.get(&format!("/me/order/{order}/details/2/extension")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn an_order_that_is_not_paid_in_time_ends() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"duration": "P1Y", "services": []});
        let order = alice.post("/service/12345/renew", body).await.ok()["orderId"].clone();
        app.advance(SignedDuration::from_hours(25));
        app.engine.reconcile().await;
        assert!(steps(&alice, &order).await.starts_with("VALIDATING \"ERROR\" []\n"));
    })
    .await;
}
