//! What somebody means badly in the console: calls of other pages and other sessions, paths that lead elsewhere, headers that
//! say who one is, too much of it.

use std::num::NonZeroU32;

use perennial_testkit::{Holding, Reply, TestApp, each_app};
use serde_json::{Value, json};

use super::super::browser::{Browser, add_person, html};
use super::{CALL, answered, asked, token};
use crate::coverage::registration;

fn refused(reply: &Reply) -> String {
    format!("{} {}", reply.status, reply.body["message"].as_str().unwrap_or_default())
}

/// Signs in, and sends what is made of the token.
async fn sent(app: &TestApp, make: impl Fn(&str) -> Value) -> Reply {
    let mut browser = Browser::of(app, "alice").await;
    let once = token(&mut browser).await;
    app.unchanged(async || browser.json(CALL, &make(&once), &[]).await).await
}

#[tokio::test]
async fn a_call_of_another_page_or_session_is_none() {
    each_app(async |app| {
        add_person(app, "alice").await;
        add_person(app, "bob").await;
        let mut alice = Browser::of(app, "alice").await;
        let mut bob = Browser::of(app, "bob").await;
        let (hers, his) = (token(&mut alice).await, token(&mut bob).await);
        let put = |once: &str| asked(once, "PUT", "/me", json!({"body": "{\"city\": \"Evil\"}"}));
        let page = alice.get("/createApp/").await;
        let of_form = super::super::browser::once(&page);
        for once in ["", "aaaa", &his, &of_form] {
            let reply = app.unchanged(async || alice.json(CALL, &put(once), &[]).await).await;
            assert!(
                refused(&reply).starts_with("403 This call was not sent by the console"),
                "{once}"
            );
        }
        for (header, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let headers = [(header, value)];
            let reply = app.unchanged(async || alice.json(CALL, &put(&hers), &headers).await).await;
            assert_eq!(reply.status, 403, "{value}");
            assert!(html(&reply).contains("sent from a page of somebody else"));
        }
        // A form of another site cannot say that it is JSON.
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
            let text = put(&hers).to_string();
            let reply = alice.send("POST", CALL, text, &[("content-type", kind)]).await;
            assert!(refused(&reply).starts_with("400 "), "{kind}: {}", reply.shown());
        }
        let mut nobody = Browser::new(app);
        let reply = nobody.json(CALL, &put(&hers), &[]).await;
        assert_eq!(refused(&reply), "401 You must login first");
        assert_eq!(alice.get(CALL).await.status, 405);
        assert_eq!(answered(&alice.json(CALL, &put(&hers), &[]).await).0, 200, "it was good");
        // Over is over.
        let page = alice.get("/services").await;
        let out = super::super::browser::once(&page);
        alice.post("/auth/sign-out", &[("once", &out)], &[]).await;
        assert_eq!(refused(&alice.json(CALL, &put(&hers), &[]).await), "401 You must login first");
    })
    .await;
}

#[tokio::test]
async fn a_cookie_opens_nothing_of_the_api_itself() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let mut alice = Browser::of(app, "alice").await;
        for path in ["/1.0/me", "/v1/me"] {
            assert_eq!(refused(&alice.get(path).await), "401 You must login first");
        }
    })
    .await;
}

#[tokio::test]
async fn only_operations_of_the_api_can_be_called() {
    let app = TestApp::new().await;
    add_person(&app, "alice").await;
    for (method, path) in [
        ("GET", ""),
        ("GET", "/"),
        ("GET", "me"),
        ("GET", "/me/"),
        ("GET", "//me"),
        ("GET", "/1.0/me"),
        ("GET", "//evil.example/me"),
        ("GET", "http://evil.example/me"),
        ("GET", "https://perennial.test/1.0/me"),
        ("GET", "/../auth/account"),
        ("GET", "/service/../me"),
        ("GET", "/service/%2e%2e/renew"),
        ("GET", "/service/."),
        ("GET", "/vps/.%2E"),
        ("GET", "/me%2Forder"),
        ("GET", "/me?x=1"),
        ("GET", "/me#x"),
        ("GET", "/me\\order"),
        ("GET", "/me\r\nX-Evil: 1"),
        ("GET", "/mé"),
        ("GET", "/me.json"),
        ("GET", "/openapi.json"),
        ("GET", "/console/call"),
        ("GET", "/auth/sign-in"),
        ("POST", "/auth/oauth2/token"),
        ("POST", "/sandbox/clock"),
        ("PATCH", "/me"),
        ("get", "/me"),
        ("HEAD", "/me"),
        ("OPTIONS", "/me"),
        ("DELETE", "/me"),
        ("GET /me HTTP/1.1", "/me"),
    ] {
        let reply = sent(&app, |once| asked(once, method, path, json!({}))).await;
        assert!(matches!(reply.status, 400 | 404), "{method} {path}: {}", reply.shown());
        assert!(reply.body["headers"].is_null(), "it was not made");
    }
    for query in ["a=b#c", "a=b c", "a\r\nb", "ä=1"] {
        let reply = sent(&app, |once| asked(once, "GET", "/me", json!({"query": query}))).await;
        assert_eq!(reply.status, 400, "{query}");
    }
    for more in [json!({"account": "bob-ovh"}), json!({"query": 1}), json!({"body": {}})] {
        let reply = sent(&app, |once| asked(once, "GET", "/me", more.clone())).await;
        assert!(refused(&reply).starts_with("400 The call cannot be read"), "{more}");
    }
}

#[tokio::test]
async fn headers_cannot_say_who_one_is_or_where() {
    let app = TestApp::new().await;
    add_person(&app, "alice").await;
    for name in [
        "X-Ovh-Application",
        "X-Ovh-Consumer",
        "Authorization",
        "Cookie",
        "X-Forwarded-For",
        "Host",
        "X-Perennial-Account",
        "Content-Length",
        "Idempotency-Key\r\nX-Evil",
    ] {
        let headers = json!({"headers": {name: "1"}});
        let reply = sent(&app, |once| asked(once, "GET", "/me", headers.clone())).await;
        assert!(refused(&reply).starts_with("400 "), "{name}: {}", reply.shown());
    }
    let headers = json!({"headers": {"X-Ovh-Batch": ",\r\nX-Evil: 1"}});
    assert_eq!(sent(&app, |once| asked(once, "GET", "/me", headers.clone())).await.status, 400);
}

#[tokio::test]
async fn credentials_are_neither_asked_for_nor_ended_with_a_session() {
    each_app(async |app| {
        let user = add_person(app, "alice").await;
        let mut alice = Browser::of(app, "alice").await;
        let once = token(&mut alice).await;
        let rules = json!({"accessRules": [{"method": "GET", "path": "/*"}], "redirection": null});
        let rules = json!({"body": rules.to_string()});
        let reply = alice.json(CALL, &asked(&once, "POST", "/auth/credential", rules), &[]).await;
        assert_eq!(answered(&reply).0, 401, "which application asks is not known");
        let reply = alice.json(CALL, &asked(&once, "POST", "/auth/logout", json!({})), &[]).await;
        assert_eq!(answered(&reply).0, 404);
        assert_eq!(user.get("/me").await.status, 200);
        let reply = alice.json(CALL, &asked(&once, "GET", "/auth/details", json!({})), &[]).await;
        let (status, details) = answered(&reply);
        assert_eq!((status, &details["account"]), (200, &json!("alice-ovh")));
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_has_is_not_there() {
    each_app(async |app| {
        add_person(app, "alice").await;
        let bob = app.add_user("bob", &Holding::many_vps(1)).await;
        let card = registration();
        let method = bob.post("/me/payment/method", card).await.ok()["paymentMethodId"].clone();
        let service = bob.get("/service").await.ok()[0].clone();
        let mut alice = Browser::of(app, "alice").await;
        let once = token(&mut alice).await;
        for (verb, path) in [
            ("GET", format!("/me/payment/method/{method}")),
            ("DELETE", format!("/me/payment/method/{method}")),
            ("GET", format!("/service/{service}")),
            ("GET", format!("/service/{service}/renew")),
            ("POST", format!("/service/{service}/terminate")),
        ] {
            let call = asked(&once, verb, &path, json!({}));
            let reply = app.unchanged(async || alice.json(CALL, &call, &[]).await).await;
            assert_eq!(answered(&reply).0, 404, "{verb} {path}");
        }
    })
    .await;
}

#[tokio::test]
async fn too_much_and_too_often_is_refused() {
    let app = TestApp::new().await;
    add_person(&app, "alice").await;
    let app = app.served_with(|server| {
        server.body_bytes_max = 1000;
        server.rate_limit = NonZeroU32::new(2);
    });
    let mut alice = Browser::of(&app, "alice").await;
    let once = token(&mut alice).await;
    for length in [1001, 40_000] {
        let body = json!({"body": "x".repeat(length)});
        let reply = alice.json(CALL, &asked(&once, "PUT", "/me", body), &[]).await;
        assert!(refused(&reply).starts_with("413 The body is too large"), "{}", reply.shown());
    }
    let mut last = 200;
    for _ in 0..20 {
        let reply = alice.json(CALL, &asked(&once, "GET", "/me", json!({})), &[]).await;
        last = answered(&reply).0;
        if last != 200 {
            break;
        }
    }
    assert_eq!(last, 429, "a session has as many calls as a credential");
}
