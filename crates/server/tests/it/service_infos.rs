//! `PUT …/serviceInfos`: what clients send back, whole or in part, and what it comes to.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_core::service::StateKind;
use perennial_testkit::{Holding, Reply, User, each_app};
use serde_json::{Value, json};

use crate::support::{brief, refusal, user_with, vps};

const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);
const V2016: RenewMode = RenewMode::Automatic(AutomaticKind::V2016);
const FORCED: RenewMode = RenewMode::Automatic(AutomaticKind::ForcedProduct);
const INFOS: &str = "/vps/vps112233.ovh.net/serviceInfos";

/// How a service is renewed, in one line.
async fn shown(user: &User, id: i64) -> String {
    let infos = user.get(&format!("/vps/vps{id}.ovh.net/serviceInfos")).await.ok();
    let mut words = vec![infos["renewalType"].as_str().unwrap().to_owned()];
    words.extend(infos["renew"]["period"].as_i64().map(|months| format!("{months} months")));
    words.extend((infos["renew"]["deleteAtExpiration"] == true).then(|| "ends".to_owned()));
    words.join(", ")
}

fn told(reply: &Reply) -> Option<String> {
    if reply.status == 200 {
        assert_eq!(reply.bytes, b"null");
        return None;
    }
    Some(refusal(reply))
}

/// What becomes of a VPS for each way to renew it and each `renew` that is sent.
async fn outcomes(user: &User, cases: &[(RenewMode, Value)]) -> String {
    let mut text = String::new();
    for (id, (mode, renew)) in (1..).zip(cases) {
        let path = format!("/vps/vps{id}.ovh.net/serviceInfos");
        let reply = user.put(&path, json!({ "renew": renew })).await;
        let outcome = match told(&reply) {
            Some(refusal) => refusal,
            None => shown(user, id).await,
        };
        text += &format!("{} + {renew}\n  {outcome}\n", mode.code());
    }
    text
}

#[tokio::test]
async fn the_whole_answer_is_put_back_with_one_change() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let mut infos = alice.get(INFOS).await.ok();
        let again = app.unchanged(async || alice.put(INFOS, infos.clone()).await).await;
        assert_eq!(again.ok(), json!(null), "as it was read, it changes nothing");

        infos["renew"]["automatic"] = json!(false);
        infos["renew"]["manualPayment"] = json!(true);
        // The rest is not the holder's to write, and may be as old or as wrong as it likes.
        infos["status"] = json!("expired");
        infos["expiration"] = json!("1999-12-31");
        infos["serviceId"] = json!("one");
        infos["renewalType"] = json!("automaticV2012");
        infos["contactAdmin"] = json!(null);
        infos["possibleRenewPeriod"] = json!([7]);
        assert_eq!(alice.put(INFOS, infos.clone()).await.ok(), json!(null));
        let after = alice.get(INFOS).await.ok();
        assert_eq!(after["renewalType"], "manual");
        assert_eq!(after["renew"], infos["renew"]);
        assert_eq!(after["expiration"], "2027-01-31");
        let service = alice.get("/service/112233").await.ok();
        assert_eq!(
            brief(&service, &["renew.mode", "renew.dayOfMonth", "nextBillingDate"]),
            r#"mode="manual" dayOfMonth=null nextBillingDate=null"#
        );
        expect!["service.arrange service 112233: manual P1M instead of automaticV2012 P1M"]
            .assert_eq(app.journal(alice.account).await.last().unwrap());
        let again = app.unchanged(async || alice.put(INFOS, infos).await).await;
        assert_eq!(again.status, 200);
    })
    .await;
}

#[tokio::test]
async fn without_a_renewal_nothing_changes() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        for body in [
            json!({}),
            json!({"renew": null}),
            json!({"renew": {}}),
            json!({"renew": {"period": null, "manualPayment": null}}),
            json!({"renew": {"period": 0}}),
            json!({"renew": {"period": 1}}),
            json!({"domain": "another.ovh", "contactBilling": "mallory-ovh"}),
        ] {
            let reply = app.unchanged(async || alice.put(INFOS, body.clone()).await).await;
            assert_eq!((reply.status, reply.bytes.as_slice()), (200, &b"null"[..]), "{body}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_wish_comes_to_what_it_says() {
    each_app(async |app| {
        let manual = RenewMode::Manual;
        let cases = [
            (V2012, json!({"automatic": false, "manualPayment": true, "period": 1})),
            (V2012, json!({"automatic": false})),
            (V2012, json!({"automatic": false, "manualPayment": false, "period": 1})),
            (V2012, json!({"period": 12})),
            (V2012, json!({"automatic": true, "manualPayment": false, "deleteAtExpiration": true})),
            (manual, json!({"automatic": true, "manualPayment": false, "period": 3})),
            (manual, json!({"deleteAtExpiration": true})),
            (V2016, json!({"automatic": true, "deleteAtExpiration": true})),
            (V2016, json!({"automatic": false})),
            (FORCED, json!({"automatic": true, "forced": true, "period": 6})),
            (FORCED, json!({"manualPayment": true})),
            (V2012, json!({"forced": true})),
            (manual, json!({"automatic": true, "manualPayment": true})),
            (
                manual,
                json!({"automatic": true, "manualPayment": false, "deleteAtExpiration": true}),
            ),
            (V2012, json!({"period": 5})),
            (V2012, json!({"period": -1})),
            (V2012, json!({"period": 100_000})),
            (
                RenewMode::OneShot,
                json!({"automatic": false, "forced": true, "manualPayment": false, "period": null}),
            ),
            (RenewMode::OneShot, json!({"period": 12})),
            (RenewMode::Option, json!({"automatic": true})),
        ];
        let modes: Vec<RenewMode> = cases.iter().map(|(mode, _)| *mode).collect();
        let alice = app.add_user("alice", &vps(&modes, date(2027, 1, 31))).await;
        expect![[r#"
            automaticV2012 + {"automatic":false,"manualPayment":true,"period":1}
              manual, 1 months
            automaticV2012 + {"automatic":false}
              manual, 1 months
            automaticV2012 + {"automatic":false,"manualPayment":false,"period":1}
              manual, 1 months
            automaticV2012 + {"period":12}
              automaticV2012, 12 months
            automaticV2012 + {"automatic":true,"deleteAtExpiration":true,"manualPayment":false}
              manual, 1 months, ends
            manual + {"automatic":true,"manualPayment":false,"period":3}
              automaticV2012, 3 months
            manual + {"deleteAtExpiration":true}
              manual, 1 months, ends
            automaticV2016 + {"automatic":true,"deleteAtExpiration":true}
              automaticV2016, 1 months, ends
            automaticV2016 + {"automatic":false}
              400 automaticV2016 cannot be switched to manual renewal: let the service end with deleteAtExpiration, or terminate it
            automaticForcedProduct + {"automatic":true,"forced":true,"period":6}
              automaticForcedProduct, 6 months
            automaticForcedProduct + {"manualPayment":true}
              400 the renewal of this service is automaticForcedProduct and cannot be changed: it is part of the product
            automaticV2012 + {"forced":true}
              400 `forced` belongs to the product and cannot be changed: it is false
            manual + {"automatic":true,"manualPayment":true}
              400 automatic and manualPayment contradict each other: set one of them
            manual + {"automatic":true,"deleteAtExpiration":true,"manualPayment":false}
              400 a service cannot both be renewed automatically and end at its expiry: ask for one of them
            automaticV2012 + {"period":5}
              400 renew.period: the service cannot be renewed for 5 months; possibleRenewPeriod: 1, 3, 6, 12
            automaticV2012 + {"period":-1}
              400 renew.period: -1 months cannot be chosen; possibleRenewPeriod: 1, 3, 6, 12
            automaticV2012 + {"period":100000}
              400 renew.period: 100000 months cannot be chosen; possibleRenewPeriod: 1, 3, 6, 12
            oneShot + {"automatic":false,"forced":true,"manualPayment":false,"period":null}
              oneShot, 1 months
            oneShot + {"period":12}
              400 the renewal of this service is oneShot and cannot be changed: it was sold once
            option + {"automatic":true}
              400 the renewal of this service is option and cannot be changed: it follows the service that it is an option of
        "#]].assert_eq(&outcomes(&alice, &cases).await);
    })
    .await;
}

/// One program sends all of `renew`, with zeros for whatever it was not told.
#[tokio::test]
async fn zeros_that_were_filled_in_say_nothing() {
    each_app(async |app| {
        let filled = |change: &[(&str, Value)]| {
            let mut renew = json!({
                "automatic": false,
                "deleteAtExpiration": false,
                "forced": false,
                "manualPayment": false,
                "period": 0,
            });
            change.iter().for_each(|(name, value)| renew[*name] = value.clone());
            renew
        };
        let (yes, manual) = (json!(true), RenewMode::Manual);
        let cases = [
            (V2012, filled(&[])),
            (manual, filled(&[])),
            (V2016, filled(&[])),
            (FORCED, filled(&[])),
            (RenewMode::OneShot, filled(&[])),
            (V2012, filled(&[("manualPayment", yes.clone())])),
            (V2012, filled(&[("deleteAtExpiration", yes.clone())])),
            (manual, filled(&[("automatic", yes.clone())])),
            (FORCED, filled(&[("deleteAtExpiration", yes)])),
            (manual, filled(&[("period", json!(3))])),
            // With a period these are no zeros of a form any more: who is to renew it?
            (V2012, filled(&[("period", json!(3))])),
        ];
        let modes: Vec<RenewMode> = cases.iter().map(|(mode, _)| *mode).collect();
        let alice = app.add_user("alice", &vps(&modes, date(2027, 1, 31))).await;
        expect![[r#"
            automaticV2012 + {"automatic":false,"deleteAtExpiration":false,"forced":false,"manualPayment":false,"period":0}
              automaticV2012, 1 months
            manual + {"automatic":false,"deleteAtExpiration":false,"forced":false,"manualPayment":false,"period":0}
              manual, 1 months
            automaticV2016 + {"automatic":false,"deleteAtExpiration":false,"forced":false,"manualPayment":false,"period":0}
              automaticV2016, 1 months
            automaticForcedProduct + {"automatic":false,"deleteAtExpiration":false,"forced":false,"manualPayment":false,"period":0}
              automaticForcedProduct, 1 months
            oneShot + {"automatic":false,"deleteAtExpiration":false,"forced":false,"manualPayment":false,"period":0}
              oneShot, 1 months
            automaticV2012 + {"automatic":false,"deleteAtExpiration":false,"forced":false,"manualPayment":true,"period":0}
              manual, 1 months
            automaticV2012 + {"automatic":false,"deleteAtExpiration":true,"forced":false,"manualPayment":false,"period":0}
              manual, 1 months, ends
            manual + {"automatic":true,"deleteAtExpiration":false,"forced":false,"manualPayment":false,"period":0}
              automaticV2012, 1 months
            automaticForcedProduct + {"automatic":false,"deleteAtExpiration":true,"forced":false,"manualPayment":false,"period":0}
              automaticForcedProduct, 1 months, ends
            manual + {"automatic":false,"deleteAtExpiration":false,"forced":false,"manualPayment":false,"period":3}
              manual, 3 months
            automaticV2012 + {"automatic":false,"deleteAtExpiration":false,"forced":false,"manualPayment":false,"period":3}
              400 automatic and manualPayment are both false, and the period is to change: say who renews the service by setting one of them to true
        "#]].assert_eq(&outcomes(&alice, &cases).await);

        // An end is taken back by saying who renews the service instead.
        let path = "/vps/vps7.ovh.net/serviceInfos";
        assert_eq!(shown(&alice, 7).await, "manual, 1 months, ends");
        assert_eq!(alice.put(path, json!({"renew": filled(&[])})).await.status, 200);
        assert_eq!(shown(&alice, 7).await, "manual, 1 months, ends");
        let renew = filled(&[("automatic", json!(true))]);
        assert_eq!(alice.put(path, json!({ "renew": renew })).await.status, 200);
        assert_eq!(shown(&alice, 7).await, "automaticV2012, 1 months");
    })
    .await;
}

#[tokio::test]
async fn a_renewal_that_is_no_object_is_refused() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let mut told = Vec::new();
        for renew in [
            json!("{\"automatic\": true}"),
            json!([true, false, false, false, 1]),
            json!(true),
            json!({"automatic": "true"}),
            json!({"period": "P1M"}),
            json!({"automatik": true}),
        ] {
            let body = json!({ "renew": renew });
            told.push(refusal(&app.unchanged(async || alice.put(INFOS, body).await).await));
        }
        let body = json!({"renewal": {"automatic": true}});
        told.push(refusal(&app.unchanged(async || alice.put(INFOS, body).await).await));
        expect![[r#"
            400 renew: invalid type: string "{\"automatic\": true}", expected a JSON object (at line 1 column 32)
            400 renew: invalid type: list, expected a JSON object (at line 1 column 10)
            400 renew: invalid type: boolean `true`, expected a JSON object (at line 1 column 13)
            400 renew.automatic: invalid type: string "true", expected a boolean (at line 1 column 28)
            400 renew.period: invalid type: string "P1M", expected a whole number (at line 1 column 24)
            400 renew.automatik: unknown field `automatik`, expected one of `automatic`, `deleteAtExpiration`, `forced`, `manualPayment`, `period` (at line 1 column 21)
            400 renewal: unknown field `renewal`, expected one of `canDeleteAtExpiration`, `contactAdmin`, `contactBilling`, `contactTech`, `creation`, `domain`, `engagedUpTo`, `expiration`, `possibleRenewPeriod`, `renew`, `renewalType`, `serviceId`, `status` (at line 1 column 10)"#]].assert_eq(&told.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn what_binds_a_service_is_a_conflict() {
    each_app(async |app| {
        let mut holding = vps(&[V2012; 4], date(2027, 1, 31));
        holding.states = vec![
            (1, StateKind::InCreation),
            (2, StateKind::Unpaid),
            (3, StateKind::Suspended),
            (4, StateKind::Deleted),
        ];
        holding.services.push((
            5,
            "vps",
            "vps5.ovh.net".to_owned(),
            "vps-ssd-1",
            date(2027, 1, 31),
        ));
        let alice = user_with(app, "alice", &holding, |service| {
            if service.name.as_str() == "vps5.ovh.net" {
                service.engaged_until = Some(date(2027, 6, 30));
            }
        })
        .await;
        let mut told = Vec::new();
        for id in 1..=5 {
            let path = format!("/vps/vps{id}.ovh.net/serviceInfos");
            let infos = alice.get(&path).await.ok();
            let can = &infos["canDeleteAtExpiration"];
            // It is readable whatever it is, and can be put back as it was read.
            let back = app.unchanged(async || alice.put(&path, infos.clone()).await).await;
            assert_eq!(back.status, 200, "{id}");
            let body = json!({"renew": {"deleteAtExpiration": true}});
            let reply = app.unchanged(async || alice.put(&path, body).await).await;
            let class = reply.body["class"].as_str().unwrap();
            told.push(format!("{} {can}: {} {class}", infos["status"], refusal(&reply)));
        }
        expect![[r#"
            "inCreation" false: 409 this service is still being created: try again when it is delivered Client::Conflict
            "unPaid" false: 409 the renewal of this service is unpaid: pay it first Client::Conflict
            "expired" false: 460 This service is expired: it is out of service since 2026-11-23: renew it first Client::ServiceExpired
            "expired" false: 460 This service is expired: this service was deleted Client::ServiceExpired
            "ok" false: 409 the engagement lasts until 2027-06-30, beyond the expiry: the service can end with it (terminateAtEngagementDate) Client::Conflict"#]].assert_eq(&told.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn automatic_renewal_needs_something_to_debit() {
    each_app(async |app| {
        let mut holding = vps(&[RenewMode::Manual], date(2027, 1, 31));
        (holding.methods, holding.prepaid) = (Vec::new(), "");
        let alice = app.add_user("alice", &holding).await;
        let body = json!({"renew": {"automatic": true, "manualPayment": false}});
        let reply = alice.put("/vps/vps1.ovh.net/serviceInfos", body).await;
        expect!["400 automatic renewal needs something to debit: register a payment method, or credit the prepaid account"].assert_eq(&refusal(&reply));
    })
    .await;
}

#[tokio::test]
async fn an_end_with_the_engagement_survives_what_does_not_speak_of_it() {
    each_app(async |app| {
        let alice = user_with(app, "alice", &vps(&[V2012], date(2027, 1, 31)), |service| {
            service.engaged_until = Some(date(2027, 6, 30));
        })
        .await;
        let policy = json!({"terminationPolicy": "terminateAtEngagementDate"});
        assert_eq!(alice.put("/services/1", policy).await.ok(), json!(null));
        let infos = alice.get("/vps/vps1.ovh.net/serviceInfos").await.ok();
        assert_eq!(infos["renew"]["deleteAtExpiration"], false);
        let back = async || alice.put("/vps/vps1.ovh.net/serviceInfos", infos).await;
        assert_eq!(app.unchanged(back).await.status, 200);
        assert_eq!(alice.get("/service/1").await.ok()["renew"]["mode"], "deleteAtEndEngagement");
    })
    .await;
}
