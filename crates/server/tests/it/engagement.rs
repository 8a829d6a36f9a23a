//! `/services/{serviceId}/billing/engagement`: until when a customer is bound, and what comes after.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::renew::RenewMode;
use perennial_testkit::{Holding, TestApp, User, each_app};
use serde_json::{Value, json};

use crate::support::{live_until, refusal, vps};

const PATH: &str = "/services/1/billing/engagement";

/// A VPS that renews itself by the month, and its holder bound for some months.
async fn bound(app: &TestApp) -> User {
    let v2012 = RenewMode::Automatic(perennial_core::renew::AutomaticKind::V2012);
    let holding = Holding {
        engaged: vec![(1, date(2027, 3, 31))],
        ..vps(&[v2012, v2012], date(2027, 1, 15))
    };
    app.add_user("alice", &holding).await
}

async fn choose(alice: &User, strategy: &str) -> Value {
    alice.put(&format!("{PATH}/endRule"), json!({ "strategy": strategy })).await.ok()
}

#[tokio::test]
async fn an_engagement_says_how_long_it_lasts_and_what_comes_after() {
    each_app(async |app| {
        let alice = bound(app).await;
        let possible = ["CANCEL_SERVICE", "STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE"];
        let engagement = |strategy: &str| {
            json!({
                "currentPeriod": {"startDate": "2020-01-15", "endDate": "2027-03-31"},
                "endRule": {"possibleStrategies": possible, "strategy": strategy},
            })
        };
        assert_eq!(alice.get(PATH).await.ok(), engagement(possible[1]));
        for strategy in possible {
            assert_eq!(choose(&alice, strategy).await, json!(null));
            assert_eq!(alice.get(PATH).await.ok(), engagement(strategy));
            let again = async || choose(&alice, strategy).await;
            assert_eq!(app.unchanged(again).await, json!(null), "it is so already");
            let summary = alice.get("/services/1").await.ok()["billing"]["engagement"].clone();
            assert_eq!(summary["endRule"]["strategy"], strategy);
        }
    })
    .await;
}

#[tokio::test]
async fn a_service_that_is_cancelled_is_renewed_until_its_engagement_is_over() {
    each_app(async |app| {
        let alice = bound(app).await;
        choose(&alice, "CANCEL_SERVICE").await;
        live_until(app, date(2027, 4, 15)).await;
        let state = async |id: i64| {
            let service = alice.get(&format!("/service/{id}")).await.ok();
            (service["expirationDate"].clone(), service["resource"]["state"].clone())
        };
        assert_eq!(state(1).await, (json!("2027-04-15"), json!("deleted")));
        assert_eq!(state(2).await.1, json!("ok"), "the other one goes on");
        let over = alice.get(PATH).await;
        let text = "404 The requested object (engagement of serviceId = 1) does not exist";
        assert_eq!(refusal(&over), text);
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_cannot_be_is_refused_with_those_that_can() {
    each_app(async |app| {
        let alice = bound(app).await;
        let put = async |id: i64, strategy: &str| {
            let path = format!("/services/{id}/billing/engagement/endRule");
            let body = json!({ "strategy": strategy });
            refusal(&app.unchanged(async || alice.put(&path, body).await).await)
        };
        assert_eq!(
            put(1, "REACTIVATE_ENGAGEMENT").await,
            "409 the engagement came without a price of its own, so none can be kept and it cannot begin again: \
             choose CANCEL_SERVICE or STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE"
        );
        assert_eq!(
            put(1, "WHATEVER").await,
            "400 strategy: `WHATEVER` cannot be chosen; it can be CANCEL_SERVICE, \
             STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE, STOP_ENGAGEMENT_KEEP_PRICE, REACTIVATE_ENGAGEMENT"
        );
        assert_eq!(
            put(2, "CANCEL_SERVICE").await,
            "409 the service has no engagement, so nothing comes after it: see terminationPolicy and renew"
        );
    })
    .await;
}

const REQUEST: &str = "/services/1/billing/engagement/request";
const FLUSH: &str = "/services/1/billing/engagement/flush";

/// A VPS that its holder renews by the month.
async fn free(app: &TestApp) -> User {
    app.add_user("alice", &vps(&[RenewMode::Manual, RenewMode::Manual], date(2027, 1, 15))).await
}

async fn pay(alice: &User, order: &Value) {
    let body = json!({"paymentMethod": {"id": 5001}});
    assert_eq!(alice.post(&format!("/me/order/{order}/pay"), body).await.ok(), json!(null));
}

/// Renews the VPS for a period and pays. Answers the net price.
async fn renew(alice: &User, period: &str) -> Value {
    let order = alice.post("/service/1/renew", json!({"duration": period, "services": []})).await;
    let order = order.ok();
    pay(alice, &order["orderId"]).await;
    order["priceWithoutTax"]["value"].clone()
}

/// What the strategies of the VPS say: `P1M 2.99`.
async fn offered(alice: &User) -> Vec<String> {
    let renewals = alice.get("/service/1/renew").await.ok();
    let offer = |one: &Value| {
        let period = one["renewPeriod"].as_str().unwrap();
        format!("{period} {}", one["strategies"][0]["price"]["value"])
    };
    renewals.as_array().unwrap().iter().map(offer).collect()
}

async fn ask(alice: &User, mode: &str) -> Value {
    alice.post(REQUEST, json!({ "pricingMode": mode })).await.ok()
}

/// A VPS that is engaged from 15 January on, its first month paid.
async fn engaged(app: &TestApp) -> User {
    let alice = free(app).await;
    ask(&alice, "degressive12").await;
    assert_eq!(renew(&alice, "P1M").await, json!(2.49));
    alice
}

const LIST: [&str; 4] = ["P1M 2.99", "P3M 8.97", "P6M 17.94", "P1Y 35.88"];

#[tokio::test]
async fn engagements_can_be_seen_asked_for_and_withdrawn() {
    each_app(async |app| {
        let alice = free(app).await;
        let available = alice.get(&format!("{PATH}/available")).await.ok();
        let shown = |one: &Value| {
            let engagement = &one["engagementConfiguration"];
            let brief = [&one["pricingMode"], &one["duration"], &one["price"]["value"]];
            let brief = brief.map(ToString::to_string).join(" ");
            format!("{brief} {} {}", engagement["type"], engagement["duration"])
        };
        let modes: Vec<String> = available.as_array().unwrap().iter().map(shown).collect();
        expect![[r#"
            [
                "\"degressive12\" \"P1M\" 2.49 \"periodic\" \"P12M\"",
                "\"upfront12\" \"P12M\" 26.9 \"upfront\" \"P12M\"",
            ]
        "#]].assert_debug_eq(&modes);
        let none = alice.get(REQUEST).await;
        let text = "404 The requested object (engagement request of serviceId = 1) does not exist";
        assert_eq!(refusal(&none), text);

        let asked = ask(&alice, "degressive12").await;
        assert_eq!(asked["requestDate"], "2026-11-23");
        assert_eq!((&asked["order"], &asked["options"]), (&json!(null), &json!([])));
        assert_eq!(alice.get(REQUEST).await.ok(), asked);
        let billing = alice.get("/services/1").await.ok()["billing"].clone();
        assert_eq!(
            billing["engagementRequest"],
            json!({"pricingMode": "degressive12", "requestDate": "2026-11-23"})
        );
        assert_eq!(billing["pricing"]["price"]["value"], 2.49);
        assert_eq!(alice.get(&format!("{PATH}/available")).await.ok(), json!([]));
        let second = async || alice.post(REQUEST, json!({"pricingMode": "upfront12"})).await;
        expect!["409 the service already waits for an engagement (degressive12): withdraw that first, with DELETE /services/1/billing/engagement/request"]
            .assert_eq(&refusal(&app.unchanged(second).await));

        assert_eq!(offered(&alice).await, ["P1M 2.49"], "the next renewal begins it");
        assert_eq!(alice.call("DELETE", REQUEST, None).await.ok(), json!(null));
        assert_eq!(refusal(&alice.get(REQUEST).await), text);
        assert_eq!(offered(&alice).await, LIST);
        let unknown = alice.post(REQUEST, json!({"pricingMode": "lifelong"})).await;
        expect!["400 pricingMode: `lifelong` is not an engagement of plan vps-ssd-1; it can be degressive12, upfront12"]
            .assert_eq(&refusal(&unknown));
    })
    .await;
}

#[tokio::test]
async fn a_request_is_not_withdrawn_while_an_order_carries_it() {
    each_app(async |app| {
        let alice = free(app).await;
        ask(&alice, "degressive12").await;
        let body = json!({"duration": "P1M", "services": []});
        let order = alice.post("/service/1/renew", body).await.ok()["orderId"].to_string();
        let refused = app.unchanged(async || alice.call("DELETE", REQUEST, None).await).await;
        let told = refusal(&refused).replace(&order, "…");
        expect!["409 order … begins the engagement when it is paid, and can be paid until 2026-11-24T12:00:00Z: the request can be withdrawn after that"]
            .assert_eq(&told);
        app.advance(jiff::SignedDuration::from_hours(25));
        app.engine.reconcile().await;
        assert_eq!(alice.call("DELETE", REQUEST, None).await.ok(), json!(null));
    })
    .await;
}

#[tokio::test]
async fn the_next_renewal_begins_the_engagement_and_a_later_price_changes_nothing() {
    each_app(async |app| {
        let alice = engaged(app).await;
        assert_eq!(
            alice.get(PATH).await.ok(),
            json!({
                "currentPeriod": {"startDate": "2027-01-15", "endDate": "2028-01-14"},
                "endRule": {
                    "possibleStrategies": [
                        "CANCEL_SERVICE",
                        "STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE",
                        "STOP_ENGAGEMENT_KEEP_PRICE",
                        "REACTIVATE_ENGAGEMENT",
                    ],
                    "strategy": "STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE",
                },
            })
        );
        assert_eq!(alice.get(REQUEST).await.status, 404);
        assert_eq!(alice.get("/service/1").await.ok()["engagementDate"], "2028-01-14");
        app.set_price("vps-ssd-1", "P1M", "9.99").await;
        assert_eq!(offered(&alice).await, ["P1M 2.49"]);
        assert_eq!(alice.get("/services/1/renewPeriodCapacities").await.ok(), json!(["P1M"]));
        let year = async || alice.post("/service/1/renew", json!({"duration": "P1Y", "services": []})).await;
        expect!["400 service 1 cannot be renewed for P1Y: its engagement is renewed for P1M at a time, not for P1Y; it can be renewed for P1M"]
            .assert_eq(&refusal(&app.unchanged(year).await));
        let second = async || alice.post(REQUEST, json!({"pricingMode": "upfront12"})).await;
        expect!["409 the service is engaged until 2028-01-14, beyond what is paid: ask for another engagement when its last period is paid"]
            .assert_eq(&refusal(&app.unchanged(second).await));
        assert_eq!(offered(&alice).await, ["P1M 2.49"]);
        for _ in 0..11 {
            assert_eq!(renew(&alice, "P1M").await, json!(2.49));
        }
        assert_eq!(offered(&alice).await[0], "P1M 9.99", "after it the list counts again");
        // The next one can be asked for, before the present one is over.
        ask(&alice, "degressive12").await;
        assert_eq!(renew(&alice, "P1M").await, json!(2.49));
        assert_eq!(alice.get("/service/1").await.ok()["engagementDate"], "2029-01-14");
    })
    .await;
}

#[tokio::test]
async fn each_end_rule_decides_what_the_period_after_the_engagement_costs() {
    each_app(async |app| {
        let alice = engaged(app).await;
        for _ in 0..11 {
            renew(&alice, "P1M").await;
        }
        let after = async |rule: &str| {
            choose(&alice, rule).await;
            assert_eq!(alice.get(PATH).await.ok()["endRule"]["strategy"], rule);
            offered(&alice).await
        };
        assert_eq!(after("STOP_ENGAGEMENT_KEEP_PRICE").await[..2], ["P1M 2.49", "P3M 8.97"]);
        assert_eq!(after("CANCEL_SERVICE").await, LIST);
        assert_eq!(after("STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE").await, LIST);
        assert_eq!(after("REACTIVATE_ENGAGEMENT").await, ["P1M 2.49"]);
        assert_eq!(renew(&alice, "P1M").await, json!(2.49));
        let period = alice.get(PATH).await.ok()["currentPeriod"].clone();
        assert_eq!(period, json!({"startDate": "2028-01-15", "endDate": "2029-01-14"}));
    })
    .await;
}

#[tokio::test]
async fn what_is_paid_at_once_begins_with_its_order_and_is_gone_with_it() {
    each_app(async |app| {
        let alice = free(app).await;
        let asked = ask(&alice, "upfront12").await;
        let order = asked["order"].clone();
        assert_eq!(order["prices"]["withTax"]["value"], 32.28);
        assert_eq!(order["details"][0]["description"], "VPS SSD 1, renewal for 1 year and engagement for 1 year");
        let status = async |order: &Value| {
            alice.get(&format!("/me/order/{}/status", order["orderId"])).await.ok()
        };
        // Withdrawn, its order is cancelled.
        assert_eq!(alice.call("DELETE", REQUEST, None).await.ok(), json!(null));
        assert_eq!(status(&order).await, "cancelled");
        // Not paid in time, it is gone.
        let order = ask(&alice, "upfront12").await["order"].clone();
        assert_eq!(offered(&alice).await, LIST, "until it is paid nothing is bound");
        app.advance(jiff::SignedDuration::from_hours(25));
        app.engine.reconcile().await;
        assert_eq!((status(&order).await, alice.get(REQUEST).await.status), (json!("cancelled"), 404));
        // Paid, it begins.
        let order = ask(&alice, "upfront12").await["order"].clone();
        pay(&alice, &order["orderId"]).await;
        let period = alice.get(PATH).await.ok()["currentPeriod"].clone();
        assert_eq!(period, json!({"startDate": "2027-01-15", "endDate": "2028-01-14"}));
        assert_eq!(alice.get("/service/1").await.ok()["expirationDate"], "2028-01-15");
        assert_eq!(alice.get(REQUEST).await.status, 404);
        let nothing = async || alice.post(FLUSH, json!({})).await;
        expect!["409 the service is paid until 2028-01-15, and its engagement lasts until 2028-01-14: nothing of it remains to be paid; whether it ends then is said with PUT /services/1/billing/engagement/endRule"]
            .assert_eq(&refusal(&app.unchanged(nothing).await));
    })
    .await;
}

#[tokio::test]
async fn all_that_remains_is_paid_at_once() {
    each_app(async |app| {
        let alice = engaged(app).await;
        let dry = json!({"dryRun": true, "terminateSubscription": true});
        let tried = app.unchanged(async || alice.post(FLUSH, dry).await).await.ok();
        let order = &tried["order"];
        assert_eq!((&order["orderId"], &order["url"]), (&json!(null), &json!(null)));
        assert_eq!(order["prices"]["withoutTax"]["value"], 27.39, "eleven months at 2.49");
        assert_eq!(
            order["details"][0]["description"],
            "VPS SSD 1, rest of the engagement: 11 months"
        );
        let body = json!({
            "autoPayWithPreferredPaymentMethod": true,
            "terminateSubscription": true,
        });
        let order = alice.post(FLUSH, body).await.ok()["order"]["orderId"].clone();
        let status = alice.get(&format!("/me/order/{order}/status")).await.ok();
        assert_eq!(status, "delivered");
        assert_eq!(alice.get("/service/1").await.ok()["expirationDate"], "2028-01-15");
        assert_eq!(alice.get(PATH).await.ok()["endRule"]["strategy"], "CANCEL_SERVICE");
        live_until(app, date(2028, 1, 15)).await;
        assert_eq!(alice.get("/service/1").await.ok()["resource"]["state"], "deleted");
    })
    .await;
}

#[tokio::test]
async fn what_is_to_be_debited_needs_a_method() {
    each_app(async |app| {
        let holding = Holding {
            methods: Vec::new(),
            ..vps(&[RenewMode::Manual], date(2027, 1, 15))
        };
        let alice = app.add_user("alice", &holding).await;
        ask(&alice, "degressive12").await;
        let body = json!({"duration": "P1M", "services": []});
        let order = alice.post("/service/1/renew", body).await.ok()["orderId"].clone();
        let pay = json!({"paymentMean": "ovhAccount"});
        let path = format!("/me/order/{order}/payWithRegisteredPaymentMean");
        assert_eq!(alice.post(&path, pay).await.ok(), json!(null));
        let pay = json!({"autoPayWithPreferredPaymentMethod": true});
        let refused = app.unchanged(async || alice.post(FLUSH, pay).await).await;
        expect!["409 autoPayWithPreferredPaymentMethod: the account has no payment method that is the default and can be used; choose one, or pay the order yourself"]
            .assert_eq(&refusal(&refused));
    })
    .await;
}
