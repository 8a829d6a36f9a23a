//! Which URLs a client may have signed: the one it believes in, as its SDK writes it, whatever stands in front of the
//! server.

use perennial_testkit::{Holding, each_app};

const NAME: &str = "/vps/vps112233%2Eovh.net/serviceInfos";

#[tokio::test]
async fn clients_sign_the_host_they_send_to_with_or_without_scheme_and_port() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let cases = [
            ("127.0.0.1:8080", "http://127.0.0.1:8080/1.0/me", "/1.0/me"),
            ("127.0.0.1:8080", "https://127.0.0.1:8080/1.0/me", "/1.0/me"),
            // The SDKs for Node.js: always https, never a port.
            ("127.0.0.1:8080", "https://127.0.0.1/1.0/me", "/1.0/me"),
            ("localhost", "http://localhost/v1/me", "/v1/me"),
            ("localhost", "http://localhost:80/v1/me", "/v1/me"),
            ("localhost", "https://localhost:443/v1/me", "/v1/me"),
            ("[::1]:8080", "http://[::1]:8080/1.0/me", "/1.0/me"),
            ("[::1]:8080", "https://[::1]/1.0/me", "/1.0/me"),
            ("h", "https://h/1.0/me/", "/1.0/me/"),
            (
                "h",
                "https://h/1.0/me/order?date.from=2026-01-01T00:00:00%2B01:00",
                "/1.0/me/order?date.from=2026-01-01T00:00:00%2B01:00",
            ),
            ("h", "https://h/1.0/me?b=2&a=1&a", "/1.0/me?b=2&a=1&a"),
            ("h", "https://h/1.0/me?", "/1.0/me?"),
            ("h", &format!("https://h/1.0{NAME}"), &format!("/1.0{NAME}")),
        ];
        for (host, signed, target) in cases {
            let call = alice.request("GET", target).to_host(host).signed_for(signed);
            assert_eq!(call.send().await.status, 200, "{signed} sent to {host}");
        }
        // The path is never guessed: another spelling of the same name is another request.
        let decoded = format!("https://h/1.0{}", NAME.replace("%2E", "."));
        let lower = format!("https://h/1.0{}", NAME.replace("%2E", "%2e"));
        for signed in [decoded, lower] {
            let call =
                alice.request("GET", &format!("/1.0{NAME}")).to_host("h").signed_for(&signed);
            assert_eq!(call.send().await.error_code(), Some("INVALID_SIGNATURE"), "{signed}");
        }
    })
    .await;
}

#[tokio::test]
async fn behind_a_proxy_clients_sign_what_the_proxy_is_called() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let url = "https://renew.example.com/1.0/me";
        let inner = |signed: &str| {
            alice.request("GET", "/1.0/me").to_host("10.0.0.7:3000").signed_for(signed)
        };
        assert_eq!(inner(url).send().await.status, 400, "nobody has told of the name");
        let forwarded = inner(url).header("x-forwarded-host", "renew.example.com");
        assert_eq!(forwarded.clone().send().await.status, 200);
        assert_eq!(forwarded.header("x-forwarded-proto", "https").send().await.status, 200);
        let port = inner("https://renew.example.com:8443/1.0/me");
        let port =
            port.header("x-forwarded-host", "renew.example.com").header("x-forwarded-port", "8443");
        assert_eq!(port.send().await.status, 200);

        let public = app.served_with(|server| {
            server.public_urls = vec![
                "https://renew.example.com".parse().unwrap(),
                "http://proxy.example.com:8080/billing".parse().unwrap(),
            ];
        });
        let alice = alice.at(&public);
        for signed in [
            url,
            "http://proxy.example.com:8080/billing/1.0/me",
            "https://proxy.example.com/billing/1.0/me",
            "http://10.0.0.7:3000/1.0/me",
        ] {
            let call = alice.request("GET", "/1.0/me").to_host("10.0.0.7:3000").signed_for(signed);
            assert_eq!(call.send().await.status, 200, "{signed}");
        }
        let index = alice.request("GET", "/1.0/").send().await.ok();
        assert_eq!(index["basePath"], "https://renew.example.com/1.0");
    })
    .await;
}
