//! `/services`: services in the newer form.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_testkit::{Holding, User, each_app, pretty};
use serde_json::{Value, json};

use crate::support::{brief, name, refusal, user_with, vps};

const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);

/// What the newer form says of the renewal of a service, in one line.
async fn renewal(user: &User, id: i64) -> String {
    let service = user.get(&format!("/services/{id}")).await.ok();
    let fields = [
        "lifecycle.current.state",
        "lifecycle.current.pendingActions",
        "lifecycle.current.terminationDate",
        "renew.current.mode",
        "renew.current.period",
        "nextBillingDate",
    ];
    brief(&service["billing"], &fields)
}

#[tokio::test]
async fn a_service_in_the_newer_form() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        expect![[r#"
            {
              "billing": {
                "engagement": null,
                "engagementRequest": null,
                "expirationDate": "2027-01-31T00:00:00+01:00",
                "group": null,
                "lifecycle": {
                  "capacities": {
                    "actions": [
                      "earlyRenewal",
                      "terminate",
                      "terminateAtExpirationDate"
                    ]
                  },
                  "current": {
                    "creationDate": "2020-01-15T00:00:00+01:00",
                    "pendingActions": [],
                    "state": "active",
                    "terminationDate": null
                  }
                },
                "nextBillingDate": "2027-01-01T00:00:00+01:00",
                "plan": {
                  "code": "vps-ssd-1",
                  "invoiceName": "VPS SSD 1"
                },
                "pricing": {
                  "capacities": [
                    "renew"
                  ],
                  "description": "renewal for 1 month",
                  "duration": "P1M",
                  "engagementConfiguration": null,
                  "interval": 1,
                  "maximumQuantity": null,
                  "maximumRepeat": null,
                  "minimumQuantity": 1,
                  "minimumRepeat": 1,
                  "price": {
                    "currencyCode": "EUR",
                    "priceInUcents": 299000000,
                    "text": "2.99 €",
                    "value": 2.99
                  },
                  "priceInUcents": 299000000,
                  "pricingMode": "default",
                  "pricingType": "rental"
                },
                "renew": {
                  "capacities": {
                    "mode": [
                      "automatic",
                      "manual"
                    ]
                  },
                  "current": {
                    "mode": "automatic",
                    "nextDate": "2027-01-01T00:00:00+01:00",
                    "period": "P1M"
                  }
                }
              },
              "customer": {
                "contacts": [
                  {
                    "customerCode": "alice-ovh",
                    "type": "administrator"
                  },
                  {
                    "customerCode": "alice-ovh",
                    "type": "billing"
                  },
                  {
                    "customerCode": "alice-ovh",
                    "type": "technical"
                  }
                ]
              },
              "parentServiceId": null,
              "resource": {
                "displayName": "vps112233.ovh.net",
                "name": "vps112233.ovh.net",
                "product": {
                  "description": "VPS SSD 1",
                  "name": "vps-ssd-1"
                },
                "resellingProvider": null,
                "state": "active"
              },
              "route": {
                "path": "/vps/{serviceName}",
                "url": "/vps/vps112233.ovh.net",
                "vars": [
                  {
                    "key": "serviceName",
                    "value": "vps112233.ovh.net"
                  }
                ]
              },
              "serviceId": 112233,
              "tags": []
            }"#]].assert_eq(&pretty(&alice.get("/services/112233").await.ok()));
        // An option follows its parent.
        let option = alice.get("/services/112234").await.ok();
        let fields = ["parentServiceId", "billing.renew", "billing.lifecycle.capacities.actions"];
        expect![[r#"parentServiceId=112233 renew={"capacities":{"mode":[]},"current":{"mode":"automatic","nextDate":"2027-01-01T00:00:00+01:00","period":"P1M"}} actions=["earlyRenewal","terminate","terminateAtExpirationDate"]"#]].assert_eq(&brief(&option, &fields));
    })
    .await;
}

#[tokio::test]
async fn what_lies_ahead_of_services() {
    each_app(async |app| {
        let forced = RenewMode::Automatic(AutomaticKind::ForcedProduct);
        let modes =
            [V2012, RenewMode::Manual, RenewMode::Manual, RenewMode::OneShot, forced, V2012];
        let alice = user_with(app, "alice", &vps(&modes, date(2027, 1, 31)), |service| {
            let expires_on = match service.name.as_str() {
                // It expires within a month.
                "vps3.ovh.net" => date(2026, 12, 20),
                // Its debit is overdue.
                "vps6.ovh.net" => date(2026, 11, 30),
                _ => return,
            };
            service.expiry = perennial_core::Expiry::anchored_on(expires_on);
        })
        .await;
        let mut text = String::new();
        for id in 1..=6 {
            let service = alice.get(&format!("/services/{id}")).await.ok();
            let capacities = &service["billing"]["renew"]["capacities"]["mode"];
            text += &format!("{id}: {} of {capacities}\n", renewal(&alice, id).await);
        }
        expect![[r#"
            1: state="active" pendingActions=[] terminationDate=null mode="automatic" period="P1M" nextBillingDate="2027-01-01T00:00:00+01:00" of ["automatic","manual"]
            2: state="active" pendingActions=[] terminationDate=null mode="manual" period="P1M" nextBillingDate=null of ["automatic","manual"]
            3: state="toRenew" pendingActions=[] terminationDate=null mode="manual" period="P1M" nextBillingDate=null of ["automatic","manual"]
            4: state="active" pendingActions=[] terminationDate=null mode=null period="P1M" nextBillingDate=null of []
            5: state="active" pendingActions=[] terminationDate=null mode="automatic" period="P1M" nextBillingDate="2027-01-01T00:00:00+01:00" of ["automatic"]
            6: state="toRenew" pendingActions=[] terminationDate=null mode="automatic" period="P1M" nextBillingDate="2026-11-30T00:00:00+01:00" of ["automatic","manual"]
        "#]].assert_eq(&text);
    })
    .await;
}

#[tokio::test]
async fn an_engagement_and_its_end() {
    each_app(async |app| {
        let alice = user_with(app, "alice", &vps(&[V2012], date(2027, 1, 31)), |service| {
            service.engaged_until = Some(date(2027, 3, 30));
        })
        .await;
        let shown = async || {
            let service = alice.get("/services/1").await.ok();
            let fields = ["engagement", "lifecycle.capacities.actions"];
            format!("{}\n{}", brief(&service["billing"], &fields), renewal(&alice, 1).await)
        };
        expect![[r#"
            engagement={"endDate":"2027-03-30","endRule":{"possibleStrategies":["CANCEL_SERVICE","STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE"],"strategy":"STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE"}} actions=["earlyRenewal","terminate","terminateAtEngagementDate"]
            state="active" pendingActions=[] terminationDate=null mode="automatic" period="P1M" nextBillingDate="2027-01-01T00:00:00+01:00""#]].assert_eq(&shown().await);
        let refused = alice.put("/services/1", json!({"renew": {"mode": "manual"}})).await;
        expect!["409 the engagement lasts until 2027-03-30, beyond the expiry: the service can end with it (terminateAtEngagementDate)"].assert_eq(&refusal(&refused));
        let policy = json!({"terminationPolicy": "terminateAtEngagementDate"});
        assert_eq!(alice.put("/services/1", policy).await.ok(), json!(null));
        expect![[r#"
            engagement={"endDate":"2027-03-30","endRule":{"possibleStrategies":["CANCEL_SERVICE","STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE"],"strategy":"CANCEL_SERVICE"}} actions=["earlyRenewal","terminateAtEngagementDate"]
            state="active" pendingActions=["terminateAtEngagementDate"] terminationDate="2027-03-31T00:00:00+02:00" mode="automatic" period="P1M" nextBillingDate="2027-01-01T00:00:00+01:00""#]].assert_eq(&shown().await);
        let empty = json!({"terminationPolicy": "empty"});
        assert_eq!(alice.put("/services/1", empty).await.ok(), json!(null));
        expect![[r#"state="active" pendingActions=[] terminationDate=null mode="automatic" period="P1M" nextBillingDate="2027-01-01T00:00:00+01:00""#]].assert_eq(&renewal(&alice, 1).await);
    })
    .await;
}

#[tokio::test]
async fn services_are_found_by_name_and_route_and_put_in_order() {
    each_app(async |app| {
        let alice = user_with(app, "alice", &Holding::guide(), |service| {
            if service.name.as_str() == "vps112233-backup" {
                service.display_name = Some(name("Always first"));
            }
        })
        .await;
        let list = async |query: &str| alice.get(&format!("/services{query}")).await.ok();
        let all = json!([12345, 67890, 112_233, 112_234]);
        assert_eq!(list("").await, all);
        assert_eq!(list("?orderBy=serviceId&sort=ASC").await, all);
        assert_eq!(list("?sort=DESC").await, json!([112_234, 112_233, 67890, 12345]));
        let by_expiry = json!([112_234, 112_233, 67890, 12345]);
        assert_eq!(list("?orderBy=billing.expirationDate&sort=DESC").await, by_expiry);
        let by_name = json!([112_234, 12345, 67890, 112_233]);
        assert_eq!(list("?orderBy=resource.displayName").await, by_name);
        assert_eq!(list("?resourceName=mypersonaldomain.ovh").await, json!([12345, 67890]));
        assert_eq!(list("?resourceName=mypersonaldomain").await, json!([]));
        let vps = json!([112_233, 112_234]);
        assert_eq!(list("?routes=%2Fvps%2F%7BserviceName%7D").await, vps);
        let two = "/hosting/web/%7BserviceName%7D,%20/domain/%7BserviceName%7D";
        assert_eq!(list(&format!("?routes={two}")).await, json!([12345, 67890]));
        let both = format!("?routes={two}&resourceName=mypersonaldomain.ovh&sort=DESC");
        assert_eq!(list(&both).await, json!([67890, 12345]));
        let wrong =
            [alice.get("/services?orderBy=price").await, alice.get("/services?sort=up").await];
        expect![[r#"
            400 orderBy: `price` is unknown; it can be serviceId, billing.expirationDate, billing.lifecycle.current.creationDate, resource.displayName, resource.name
            400 sort: `up` is unknown; it can be ASC, DESC"#]].assert_eq(&wrong.each_ref().map(refusal).join("\n"));
    })
    .await;
}

#[tokio::test]
async fn periods_are_months() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let periods =
            async |id| alice.get(&format!("/services/{id}/renewPeriodCapacities")).await.ok();
        assert_eq!(periods(112_233).await, json!(["P1M", "P3M", "P6M", "P12M"]));
        assert_eq!(periods(12345).await, json!(["P12M", "P24M"]));
    })
    .await;
}

#[tokio::test]
async fn name_renewal_and_end_are_changed_together_or_one_by_one() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let put = async |body: Value| alice.put("/services/112233", body).await;
        let body = json!({
            "displayName": "Mine",
            "renew": {"mode": "manual", "period": "P1Y"},
            "terminationPolicy": "terminateAtExpirationDate",
        });
        assert_eq!(put(body.clone()).await.ok(), json!(null));
        let service = alice.get("/services/112233").await.ok();
        assert_eq!(service["resource"]["displayName"], "Mine");
        expect![[r#"state="active" pendingActions=["terminateAtExpirationDate"] terminationDate="2027-01-31T00:00:00+01:00" mode="manual" period="P12M" nextBillingDate=null"#]].assert_eq(&renewal(&alice, 112_233).await);
        assert_eq!(app.unchanged(async || put(body).await).await.status, 200);
        let journal = app.journal(alice.account).await;
        expect![[r#"
            service.rename service 112233: Mine
            service.arrange service 112233: manual P1Y, deleteAtExpiration instead of automaticV2012 P1M"#]].assert_eq(&journal[journal.len() - 2..].join("\n"));

        for nothing in [
            json!({}),
            json!({"displayName": null, "renew": null, "terminationPolicy": null}),
            json!({"renew": {}}),
            json!({"renew": {"mode": null, "period": null}}),
        ] {
            assert_eq!(app.unchanged(async || put(nothing).await).await.status, 200);
        }
        let empty = json!({"terminationPolicy": "empty", "displayName": " "});
        assert_eq!(put(empty).await.ok(), json!(null));
        let back = json!({"renew": {"mode": "automatic", "period": "P3M"}});
        assert_eq!(put(back).await.ok(), json!(null));
        expect![[r#"state="active" pendingActions=[] terminationDate=null mode="automatic" period="P3M" nextBillingDate="2027-01-01T00:00:00+01:00""#]].assert_eq(&renewal(&alice, 112_233).await);
        let service = alice.get("/services/112233").await.ok();
        assert_eq!(service["resource"]["displayName"], "vps112233.ovh.net");
        // Options go along.
        let option = alice.get("/services/112234").await.ok();
        assert_eq!(option["billing"]["renew"]["current"]["mode"], "automatic");
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let mut told = Vec::new();
        for (id, body) in [
            (112_233, json!({"renew": {"mode": "sometimes"}})),
            (112_233, json!({"renew": {"mode": "automaticV2012"}})),
            (112_233, json!({"renew": {"period": "P2M"}})),
            (112_233, json!({"renew": {"period": "P2W"}})),
            (112_233, json!({"renew": {"period": "often"}})),
            (112_233, json!({"renew": {"period": 12}})),
            (112_233, json!({"renew": "automatic"})),
            (112_233, json!({"terminationPolicy": "now"})),
            (112_233, json!({"terminationPolicy": "terminateAtEngagementDate"})),
            (
                112_233,
                json!({"renew": {"mode": "automatic"}, "terminationPolicy": "terminateAtExpirationDate"}),
            ),
            (112_233, json!({"displayName": "a\u{0}b"})),
            (112_233, json!({"display": "Mine"})),
            (112_234, json!({"renew": {"mode": "manual"}})),
            (1, json!({"displayName": "Mine"})),
        ] {
            let path = format!("/services/{id}");
            told.push(refusal(&app.unchanged(async || alice.put(&path, body).await).await));
        }
        expect![[r#"
            400 renew.mode: `sometimes` is unknown; it can be automatic, manual
            400 renew.mode: `automaticV2012` is unknown; it can be automatic, manual
            400 renew.period: the service cannot be renewed for P2M; it can for P1M, P3M, P6M, P12M
            400 renew.period: `P2W` is not a renewal period: write whole months or years as P1M, P3M, P1Y, up to 120 months
            400 renew.period: not a duration; write it in ISO 8601, as in P1M, P3M or P1Y (at line 1 column 27)
            400 renew.period: invalid type: integer `12`, expected a string (at line 1 column 21)
            400 renew: invalid type: string "automatic", expected a JSON object (at line 1 column 20)
            400 terminationPolicy: `now` is unknown; it can be empty, terminateAtEngagementDate, terminateAtExpirationDate
            400 the service has no engagement to end with: use terminateAtExpirationDate
            400 a service cannot both be renewed automatically and end at its expiry: ask for one of them
            400 displayName: the text has a control character (U+0000)
            400 display: unknown field `display`, expected one of `displayName`, `renew`, `terminationPolicy` (at line 1 column 10)
            400 the renewal of this service is option and cannot be changed: it follows the service that it is an option of
            404 This service does not exist"#]].assert_eq(&told.join("\n"));
    })
    .await;
}
