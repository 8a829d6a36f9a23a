//! Orders, bills and credit notes to read: what `url` and `pdfUrl` of the API's answers point at, and many of them as a file.
//!
//! Who has the id and the password of an order reads the papers of that order and nothing else. What is not there, what
//! the password does not open, and what is not even asked for properly is answered alike.

mod archive;
mod ask;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hyper::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use perennial_core::paper_export::PaperKind;
use perennial_documents::paper::{Closed, Document, Page, PaperError};
use perennial_engine::EngineError;

use crate::App;
use crate::error::ClosedPaper;
use ask::{Ask, Key};

pub(crate) use archive::{AT_ONCE as EXPORTS_AT_ONCE, export_path};
pub(crate) use ask::Attempt;

/// How many papers are written at once: a long one takes a while.
pub(crate) const AT_ONCE: usize = 2;

pub(crate) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router
        .route("/order/display", get(show_page))
        .route("/order/pdf", get(show_pdf))
        .route("/bill/display", get(show_page))
        .route("/bill/pdf", get(show_pdf))
        .route("/refund/display", get(show_page))
        .route("/refund/pdf", get(show_pdf))
        .route(export_path(PaperKind::Bill), get(archive::fetch))
        .route(export_path(PaperKind::CreditNote), get(archive::fetch))
}

/// `GET /order/display`, `GET /bill/display`, `GET /refund/display`.
async fn show_page(State(app): State<Arc<App>>, ask: Ask) -> Result<Response, ClosedPaper> {
    let document = open(&app, &ask).await?;
    let link = ask.link("pdf");
    let page = write(&app, &ask, move || document.to_page(link.as_deref())).await?;
    Ok(html(page))
}

/// `GET /order/pdf`, `GET /bill/pdf`, `GET /refund/pdf`.
async fn show_pdf(State(app): State<Arc<App>>, ask: Ask) -> Result<Response, ClosedPaper> {
    let document = open(&app, &ask).await?;
    let pdf = write(&app, &ask, move || document.to_pdf()).await?;
    let name = format!("inline; filename=\"{}.pdf\"", ask.name());
    let headers = [
        (CONTENT_TYPE, "application/pdf"),
        (CONTENT_DISPOSITION, name.as_str()),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, pdf).into_response())
}

/// A page. Its address has a password in it, so that no link may tell where it was followed from.
pub(crate) fn html(page: Page) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, page.policy),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, page.html).into_response()
}

/// The document that is asked for, if its password is right and was not guessed at.
async fn open(app: &App, ask: &Ask) -> Result<Document, ClosedPaper> {
    let key = ask.key.as_ref().ok_or_else(|| ask.closed(Closed::Unknown))?;
    if app.attempts.are_too_many(&ask.attempt()) {
        return Err(ask.closed(Closed::Throttled));
    }
    let opened = match key {
        Key::Order(order) => app.engine.open_order(*order, &ask.password).await,
        Key::Bill(number) => app.engine.open_bill(number, &ask.password).await,
        Key::CreditNote(number) => app.engine.open_credit_note(number, &ask.password).await,
        Key::Export(_) => return Err(ask.closed(Closed::Unknown)),
    };
    let trouble = |error: EngineError| ask.trouble(&error);
    opened.map_err(trouble)?.ok_or_else(|| {
        app.attempts.failed(ask.attempt());
        ask.closed(Closed::Unknown)
    })
}

/// Writes a paper beside the threads that answer calls.
async fn write<T: Send + 'static>(
    app: &App,
    ask: &Ask,
    paper: impl FnOnce() -> Result<T, PaperError> + Send + 'static,
) -> Result<T, ClosedPaper> {
    let place = app.papers.acquire().await.map_err(|error| ask.trouble(&error))?;
    let written = tokio::task::spawn_blocking(paper).await;
    drop(place);
    written.map_err(|error| ask.trouble(&error))?.map_err(|error| ask.trouble(&error))
}
