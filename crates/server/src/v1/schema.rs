//! `/1.0/` and `/1.0/*.json`: the API describes itself, from the catalogue.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use perennial_api::catalogue::resources;
use perennial_api::schema;
use serde_json::Value;

use super::Answer;
use crate::App;
use crate::error::ApiError;
use crate::reply::Json;

/// The index of all schema files.
pub(super) async fn index(State(app): State<Arc<App>>) -> Json<Value> {
    Json(schema::index(&base_path(&app)))
}

/// One schema file for each resource.
pub(super) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    resources().into_iter().fold(router, |router, resource| {
        let handler = async move |State(app): State<Arc<App>>| -> Answer<Value> {
            let schema = schema::schema(resource.path, &base_path(&app));
            schema.map(Json).ok_or_else(ApiError::unknown_url)
        };
        router.route(&format!("{}.json", resource.path), get(handler))
    })
}

fn base_path(app: &App) -> String {
    format!("{}/1.0", app.base_url())
}
