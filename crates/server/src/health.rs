//! Routes beside the API: whether the server lives, whether it can work, where a credential is validated, and the
//! API's description where tools look for it; those of documents and payment methods; and those of a sandbox, if it is one.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use hyper::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::App;
use crate::error::ApiError;
use crate::method_page;
use crate::paper;
use crate::reply::Json;
use crate::sandbox;
use crate::token;
use crate::v1::{other_method, schema};

pub(crate) fn router(app: Arc<App>) -> Router {
    let router = Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route("/auth/", get(validation_page))
        .route(schema::OPENAPI_PATH, get(schema::openapi));
    let router = token::routes(method_page::routes(paper::routes(router)));
    let router = if app.engine.is_sandbox() { sandbox::routes(router) } else { router };
    router
        .fallback(async || ApiError::unknown_url())
        .method_not_allowed_fallback(other_method)
        .with_state(app)
}

/// The process answers.
async fn health() -> impl IntoResponse {
    Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

/// The process can do its work: its database answers.
async fn ready(State(app): State<Arc<App>>) -> Result<Json<Value>, ApiError> {
    app.engine.check_ready().await.map_err(|error| ApiError::no_database(&error))?;
    Ok(Json(json!({ "status": "ready" })))
}

/// Where the address of a new credential leads: the operator validates it at the command line.
async fn validation_page() -> impl IntoResponse {
    let text = "This credential waits for its validation.\n\n\
                The operator of this server validates it for an account with\n\n    \
                perennial credential validate --token TOKEN --account NICHANDLE\n\n\
                where TOKEN is the credentialToken in the address of this page.\n";
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text)
}
