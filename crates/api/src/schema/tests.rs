//! Published documents in their form, and values held against them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::catalogue;

const BASE: &str = "https://renew.example.com/1.0";

/// The keys of an object, in order.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_index_lists_every_schema_file() {
    let index = index(BASE);
    assert_eq!(keys(&index), ["apiVersion", "apis", "basePath"]);
    let paths: Vec<_> =
        index["apis"].as_array().unwrap().iter().map(|api| api["path"].as_str().unwrap()).collect();
    assert_eq!(paths[..4], ["/allDom", "/auth", "/cdn/dedicated", "/cdn/website"]);
    assert!(!paths.contains(&"/domain/zone"), "published in /domain");
    for path in paths {
        assert!(schema(path, BASE).is_some(), "{path}");
    }
    assert_eq!(schema("/nothing", BASE), None);
    assert_eq!(
        index["apis"][1],
        json!({
            "path": "/auth",
            "schema": "{path}.{format}",
            "format": ["json", "yaml"],
            "description": "The server's time and the caller's credential",
        })
    );
}

#[test]
fn schema_files_hold_every_operation_once() {
    let mut published = 0;
    for resource in catalogue::resources() {
        let file = schema(resource.path, BASE).unwrap();
        assert_eq!(file["resourcePath"], resource.path);
        let apis = file["apis"].as_array().unwrap();
        let paths: BTreeSet<_> = apis.iter().map(|api| api["path"].as_str().unwrap()).collect();
        assert_eq!(paths.len(), apis.len());
        published +=
            apis.iter().map(|api| api["operations"].as_array().unwrap().len()).sum::<usize>();
    }
    assert_eq!(published, catalogue::operations().count());
}

#[test]
fn the_renewal_route_is_published_with_the_published_keys() {
    let file = schema("/service", BASE).unwrap();
    assert_eq!(keys(&file), ["apiVersion", "apis", "basePath", "models", "resourcePath"]);
    assert_eq!(file["apis"][2]["path"], "/service/{serviceId}/renew");
    assert_eq!(
        file["apis"][2]["operations"][1],
        json!({
            "httpMethod": "POST",
            "description": "Order a renewal, or show the order that would be made",
            "responseType": "service.renew.RenewOrder",
            "responseFullType": "service.renew.RenewOrder",
            "noAuthentication": false,
            "apiStatus": {"value": "BETA", "description": "May change"},
            "iamActions": [{"name": "account:apiovh:service/renew/create", "required": true}],
            "errors": ["Client::NotFound", "Client::BadRequest", "Client::Conflict", "Client::ServiceExpired"],
            "parameters": [
                {
                    "name": "serviceId",
                    "dataType": "string",
                    "fullType": "string",
                    "paramType": "path",
                    "required": true,
                    "description": "Id of the service",
                },
                {
                    "name": "dryRun",
                    "dataType": "boolean",
                    "fullType": "boolean",
                    "paramType": "body",
                    "required": false,
                    "description": "Show the order without making it",
                },
                {
                    "name": "duration",
                    "dataType": "duration",
                    "fullType": "duration",
                    "paramType": "body",
                    "required": true,
                    "description": "The renewPeriod of one description",
                },
                {
                    "name": "services",
                    "dataType": "long[]",
                    "fullType": "coreTypes.ServiceId[]:long[]",
                    "paramType": "body",
                    "required": true,
                    "description": "The services of one strategy; empty for the service of the path alone",
                },
            ],
        })
    );
}

#[test]
fn models_are_published_with_the_published_keys() {
    let models = schema("/service", BASE).unwrap()["models"].take();
    assert_eq!(
        models["service.BillingStateEnum"],
        json!({
            "id": "BillingStateEnum",
            "namespace": "service",
            "description": "Whether a service is paid",
            "enum": ["expired", "ok", "pending", "unpaid"],
            "enumType": "string",
        })
    );
    let generic = &models["complexType.SafeKeyValue<T>"];
    assert_eq!(generic["id"], "SafeKeyValue");
    assert_eq!(generic["generics"], json!(["T"]));
    assert_eq!(
        models["serviceList.Service"]["properties"]["expirationDate"],
        json!({
            "type": "date",
            "fullType": "date",
            "canBeNull": true,
            "readOnly": true,
            "required": false,
            "description": "Day on which the service expires unless it is renewed",
        })
    );
    assert_eq!(keys(&models["order.Price"]["properties"]), ["currencyCode", "text", "value"]);
    let me = schema("/me", BASE).unwrap();
    assert_eq!(
        keys(&me["models"]["order.Price"]["properties"]),
        ["currencyCode", "priceInUcents", "text", "value"]
    );
}

#[test]
fn deprecation_says_since_when_and_what_instead() {
    let me = schema("/me", BASE).unwrap();
    let apis = me["apis"].as_array().unwrap();
    let cards = apis.iter().find(|api| api["path"] == "/me/paymentMean/creditCard").unwrap();
    assert_eq!(
        cards["operations"][0]["apiStatus"],
        json!({
            "value": "DEPRECATED",
            "description": "Will be removed",
            "deprecatedDate": "2023-03-07T00:00:00+00:00",
            "deletionDate": "2023-09-07T00:00:00+00:00",
            "replacement": "/me/payment/method",
        })
    );
}

/// What [`check`] says, as text.
fn verdict(data_type: &str, value: &Value) -> String {
    match check(data_type, "/service", value) {
        Ok(()) => "fits".to_owned(),
        Err(mismatch) => mismatch.to_string(),
    }
}

#[test]
fn primitives_are_told_apart() {
    let cases = [
        ("long", json!(1), true),
        ("long", json!(1.0), false),
        ("long", json!("1"), false),
        ("long", json!(u64::MAX), false),
        ("double", json!(1), true),
        ("double", json!(1.5), true),
        ("boolean", json!(false), true),
        ("boolean", json!("false"), false),
        ("text", json!(""), true),
        ("password", json!(null), false),
        ("date", json!("2024-02-29"), true),
        ("date", json!("2023-02-29"), false),
        ("date", json!("20240229"), false),
        ("date", json!("2024-02-29T00:00:00"), false),
        ("datetime", json!("2018-05-15T15:49:06+02:00"), true),
        ("datetime", json!("2018-05-15T15:49:06Z"), false),
        ("datetime", json!("2018-05-15 15:49:06"), false),
        ("duration", json!("P1Y"), true),
        ("duration", json!("1 year"), false),
        ("ipBlock", json!("192.0.2.0/24"), true),
        ("ipBlock", json!("2001:db8::/129"), false),
        ("ipBlock", json!("192.0.2.1"), true),
        ("void", json!(null), true),
        ("void", json!(""), false),
        ("string[]", json!(["a"]), true),
        ("string[]", json!({}), false),
        ("map[string]long", json!({"a": 1}), true),
        ("coreTypes.ServiceId:long", json!(1), true),
    ];
    for (data_type, value, fits) in cases {
        assert_eq!(check(data_type, "/service", &value).is_ok(), fits, "{data_type}: {value}");
    }
}

#[test]
fn a_mismatch_says_where_and_what() {
    let price = || json!({"currencyCode": "EUR", "text": "1.99 €", "value": 1.99});
    let strategy = |price: Value, services: Value| {
        json!([{"renewPeriod": "P1Y", "strategies": [{
            "price": price,
            "priceInUcents": 199_000_000,
            "services": services,
            "servicesDetails": [],
        }]}])
    };
    let of = |value: Value| verdict("service.renew.RenewDescription[]", &value);
    let mut more = price();
    more["priceInUcents"] = json!(1);
    let mut less = price();
    less.as_object_mut().unwrap().remove("text");
    let mut null = price();
    null["text"] = json!(null);
    let mut other = price();
    other["currencyCode"] = json!("eur");

    assert_eq!(of(strategy(price(), json!([1]))), "fits");
    assert_eq!(
        of(strategy(price(), json!([1, "2"]))),
        r#"at $[0].strategies[0].services[1]: expected long, found "2""#
    );
    assert_eq!(
        of(strategy(json!(1.99), json!([]))),
        "at $[0].strategies[0].price: expected order.Price, found 1.99"
    );
    assert_eq!(
        of(strategy(json!(null), json!([]))),
        "at $[0].strategies[0].price: expected order.Price, found null"
    );
    assert_eq!(
        of(strategy(more, json!([]))),
        "at $[0].strategies[0].price.priceInUcents: expected no such field in order.Price, found 1"
    );
    assert_eq!(
        of(strategy(less, json!([]))),
        "at $[0].strategies[0].price.text: expected string, found nothing"
    );
    assert_eq!(
        of(strategy(null, json!([]))),
        "at $[0].strategies[0].price.text: expected string, found null"
    );
    assert_eq!(
        of(strategy(other, json!([]))),
        r#"at $[0].strategies[0].price.currencyCode: expected a value of order.CurrencyCodeEnum, found "eur""#
    );
}

#[test]
fn generic_models_take_their_argument() {
    let of = |value: Value| verdict("complexType.SafeKeyValue<string>[]", &value);
    assert_eq!(of(json!([{"key": "k", "value": "v"}])), "fits");
    assert_eq!(of(json!([{"key": "k", "value": 1}])), "at $[0].value: expected string, found 1");
}

#[test]
fn a_type_of_another_file_is_not_known() {
    assert_eq!(
        verdict("billing.Order", &json!({})),
        r#"at $: expected a type known in /service, found "billing.Order""#
    );
}
