//! What a test server answers.

use hyper::http::response::Parts;
use perennial_api::error::QUERY_ID_HEADER;
use serde_json::Value;

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body as JSON, or as text where it is none.
    pub body: Value,
    /// The id of the call.
    pub query_id: Option<String>,
    /// All headers, by lower-case names.
    pub headers: Vec<(String, String)>,
}

impl Reply {
    pub(crate) fn new(parts: &Parts, bytes: &[u8]) -> Self {
        let text = || Value::String(String::from_utf8_lossy(bytes).into_owned());
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let query_id =
            headers.iter().find(|(name, _)| name == QUERY_ID_HEADER).map(|(_, id)| id.clone());
        let body = serde_json::from_slice(bytes).unwrap_or_else(|_| text());
        Self { status: parts.status.as_u16(), body, query_id, headers }
    }

    /// The body of a success.
    ///
    /// # Panics
    ///
    /// When it is none.
    #[must_use]
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    /// The status and the message of an error.
    ///
    /// # Panics
    ///
    /// When it is none, or not in the API's form.
    #[must_use]
    pub fn error(&self) -> (u16, &str) {
        assert!(self.status >= 400, "not an error: {}", self.body);
        let message = self.body.get("message").and_then(Value::as_str);
        (self.status, message.unwrap_or_else(|| panic!("no message in {}", self.body)))
    }

    /// The error code, for errors of authentication.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.body.get("errorCode").and_then(Value::as_str)
    }
}

/// A value as JSON text over several lines, for comparison with an expected text.
///
/// # Panics
///
/// When it cannot be written as JSON.
#[must_use]
pub fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}
