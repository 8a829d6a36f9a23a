//! `/me/notification/email/history`: the e-mails to the account.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::EmailNotification;
use perennial_core::NoticeId;

use super::Answer;
use crate::App;
use crate::convert;
use crate::extract::{Caller, PathParams};
use crate::reply::Json;

/// `GET /me/notification/email/history`, the oldest first.
pub(super) async fn list_emails(State(app): State<Arc<App>>, caller: Caller) -> Answer<Vec<i64>> {
    let ids = app.engine.notice_ids(caller.account).await?;
    Ok(Json(ids.into_iter().map(NoticeId::get).collect()))
}

/// `GET /me/notification/email/history/{id}`.
pub(super) async fn get_email(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<EmailNotification> {
    let (notice, words) = app.engine.require_notice(caller.account, path.id("id")?).await?;
    let wire = app.wire(caller.account);
    Ok(Json(convert::email(wire, notice.id, notice.created_at, words)))
}
