//! `/me/api/logs`: which calls were made.

use serde::{Deserialize, Serialize};

use super::{DateTime, wire_enum};

wire_enum! {
    /// A method of HTTP.
    CallMethod = "http.MethodEnum" {
        Delete = "DELETE",
        Get = "GET",
        Post = "POST",
        Put = "PUT",
    }
}

/// A call, `api.Log`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiLog {
    /// The account it was made for.
    pub account: String,
    /// When.
    pub date: DateTime,
    /// Where it came from.
    pub ip: Option<String>,
    /// Its id.
    pub log_id: i64,
    /// Its method.
    pub method: CallMethod,
    /// Its path, without query.
    pub path: String,
    /// The path with its variables.
    pub route: String,
}
