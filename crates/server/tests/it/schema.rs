//! The API's description of itself: published in the form that consoles and code generators read, and true.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use perennial_api::catalogue::{operations, resources};
use perennial_testkit::{TestApp, each_app, pretty};
use serde_json::{Value, json};

const PRIMITIVES: [&str; 20] = [
    "string",
    "long",
    "double",
    "boolean",
    "date",
    "datetime",
    "time",
    "duration",
    "uuid",
    "ip",
    "ipv4",
    "ipv6",
    "ipBlock",
    "ipv4Block",
    "ipv6Block",
    "password",
    "text",
    "phoneNumber",
    "void",
    "internationalPhoneNumber",
];

async fn file(app: &TestApp, path: &str) -> Value {
    app.request("GET", &format!("/1.0{path}.json")).send().await.ok()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("no text {name} in {value}"))
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("no list {name} in {value}"))
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Whether a value has exactly these keys, and perhaps some more.
fn has_keys(value: &Value, always: &[&str], perhaps: &[&str]) {
    let keys = keys(value);
    for key in always {
        assert!(keys.contains(key), "no {key} in {value}");
    }
    let unknown: Vec<_> =
        keys.iter().filter(|k| !always.contains(k) && !perhaps.contains(k)).collect();
    assert!(unknown.is_empty(), "{unknown:?} in {value}");
}

#[tokio::test]
async fn the_index_names_every_file() {
    each_app(async |app| {
        for target in ["/1.0", "/1.0/", "/v1", "/v1/"] {
            let index = app.request("GET", target).send().await.ok();
            has_keys(&index, &["apiVersion", "basePath", "apis"], &[]);
            assert_eq!(index["basePath"], "https://perennial.test/1.0");
            let paths: Vec<_> = list(&index, "apis").iter().map(|api| text(api, "path")).collect();
            assert_eq!(paths, resources().iter().map(|one| one.path).collect::<Vec<_>>());
            for api in list(&index, "apis") {
                has_keys(api, &["path", "schema", "format", "description"], &[]);
                let target = text(api, "schema").replace("{path}", text(api, "path"));
                let file =
                    app.request("GET", &format!("/v1{}", target.replace("{format}", "json")));
                assert_eq!(file.send().await.ok()["resourcePath"], text(api, "path"));
            }
        }
        let index = app.request("GET", "/1.0/").send().await.ok();
        expect![[r#"
            {
              "description": "AllDom pack",
              "format": [
                "json",
                "yaml"
              ],
              "path": "/allDom",
              "schema": "{path}.{format}"
            }"#]]
        .assert_eq(&pretty(&list(&index, "apis")[0]));
        let none = app.request("GET", "/1.0/nothing.json").send().await;
        assert_eq!(none.error(), (401, "You must login first"));
    })
    .await;
}

#[tokio::test]
async fn the_files_describe_the_operations_of_the_catalogue() {
    each_app(async |app| {
        let mut published = BTreeSet::new();
        for resource in resources() {
            let file = file(app, resource.path).await;
            for api in list(&file, "apis") {
                for operation in list(api, "operations") {
                    let open = operation["noAuthentication"].as_bool().unwrap();
                    published.insert((
                        text(api, "path").to_owned(),
                        text(operation, "httpMethod").to_owned(),
                        open,
                    ));
                }
            }
        }
        let known = operations()
            .map(|one| (one.path.to_owned(), one.method.as_str().to_owned(), !one.authentication));
        assert_eq!(published, known.collect());
    })
    .await;
}

#[tokio::test]
async fn every_file_has_the_published_form_and_knows_its_types() {
    each_app(async |app| {
        for resource in resources() {
            let file = file(app, resource.path).await;
            has_keys(&file, &["apiVersion", "basePath", "resourcePath", "apis", "models"], &[]);
            assert_eq!(
                (text(&file, "apiVersion"), text(&file, "resourcePath")),
                ("1.0", resource.path)
            );
            let models: BTreeMap<&str, &Value> = file["models"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(id, model)| (id.as_str(), model))
                .collect();
            for api in list(&file, "apis") {
                has_keys(api, &["path", "description", "operations"], &[]);
                for operation in list(api, "operations") {
                    check_operation(text(api, "path"), operation, &models);
                }
            }
            for (id, model) in &models {
                check_model(id, model, &models);
            }
        }
    })
    .await;
}

fn check_operation(path: &str, operation: &Value, models: &BTreeMap<&str, &Value>) {
    let always = [
        "httpMethod",
        "description",
        "responseType",
        "noAuthentication",
        "parameters",
        "apiStatus",
    ];
    has_keys(operation, &always, &["responseFullType", "iamActions", "errors"]);
    assert!(["GET", "POST", "PUT", "DELETE"].contains(&text(operation, "httpMethod")));
    check_type(text(operation, "responseType"), models, None);
    let status = &operation["apiStatus"];
    has_keys(status, &["value", "description"], &["deprecatedDate", "deletionDate", "replacement"]);
    assert!(["ALPHA", "BETA", "PRODUCTION", "DEPRECATED"].contains(&text(status, "value")));
    for action in operation.get("iamActions").and_then(Value::as_array).into_iter().flatten() {
        has_keys(action, &["name", "required"], &[]);
    }
    let mut variables = Vec::new();
    for parameter in list(operation, "parameters") {
        has_keys(
            parameter,
            &["name", "dataType", "paramType", "required", "description"],
            &["fullType"],
        );
        check_type(text(parameter, "dataType"), models, None);
        match (text(parameter, "paramType"), parameter["name"].as_str()) {
            ("path", Some(name)) => {
                assert_eq!(parameter["required"], true);
                variables.push(format!("{{{name}}}"));
            }
            ("query", Some(_)) | ("body", _) => {}
            other => panic!("{other:?} in {path}"),
        }
    }
    let in_path: Vec<_> = path.split('/').filter(|segment| segment.starts_with('{')).collect();
    assert_eq!(variables, in_path, "{path}");
}

fn check_model(id: &str, model: &Value, models: &BTreeMap<&str, &Value>) {
    has_keys(
        model,
        &["id", "namespace", "description"],
        &["generics", "properties", "enum", "enumType"],
    );
    let name =
        [text(model, "namespace"), text(model, "id")].into_iter().filter(|part| !part.is_empty());
    let name = name.collect::<Vec<_>>().join(".");
    assert_eq!(id.split('<').next(), Some(name.as_str()));
    let generic = model.get("generics").map(|generics| generics[0].as_str().unwrap());
    match model.get("enum") {
        Some(values) => {
            assert!(values.as_array().unwrap().iter().all(Value::is_string));
            assert_eq!((&model["enumType"], model.get("properties")), (&json!("string"), None));
        }
        None => {
            for property in model["properties"].as_object().unwrap().values() {
                let always = ["type", "canBeNull", "readOnly", "required", "description"];
                has_keys(property, &always, &["fullType"]);
                check_type(text(property, "type"), models, generic);
            }
        }
    }
}

/// A type is a primitive, a model of the file, a list or a map of one, or what a generic model is made for.
fn check_type(name: &str, models: &BTreeMap<&str, &Value>, generic: Option<&str>) {
    let name = name.trim_end_matches("[]");
    let name = name.strip_prefix("map[string]").unwrap_or(name);
    let name = name.trim_start_matches("[]");
    let known = PRIMITIVES.contains(&name) || models.contains_key(name) || generic == Some(name);
    if let (false, Some((model, argument))) = (known, name.split_once('<')) {
        assert!(models.keys().any(|id| id.starts_with(&format!("{model}<"))), "{name}");
        return check_type(argument.trim_end_matches('>'), models, generic);
    }
    assert!(known, "nobody knows the type {name}");
}

#[tokio::test]
async fn the_guide_s_call_is_described_like_this() {
    each_app(async |app| {
        let file = file(app, "/service").await;
        let renew =
            list(&file, "apis").iter().find(|api| api["path"] == "/service/{serviceId}/renew");
        expect![[r#"
            {
              "apiStatus": {
                "description": "May change",
                "value": "BETA"
              },
              "description": "Order a renewal, or show the order that would be made",
              "errors": [
                "Client::NotFound",
                "Client::BadRequest",
                "Client::Conflict",
                "Client::ServiceExpired"
              ],
              "httpMethod": "POST",
              "iamActions": [
                {
                  "name": "account:apiovh:service/renew/create",
                  "required": true
                }
              ],
              "noAuthentication": false,
              "parameters": [
                {
                  "dataType": "string",
                  "description": "Id of the service",
                  "fullType": "string",
                  "name": "serviceId",
                  "paramType": "path",
                  "required": true
                },
                {
                  "dataType": "boolean",
                  "description": "Show the order without making it",
                  "fullType": "boolean",
                  "name": "dryRun",
                  "paramType": "body",
                  "required": false
                },
                {
                  "dataType": "duration",
                  "description": "The renewPeriod of one description",
                  "fullType": "duration",
                  "name": "duration",
                  "paramType": "body",
                  "required": true
                },
                {
                  "dataType": "long[]",
                  "description": "The services of one strategy; empty for the service of the path alone",
                  "fullType": "coreTypes.ServiceId[]:long[]",
                  "name": "services",
                  "paramType": "body",
                  "required": true
                }
              ],
              "responseFullType": "service.renew.RenewOrder",
              "responseType": "service.renew.RenewOrder"
            }"#]].assert_eq(&pretty(&renew.unwrap()["operations"][1]));
        expect![[r#"
            {
              "description": "A set of services that can be renewed together",
              "id": "RenewStrategy",
              "namespace": "service.renew",
              "properties": {
                "price": {
                  "canBeNull": false,
                  "description": "Price of the set without tax",
                  "fullType": "order.Price",
                  "readOnly": true,
                  "required": false,
                  "type": "order.Price"
                },
                "priceInUcents": {
                  "canBeNull": false,
                  "description": "The same in micro-cents",
                  "fullType": "long",
                  "readOnly": true,
                  "required": false,
                  "type": "long"
                },
                "services": {
                  "canBeNull": false,
                  "description": "Ids of the services",
                  "fullType": "coreTypes.ServiceId[]:long[]",
                  "readOnly": true,
                  "required": false,
                  "type": "long[]"
                },
                "servicesDetails": {
                  "canBeNull": false,
                  "description": "The services, in the same order",
                  "fullType": "service.renew.Service[]",
                  "readOnly": true,
                  "required": false,
                  "type": "service.renew.Service[]"
                }
              }
            }"#]].assert_eq(&pretty(&file["models"]["service.renew.RenewStrategy"]));
    })
    .await;
}

#[tokio::test]
async fn every_file_is_there_as_yaml_too() {
    each_app(async |app| {
        for resource in resources() {
            let reply = app.request("GET", &format!("/1.0{}.yaml", resource.path)).send().await;
            assert_eq!(reply.header("content-type"), Some("application/yaml;charset=utf-8"));
            let text = String::from_utf8(reply.bytes).unwrap();
            assert!(text.contains(&format!("\nresourcePath: \"{}\"\n", resource.path)), "{text}");
        }
        let none = app.request("GET", "/1.0/nothing.yaml").send().await;
        assert_eq!(none.error(), (401, "You must login first"));
    })
    .await;
}

#[tokio::test]
async fn the_openapi_document_is_public_and_knows_every_operation() {
    each_app(async |app| {
        let document = app.request("GET", "/openapi.json").send().await.ok();
        assert_eq!(document["openapi"], "3.1.0");
        assert_eq!(document["servers"], json!([{"url": "https://perennial.test/1.0"}]));
        for operation in operations() {
            let method = operation.method.as_str().to_lowercase();
            assert!(document["paths"][operation.path][method].is_object(), "{}", operation.path);
        }
        for target in ["/1.0/openapi.json", "/v1/openapi.json", "/v1/openapi.json/"] {
            assert_eq!(app.request("GET", target).send().await.ok(), document, "{target}");
        }
        for target in ["/openapi.json", "/1.0/openapi.json"] {
            let refused = app.request("PUT", target).send().await;
            assert!(matches!(refused.status, 401 | 405), "{}", refused.shown());
        }
        assert_eq!(app.request("GET", "/openapi.yaml").send().await.status, 404);
    })
    .await;
}
