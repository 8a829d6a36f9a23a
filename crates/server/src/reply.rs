//! An answer in JSON, written once into a buffer that most answers fit in; and one in YAML.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use perennial_api::schema::yaml;
use serde::Serialize;
use serde_json::Value;

use crate::error::ApiError;

/// Bytes that are set aside for an answer.
const ROOM: usize = 4096;

/// A value that is answered as JSON.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> Json<T> {
    /// The value, written.
    pub(crate) fn into_bytes(self) -> Result<Bytes, serde_json::Error> {
        let mut buffer = Vec::with_capacity(ROOM);
        serde_json::to_writer(&mut buffer, &self.0)?;
        Ok(buffer.into())
    }
}

/// An answer that is JSON already.
pub(crate) fn json_response(written: Bytes) -> Response {
    let kind = HeaderValue::from_static("application/json;charset=utf-8");
    ([(CONTENT_TYPE, kind)], Body::from(written)).into_response()
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match self.into_bytes() {
            Ok(written) => json_response(written),
            Err(error) => ApiError::unwritable(&error).into_response(),
        }
    }
}

/// A value that is answered as YAML.
#[derive(Debug)]
pub(crate) struct Yaml(pub(crate) Value);

impl IntoResponse for Yaml {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("application/yaml;charset=utf-8");
        ([(CONTENT_TYPE, kind)], yaml(&self.0)).into_response()
    }
}
