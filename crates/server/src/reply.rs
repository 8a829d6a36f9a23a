//! An answer in JSON, written once into a buffer that most answers fit in; a long list, written piece by piece; and one
//! in YAML.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
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

/// A list that is answered as JSON. A long one is written while it is sent: its text is never whole in memory.
#[derive(Debug)]
pub(crate) struct List<T>(pub(crate) Vec<T>);

/// What fits into an answer that is written at once, in elements.
const SHORT: usize = 1000;

impl<T: Serialize + Send + 'static> IntoResponse for List<T> {
    fn into_response(self) -> Response {
        if self.0.len() <= SHORT {
            return Json(self.0).into_response();
        }
        let kind = HeaderValue::from_static("application/json;charset=utf-8");
        let pieces = Pieces { rest: self.0.into_iter(), written: 0 };
        ([(CONTENT_TYPE, kind)], Body::from_stream(stream::iter(pieces))).into_response()
    }
}

/// The text of a list, piece by piece.
struct Pieces<T> {
    rest: std::vec::IntoIter<T>,
    written: usize,
}

impl<T: Serialize> Pieces<T> {
    fn write(&mut self) -> Result<Vec<u8>, serde_json::Error> {
        let mut piece = Vec::with_capacity(4 * ROOM);
        for element in self.rest.by_ref().take(SHORT) {
            piece.push(if self.written == 0 { b'[' } else { b',' });
            serde_json::to_writer(&mut piece, &element)?;
            self.written = self.written.saturating_add(1);
        }
        if self.rest.len() == 0 {
            piece.push(b']');
        }
        Ok(piece)
    }
}

impl<T: Serialize> Iterator for Pieces<T> {
    type Item = Result<Bytes, serde_json::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.rest.len() > 0).then(|| self.write().map(Bytes::from))
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

#[cfg(test)]
mod tests {
    use super::*;

    async fn text(response: Response) -> Bytes {
        axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap()
    }

    #[tokio::test]
    async fn a_list_is_the_same_in_pieces() {
        for elements in [0, 1, SHORT, SHORT + 1, 2 * SHORT, 5 * SHORT + 7] {
            let list: Vec<String> = (0..elements).map(|number| format!("\"{number}\"")).collect();
            let pieces = Pieces { rest: list.clone().into_iter(), written: 0 }.count();
            assert_eq!(pieces, elements.div_ceil(SHORT));
            let whole = text(Json(list.clone()).into_response()).await;
            assert_eq!(text(List(list).into_response()).await, whole, "{elements}");
        }
    }
}
