//! The budget of a run: `[budget]`.

use perennial_core::budget::Budget;
use perennial_core::{Currency, Money};

use crate::operator::file::document::Node;
use crate::operator::file::fields::{Fields, Problems, entries};
use crate::operator::file::scalar;

/// Below it, every run would have to be smaller than those before.
const GROWTH_PERCENT_MIN: u64 = 100;

pub(super) fn read(node: &Node<'_>, problems: &Problems) -> Option<Budget> {
    let built_in = Budget::default();
    let mut fields = Fields::open("[budget]", node, problems)?;
    let renewals = fields.or("renewals", built_in.renewals_max, count);
    let suspensions = fields.or("suspensions", built_in.suspensions_max, count);
    let deletions = fields.or("deletions", built_in.deletions_max, count);
    let repeats = fields.or("repeats", built_in.repeats_max, count);
    let growth = fields.or("growthPercent", built_in.growth_percent_max, growth);
    let growth_from = fields.or("growthFrom", built_in.growth_from, count);
    let amounts = fields.node("amounts");
    fields.close();
    let amounts = amounts.map(|node| self::amounts(node, problems));
    Some(Budget {
        renewals_max: renewals?,
        suspensions_max: suspensions?,
        deletions_max: deletions?,
        repeats_max: repeats?,
        amounts_max: amounts.unwrap_or(Some(Vec::new()))?.into_iter().collect(),
        growth_percent_max: growth?,
        growth_from: growth_from?,
    })
}

fn count(node: &Node<'_>) -> Result<u64, String> {
    let number = scalar::integer(node)?;
    u64::try_from(number).map_err(|_| format!("{number} is too small: write 0 or more"))
}

fn growth(node: &Node<'_>) -> Result<u64, String> {
    let percent = count(node)?;
    if percent < GROWTH_PERCENT_MIN {
        return Err(format!(
            "{percent} % is too small: write {GROWTH_PERCENT_MIN} or more, in percent of the largest recent run"
        ));
    }
    Ok(percent)
}

/// Amounts by currency; nothing when one of them is wrong.
fn amounts(node: &Node<'_>, problems: &Problems) -> Option<Vec<(Currency, Money)>> {
    let entries = entries("`amounts`", node, problems)?;
    let amount = |(code, at, node): (&str, usize, &Node<'_>)| {
        let currency = scalar::currency_code(code).map_err(|text| problems.add(at, text)).ok()?;
        let read = |node| {
            let amount = scalar::amount_in(currency, scalar::text(node)?)?;
            let is_negative = || format!("{amount} is too small: write 0 or more");
            if amount.is_negative() { Err(is_negative()) } else { Ok(amount) }
        };
        let amount = read(node).map_err(|text| problems.add(node.at, text)).ok()?;
        Some((currency, amount))
    };
    // Every one is looked at before anything is given up.
    let amounts: Vec<_> = entries.map(amount).collect();
    amounts.into_iter().collect()
}
