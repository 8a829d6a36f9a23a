//! I4, and I9 as far as rows tell: totals are exact, and no two unpaid orders sell the same.

use std::collections::BTreeMap;

use crate::auditor::books::{AccountRows, LineRow, OrderRow};
use crate::auditor::rules::{COUNTRIES, rounded, tax};

pub(super) fn check(rows: &AccountRows, say: &mut impl FnMut(&'static str, String)) {
    let country = COUNTRIES.iter().find(|country| country.currency.code == rows.currency);
    let Some(unit) = country.map(|country| country.currency.unit) else {
        return say("rows", format!("nobody is billed in {}", rows.currency));
    };
    for (id, order) in &rows.orders {
        check_totals(*id, order, rows, unit, say);
    }
    let mut standing = BTreeMap::new();
    let unpaid = rows.orders.iter().filter(|(_, order)| order.state == "unpaid");
    for (id, order) in unpaid.filter(|(_, order)| order.run_on.is_none()) {
        let mut lines: Vec<&LineRow> = order.lines.iter().collect();
        lines.sort_by_key(|line| (line.service, line.term));
        let until = order.valid_until;
        if let Some((other, valid)) = standing.insert(format!("{lines:?}"), (id, until))
            && valid > order.placed_at
            && until > rows.orders.get(other).map_or(0, |other| other.placed_at)
        {
            say("I9", format!("orders {other} and {id} sell the same and both wait to be paid"));
        }
    }
}

fn check_totals(
    id: i64,
    order: &OrderRow,
    rows: &AccountRows,
    unit: i64,
    say: &mut impl FnMut(&'static str, String),
) {
    if order.lines.is_empty() || order.currency != rows.currency {
        say("I4", format!("order {id} has no lines, or those of another currency: {order:?}"));
    }
    for line in &order.lines {
        let exact = i128::from(line.unit_price) * i128::from(line.quantity);
        if line.amount != rounded(exact, unit) || line.tax != rows.tax {
            say("I4", format!("a line of order {id} is not what it says: {line:?}"));
        }
    }
    let net: i64 = order.lines.iter().map(|line| line.amount).sum();
    let tax = tax(net, rows.tax, unit);
    if (order.net, order.tax, order.gross) != (net, tax, net + tax) {
        let OrderRow { net: n, tax: t, gross: g, .. } = order;
        say(
            "I4",
            format!("order {id} is {n} + {t} = {g}, and must be {net} + {tax} = {}", net + tax),
        );
    }
}
