//! Taking a service out of service for a while, and opening it again.

use std::sync::Arc;

use axum::extract::State;

use super::{Answer, VOID};
use crate::App;
use crate::extract::{Caller, PathParams};

/// `POST /service/{serviceId}/suspend`.
pub(super) async fn suspend(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    let service = path.id("serviceId")?;
    let key = caller.idempotency(&())?;
    app.engine.close_service(&caller.context(), service, key.as_ref()).await?;
    Ok(VOID)
}

/// `POST /service/{serviceId}/reopen`.
pub(super) async fn reopen(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<()> {
    let service = path.id("serviceId")?;
    let key = caller.idempotency(&())?;
    app.engine.reopen_service(&caller.context(), service, key.as_ref()).await?;
    Ok(VOID)
}
