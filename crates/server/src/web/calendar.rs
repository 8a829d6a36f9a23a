//! The calendar of an account: when services expire and what is debited when, for programs that show calendars (RFC 5545).
//!
//! Its address is its only key. It is computed from the account and its present password, so nothing is stored,
//! and another password makes another address. It shows no amounts and no addresses, and nothing can be changed with it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use ics::parameters::Value;
use ics::properties::{DtEnd, DtStart, Name, RefreshInterval, Summary, Transp};
use ics::{Event, ICalendar};
use jiff::Span;
use jiff::civil::Date;
use perennial_core::AccountId;
use perennial_documents::PageWords;
use perennial_engine::EngineError;

use super::trouble::Trouble;
use crate::App;
use crate::error::Unfit;

pub(super) const CALENDAR: &str = "/calendar/{file}";
/// How far ahead debits are told.
const MONTHS: i64 = 12;

/// The address of the calendar of an account; none for one that nobody can sign in to.
pub(super) async fn address(app: &App, account: AccountId) -> Result<Option<String>, Trouble> {
    let token = token(app, account).await?;
    let base = app.base_url();
    Ok(token.map(|token| format!("{base}/calendar/{account}-{token}.ics")))
}

async fn token(app: &App, account: AccountId) -> Result<Option<String>, Trouble> {
    let Some(mark) = app.engine.password_mark(account).await? else { return Ok(None) };
    Ok(Some(app.engine.vault().page_token(&parts(account, mark).each_ref().map(Vec::as_slice))))
}

/// What the address is good for.
fn parts(account: AccountId, mark: Vec<u8>) -> [Vec<u8>; 3] {
    [b"calendar".to_vec(), account.get().to_be_bytes().to_vec(), mark]
}

/// `GET /calendar/{accountId}-{token}.ics`.
pub(super) async fn fetch(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
) -> Result<Response, Unfit> {
    let unknown = || Unfit::nothing(PageWords::of("en"));
    let (account, claimed) =
        file.strip_suffix(".ics").and_then(|key| key.split_once('-')).ok_or_else(unknown)?;
    let account = account.parse().ok().and_then(|id| AccountId::try_new(id).ok());
    let account = account.ok_or_else(unknown)?;
    let mark = app.engine.password_mark(account).await?.ok_or_else(unknown)?;
    let parts = parts(account, mark);
    if !app.engine.vault().is_page_token(&parts.each_ref().map(Vec::as_slice), claimed) {
        return Err(unknown());
    }
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CACHE_CONTROL, "private, max-age=3600"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, write(&app, account).await?).into_response())
}

/// The calendar. An event is known by what it is about, so that one that moves is moved and not doubled.
async fn write(app: &App, account: AccountId) -> Result<String, Trouble> {
    let engine = &app.engine;
    let fresh = engine.freshness(account).await.map_err(EngineError::from)?;
    let customer = engine.customer(&fresh).await?;
    let words = PageWords::of(customer.account.profile.language.as_str());
    let seller = engine.seller().identity.name.to_string();
    let stamp = engine.clock().at().strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut calendar = ICalendar::new("2.0", format!("-//Perennial//{seller}//EN"));
    calendar.push(Name::new(text(&words.say("site-calendar-name", &[("seller", seller.into())])?)));
    calendar.push(RefreshInterval::new("P1D"));
    for service in engine.services_in_brief(account).await? {
        let name = service.display_name.unwrap_or(service.name).to_string();
        let summary = words.say("site-calendar-expires", &[("name", name.into())])?;
        let id = format!("expiry-{}@{account}.perennial", service.id);
        calendar.add_event(event(id, &stamp, service.expires_on, &summary));
    }
    let today = engine.clock().now().today;
    let until = today.checked_add(Span::new().months(MONTHS)).unwrap_or(Date::MAX);
    for debit in &engine.forecast_in_brief(&fresh, until).await?.debits {
        let count = debit.names.len().saturating_add(debit.others);
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let summary = words.say("site-calendar-debit", &[("count", count.into())])?;
        let id = format!("debit-{}-{}@{account}.perennial", debit.on, debit.means.name());
        calendar.add_event(event(id, &stamp, debit.on, &summary));
    }
    Ok(calendar.to_string())
}

/// A whole day, which keeps nobody from anything else.
fn event(id: String, stamp: &str, on: Date, summary: &str) -> Event<'static> {
    let day = |date: Date| date.strftime("%Y%m%d").to_string();
    let mut event = Event::new(id, stamp.to_owned());
    let whole = || Value::new("DATE");
    let mut start = DtStart::new(day(on));
    start.add(whole());
    let mut end = DtEnd::new(day(on.tomorrow().unwrap_or(on)));
    end.add(whole());
    event.push(start);
    event.push(end);
    event.push(Summary::new(text(summary)));
    event.push(Transp::transparent());
    event
}

fn text(plain: &str) -> String {
    ics::escape_text(plain.to_owned()).into_owned()
}
