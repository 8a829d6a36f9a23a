//! The error body of API v1, and the codes, messages and classes that clients know.
//!
//! SDKs turn `errorCode` into exceptions and some programs compare `message` word for word, so both are constants here.
//! Which HTTP status goes with an error is not decided here: that is the server's.
//!
//! ```
//! use perennial_api::error::{Error, class, code, message};
//!
//! let gone = Error::new(message::SERVICE_NOT_FOUND).class(class::NOT_FOUND);
//! assert_eq!(
//!     serde_json::to_string(&gone)?,
//!     r#"{"message":"This service does not exist","class":"Client::NotFound"}"#,
//! );
//! let received: Error = serde_json::from_str(r#"{"errorCode":"INVALID_KEY","details":["?"]}"#)?;
//! assert_eq!(received.error_code.as_deref(), Some(code::INVALID_KEY));
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The response header with the id of the request, which SDKs put into the text of their exceptions.
///
/// Header names here are in lower case, as HTTP/2 and most libraries want constants to be; their case has no meaning.
pub const QUERY_ID_HEADER: &str = "x-ovh-queryid";

/// The body of an answer that is not a success. Keys without a value are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Error {
    /// What went wrong, for people. Empty only if a server sent none.
    #[serde(default)]
    pub message: String,
    /// What went wrong, for programs: one of [`class`], or a longer name that begins with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// What is wrong with the credential, for programs: one of [`code`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The status line of the answer once more, such as `403 Forbidden`. Only errors of authentication have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http_code: Option<String>,
    /// More facts. Text to text: one SDK cannot decode anything else.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "any_details")]
    pub details: BTreeMap<String, String>,
}

impl Error {
    /// An error with a message and nothing else.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            class: None,
            error_code: None,
            http_code: None,
            details: BTreeMap::new(),
        }
    }

    /// The same error with a class.
    #[must_use]
    pub fn class(self, class: impl Into<String>) -> Self {
        Self { class: Some(class.into()), ..self }
    }

    /// The same error with an error code.
    #[must_use]
    pub fn code(self, code: impl Into<String>) -> Self {
        Self { error_code: Some(code.into()), ..self }
    }

    /// The same error with one more detail.
    #[must_use]
    pub fn detail(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.details.insert(name.into(), value.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Reads details of any shape, because an error must never be hidden behind an error of decoding. A value that is not
/// text is kept as JSON text; a collection without names goes under the name `details`.
fn any_details<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    fn text(value: Value) -> String {
        match value {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => BTreeMap::new(),
        Value::Object(map) => map.into_iter().map(|(name, value)| (name, text(value))).collect(),
        other => BTreeMap::from([("details".to_owned(), text(other))]),
    })
}

/// Error codes: what is wrong with a credential.
pub mod code {
    /// No application has this key.
    pub const INVALID_KEY: &str = "INVALID_KEY";
    /// The signature is not that of the request.
    pub const INVALID_SIGNATURE: &str = "INVALID_SIGNATURE";
    /// The timestamp is too far from the server's time.
    pub const QUERY_TIME_OUT: &str = "QUERY_TIME_OUT";
    /// No credential has this consumer key.
    pub const NOT_CREDENTIAL: &str = "NOT_CREDENTIAL";
    /// The credential is not validated yet, or refused, or expired.
    pub const INVALID_CREDENTIAL: &str = "INVALID_CREDENTIAL";
    /// No rule of the credential allows the call.
    pub const NOT_GRANTED_CALL: &str = "NOT_GRANTED_CALL";
    /// The call is forbidden for another reason.
    pub const FORBIDDEN: &str = "FORBIDDEN";
    /// A body or a parameter is wrong.
    pub const INVALID_ARGUMENT: &str = "INVALID_ARGUMENT";
}

/// Messages that clients compare word for word, mistakes included.
pub mod message {
    /// With [`code::INVALID_KEY`](super::code::INVALID_KEY).
    pub const INVALID_KEY: &str = "This application key is invalid";
    /// With [`code::INVALID_SIGNATURE`](super::code::INVALID_SIGNATURE).
    pub const INVALID_SIGNATURE: &str = "Invalid signature";
    /// With [`code::QUERY_TIME_OUT`](super::code::QUERY_TIME_OUT).
    pub const QUERY_TIME_OUT: &str = "Query out of time";
    /// With [`code::NOT_CREDENTIAL`](super::code::NOT_CREDENTIAL).
    pub const NOT_CREDENTIAL: &str = "This credential does not exist";
    /// With [`code::INVALID_CREDENTIAL`](super::code::INVALID_CREDENTIAL).
    pub const INVALID_CREDENTIAL: &str = "This credential is not valid";
    /// With [`code::NOT_GRANTED_CALL`](super::code::NOT_GRANTED_CALL).
    pub const NOT_GRANTED_CALL: &str = "This call has not been granted";
    /// The request has no headers of authentication at all.
    pub const LOGIN_FIRST: &str = "You must login first";
    /// Access rules that cannot be read.
    pub const INVALID_ACCESS_RULES: &str = "Body parameter accessRules isn't formated correctly";
    /// No operation has this path.
    pub const UNKNOWN_URL: &str = "Got an invalid (or empty) URL";
    /// The path names a service that the account does not have.
    pub const SERVICE_NOT_FOUND: &str = "This service does not exist";
    /// The path names a service that has expired.
    pub const SERVICE_EXPIRED: &str = "This service is expired";
    /// The server failed.
    pub const INTERNAL: &str = "Internal server error";

    /// The path names an object that the account does not have.
    ///
    /// ```
    /// let text = perennial_api::error::message::object_not_found("orderId", 42);
    /// assert_eq!(text, "The requested object (orderId = 42) does not exist");
    /// ```
    pub fn object_not_found(parameter: &str, value: impl std::fmt::Display) -> String {
        format!("The requested object ({parameter} = {value}) does not exist")
    }

    /// The order does not accept this kind of payment mean.
    pub fn cannot_be_paid_with(payment_mean: impl std::fmt::Display) -> String {
        format!("This order can't be paid with '{payment_mean}'")
    }
}

/// Error classes. A longer name such as `Client::NotFound::ServiceNotFound` is of the class it begins with.
pub mod class {
    /// A parameter is wrong.
    pub const BAD_REQUEST: &str = "Client::BadRequest";
    /// Nobody is signed in.
    pub const UNAUTHORIZED: &str = "Client::Unauthorized";
    /// Something has to be paid first.
    pub const PAYMENT_REQUIRED: &str = "Client::PaymentRequired";
    /// The caller may not do this.
    pub const FORBIDDEN: &str = "Client::Forbidden";
    /// There is no such path or object.
    pub const NOT_FOUND: &str = "Client::NotFound";
    /// The service has expired. The status of these is 460.
    pub const SERVICE_EXPIRED: &str = "Client::ServiceExpired";
    /// The state of things does not allow this now.
    pub const CONFLICT: &str = "Client::Conflict";
    /// The server failed.
    pub const INTERNAL: &str = "Server::InternalServerError";
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn details_of_any_shape_are_kept() {
        let cases = [
            (json!(null), vec![]),
            (json!({"a": "b"}), vec![("a", "b")]),
            (json!({"a": 1, "b": {"c": null}}), vec![("a", "1"), ("b", r#"{"c":null}"#)]),
            (json!(["x"]), vec![("details", r#"["x"]"#)]),
            (json!("x"), vec![("details", "x")]),
        ];
        for (details, expected) in cases {
            let error: Error = from_value(json!({"message": "m", "details": details})).unwrap();
            let kept: Vec<_> =
                error.details.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(kept, expected);
        }
    }

    #[test]
    fn a_full_body_round_trips() {
        let body = json!({
            "message": "This call has not been granted",
            "class": "Client::Forbidden",
            "errorCode": "NOT_GRANTED_CALL",
            "httpCode": "403 Forbidden",
            "details": {"missingRule": "POST /service/*/renew"},
        });
        let error: Error = from_value(body.clone()).unwrap();
        assert_eq!(serde_json::to_value(&error).unwrap(), body);
        assert_eq!(error.to_string(), message::NOT_GRANTED_CALL);
    }

    #[test]
    fn unknown_keys_and_missing_ones_do_not_hide_an_error() {
        let error: Error = from_value(json!({"status": 500})).unwrap();
        assert_eq!(error, Error::new(""));
    }
}
