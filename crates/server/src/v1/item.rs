//! What product lines say of their services: `/vps/{serviceName}` and the paths below it.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::catalogue::{ProductItem, View};
use perennial_core::text::Name;
use perennial_engine::{Described, Description, EngineError, Freshness, ServiceView};
use serde_json::{Map, Value};

use super::Answer;
use super::services::display_name;
use crate::App;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload};
use crate::item::{self, Facts};
use crate::reply::Json;

/// A service of a product line, and what is told of it.
struct Told {
    view: ServiceView,
    described: Described,
    facts: Facts,
}

impl Told {
    async fn require(
        app: &App,
        fresh: &Freshness,
        path: &PathParams,
        item: &ProductItem,
    ) -> Result<Self, ApiError> {
        let account = fresh.head.account;
        let name = path.text("serviceName")?;
        let view = app.engine.view_service_by_name(account, fresh, item.line, name).await?;
        let view = view.ok_or_else(ApiError::service_not_found)?;
        let described = app.engine.described(fresh, &view).await?;
        let facts = Facts::of(app.wire(account), &view, &described);
        Ok(Self { view, described, facts })
    }

    fn service(&self, item: &ProductItem) -> Value {
        item::service(item, &self.facts, self.described.told())
    }
}

/// `GET /{product}/{serviceName}`.
pub(super) async fn get_item(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    item: &'static ProductItem,
) -> Answer<Value> {
    let told = Told::require(&app, &caller.fresh, &path, item).await?;
    Ok(Json(told.service(item)))
}

/// `GET /{product}/{serviceName}/{view}`.
pub(super) async fn get_view(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    item: &'static ProductItem,
    view: &'static View,
) -> Answer<Value> {
    let told = Told::require(&app, &caller.fresh, &path, item).await?;
    Ok(Json(item::view(item, view.name, &told.facts, told.described.told())))
}

/// `PUT /{product}/{serviceName}`: what can be written. The whole service may be sent back; the rest is skipped.
pub(super) async fn change_item(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(body): Payload<Map<String, Value>>,
    item: &'static ProductItem,
) -> Answer<Value> {
    let told = Told::require(&app, &caller.fresh, &path, item).await?;
    let description = wanted(item, &told.service(item), &body)?;
    let service = told.view.service().id;
    app.engine.describe_service(&caller.context(), service, &description).await?;
    if item.change.response == "void" {
        return Ok(Json(Value::Null));
    }
    let changed = app.engine.freshness(caller.account).await.map_err(EngineError::from)?;
    let told = Told::require(&app, &changed, &path, item).await?;
    let mut answer = told.service(item);
    if let Some(fields) = answer.as_object_mut() {
        fields.remove("iam");
    }
    Ok(Json(answer))
}

/// What a body asks to change.
fn wanted(
    item: &ProductItem,
    present: &Value,
    body: &Map<String, Value>,
) -> Result<Description, ApiError> {
    let mut wanted = Description::default();
    for (name, value) in body {
        let Some(field) = item.fields().iter().find(|field| field.name == name) else {
            let written = item.written_fields().filter(|field| !field.read_only);
            let written: Vec<&str> = written.map(|field| field.name).collect();
            let text = format!("unknown field; what can be changed: {}", written.join(", "));
            return Err(ApiError::bad_parameter(name, text));
        };
        // What cannot be null and is so is not said, as in the other bodies.
        if field.read_only || (value.is_null() && !field.nullable) {
            continue;
        }
        let known = present.get(name).unwrap_or(&Value::Null);
        item::check_value(item.read.resource.path, field, known, value)
            .map_err(|problem| ApiError::bad_parameter(name, problem))?;
        if value == known {
            continue;
        }
        match (field.name, value) {
            ("displayName", Value::String(text)) => {
                wanted.display_name = Some(display_name(text)?);
            }
            ("displayName", _) => {}
            (name, value) => {
                let field = Name::parse(name);
                let field = field.map_err(|error| ApiError::bad_parameter(name, error))?;
                let set = wanted.details.set(field, value.to_string());
                set.map_err(|error| ApiError::bad_parameter(name, error))?;
            }
        }
    }
    Ok(wanted)
}
