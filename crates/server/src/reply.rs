//! A JSON answer, written once into a buffer that most answers fit in.

use axum::response::{IntoResponse, Response};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use crate::error::ApiError;

/// Bytes that are set aside for an answer.
const ROOM: usize = 4096;

/// A value that is answered as JSON.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        let mut buffer = Vec::with_capacity(ROOM);
        match serde_json::to_writer(&mut buffer, &self.0) {
            Ok(()) => {
                let kind = HeaderValue::from_static("application/json;charset=utf-8");
                ([(CONTENT_TYPE, kind)], buffer).into_response()
            }
            Err(error) => ApiError::unwritable(&error).into_response(),
        }
    }
}
