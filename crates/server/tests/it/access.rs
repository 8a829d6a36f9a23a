//! What a credential may do: rules with wildcards, and addresses from which it may be used.

use expect_test::expect;
use perennial_testkit::{Holding, User, each_app, request};
use serde_json::json;

#[tokio::test]
async fn rules_grant_methods_on_paths() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let cases = [
            ("GET", "/*", "GET", "/me", true),
            ("GET", "/*", "GET", "/service/12345/renew", true),
            ("GET", "*", "GET", "/me", true),
            ("GET", "/me", "GET", "/me", true),
            ("GET", "/me", "GET", "/me/", true),
            ("GET", "/me", "HEAD", "/me", true),
            ("GET", "/me", "GET", "/me?fields=all", true),
            ("GET", "/me", "GET", "/me/order", false),
            ("GET", "/me/", "GET", "/me", false),
            ("GET", "/ME", "GET", "/me", false),
            ("GET", "/me/*", "GET", "/me", false),
            ("GET", "/me/*", "GET", "/me/order", true),
            ("GET", "/me*", "GET", "/me", true),
            ("GET", "/me*", "GET", "/me/payment/method", true),
            ("GET", "/me/order*", "GET", "/me/order", true),
            ("GET", "/me/bill*", "GET", "/me/order", false),
            ("GET", "/service/*/renew", "GET", "/service/12345/renew", true),
            ("GET", "/service/*/renew", "GET", "/service/12345", false),
            ("GET", "/service/*/renew", "POST", "/service/12345/renew", false),
            ("POST", "/service/*/renew", "GET", "/service/12345/renew", false),
            ("PUT", "/service/*", "GET", "/service/12345", false),
            (
                "GET",
                "/*/serviceInfos",
                "GET",
                "/hosting/web/mypersonaldomain.ovh/serviceInfos",
                true,
            ),
            (
                "GET",
                "/vps/*/serviceInfos",
                "GET",
                "/domain/mypersonaldomain.ovh/serviceInfos",
                false,
            ),
            // A rule is about the path as it is sent.
            (
                "GET",
                "/vps/vps112233.ovh.net/serviceInfos",
                "GET",
                "/vps/vps112233%2Eovh.net/serviceInfos",
                false,
            ),
            ("GET", "/vps/*/serviceInfos", "GET", "/vps/vps112233%2Eovh.net/serviceInfos", true),
        ];
        for (rule_method, rule_path, method, path, granted) in cases {
            let user = User::with_rules(app, alice.account, &[(rule_method, rule_path)]).await;
            for version in ["/1.0", "/v1"] {
                let reply = user.request(method, &format!("{version}{path}")).send().await;
                let case = format!("{rule_method} {rule_path}: {method} {path}");
                match granted {
                    true => assert_eq!(reply.status, 200, "{case}"),
                    false => assert_eq!(reply.status, 403, "{case}"),
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_missing_rule_is_named() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let reader = User::with_rules(app, alice.account, &[("GET", "/service/*")]).await;
        let body = json!({"duration": "P1Y", "services": []});
        let reply = app.unchanged(async || reader.post("/service/12345/renew", body).await).await;
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
        // What there is to call is not told to those who may not call it.
        let reply = reader.get("/nowhere?secret=1").await;
        assert_eq!(reply.body["details"]["missingRule"], "GET /nowhere");
    })
    .await;
}

#[tokio::test]
async fn addresses_outside_of_the_blocks_are_refused() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let asked = request(&[("GET", "/me")], &["192.0.2.0/24", "2001:db8::/32"]);
        let user = User::with_request(app, alice.account, &asked, None).await;
        let get = || user.request("GET", "/1.0/me");
        let cases = [
            ("192.0.2.0", true),
            ("192.0.2.255", true),
            ("::ffff:192.0.2.7", true),
            ("2001:db8:ffff::1", true),
            ("192.0.3.0", false),
            ("2001:db9::1", false),
            ("127.0.0.1", false),
        ];
        for (address, allowed) in cases {
            let reply = get().from_address(address).send().await;
            assert_eq!(reply.status, if allowed { 200 } else { 403 }, "{address}");
        }
        expect![[r#"
            403 {
              "class": "Client::Forbidden",
              "errorCode": "FORBIDDEN",
              "httpCode": "403 Forbidden",
              "message": "This credential may not be used from 192.0.3.1"
            }"#]]
        .assert_eq(&get().from_address("192.0.3.1").send().await.shown());
        // Nobody knows where this one comes from.
        assert_eq!(get().send().await.status, 403);
        assert_eq!(
            alice.request("GET", "/1.0/me").from_address("203.0.113.1").send().await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn only_the_proxy_that_is_trusted_says_where_a_request_comes_from() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let asked = request(&[("GET", "/me")], &["192.0.2.0/24"]);
        let user = User::with_request(app, alice.account, &asked, None).await;
        let header = "x-forwarded-for";
        let claim = |user: &User| user.request("GET", "/1.0/me").from_address("10.0.0.1");
        assert_eq!(
            claim(&user).header(header, "192.0.2.1").send().await.status,
            403,
            "not trusted"
        );

        let behind_proxy = app.served_with(|server| server.trust_forwarded_for = true);
        let user = user.at(&behind_proxy);
        for (forwarded, allowed) in [
            (vec!["192.0.2.1"], true),
            (vec!["203.0.113.1, 192.0.2.1"], true),
            (vec!["203.0.113.1", "192.0.2.1"], true),
            (vec!["192.0.2.1:55555"], true),
            (vec![" 192.0.2.1 "], true),
            (vec!["::ffff:192.0.2.1"], true),
            // What the client has written itself stands further to the left, or in a header before that of the proxy.
            (vec!["192.0.2.1, 203.0.113.1"], false),
            (vec!["192.0.2.1", "203.0.113.1"], false),
            (vec!["192.0.2.1", ""], false),
            (vec!["192.0.2.1,"], false),
            (vec!["unknown"], false),
            (vec![], false),
        ] {
            let call =
                forwarded.iter().fold(claim(&user), |call, value| call.header(header, value));
            let reply = call.send().await;
            assert_eq!(reply.status, if allowed { 200 } else { 403 }, "{forwarded:?}");
        }
    })
    .await;
}
