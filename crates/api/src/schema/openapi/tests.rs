//! The document against the catalogue, and against itself. A real validator has its say in `examples/tests`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;

fn document() -> Value {
    openapi("https://renew.example.com/1.0")
}

/// Every `$ref` in a value.
fn references<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str));
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_operation_is_there_under_a_name_of_its_own() {
    let document = document();
    let mut ids = BTreeSet::new();
    for operation in catalogue::operations() {
        let method = operation.method.as_str().to_lowercase();
        let described = &document["paths"][operation.path][method.as_str()];
        let id = described["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{id} stands twice");
        assert_eq!(described["summary"], operation.description);
        let declared = described["parameters"].as_array().unwrap();
        for parameter in operation.parameters {
            let is_there =
                declared.iter().any(|one| one.get("name") == Some(&json!(parameter.name)));
            assert_eq!(is_there, parameter.location != catalogue::Location::Body, "{id}");
        }
    }
    let methods = document["paths"].as_object().unwrap().values();
    let described: usize = methods.map(|path| path.as_object().unwrap().len()).sum();
    assert_eq!(described, ids.len());
    assert!(ids.contains("getServiceByServiceIdRenew"));
}

#[test]
fn every_reference_leads_somewhere_and_every_component_is_used() {
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some_and(Value::is_object), "{reference}");
    }
    for kind in ["schemas", "parameters", "responses"] {
        for (name, value) in document["components"][kind].as_object().unwrap() {
            assert_ne!(*value, json!({}), "{name}");
            assert!(found.contains(format!("#/components/{kind}/{name}").as_str()), "{name}");
            let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            assert!(name.chars().all(fits), "{name}");
        }
    }
}

#[test]
fn answers_are_whole_and_requests_need_only_what_is_required() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let answer = &schemas["services.Service"];
    assert_eq!(answer["required"].as_array().unwrap().len(), 13);
    assert_eq!(answer.get("additionalProperties"), None);
    let request = &schemas["services.Service-request"];
    assert_eq!(request["required"], json!([]));
    assert_eq!(request["additionalProperties"], false);
    assert_eq!(
        request["properties"]["renew"],
        json!({
            "anyOf": [{ "$ref": "#/components/schemas/service.RenewType-request" }, { "type": "null" }],
            "description": "How it is renewed",
        })
    );
    assert_eq!(request["properties"]["engagedUpTo"].get("type"), None, "it is skipped");
}

#[test]
fn one_name_with_two_meanings_is_two_components() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas.get("order.Price"), None);
    assert_eq!(schemas["service.order.Price"]["properties"].get("priceInUcents"), None);
    assert!(schemas["me.order.Price"]["properties"].get("priceInUcents").is_some());
    let renew = &schemas["service.renew.RenewStrategy"]["properties"]["price"];
    assert_eq!(renew["$ref"], "#/components/schemas/service.order.Price");
}

#[test]
fn who_signs_what() {
    let document = document();
    let security = |path: &str, method: &str| &document["paths"][path][method]["security"];
    let signed = json!([{ "application": [], "consumer": [], "timestamp": [], "signature": [] }]);
    assert_eq!(*security("/me", "get"), signed);
    assert_eq!(*security("/auth/time", "get"), json!([]));
    assert_eq!(*security("/auth/credential", "post"), json!([{ "application": [] }]));
    let schemes = document["components"]["securitySchemes"].as_object().unwrap();
    assert_eq!(schemes.len(), 4);
}
