//! `/services/{serviceId}/form`: questions about a service, and their answers.

use std::sync::Arc;

use axum::extract::State;
use perennial_api::model::{FormAnswers, FormDescription, FormResponse};
use perennial_core::form::forms_of;
use perennial_engine::require_form;

use super::Answer;
use crate::App;
use crate::convert;
use crate::error::ApiError;
use crate::extract::{Caller, PathParams, Payload};
use crate::reply::Json;

/// `GET /services/{serviceId}/form`.
pub(super) async fn list_forms(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<Vec<FormDescription>> {
    let service = app.engine.require_service(caller.account, path.id("serviceId")?).await?;
    Ok(Json(forms_of(&service).into_iter().map(convert::form).collect()))
}

/// `GET /services/{serviceId}/form/{formName}`.
pub(super) async fn get_form(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
) -> Answer<FormDescription> {
    let service = app.engine.require_service(caller.account, path.id("serviceId")?).await?;
    Ok(Json(convert::form(require_form(&service, path.text("formName")?)?)))
}

/// `POST /services/{serviceId}/form/{formName}/answer`.
pub(super) async fn answer_form(
    State(app): State<Arc<App>>,
    caller: Caller,
    path: PathParams,
    Payload(request): Payload<FormAnswers>,
) -> Answer<FormResponse> {
    let service = path.id("serviceId")?;
    let key = caller.idempotency(&request)?;
    let form = path.text("formName")?;
    let given: Vec<(String, String)> =
        request.answers.into_iter().map(|answer| (answer.question, answer.value)).collect();
    let context = caller.context();
    app.engine
        .answer_form(&context, service, form, &given, key.as_ref())
        .await
        .map_err(ApiError::from)?;
    Ok(Json(FormResponse { message: "Thank you: the answers are kept".to_owned() }))
}
