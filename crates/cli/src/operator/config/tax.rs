//! The tax rules: `[tax]`, with where subsidiaries are, and rates beside those that are built in.

use std::collections::BTreeMap;

use jiff::civil::Date;
use perennial_core::account::{CountryCode, Subsidiary};
use perennial_core::tax::Rates;
use perennial_core::{TaxRate, TaxRules};

use crate::operator::file::document::{Node, Value};
use crate::operator::file::fields::{Fields, Problems, entries};
use crate::operator::file::scalar;

/// The first day of a rate of which nobody said since when it applies.
const ALWAYS: Date = jiff::civil::date(1, 1, 1);

pub(super) fn read(node: &Node<'_>, problems: &Problems) -> Option<TaxRules> {
    let mut fields = Fields::open("[tax]", node, problems)?;
    let subsidiaries = fields.node("subsidiaries");
    let rates = fields.node("rates");
    fields.close();
    let subsidiaries = subsidiaries.map(|node| self::subsidiaries(node, problems));
    let rates = rates.map(|node| self::rates(node, problems));
    let subsidiaries = subsidiaries.unwrap_or(Some(BTreeMap::new()))?;
    let rates = rates.unwrap_or(Some(BTreeMap::new()))?;
    Some(TaxRules::default().with(subsidiaries, rates))
}

/// Countries by subsidiary.
fn subsidiaries(node: &Node<'_>, problems: &Problems) -> Option<BTreeMap<Subsidiary, CountryCode>> {
    let one = |(code, at, node): (&str, usize, &Node<'_>)| {
        let subsidiary =
            Subsidiary::parse(code).map_err(|error| problems.add(at, error.to_string()));
        let country = scalar::parsed(CountryCode::parse)(node);
        let country = country.map_err(|text| problems.add(node.at, text));
        Some((subsidiary.ok()?, country.ok()?))
    };
    // Every one is looked at before anything is given up.
    let all: Vec<_> = entries("`subsidiaries`", node, problems)?.map(one).collect();
    all.into_iter().collect()
}

/// Rates by country: one, or several with the days since which they apply.
fn rates(node: &Node<'_>, problems: &Problems) -> Option<BTreeMap<CountryCode, Rates>> {
    let one = |(code, at, node): (&str, usize, &Node<'_>)| {
        let country = CountryCode::parse(code).map_err(|error| problems.add(at, error.to_string()));
        let rates = match &node.value {
            Value::Text(_) => rate(node, problems).map(|rate| Rates::from([(ALWAYS, rate)])),
            _ => by_day(node, problems),
        };
        Some((country.ok()?, rates?))
    };
    let all: Vec<_> = entries("`rates`", node, problems)?.map(one).collect();
    all.into_iter().collect()
}

fn by_day(node: &Node<'_>, problems: &Problems) -> Option<Rates> {
    let one = |(day, at, node): (&str, usize, &Node<'_>)| {
        let day = day.parse::<Date>().map_err(|_| {
            problems.add(at, format!("`{day}` is not a date; write one such as 2026-01-31"));
        });
        Some((day.ok()?, rate(node, problems)?))
    };
    let what = "the rates of a country: one such as \"20\", or by their first days";
    let all: Vec<_> = entries(what, node, problems)?.map(one).collect();
    all.into_iter().collect()
}

fn rate(node: &Node<'_>, problems: &Problems) -> Option<TaxRate> {
    let rate = scalar::parsed(TaxRate::parse)(node);
    rate.map_err(|text| problems.add(node.at, text)).ok()
}
