//! What will be charged, month by month, and what will not work out.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use jiff::Span;
use jiff::civil::Date;
use perennial_core::automatic::{DebitBrief, Doom, ForecastBrief};
use perennial_core::{Money, ServiceId};
use perennial_documents::chart::{Bar, bars};
use serde::Serialize;

use super::calendar;
use super::means::in_words;
use super::page::{Answer, Page};
use super::site::SERVICES;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::App;

pub(super) const FORECAST: &str = "/forecast";
/// How many months are looked ahead.
const MONTHS: i64 = 12;
/// How many debits are shown.
const SHOWN: usize = 100;

#[derive(Serialize)]
struct Content {
    chart: String,
    total: Option<String>,
    debits: Vec<DebitRow>,
    dooms: Vec<DoomRow>,
    dooms_more: usize,
    debits_more: usize,
    calendar: Option<String>,
}

#[derive(Serialize)]
struct DebitRow {
    on: String,
    names: Vec<String>,
    more: usize,
    means: String,
    amount: String,
}

#[derive(Serialize)]
struct DoomRow {
    on: String,
    url: String,
    name: String,
    what: String,
    reasons: Vec<String>,
}

/// `GET /forecast`.
pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let me = visitor.signed_in(&app).await?;
    let page = Page { app: &app, me: &me };
    let account = me.session.account;
    let today = app.engine.clock().now().today;
    let until = today.checked_add(Span::new().months(MONTHS)).unwrap_or(Date::MAX);
    let forecast = app.engine.forecast_in_brief(&me.fresh, until).await?;
    let names: BTreeMap<ServiceId, String> = if forecast.dooms.is_empty() {
        BTreeMap::new()
    } else {
        let services = app.engine.services_in_brief(account).await?.into_iter();
        services.map(|one| (one.id, one.display_name.unwrap_or(one.name).to_string())).collect()
    };
    let debits = forecast.debits.iter().take(SHOWN).map(|debit| debit_row(&page, debit));
    let dooms = forecast.dooms.iter().map(|doom| doom_row(&page, doom, &names));
    let content = Content {
        chart: chart(&page, &forecast, today)?,
        total: total(&forecast).map(|total| me.words.amount(total)),
        debits: debits.collect::<Result<_, _>>()?,
        dooms: dooms.collect::<Result<_, _>>()?,
        dooms_more: forecast.dooms_more,
        debits_more: forecast.debits.len().saturating_sub(SHOWN),
        // Whoever only reads these pages is not given what opens something elsewhere.
        calendar: match me.session.reader {
            None => calendar::address(&app, account).await?,
            Some(_) => None,
        },
    };
    page.site("forecast.html", &content)
}

/// The sum of all debits; none where there is none.
fn total(forecast: &ForecastBrief) -> Option<Money> {
    let mut amounts = forecast.debits.iter().map(|debit| debit.amount);
    let first = amounts.next()?;
    amounts.try_fold(first, |sum, amount| sum.checked_add(amount).ok())
}

fn chart(page: &Page<'_>, forecast: &ForecastBrief, today: Date) -> Result<String, Trouble> {
    let mut months: BTreeMap<Date, Option<Money>> = BTreeMap::new();
    for month in 0..=MONTHS {
        let day = today.first_of_month().checked_add(Span::new().months(month));
        months.insert(day.unwrap_or(today), None);
    }
    for debit in &forecast.debits {
        let sum = months.entry(debit.on.first_of_month()).or_default();
        let after = sum.map_or(Ok(debit.amount), |sum| sum.checked_add(debit.amount));
        *sum = after.ok();
    }
    let bar = |(month, sum): (&Date, &Option<Money>)| Bar {
        label: page.me.words.month(*month),
        height: sum.map_or(0.0, height),
        text: sum.map(|sum| page.me.words.amount(sum)).unwrap_or_default(),
    };
    Ok(bars(&months.iter().map(bar).collect::<Vec<_>>())?)
}

/// How high the bar of an amount is: for the eye alone, so nothing is lost that counts.
fn height(amount: Money) -> f64 {
    amount.to_decimal().parse().unwrap_or(0.0)
}

fn debit_row(page: &Page<'_>, debit: &DebitBrief) -> Result<DebitRow, Trouble> {
    Ok(DebitRow {
        on: page.me.words.date(debit.on),
        names: debit.names.iter().map(ToString::to_string).collect(),
        more: debit.others,
        means: in_words(page, debit.means)?,
        amount: page.me.words.amount(debit.amount),
    })
}

fn doom_row(
    page: &Page<'_>,
    doom: &Doom,
    names: &BTreeMap<ServiceId, String>,
) -> Result<DoomRow, Trouble> {
    use perennial_core::automatic::Found;
    let say = |key| page.say(key);
    Ok(DoomRow {
        on: page.me.words.date(doom.on),
        url: format!("{SERVICES}/{}", doom.service),
        name: names.get(&doom.service).cloned().unwrap_or_else(|| doom.service.to_string()),
        what: match &doom.found {
            Found::NotRenewed(_) => say("site-doom-not-renewed")?,
            Found::Suspended { .. } => say("site-doom-suspended")?,
            Found::Deleted { ended: true } => say("site-doom-ended")?,
            Found::Deleted { ended: false } => say("site-doom-deleted")?,
            Found::Renew { .. }
            | Found::PayAgain { .. }
            | Found::Noticed { .. }
            | Found::Nothing { .. } => doom.found.to_string(),
        },
        reasons: doom.reasons.iter().map(ToString::to_string).collect(),
    })
}
