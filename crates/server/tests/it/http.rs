//! What every answer has and what HTTP itself asks for: headers, methods, slashes, and what stands beside the API.

use expect_test::expect;
use perennial_testkit::{CrashPoint, Holding, each_app};
use serde_json::json;

#[tokio::test]
async fn every_answer_has_the_same_headers() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let mut ids = std::collections::BTreeSet::new();
        for reply in [
            alice.get("/me").await,
            alice.post("/service/12345/renew", json!({})).await,
            alice.get("/nowhere").await,
            app.request("GET", "/1.0/me").send().await,
            app.request("GET", "/1.0/auth/time").send().await,
            app.request("GET", "/1.0/").send().await,
            app.request("GET", "/nothing").send().await,
            app.request("PATCH", "/1.0/me").send().await,
            app.request("GET", "/health").send().await,
            app.request("DELETE", "/ready").send().await,
        ] {
            assert_eq!(reply.header("content-type"), Some("application/json;charset=utf-8"));
            assert_eq!(reply.header("cache-control"), Some("no-store"));
            assert!(ids.insert(reply.query_id.unwrap()), "the id of a call is its own");
        }
        assert!(ids.iter().all(|id| id.starts_with("EU.perennial.")), "{ids:?}");
        // An id that a client sends is not taken for ours.
        let sent = alice.request("GET", "/1.0/me").header("x-ovh-queryid", "EU.mine").send().await;
        assert_ne!(sent.query_id.as_deref(), Some("EU.mine"));
    })
    .await;
}

#[tokio::test]
async fn methods_that_a_path_does_not_have_are_refused_with_those_that_it_has() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        expect![[r#"
            405 {
              "class": "Client::MethodNotAllowed",
              "message": "This path does not have this method; the header Allow of this answer names those that it has"
            }"#]].assert_eq(&alice.request("PATCH", "/1.0/service/12345").send().await.shown());
        for (path, allowed) in [
            ("/1.0/service/12345", "GET,HEAD,PUT"),
            ("/1.0/service/12345/renew", "GET,HEAD,POST"),
            ("/1.0/auth/credential", "POST"),
            ("/1.0/auth/time", "GET,HEAD"),
            ("/health", "GET,HEAD"),
        ] {
            for method in ["PATCH", "TRACE", "FETCH"] {
                // Asking for what there is needs no signature: it is published.
                let reply = app.request(method, path).send().await;
                assert_eq!((reply.status, reply.header("allow")), (405, Some(allowed)), "{path}");
            }
            // Asking in the way that is meant for it is no mistake.
            let reply = app.request("OPTIONS", path).send().await;
            assert_eq!(reply.header("allow"), Some(allowed), "{path}");
            assert_eq!(reply.ok(), json!(null), "{path}");
        }
        for method in ["PATCH", "OPTIONS"] {
            let unknown = app.request(method, "/1.0/nowhere").send().await;
            assert_eq!(unknown.error(), (404, "Got an invalid (or empty) URL"));
        }
    })
    .await;
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let get = alice.request("GET", "/1.0/me").send().await;
        let head = alice.request("HEAD", "/1.0/me").send().await;
        assert_eq!((head.status, head.bytes.len()), (200, 0));
        assert_eq!(head.header("content-length"), Some(get.bytes.len().to_string().as_str()));
        assert_eq!(alice.request("HEAD", "/1.0/me").signed_as("GET").send().await.status, 400);
        assert_eq!(app.request("HEAD", "/1.0/me").send().await.status, 401);
        assert_eq!(app.request("HEAD", "/1.0/auth/time").send().await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn slashes_at_the_end_are_no_matter_and_others_are() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        for (target, status) in [
            ("/1.0/me/", 200),
            ("/v1/me/", 200),
            ("/1.0/service/12345/", 200),
            ("/1.0/service/12345/renew/?includeOptions=true", 200),
            ("/1.0//me", 404),
            ("/1.0/service//renew", 404),
            ("/1.0/vps//serviceInfos", 404),
            ("//1.0/me", 404),
            ("/1.0/Me", 404),
            ("/1.0/m%65", 404),
            ("/2.0/me", 404),
            ("/v2/me", 404),
            ("/1.0me", 404),
            ("/me", 404),
            ("/nothing", 404),
        ] {
            let reply = alice.request("GET", target).send().await;
            assert_eq!(reply.status, status, "{target}: {}", reply.shown());
            if status == 404 {
                assert_eq!(reply.error().1, "Got an invalid (or empty) URL", "{target}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn health_and_readiness_are_told_without_a_signature() {
    each_app(async |app| {
        let version = env!("CARGO_PKG_VERSION");
        let health = async || app.request("GET", "/health").send().await;
        assert_eq!(health().await.ok(), json!({"status": "ok", "version": version}));
        assert_eq!(app.request("GET", "/ready").send().await.ok(), json!({"status": "ready"}));
        for path in ["/health/", "/healthz", "/ready/x"] {
            assert_eq!(app.request("GET", path).send().await.status, 404, "{path}");
        }

        // The database dies: the process lives, but can do nothing.
        let dying = app.restarted().await;
        let alice = dying.add_user("alice", &Holding::guide()).await;
        dying.faults.crash_at(CrashPoint::BeforeWrite(1));
        let body = json!({"duration": "P1Y", "services": []});
        let reply = alice.post("/service/12345/renew", body).await;
        expect![[r#"
            503 {
              "class": "Server::ServiceUnavailable",
              "message": "The database does not answer; try again in a moment"
            }"#]]
        .assert_eq(&reply.shown());
        assert_eq!(reply.header("retry-after"), Some("1"));
        assert_eq!(dying.request("GET", "/ready").send().await.status, 503);
        assert_eq!(dying.request("GET", "/health").send().await.status, 200);
        assert_eq!(dying.request("GET", "/1.0/auth/time").send().await.status, 200);
        assert_eq!(dying.request("GET", "/1.0/").send().await.status, 200);
        assert_eq!(alice.get("/me").await.status, 503);
    })
    .await;
}

#[tokio::test]
async fn the_address_of_a_new_credential_asks_who_decides() {
    each_app(async |app| {
        let door = app.request("GET", "/auth/?credentialToken=secret").send().await;
        assert_eq!((door.status, door.header("cache-control")), (303, Some("no-store")));
        let sign_in = "/auth/sign-in?next=%2Fauth%2F%3FcredentialToken%3Dsecret";
        assert_eq!(door.header("location"), Some(sign_in));
    })
    .await;
}
