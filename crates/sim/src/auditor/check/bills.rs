//! I6: every settled order has its bill, numbers have no gaps, and dates rise with them.

use std::collections::BTreeMap;

use crate::auditor::Violation;
use crate::auditor::books::{BillRow, Books};

pub(super) fn check(books: &Books, found: &mut Vec<Violation>) {
    let mut say = |text: String| found.push(Violation::new("I6", text));
    let mut numbered = BTreeMap::<(&str, i64), (i64, i64, &BillRow)>::new();
    for (account, rows) in &books.accounts {
        for (id, order) in &rows.orders {
            let bill = rows.bills.get(id);
            let is_settled = order.state == "settled";
            if is_settled != bill.is_some() {
                say(format!("order {id} is {}, and its bill is {bill:?}", order.state));
            }
            let Some(bill) = bill else { continue };
            let of_order = (order.net, order.tax, order.gross, Some(bill.settled_at));
            if (bill.net, bill.tax, bill.gross, order.settled_at) != of_order
                || (bill.category.as_str(), bill.currency.as_str(), bill.series.as_str())
                    != (order.category.as_str(), rows.currency.as_str(), rows.series.as_str())
            {
                say(format!("the bill of order {id} is of something else: {bill:?}, {order:?}"));
            }
        }
        for (order, bill) in &rows.bills {
            if bill.number.is_some() != bill.issued_at.is_some() {
                say(format!("the bill of order {order} has a number or a date alone: {bill:?}"));
            }
            let Some(number) = bill.number else { continue };
            if numbered.insert((&bill.series, number), (*account, *order, bill)).is_some() {
                say(format!("bill {}{number} stands twice", bill.series));
            }
        }
    }
    for (series, number, account, order) in &books.numbers {
        let bill = numbered.get(&(series.as_str(), *number));
        if bill.is_none_or(|(of, what, _)| (of, what) != (account, order)) {
            say(format!("number {series}{number} was given to order {order}, which has another"));
        }
    }
    for (series, number) in numbered.keys() {
        let is_known =
            books.numbers.iter().any(|(of, given, ..)| (of.as_str(), given) == (*series, number));
        if !is_known {
            say(format!("bill {series}{number} has a number that nobody gave"));
        }
    }
    check_order(books, &numbered, &mut say);
}

/// Numbers are consecutive from 1; dates of issue, and of settlement, never fall with them.
fn check_order(
    books: &Books,
    numbered: &BTreeMap<(&str, i64), (i64, i64, &BillRow)>,
    say: &mut impl FnMut(String),
) {
    let mut last = BTreeMap::<&str, (i64, &BillRow)>::new();
    for ((series, number), (_, _, bill)) in numbered {
        let before = last.insert(series, (*number, bill));
        let (expected, issued, settled) = before.map_or((1, None, i64::MIN), |(number, bill)| {
            (number + 1, bill.issued_at, bill.settled_at)
        });
        if *number != expected {
            say(format!("bill {series}{expected} is missing"));
        }
        if bill.issued_at < issued || bill.settled_at < settled {
            say(format!(
                "bill {series}{number} is dated before the one with the number before: {bill:?}"
            ));
        }
    }
    for (series, (number, _)) in &books.series {
        let given = last.get(series.as_str()).map_or(0, |(number, _)| *number);
        if given != *number {
            say(format!("series {series} stands at {number}, but {given} numbers were given"));
        }
    }
}
