//! `/1.0/`, `/1.0/*.json`, `/1.0/*.yaml` and `/openapi.json`: the API describes itself, from the catalogue.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use perennial_api::catalogue::resources;
use perennial_api::schema;
use serde_json::Value;

use super::Answer;
use crate::App;
use crate::error::ApiError;
use crate::reply::{Json, Yaml, json_response};

/// The index of all schema files.
pub(super) async fn index(State(app): State<Arc<App>>) -> Json<Value> {
    Json(schema::index(&base_path(&app)))
}

/// One schema file for each resource, in two forms, and the OpenAPI document.
pub(super) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let router = router.route(OPENAPI_PATH, get(openapi));
    resources().into_iter().fold(router, |router, resource| {
        let json = async move |State(app): State<Arc<App>>| -> Answer<Value> {
            file(&app, resource.path).map(Json)
        };
        let yaml = async move |State(app): State<Arc<App>>| -> Result<Yaml, ApiError> {
            file(&app, resource.path).map(Yaml)
        };
        router
            .route(&format!("{}.json", resource.path), get(json))
            .route(&format!("{}.yaml", resource.path), get(yaml))
    })
}

/// Where the OpenAPI document is: within the API, and beside it.
pub(crate) const OPENAPI_PATH: &str = "/openapi.json";

/// The OpenAPI document. It is large and always the same, so it is made once.
pub(crate) async fn openapi(State(app): State<Arc<App>>) -> Response {
    let make = || Json(schema::openapi(&base_path(&app))).into_bytes();
    match app.openapi.get_or_init(|| make().map_err(|error| error.to_string())) {
        Ok(document) => json_response(document.clone()),
        Err(error) => ApiError::unwritable(error).into_response(),
    }
}

fn file(app: &App, resource: &str) -> Result<Value, ApiError> {
    schema::schema(resource, &base_path(app)).ok_or_else(ApiError::unknown_url)
}

fn base_path(app: &App) -> String {
    format!("{}/1.0", app.base_url())
}
