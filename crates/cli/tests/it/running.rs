//! Administration beside a running server: it sees every change at its next request.

use perennial_api::model::{
    AccessRuleRequest, CredentialRequest, HttpMethod, PayWithRegisteredPaymentMean, RenewRequest,
    ReusablePaymentMean,
};
use perennial_client::{Client, Error};
use perennial_store::testing::each_database;
use serde_json::{Value, json};

use crate::admin::{Admin, create, number};
use crate::process::{Program, client};

const PRICES: &str = r#"
[[plans]]
code = "vps-1"
product = "vps"
name = "VPS 1"
prices.EUR.P1M = "PRICE"
"#;

const SERVICE: &str = r#"
[[accounts]]
nichandle = "ab1-ovh"

[[accounts.services]]
id = ID
product = "vps"
name = "vpsID.example.net"
plan = "vps-1"
createdOn = 2026-01-15
expiresOn = 2030-01-15
"#;

/// A client with the keys of an application, and with a consumer key if it has one.
fn client_of(endpoint: &Value, application: &Value, consumer_key: &str) -> Client {
    let mut keys = application.clone();
    keys["endpoint"] = endpoint["endpoint"].clone();
    keys["consumerKey"] = json!(consumer_key);
    client(&keys, None)
}

fn refusal(result: Result<impl std::fmt::Debug, Error>) -> (u16, String) {
    match result {
        Err(Error::Refused(refusal)) => {
            (refusal.status, refusal.body.error_code.clone().unwrap_or_default())
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn accounts_services_and_prices() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let serve = [&["serve", "--listen", "127.0.0.1:0"], &admin.place()[..]].concat();
        let (server, endpoint) = Program::serving(&serve).await;

        let application = create(&admin, "ab1-ovh").await;
        let id = number(&application["applicationId"]);
        let command = ["credential", "create", "--account", "ab1-ovh", "--application", &id];
        let made = admin.json(&[&command[..], &["--rule", "GET /*"]].concat()).await;
        let alice = client_of(&endpoint, &application, made["consumerKey"].as_str().unwrap());
        assert_eq!(alice.me().await.unwrap().nichandle, "ab1-ovh");
        assert_eq!(alice.services().await.unwrap(), [0; 0]);

        admin.import(&PRICES.replace("PRICE", "2.99")).await;
        for id in ["71", "72"] {
            admin.import(&SERVICE.replace("ID", id)).await;
            let services = alice.services().await.unwrap();
            assert_eq!(services.last().unwrap().to_string(), id);
        }
        for price in ["2.99", "3.49", "1.20"] {
            if price != "2.99" {
                admin.import(&PRICES.replace("PRICE", price)).await;
            }
            let strategies = alice.strategies(71, true).await.unwrap();
            assert_eq!(strategies[0].strategies[0].price.text, format!("{price} €"));
        }
        server.signal().await;
        assert_eq!(server.end().await.code, Some(0));
    })
    .await;
}

#[tokio::test]
async fn credentials_and_applications() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let application = create(&admin, "ab1-ovh").await;
        let serve = [&["serve", "--listen", "127.0.0.1:0"], &admin.place()[..]].concat();
        let (server, endpoint) = Program::serving(&serve).await;

        // A program asks, nobody has decided, and it is told so.
        let asking = client_of(&endpoint, &application, "none");
        let rule = AccessRuleRequest { method: HttpMethod::Get, path: "/me".to_owned() };
        let request =
            CredentialRequest { access_rules: vec![rule], allowed_ips: None, redirection: None };
        let pending = asking.request_credential(&request).await.unwrap();
        let alice = client_of(&endpoint, &application, &pending.consumer_key);
        assert_eq!(refusal(alice.me().await), (403, "INVALID_CREDENTIAL".to_owned()));

        // The operator gives it to an account: at the next request it is good.
        let shown = admin.json(&["credential", "show", "--token", &pending.validation_url]).await;
        assert_eq!(shown["status"], "pendingValidation");
        let token = ["credential", "validate", "--token", &pending.validation_url];
        admin.json(&[&token[..], &["--account", "ab1-ovh"]].concat()).await;
        assert_eq!(alice.me().await.unwrap().nichandle, "ab1-ovh");

        // And takes it away: at the next request it is not.
        let id = number(&shown["credentialId"]);
        admin.json(&["credential", "revoke", &id]).await;
        assert_eq!(refusal(alice.me().await), (403, "INVALID_CREDENTIAL".to_owned()));

        // The same with all credentials of an application.
        let id = number(&application["applicationId"]);
        let command = ["credential", "create", "--account", "ab1-ovh", "--application", &id];
        let made = admin.json(&[&command[..], &["--rule", "GET /*"]].concat()).await;
        let alice = client_of(&endpoint, &application, made["consumerKey"].as_str().unwrap());
        assert_eq!(alice.me().await.unwrap().nichandle, "ab1-ovh");
        admin.json(&["application", "revoke", &id]).await;
        assert_eq!(refusal(alice.me().await), (403, "INVALID_KEY".to_owned()));

        server.signal().await;
        assert_eq!(server.end().await.code, Some(0));
        // When it ends, the server has recorded when its credentials were used.
        let list = admin.json(&["credential", "list", "--all"]).await;
        assert!(list.as_array().unwrap().iter().all(|one| one["lastUsedAt"].is_string()), "{list}");
        assert!(admin.json(&["audit"]).await["violations"].as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_audit_beside_a_server_that_is_at_work() {
    each_database(async |database| {
        let admin = Admin::of(database);
        let application = create(&admin, "ab1-ovh").await;
        admin.import(&PRICES.replace("PRICE", "0")).await;
        admin.import(&SERVICE.replace("ID", "71")).await;
        let id = number(&application["applicationId"]);
        let command = ["credential", "create", "--account", "ab1-ovh", "--application", &id];
        let made = admin.json(&[&command[..], &["--rule", "* /*"]].concat()).await;
        let serve = [&["serve", "--listen", "127.0.0.1:0"], &admin.place()[..]].concat();
        let (server, endpoint) = Program::serving(&serve).await;
        let alice = client_of(&endpoint, &application, made["consumerKey"].as_str().unwrap());

        // Orders and payments, one after the other, as long as audits are made.
        let (stop, mut stopped) = tokio::sync::watch::channel(false);
        let renewals = tokio::spawn(async move {
            let mut count = 0;
            while !*stopped.borrow_and_update() && count < 60 {
                let request = RenewRequest {
                    dry_run: None,
                    duration: "P1M".parse().unwrap(),
                    services: vec![71],
                };
                let order = alice.renew(71, &request).await.unwrap();
                let mean = PayWithRegisteredPaymentMean {
                    payment_mean: ReusablePaymentMean::FidelityAccount,
                    payment_mean_id: None,
                };
                alice.pay_with_registered_mean(order.order_id, &mean).await.unwrap();
                count += 1;
            }
            count
        });
        for _ in 0..5 {
            assert_eq!(admin.json(&["audit"]).await["violations"], json!([]));
        }
        stop.send_replace(true);
        assert!(renewals.await.unwrap() > 0);
        server.signal().await;
        assert_eq!(server.end().await.code, Some(0));
    })
    .await;
}
