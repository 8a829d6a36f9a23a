//! `X-Ovh-Batch`: one `GET` for several objects, with their keys in the last variable of the path, joined by what the
//! header says. Each is answered for itself, so that one that is not there does not hide the others.

use axum::response::{IntoResponse, Response};
use hyper::http::request::Parts;
use percent_encoding::percent_decode_str;
use perennial_api::catalogue::{Method, matching};
use serde::Serialize;
use serde_json::Value;

use super::header_text;
use super::within::{Within, read};
use crate::error::ApiError;
use crate::reply::Json;

const HEADER: &str = "x-ovh-batch";
/// The most objects at once.
const KEYS_MAX: usize = 200;
/// The most bytes that they may come to: all of them are in memory before the first is sent.
const BYTES_MAX: usize = 16 * 1024 * 1024;

/// Several paths that differ in one segment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    before: String,
    /// As they stand in the path.
    keys: Vec<String>,
    after: String,
}

/// The answer for one of them.
#[derive(Debug, Serialize)]
struct Entry {
    key: String,
    value: Value,
    error: Value,
}

impl Batch {
    /// What the request asks for, if it asks for a batch and its path has a variable.
    pub(super) fn asked(parts: &Parts, path: &str) -> Result<Option<Self>, ApiError> {
        if !parts.headers.contains_key(HEADER) {
            return Ok(None);
        }
        let separator = match header_text(&parts.headers, HEADER).map(str::as_bytes) {
            Some(&[byte]) if byte.is_ascii_punctuation() && !b"/%?#".contains(&byte) => byte,
            _ => {
                let problem = "give one character that separates the keys, such as a comma";
                return Err(ApiError::bad_parameter("X-Ovh-Batch", problem));
            }
        };
        Self::of(path, separator)
    }

    fn of(path: &str, separator: u8) -> Result<Option<Self>, ApiError> {
        let Some(operation) = matching(Method::Get, path) else { return Ok(None) };
        let template: Vec<&str> = operation.path.split('/').collect();
        let variable = template.iter().rposition(|segment| segment.starts_with('{'));
        let Some(variable) = variable else { return Ok(None) };
        let segments: Vec<&str> = path.split('/').collect();
        let Some((before, [joined, after @ ..])) = segments.split_at_checked(variable) else {
            return Ok(None);
        };
        // Some clients encode what separates the keys, and some do not.
        let plain = char::from(separator).to_string();
        let keys = joined
            .replace(&format!("%{separator:02X}"), &plain)
            .replace(&format!("%{separator:02x}"), &plain);
        let keys: Vec<_> = keys.split(&plain).map(str::to_owned).collect();
        if keys.len() > KEYS_MAX {
            let problem = format!("{} keys are too many; ask for {KEYS_MAX} at once", keys.len());
            return Err(ApiError::bad_parameter("X-Ovh-Batch", problem));
        }
        let join = |segments: &[&str]| segments.iter().map(|s| format!("/{s}")).collect::<String>();
        let before = join(before.get(1..).unwrap_or_default());
        Ok(Some(Self { before, keys, after: join(after) }))
    }

    /// The answers. If one of them fails for a reason of the server's, that is the answer to all.
    pub(super) async fn answer(self, within: Within<'_>) -> Response {
        let mut entries = Vec::with_capacity(self.keys.len());
        let mut bytes: usize = 0;
        for key in &self.keys {
            let path = format!("{}/{key}{}", self.before, self.after);
            let (value, error) = match within.get(&path, within.parts.uri.query()).await {
                Ok(answer) => {
                    bytes = bytes.saturating_add(answer.bytes);
                    (answer.value, Value::Null)
                }
                Err(response) if response.status().is_server_error() => return response,
                Err(response) => {
                    let body = read(response.into_body()).await;
                    (Value::Null, serde_json::from_slice(&body).unwrap_or_default())
                }
            };
            if bytes > BYTES_MAX {
                let problem = format!("the answers are over {BYTES_MAX} bytes; ask for fewer keys");
                return ApiError::bad_parameter("X-Ovh-Batch", problem).into_response();
            }
            let key = percent_decode_str(key).decode_utf8_lossy().into_owned();
            entries.push(Entry { key, value, error });
        }
        within.finish(Json(entries).into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_variable_is_taken_apart() {
        for (path, expected) in [
            ("/service/1,2", Some("/service [1 2] ")),
            ("/service/1%2C2%2c3", Some("/service [1 2 3] ")),
            ("/service/1", Some("/service [1] ")),
            ("/service/1,,2", Some("/service [1  2] ")),
            ("/vps/a.net,b.net/serviceInfos", Some("/vps [a.net b.net] /serviceInfos")),
            ("/me/bill/FR1/details/1,2", Some("/me/bill/FR1/details [1 2] ")),
            ("/me", None),
            ("/nowhere/1,2", None),
        ] {
            let batch = Batch::of(path, b',').ok().flatten();
            let shown = batch.map(|b| format!("{} [{}] {}", b.before, b.keys.join(" "), b.after));
            assert_eq!(shown.as_deref(), expected, "{path}");
        }
    }
}
