//! Who is calling: signatures, times and keys, and in which order what is wrong with them is said.

use expect_test::expect;
use perennial_engine::access::Decision;
use perennial_testkit::{
    Call, Credentials, Holding, Reply, TestApp, User, each_app, operator, request,
};
use serde_json::json;

async fn alice(app: &TestApp) -> User {
    app.add_user("alice", &Holding::guide()).await
}

/// The keys with one thing changed.
fn keys(user: &User, change: impl FnOnce(&mut Credentials)) -> Credentials {
    let mut keys = user.credentials.clone();
    change(&mut keys);
    keys
}

/// The answer to a call that must not write anything, asked for twice, because the second time it comes from memory.
async fn refused(app: &TestApp, call: Call) -> Reply {
    let first = app.unchanged(async || call.send().await).await;
    let second = app.unchanged(async || call.send().await).await;
    assert_eq!(first.shown(), second.shown());
    assert!(first.status >= 400, "{}", first.shown());
    first
}

#[tokio::test]
async fn a_signature_is_over_everything_that_is_sent() {
    each_app(async |app| {
        let alice = alice(app).await;
        let get = || alice.request("GET", "/1.0/service/12345/renew?includeOptions=true");
        assert_eq!(get().send().await.status, 200);
        let put = || alice.request("PUT", "/1.0/service/12345").body(r#"{"displayName":"x"}"#);
        let host = "https://perennial.test/1.0/service/12345/renew";
        let other_secret = keys(&alice, |keys| keys.application_secret = "x".repeat(32));
        let wrong = [
            get().with_keys(&other_secret),
            get().header("x-ovh-signature", "$1$e9556054b6309771395efa467c22e627407461ad"),
            get().header("x-ovh-signature", "$1$e9556054b6309771395efa467c22e627407461a"),
            get().header("x-ovh-signature", "$2$e9556054b6309771395efa467c22e627407461ad"),
            get().header("x-ovh-signature", ""),
            get().header("x-ovh-signature", "\u{e9}"),
            get().signed_as("POST"),
            get().signed_as("get"),
            get().signed_over("{}"),
            put().signed_over(""),
            put().signed_over(r#"{"displayName":"y"}"#),
            get().signed_for(host),
            get().signed_for(&format!("{host}?includeOptions=false")),
            get().signed_for(&format!("{host}?includeOptions=true&")),
            get().signed_for("https://perennial.test/v1/service/12345/renew?includeOptions=true"),
            get().signed_for("https://elsewhere.test/1.0/service/12345/renew?includeOptions=true"),
            get().signed_for("ftp://perennial.test/1.0/service/12345/renew?includeOptions=true"),
            get().header("x-ovh-timestamp", (app.engine.wall().at().as_second() + 1).to_string()),
        ];
        for call in wrong {
            expect![[r#"
                400 {
                  "class": "Client::BadRequest",
                  "errorCode": "INVALID_SIGNATURE",
                  "httpCode": "400 Bad Request",
                  "message": "Invalid signature"
                }"#]]
            .assert_eq(&refused(app, call).await.shown());
        }
        let upper = get().build().headers()["x-ovh-signature"].to_str().unwrap().to_uppercase();
        assert_eq!(get().header("x-ovh-signature", upper).send().await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_good_for_five_minutes_around_its_time() {
    each_app(async |app| {
        let alice = alice(app).await;
        let get = || alice.request("GET", "/1.0/me");
        for seconds in [-300, -1, 0, 1, 300] {
            assert_eq!(get().signed_after(seconds).send().await.status, 200, "{seconds}");
        }
        for seconds in [-301, 301] {
            let reply = refused(app, get().signed_after(seconds)).await;
            assert_eq!(reply.body["details"]["offBySeconds"], "301");
        }
        expect![[r#"
            400 {
              "class": "Client::BadRequest",
              "details": {
                "offBySeconds": "3600",
                "serverTime": "1795435200"
              },
              "errorCode": "QUERY_TIME_OUT",
              "httpCode": "400 Bad Request",
              "message": "Query out of time"
            }"#]]
        .assert_eq(&refused(app, get().signed_after(-3600)).await.shown());
        for extreme in [i64::MIN, 0, i64::MAX] {
            let reply = refused(app, get().signed_at(extreme)).await;
            assert_eq!(reply.error_code(), Some("QUERY_TIME_OUT"), "{extreme}");
        }
        for nonsense in ["", "now", "1795435200.0", " 1795435200", "99999999999999999999", "\u{e9}"] {
            expect![[r#"
                400 {
                  "class": "Client::BadRequest",
                  "errorCode": "INVALID_SIGNATURE",
                  "message": "X-Ovh-Timestamp must be the number of seconds since 1970 that was signed"
                }"#]]
            .assert_eq(&refused(app, get().header("x-ovh-timestamp", nonsense)).await.shown());
        }
    })
    .await;
}

#[tokio::test]
async fn each_header_of_a_signature_is_needed() {
    each_app(async |app| {
        let alice = alice(app).await;
        let get = alice.request("GET", "/1.0/me");
        for header in ["x-ovh-application", "x-ovh-consumer"] {
            expect![[r#"
                401 {
                  "class": "Client::Unauthorized",
                  "message": "You must login first"
                }"#]]
            .assert_eq(&get.send_without(header).await.shown());
        }
        let reply = get.send_without("x-ovh-timestamp").await;
        assert_eq!(reply.error_code(), Some("INVALID_SIGNATURE"));
        let reply = get.send_without("x-ovh-signature").await;
        assert_eq!(
            (reply.error_code(), reply.error().1),
            (Some("INVALID_SIGNATURE"), "Invalid signature")
        );
        assert_eq!(get.send_without("host").await.error_code(), Some("INVALID_SIGNATURE"));
    })
    .await;
}

#[tokio::test]
async fn keys_that_nobody_has_are_told_apart() {
    each_app(async |app| {
        let (alice, bob) = (alice(app).await, app.add_user("bob", &Holding::default()).await);
        let get = |keys: &Credentials| alice.request("GET", "/1.0/me").with_keys(keys);
        let unknown = keys(&alice, |keys| keys.application_key = "0000000000000000".to_owned());
        expect![[r#"
            403 {
              "class": "Client::Forbidden",
              "errorCode": "INVALID_KEY",
              "httpCode": "403 Forbidden",
              "message": "This application key is invalid"
            }"#]]
        .assert_eq(&refused(app, get(&unknown)).await.shown());
        let unknown = keys(&alice, |keys| keys.consumer_key = "0".repeat(32));
        let not_credential = expect![[r#"
            403 {
              "class": "Client::Forbidden",
              "errorCode": "NOT_CREDENTIAL",
              "httpCode": "403 Forbidden",
              "message": "This credential does not exist"
            }"#]];
        not_credential.assert_eq(&refused(app, get(&unknown)).await.shown());
        // Bob's consumer key is good, but not for Alice's application. It makes no difference that the server knows it.
        assert_eq!(bob.get("/me").await.status, 200);
        let borrowed =
            keys(&alice, |keys| keys.consumer_key = bob.credentials.consumer_key.clone());
        not_credential.assert_eq(&refused(app, get(&borrowed)).await.shown());
    })
    .await;
}

#[tokio::test]
async fn a_credential_is_good_from_its_validation_to_its_end() {
    each_app(async |app| {
        let alice = alice(app).await;
        let context = operator(alice.account);
        let ask = async || {
            let call = app.request("POST", "/1.0/auth/credential");
            let call = call.header("x-ovh-application", &alice.credentials.application_key);
            let body = json!({"accessRules": [{"method": "GET", "path": "/*"}]});
            let new = call.json(&body).send().await.ok();
            let url = new["validationUrl"].as_str().unwrap();
            let (page, token) = url.split_once("?credentialToken=").unwrap();
            assert_eq!((page, token.len()), ("https://perennial.test/auth/", 64));
            let credential = app.engine.credential_by_token(token).await.unwrap();
            let consumer_key = new["consumerKey"].as_str().unwrap().to_owned();
            (credential.id, keys(&alice, |keys| keys.consumer_key = consumer_key))
        };
        let get = |keys: &Credentials| {
            alice.request("GET", "/1.0/auth/currentCredential").with_keys(keys)
        };
        let state = async |keys: &Credentials| {
            let reply = refused(app, get(keys)).await;
            assert_eq!(reply.error_code(), Some("INVALID_CREDENTIAL"));
            reply.body["details"]["status"].as_str().unwrap().to_owned()
        };

        let (refused_id, refused_keys) = ask().await;
        expect![[r#"
            403 {
              "class": "Client::Forbidden",
              "details": {
                "status": "pendingValidation"
              },
              "errorCode": "INVALID_CREDENTIAL",
              "httpCode": "403 Forbidden",
              "message": "This credential is not valid"
            }"#]]
        .assert_eq(&refused(app, get(&refused_keys)).await.shown());
        app.engine.decide_credential(&context, refused_id, Decision::Refuse).await.unwrap();
        assert_eq!(state(&refused_keys).await, "refused");

        let (id, keys) = ask().await;
        assert_eq!(state(&keys).await, "pendingValidation");
        let end = app.engine.credential_end(Some(jiff::SignedDuration::from_hours(1)));
        let validate = Decision::Validate { expires_at: end };
        app.engine.decide_credential(&context, id, validate).await.unwrap();
        assert_eq!(get(&keys).send().await.ok()["status"], "validated");
        app.advance(jiff::SignedDuration::from_secs(3599));
        assert_eq!(get(&keys).send().await.ok()["expiration"], "2026-11-23T14:00:00+01:00");
        app.advance(jiff::SignedDuration::from_secs(1));
        assert_eq!(state(&keys).await, "expired");

        let (_, keys) = ask().await;
        app.advance(jiff::SignedDuration::from_hours(24));
        assert_eq!(state(&keys).await, "expired", "nobody has validated it for a day");

        // The end of a credential is known at once, though it was in memory.
        assert_eq!(alice.get("/me").await.status, 200);
        assert_eq!(alice.post("/auth/logout", json!({})).await.ok(), json!(null));
        assert_eq!(state(&alice.credentials).await, "expired");
        let (id, _) = ask().await;
        app.engine.decide_credential(&context, id, Decision::Refuse).await.unwrap();
        app.engine.revoke_application(&context, alice.application).await.unwrap();
        let reply = refused(app, get(&alice.credentials)).await;
        assert_eq!(reply.error_code(), Some("INVALID_KEY"));
    })
    .await;
}

#[tokio::test]
async fn another_process_on_the_database_ends_a_credential_at_once() {
    each_app(async |app| {
        let alice = alice(app).await;
        let other = app.restarted().await;
        assert_eq!(alice.get("/me").await.status, 200);
        assert_eq!(alice.at(&other).get("/me").await.status, 200);
        let revoked =
            other.engine.revoke_credential(&operator(alice.account), alice.credential).await;
        assert!(revoked.is_ok());
        assert_eq!(alice.get("/me").await.error_code(), Some("INVALID_CREDENTIAL"));
    })
    .await;
}

#[tokio::test]
async fn of_many_things_that_are_wrong_the_first_is_said() {
    each_app(async |app| {
        let alice = alice(app).await;
        let asked = request(&[("GET", "/me")], &["192.0.2.0/24"]);
        let valid = User::with_request(app, alice.account, &asked, None).await;
        let now = app.engine.wall().at();
        let over = User::with_request(app, alice.account, &asked, Some(now)).await;
        let call = |keys: &Credentials, target: &str| valid.request("POST", target).with_keys(keys);
        let wrong = |user: &User, application: bool, consumer: bool, secret: bool| {
            keys(user, |keys| {
                if application {
                    keys.application_key = "no".to_owned();
                }
                if consumer {
                    keys.consumer_key = "no".to_owned();
                }
                if secret {
                    keys.application_secret = "no".to_owned();
                }
            })
        };
        let (nowhere, elsewhere, here) = ("/1.0/nowhere", "203.0.113.1", "192.0.2.1");
        let get = valid.request("GET", "/1.0/me/").from_address(here);
        let steps = [
            (call(&wrong(&over, true, true, true), nowhere).signed_after(999), "INVALID_KEY"),
            (call(&wrong(&over, false, true, true), nowhere).signed_after(999), "QUERY_TIME_OUT"),
            (call(&wrong(&over, false, true, true), nowhere), "NOT_CREDENTIAL"),
            (call(&wrong(&over, false, false, true), nowhere), "INVALID_SIGNATURE"),
            (call(&over.credentials, nowhere).from_address(elsewhere), "INVALID_CREDENTIAL"),
            (call(&valid.credentials, nowhere).from_address(elsewhere), "FORBIDDEN"),
            (call(&valid.credentials, nowhere).from_address(here), "NOT_GRANTED_CALL"),
        ];
        for round in ["from the database", "from memory"] {
            for (call, code) in &steps {
                let reply = refused(app, call.clone()).await;
                assert_eq!(reply.error_code(), Some(*code), "{round}");
            }
            assert_eq!(get.send().await.status, 200);
        }
        // With every right, what is left is that there is nothing.
        assert_eq!(
            alice.request("POST", nowhere).send().await.error(),
            (404, "Got an invalid (or empty) URL")
        );
    })
    .await;
}

#[tokio::test]
async fn an_application_asks_for_a_credential_whatever_else_it_sends() {
    each_app(async |app| {
        let alice = alice(app).await;
        let body = json!({"accessRules": [{"method": "GET", "path": "/me"}], "allowedIPs": null});
        let key = &alice.credentials.application_key;
        let call = || app.request("POST", "/1.0/auth/credential").json(&body);
        for call in [
            call().header("x-ovh-application", key),
            // One SDK signs with what it has, or sends the time alone.
            call().header("x-ovh-application", key).header("x-ovh-timestamp", "1"),
            call().with_keys(&keys(&alice, |keys| keys.consumer_key = "old".to_owned())),
        ] {
            let new = call.send().await.ok();
            assert_eq!(new["state"], "pendingValidation");
        }
        assert_eq!(call().send().await.error(), (401, "You must login first"));
        for call in [call(), call().body("nonsense")] {
            let reply = call.header("x-ovh-application", "unknown").send().await;
            assert_eq!(reply.error_code(), Some("INVALID_KEY"));
        }
    })
    .await;
}
