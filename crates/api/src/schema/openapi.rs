//! The API as an OpenAPI 3.1 document, made from the same catalogue as the schema files.
//!
//! What OpenAPI cannot say is said in words, or in extensions: `x-ovh-status` how far an operation may be relied on,
//! `x-ovh-errors` the classes of its errors, `x-iam-actions` the names under which policies grant it. Errors have no
//! statuses here, because choosing one is the server's business: they are the `default` answer.

mod components;
mod operation;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use self::components::Components;
use crate::catalogue;

/// What holds for many operations, and gives answers another form than the one that is described with each.
const DESCRIPTION: &str = "\
The part of OVHcloud's API v1 by which services are renewed.

With `X-Ovh-Batch: ,` a `GET` takes several keys in the last variable of its path, joined by commas, and answers a list \
of `{key, value, error}`.

With `X-Pagination-Mode: CachedObjectList-Pages` a list of ids answers the objects instead, page by page, where there \
is a route that reads one: `X-Pagination-Size`, `X-Pagination-Number`, `X-Pagination-Sort`, `X-Pagination-Sort-Order` \
(`ASC`, `DESC`), `X-Pagination-Filter` (`field:op=value`, joined by `&`; `eq`, `ne`, `lt`, `gt`, `like`, `in`). The \
answer says how many there are in `X-Pagination-Elements`.";

/// The document. `base_path` is the whole address under which the caller finds the API, such as
/// `https://renew.example.com/1.0`.
pub fn openapi(base_path: &str) -> Value {
    let mut components = Components::default();
    let mut paths = Map::new();
    for operation in catalogue::operations() {
        let described = operation::describe(operation, &mut components);
        let methods = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(methods) = methods.as_object_mut() {
            methods.insert(operation.method.as_str().to_lowercase(), described);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Perennial",
            "summary": "Services, the ways to renew them, orders, payments and bills",
            "description": DESCRIPTION,
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": base_path }],
        "tags": tags(),
        "paths": paths,
        "components": {
            "schemas": components.into_schemas(),
            "parameters": operation::header_parameters(),
            "responses": { "Error": error_response() },
            "securitySchemes": security_schemes(),
        },
    })
}

fn tags() -> Vec<Value> {
    let tag = |resource: catalogue::Resource| json!({ "name": operation::tag(resource), "description": resource.description });
    catalogue::resources().into_iter().map(tag).collect()
}

fn error_response() -> Value {
    json!({
        "description": "What went wrong. The status says of which kind it is, `class` more exactly",
        "headers": {
            "X-Ovh-Queryid": {
                "description": "The id of the call, to be named when asking about it",
                "schema": { "type": "string" },
            },
        },
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
    })
}

fn security_schemes() -> Value {
    let header = |name: &str, description: &str| json!({ "type": "apiKey", "in": "header", "name": name, "description": description });
    json!({
        "application": header("X-Ovh-Application", "The key of the application"),
        "consumer": header("X-Ovh-Consumer", "The key that the customer has granted to the application"),
        "timestamp": header(
            "X-Ovh-Timestamp",
            "The time of the request in seconds since 1970, by the server's clock: see /auth/time",
        ),
        "signature": header(
            "X-Ovh-Signature",
            "`$1$` and the SHA-1 in hexadecimal of application secret, consumer key, method, whole URL, body and \
             timestamp, joined by `+`",
        ),
    })
}
