//! The bills and credit notes of an account: to read, and many of them as a file.

use std::sync::Arc;

use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::paper_export::{Archive, PaperKind, Selection};
use perennial_engine::ExportPapers;
use serde::Serialize;

use super::orders::{ORDERS, day};
use super::page::{Answer, Page};
use super::refused::reason;
use super::site::Turn;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;
use crate::convert;
use crate::paper::export_path;
use crate::sent::Sent;

pub(super) const BILLS: &str = "/bills";
const SHOWN: usize = 25;
const TEMPLATE: &str = "bills.html";

#[derive(Serialize)]
struct Content {
    once: String,
    error: Option<String>,
    done: Option<String>,
    bills: Vec<Row>,
    turn: Turn,
    notes: Vec<Row>,
    email: String,
}

#[derive(Serialize)]
struct Row {
    number: String,
    issued: String,
    order: i64,
    order_url: String,
    /// The bill that a credit note takes a part of back.
    of: Option<String>,
    gross: String,
    url: String,
    pdf_url: String,
}

/// `GET /bills`.
pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    let at = visitor.asked("page").parse().unwrap_or(0);
    let done = (visitor.asked("done") == "export").then_some("site-export-done");
    let done = done.map(|key| page.say(key)).transpose()?;
    page.site(TEMPLATE, &Content { done, ..content(&page, at).await? })
}

/// `POST /bills`: exporting them.
pub(super) async fn export(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    let me = visitor.sender(&app).await?;
    let page = Page { app: &app, me: &me };
    let problem = if page.is_sent_once(&sent) {
        match wanted(&page, &sent) {
            Ok(wanted) => match app.engine.export_papers(&me.context(&app), &wanted, None).await {
                Ok(()) => return Ok(super::page::see(&format!("{BILLS}?done=export"))),
                Err(error) => reason(error)?,
            },
            Err(problem) => problem,
        }
    } else {
        page.say("web-sent-before")?
    };
    page.site_again(TEMPLATE, &Content { error: Some(problem), ..content(&page, 0).await? })
}

/// What is to be exported: a kind of papers, as a form, of a time which is open where no day is given.
fn wanted(page: &Page<'_>, sent: &Sent) -> Result<ExportPapers, String> {
    let zone = page.app.engine.clock().zone();
    let start_of = |text: &str, days: i64| -> Result<Option<Timestamp>, String> {
        if text.is_empty() {
            return Ok(None);
        }
        let date: Date = text.parse().map_err(|error: jiff::Error| error.to_string())?;
        let date = date.checked_add(jiff::Span::new().days(days)).map_err(|e| e.to_string())?;
        let start = zone
            .to_timestamp(date.to_datetime(jiff::civil::Time::midnight()))
            .map_err(|error| error.to_string())?;
        Ok(Some(start))
    };
    let from = start_of(sent.field("from"), 0)?;
    // The last day is one of them, to its last moment.
    let to = start_of(sent.field("to"), 1)?;
    let to = to.map(|to| to.saturating_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(to));
    let kind = if sent.field("what") == "notes" { PaperKind::CreditNote } else { PaperKind::Bill };
    let archive = if sent.field("as") == "csv" { Archive::Csv } else { Archive::Zip };
    let selection = Selection { numbers: None, from, to };
    let address = format!("{}{}", page.app.base_url(), export_path(kind));
    Ok(ExportPapers { kind, archive, selection, page: address })
}

async fn content(page: &Page<'_>, at: usize) -> Result<Content, Trouble> {
    let (engine, account, words) = (&page.app.engine, page.me.session.account, page.me.words);
    let wire = page.app.wire(account);
    let mut bills = engine.issued_bills(account, Timestamp::MIN, Timestamp::MAX).await?;
    bills.reverse();
    let count = bills.len();
    let shown = bills.iter().skip(at.saturating_mul(SHOWN)).take(SHOWN);
    let rows = shown.filter_map(|bill| {
        let issue = bill.issue.as_ref()?;
        let told = convert::bill(wire, bill, issue);
        Some(Row {
            number: issue.number.to_string(),
            issued: day(page, issue.at),
            order: bill.order.get(),
            order_url: format!("{ORDERS}/{}", bill.order),
            of: None,
            gross: words.amount(bill.gross),
            url: told.url,
            pdf_url: told.pdf_url,
        })
    });
    let notes = engine.issued_credit_notes(account, Timestamp::MIN, Timestamp::MAX).await?;
    let notes = notes.iter().rev().filter_map(|note| {
        let issue = note.issue.as_ref()?;
        let told = convert::refund(wire, note, issue);
        Some(Row {
            number: issue.number.to_string(),
            issued: day(page, issue.at),
            order: note.order().get(),
            order_url: format!("{ORDERS}/{}", note.order()),
            of: Some(note.bill.to_string()),
            gross: words.amount(note.totals.gross),
            url: told.url,
            pdf_url: told.pdf_url,
        })
    });
    Ok(Content {
        once: page.token(),
        error: None,
        done: None,
        bills: rows.collect(),
        turn: Turn::of(page, BILLS, &[], at, SHOWN, count)?,
        notes: notes.collect(),
        email: page.me.customer.account.profile.email.to_string(),
    })
}
