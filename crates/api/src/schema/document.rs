//! The index and the schema files, as JSON.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::catalogue::{
    self, Location, Model, Operation, Parameter, Property, Shape, Status, base,
};

/// The version that schema files carry.
const API_VERSION: &str = "1.0";

/// The index, served at the base path itself. `base_path` is the whole address under which the caller finds the API,
/// such as `https://renew.example.com/1.0`.
pub fn index(base_path: &str) -> Value {
    let apis: Vec<_> = catalogue::resources()
        .into_iter()
        .map(|resource| {
            json!({
                "path": resource.path,
                "schema": "{path}.{format}",
                "format": ["json", "yaml"],
                "description": resource.description,
            })
        })
        .collect();
    json!({ "apiVersion": API_VERSION, "basePath": base_path, "apis": apis })
}

/// The schema file of a resource such as `/me` or `/dedicated/server`. None if there is no such resource.
pub fn schema(resource: &str, base_path: &str) -> Option<Value> {
    let operations: Vec<_> =
        catalogue::operations().filter(|operation| operation.resource.path == resource).collect();
    if operations.is_empty() {
        return None;
    }
    // The tables keep the operations of one path together.
    let apis: Vec<_> = operations.chunk_by(|a, b| a.path == b.path).filter_map(api).collect();
    let models: Map<_, _> = catalogue::models_of(resource)
        .map(|model| (model.id.to_owned(), self::model(model)))
        .collect();
    Some(json!({
        "apiVersion": API_VERSION,
        "basePath": base_path,
        "resourcePath": resource,
        "apis": apis,
        "models": models,
    }))
}

/// The operations of one path.
fn api(operations: &[&Operation]) -> Option<Value> {
    let first = operations.first()?;
    Some(json!({
        "path": first.path,
        "description": first.description,
        "operations": operations.iter().map(|o| operation(o)).collect::<Vec<_>>(),
    }))
}

fn operation(operation: &Operation) -> Value {
    let mut published = json!({
        "httpMethod": operation.method.as_str(),
        "description": operation.description,
        "responseType": base(operation.response),
        "responseFullType": operation.response,
        "noAuthentication": !operation.authentication,
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "apiStatus": status(operation.status),
        "errors": operation.errors().collect::<Vec<_>>(),
    });
    if let Some(action) = operation.iam_action {
        insert(&mut published, "iamActions", json!([{ "name": action, "required": true }]));
    }
    published
}

fn parameter(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name,
        "dataType": base(parameter.data_type),
        "fullType": parameter.data_type,
        "paramType": match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Body => "body",
        },
        "required": parameter.required,
        "description": parameter.description,
    })
}

fn status(status: Status) -> Value {
    let midnight = |date: Date| format!("{date}T00:00:00+00:00");
    match status {
        Status::Production => json!({ "value": "PRODUCTION", "description": "Stable" }),
        Status::Beta => json!({ "value": "BETA", "description": "May change" }),
        Status::Deprecated { deprecated_on, deletion_on, replacement } => json!({
            "value": "DEPRECATED",
            "description": "Will be removed",
            "deprecatedDate": midnight(deprecated_on),
            "deletionDate": midnight(deletion_on),
            "replacement": replacement,
        }),
    }
}

fn model(model: &Model) -> Value {
    let name = model.id.split_once('<').map_or(model.id, |(name, _)| name);
    let (namespace, id) = name.rsplit_once('.').unwrap_or(("", name));
    let mut published =
        json!({ "id": id, "namespace": namespace, "description": model.description });
    if let Some(generic) = model.generic() {
        insert(&mut published, "generics", json!([generic]));
    }
    match model.shape {
        Shape::Fields(properties) => {
            let properties: Map<_, _> = properties
                .iter()
                .map(|property| (property.name.to_owned(), self::property(property)))
                .collect();
            insert(&mut published, "properties", properties.into());
        }
        Shape::Enum(values) => {
            insert(&mut published, "enum", json!(values));
            insert(&mut published, "enumType", json!("string"));
        }
    }
    published
}

fn property(property: &Property) -> Value {
    json!({
        "type": base(property.data_type),
        "fullType": property.data_type,
        "canBeNull": property.nullable,
        "readOnly": property.read_only,
        "required": property.required,
        "description": property.description,
    })
}

/// Adds a key that not every entry has.
fn insert(object: &mut Value, key: &str, value: Value) {
    if let Some(map) = object.as_object_mut() {
        map.insert(key.to_owned(), value);
    }
}
