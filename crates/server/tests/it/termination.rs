//! Ending services over HTTP, in both generations of the API.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::renew::{AutomaticKind, RenewMode};
use perennial_core::service::StateKind;
use perennial_testkit::{Holding, each_app};
use serde_json::{Value, json};

use crate::support::{brief, refusal, user_with};

const VPS: &str = "/vps/vps112233.ovh.net";
const VPS_ID: i64 = 112_233;

/// What the API says of when a service ends.
fn end(infos: &Value) -> String {
    brief(infos, &["renew.automatic", "renew.deleteAtExpiration", "renew.manualPayment"])
}

#[tokio::test]
async fn a_service_is_ended_with_the_token_of_the_letter() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let asked = alice.request("POST", &format!("/1.0{VPS}/terminate")).send().await.ok();
        expect![[r#"
            "A token was sent by e-mail. The service ends if you confirm it with that until 2026-11-26T13:00:00+01:00; nothing changes before"
        "#]]
        .assert_eq(&format!("{asked}\n"));
        let before = alice.get(&format!("{VPS}/serviceInfos")).await.ok();
        assert_eq!(end(&before), "automatic=true deleteAtExpiration=false manualPayment=false");
        let token = app.token_of(alice.account, VPS_ID).await;
        let body = json!({
            "token": format!(" {token}\n"),
            "reason": "NOT_NEEDED_ANYMORE",
            "futureUse": "NOT_REPLACING_SERVICE",
            "commentary": "thanks",
        });
        let path = format!("{VPS}/confirmTermination");
        let done = alice.post(&path, body.clone()).await.ok();
        assert_eq!(done, "The end is confirmed: the service will be deleted on 2027-01-31");
        let after = alice.get(&format!("{VPS}/serviceInfos")).await.ok();
        assert_eq!(end(&after), "automatic=false deleteAtExpiration=true manualPayment=true");
        let expanded = alice.get("/services/112233").await.ok();
        let lifecycle = &expanded["billing"]["lifecycle"];
        assert_eq!(lifecycle["current"]["pendingActions"], json!(["terminateAtExpirationDate"]));
        assert_eq!(lifecycle["current"]["terminationDate"], "2027-01-31T00:00:00+01:00");
        let again = alice.post(&path, body).await;
        assert_eq!(
            refusal(&again),
            "409 this service is to end already (deleteAtExpiration): to keep it, take that back with \
             terminationPolicy empty, or with deleteAtExpiration false"
        );
    })
    .await;
}

#[tokio::test]
async fn the_newer_api_does_the_same() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let can =
            |service: &Value| service["billing"]["lifecycle"]["capacities"]["actions"].clone();
        let before = alice.get("/services/12345").await.ok();
        assert!(can(&before).as_array().unwrap().contains(&json!("terminate")), "{before}");
        let asked = alice.request("POST", "/1.0/services/12345/terminate").send().await.ok();
        assert!(asked["message"].as_str().unwrap().starts_with("A token was sent by e-mail."));
        let token = app.token_of(alice.account, 12345).await;
        let body = json!({
            "token": token,
            "commentaryReason": "too dear",
            "commentaryFutureUse": " ",
            "commentary": "but nice",
        });
        let done = alice.post("/services/12345/terminate/confirm", body).await.ok();
        let message = "The end is confirmed: the service will be deleted on 2027-01-15";
        assert_eq!(done, json!({ "message": message }));
        let kept = app.engine.store().terminations(alice.account).await.unwrap();
        let said = format!("{:?}", kept[0].termination.state);
        assert!(said.contains("but nice\\ntoo dear"), "{said}");
        let after = alice.get("/services/12345").await.ok();
        assert!(!can(&after).as_array().unwrap().contains(&json!("terminate")), "{after}");
    })
    .await;
}

#[tokio::test]
async fn the_letter_has_the_address_that_programs_look_for() {
    let manager = |settings: &mut perennial_engine::Settings| {
        settings.seller.url = Some("https://www.ovh.com/manager/".to_owned());
    };
    perennial_testkit::each_app_with(manager, async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let asked = alice.request("POST", &format!("/1.0{VPS}/terminate")).send().await;
        assert_eq!(asked.status, 200);
        let list = "/me/notification/email/history";
        let id = alice.get(list).await.ok()[0].clone();
        let email = alice.get(&format!("{list}/{id}")).await.ok();
        let text = email["body"].as_str().unwrap();
        assert!(text.contains("vps112233.ovh.net"), "{text}");
        let start = "https://www.ovh.com/manager/#/billing/confirmTerminate?id=";
        let line = text.lines().find_map(|line| line.strip_prefix(start)).unwrap();
        let (request, token) = line.split_once("&token=").unwrap();
        assert!(request.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{request}");
        assert_eq!(token, app.token_of(alice.account, VPS_ID).await);
        let path = format!("{VPS}/confirmTermination");
        assert_eq!(alice.post(&path, json!({ "token": token })).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_ended_says_why() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.modes.push((12345, RenewMode::Automatic(AutomaticKind::ForcedProduct)));
        holding.modes.push((67890, RenewMode::OneShot));
        holding.states.push((112_234, StateKind::Suspended));
        let alice = user_with(app, "alice", &holding, |service| {
            if service.name.as_str() == "vps112233.ovh.net" {
                service.engaged_until = Some(date(2027, 6, 14));
            }
        })
        .await;
        let ask = async |path: &str| {
            let call = alice.request("POST", &format!("/1.0{path}/terminate"));
            app.unchanged(async || call.send().await).await
        };
        let mut told = String::new();
        for path in ["/services/12345", "/services/67890", "/vps/vps112233-backup", "/service/112233"] {
            told.push_str(&format!("{path}: {}\n", refusal(&ask(path).await)));
        }
        let gone = app.unchanged(async || alice.delete("/services/112233").await).await;
        told.push_str(&format!("DELETE: {}\n", refusal(&gone)));
        let path = format!("{VPS}/confirmTermination");
        for body in [
            json!({"token": "x"}),
            json!({"token": "x", "reason": "BORED"}),
            json!({"token": "x", "futureUse": "BORED"}),
            json!({"token": "x", "commentary": "a\u{0}b"}),
        ] {
            let reply = app.unchanged(async || alice.post(&path, body).await).await;
            told.push_str(&format!("confirm: {}\n", refusal(&reply)));
        }
        expect![[r#"
            /services/12345: 409 the renewal of this service is automaticForcedProduct and part of the product: it cannot be ended here, ask the seller
            /services/67890: 409 this service was sold once and is never renewed: it ends by itself, on 2027-01-15
            /vps/vps112233-backup: 460 This service is expired: it is out of service since 2026-11-23 and will be deleted on 2026-11-28: renew it to keep it, or do nothing
            /service/112233: 409 the service is not suspended, and only a suspended one is deleted by this call: suspend it first with POST /service/112233/suspend, or ask for its end with POST /services/112233/terminate
            DELETE: 409 the engagement lasts until 2027-06-14: the service can end with it (POST /services/112233/terminate), and not at once
            confirm: 409 no termination waits for a confirmation: ask for one first, with POST …/terminate
            confirm: 400 reason: `BORED` is unknown; it can be FEATURES_DONT_SUIT_ME, LACK_OF_PERFORMANCES, MIGRATED_TO_ANOTHER_OVH_PRODUCT, MIGRATED_TO_COMPETITOR, NOT_ENOUGH_RECOGNITION, NOT_NEEDED_ANYMORE, NOT_RELIABLE, NO_ANSWER, OTHER, PRODUCT_DIMENSION_DONT_SUIT_ME, PRODUCT_TOOLS_DONT_SUIT_ME, TOO_EXPENSIVE, TOO_HARD_TO_USE, UNSATIFIED_BY_CUSTOMER_SUPPORT
            confirm: 400 futureUse: `BORED` is unknown; it can be NOT_REPLACING_SERVICE, OTHER, SUBSCRIBE_AN_OTHER_SERVICE, SUBSCRIBE_OTHER_KIND_OF_SERVICE_WITH_COMPETITOR, SUBSCRIBE_SIMILAR_SERVICE_WITH_COMPETITOR
            confirm: 400 commentary: the text has a control character (U+0000)
        "#]].assert_eq(&told);
        // A service that is bound ends with its engagement.
        let asked = alice.request("POST", &format!("/1.0{VPS}/terminate")).send().await;
        assert_eq!(asked.status, 200);
        let token = app.token_of(alice.account, VPS_ID).await;
        let done = alice.post(&path, json!({ "token": token })).await.ok();
        assert_eq!(done, "The end is confirmed: the service will be deleted on 2027-06-30");
        let infos = alice.get(&format!("{VPS}/serviceInfos")).await.ok();
        assert_eq!(end(&infos), "automatic=true deleteAtExpiration=false manualPayment=false");
    })
    .await;
}

#[tokio::test]
async fn domains_have_no_termination_of_their_own() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let call = alice.request("POST", "/1.0/domain/mypersonaldomain.ovh/terminate");
        assert_eq!(call.send().await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_service_can_be_given_up_at_once() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        holding.states.push((12345, StateKind::Suspended));
        let alice = app.add_user("alice", &holding).await;
        let gone = alice.delete("/services/112233").await.ok();
        let message = "The service was deleted. It was paid until 2027-01-31; nothing is paid back";
        assert_eq!(gone, json!({ "message": message }));
        assert_eq!(alice.get("/services/112233").await.ok()["resource"]["state"], "deleted");
        assert_eq!(alice.get("/services/112234").await.ok()["resource"]["state"], "deleted");
        let again = alice.delete("/services/112233").await;
        assert_eq!(refusal(&again), "460 This service is expired: this service was deleted");
        let reply = alice.request("POST", "/1.0/service/12345/terminate").send().await;
        assert_eq!(reply.ok(), json!(null));
        assert_eq!(alice.get("/services/12345").await.ok()["resource"]["state"], "deleted");
    })
    .await;
}
