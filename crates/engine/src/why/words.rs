//! Dates, rules and doers in words.

use jiff::civil::Date;
use perennial_core::calendar::{Rule, Rules};
use perennial_core::{Expiry, Period};

/// A date as it is said: `31 January 2027`.
pub(super) fn date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// Who did something, by the journal's name.
pub(super) fn actor(name: &str) -> String {
    match name.split_once(": ") {
        Some(("engine", what)) => format!("the engine ({what})"),
        _ => name.to_owned(),
    }
}

/// A rule with its value: `retries = 1, 3, 5`.
pub(super) fn rule(rule: Rule, rules: &Rules) -> String {
    let list = |days: &[u16]| match days {
        [] => "none".to_owned(),
        days => days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    };
    let value = match rule {
        Rule::NoticesAutomatic => list(&rules.notices_automatic),
        Rule::NoticesAutomaticFromMonths => rules.notices_automatic_from_months.to_string(),
        Rule::NoticesManual => list(&rules.notices_manual),
        Rule::Retries => list(&rules.retries),
        Rule::UnpaidDays => rules.unpaid_days.to_string(),
        Rule::RetentionDays => rules.retention_days.to_string(),
        Rule::RedemptionDays => rules.redemption_days.to_string(),
    };
    format!("{} = {value}", rule.code())
}

/// How an expiry follows from the one before, and what became of the anchor day on the way.
pub(super) fn extension(from: Date, anchor_day: i8, period: Period, to: Date) -> String {
    let sum = format!("{} + {} = {}", date(from), period.in_words(), date(to));
    if to.day() != anchor_day {
        let month = to.strftime("%B %Y");
        return format!(
            "{sum}: the anchor day {anchor_day} is kept, and clamped to the length of {month}"
        );
    }
    if from.day() != anchor_day {
        return format!("{sum}: the anchor day {anchor_day}, which was clamped before, comes back");
    }
    format!("{sum}: the anchor day is {anchor_day}")
}

/// The expiry that a period makes of another one.
pub(super) fn extended(from: Date, anchor_day: i8, period: Period) -> Option<Date> {
    let expiry = Expiry::try_new(from, i64::from(anchor_day)).ok()?;
    expiry.extended(period).ok().map(Expiry::on)
}

/// A day of a month as it is said: `1st`, `22nd`.
pub(super) fn ordinal(day: i8) -> String {
    let ending = match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

/// A number of things: `1 day`, `3 days`.
pub(super) fn counted(count: impl Into<u64>, one: &str) -> String {
    match count.into() {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as on;

    use super::*;

    #[test]
    fn the_anchor_day_is_followed_through_short_months() {
        let month = Period::parse("P1M").unwrap();
        let said = |from: Date, anchor| {
            extension(from, anchor, month, extended(from, anchor, month).unwrap())
        };
        assert_eq!(
            said(on(2027, 1, 31), 31),
            "31 January 2027 + 1 month = 28 February 2027: the anchor day 31 is kept, and clamped to the length of \
             February 2027"
        );
        assert_eq!(
            said(on(2027, 2, 28), 31),
            "28 February 2027 + 1 month = 31 March 2027: the anchor day 31, which was clamped before, comes back"
        );
        assert_eq!(
            said(on(2027, 1, 15), 15),
            "15 January 2027 + 1 month = 15 February 2027: the anchor day is 15"
        );
        assert_eq!(extended(on(2027, 1, 15), 31, month), None, "it is off its anchor");
    }

    #[test]
    fn rules_and_doers() {
        let rules = Rules { notices_manual: vec![], ..Rules::default() };
        assert_eq!(rule(Rule::Retries, &rules), "retries = 1, 3, 5");
        assert_eq!(rule(Rule::NoticesManual, &rules), "noticesManual = none");
        assert_eq!(actor("engine: automatic renewal"), "the engine (automatic renewal)");
        assert_eq!(actor("credential 12"), "credential 12");
        assert_eq!(
            (counted(1_u64, "day"), counted(0_u64, "day")),
            ("1 day".into(), "0 days".into())
        );
    }
}
