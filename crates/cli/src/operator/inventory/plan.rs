//! Plans: `[[plans]]`.

use std::collections::BTreeSet;

use perennial_core::plan::Plan;
use perennial_core::service::ProductLine;
use perennial_core::{Currency, Money, Period};

use super::{details, engagement};
use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems, entries};
use crate::operator::file::scalar;

pub(super) fn read(node: &Node<'_>, problems: &Problems) -> Option<Plan> {
    let mut fields = Fields::open("a plan", node, problems)?;
    let code = fields.required("code", scalar::name);
    let product = fields.required("product", scalar::parsed(ProductLine::parse));
    let name = fields.required("name", scalar::name);
    let prices = fields.node("prices");
    if prices.is_none() {
        fields.complain("a plan needs `prices`, such as prices.EUR.P1Y = \"1.99\"".to_owned());
    }
    let restoration = fields.node("restoration");
    let engagements = fields.list("engagements").iter();
    let engagements: Vec<Option<engagement::Draft>> =
        engagements.map(|node| engagement::read(node, problems)).collect();
    let details = fields.node("details");
    fields.close();
    let restoration =
        restoration.map_or(Some(Vec::new()), |node| self::restoration(node, problems));
    let details = details::details(details, product.as_ref(), problems);
    let prices = self::prices(prices?, problems);
    let mut plan = Plan::new(code?, product?, name?);
    plan.details = details?;
    for (period, amount) in prices? {
        plan.set_price(period, amount).ok()?;
    }
    for fee in restoration? {
        plan.set_restoration(fee).ok()?;
    }
    for draft in engagements {
        engagement::add(draft?, &mut plan, problems)?;
    }
    Some(plan)
}

/// Prices by currency and period; nothing when one of them is wrong.
fn prices(node: &Node<'_>, problems: &Problems) -> Option<Vec<(Period, Money)>> {
    let mut prices = Vec::new();
    let mut is_sound = true;
    for (code, at, periods) in entries("`prices`", node, problems)? {
        let currency = scalar::currency_code(code).map_err(|text| problems.add(at, text)).ok();
        is_sound &= currency.is_some();
        let what = format!("`{code}`");
        let Some(periods) = entries(&what, periods, problems) else {
            is_sound = false;
            continue;
        };
        let mut priced = BTreeSet::new();
        for (period, at, amount) in periods {
            let price = price(period, at, amount, currency, problems);
            is_sound &= price.is_some();
            let Some((period, amount)) = price else { continue };
            if priced.insert(period) {
                prices.push((period, amount));
            } else {
                problems.add(at, format!("there is a price for {period} already"));
                is_sound = false;
            }
        }
    }
    if prices.is_empty() && is_sound {
        problems.add(node.at, "a plan needs a price, such as prices.EUR.P1Y = \"1.99\"".to_owned());
    }
    is_sound.then_some(prices)
}

/// Fees for restoring a service in redemption, by currency; nothing when one of them is wrong.
fn restoration(node: &Node<'_>, problems: &Problems) -> Option<Vec<Money>> {
    let fee = |(code, at, node): (&str, usize, &Node<'_>)| {
        let currency = scalar::currency_code(code).map_err(|text| problems.add(at, text)).ok();
        let fee = amount_in(currency, node, problems);
        currency.and(fee)
    };
    // Every one is looked at before anything is given up.
    let fees: Vec<Option<Money>> = entries("`restoration`", node, problems)?.map(fee).collect();
    fees.into_iter().collect()
}

fn price(
    period: &str,
    at: usize,
    amount: &Node<'_>,
    currency: Option<Currency>,
    problems: &Problems,
) -> Option<(Period, Money)> {
    let period = Period::parse(period).map_err(|error| problems.add(at, error.to_string())).ok();
    let amount = amount_in(currency, amount, problems);
    currency?;
    Some((period?, amount?))
}

/// An amount that can be a price.
pub(super) fn amount_in(
    currency: Option<Currency>,
    node: &Node<'_>,
    problems: &Problems,
) -> Option<Money> {
    // In an unknown currency an amount can still be seen to be one.
    let read = |node| {
        let amount = scalar::amount_in(currency.unwrap_or(Currency::Eur), scalar::text(node)?)?;
        Plan::check_price(amount).map_err(|error| error.to_string())?;
        Ok(amount)
    };
    read(node).map_err(|text: String| problems.add(node.at, text)).ok()
}
