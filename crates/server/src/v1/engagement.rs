//! `/services/{serviceId}/billing/engagement`: until when the customer is bound, and what comes after.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{EndRuleUpdate, Engagement};
use perennial_core::ServiceId;
use perennial_engine::{Renewal, ServiceUpdate};

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
    let engagement = view.engagement().map(convert::engagement);
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
