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
use perennial_documents::einvoice::{EInvoice, EInvoiceRefusal};
use perennial_documents::paper::{Closed, Document, Form, Page, PaperError};
use perennial_engine::EngineError;

use crate::App;
use crate::error::ClosedPaper;
use ask::{Ask, Key};

pub(crate) use archive::{AT_ONCE as EXPORTS_AT_ONCE, export_path};
pub(crate) use ask::Attempt;

/// How many papers are written at once: a long one takes a while.
pub(crate) const AT_ONCE: usize = 2;

/// Where a paper is in its other forms, beside its page.
const PLACES: [(Form, &str); 4] =
    [(Form::Pdf, "pdf"), (Form::Ubl, "ubl"), (Form::Cii, "facturx"), (Form::Finvoice, "finvoice")];

pub(crate) fn routes(router: Router<Arc<App>>) -> Router<Arc<App>> {
    router
        .route("/order/display", get(show_page))
        .route("/order/pdf", get(show_pdf))
        .route("/bill/display", get(show_page))
        .route("/bill/pdf", get(show_pdf))
        .route("/bill/ubl", get(show_ubl))
        .route("/bill/facturx", get(show_cii))
        .route("/bill/finvoice", get(show_finvoice))
        .route("/refund/display", get(show_page))
        .route("/refund/pdf", get(show_pdf))
        .route("/refund/ubl", get(show_ubl))
        .route("/refund/facturx", get(show_cii))
        .route("/refund/finvoice", get(show_finvoice))
        .route(export_path(PaperKind::Bill), get(archive::fetch))
        .route(export_path(PaperKind::CreditNote), get(archive::fetch))
}

/// `GET /order/display`, `GET /bill/display`, `GET /refund/display`.
async fn show_page(State(app): State<Arc<App>>, ask: Ask) -> Result<Response, ClosedPaper> {
    let document = open(&app, &ask).await?;
    let link = |(form, place)| ask.link(place).map(|url| (form, url));
    let links: Vec<_> = PLACES.into_iter().filter_map(link).collect();
    let page = write(&app, &ask, move || {
        let there = invoice_forms(&document)?;
        let links = links.into_iter().filter(|(form, _)| there.contains(form));
        document.to_page(&links.collect::<Vec<_>>())
    });
    Ok(html(page.await?))
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

/// `GET /bill/ubl`, `GET /refund/ubl`.
async fn show_ubl(State(app): State<Arc<App>>, ask: Ask) -> Result<Response, ClosedPaper> {
    show_xml(&app, &ask, "ubl", |invoice| Ok(invoice.to_ubl())).await
}

/// `GET /bill/facturx`, `GET /refund/facturx`.
async fn show_cii(State(app): State<Arc<App>>, ask: Ask) -> Result<Response, ClosedPaper> {
    show_xml(&app, &ask, "facturx", |invoice| Ok(invoice.to_cii())).await
}

/// `GET /bill/finvoice`, `GET /refund/finvoice`.
async fn show_finvoice(State(app): State<Arc<App>>, ask: Ask) -> Result<Response, ClosedPaper> {
    show_xml(&app, &ask, "finvoice", EInvoice::to_finvoice).await
}

/// An e-invoice in one of its forms.
async fn show_xml(
    app: &App,
    ask: &Ask,
    form: &str,
    to_xml: fn(&EInvoice) -> Result<String, EInvoiceRefusal>,
) -> Result<Response, ClosedPaper> {
    let document = open(app, ask).await?;
    let written =
        write(app, ask, move || Ok(document.to_einvoice()?.and_then(|invoice| to_xml(&invoice))));
    let xml = written.await?.map_err(|refusal| ask.no_invoice(&refusal))?;
    let name = format!("attachment; filename=\"{}-{form}.xml\"", ask.name());
    let headers = [
        (CONTENT_TYPE, "application/xml; charset=utf-8"),
        (CONTENT_DISPOSITION, name.as_str()),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, xml).into_response())
}

/// Which forms a document has: each has a PDF.
fn invoice_forms(document: &Document) -> Result<Vec<Form>, PaperError> {
    let mut forms = vec![Form::Pdf];
    if let Ok(invoice) = document.to_einvoice()? {
        forms.extend([Form::Ubl, Form::Cii]);
        forms.extend(invoice.account.map(|_| Form::Finvoice));
    }
    Ok(forms)
}

/// A page. Its address has a password in it, so that no link may tell where it was followed from.
pub(crate) fn html(page: Page) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, page.policy.as_str()),
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
