//! `/service/{serviceId}/renew`: every way to renew a service, and the order for one of them.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{RenewDescription, RenewOrder, RenewRequest};
use perennial_core::strategy::Options;
use perennial_core::{Period, ServiceId};
use perennial_engine::{PlaceOrder, Placed};

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload, QueryParams};
use crate::reply::Json;

/// `GET /service/{serviceId}/renew`: shortest period first, fewest services first. Options are left out unless they
/// are asked for.
pub(super) async fn list_strategies(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    query: QueryParams,
) -> Answer<Vec<RenewDescription>> {
    let service = path.id("serviceId")?;
    let options = match query.boolean("includeOptions")? {
        Some(true) => Options::Included,
        Some(false) | None => Options::LeftOut,
    };
    let quote =
        app.engine.quote_strategies(caller.account, &caller.fresh, service, options).await?;
    let spaces = quote.spaces()?;
    Ok(Json(spaces.iter().map(convert::strategies).collect::<Result<_, _>>()?))
}

/// `POST /service/{serviceId}/renew`.
pub(super) async fn place_order(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<RenewRequest>,
) -> Answer<RenewOrder> {
    let idempotency = caller.idempotency(&request)?;
    let command = PlaceOrder {
        service: path.id("serviceId")?,
        period: Period::parse(request.duration.as_str())
            .map_err(|error| ApiError::bad_parameter("duration", error))?,
        services: request
            .services
            .iter()
            .map(|id| ServiceId::try_new(*id))
            .collect::<Result<_, _>>()
            .map_err(|error| ApiError::bad_parameter("services", error))?,
        dry_run: request.dry_run.unwrap_or(false),
    };
    let placed =
        app.engine.place_renewal_order(&caller.context(), &command, idempotency.as_ref()).await?;
    let wire = app.wire(caller.account);
    Ok(Json(match &placed {
        Placed::DryRun(terms) => convert::renew_order(wire, None, terms),
        Placed::Order(order) => convert::renew_order(wire, Some(order.id), &order.terms),
    }))
}
