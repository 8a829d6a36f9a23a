//! Any call of the API: what it answers, and what is wrong with one that is not made.

use std::process::Stdio;

use expect_test::expect;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use super::shop::each_guide;

#[tokio::test]
async fn what_the_api_answers_is_printed() {
    each_guide(async |shop| {
        let told = shop.run(&["call", "GET", "/service/12345/renew?includeOptions=false"]).await;
        assert!(told.starts_with("[\n  {\n    \"renewPeriod\""), "{told}");
        assert_eq!(shop.json(&["call", "get", "/me"]).await["nichandle"], "alice-ovh");

        let body = json!({"resource": {"displayName": "Zürich – \"東京\""}}).to_string();
        let told = shop.run(&["call", "PUT", "/service/12345", "--data", &body]).await;
        assert_eq!(told, "null\n");
        let service = shop.json(&["call", "GET", "/service/12345"]).await;
        assert_eq!(service["resource"]["displayName"], "Zürich – \"東京\"");

        let renew = json!({"duration": "P1Y", "services": []}).to_string();
        let keyed =
            ["call", "POST", "/service/12345/renew", "-d", &renew, "--idempotency-key", "a"];
        let order = shop.json(&keyed).await["orderId"].clone();
        assert_eq!(shop.json(&keyed).await["orderId"], order);
        assert_eq!(shop.orders().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_body_is_read_from_standard_input() {
    each_guide(async |shop| {
        let mut command = shop.command(&["call", "PUT", "/me", "--data", "-"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"{\"city\": \"Turku\"}").await.unwrap();
        assert!(child.wait_with_output().await.unwrap().status.success());
        assert_eq!(shop.alice.get("/me").await.ok()["city"], "Turku");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    each_guide(async |shop| {
        for (arguments, expected) in [
            (
                &["call", "GET", "/service/1"][..],
                expect![[r#"
                    error: This service does not exist
                    exit code 3
                "#]],
            ),
            (
                &["call", "POST", "/me", "--data", "{"],
                expect![[r#"
                    error: --data is not JSON: EOF while parsing an object at line 1 column 1
                      write an object such as '{"dryRun":true}'; - reads it from standard input
                    exit code 2
                "#]],
            ),
        ] {
            expected.assert_eq(&shop.run(arguments).await);
        }
        let told = shop.run(&["call", "PATCH", "/me"]).await;
        assert!(told.contains("use GET, POST, PUT or DELETE") && told.ends_with("exit code 2\n"));
    })
    .await;
}
