//! OAuth2 clients: made, given tokens, and what can be called with those.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use expect_test::expect;
use jiff::SignedDuration;
use perennial_core::ClientId;
use perennial_testkit::{Call, Holding, Reply, TestApp, User, each_app, operator, request};
use serde_json::{Value, json};

use crate::support::{brief, refusal};

const CLIENTS: &str = "/me/api/oauth2/client";
const TOKEN: &str = "/auth/oauth2/token";

/// A client that a program has made, and a token of it.
struct Made {
    id: String,
    secret: String,
    token: String,
}

async fn make(app: &TestApp, maker: &User) -> Made {
    let body = json!({"name": "Billing", "description": "pays", "flow": "CLIENT_CREDENTIALS"});
    let made = maker.post(CLIENTS, body).await.ok();
    let [id, secret] =
        ["clientId", "clientSecret"].map(|name| made[name].as_str().unwrap().to_owned());
    let token = token(app, &id, &secret).await;
    Made { id, secret, token }
}

fn ask(app: &TestApp, form: &str) -> Call {
    app.request("POST", TOKEN)
        .body(form)
        .header("content-type", "application/x-www-form-urlencoded")
}

fn form(id: &str, secret: &str) -> String {
    format!("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=all")
}

/// Gets a token.
async fn token(app: &TestApp, id: &str, secret: &str) -> String {
    let reply = ask(app, &form(id, secret)).send_unchecked().await;
    assert_eq!(reply.status, 200, "{}", reply.shown());
    reply.body["access_token"].as_str().unwrap().to_owned()
}

fn call(app: &TestApp, token: &str, method: &str, path: &str) -> Call {
    app.request(method, &format!("/1.0{path}")).header("authorization", format!("Bearer {token}"))
}

async fn get(app: &TestApp, token: &str, path: &str) -> Reply {
    call(app, token, "GET", path).send().await
}

/// Status and code of a call.
async fn outcome(app: &TestApp, token: &str) -> String {
    let reply = get(app, token, "/me").await;
    format!("{} {}", reply.status, reply.error_code().unwrap_or("granted"))
}

async fn alice(app: &TestApp) -> User {
    app.add_user("alice", &Holding::guide()).await
}

#[tokio::test]
async fn a_client_gets_a_token_and_calls_with_it() {
    each_app(async |app| {
        let alice = alice(app).await;
        let Made { id, secret, token } = make(app, &alice).await;
        let reply = ask(app, &form(&id, &secret)).send_unchecked().await;
        assert_eq!(brief(&reply.body, &["token_type", "expires_in", "scope"]), r#"token_type="Bearer" expires_in=3599 scope="all""#);
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        let other = reply.body["access_token"].as_str().unwrap();
        assert_ne!(other, token);
        for token in [other, &token] {
            assert_eq!(get(app, token, "/me").await.ok()["nichandle"], "alice-ovh");
        }
        let body = json!({"duration": "P1Y", "services": []});
        let order = call(app, &token, "POST", "/service/12345/renew").json(&body).send().await;
        assert_eq!(order.status, 200, "{}", order.shown());
        let journal = app.journal(alice.account).await;
        assert!(!journal.concat().contains(&secret));
        let details = get(app, &token, "/auth/details").await.ok();
        let shown = brief(&details, &["account", "description", "method", "identities"]);
        assert_eq!(shown, format!(r#"account="alice-ovh" description="Billing" method="oauth2_client_credentials" identities=["urn:v1:eu:identity:credential:alice-ovh/oauth2-{id}"]"#));
        assert_eq!(details["allowedRoutes"].as_array().unwrap().len(), 4);
        let none = get(app, &token, "/auth/currentCredential").await;
        expect!["404 The call is made with an access token, not with a credential; /me/api/oauth2/client tells about its client"]
            .assert_eq(&refusal(&none));
        // Signing out ends the token, and no other.
        let out = call(app, &token, "POST", "/auth/logout").send().await;
        assert_eq!(out.ok(), json!(null));
        assert_eq!(outcome(app, &token).await, "403 NOT_CREDENTIAL");
        assert_eq!(outcome(app, other).await, "200 granted");
        // Batches and pages are calls like others.
        let batch = call(app, other, "GET", "/service/12345,67890").header("x-ovh-batch", ",").send_unchecked().await;
        assert_eq!((batch.status, batch.body.as_array().unwrap().len()), (200, 2));
    })
    .await;
}

#[tokio::test]
async fn clients_are_read_described_and_deleted() {
    each_app(async |app| {
        let alice = alice(app).await;
        let bob = app.add_user("bob", &Holding::default()).await;
        let Made { id, token, .. } = make(app, &alice).await;
        let path = format!("{CLIENTS}/{id}");
        assert_eq!(alice.get(CLIENTS).await.ok(), json!([id]));
        assert_eq!(bob.get(CLIENTS).await.ok(), json!([]));
        let read = alice.get(&path).await.ok();
        assert_eq!(
            read,
            json!({
                "callbackUrls": [],
                "clientId": id,
                "createdAt": "2026-11-23T13:00:00+01:00",
                "description": "pays",
                "flow": "CLIENT_CREDENTIALS",
                "identity": format!("urn:v1:eu:identity:credential:alice-ovh/oauth2-{id}"),
                "name": "Billing",
            })
        );
        for body in [read.clone(), json!({}), json!({"flow": "AUTHORIZATION_CODE", "clientId": "x"})] {
            assert_eq!(app.unchanged(async || alice.put(&path, body).await).await.ok(), json!(null));
        }
        let body = json!({"name": "Renewals", "description": "", "callbackUrls": ["https://shop.example/"]});
        assert_eq!(alice.put(&path, body).await.ok(), json!(null));
        let shown = brief(&alice.get(&path).await.ok(), &["name", "description", "callbackUrls"]);
        assert_eq!(shown, r#"name="Renewals" description="" callbackUrls=["https://shop.example/"]"#);
        assert_eq!(get(app, &token, "/auth/details").await.ok()["description"], "Renewals");
        let other = app.restarted().await;
        for app in [app, &other] {
            assert_eq!(outcome(app, &token).await, "200 granted");
        }
        for reply in [bob.get(&path).await, bob.delete(&path).await, bob.put(&path, json!({})).await] {
            assert_eq!(reply.status, 404);
        }
        assert_eq!(alice.delete(&path).await.ok(), json!(null));
        for app in [app, &other] {
            assert_eq!(outcome(app, &token).await, "403 NOT_CREDENTIAL", "at once, in every process");
        }
        assert_eq!(alice.get(&path).await.status, 404);
        let journal = app.journal(alice.account).await;
        for action in ["oauth2.create", "oauth2.change", "oauth2.delete"] {
            assert_eq!(journal.iter().filter(|line| line.starts_with(action)).count(), 1, "{action}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_client_cannot_be_is_refused() {
    each_app(async |app| {
        let alice = alice(app).await;
        let mut refusals = String::new();
        let body = |change: (&str, Value)| {
            let mut body = json!({"name": "A", "description": "", "flow": "CLIENT_CREDENTIALS"});
            body[change.0] = change.1;
            body
        };
        for change in [
            ("flow", json!("AUTHORIZATION_CODE")),
            ("flow", json!("PASSWORD")),
            ("name", json!(" ")),
            ("name", json!("x".repeat(256))),
            ("callbackUrls", json!(["javascript:alert(1)"])),
            ("callbackUrls", json!(vec!["https://shop.example/"; 11])),
        ] {
            let reply = app.unchanged(async || alice.post(CLIENTS, body(change)).await).await;
            refusals += &format!("{}\n", refusal(&reply));
        }
        expect![[r#"
            400 flow: AUTHORIZATION_CODE is not served, because there are no pages to sign in yet; use CLIENT_CREDENTIALS
            400 flow: `PASSWORD` is unknown; it can be CLIENT_CREDENTIALS
            400 name: every OAuth2 client has one; give another one to change it
            400 name: the text has 256 bytes; at most 255 are allowed
            400 callbackUrls: it must be an address that starts with https:// or http://
            400 callbackUrls: 11 addresses are given; at most 10 are kept
        "#]]
        .assert_eq(&refusals);
        for _ in 0..100 {
            assert_eq!(alice.post(CLIENTS, body(("name", json!("A")))).await.status, 200);
        }
        let reply = app.unchanged(async || alice.post(CLIENTS, body(("name", json!("A")))).await).await;
        expect!["409 the account has 100 OAuth2 clients, which is the most; delete one that is not used any more"]
            .assert_eq(&refusal(&reply));
    })
    .await;
}

#[tokio::test]
async fn a_client_may_never_do_more_than_its_maker() {
    each_app(async |app| {
        let alice = alice(app).await;
        let rules = [("POST", "/me/api/oauth2/client"), ("GET", "/me"), ("GET", "/auth/details")];
        let asked = request(&rules, &["192.0.2.0/24"]);
        let end = app.engine.credential_end(Some(SignedDuration::from_mins(30)));
        let maker = User::with_request(app, alice.account, &asked, end).await;
        let body = json!({"name": "First", "description": "", "flow": "CLIENT_CREDENTIALS"});
        let make = |call: Call| call.from_address("192.0.2.7").json(&body);
        let made = make(maker.request("POST", "/1.0/me/api/oauth2/client")).send().await.ok();
        let [id, secret] = ["clientId", "clientSecret"].map(|name| made[name].as_str().unwrap());
        let first = token(app, id, secret).await;
        // A client that a client makes may as much, and no more.
        let made = make(call(app, &first, "POST", CLIENTS)).send().await.ok();
        let [id, secret] = ["clientId", "clientSecret"].map(|name| made[name].as_str().unwrap());
        let second = token(app, id, secret).await;
        for token in [&first, &second] {
            let from = async |address: &str, path: &str| {
                let reply = call(app, token, "GET", path).from_address(address).send().await;
                format!("{} {}", reply.status, reply.error_code().unwrap_or("granted"))
            };
            assert_eq!(from("192.0.2.7", "/me").await, "200 granted");
            assert_eq!(from("198.51.100.1", "/me").await, "403 FORBIDDEN");
            assert_eq!(from("192.0.2.7", "/me/bill").await, "403 NOT_GRANTED_CALL");
        }
        let missing = call(app, &second, "POST", "/service/12345/renew").from_address("192.0.2.7");
        let reply = app.unchanged(async || missing.send().await).await;
        expect![[r#"
            403 {
              "class": "Client::Forbidden",
              "details": {
                "missingRule": "POST /service/12345/renew",
                "unauthorizedActionsByAuthentication": "account:apiovh:service/renew/create",
                "unauthorizedActionsByIAM": ""
              },
              "errorCode": "NOT_GRANTED_CALL",
              "httpCode": "403 Forbidden",
              "message": "This call has not been granted: no rule of the credential covers POST /service/12345/renew"
            }"#]]
        .assert_eq(&reply.shown());
        // Both end when their maker does; what is given out until then ends with it.
        app.advance(SignedDuration::from_mins(29));
        let reply = ask(app, &form(id, secret)).send_unchecked().await;
        assert_eq!(reply.body["expires_in"], 59);
        app.advance(SignedDuration::from_mins(1));
        for token in [&first, &second] {
            let reply = get(app, token, "/me").await;
            assert_eq!((reply.status, reply.error_code()), (403, Some("INVALID_CREDENTIAL")));
        }
        assert_eq!(ask(app, &form(id, secret)).send_unchecked().await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn a_token_is_good_for_an_hour_and_is_forgotten_then() {
    each_app(async |app| {
        let alice = alice(app).await;
        let Made { token, id, .. } = make(app, &alice).await;
        app.advance(SignedDuration::from_secs(3599));
        assert_eq!(outcome(app, &token).await, "200 granted");
        app.advance(SignedDuration::from_secs(1));
        expect![[r#"
            403 {
              "class": "Client::Forbidden",
              "details": {
                "status": "expired"
              },
              "errorCode": "INVALID_CREDENTIAL",
              "httpCode": "403 Forbidden",
              "message": "This credential is not valid"
            }"#]]
        .assert_eq(&get(app, &token, "/me").await.shown());
        app.engine.reconcile().await;
        let other = app.restarted().await;
        assert_eq!(outcome(&other, &token).await, "403 NOT_CREDENTIAL", "nobody knows it any more");
        let id = ClientId::from_text(&id).unwrap();
        let left = app.engine.store().count_access_tokens(id, jiff::Timestamp::MIN).await;
        assert_eq!(left.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_token_endpoint_says_what_is_wrong_in_the_words_of_its_standard() {
    each_app(async |app| {
        let alice = alice(app).await;
        let Made { id, secret, .. } = make(app, &alice).await;
        let basic = |text: String| format!("Basic {}", BASE64_STANDARD.encode(text));
        let grant = "grant_type=client_credentials";
        for (form, header) in [
            (grant.to_owned(), basic(format!("{id}:{secret}"))),
            (format!("{grant}&client_id={id}&scope="), basic(format!("{id}:{secret}"))),
        ] {
            let reply = ask(app, &form).header("authorization", header).send_unchecked().await;
            assert_eq!(reply.status, 200, "{}", reply.shown());
        }
        let mut told = String::new();
        for (form, header) in [
            (String::new(), None),
            (grant.to_owned(), None),
            (grant.to_owned(), Some("Bearer x".to_owned())),
            (grant.to_owned(), Some("Basic !".to_owned())),
            (grant.to_owned(), Some(basic(format!("{id}:wrong")))),
            (form(&id, "wrong"), None),
            (form("0123456789abcdef", &secret), None),
            (form("nobody", "x"), None),
            (format!("client_id={id}&client_secret={secret}"), None),
            (format!("grant_type=password&client_id={id}&client_secret={secret}"), None),
            (form(&id, &secret).replace("all", "some"), None),
            (format!("{}&scope=all", form(&id, &secret)), None),
            (form(&id, &secret), Some(basic(format!("{id}:{secret}")))),
        ] {
            let call = ask(app, &form);
            let call =
                header.into_iter().fold(call, |call, header| call.header("authorization", header));
            let reply = app.unchanged(async || call.send_unchecked().await).await;
            let challenge = reply.header("www-authenticate").is_some();
            assert_eq!(challenge, reply.status == 401, "{}", reply.shown());
            assert_eq!(reply.header("cache-control"), Some("no-store"));
            told += &format!(
                "{} {}\n",
                reply.status,
                brief(&reply.body, &["error", "error_description"])
            );
        }
        expect![[r#"
            401 error="invalid_client" error_description="send client_id and client_secret in the form, or as HTTP Basic"
            401 error="invalid_client" error_description="send client_id and client_secret in the form, or as HTTP Basic"
            401 error="invalid_client" error_description="send client_id and client_secret in the form, or as HTTP Basic"
            401 error="invalid_client" error_description="send client_id and client_secret in the form, or as HTTP Basic"
            401 error="invalid_client" error_description="there is no client with this id and this secret, or it is over"
            401 error="invalid_client" error_description="there is no client with this id and this secret, or it is over"
            401 error="invalid_client" error_description="there is no client with this id and this secret, or it is over"
            401 error="invalid_client" error_description="there is no client with this id and this secret, or it is over"
            400 error="invalid_request" error_description="grant_type is missing: send grant_type=client_credentials"
            400 error="unsupported_grant_type" error_description="only client_credentials is served"
            400 error="invalid_scope" error_description="the only scope is all; leave it out, or send all"
            400 error="invalid_request" error_description="a parameter is there more than once"
            400 error="invalid_request" error_description="the client says who it is twice: in the header Authorization and in the form; send one of them"
        "#]]
        .assert_eq(&told);
        let read = app.request("GET", TOKEN).send_unchecked().await;
        assert_eq!(read.status, 405);
        let long = ask(app, &format!("{}&x={}", form(&id, &secret), "x".repeat(20_000)));
        assert_eq!(long.send_unchecked().await.status, 413);
    })
    .await;
}

#[tokio::test]
async fn whoever_guesses_a_secret_has_to_wait() {
    each_app(async |app| {
        let alice = alice(app).await;
        let Made { id, secret, token } = make(app, &alice).await;
        let guess = async |secret: &str, address: &str| {
            ask(app, &form(&id, secret)).from_address(address).send_unchecked().await
        };
        for _ in 0..10 {
            assert_eq!(guess("wrong", "192.0.2.7").await.status, 401);
        }
        let waits = guess(&secret, "192.0.2.7").await;
        expect![[r#"
            429 {
              "error": "invalid_client",
              "error_description": "too many wrong secrets were sent for this client from there; wait for a minute"
            }"#]]
        .assert_eq(&waits.shown());
        assert_eq!(waits.header("retry-after"), Some("60"));
        assert_eq!(guess(&secret, "198.51.100.1").await.status, 200, "nobody else is locked out");
        assert_eq!(outcome(app, &token).await, "200 granted");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    each_app(async |app| {
        let alice = alice(app).await;
        let Made { token, secret, .. } = make(app, &alice).await;
        for (header, told) in [
            (format!("Bearer {token}"), "200 granted"),
            (format!("bearer  {token} "), "200 granted"),
            (format!("Bearer {token}x"), "403 NOT_CREDENTIAL"),
            (format!("Bearer {secret}"), "403 NOT_CREDENTIAL"),
            (format!("Bearer {}", "x".repeat(5000)), "403 NOT_CREDENTIAL"),
            ("Bearer".to_owned(), "401 none"),
            ("Bearer ".to_owned(), "401 none"),
            (format!("Basic {token}"), "401 none"),
        ] {
            let call = app.request("GET", "/1.0/me").header("authorization", &header);
            let reply = app.unchanged(async || call.send().await).await;
            let code =
                if reply.status == 200 { "granted" } else { reply.error_code().unwrap_or("none") };
            assert_eq!(format!("{} {code}", reply.status), told, "{header}");
        }
        // Who signs is the one who calls.
        let bob = app.add_user("bob", &Holding::default()).await;
        let both = bob.request("GET", "/1.0/me").header("authorization", format!("Bearer {token}"));
        assert_eq!(both.send().await.ok()["nichandle"], "bob-ovh");
    })
    .await;
}

#[tokio::test]
async fn nothing_in_the_database_opens_an_account() {
    each_app(async |app| {
        let alice = alice(app).await;
        let Made { id, secret, token } = make(app, &alice).await;
        let store = app.engine.store();
        let stored = store.oauth2_client(ClientId::from_text(&id).unwrap()).await.unwrap().unwrap();
        let kept = format!("{stored:?}");
        assert!(!kept.contains(&secret) && !kept.contains(&token));
        // The repeat of a request is told the secret once more; nobody else is.
        let keyed = alice.with_key("k1");
        let body = json!({"name": "One", "description": "", "flow": "CLIENT_CREDENTIALS"});
        let first = keyed.post(CLIENTS, body.clone()).await.ok();
        assert_eq!(app.unchanged(async || keyed.post(CLIENTS, body).await).await.ok(), first);
        let gone = format!("{CLIENTS}/{}", first["clientId"].as_str().unwrap());
        assert_eq!(keyed.delete(&gone).await.ok(), json!(null));
        let body = json!({"name": "One", "description": "", "flow": "CLIENT_CREDENTIALS"});
        let again = app.unchanged(async || keyed.post(CLIENTS, body).await).await;
        expect!["409 the OAuth2 client that was made under this Idempotency-Key was deleted; use a new key for another one"]
            .assert_eq(&refusal(&again));
        let read = alice.get(&format!("{CLIENTS}/{id}")).await;
        assert!(!String::from_utf8_lossy(&read.bytes).contains(&secret));
        let context = operator(alice.account);
        assert!(app.engine.delete_client(&context, "0000000000000001").await.is_err());
    })
    .await;
}
