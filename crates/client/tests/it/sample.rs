//! Values of any type of the catalogue, made from the catalogue.

use perennial_api::catalogue::{Shape, find_model};
use serde_json::{Value, json};

/// A value of a type that is published in the schema file of `resource`.
pub(crate) fn value(resource: &str, data_type: &str) -> Value {
    let name = data_type.rsplit_once(':').map_or(data_type, |(_alias, name)| name);
    if let Some(item) = name.strip_suffix("[]") {
        return json!([value(resource, item)]);
    }
    if let Some(item) = name.strip_prefix("map[string]") {
        return json!({"key": value(resource, item)});
    }
    match name {
        "long" => json!(12345),
        "double" => json!(37.87),
        "boolean" => json!(true),
        "string" | "text" | "password" | "duration" => json!("P1Y"), // renewPeriod is published as a string
        "date" => json!("2024-02-29"),
        "datetime" => json!("2018-05-15T15:49:06+02:00"),
        "ip" | "ipv4" => json!("192.0.2.1"),
        "ipv6" => json!("2001:db8::1"),
        "uuid" => json!("123e4567-e89b-42d3-a456-426614174000"),
        "complexType.UnitAndValue<long>" => json!({"unit": "Mbps", "value": 500}),
        "complexType.UnitAndValue<double>" => json!({"unit": "GB", "value": 37.5}),
        "ipBlock" | "ipv4Block" | "ipv6Block" => json!("192.0.2.0/24"),
        "void" => json!(null),
        "complexType.SafeKeyValue<string>" => json!({"key": "k", "value": "v"}),
        model => match find_model(resource, model).unwrap_or_else(|| panic!("no {model}")).shape {
            Shape::Enum(values) => json!(values[0]),
            Shape::Fields(properties) => properties
                .iter()
                .map(|property| (property.name.to_owned(), value(resource, property.data_type)))
                .collect(),
        },
    }
}
