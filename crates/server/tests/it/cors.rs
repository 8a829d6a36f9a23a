//! What browsers are told about pages of other origins.

use perennial_testkit::{Holding, Reply, each_app};

const CONSOLE: &str = "https://console.example.com";

/// The headers that only browsers heed.
fn told(reply: &Reply) -> Vec<(&str, &str)> {
    let headers = reply.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    headers.filter(|(name, _)| name.starts_with("access-control") || *name == "vary").collect()
}

#[tokio::test]
async fn pages_of_other_origins_are_not_let_in() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let origin = "https://elsewhere.example";
        for call in [
            alice.request("GET", "/1.0/me").header("origin", origin),
            app.request("GET", "/1.0/auth/time").header("origin", origin),
            app.request("OPTIONS", "/1.0/me")
                .header("origin", origin)
                .header("access-control-request-method", "GET"),
        ] {
            let reply = call.send().await;
            let cors = reply.headers.iter().find(|(name, _)| name.starts_with("access-control"));
            assert_eq!(cors, None);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_origins_that_are_named_are_let_in() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let app = app.served_with(|server| {
            server.cors_origins =
                vec![CONSOLE.parse().unwrap(), "http://localhost:3000".parse().unwrap()];
        });
        let alice = alice.at(&app);
        for origin in [CONSOLE, "http://localhost:3000"] {
            let ask = app.request("OPTIONS", "/1.0/service/12345/renew").header("origin", origin);
            let reply = ask.header("access-control-request-method", "POST").send().await;
            assert_eq!(reply.status, 200);
            assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
            assert_eq!(
                reply.header("access-control-allow-methods"),
                Some("GET, HEAD, POST, PUT, DELETE")
            );
            let allowed = reply.header("access-control-allow-headers").unwrap();
            for header in
                ["x-ovh-application", "x-ovh-consumer", "x-ovh-timestamp", "x-ovh-signature"]
            {
                assert!(allowed.contains(header), "{header}");
            }
            assert_eq!(reply.header("access-control-allow-credentials"), None);
            // A refusal is for the page to read, too.
            for (call, status) in [
                (alice.request("GET", "/1.0/me"), 200),
                (app.request("GET", "/1.0/me"), 401),
                (app.request("GET", "/openapi.json"), 200),
            ] {
                let reply = call.header("origin", origin).send().await;
                assert_eq!(reply.status, status);
                assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
                let shown = reply.header("access-control-expose-headers").unwrap();
                assert!(shown.contains("x-ovh-queryid"), "{shown}");
                assert_eq!(reply.header("access-control-allow-methods"), None);
                assert_eq!(reply.header("vary"), Some("origin"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_origin_is_ours_only_if_it_is_exactly_that() {
    each_app(async |app| {
        let app = app.served_with(|server| server.cors_origins = vec![CONSOLE.parse().unwrap()]);
        for origin in [
            "https://console.example.com.evil.example",
            "https://evil.example",
            "http://console.example.com",
            "https://console.example.com:8443",
            "https://CONSOLE.example.com",
            "https://console.example.com/",
            "null",
            "*",
        ] {
            let ask = app.request("OPTIONS", "/1.0/me").header("origin", origin);
            let ask = ask.header("access-control-request-method", "GET").send().await;
            assert_eq!(told(&ask), [("vary", "origin")], "{origin}");
        }
        let twice = app.request("GET", "/1.0/auth/time").header("origin", CONSOLE);
        let twice = twice.header("origin", "https://evil.example").send().await;
        assert_eq!(told(&twice), [("vary", "origin")]);
        // Programs that are no browsers say no origin, and get what they ask for.
        let plain = app.request("GET", "/1.0/auth/time").send().await;
        assert_eq!((plain.status, told(&plain)), (200, vec![("vary", "origin")]));
    })
    .await;
}
