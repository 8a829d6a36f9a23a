//! `/services/{serviceId}/billing/engagement`: until when the customer is bound, what can be asked for, what comes after.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{
    EndRuleUpdate, Engagement, EngagementFlushOrder, EngagementFlushRequest, EngagementRequest,
    EngagementRequestCreation, Pricing,
};
use perennial_core::ServiceId;
use perennial_engine::{FlushEngagement, Placed, Renewal, RequestedEngagement, ServiceUpdate};

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload};
use crate::reply::Json;

/// `GET /services/{serviceId}/billing/engagement`.
pub(super) async fn get_engagement(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Engagement> {
    let service: ServiceId = path.id("serviceId")?;
    let view = app.engine.view_service(caller.account, &caller.fresh, service).await?;
    let engagement = view.engagement().map(|one| convert::engagement(view.service(), one));
    engagement
        .map(Json)
        .ok_or_else(|| ApiError::object_not_found("engagement of serviceId", service))
}

/// `PUT /services/{serviceId}/billing/engagement/endRule`.
pub(super) async fn set_end_rule(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(update): Payload<EndRuleUpdate>,
) -> Answer<()> {
    let service = path.id("serviceId")?;
    let renewal = Some(Renewal::EndRule(convert::wanted_rule(&update)?));
    let update = ServiceUpdate { display_name: None, renewal };
    app.engine.update_service(&caller.context(), service, &update).await?;
    Ok(VOID)
}

/// `GET /services/{serviceId}/billing/engagement/available`; nothing while none can be asked for.
pub(super) async fn list_available(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<Pricing>> {
    let service: ServiceId = path.id("serviceId")?;
    let view = app.engine.view_service(caller.account, &caller.fresh, service).await?;
    Ok(Json(view.engagements().into_iter().filter_map(convert::offered).collect()))
}

/// `GET /services/{serviceId}/billing/engagement/request`.
pub(super) async fn get_request(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<EngagementRequest> {
    let service: ServiceId = path.id("serviceId")?;
    let view = app.engine.view_service(caller.account, &caller.fresh, service).await?;
    let request = view.engagement_request();
    let requested = app.engine.requested_engagement(caller.account, service, request).await?;
    answer(&app, &caller, service, &requested)
}

/// `POST /services/{serviceId}/billing/engagement/request`.
pub(super) async fn request_engagement(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(wanted): Payload<EngagementRequestCreation>,
) -> Answer<EngagementRequest> {
    let service: ServiceId = path.id("serviceId")?;
    let (key, mode) = (caller.idempotency(&wanted)?, wanted.pricing_mode.as_str());
    let context = caller.context();
    let requested = app.engine.request_engagement(&context, service, mode, key.as_ref()).await?;
    answer(&app, &caller, service, &requested)
}

/// `DELETE /services/{serviceId}/billing/engagement/request`.
pub(super) async fn withdraw_request(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    app.engine.withdraw_engagement(&caller.context(), path.id("serviceId")?).await?;
    Ok(VOID)
}

/// `POST /services/{serviceId}/billing/engagement/flush`.
pub(super) async fn flush(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(wanted): Payload<EngagementFlushRequest>,
) -> Answer<EngagementFlushOrder> {
    let key = caller.idempotency(&wanted)?;
    let command = FlushEngagement {
        service: path.id("serviceId")?,
        ends: wanted.terminate_subscription.unwrap_or(false),
        pays: wanted.auto_pay_with_preferred_payment_method.unwrap_or(false),
        dry_run: wanted.dry_run.unwrap_or(false),
    };
    let placed = app.engine.flush_engagement(&caller.context(), &command, key.as_ref()).await?;
    let wire = app.wire(caller.account);
    let order = match &placed {
        Placed::DryRun(terms) => convert::service_order(wire, None, terms),
        Placed::Order(order) => convert::service_order(wire, Some(order.id), &order.terms),
    };
    Ok(Json(EngagementFlushOrder { order }))
}

fn answer(
    app: &App,
    caller: &Caller,
    service: ServiceId,
    requested: &RequestedEngagement,
) -> Answer<EngagementRequest> {
    let request = convert::engagement_request(app.wire(caller.account), requested);
    request
        .map(Json)
        .ok_or_else(|| ApiError::object_not_found("engagement request of serviceId", service))
}
