//! What a run does, in figures.

use perennial_core::budget::Tally;
use serde_json::{Value, json};

/// The figures of a tally, each with its name in JSON and in words.
pub(super) const fn counts(tally: &Tally) -> [(&'static str, &'static str, u64); 9] {
    [
        ("accounts", "accounts", tally.accounts),
        ("renewals", "services renewed", tally.renewals),
        ("repeats", "renewed before on the same day", tally.repeats),
        ("orders", "orders placed", tally.orders),
        ("retries", "orders paid again", tally.retries),
        ("notRenewed", "services that could not be renewed", tally.not_renewed),
        ("notices", "notices", tally.notices),
        ("suspensions", "services suspended", tally.suspensions),
        ("deletions", "services deleted", tally.deletions),
    ]
}

/// What is charged, by currency.
pub(super) fn amounts(tally: &Tally) -> String {
    if tally.amounts.is_empty() {
        return "-".to_owned();
    }
    tally.amounts.values().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

pub(super) fn to_json(tally: &Tally) -> Value {
    let counts = counts(tally).map(|(name, _, count)| (name.to_owned(), json!(count)));
    let amounts: serde_json::Map<String, Value> = tally
        .amounts
        .iter()
        .map(|(currency, sum)| (currency.code().to_owned(), json!(sum.to_decimal())))
        .collect();
    let mut told: serde_json::Map<String, Value> = counts.into_iter().collect();
    told.insert("amounts".to_owned(), Value::Object(amounts));
    Value::Object(told)
}
