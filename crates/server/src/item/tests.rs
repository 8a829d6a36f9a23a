//! The files of answers, against the catalogue.

use perennial_api::catalogue::ITEMS;
use perennial_core::text::Name;
use serde_json::json;

use super::*;

/// Every state and every intent.
fn every_case() -> Vec<Facts> {
    let states = [
        "inCreation",
        "active",
        "unpaid",
        "expired",
        "closed",
        "suspended",
        "redemption",
        "deleted",
    ];
    let intents = ["renew", "lapse", "end", "unpaid", "deleted"];
    let with = |fact: &str, value: &str| Facts::example().with(fact, value);
    let states = states.map(|state| with("state", state));
    states.into_iter().chain(intents.map(|intent| with("intent", intent))).collect()
}

#[test]
fn every_line_answers_what_the_catalogue_says() {
    assert_eq!(TEMPLATES.len(), ITEMS.len());
    let nothing = Details::default();
    for item in ITEMS {
        let resource = item.read.resource.path;
        for facts in every_case() {
            let answer = service(item, &facts, [&nothing, &nothing]);
            schema::check(item.read.response, resource, &answer).unwrap();
            for one in item.views {
                let answer = view(item, one.name, &facts, [&nothing, &nothing]);
                schema::check(one.operation.response, resource, &answer).unwrap();
            }
        }
    }
}

#[test]
fn what_is_told_of_a_service_lies_over_what_is_told_of_its_plan() {
    let details = |pairs: &[(&str, Value)]| {
        let mut details = Details::default();
        for (field, value) in pairs {
            details.set(Name::parse(field).unwrap(), value.to_string()).unwrap();
        }
        details
    };
    let plan = details(&[("model", json!({"disk": 40, "memory": 4096})), ("vcore", json!(2))]);
    let own = details(&[
        ("model", json!({"disk": 80})),
        ("zone", json!("z2")),
        // What a newer or older version kept is passed over.
        ("name", json!("other")),
        ("keymap", json!("dvorak")),
        ("unheardOf", json!(1)),
        ("ips", json!(["192.0.2.7"])),
    ]);
    let vps = ProductItem::of("vps").unwrap();
    let answer = service(vps, &Facts::example(), [&plan, &own]);
    let model = &answer["model"];
    assert_eq!(
        (&model["disk"], &model["memory"], &model["vcore"]),
        (&json!(80), &json!(4096), &json!(1))
    );
    assert_eq!((&answer["vcore"], &answer["zone"]), (&json!(2), &json!("z2")));
    assert_eq!((&answer["name"], &answer["keymap"]), (&json!("name"), &json!(null)));
    assert_eq!(view(vps, "ips", &Facts::example(), [&plan, &own]), json!(["192.0.2.7"]));
}

#[test]
fn what_cannot_be_told_is_refused_with_what_can() {
    let told = |line, name, value| check_detail(line, name, &value).err().unwrap_or_default();
    assert_eq!(told("vps", "zone", json!("z2")), "");
    assert_eq!(told("vps", "model", json!({"disk": 80})), "");
    assert_eq!(told("vps", "keymap", json!(null)), "");
    assert_eq!(told("vps", "status", json!({"ssh": {"state": "up"}})), "");
    assert_eq!(
        told("vps", "name", json!("other")),
        "name is told by the service itself; leave it out"
    );
    assert_eq!(
        told("vps", "rack", json!("r1")),
        "a vps has no rack; it has cluster, keymap, memoryLimit, model, monitoringIpBlocks, netbootMode, offerType, slaMonitoring, vcore, zone, datacenter, ips, status"
    );
    assert_eq!(
        told("vps", "model", json!({"disk": "big"})),
        "at $.disk: expected long, found \"big\""
    );
    assert_eq!(
        told("vps", "ips", json!(["192.0.2.700"])),
        "at $[0]: expected ip, found \"192.0.2.700\""
    );
    assert_eq!(
        told("sms", "zone", json!("z2")),
        "a sms has no details; they are for services of dedicated/server, domain, hosting/web, vps"
    );
}
