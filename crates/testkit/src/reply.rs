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
    /// The body, byte by byte.
    pub bytes: Vec<u8>,
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
        let bytes = bytes.to_vec();
        Self { status: parts.status.as_u16(), body, query_id, headers, bytes }
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

    /// A header, if it is there once.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        let (_, value) = values.next()?;
        values.next().is_none().then_some(value)
    }

    /// Status and body in one text, for comparison with an expected one.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{} {}", self.status, pretty(&self.body))
    }

    /// Whether the body of an error has the published form: a message, and beside it only what clients know, all of
    /// it text.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check_error(&self) -> Result<(), String> {
        let fields = self.body.as_object().ok_or("the body of the error is no JSON object")?;
        if self.header("content-type") != Some("application/json;charset=utf-8") {
            return Err("the content type is not that of JSON".to_owned());
        }
        for (name, value) in fields {
            let fits = match name.as_str() {
                "message" | "class" => value.as_str().is_some_and(|text| !text.is_empty()),
                "errorCode" | "httpCode" => value.is_string(),
                "details" => {
                    value.as_object().is_some_and(|map| map.values().all(Value::is_string))
                }
                _ => false,
            };
            if !fits {
                return Err(format!("`{name}` does not belong into an error like this"));
            }
        }
        let has = |name| fields.contains_key(name);
        if has("message") && has("class") { Ok(()) } else { Err("no message or class".to_owned()) }
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
