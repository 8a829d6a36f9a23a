//! `/services`: the services of the account, in the newer form.

use std::sync::Arc;

use axum::extract::State;
use jiff::civil::Date;
use perennial_api::model::{ExpandedService, IsoDuration, ServicesUpdate};
use perennial_core::ServiceId;
use perennial_core::text::Name;
use perennial_engine::{BriefService, Renewal, ServiceUpdate};
use serde_json::Value;

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::item;
use crate::reply::{Json, List};

/// What ids can be put in order by: fields of the model.
const ORDERS: [&str; 5] = [
    "serviceId",
    "billing.expirationDate",
    "billing.lifecycle.current.creationDate",
    "resource.displayName",
    "resource.name",
];

/// `GET /services`.
pub(super) async fn list_services(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
) -> Result<List<i64>, ApiError> {
    let order = query.one_of("orderBy", ORDERS.into_iter())?;
    let sort = query.one_of("sort", ["ASC", "DESC"].into_iter())?;
    let name = query.text("resourceName");
    let routes: Option<Vec<&str>> =
        query.text("routes").map(|routes| routes.split(',').map(str::trim).collect());
    if let (None | Some("serviceId"), None, None, None) = (order, sort, name, &routes) {
        let ids = app.engine.service_ids(caller.account).await?;
        return Ok(List(ids.into_iter().map(ServiceId::get).collect()));
    }
    let is_of_route = |service: &BriefService| {
        let path = || convert::route_path(service.product.as_str());
        routes.as_ref().is_none_or(|routes| routes.contains(&path().as_str()))
    };
    let mut services = app.engine.services_in_brief(caller.account).await?;
    services.retain(|service| name.is_none_or(|name| service.name.as_str() == name));
    services.retain(is_of_route);
    services.sort_by(|a, b| key(order, a).cmp(&key(order, b)));
    if sort == Some("DESC") {
        services.reverse();
    }
    Ok(List(services.iter().map(|service| service.id.get()).collect()))
}

/// What a service is put in order by; the id decides between equals.
fn key<'s>(order: Option<&str>, service: &'s BriefService) -> (Option<Date>, &'s str, i64) {
    let (day, text) = match order {
        Some("billing.expirationDate") => (Some(service.expires_on), ""),
        Some("billing.lifecycle.current.creationDate") => (Some(service.created_on), ""),
        Some("resource.name") => (None, service.name.as_str()),
        Some("resource.displayName") => {
            (None, service.display_name.as_ref().unwrap_or(&service.name).as_str())
        }
        _ => (None, ""),
    };
    (day, text, service.id.get())
}

/// `GET /services/{serviceId}`.
pub(super) async fn get_service(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<ExpandedService> {
    let (account, service) = (caller.account, path.id("serviceId")?);
    let view = app.engine.view_service(account, &caller.fresh, service).await?;
    Ok(Json(convert::expanded(app.wire(account), &view)))
}

/// `GET /services/{serviceId}/technicalDetails`: what the inventory tells of the plan and of the service.
pub(super) async fn get_technical_details(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Value> {
    let (account, service) = (caller.account, path.id("serviceId")?);
    let view = app.engine.view_service(account, &caller.fresh, service).await?;
    let described = app.engine.described(&caller.fresh, &view).await?;
    Ok(Json(item::technical_details(described.told())))
}

/// `PUT /services/{serviceId}`.
pub(super) async fn update_service(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<ServicesUpdate>,
) -> Answer<()> {
    let service = path.id("serviceId")?;
    let display_name = update.display_name.as_deref().map(display_name).transpose()?;
    let renewal = convert::wish(&update)?.map(Renewal::Wish);
    let update = ServiceUpdate { display_name, renewal };
    let done = app.engine.update_service(&caller.context(), service, &update).await;
    done.map(|()| VOID).map_err(convert::refused_period)
}

/// A display name; an empty one takes away what there is.
pub(super) fn display_name(text: &str) -> Result<Option<Name>, ApiError> {
    let text = text.trim();
    let name = if text.is_empty() { None } else { Some(Name::parse(text)) };
    name.transpose().map_err(|error| ApiError::bad_parameter("displayName", error))
}

/// `GET /services/{serviceId}/renewPeriodCapacities`.
pub(super) async fn list_periods(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<IsoDuration>> {
    let service = path.id("serviceId")?;
    let view = app.engine.view_service(caller.account, &caller.fresh, service).await?;
    let durations = view.periods().into_iter().map(convert::period_in_months);
    Ok(Json(durations.filter_map(|text| text.parse().ok()).collect()))
}

/// `GET /services/{serviceId}/options`: the services that are options of one, those that were deleted left out.
pub(super) async fn list_options(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<ExpandedService>> {
    let (account, service) = (caller.account, path.id("serviceId")?);
    let view = app.engine.view_service(account, &caller.fresh, service).await?;
    let mut options = Vec::new();
    for option in view.options() {
        let view = app.engine.view_service(account, &caller.fresh, option.id).await?;
        options.push(convert::expanded(app.wire(account), &view));
    }
    Ok(Json(options))
}
