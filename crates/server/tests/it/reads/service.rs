//! `/service`: services, their renewal, their names.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::link::LinkKind;
use perennial_testkit::{Holding, each_app, pretty};
use serde_json::json;

use super::{order, pay};

#[tokio::test]
async fn services_are_listed_and_read() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let bob = app.add_user("bob", &Holding::default()).await;
        assert_eq!(alice.get("/service").await.ok(), json!([12345, 67890, 112_233, 112_234]));
        assert_eq!(bob.get("/service").await.ok(), json!([]));
        expect![[r#"
            {
              "creationDate": "2020-01-15",
              "details": [],
              "engagementDate": null,
              "expirationDate": "2027-01-15",
              "nextBillingDate": "2027-01-01",
              "plan": {
                "code": "perso2014",
                "product": {
                  "name": "Hosting Perso 2014"
                }
              },
              "quantity": 1,
              "renew": {
                "dayOfMonth": 1,
                "interval": "P1Y",
                "mode": "automaticV2012",
                "possibleIntervals": [
                  "P1Y"
                ],
                "possibleModes": [
                  "automaticV2012",
                  "manual",
                  "deleteAtExpiration"
                ]
              },
              "resource": {
                "displayName": "mypersonaldomain.ovh",
                "name": "mypersonaldomain.ovh",
                "state": "ok"
              },
              "route": {
                "path": "/hosting/web/{serviceName}",
                "url": "/hosting/web/mypersonaldomain.ovh",
                "vars": [
                  {
                    "key": "serviceName",
                    "value": "mypersonaldomain.ovh"
                  }
                ]
              },
              "state": "ok"
            }"#]]
        .assert_eq(&pretty(&alice.get("/service/67890").await.ok()));
        // An option is renewed with its parent.
        expect![[r#"
            {
              "dayOfMonth": 1,
              "interval": "P1M",
              "mode": "option",
              "possibleIntervals": [
                "P1M",
                "P3M"
              ],
              "possibleModes": [
                "option"
              ]
            }"#]]
        .assert_eq(&pretty(&alice.get("/service/112234").await.ok()["renew"]));
    })
    .await;
}

#[tokio::test]
async fn ways_to_renew_with_and_without_options() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let without = alice.get("/service/112233/renew").await.ok();
        assert_eq!(alice.get("/service/112233/renew?includeOptions=false").await.ok(), without);
        let brief = |descriptions: &serde_json::Value| {
            let mut text = String::new();
            for description in descriptions.as_array().unwrap() {
                text += &format!("{}\n", description["renewPeriod"]);
                for strategy in description["strategies"].as_array().unwrap() {
                    text += &format!("  {} {}\n", strategy["price"]["text"], strategy["services"]);
                }
            }
            text
        };
        expect![[r#"
            "P1M"
              "2.99 €" [112233]
            "P3M"
              "8.97 €" [112233]
            "P6M"
              "17.94 €" [112233]
            "P1Y"
              "35.88 €" [112233]
        "#]]
        .assert_eq(&brief(&without));
        let with = alice.get("/service/112233/renew?includeOptions=true").await.ok();
        expect![[r#"
            "P1M"
              "2.99 €" [112233]
              "4.49 €" [112234,112233]
            "P3M"
              "8.97 €" [112233]
              "13.47 €" [112234,112233]
            "P6M"
              "17.94 €" [112233]
            "P1Y"
              "35.88 €" [112233]
        "#]]
        .assert_eq(&brief(&with));
        // Asked for itself, an option is no option to leave out; it needs its parent.
        expect![[r#"
            "P1M"
              "4.49 €" [112233,112234]
            "P3M"
              "13.47 €" [112233,112234]
        "#]]
        .assert_eq(&brief(&alice.get("/service/112234/renew").await.ok()));
        expect![[r#"
            "P1Y"
              "35.88 €" [67890]
              "37.87 €" [12345,67890]
        "#]]
        .assert_eq(&brief(&alice.get("/service/67890/renew").await.ok()));
    })
    .await;
}

#[tokio::test]
async fn an_empty_list_of_services_is_the_service_of_the_path() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let renew = async |services, duration| {
            let body = json!({"duration": duration, "services": services});
            alice.post("/service/12345/renew", body).await.ok()
        };
        let first = renew(json!([]), "P1Y").await;
        assert_eq!(first["priceWithoutTax"]["text"], "1.99 €");
        // The same again, in other words, is the same order.
        assert_eq!(renew(json!([12345]), "P1Y").await, first);
        assert_eq!(renew(json!([]), "P12M").await, first);
        assert_ne!(renew(json!([]), "P2Y").await["orderId"], first["orderId"]);
        let both = renew(json!([12345, 67890]), "P1Y").await;
        assert_eq!(renew(json!([67890, 12345]), "P1Y").await, both);
        assert_eq!(alice.get("/me/order").await.ok().as_array().unwrap().len(), 3);
        app.advance(jiff::SignedDuration::from_hours(24));
        assert_ne!(renew(json!([]), "P1Y").await["orderId"], first["orderId"], "it has lapsed");
    })
    .await;
}

#[tokio::test]
async fn a_service_that_has_expired_says_so_everywhere() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.services.truncate(2);
        holding.links.truncate(1);
        holding.services.push((7, "vps", "old.example".to_owned(), "vps-ssd-1", date(2026, 11, 1)));
        let alice = app.add_user("alice", &holding).await;
        let service = alice.get("/service/7").await.ok();
        assert_eq!(
            (&service["state"], &service["expirationDate"]),
            (&json!("expired"), &json!("2026-11-01"))
        );
        let infos = alice.get("/vps/old.example/serviceInfos").await.ok();
        assert_eq!(
            (&infos["status"], &infos["expiration"]),
            (&json!("expired"), &json!("2026-11-01"))
        );
        // It can be renewed all the same, from its old expiry.
        let id = order(&alice, 7, "P3M").await;
        pay(&alice, &id).await;
        let service = alice.get("/service/7").await.ok();
        assert_eq!(
            (&service["state"], &service["expirationDate"]),
            (&json!("ok"), &json!("2027-02-01"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_name_that_was_given_is_shown_and_not_that_of_the_resource() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let body = json!({"resource": {"displayName": "Été <b>1</b>"}});
        let reply = alice.put("/service/112233", body).await;
        assert_eq!((reply.status, reply.bytes.as_slice()), (200, &b"null"[..]));
        expect![[r#"
            {
              "displayName": "Été <b>1</b>",
              "name": "vps112233.ovh.net",
              "state": "ok"
            }"#]]
        .assert_eq(&pretty(&alice.get("/service/112233").await.ok()["resource"]));
        assert_eq!(alice.get("/vps").await.ok(), json!(["vps112233-backup", "vps112233.ovh.net"]));
        let body = json!({"resource": {"displayName": "Été <b>1</b>"}});
        let again = app.unchanged(async || alice.put("/service/112233", body).await).await;
        assert_eq!(again.ok(), json!(null), "the same name again changes nothing");
        expect![[r#""service.rename service 112233: Été <b>1</b>""#]]
            .assert_eq(&pretty(&app.journal(alice.account).await.last()));
    })
    .await;
}

#[tokio::test]
async fn an_account_can_link_hosting_and_domain_of_one_name() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.links = vec![(1, 0, LinkKind::HostingOfDomain)];
        let alice = app.add_user("alice", &holding).await;
        let sets = |descriptions: serde_json::Value| {
            let strategies = descriptions[0]["strategies"].as_array().unwrap().clone();
            strategies.iter().map(|one| one["services"].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            sets(alice.get("/service/67890/renew").await.ok()),
            ["[67890]", "[12345,67890]"]
        );
        assert_eq!(
            sets(alice.get("/service/12345/renew").await.ok()),
            ["[12345]", "[67890,12345]"]
        );
    })
    .await;
}
