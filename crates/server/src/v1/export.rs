//! `/me/bill/export` and `/me/refund/export`: papers as one file, whose address a letter brings.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::ExportRequest;
use perennial_core::paper_export::PaperKind;

use super::{Answer, VOID};
use crate::App;
use crate::convert;
use crate::extract::{Caller, Payload};

/// `POST /me/bill/export`.
pub(super) async fn export_bills(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(request): Payload<ExportRequest>,
) -> Answer<()> {
    export(&app, &caller, PaperKind::Bill, &request).await
}

/// `POST /me/refund/export`.
pub(super) async fn export_refunds(
    State(app): State<Arc<App>>,
    caller: Caller,
    Payload(request): Payload<ExportRequest>,
) -> Answer<()> {
    export(&app, &caller, PaperKind::CreditNote, &request).await
}

async fn export(
    app: &App,
    caller: &Caller,
    kind: PaperKind,
    request: &ExportRequest,
) -> Answer<()> {
    let asked = convert::export(app.wire(caller.account), kind, request)?;
    let key = caller.idempotency(request)?;
    app.engine.export_papers(&caller.context(), &asked, key.as_ref()).await?;
    Ok(VOID)
}
