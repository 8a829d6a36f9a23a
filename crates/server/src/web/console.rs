//! The console: every operation of the API, to read about and to try.
//!
//! The page is a frame and a script of ours; what it shows of the catalogue is a file that is made once. What somebody tries
//! there is sent to `/console/call` and answered by the API in this process, for the session: the API itself never
//! looks at a cookie. What an operation does, and who may do it, is not known here.

mod asked;
mod call;
mod words;

use std::sync::Arc;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Serialize;

use super::page::{Answer, Page, see};
use super::visitor::Visitor;
use crate::App;
use crate::assets::{CATALOGUE, CONSOLE, CONSOLE_STYLE};
use crate::gate::Inside;

pub(super) const CONSOLE_PATH: &str = "/console";
/// Where calls are sent.
const CALL: &str = "/console/call";

/// The page.
#[derive(Serialize)]
struct Content {
    script: &'static str,
    style: &'static str,
    catalogue: &'static str,
    /// Where the API is, for the code that is shown.
    endpoint: String,
    account: String,
    is_sandbox: bool,
    /// What calls are sent with.
    once: String,
    /// What the script says, by its keys, as JSON.
    words: String,
}

pub(super) fn routes(router: Router<Arc<App>>, inside: &Inside) -> Router<Arc<App>> {
    router
        .route(CONSOLE_PATH, get(async || see("/console/")))
        .route("/console/", get(show))
        .route(CALL, post(call::take).layer(Extension(inside.clone())))
}

/// `GET /console/`.
async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    let content = Content {
        script: &CONSOLE.url,
        style: &CONSOLE_STYLE.url,
        catalogue: &CATALOGUE.url,
        endpoint: format!("{}/1.0", app.base_url()),
        account: me.customer.account.nichandle.to_string(),
        is_sandbox: app.engine.is_sandbox(),
        once: call::token(&app, &me.session),
        words: words::all(&page)?,
    };
    page.site("console.html", &content)
}
