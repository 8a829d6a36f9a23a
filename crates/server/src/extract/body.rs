//! The body of a request: JSON of one type, or an error that says which field is wrong, how, and where.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use crate::error::ApiError;

/// The body, as JSON of one type.
#[derive(Debug)]
pub(crate) struct Payload<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Payload<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = bytes::Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|error| ApiError::unreadable_body(&error))?;
        parse_body(&bytes).map(Self)
    }
}

fn parse_body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    match bytes.trim_ascii_start().first() {
        None => return Err(ApiError::bad_request("The body is empty; send a JSON object")),
        // What reads a type would take a list for the fields in their order.
        Some(b'[') => return Err(ApiError::bad_request("The body is a list; send a JSON object")),
        Some(_) => {}
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        bad_body(&path, error.inner())
    })?;
    reader.end().map(|()| value).map_err(|error| bad_body(".", &error))
}

/// What is wrong with a body, in the words of JSON, and where.
fn bad_body(path: &str, error: &serde_json::Error) -> ApiError {
    let place = format!("line {} column {}", error.line(), error.column());
    let text = error.to_string();
    let text = text.strip_suffix(&format!(" at {place}")).unwrap_or(&text);
    if !error.is_data() {
        return ApiError::bad_request(format!("The body is not JSON: {text} at {place}"));
    }
    let words = [
        ("expected i64", "expected a whole number"),
        ("expected a sequence", "expected a list"),
        ("invalid type: sequence", "invalid type: list"),
        ("invalid type: map", "invalid type: object"),
    ];
    let text = words.iter().fold(text.to_owned(), |text, (rust, json)| text.replace(rust, json));
    match path {
        "." => ApiError::bad_request(format!("The body is not what this call takes: {text}")),
        field => ApiError::bad_parameter(field, format!("{text} (at {place})")),
    }
}
