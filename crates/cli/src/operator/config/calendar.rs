//! The calendar: `[calendar]`, and `[calendar.products."…"]` for what is different in a product line.
//!
//! A rule of a product line is the one that was given for it, or the one that was given for all, or the one that is
//! built in for it.

use std::collections::BTreeMap;

use perennial_core::Calendar;
use perennial_core::calendar::{RenewDay, Rule, Rules};
use perennial_core::limits::{CALENDAR_DAYS_MAX, PERIOD_MONTHS_MAX};
use perennial_core::service::ProductLine;

use crate::operator::file::document::{Node, Value};
use crate::operator::file::fields::{Fields, Problems, entries};
use crate::operator::file::scalar;

/// Rules as they were given, in one place of the file.
#[derive(Debug, Clone, Copy)]
struct Given<'d> {
    node: &'d Node<'d>,
}

pub(super) fn read(node: &Node<'_>, problems: &Problems) -> Option<Calendar> {
    let built_in = Calendar::default();
    let mut fields = Fields::open("[calendar]", node, problems)?;
    let renew_day = fields.or("renewDay", built_in.renew_day(), renew_day);
    know_rules(&mut fields);
    let products = fields.node("products");
    fields.close();
    let products = products.map_or(Some(BTreeMap::new()), |node| self::products(node, problems))?;
    let all = Given { node };
    let rules = rules(built_in.default_rules(), &[all], problems);
    let known = built_in.products().keys().chain(products.keys());
    let mut lines = BTreeMap::new();
    for line in known {
        // What is wrong with all of them is told once, and does not hide what is wrong with one.
        let all = rules.is_some().then_some(all);
        let given: Vec<Given<'_>> = all.into_iter().chain(products.get(line).copied()).collect();
        lines.insert(line.clone(), self::rules(built_in.rules(line), &given, problems));
    }
    let lines: Option<BTreeMap<ProductLine, Rules>> =
        lines.into_iter().map(|(line, rules)| Some((line, rules?))).collect();
    Some(Calendar::new(renew_day?, rules?, lines?))
}

fn know_rules(fields: &mut Fields<'_>) {
    fields.know(&Rule::ALL.map(Rule::code));
}

/// The day of the month on which accounts are debited.
fn renew_day(node: &Node<'_>) -> Result<RenewDay, String> {
    RenewDay::try_new(scalar::integer(node)?).map_err(|error| error.to_string())
}

/// What is different, by product line.
fn products<'d>(
    node: &'d Node<'d>,
    problems: &Problems,
) -> Option<BTreeMap<ProductLine, Given<'d>>> {
    let mut products = BTreeMap::new();
    for (name, at, node) in entries("`products`", node, problems)? {
        let line = ProductLine::parse(name).map_err(|error| problems.add(at, error.to_string()));
        let Some(mut fields) = Fields::open("a product line of the calendar", node, problems)
        else {
            continue;
        };
        know_rules(&mut fields);
        fields.close();
        if let Ok(line) = line {
            products.insert(line, Given { node });
        }
    }
    Some(products)
}

/// The rules that come of what was given, for all first and then for one product line; nothing if any is wrong.
fn rules(built_in: &Rules, given: &[Given<'_>], problems: &Problems) -> Option<Rules> {
    let (mut rules, mut is_sound) = (built_in.clone(), true);
    for given in given {
        for rule in Rule::ALL {
            if let Some(node) = given.node.get(rule.code()) {
                is_sound &= set(&mut rules, rule, node, problems);
            }
        }
    }
    let Err(error) = rules.check() else { return is_sound.then_some(rules) };
    let about = error.rules();
    let place = given.iter().rev().find_map(|given| {
        about.iter().find_map(|rule| Some((*rule, given.node.get(rule.code())?.at)))
    });
    if let Some((rule, at)) = place {
        problems.add_once(at, format!("`{}`: {error}", rule.code()));
    }
    None
}

/// Sets a rule, if its value is one. Answers whether it is.
fn set(rules: &mut Rules, rule: Rule, node: &Node<'_>, problems: &Problems) -> bool {
    let complain = |at: usize, text: String| {
        problems.add_once(at, format!("`{}`: {text}", rule.code()));
        false
    };
    let number = |read: fn(&Node<'_>) -> Result<u16, String>, place: &mut u16| match read(node) {
        Ok(value) => {
            *place = value;
            true
        }
        Err(text) => complain(node.at, text),
    };
    let list = |place: &mut Vec<u16>| {
        let Value::List(items) = &node.value else {
            let not = node.described();
            return complain(node.at, format!("this must be a list such as [15, 7], not {not}"));
        };
        let item = |item: &Node<'_>| days(item).map_err(|text| complain(item.at, text)).ok();
        // Every one is looked at before anything is given up.
        let items: Vec<Option<u16>> = items.iter().map(item).collect();
        match items.into_iter().collect() {
            Some(items) => {
                *place = items;
                true
            }
            None => false,
        }
    };
    match rule {
        Rule::NoticesAutomatic => list(&mut rules.notices_automatic),
        Rule::NoticesManual => list(&mut rules.notices_manual),
        Rule::Retries => list(&mut rules.retries),
        Rule::NoticesAutomaticFromMonths => {
            number(months, &mut rules.notices_automatic_from_months)
        }
        Rule::UnpaidDays => number(days, &mut rules.unpaid_days),
        Rule::RetentionDays => number(days, &mut rules.retention_days),
        Rule::RedemptionDays => number(days, &mut rules.redemption_days),
    }
}

fn days(node: &Node<'_>) -> Result<u16, String> {
    up_to(CALENDAR_DAYS_MAX, "a number of days", node)
}

fn months(node: &Node<'_>) -> Result<u16, String> {
    up_to(PERIOD_MONTHS_MAX, "a number of months", node)
}

fn up_to(max: u16, what: &str, node: &Node<'_>) -> Result<u16, String> {
    let number = scalar::integer(node)?;
    let value = u16::try_from(number).ok().filter(|value| *value <= max);
    value.ok_or_else(|| format!("{number} is not {what}: write 0 to {max}"))
}
