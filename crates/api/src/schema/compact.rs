//! The whole catalogue in one small document, for the console.
//!
//! It has what the schema files and the OpenAPI document have, with each model once and with short keys, and an example of each
//! body. Only the console reads it: it may change with any version.
//!
//! | key | what it is |
//! |---|---|
//! | `resources` | path and description of each family of paths |
//! | `operations` | `m`ethod, `p`ath, `r`esource (its place in the list), `d`escription, `a`nswer's type, `o`pen to everybody, `s`tatus, `iam` action, `e`rror classes, parameters `q`, body's e`x`ample |
//! | `q` | place (0 path, 1 query, 2 body), name, type, whether it is required, description |
//! | `models` | `i`d, `d`escription, and `v`alues of an enum or `f`ields: name, type, 1 may be null + 2 read only + 4 required, description |
//! | `of` | the models of each resource, as places in `models` |

use serde_json::{Map, Value, json};

use super::example;
use crate::catalogue::{
    self, Location, Method, Model, Operation, Parameter, Property, Shape, Status,
};

/// The document.
#[must_use]
pub fn compact() -> Value {
    let resources = catalogue::resources();
    let mut models: Vec<&Model> = Vec::new();
    let mut of = Vec::new();
    for resource in &resources {
        let mut places = Vec::new();
        for model in catalogue::models_of(resource.path) {
            let known = models.iter().position(|one| *one == model);
            places.push(known.unwrap_or_else(|| {
                models.push(model);
                models.len().saturating_sub(1)
            }));
        }
        of.push(places);
    }
    let place = |path: &str| resources.iter().position(|resource| resource.path == path);
    let operations = catalogue::operations().map(|one| operation(one, place(one.resource.path)));
    json!({
        "resources": resources.iter().map(|one| json!([one.path, one.description])).collect::<Vec<_>>(),
        "operations": operations.collect::<Vec<_>>(),
        "models": models.into_iter().map(model).collect::<Vec<_>>(),
        "of": of,
    })
}

fn operation(operation: &Operation, resource: Option<usize>) -> Value {
    let parameters: Vec<_> = operation.parameters.iter().map(parameter).collect();
    let entries = [
        ("m", Some(json!(operation.method.as_str()))),
        ("p", Some(json!(operation.path))),
        ("r", Some(json!(resource))),
        ("d", Some(json!(operation.description))),
        ("a", Some(json!(operation.response))),
        ("o", (!operation.authentication).then(|| json!(1))),
        ("s", status(operation.status)),
        ("iam", operation.iam_action.map(Value::from)),
        ("e", Some(operation.errors().collect())),
        ("q", (!parameters.is_empty()).then_some(Value::Array(parameters))),
        ("x", body_example(operation)),
    ];
    let entries = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(entries.collect())
}

fn status(status: Status) -> Option<Value> {
    match status {
        Status::Production => None,
        Status::Beta => Some(json!("BETA")),
        Status::Deprecated { deprecated_on, deletion_on, replacement } => {
            Some(json!([deprecated_on.to_string(), deletion_on.to_string(), replacement]))
        }
    }
}

fn parameter(parameter: &Parameter) -> Value {
    let place = match parameter.location {
        Location::Path => 0,
        Location::Query => 1,
        Location::Body => 2,
    };
    let required = u8::from(parameter.required);
    json!([place, parameter.name, parameter.data_type, required, parameter.description])
}

fn model(model: &Model) -> Value {
    match model.shape {
        Shape::Enum(values) => json!({ "i": model.id, "d": model.description, "v": values }),
        Shape::Fields(fields) => {
            let fields: Vec<_> = fields.iter().map(field).collect();
            json!({ "i": model.id, "d": model.description, "f": fields })
        }
    }
}

fn field(field: &Property) -> Value {
    let flags = [(field.nullable, 1), (field.read_only, 2), (field.required, 4)];
    let flags: u8 = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).sum();
    json!([field.name, field.data_type, flags, field.description])
}

/// A body that the operation can read, with everything that may be in it.
#[must_use]
pub fn body_example(operation: &Operation) -> Option<Value> {
    if operation.method == Method::Get {
        return None;
    }
    let of_body = operation.parameters.iter().filter(|one| one.location == Location::Body);
    let body: Vec<&Parameter> = of_body.collect();
    match body.as_slice() {
        [] => None,
        [whole] if whole.name.is_none() => example::value(operation.resource.path, whole.data_type),
        fields => {
            let field = |one: &&Parameter| {
                let value = example::value(operation.resource.path, one.data_type)?;
                Some((one.name?.to_owned(), value))
            };
            Some(Value::Object(fields.iter().filter_map(field).collect::<Map<_, _>>()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<'v>(value: &'v Value, key: &str) -> &'v str {
        value.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn place(value: &Value) -> usize {
        value.as_u64().and_then(|at| at.try_into().ok()).unwrap()
    }

    #[test]
    fn every_operation_is_there_with_what_the_catalogue_says() {
        let document = compact();
        let described = document["operations"].as_array().unwrap();
        assert_eq!(described.len(), catalogue::operations().count());
        for (described, operation) in described.iter().zip(catalogue::operations()) {
            assert_eq!(text(described, "m"), operation.method.as_str());
            assert_eq!(text(described, "p"), operation.path);
            let resource = &document["resources"][place(&described["r"])];
            assert_eq!(resource[0], operation.resource.path);
            let parameters = described.get("q").and_then(Value::as_array).map_or(0, Vec::len);
            assert_eq!(parameters, operation.parameters.len());
        }
    }

    #[test]
    fn each_resource_has_its_own_models() {
        let document = compact();
        for (resource, places) in
            catalogue::resources().iter().zip(document["of"].as_array().unwrap())
        {
            let named = places.as_array().unwrap().iter();
            let named = named.map(|at| &document["models"][place(at)]);
            let ids: Vec<_> = named.map(|model| text(model, "i")).collect();
            let expected: Vec<_> =
                catalogue::models_of(resource.path).map(|model| model.id).collect();
            assert_eq!(ids, expected, "{}", resource.path);
        }
    }

    #[test]
    fn an_example_has_every_field_that_can_be_written() {
        let example = |method, path| body_example(catalogue::find(method, path).unwrap()).unwrap();
        assert_eq!(
            example(Method::Post, "/service/{serviceId}/renew"),
            json!({"dryRun": false, "duration": "P1Y", "services": [1]})
        );
        let put = example(Method::Put, "/service/{serviceId}");
        assert_eq!(put, json!({"resource": {"displayName": "text"}}));
    }
}
