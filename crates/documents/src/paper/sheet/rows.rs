//! The table: what is sold, and what it adds up to.

use fluent_bundle::FluentArgs;
use perennial_core::order::{Line, Term, Totals};
use perennial_core::tax::TaxGround;
use serde::Serialize;

use super::{Fact, Voice};
use crate::paper::PaperError;
use crate::plain::harmless;
use crate::print;

/// What the columns are called.
#[derive(Debug, Serialize)]
pub(in crate::paper) struct Head {
    pub(in crate::paper) item: String,
    pub(in crate::paper) quantity: String,
    pub(in crate::paper) unit_price: String,
    pub(in crate::paper) tax_rate: String,
    pub(in crate::paper) net: String,
}

/// A line of the table.
#[derive(Debug, Serialize)]
pub(in crate::paper) struct Row {
    pub(in crate::paper) name: String,
    /// What is sold, and for which time.
    pub(in crate::paper) details: Vec<String>,
    pub(in crate::paper) quantity: String,
    pub(in crate::paper) unit_price: String,
    pub(in crate::paper) tax_rate: String,
    pub(in crate::paper) net: String,
}

impl Head {
    pub(super) fn of(voice: &Voice<'_>) -> Result<Self, PaperError> {
        let say = |key| voice.words.say(key);
        Ok(Self {
            item: say("paper-item")?,
            quantity: say("paper-quantity")?,
            unit_price: say("paper-unit-price")?,
            tax_rate: say("paper-tax-rate")?,
            net: say("paper-net")?,
        })
    }
}

/// The lines of a document.
pub(super) fn rows(lines: &[Line], voice: &Voice<'_>) -> Result<Vec<Row>, PaperError> {
    lines.iter().map(|line| row(line, voice)).collect()
}

fn row(line: &Line, voice: &Voice<'_>) -> Result<Row, PaperError> {
    let language = voice.language;
    let mut details = vec![harmless(line.description.as_str())];
    details.extend(line.term.map(|term| served(term, voice)).transpose()?);
    Ok(Row {
        name: harmless(line.name.as_str()),
        details,
        quantity: line.quantity.get().to_string(),
        unit_price: print::amount(line.unit_price, language),
        tax_rate: print::rate(line.tax.rate, language),
        net: print::amount(line.amount, language),
    })
}

/// How long, from which day to which: `1 year: 15 January 2027 to 14 January 2028`.
fn served(term: Term, voice: &Voice<'_>) -> Result<String, PaperError> {
    let months = term.period.months();
    let (unit, count) = match (months.wrapping_div(12), months.wrapping_rem(12)) {
        (years, 0) => ("year", years),
        _ => ("month", months),
    };
    let mut facts = FluentArgs::with_capacity(5);
    facts.set("unit", unit);
    facts.set("count", count);
    let period = voice.words.say_of("paper-period", &facts)?;
    // People are told the last day; ours is the first that is no longer served.
    let last = term.ends_on.yesterday().unwrap_or(term.ends_on);
    facts.set("period", period);
    facts.set("from", print::date(term.starts_on, voice.language));
    facts.set("to", print::date(last, voice.language));
    Ok(voice.words.say_of("paper-term", &facts)?)
}

/// The country whose rate it is; `none` where a rate was agreed.
fn country(ground: TaxGround) -> String {
    match ground {
        TaxGround::Agreed => "none".to_owned(),
        TaxGround::Country(country)
        | TaxGround::ReverseCharge(country)
        | TaxGround::Outside(country) => country.to_string(),
    }
}

/// Why there is no tax, as the law wants it said: each reason once.
pub(super) fn exemptions(totals: &Totals, voice: &Voice<'_>) -> Result<Vec<String>, PaperError> {
    let mut keys: Vec<&'static str> = Vec::new();
    for part in &totals.parts {
        let key = match part.of.ground {
            TaxGround::Agreed | TaxGround::Country(_) => continue,
            TaxGround::ReverseCharge(_) => "paper-reverse-charge",
            TaxGround::Outside(_) => "paper-outside",
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.into_iter().map(|key| Ok(voice.words.say(key)?)).collect()
}

/// Net total, and the tax of each rate.
pub(super) fn totals(totals: &Totals, voice: &Voice<'_>) -> Result<Vec<Fact>, PaperError> {
    let language = voice.language;
    let mut facts = vec![voice.fact("paper-net-total", print::amount(totals.net, language))?];
    for part in &totals.parts {
        let mut about = FluentArgs::with_capacity(3);
        about.set("country", country(part.of.ground));
        about.set("rate", print::rate(part.of.rate, language));
        about.set("base", print::amount(part.base, language));
        let label = voice.words.say_of("paper-tax-total", &about)?;
        facts.push(Fact { label, value: print::amount(part.tax, language) });
    }
    Ok(facts)
}
