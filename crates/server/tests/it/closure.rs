//! Taking services out of service for a while, and opening them again.

use expect_test::expect;
use jiff::SignedDuration;
use jiff::civil::date;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_core::service::StateKind;
use perennial_engine::gateway::sandbox::Order as Outcome;
use perennial_testkit::{Holding, Reply, User, each_app};
use serde_json::{Value, json};

use crate::support::{brief, live_until, refusal, vps};

const VPS: &str = "/vps/vps112233.ovh.net";

async fn post(user: &User, service: i64, what: &str) -> Reply {
    user.request("POST", &format!("/1.0/service/{service}/{what}")).send().await
}

/// What the API says of a VPS, in each place that says whether it runs.
async fn shown(user: &User) -> String {
    let infos = user.get(&format!("{VPS}/serviceInfos")).await.ok();
    let service = user.get("/service/112233").await.ok();
    let expanded = user.get("/services/112233").await.ok();
    let option = user.get("/service/112234").await.ok();
    let item = user.get(VPS).await.ok();
    let status = user.get(&format!("{VPS}/status")).await.ok();
    [
        ("serviceInfos", brief(&infos, &["status", "expiration"])),
        ("/service", brief(&service, &["state", "resource.state", "nextBillingDate"])),
        ("/services", brief(&expanded, &["billing.lifecycle.current.state", "resource.state"])),
        ("its option", brief(&option, &["state", "resource.state"])),
        ("/vps", brief(&item, &["state"])),
        ("status", brief(&status, &["ping"])),
    ]
    .map(|(place, told)| format!("{place}: {told}\n"))
    .concat()
}

#[tokio::test]
async fn a_suspended_service_is_stopped_and_is_open_again_as_it_was() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let before = shown(&alice).await;
        assert_eq!(post(&alice, 112_233, "suspend").await.ok(), json!(null));
        expect![[r#"
            serviceInfos: status="ok" expiration="2027-01-31"
            /service: state="ok" state="suspended" nextBillingDate="2027-01-01"
            /services: state="active" state="suspended"
            its option: state="ok" state="suspended"
            /vps: state="stopped"
            status: ping="down"
        "#]]
        .assert_eq(&shown(&alice).await);
        assert_eq!(post(&alice, 112_233, "reopen").await.ok(), json!(null));
        assert_eq!(shown(&alice).await, before);
    })
    .await;
}

#[tokio::test]
async fn every_line_says_that_it_is_suspended() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        let mut told = String::new();
        for (path, fields) in [
            ("/domain/mypersonaldomain.ovh", ["state", "suspensionState"].as_slice()),
            ("/hosting/web/mypersonaldomain.ovh", &["state"]),
            ("/dedicated/server/dedicated-server-1.example", &["state", "powerState"]),
        ] {
            let id = alice.get(&format!("{path}/serviceInfos")).await.ok()["serviceId"].as_i64();
            assert_eq!(post(&alice, id.unwrap(), "suspend").await.status, 200);
            told.push_str(&format!("{path}: {}\n", brief(&alice.get(path).await.ok(), fields)));
        }
        expect![[r#"
            /domain/mypersonaldomain.ovh: state="ok" suspensionState="suspended"
            /hosting/web/mypersonaldomain.ovh: state="bloqued"
            /dedicated/server/dedicated-server-1.example: state="ok" powerState="poweroff"
        "#]]
        .assert_eq(&told);
    })
    .await;
}

#[tokio::test]
async fn a_suspended_service_is_renewed_and_charged_and_owes_nothing_when_it_is_reopened() {
    each_app(async |app| {
        let automatic = RenewMode::Automatic(AutomaticKind::V2012);
        let alice = app.add_user("alice", &vps(&[automatic], date(2027, 1, 15))).await;
        assert_eq!(post(&alice, 1, "suspend").await.status, 200);
        live_until(app, date(2027, 1, 2)).await;
        let infos = alice.get("/vps/vps1.ovh.net/serviceInfos").await.ok();
        assert_eq!(
            brief(&infos, &["status", "expiration"]),
            r#"status="ok" expiration="2027-02-15""#
        );
        let paid = alice.get("/me/bill").await.ok();
        assert_eq!(paid.as_array().unwrap().len(), 1);
        // It can be renewed by hand as well.
        let body = json!({"duration": "P1M", "services": []});
        assert_eq!(alice.post("/service/1/renew", body).await.status, 200);
        let orders = alice.get("/me/order").await.ok();
        assert_eq!(post(&alice, 1, "reopen").await.status, 200);
        assert_eq!(alice.get("/me/order").await.ok(), orders, "nothing is left to be invoiced");
        assert_eq!(alice.get("/me/bill").await.ok(), paid);
        assert_eq!(alice.get("/service/1").await.ok()["resource"]["state"], "ok");
    })
    .await;
}

#[tokio::test]
async fn a_suspended_service_can_be_deleted_with_its_options() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let refused = app.unchanged(async || post(&alice, 112_233, "terminate").await).await;
        assert_eq!(
            refusal(&refused),
            "409 the service is not suspended, and only a suspended one is deleted by this call: suspend it first with \
             POST /service/112233/suspend, or ask for its end with POST /services/112233/terminate"
        );
        assert_eq!(post(&alice, 112_233, "suspend").await.status, 200);
        assert_eq!(post(&alice, 112_233, "terminate").await.ok(), json!(null));
        for id in [112_233, 112_234] {
            let service = alice.get(&format!("/service/{id}")).await.ok();
            assert_eq!(service["resource"]["state"], "deleted", "{id}");
            let told = refusal(&post(&alice, id, "reopen").await);
            assert_eq!(told, "460 This service is expired: this service was deleted");
        }
    })
    .await;
}

#[tokio::test]
async fn what_stays_as_it_is_says_why() {
    each_app(async |app| {
        let automatic = RenewMode::Automatic(AutomaticKind::V2012);
        let mut holding = vps(&[automatic, RenewMode::Manual, RenewMode::Manual], date(2027, 1, 15));
        holding.methods.iter_mut().for_each(|(_, _, _, outcomes)| {
            *outcomes = vec![Outcome::DeclineSoft; 20];
        });
        holding.prepaid = "";
        holding.states.push((2, StateKind::InCreation));
        holding.states.push((3, StateKind::Suspended));
        let alice = app.add_user("alice", &holding).await;
        let bob = app.add_user("bob", &Holding::guide()).await;
        live_until(app, date(2026, 11, 24)).await;
        let mut told = String::new();
        let mut tell = |what: &str, reply: &Reply| {
            told.push_str(&format!("{what}: {}\n", refusal(reply)));
        };
        tell("open", &app.unchanged(async || post(&bob, 112_233, "reopen").await).await);
        assert_eq!(post(&bob, 112_233, "suspend").await.status, 200);
        tell("suspended", &app.unchanged(async || post(&bob, 112_233, "suspend").await).await);
        tell("option", &app.unchanged(async || post(&bob, 112_234, "reopen").await).await);
        tell("its option", &app.unchanged(async || post(&bob, 112_234, "suspend").await).await);
        for what in ["suspend", "reopen"] {
            tell("in creation", &app.unchanged(async || post(&alice, 2, what).await).await);
            tell("expired", &app.unchanged(async || post(&alice, 3, what).await).await);
            tell("of bob", &app.unchanged(async || post(&alice, 112_233, what).await).await);
        }
        live_until(app, date(2027, 1, 2)).await;
        let order = alice.get("/me/order").await.ok()[0].to_string();
        tell("unpaid", &app.unchanged(async || post(&alice, 1, "suspend").await).await);
        expect![[r#"
            open: 409 this service is not suspended: there is nothing to reopen
            suspended: 409 this service is suspended already, since 2026-11-24: POST /service/112233/reopen opens it again
            option: 409 this service was suspended with service 112233, whose option it is: reopen that one
            its option: 409 this service is suspended already, since 2026-11-24: POST /service/112233/reopen opens it again
            in creation: 409 this service is still being created: try again when it is delivered
            expired: 460 This service is expired: it is out of service since 2026-11-23 and will be deleted on 2026-11-28: renew it first
            of bob: 404 This service does not exist
            in creation: 409 this service is still being created: try again when it is delivered
            expired: 460 This service is expired: it is out of service since 2026-11-23 and will be deleted on 2026-11-28: renew it first
            of bob: 404 This service does not exist
            unpaid: 409 the renewal of this service is unpaid (order …): pay it first
        "#]].assert_eq(&told.replace(&order, "…"));
    })
    .await;
}

#[tokio::test]
async fn the_same_key_suspends_once() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let call = |path: &str| {
            alice
                .request("POST", &format!("/1.0/service/12345/{path}"))
                .header("idempotency-key", "k")
        };
        assert_eq!(call("suspend").send().await.status, 200);
        assert_eq!(post(&alice, 12345, "reopen").await.status, 200);
        app.advance(SignedDuration::from_secs(7));
        let again = app.unchanged(async || call("suspend").send().await).await;
        assert_eq!(again.ok(), json!(null));
        let service: Value = alice.get("/service/12345").await.ok();
        assert_eq!(service["resource"]["state"], "ok", "it was done, and is not done again");
        assert_eq!(call("reopen").send().await.status, 409, "the key stands for something else");
    })
    .await;
}
