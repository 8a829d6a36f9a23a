//! Routes beside the API: whether the server lives, whether it can work, and the API's description where tools look for it;
//! those of documents, payment methods and pages; and those of a sandbox, if it is one.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use serde_json::{Value, json};

use crate::App;
use crate::assets;
use crate::error::ApiError;
use crate::gate::Inside;
use crate::method_page;
use crate::paper;
use crate::reply::Json;
use crate::sandbox;
use crate::token;
use crate::v1::{other_method, schema};
use crate::web;

pub(crate) fn router(app: Arc<App>, inside: &Inside) -> Router {
    let router = Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route(schema::OPENAPI_PATH, get(schema::openapi));
    let router = assets::routes(router);
    let router = web::routes(inside, token::routes(method_page::routes(paper::routes(router))));
    let router = if app.engine.is_sandbox() { sandbox::routes(router) } else { router };
    router
        .fallback(async || ApiError::unknown_url())
        .method_not_allowed_fallback(other_method)
        .layer(from_fn_with_state(Arc::clone(&app), web::refuse_readers))
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
