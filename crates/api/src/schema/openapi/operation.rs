//! One operation of an OpenAPI document.

use serde_json::{Map, Value, json};

use super::components::{Components, Use};
use crate::catalogue::{DataType, Location, Method, Operation, Parameter, Resource, Status};

/// The operation that asks for a credential: it needs the key of the application, and no signature.
const ASKS_FOR_CREDENTIAL: &str = "/auth/credential";

/// The name of the group that the operations of a resource are in.
pub(super) fn tag(resource: Resource) -> &'static str {
    resource.path.trim_start_matches('/')
}

pub(super) fn describe(operation: &Operation, components: &mut Components) -> Value {
    let mut described = json!({
        "operationId": operation_id(operation),
        "tags": [tag(operation.resource)],
        "summary": operation.description,
        "security": security(operation),
        "parameters": parameters(operation, components),
        "responses": {
            "200": {
                "description": operation.response,
                "content": content(&components.schema(operation.resource.path, operation.response, Use::Answer)),
            },
            "default": { "$ref": "#/components/responses/Error" },
        },
        "x-ovh-errors": operation.errors().collect::<Vec<_>>(),
        "x-ovh-status": match operation.status {
            Status::Production => "PRODUCTION",
            Status::Beta => "BETA",
            Status::Deprecated { .. } => "DEPRECATED",
        },
    });
    let Some(object) = described.as_object_mut() else { return described };
    if matches!(operation.status, Status::Deprecated { .. }) {
        object.insert("deprecated".to_owned(), true.into());
    }
    if let Some(body) = body(operation, components) {
        object.insert("requestBody".to_owned(), body);
    }
    if let Some(action) = operation.iam_action {
        object.insert("x-iam-actions".to_owned(), json!([{ "name": action, "required": true }]));
    }
    described
}

/// Method and path in one word: `getServiceByServiceIdRenew`.
fn operation_id(operation: &Operation) -> String {
    let mut id = operation.method.as_str().to_lowercase();
    for segment in operation.path.split('/') {
        let variable = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        if variable.is_some() {
            id.push_str("By");
        }
        let mut letters = variable.unwrap_or(segment).chars();
        id.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        id.extend(letters);
    }
    id
}

fn security(operation: &Operation) -> Value {
    match (operation.authentication, operation.path) {
        (true, _) => {
            json!([{ "application": [], "consumer": [], "timestamp": [], "signature": [] }])
        }
        (false, ASKS_FOR_CREDENTIAL) => json!([{ "application": [] }]),
        (false, _) => json!([]),
    }
}

fn parameters(operation: &Operation, components: &mut Components) -> Vec<Value> {
    let resource = operation.resource.path;
    let named = operation.parameters.iter().filter_map(|parameter| {
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Body => return None,
        };
        let mut described = json!({
            "name": parameter.name?,
            "in": place,
            "required": parameter.required,
            "description": parameter.description,
        });
        let schema = components.schema(resource, parameter.data_type, Use::Request);
        // An object stands in a query as JSON.
        let is_object = matches!(DataType::parse(parameter.data_type), DataType::Map(_));
        let (keyword, value) =
            if is_object { ("content", content(&schema)) } else { ("schema", schema) };
        described = Components::with(described, keyword, value);
        Some(described)
    });
    let mut parameters: Vec<_> = named.collect();
    let headers = header_parameters();
    let of_operation = headers.keys().filter(|name| has_header(operation, name));
    parameters.extend(
        of_operation.map(|name| json!({ "$ref": format!("#/components/parameters/{name}") })),
    );
    parameters
}

/// The headers that mean the same wherever they are heeded.
pub(super) fn header_parameters() -> Map<String, Value> {
    let header = |name: &str, description: &str, schema: Value| json!({ "name": name, "in": "header", "description": description, "schema": schema });
    let entries = [(
        "IdempotencyKey",
        header(
            "Idempotency-Key",
            "Says that the request may arrive twice: it is done once, and answered the same",
            json!({ "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" }),
        ),
    )];
    entries.into_iter().map(|(name, header)| (name.to_owned(), header)).collect()
}

fn has_header(operation: &Operation, name: &str) -> bool {
    match name {
        "IdempotencyKey" => operation.method == Method::Post && operation.path != "/auth/logout",
        _ => false,
    }
}

fn body(operation: &Operation, components: &mut Components) -> Option<Value> {
    let resource = operation.resource.path;
    let body: Vec<&Parameter> =
        operation.parameters.iter().filter(|p| p.location == Location::Body).collect();
    let schema = match body.as_slice() {
        [] => return None,
        [whole] if whole.name.is_none() => {
            components.schema(resource, whole.data_type, Use::Request)
        }
        fields => {
            let properties = fields.iter().filter_map(|field| {
                let schema = components.schema(resource, field.data_type, Use::Request);
                let schema = if field.required { schema } else { Components::or_null(schema) };
                Some((
                    field.name?.to_owned(),
                    Components::with(schema, "description", field.description.into()),
                ))
            });
            let properties: Map<_, _> = properties.collect();
            let required: Vec<_> =
                fields.iter().filter(|field| field.required).filter_map(|f| f.name).collect();
            json!({
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            })
        }
    };
    Some(json!({
        "required": body.iter().any(|parameter| parameter.required),
        "content": content(&schema),
    }))
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}
