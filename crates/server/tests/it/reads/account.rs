//! `/me` and `/auth`.

use expect_test::expect;
use perennial_testkit::{Holding, User, each_app, pretty, request};
use serde_json::json;

#[tokio::test]
async fn the_account() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        expect![[r#"
            {
              "address": "2 rue Kellermann",
              "area": null,
              "birthCity": null,
              "birthDay": null,
              "city": "Roubaix",
              "companyNationalIdentificationNumber": null,
              "complementaryAddress": null,
              "corporationType": null,
              "country": "FR",
              "currency": {
                "code": "EUR",
                "symbol": "€"
              },
              "customerCode": null,
              "email": "alice@example.com",
              "fax": null,
              "firstname": "alice",
              "italianSDI": null,
              "kycValidated": null,
              "language": "fr_FR",
              "legalform": "individual",
              "name": "Martin",
              "nationalIdentificationNumber": null,
              "nichandle": "alice-ovh",
              "organisation": null,
              "ovhCompany": "ovh",
              "ovhSubsidiary": "FR",
              "phone": null,
              "phoneCountry": null,
              "phoneType": null,
              "purposeOfPurchase": null,
              "sex": null,
              "spareEmail": null,
              "state": "complete",
              "vat": null,
              "zip": "59100"
            }"#]]
        .assert_eq(&pretty(&alice.get("/me").await.ok()));
    })
    .await;
}

#[tokio::test]
async fn the_time_is_a_bare_number() {
    each_app(async |app| {
        let reply = app.request("GET", "/1.0/auth/time").send().await;
        assert_eq!((reply.status, reply.bytes.as_slice()), (200, &b"1795435200"[..]));
    })
    .await;
}

#[tokio::test]
async fn the_credential_in_use() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        expect![[r#"
            {
              "allowedIPs": null,
              "applicationId": 7163879021,
              "creation": "2026-11-23T13:00:00+01:00",
              "credentialId": 4996108741,
              "expiration": null,
              "lastUse": null,
              "ovhSupport": false,
              "rules": [
                {
                  "method": "GET",
                  "path": "/*"
                },
                {
                  "method": "POST",
                  "path": "/*"
                },
                {
                  "method": "PUT",
                  "path": "/*"
                },
                {
                  "method": "DELETE",
                  "path": "/*"
                }
              ],
              "status": "validated"
            }"#]]
        .assert_eq(&pretty(&alice.get("/auth/currentCredential").await.ok()));
        expect![[r#"
            {
              "account": "alice-ovh",
              "allowedRoutes": [
                {
                  "method": "GET",
                  "path": "/*"
                },
                {
                  "method": "POST",
                  "path": "/*"
                },
                {
                  "method": "PUT",
                  "path": "/*"
                },
                {
                  "method": "DELETE",
                  "path": "/*"
                }
              ],
              "description": null,
              "identities": [
                "urn:v1:eu:identity:account:alice-ovh"
              ],
              "method": "account",
              "roles": null,
              "user": null
            }"#]]
        .assert_eq(&pretty(&alice.get("/auth/details").await.ok()));
        // The last use is noted by the minute and recorded by the next pass.
        app.advance(jiff::SignedDuration::from_mins(5));
        assert_eq!(alice.get("/me").await.status, 200);
        app.engine.reconcile().await;
        let used = alice.get("/auth/currentCredential").await.ok();
        assert_eq!(used["lastUse"], "2026-11-23T13:05:00+01:00");
        let end = app.engine.credential_end(Some(jiff::SignedDuration::from_hours(24)));
        let asked = request(&[("GET", "/auth/*"), ("PUT", "/service/*")], &["192.0.2.0/24"]);
        let bounded = User::with_request(app, alice.account, &asked, end).await;
        let call = bounded.request("GET", "/1.0/auth/currentCredential").from_address("192.0.2.1");
        expect![[r#"
            {
              "allowedIPs": [
                "192.0.2.0/24"
              ],
              "applicationId": 6526826207,
              "creation": "2026-11-23T13:05:00+01:00",
              "credentialId": 2320175808,
              "expiration": "2026-11-24T13:05:00+01:00",
              "lastUse": null,
              "ovhSupport": false,
              "rules": [
                {
                  "method": "GET",
                  "path": "/auth/*"
                },
                {
                  "method": "PUT",
                  "path": "/service/*"
                }
              ],
              "status": "validated"
            }"#]]
        .assert_eq(&pretty(&call.send().await.ok()));
    })
    .await;
}

#[tokio::test]
async fn a_credential_is_asked_for() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({
            "accessRules": [{"method": "GET", "path": "/me"}],
            "redirection": "https://example.com/done",
            "allowedIPs": null,
        });
        let call = app.request("POST", "/1.0/auth/credential").json(&body);
        let new = call.header("x-ovh-application", &alice.credentials.application_key).send().await;
        expect![[r#"
            {
              "consumerKey": "kpFmVDN1c34zf8wMsODFtnj9Tv2lZDNY",
              "state": "pendingValidation",
              "validationUrl": "https://perennial.test/auth/?credentialToken=9e8123232a13eafaf25c5545bd55d685d8e2f99add628368c80743c6668f4dc0"
            }"#]].assert_eq(&pretty(&new.ok()));
    })
    .await;
}

#[tokio::test]
async fn logging_out_ends_the_credential_in_use_and_no_other() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let other = User::with_rules(app, alice.account, &[("GET", "/me")]).await;
        let reply = alice.request("POST", "/1.0/auth/logout").send().await;
        assert_eq!((reply.status, reply.bytes.as_slice()), (200, &b"null"[..]));
        assert_eq!(alice.get("/me").await.error_code(), Some("INVALID_CREDENTIAL"));
        assert_eq!(other.get("/me").await.status, 200);
        expect![[r#""credential.revoke credential 4996108741: ended""#]]
            .assert_eq(&pretty(&app.journal(alice.account).await.last()));
    })
    .await;
}
