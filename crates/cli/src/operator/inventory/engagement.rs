//! Engagements that plans are sold with: `[[plans.engagements]]`.

use perennial_core::engagement::{EndRule, Kind, Offer};
use perennial_core::plan::Plan;
use perennial_core::text::Name;
use perennial_core::{Money, Period};

use super::plan::amount_in;
use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems, entries};
use crate::operator::file::scalar;

/// An engagement as it is written, before it is held against the prices of its plan.
pub(super) struct Draft {
    at: usize,
    mode: Name,
    kind: Kind,
    length: Period,
    period: Period,
    end_rule: EndRule,
    /// Prices with where they stand.
    prices: Vec<(usize, Money)>,
}

/// Reads an engagement. Nothing when it is wrong.
pub(super) fn read(node: &Node<'_>, problems: &Problems) -> Option<Draft> {
    let mut fields = Fields::open("an engagement", node, problems)?;
    let mode = fields.required("mode", scalar::name);
    let kind = scalar::word("a type of engagements", &Kind::ALL, Kind::code);
    let kind = fields.or("type", Kind::Periodic, kind);
    let length = fields.required("length", scalar::parsed(Period::parse));
    let period = fields.optional("period", scalar::parsed(Period::parse));
    let end_rule = scalar::word("what comes after an engagement", &EndRule::ALL, EndRule::code);
    let end_rule = fields.or("endRule", EndRule::GoOn, end_rule);
    let prices = fields.node("prices");
    if prices.is_none() {
        fields.complain("an engagement needs `prices`, such as prices.EUR = \"2.49\"".to_owned());
    }
    if let (Some(None), Some(Kind::Periodic)) = (&period, kind) {
        let text = "an engagement that is paid period by period needs a `period`, such as \"P1M\"";
        fields.complain(text.to_owned());
    }
    fields.close();
    let prices = self::prices(prices?, problems);
    let (kind, length) = (kind?, length?);
    let period = match period? {
        Some(period) => period,
        None if kind == Kind::Upfront => length,
        None => return None,
    };
    let (mode, end_rule, prices) = (mode?, end_rule?, prices?);
    Some(Draft { at: node.at, mode, kind, length, period, end_rule, prices })
}

/// Prices by currency; nothing when one of them is wrong.
fn prices(node: &Node<'_>, problems: &Problems) -> Option<Vec<(usize, Money)>> {
    let price = |(code, at, node): (&str, usize, &Node<'_>)| {
        let currency = scalar::currency_code(code).map_err(|text| problems.add(at, text)).ok();
        let price = amount_in(currency, node, problems);
        currency.and(price).map(|price| (at, price))
    };
    // Every one is looked at before anything is given up.
    let prices: Vec<Option<(usize, Money)>> =
        entries("`prices`", node, problems)?.map(price).collect();
    prices.into_iter().collect()
}

/// Adds an engagement to its plan, whose prices are there already. Nothing when it does not fit.
pub(super) fn add(draft: Draft, plan: &mut Plan, problems: &Problems) -> Option<()> {
    let Draft { at, mode, kind, length, period, end_rule, prices } = draft;
    if plan.engagements().any(|offer| offer.mode == mode) {
        problems.add(at, format!("the plan has an engagement `{mode}` already"));
        return None;
    }
    for (at, price) in prices {
        let currency = price.currency();
        if plan.price(currency, period).is_none() {
            let text = format!(
                "the plan has no price for {period} in {currency}: it needs one for what comes after the engagement"
            );
            problems.add(at, text);
            return None;
        }
        let mode = mode.clone();
        let offer = Offer { mode, kind, length, period, price, end_rule };
        plan.set_engagement(offer).map_err(|error| problems.add(at, error.to_string())).ok()?;
    }
    Some(())
}
