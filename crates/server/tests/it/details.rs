//! What a service technically is, on paths of its own; and domain names by who owns them.

use expect_test::expect;
use perennial_testkit::{Holding, about, each_app, pretty};
use serde_json::json;

const SERVER: &str = "/dedicated/server/dedicated-server-1.example";

#[tokio::test]
async fn how_a_server_is_connected_is_what_is_told_and_nothing_where_nothing_is() {
    each_app(async |app| {
        let mut holding = Holding::everything();
        let network = r#"{
            "bandwidth": {"OvhToInternet": {"unit": "Mbps", "value": 500}, "type": "included"},
            "routing": {"ipv4": {"gateway": "192.0.2.254", "ip": "192.0.2.1", "network": "192.0.2.0/24"}},
            "vmac": {"supported": true}
        }"#;
        let (id, ..) = holding.services.iter().find(|one| one.1 == "dedicated/server").unwrap();
        holding.about.push((*id, about(&[("specifications/network", network)], &[])));
        let alice = app.add_user("alice", &holding).await;
        let bob = app.add_user("bob", &Holding::everything()).await;
        let path = format!("{SERVER}/specifications/network");
        expect![[r#"
            {
              "bandwidth": {
                "InternetToOvh": null,
                "OvhToInternet": {
                  "unit": "Mbps",
                  "value": 500
                },
                "OvhToOvh": null,
                "type": "included"
              },
              "connection": null,
              "ola": null,
              "routing": {
                "ipv4": {
                  "gateway": "192.0.2.254",
                  "ip": "192.0.2.1",
                  "network": "192.0.2.0/24"
                },
                "ipv6": null
              },
              "switching": null,
              "traffic": null,
              "vmac": {
                "supported": true
              },
              "vrack": null
            }"#]].assert_eq(&pretty(&alice.get(&path).await.ok()));
        let nothing = bob.get(&path).await.ok();
        assert_eq!((&nothing["bandwidth"], &nothing["vmac"]["supported"]), (&json!(null), &json!(false)));
    })
    .await;
}

#[tokio::test]
async fn technical_details_are_told_of_any_service() {
    each_app(async |app| {
        let mut holding = Holding::guide();
        let details = r#"{"baremetalServers": {"memory": {"ecc": true, "frequency": 2400, "ramType": "DDR4", "size": 64}}}"#;
        holding.about.push((12345, about(&[("technicalDetails", details)], &[])));
        let alice = app.add_user("alice", &holding).await;
        expect![[r#"
            {
              "baremetalServers": {
                "bandwidth": null,
                "gpu": null,
                "memory": {
                  "ecc": true,
                  "frequency": 2400,
                  "ramType": "DDR4",
                  "size": 64
                },
                "server": null,
                "storage": null,
                "vrack": null
              },
              "nutanixCluster": null
            }"#]].assert_eq(&pretty(&alice.get("/services/12345/technicalDetails").await.ok()));
        let nothing = json!({"baremetalServers": null, "nutanixCluster": null});
        assert_eq!(alice.get("/services/112233/technicalDetails").await.ok(), nothing);
    })
    .await;
}

#[test]
fn what_does_not_fit_is_a_mistake_of_the_inventory() {
    let told = |line: &str, name: &str, value| {
        perennial_server::check_detail(line, name, &value).err().unwrap_or_default()
    };
    let shown = [
        told(
            "dedicated/server",
            "specifications/network",
            json!({"routing": {"ipv4": {"gateway": "here"}}}),
        ),
        told("dedicated/server", "specifications/network", json!({"vmac": {}, "speed": 1})),
        told("sms", "technicalDetails", json!({"nutanixCluster": {"cluster": {"range": "big"}}})),
        told("sms", "technicalDetails", json!({"nutanixCluster": {"features": []}})),
    ];
    expect![[r#"
        at $.routing.ipv4.gateway: expected ipv4, found "here"
        at $.speed: expected no such field in dedicated.server.NetworkSpecifications, found 1
        at $.nutanixCluster.cluster.server: expected string, found nothing
    "#]]
    .assert_eq(&shown.join("\n"));
}

#[tokio::test]
async fn domain_names_are_listed_by_who_owns_them() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let names = async |query: &str| alice.get(&format!("/domain?{query}")).await.ok();
        let all = json!(["mypersonaldomain.ovh"]);
        let owner = alice.get("/domain/mypersonaldomain.ovh").await.ok()["whoisOwner"].clone();
        assert_eq!(names(&format!("whoisOwner={}", owner.as_str().unwrap())).await, all);
        assert_eq!(names("whoisOwner=somebody").await, json!([]));
        assert_eq!(names("whoisOwner=").await, all, "what is empty is not said");
        let tag = "iamTags=%7B%22env%22%3A%5B%5D%7D";
        let both = format!("{tag}&whoisOwner={}", owner.as_str().unwrap());
        assert_eq!(names(&both).await, json!([]), "both filters count");
        // It means nothing to other lines.
        assert_eq!(alice.get("/vps?whoisOwner=somebody").await.ok(), alice.get("/vps").await.ok());
    })
    .await;
}
