//! What product lines say of their services: told by the inventory, changed by holders, found by tags.

use expect_test::expect;
use jiff::civil::date;
use perennial_core::service::StateKind;
use perennial_testkit::{Holding, User, about, each_app, pretty};
use serde_json::{Value, json};

use crate::support::refusal;

const VPS: &str = "/vps/vps112233.ovh.net";
const DOMAIN: &str = "/domain/mypersonaldomain.ovh";
const HOSTING: &str = "/hosting/web/mypersonaldomain.ovh";
const SERVER: &str = "/dedicated/server/dedicated-server-1.example";

#[tokio::test]
async fn a_vps_is_what_is_told_of_it() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        let details = [
            ("zone", r#""Region OpenStack: os-gra1""#),
            ("model", r#"{"disk": 40, "name": "vps-ssd-1"}"#),
            ("ips", r#"["192.0.2.33", "2001:db8::33"]"#),
            ("datacenter", r#"{"name": "gra1"}"#),
            ("status", r#"{"ssh": {"state": "up"}}"#),
        ];
        holding.about.push((112_233, about(&details, &[("env", "prod")])));
        let alice = app.add_user("alice", &holding).await;
        expect![[r#"
            {
              "cluster": "cluster1",
              "displayName": "vps112233.ovh.net",
              "iam": {
                "displayName": "vps112233.ovh.net",
                "id": "…",
                "tags": {
                  "env": "prod"
                },
                "urn": "urn:v1:eu:resource:vps:vps112233.ovh.net"
              },
              "keymap": null,
              "memoryLimit": 2048,
              "model": {
                "availableOptions": [
                  "snapshot",
                  "automatedBackup",
                  "additionalDisk"
                ],
                "datacenter": [],
                "disk": 40,
                "maximumAdditionnalIp": 16,
                "memory": 2048,
                "name": "vps-ssd-1",
                "offer": "VPS",
                "vcore": 1,
                "version": "2019v1"
              },
              "monitoringIpBlocks": [],
              "name": "vps112233.ovh.net",
              "netbootMode": "local",
              "offerType": "ssd",
              "slaMonitoring": false,
              "state": "running",
              "vcore": 1,
              "zone": "Region OpenStack: os-gra1"
            }"#]]
        .assert_eq(&pretty(&without_id(alice.get(VPS).await.ok())));
        let ips = alice.get(&format!("{VPS}/ips")).await.ok();
        assert_eq!(ips, json!(["192.0.2.33", "2001:db8::33"]));
        let datacenter = alice.get(&format!("{VPS}/datacenter")).await.ok();
        assert_eq!(
            datacenter,
            json!({"country": "fr", "longName": "Data centre 1", "name": "gra1"})
        );
        let status = alice.get(&format!("{VPS}/status")).await.ok();
        assert_eq!((&status["ssh"]["state"], &status["ping"]), (&json!("up"), &json!("up")));
    })
    .await;
}

fn without_id(mut item: Value) -> Value {
    assert_eq!(item["iam"]["id"].as_str().unwrap().len(), 36);
    item["iam"]["id"] = json!("…");
    item
}

#[tokio::test]
async fn dates_states_and_contacts_are_those_of_the_service() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        let (today, soon) = (date(2027, 1, 31), date(2027, 3, 1));
        for (id, state) in [(1, StateKind::InCreation), (2, StateKind::Suspended)] {
            let name = format!("d{id}.example");
            holding.services.push((id, "domain", name, "domain-ovh", soon));
            holding.states.push((id, state));
            holding.services.push((id + 10, "vps", format!("v{id}"), "vps-ssd-1", today));
            holding.states.push((id + 10, state));
        }
        let alice = app.add_user("alice", &holding).await;
        let domain = alice.get(DOMAIN).await.ok();
        assert_eq!(domain["serviceId"], 12345);
        assert_eq!(domain["expirationDate"], "2027-01-15T00:00:00+01:00");
        assert_eq!(domain["contactOwner"], json!({"id": "alice-ovh"}));
        let shown = |item: &Value| format!("{} {}", item["state"], item["renewalState"]);
        assert_eq!(shown(&domain), r#""ok" "automatic_renew""#);
        let creation = alice.get("/domain/d1.example").await.ok();
        assert_eq!(shown(&creation), r#""pending_create" "automatic_renew""#);
        let suspended = alice.get("/domain/d2.example").await.ok();
        assert_eq!(suspended["state"], "expired");
        assert_eq!(suspended["suspensionState"], "suspended");
        assert_eq!(alice.get("/vps/v1").await.ok()["state"], "installing");
        assert_eq!(alice.get("/vps/v2").await.ok()["state"], "stopped");

        let ends = json!({"renew": {"automatic": false, "deleteAtExpiration": true}});
        assert_eq!(alice.put(&format!("{DOMAIN}/serviceInfos"), ends).await.ok(), json!(null));
        assert_eq!(shown(&alice.get(DOMAIN).await.ok()), r#""ok" "cancellation_requested""#);
    })
    .await;
}

#[tokio::test]
async fn what_can_be_written_is_kept_and_nothing_else() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::everything()).await;
        let mut whole = alice.get(VPS).await.ok();
        let again = app.unchanged(async || alice.put(VPS, whole.clone()).await).await;
        assert_eq!(again.ok(), json!(null), "as it was read, it changes nothing");

        whole["displayName"] = json!("web 1");
        whole["keymap"] = json!("fr");
        // Not the holder's to write.
        whole["state"] = json!("stopped");
        whole["memoryLimit"] = json!("much");
        assert_eq!(alice.put(VPS, whole).await.ok(), json!(null));
        let after = alice.get(VPS).await.ok();
        assert_eq!((&after["displayName"], &after["keymap"]), (&json!("web 1"), &json!("fr")));
        assert_eq!((&after["state"], &after["memoryLimit"]), (&json!("running"), &json!(2048)));
        assert_eq!(after["iam"]["displayName"], "web 1");
        let service = alice.get("/service/112233").await.ok();
        assert_eq!(service["resource"]["displayName"], "web 1");
        let journal = app.journal(alice.account).await;
        assert_eq!(
            journal[journal.len() - 2..],
            ["service.rename service 112233: web 1", "service.describe service 112233: keymap"]
        );

        let unsaid = json!({"displayName": null, "netbootMode": null});
        assert_eq!(app.unchanged(async || alice.put(VPS, unsaid).await).await.ok(), json!(null));
        assert_eq!(
            alice.put(VPS, json!({"displayName": "", "keymap": null})).await.ok(),
            json!(null)
        );
        let after = alice.get(VPS).await.ok();
        assert_eq!(
            (&after["displayName"], &after["keymap"]),
            (&json!("vps112233.ovh.net"), &json!(null))
        );

        let answer = alice.put(DOMAIN, json!({"transferLockStatus": "unlocked"})).await.ok();
        assert_eq!((&answer["transferLockStatus"], answer.get("iam")), (&json!("unlocked"), None));
        assert_eq!(alice.put(HOSTING, json!({"displayName": "Blog"})).await.ok(), json!(null));
        assert_eq!(alice.get(HOSTING).await.ok()["displayName"], "Blog");
        let boot = json!({"bootId": 42, "monitoring": true, "rescueMail": "a@example.com"});
        assert_eq!(alice.put(SERVER, boot).await.ok(), json!(null));
        let server = alice.get(SERVER).await.ok();
        assert_eq!((&server["bootId"], &server["monitoring"]), (&json!(42), &json!(true)));
        assert_eq!(
            server["serverId"],
            alice.get(&format!("{SERVER}/serviceInfos")).await.ok()["serviceId"]
        );
        for view in ["ips", "task", "virtualNetworkInterface"] {
            assert_eq!(alice.get(&format!("{SERVER}/{view}")).await.ok(), json!([]));
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_written_is_refused_with_a_reason() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        let gone = date(2026, 11, 1);
        holding.services.push((9, "vps", "gone".to_owned(), "vps-ssd-1", gone));
        holding.states.push((9, StateKind::Deleted));
        let alice = app.add_user("alice", &holding).await;
        let refused = async |path: &str, body: Value| {
            refusal(&app.unchanged(async || alice.put(path, body).await).await)
        };
        expect![[r#"400 keymap: at $: expected a value of vps.VpsKeymapEnum (fr, us), found "dvorak""#]]
            .assert_eq(&refused(VPS, json!({"keymap": "dvorak"})).await);
        expect!["400 netbootMode: at $: expected a value of vps.VpsNetbootEnum (local, rescue), found 1"]
            .assert_eq(&refused(VPS, json!({"netbootMode": 1})).await);
        expect!["400 size: unknown field; what can be changed: displayName, keymap, netbootMode, slaMonitoring"]
            .assert_eq(&refused(VPS, json!({"size": 1})).await);
        expect!["400 displayName: the text has 300 bytes; at most 255 are allowed"]
            .assert_eq(&refused(VPS, json!({"displayName": "x".repeat(300)})).await);
        expect!["404 This service does not exist"]
            .assert_eq(&refused("/vps/other", json!({"keymap": "fr"})).await);
        expect!["460 This service is expired: this service was deleted"]
            .assert_eq(&refused("/vps/gone", json!({"keymap": "fr"})).await);
    })
    .await;
}

async fn names(user: &User, filter: &Value) -> Value {
    let encoded: String = filter.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
    user.get(&format!("/vps?iamTags={encoded}")).await.ok()
}

#[tokio::test]
async fn lists_are_filtered_by_tags() {
    each_app(async |app| {
        let mut holding = Holding::many_vps(4);
        let tags: [(i64, &[(&str, &str)]); 3] = [
            (1, &[("env", "prod"), ("team", "web")]),
            (2, &[("env", "prod")]),
            (3, &[("env", "test")]),
        ];
        holding.about.extend(tags.map(|(id, tags)| (id, about(&[], tags))));
        let alice = app.add_user("alice", &holding).await;
        let is = |value: &str| json!([{"operator": "EQ", "value": value}]);
        let (one, two, three) = ("vps1.ovh.net", "vps2.ovh.net", "vps3.ovh.net");
        assert_eq!(names(&alice, &json!({"env": is("prod")})).await, json!([one, two]));
        assert_eq!(names(&alice, &json!({"env": is("prod"), "team": is("web")})).await, json!([one]));
        let either = json!({"env": [{"value": "prod"}, {"value": "test"}]});
        assert_eq!(names(&alice, &either).await, json!([one, two, three]));
        assert_eq!(names(&alice, &json!({"env": []})).await, json!([one, two, three]));
        assert_eq!(names(&alice, &json!({"env": is("PROD")})).await, json!([]));
        assert_eq!(names(&alice, &json!({})).await.as_array().unwrap().len(), 4);
        let wrong = alice.get("/vps?iamTags=env%3Dprod").await;
        expect![[r#"400 iamTags: `env=prod` is not a filter by tags; write it like {"env":[{"operator":"EQ","value":"prod"}]}"#]]
            .assert_eq(&refusal(&wrong));
        let other = json!({"env": [{"operator": "LIKE", "value": "p%"}]});
        let encoded: String = other.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        assert_eq!(alice.get(&format!("/vps?iamTags={encoded}")).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn the_services_of_a_line_come_as_pages_and_batches() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::many_vps(3)).await;
        let call =
            alice.request("GET", "/1.0/vps").header("x-pagination-mode", "CachedObjectList-Pages");
        let page = call.header("x-pagination-size", "2").send_unchecked().await;
        assert_eq!(page.status, 200, "{}", page.shown());
        let page: Value = serde_json::from_slice(&page.bytes).unwrap();
        let names: Vec<_> =
            page.as_array().unwrap().iter().map(|vps| vps["name"].clone()).collect();
        assert_eq!(names, ["vps1.ovh.net", "vps2.ovh.net"]);
        let call =
            alice.request("GET", "/1.0/vps/vps1.ovh.net,vps9.ovh.net").header("x-ovh-batch", ",");
        let batch: Value = serde_json::from_slice(&call.send_unchecked().await.bytes).unwrap();
        assert_eq!(batch[0]["value"]["name"], "vps1.ovh.net");
        assert_eq!(batch[1]["error"]["message"], "This service does not exist");
    })
    .await;
}
