//! `/me/api/logs`: which calls were made.

use super::account::ME;
use super::notation::{fields, path, ro, values};
use super::operation::{Operation, Parameter};
use super::shape::Model;

const LOG_ID: Parameter = path("logId", "long", "Id of the call");

pub(super) const OPERATIONS: &[Operation] = &[
    ME.get(
        "/me/api/logs/self",
        "long[]",
        "List the ids of the calls that may have changed something, the oldest first",
        &[],
    )
    .iam("account:apiovh:me/api/logs/self/get"),
    ME.get("/me/api/logs/self/{logId}", "api.Log", "Read what was called", &[LOG_ID])
        .iam("account:apiovh:me/api/logs/self/get"),
    ME.get(
        "/me/api/logs/services",
        "long[]",
        "List the ids of those that were about services, the oldest first",
        &[],
    )
    .iam("account:apiovh:me/api/logs/services/get"),
    ME.get("/me/api/logs/services/{logId}", "api.Log", "Read what was called", &[LOG_ID])
        .iam("account:apiovh:me/api/logs/services/get"),
];

pub(super) const MODELS: &[Model] = &[
    fields(
        "api.Log",
        "A call",
        &[
            ro("account", "string", "The account it was made for"),
            ro("date", "datetime", "When"),
            ro("ip", "ip?", "Where it came from"),
            ro("logId", "long", "Its id"),
            ro("method", "http.MethodEnum", "Method"),
            ro("path", "string", "Path, without query"),
            ro("route", "string", "Path with its variables"),
        ],
    ),
    values("http.MethodEnum", "A method of HTTP", &["DELETE", "GET", "POST", "PUT"]),
];
