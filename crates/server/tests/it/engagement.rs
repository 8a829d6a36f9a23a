//! `/services/{serviceId}/billing/engagement`: until when a customer is bound, and what comes after.

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
            "400 strategy: `REACTIVATE_ENGAGEMENT` cannot be chosen; it can be CANCEL_SERVICE, \
             STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE"
        );
        assert_eq!(
            put(2, "CANCEL_SERVICE").await,
            "409 the service has no engagement, so nothing comes after it: see terminationPolicy and renew"
        );
    })
    .await;
}
