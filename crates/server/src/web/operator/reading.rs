//! Operators who read the pages of a customer: they change nothing there, whatever pages there are.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::Method;
use perennial_documents::PageWords;
use perennial_engine::Session;

use crate::App;
use crate::error::Unfit;
use crate::web::page::{self, tell};

/// Whatever an operator sends who reads the pages of a customer is refused, wherever it goes; but signing out.
pub(crate) async fn refuse_readers(
    State(app): State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let path = request.uri().path();
    let is_free = path == page::SIGN_OUT || path.starts_with("/operator/");
    if reads || is_free {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match app.seat::<Session>(&parts).await {
        Ok(Some(Session { reader: Some(_), .. })) => {
            let words = PageWords::of("en");
            let told = tell(words, "operator-reading-title", "operator-reading-text");
            told.map_or_else(Unfit::from, Unfit::forbidden).into_response()
        }
        Ok(_) => next.run(Request::from_parts(parts, body)).await,
        Err(error) => Unfit::from(error).into_response(),
    }
}
