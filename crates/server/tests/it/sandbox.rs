//! The routes of a sandbox: its clock over HTTP, and what its payment methods do.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_engine::Settings;
use perennial_engine::sandbox::Sandbox;
use perennial_testkit::{Reply, TestApp, each_app, each_app_with, each_database};
use serde_json::{Value, json};

use crate::support::{brief, refusal, vps};

const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);

fn played(settings: &mut Settings) {
    settings.sandbox = Sandbox::Always;
}

async fn call(app: &TestApp, method: &str, path: &str, body: Option<Value>) -> Reply {
    let token = app.engine.vault().sandbox_token();
    let call =
        app.request(method, path).header("authorization", format!("Bearer {}", token.as_str()));
    body.into_iter().fold(call, |call, body| call.json(&body)).send().await
}

async fn clock(app: &TestApp, body: Value) -> Reply {
    call(app, "POST", "/sandbox/clock", Some(body)).await
}

#[tokio::test]
async fn months_are_those_of_the_calendar() {
    each_database(async |database| {
        let app = &TestApp::with(database.database(), played).await;
        let mut told = Vec::new();
        for body in [
            json!({"advance": "P1D"}),
            json!({"set": "2027-01-31T08:00:00Z"}),
            json!({"advance": "P1M"}),
            json!({"advance": "P1M"}),
            json!({"advance": "PT1H"}),
            json!({"advance": "P1Y2M3DT4H5M6S"}),
            json!({"advance": "P0D"}),
        ] {
            told.push(format!("{body} {}", clock(app, body.clone()).await.ok()));
        }
        expect![[r#"
            {"advance":"P1D"} {"now":"2026-11-24T13:00:00+01:00","steps":0,"waitingRun":null}
            {"set":"2027-01-31T08:00:00Z"} {"now":"2027-01-31T09:00:00+01:00","steps":0,"waitingRun":null}
            {"advance":"P1M"} {"now":"2027-02-28T09:00:00+01:00","steps":0,"waitingRun":null}
            {"advance":"P1M"} {"now":"2027-03-28T09:00:00+02:00","steps":0,"waitingRun":null}
            {"advance":"PT1H"} {"now":"2027-03-28T10:00:00+02:00","steps":0,"waitingRun":null}
            {"advance":"P1Y2M3DT4H5M6S"} {"now":"2028-05-31T14:05:06+02:00","steps":0,"waitingRun":null}
            {"advance":"P0D"} {"now":"2028-05-31T14:05:06+02:00","steps":0,"waitingRun":null}"#]].assert_eq(&told.join("\n"));
        let shown = call(app, "GET", "/sandbox/clock", None).await.ok();
        assert_eq!(
            shown,
            json!({"now": "2028-05-31T14:05:06+02:00", "steps": 0, "waitingRun": null})
        );
        // Another process has the same time.
        let other = TestApp::with(database.database(), played).await;
        assert_eq!(call(&other, "GET", "/sandbox/clock", None).await.ok(), shown);
    })
    .await;
}

#[tokio::test]
async fn time_passes_as_it_would_have() {
    each_app_with(played, async |app| {
        let alice = app.add_user("alice", &vps(&[V2012], date(2027, 1, 31))).await;
        let advanced = clock(app, json!({"advance": "P3M"})).await.ok();
        expect![[r#"now="2027-02-23T13:00:00+01:00" steps=2 waitingRun=null"#]]
            .assert_eq(&brief(&advanced, &["now", "steps", "waitingRun"]));
        let infos = alice.get("/vps/vps1.ovh.net/serviceInfos").await.ok();
        assert_eq!(infos["expiration"], "2027-03-31");
        let orders = alice.get("/me/order").await.ok();
        assert_eq!(orders.as_array().unwrap().len(), 2);
        let order = alice.get(&format!("/me/order/{}", orders[1])).await.ok();
        assert_eq!(order["date"], "2027-02-01T00:00:00+01:00");
    })
    .await;
}

#[tokio::test]
async fn a_run_over_its_budget_stops_the_clock() {
    let tight = |settings: &mut Settings| {
        played(settings);
        settings.budget.renewals_max = 0;
    };
    each_app_with(tight, async |app| {
        app.add_user("alice", &vps(&[V2012], date(2027, 1, 31))).await;
        let stopped = clock(app, json!({"advance": "P3M"})).await.ok();
        assert_eq!(stopped["now"], "2027-01-01T00:00:00+01:00");
        assert!(stopped["waitingRun"].is_i64(), "{stopped}");
        let shown = call(app, "GET", "/sandbox/clock", None).await.ok();
        assert_eq!(shown["waitingRun"], stopped["waitingRun"]);
        let again = clock(app, json!({"advance": "P1D"})).await.ok();
        assert_eq!(
            again,
            json!({"now": stopped["now"], "steps": 0, "waitingRun": stopped["waitingRun"]})
        );
    })
    .await;
}

#[tokio::test]
async fn payment_methods_do_as_they_are_told() {
    each_app_with(played, async |app| {
        let mut holding = vps(&[V2012], date(2027, 1, 31));
        (holding.prepaid, holding.methods) = ("", vec![holding.methods.remove(0)]);
        let alice = app.add_user("alice", &holding).await;
        let method = async |body: Value| {
            let mut whole = json!({"nichandle": "alice-ovh", "paymentMethodId": 5001});
            let fields = whole.as_object_mut().unwrap();
            fields.extend(body.as_object().unwrap().clone());
            call(app, "POST", "/sandbox/paymentMethod", Some(whole)).await
        };
        let status = async || {
            let infos = alice.get("/vps/vps1.ovh.net/serviceInfos").await.ok();
            brief(&infos, &["status", "expiration"])
        };
        assert_eq!(clock(app, json!({"set": "2027-01-15T00:00:00Z"})).await.status, 200);
        assert_eq!(status().await, r#"status="ok" expiration="2027-02-28""#);
        // Its next charge, whatever it was charged before.
        let reply = method(json!({"outcomes": ["declineSoft", "approve"]})).await;
        assert_eq!((reply.status, reply.bytes.as_slice()), (200, &b"null"[..]));
        assert_eq!(clock(app, json!({"set": "2027-02-01T12:00:00+01:00"})).await.status, 200);
        assert_eq!(status().await, r#"status="unPaid" expiration="2027-02-28""#);
        assert_eq!(clock(app, json!({"advance": "P1D"})).await.status, 200);
        assert_eq!(status().await, r#"status="ok" expiration="2027-03-31""#);
        assert_eq!(method(json!({"expiresOn": "2027-02-15"})).await.ok(), json!(null));
        let shown = alice.get("/me/payment/method/5001").await.ok();
        assert_eq!(shown["expirationDate"], "2027-02-15T23:59:59+01:00");
        assert_eq!(method(json!({"expiresOn": null, "outcomes": []})).await.ok(), json!(null));
        let shown = alice.get("/me/payment/method/5001").await.ok();
        assert_eq!(shown["expirationDate"], json!(null));

        let mut told = Vec::new();
        for body in [
            json!({}),
            json!({"outcomes": ["explode"]}),
            json!({"outcomes": "approve"}),
            json!({"expiresOn": "soon"}),
            json!({"expiresOn": null, "paymentMethodId": 0}),
            json!({"expiresOn": null, "paymentMethodId": 5002}),
            json!({"outcomes": [], "nichandle": "nobody-ovh"}),
            json!({"outcomes": [], "nichandle": "\u{0}"}),
            json!({"outcome": "approve"}),
        ] {
            told.push(refusal(&app.unchanged(async || method(body).await).await));
        }
        expect![[r#"
            400 give `outcomes`, `expiresOn`, `takesBack`, or several of them
            400 outcomes: `explode` is not an outcome of the sandbox gateway; outcomes are approve, declineSoft, declineHard, noAnswerThenApprove, noAnswerThenDecline, approveTwice
            400 outcomes: invalid type: string "approve", expected a list (at line 1 column 45)
            400 expiresOn: `soon` is not a day; write it like 2027-01-31
            400 paymentMethodId: 0 is not an id: ids are whole numbers from 1 to 9007199254740991
            404 The requested object (paymentMethodId = 5002) does not exist
            404 The requested object (nichandle = nobody-ovh) does not exist
            404 The requested object (nichandle = \u{0}) does not exist
            400 outcome: unknown field `outcome`, expected one of `nichandle`, `paymentMethodId`, `outcomes`, `expiresOn`, `takesBack` (at line 1 column 34)"#]].assert_eq(&told.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn the_clock_is_moved_on_and_not_back_and_not_too_far() {
    each_app_with(played, async |app| {
        let mut told = Vec::new();
        for body in [
            json!({}),
            json!({"advance": "P1D", "set": "2027-01-31T08:00:00Z"}),
            json!({"advance": null}),
            json!({"advance": "1 day"}),
            json!({"advance": "-P1D"}),
            json!({"advance": "P999999999Y"}),
            json!({"advance": "P11Y"}),
            json!({"set": "2027-01-31"}),
            json!({"set": "2026-11-23T11:59:59Z"}),
            json!({"set": "9999-01-01T00:00:00Z"}),
            json!({"advance": "P1D", "why": "because"}),
        ] {
            told.push(refusal(&app.unchanged(async || clock(app, body).await).await));
        }
        expect![[r#"
            400 give one of `advance` and `set`
            400 give one of `advance` and `set`
            400 give one of `advance` and `set`
            400 advance: not a duration; write it in ISO 8601, as in P1M, P3M or P1Y (at line 1 column 19)
            400 advance: not a duration; write it in ISO 8601, as in P1M, P3M or P1Y (at line 1 column 18)
            400 advance: it is beyond all dates
            400 the clock is moved by 10 years at most at once
            400 set: not a datetime; write it with its offset from UTC, as in 2018-05-15T15:49:06+02:00 (at line 1 column 20)
            400 the clock shows 2026-11-23T12:00:00Z; it can be moved on, and not back to 2026-11-23T11:59:59Z
            400 the clock is moved by 10 years at most at once
            400 why: unknown field `why`, expected `advance` or `set` (at line 1 column 22)"#]].assert_eq(&told.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn only_the_token_opens_them() {
    each_app_with(played, async |app| {
        let alice = app.add_user("alice", &vps(&[V2012], date(2027, 1, 31))).await;
        let token = app.engine.vault().sandbox_token();
        let body = json!({"advance": "P1D"});
        let post = || app.request("POST", "/sandbox/clock").json(&body);
        expect![[r#"
            401 {
              "class": "Client::Unauthorized",
              "message": "Send the token of this sandbox in the header Authorization, after the word Bearer"
            }"#]].assert_eq(&post().send().await.shown());
        let wrong =
            ["", "Bearer", "Bearer ", &format!("Basic {}", token.as_str()), "Bearer 00", &token];
        for value in wrong {
            let call = post().header("authorization", value);
            assert_eq!(app.unchanged(async || call.send().await).await.status, 401, "{value}");
        }
        // A customer's signature is no token, and a token no signature.
        let signed = alice.request("POST", "/sandbox/clock").json(&body);
        assert_eq!(signed.send().await.status, 401);
        let bearer = format!("bearer {}", token.as_str());
        let me = app.request("GET", "/1.0/me").header("authorization", &bearer);
        assert_eq!(me.send().await.error_code(), Some("NOT_CREDENTIAL"));
        assert_eq!(post().header("authorization", &bearer).send().await.status, 200);
        assert_eq!(call(app, "PUT", "/sandbox/clock", None).await.status, 405);
        assert_eq!(
            call(app, "GET", "/1.0/sandbox/clock", None).await.status,
            403,
            "it is no part of the API"
        );
    })
    .await;
}

#[tokio::test]
async fn where_time_is_real_they_do_not_exist() {
    each_app(async |app| {
        for (method, path) in [
            ("GET", "/sandbox/clock"),
            ("POST", "/sandbox/clock"),
            ("POST", "/sandbox/paymentMethod"),
        ] {
            let reply = call(app, method, path, Some(json!({"advance": "P1D"}))).await;
            assert_eq!(reply.error(), (404, "Got an invalid (or empty) URL"), "{method} {path}");
        }
    })
    .await;
}
