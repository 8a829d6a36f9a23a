//! Engagements that plans are sold with: `[[plans.engagements]]`.

use perennial_core::Period;
use perennial_core::engagement::{EndRule, Kind, Offer};
use perennial_core::plan::Plan;

use super::plan::amount_in;
use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems, entries};
use crate::operator::file::scalar;

/// Reads an engagement into its plan, whose prices are there already. Nothing when it is wrong.
pub(super) fn read(node: &Node<'_>, plan: &mut Plan, problems: &Problems) -> Option<()> {
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
    fields.close();
    let (mode, kind, length, end_rule) = (mode?, kind?, length?, end_rule?);
    let period = match (period?, kind) {
        (Some(period), _) => period,
        (None, Kind::Upfront) => length,
        (None, Kind::Periodic) => {
            let text =
                "an engagement that is paid period by period needs a `period`, such as \"P1M\"";
            problems.add(node.at, text.to_owned());
            return None;
        }
    };
    if plan.engagements().any(|offer| offer.mode == mode) {
        problems.add(node.at, format!("the plan has an engagement `{mode}` already"));
        return None;
    }
    for (code, at, amount) in entries("`prices`", prices?, problems)? {
        let currency = scalar::currency_code(code).map_err(|text| problems.add(at, text)).ok();
        let price = amount_in(currency, amount, problems);
        let (currency, price) = (currency?, price?);
        if plan.price(currency, period).is_none() {
            let text = format!(
                "the plan has no price for {period} in {currency}: it needs one for what comes after the engagement"
            );
            problems.add(at, text);
            return None;
        }
        let mode = mode.clone();
        let offer = Offer { mode, kind, length, period, price, end_rule };
        plan.set_engagement(offer)
            .map_err(|error| problems.add(node.at, error.to_string()))
            .ok()?;
    }
    Some(())
}
