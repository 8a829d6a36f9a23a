//! Keys that are wrong, rules that are missing, servers that are not there.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::{Json, Router};
use expect_test::expect;
use perennial_testkit::{Holding, TestApp};
use serde_json::json;
use tokio::net::TcpListener;

use super::shop::{Shop, each_guide};

#[tokio::test]
async fn keys_that_are_wrong_are_not_allowed_and_told_apart() {
    each_guide(async |shop| {
        for (name, expected) in [
            (
                "OVH_APPLICATION_KEY",
                expect![[r#"
                error: GET /service: This application key is invalid (query id …)
                  check application_key, and that it was made for this endpoint
                exit code 4
            "#]],
            ),
            (
                "OVH_APPLICATION_SECRET",
                expect![[r#"
                error: GET /service: Invalid signature (query id …)
                  check that application_secret and consumer_key belong to application_key
                exit code 4
            "#]],
            ),
            (
                "OVH_CONSUMER_KEY",
                expect![[r#"
                error: GET /service: This credential does not exist (query id …)
                  check consumer_key, or ask for a new one with POST /auth/credential
                exit code 4
            "#]],
            ),
        ] {
            let mut command = shop.command(&["services"]);
            let told = shop.told(command.env(name, "wrongwrongwrongw")).await;
            expected.assert_eq(&without_query_id(&told));
        }
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_is_missing_is_named() {
    each_guide(async |shop| {
        let reader = shop.with_rules(&[("GET", "/*")]).await;
        let mut command = shop.command(&["renew", "112233", "--period", "P1M", "--yes"]);
        command.envs(reader);
        expect![[r#"
            error: POST /service/112233/renew: This call has not been granted: no rule of the credential covers POST /service/112233/renew (query id …)
              ask for a consumer key with a rule for POST /service/112233/renew
            exit code 4
        "#]].assert_eq(&without_query_id(&shop.told(&mut command).await));
        assert!(shop.orders().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_credential_that_may_not_look_at_payment_methods_may_still_pay() {
    each_guide(async |shop| {
        let payer = shop.with_rules(&[("GET", "/me/order/*"), ("POST", "/me/order/*")]).await;
        let body = json!({"duration": "P1M", "services": [112_233]});
        let order =
            shop.alice.post("/service/112233/renew", body).await.ok()["orderId"].to_string();
        let pay = async |with| {
            let mut command = shop.command(&["pay", &order, "--with", with, "--yes"]);
            without_query_id(&shop.told(command.envs(payer.clone())).await)
        };
        for (with, expected) in [
            ("paypal", expect![[r#"
                error: GET /me/payment/method: This call has not been granted: no rule of the credential covers GET /me/payment/method (query id …)
                  ask for a consumer key with a rule for GET /me/payment/method
                exit code 4
            "#]]),
            ("paypal:9", expect![[r#"
                error: paymentMeanId 9 not found; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
                exit code 3
            "#]]),
            ("bankAccount:1", expect![[r#"
                error: This order can't be paid with 'bankAccount'; accepted here: paypal (paymentMeanId 1234, paymentMethodId 5001), creditCard (paymentMeanId 4321, paymentMethodId 5002), ovhAccount, fidelityAccount
                exit code 3
            "#]]),
            ("paypal:1234", expect![[r#"
                Order 7091314438 is paid with paypal 1234.
                Bill FR00000001.
            "#]]),
        ] {
            expected.assert_eq(&pay(with).await);
        }
    })
    .await;
}

/// What comes of a command when the server answers one of its calls with this.
async fn answered(call: &'static str, status: u16, line: &[&str]) -> String {
    let app = TestApp::new().await;
    let answer = move |request: Request, next: Next| async move {
        if format!("{} {}", request.method(), request.uri().path()) != call {
            return next.run(request).await;
        }
        let body = Json(json!({"message": "Not \u{1b}[2Jnow"}));
        (StatusCode::from_u16(status).unwrap(), [(RETRY_AFTER, "3600")], body).into_response()
    };
    let wrap = |router: Router| router.layer(from_fn(answer));
    Shop::open(&app, &Holding::guide(), wrap).await.run(line).await
}

#[tokio::test]
async fn each_failure_of_a_read_has_its_exit_code() {
    for (status, expected) in [
        (
            401,
            expect![[r#"
            error: GET /service: Not  [2Jnow
            exit code 4
        "#]],
        ),
        (
            403,
            expect![[r#"
            error: GET /service: Not  [2Jnow
            exit code 4
        "#]],
        ),
        (
            429,
            expect![[r#"
            error: GET /service: Not  [2Jnow
              call again after 3600 s
            exit code 1
        "#]],
        ),
        (
            460,
            expect![[r#"
            error: Not  [2Jnow
            exit code 3
        "#]],
        ),
        (
            500,
            expect![[r#"
            error: GET /service failed at the server (HTTP 500): Not  [2Jnow
            exit code 1
        "#]],
        ),
    ] {
        let told = answered("GET /1.0/service", status, &["services"]).await;
        expected.assert_eq(&told);
    }
}

#[tokio::test]
async fn an_order_is_in_doubt_when_the_server_fails_over_it() {
    for (status, expected) in [
        (
            409,
            expect![[r#"
            error: Not  [2Jnow
            exit code 3
        "#]],
        ),
        (
            500,
            expect![[r#"
            error: POST /service/112233/renew failed at the server (HTTP 500): Not  [2Jnow; it may have been carried out all the same: look before you repeat it
              `perennial orders` shows whether there is an order; at a Perennial server the same command with --idempotency-key … does it once
            exit code 5
        "#]],
        ),
    ] {
        let line = ["renew", "112233", "--period", "P1M", "--yes"];
        let told = answered("POST /1.0/service/112233/renew", status, &line).await;
        expected.assert_eq(&without_key(&told));
    }
}

/// Keys that the program makes are new each time.
fn without_key(told: &str) -> String {
    match told.split_once("--idempotency-key cli-") {
        Some((before, after)) => {
            let (_, after) = after.split_at(32);
            format!("{before}--idempotency-key …{after}")
        }
        None => told.to_owned(),
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_failure_of_the_surroundings() {
    each_guide(async |shop| {
        let address = {
            let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
            taken.local_addr().unwrap()
        };
        let endpoint = format!("http://{address}/1.0");
        let told = shop.run(&["services", "--endpoint", &endpoint, "--output", "json"]).await;
        let failure: serde_json::Value = serde_json::from_str(told.lines().next().unwrap()).unwrap();
        assert_eq!(failure["exitCode"], 1);
        let error = failure["error"].as_str().unwrap().replace(&address.to_string(), "ADDRESS");
        expect!["GET /auth/time was not sent: cannot connect to http://ADDRESS; check the address and the network (Connection refused (os error 111))"].assert_eq(&error);
        assert!(told.ends_with("exit code 1\n"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn arguments_that_are_wrong_are_told_by_their_names() {
    each_guide(async |shop| {
        let line = ["services", "--expiring-within", "soon"];
        expect![[r#"
            error: invalid value 'soon' for '--expiring-within <DAYS|PERIOD>': write a number of days such as 30, or a period such as P1M or P2W

            For more information, try '--help'.
            exit code 2
        "#]].assert_eq(&shop.run(&line).await);
        let line = ["pay", "1", "--with", "card"];
        expect![[r#"
            error: invalid value 'card' for '--with <MEAN>': write the id of a payment method, a kind with its id such as paypal:1234, or one of default, prepaid, fidelity

            For more information, try '--help'.
            exit code 2
        "#]].assert_eq(&shop.run(&line).await);
        let line = ["orders", "--from", "yesterday"];
        expect![[r#"
            error: invalid value 'yesterday' for '--from <DATE>': write a day such as 2026-11-23

            For more information, try '--help'.
            exit code 2
        "#]].assert_eq(&shop.run(&line).await);
        let line = ["renew", "112233", "--period", "P1M", "--dry-run", "--yes"];
        expect![[r#"
            error: the argument '--dry-run' cannot be used with '--yes'

            Usage: perennial renew --period <PERIOD> --dry-run <SERVICE>...

            For more information, try '--help'.
            exit code 2
        "#]].assert_eq(&shop.run(&line).await);
    })
    .await;
}

/// Ids of calls are drawn for each call, also for those that ask for the time.
fn without_query_id(told: &str) -> String {
    match told.split_once(" (query id ") {
        Some((before, after)) => {
            let (_, after) = after.split_once(')').unwrap();
            format!("{before} (query id …){after}")
        }
        None => told.to_owned(),
    }
}
