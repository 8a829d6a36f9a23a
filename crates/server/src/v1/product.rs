//! The product lines: names of services, when each expires, and how it is renewed.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use perennial_api::catalogue::ProductLine;
use perennial_api::model::{ServiceInfos, ServiceInfosUpdate, TagFilters};
use perennial_core::text::Name;
use perennial_core::{Service, ServiceId};
use perennial_engine::{Renewal, ServiceUpdate, ServiceView};

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::{Json, List};

/// `GET /{product}`: names of the account's services, none for a line of which it has nothing; with `iamTags` those that
/// have all of these tags, and of domain names with `whoisOwner` those that the contact owns.
pub(super) async fn list_names(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: QueryParams,
    line: &'static ProductLine,
) -> Result<List<String>, ApiError> {
    let mut names = match query.tag_filters("iamTags")? {
        Some(filters) => tagged(&app, &caller, line, &filters).await?,
        None => app.engine.service_names(caller.account, line.path).await?,
    };
    // Only domain names have an owner; the parameter means nothing to the other lines.
    let has_owner = line
        .operations
        .iter()
        .any(|operation| operation.parameters.iter().any(|one| one.name == Some("whoisOwner")));
    if let Some(owner) = query.text("whoisOwner").filter(|_| has_owner) {
        let services = app.engine.services(caller.account).await?;
        let is_owned = |name: &String| {
            let mut of_line = services.iter().filter(|one| one.product.as_str() == line.path);
            of_line.any(|one| one.name.as_str() == name && owner_of(one) == owner)
        };
        names.retain(is_owned);
    }
    Ok(List(names))
}

/// Who owns a domain name, by what `/domain/{serviceName}` says.
fn owner_of(service: &Service) -> &str {
    service.contacts.admin.as_str()
}

/// The names of services that have all of these tags.
async fn tagged(
    app: &App,
    caller: &Caller,
    line: &ProductLine,
    filters: &TagFilters,
) -> Result<Vec<String>, ApiError> {
    let is_wanted = |tags: &BTreeMap<Name, Name>| {
        filters.iter().all(|(tag, values)| {
            let held = tags.iter().find(|(name, _)| name.as_str() == tag);
            let fits = |held: &Name| {
                values.is_empty() || values.iter().any(|one| one.value == held.as_str())
            };
            held.is_some_and(|(_, held)| fits(held))
        })
    };
    Ok(app.engine.tagged_names(caller.account, line.path, is_wanted).await?)
}

/// The service that a path names.
pub(super) async fn require_service(
    app: &App,
    caller: &Caller,
    path: &PathParams,
    line: &'static ProductLine,
) -> Result<ServiceId, ApiError> {
    let name = path.text(line.parameter)?;
    let found = app.engine.service_id(&caller.fresh, line.path, name).await?;
    found.ok_or_else(ApiError::service_not_found)
}

async fn require_view(
    app: &App,
    caller: &Caller,
    path: &PathParams,
    line: &'static ProductLine,
) -> Result<ServiceView, ApiError> {
    let (account, fresh) = (caller.account, &caller.fresh);
    let name = path.text(line.parameter)?;
    let view = app.engine.view_service_by_name(account, fresh, line.path, name).await?;
    view.ok_or_else(ApiError::service_not_found)
}

/// `GET /{product}/{name}/serviceInfos`.
pub(super) async fn get_infos(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    line: &'static ProductLine,
) -> Answer<ServiceInfos> {
    let view = require_view(&app, &caller, &path, line).await?;
    Ok(Json(convert::infos(&view)))
}

/// `PUT /{product}/{name}/serviceInfos`: how the service is renewed. Without that nothing changes.
pub(super) async fn change_infos(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<ServiceInfosUpdate>,
    line: &'static ProductLine,
) -> Answer<()> {
    let view = require_view(&app, &caller, &path, line).await?;
    let Some(renew) = update.renew else { return Ok(VOID) };
    let renewal = Renewal::Flags(convert::flags(renew, &view.periods())?);
    let update = ServiceUpdate { display_name: None, renewal: Some(renewal) };
    let done = app.engine.update_service(&caller.context(), view.service().id, &update).await;
    done.map(|()| VOID).map_err(convert::refused_months)
}
