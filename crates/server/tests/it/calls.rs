//! The calls that an account can look up: those that may have changed something, without their secrets, for a month.

use expect_test::expect;
use jiff::SignedDuration;
use perennial_testkit::{CrashPoint, Holding, TestApp, User, each_app};
use serde_json::{Value, json};

const OWN: &str = "/me/api/logs/self";
const SERVICES: &str = "/me/api/logs/services";

/// The calls of a list, one in a line.
async fn calls(user: &User, list: &str) -> String {
    let ids = user.get(list).await.ok();
    let mut lines = String::new();
    for id in ids.as_array().unwrap() {
        let call = user.get(&format!("{list}/{id}")).await.ok();
        assert_eq!((&call["logId"], &call["account"]), (id, &json!("alice-ovh")));
        let text = |name: &str| call[name].as_str().unwrap_or("null").to_owned();
        lines += &format!(
            "{} {} {} {} {}\n",
            text("date"),
            text("method"),
            text("path"),
            text("route"),
            text("ip")
        );
    }
    lines
}

#[tokio::test]
async fn what_may_have_changed_something_is_listed_at_once_and_afterwards() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        assert_eq!(calls(&alice, OWN).await, "");
        let renew = json!({"duration": "P1Y", "services": []});
        let order = alice.post("/service/12345/renew?x=secret", renew).await.ok()["orderId"].clone();
        app.advance(SignedDuration::from_secs(1));
        let name = json!({"resource": {"displayName": "Mine"}});
        alice.request("PUT", "/v1/service/12345").json(&name).from_address("192.0.2.7").send().await;
        // Refused, and told all the same: what was called, not what came of it.
        let pay = json!({"paymentMean": "bitcoin"});
        let path = format!("/me/order/{order}/payWithRegisteredPaymentMean");
        assert_eq!(alice.post(&path, pay).await.status, 400);
        // Calls that only read, that are none of the API's, or that are nobody's.
        assert_eq!(alice.get("/me").await.status, 200);
        assert_eq!(alice.request("HEAD", "/1.0/me").send().await.status, 200);
        assert_eq!(alice.post("/me/unheardOf/secret", json!({})).await.status, 404);
        assert_eq!(app.request("POST", "/1.0/auth/logout").send().await.status, 401);
        let barred = User::with_rules(app, alice.account, &[("GET", "/*")]).await;
        assert_eq!(barred.post("/auth/logout", json!({})).await.status, 403);

        let known = calls(&alice, OWN).await;
        let text = known.replace(&order.to_string(), "ORDER");
        expect![[r#"
            2026-11-23T13:00:00+01:00 POST /service/12345/renew /service/{serviceId}/renew null
            2026-11-23T13:00:01+01:00 PUT /service/12345 /service/{serviceId} 192.0.2.7
            2026-11-23T13:00:01+01:00 POST /me/order/ORDER/payWithRegisteredPaymentMean /me/order/{orderId}/payWithRegisteredPaymentMean null
        "#]]
        .assert_eq(&text);
        let services = calls(&alice, SERVICES).await;
        assert_eq!(services.lines().collect::<Vec<_>>(), known.lines().take(2).collect::<Vec<_>>());
        app.engine.record_calls().await;
        assert_eq!(calls(&alice, OWN).await, known, "from the database");
        let there = alice.at(&app.restarted().await);
        assert_eq!(calls(&there, OWN).await, known, "in another process");
        assert_eq!(calls(&there, SERVICES).await, services);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_id_is_not_kept() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let secret = "c2VjcmV0";
        for path in ["/me/order/SECRET/pay", "/service/SECRET/renew", "/services/SECRET/terminate"]
        {
            let path = path.replace("SECRET", secret);
            assert_eq!(alice.post(&path, json!({})).await.status, 400);
        }
        let long = format!("/vps/{}/terminate", "x".repeat(3000));
        assert_eq!(alice.call("POST", &long, None).await.status, 404);
        let text = calls(&alice, OWN).await;
        assert!(!text.contains(secret), "{text}");
        assert!(text.contains("/me/order/{orderId}/pay "), "{text}");
        assert!(text.lines().all(|line| line.len() < 400), "{text}");
    })
    .await;
}

#[tokio::test]
async fn reading_writes_nothing_and_waits_for_nothing() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        app.unchanged(async || {
            // Noted, and not written yet.
            assert_eq!(alice.post("/service/99/renew", json!({})).await.status, 400);
            let ids = alice.get(OWN).await.ok();
            assert_eq!(alice.get(&format!("{OWN}/{}", ids[0])).await.status, 200);
        })
        .await;
        assert_eq!(alice.get(&format!("{OWN}/99")).await.error().0, 404);
        // A call about the account is none about its services.
        let own = alice.post("/auth/credential", json!({})).await;
        assert_eq!(own.status, 400);
        let alert = json!({"alertThreshold": 5});
        assert_eq!(alice.put("/me/ovhAccount/alice-ovh", alert).await.status, 200);
        let ids = alice.get(OWN).await.ok();
        let last = ids.as_array().unwrap().last().unwrap();
        assert_eq!(alice.get(&format!("{SERVICES}/{last}")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn calls_are_forgotten_after_a_month() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let touch = async || alice.post("/service/99/renew", json!({})).await.status;
        assert_eq!(touch().await, 400);
        app.engine.reconcile().await;
        app.advance(SignedDuration::from_hours(29 * 24));
        assert_eq!(alice.get(OWN).await.ok().as_array().map(Vec::len), Some(1));
        assert_eq!(touch().await, 400);
        app.advance(SignedDuration::from_hours(25));
        app.engine.reconcile().await;
        let left = alice.get(OWN).await.ok();
        assert_eq!(left.as_array().map(Vec::len), Some(1), "{left}");
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_gone_keeps_nobody_from_calling() {
    let (app, alice) = TestApp::new().await.user("alice").await;
    assert_eq!(alice.post("/service/99/renew", json!({})).await.status, 400);
    app.faults.crash_at(CrashPoint::BeforeWrite(1));
    app.engine.record_calls().await;
    let after = app.restarted().await;
    assert_eq!(alice.at(&after).get(OWN).await.ok(), json!([]), "not written");
    let (app, alice) = TestApp::new().await.user("alice").await;
    assert_eq!(alice.post("/service/99/renew", json!({})).await.status, 400);
    app.faults.crash_at(CrashPoint::AfterWrite(1));
    app.engine.record_calls().await;
    let ids: Value = alice.at(&app.restarted().await).get(OWN).await.ok();
    assert_eq!(ids.as_array().map(Vec::len), Some(1), "written, and nobody heard of it");
}
