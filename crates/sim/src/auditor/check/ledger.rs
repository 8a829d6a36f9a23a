//! I5: the books balance, and say what orders, payments and balances say.

use std::collections::BTreeMap;

use crate::auditor::books::{AccountRows, EntryRow, OrderRow};
use crate::auditor::rules::{COUNTRIES, POINTS};

type Entries = Vec<(String, String, i64)>;

pub(super) fn check(rows: &AccountRows, say: &mut impl FnMut(&'static str, String)) {
    let mut sums = BTreeMap::<(i64, &str), i64>::new();
    let mut of_orders = BTreeMap::<i64, Entries>::new();
    let mut balances = BTreeMap::<&str, i64>::new();
    for entry in &rows.ledger {
        let EntryRow { transaction, order, account, currency, amount, .. } = entry;
        *sums.entry((*transaction, currency)).or_default() += amount;
        *balances.entry(account).or_default() += amount;
        if *amount == 0 {
            say("I5", format!("an entry of nothing: {entry:?}"));
        }
        if let Some(order) = order {
            let entries = of_orders.entry(*order).or_default();
            entries.push((account.clone(), currency.clone(), *amount));
        }
    }
    for ((transaction, currency), sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
        say("I5", format!("transaction {transaction} leaves {sum} {currency} over"));
    }
    for (what, balance, sign) in [("prepaid", rows.prepaid, -1), ("points", rows.points, -1)] {
        let booked = sign * balances.get(what).copied().unwrap_or(0);
        if booked != balance || balance < 0 {
            say("I5", format!("the account holds {balance} ({what}), and the books say {booked}"));
        }
    }
    let owed = balances.get("customer").copied().unwrap_or(0);
    if owed != 0 {
        say("I5", format!("the customer owes {owed}, though everything is paid at once"));
    }
    for (id, order) in &rows.orders {
        let mut booked = of_orders.remove(id).unwrap_or_default();
        let mut expected =
            if order.state == "settled" { expected(*id, order, rows) } else { Vec::new() };
        booked.sort();
        expected.sort();
        if booked != expected {
            say("I5", format!("order {id} is booked as {booked:?}, and must be as {expected:?}"));
        }
    }
    if let Some((order, _)) = of_orders.first_key_value() {
        say("I5", format!("entries of order {order}, which is not there"));
    }
}

/// The entries of a settled order: the sale, and the payment.
fn expected(id: i64, order: &OrderRow, rows: &AccountRows) -> Entries {
    let paid = rows.payments.values();
    let paid = paid.filter(|payment| payment.order == id && payment.state == "captured");
    let means = paid.map(|payment| payment.means.as_str()).next().unwrap_or_default();
    let source = match means {
        "ovhAccount" => "prepaid".to_owned(),
        "fidelityAccount" => "fidelity".to_owned(),
        method => format!("clearing:{method}"),
    };
    let money = |account: &str, amount| (account.to_owned(), rows.currency.clone(), amount);
    let mut entries = vec![
        money("customer", order.gross),
        money("revenue", -order.net),
        money(&format!("tax:{}", rows.tax), -order.tax),
        money(&source, order.gross),
        money("customer", -order.gross),
    ];
    if means == "fidelityAccount" {
        let country = COUNTRIES.iter().find(|country| country.currency.code == rows.currency);
        let unit = country.map_or(1, |country| country.currency.unit);
        let points = order.gross / unit * POINTS.unit;
        entries.push(("points".to_owned(), POINTS.code.to_owned(), points));
        entries.push(("pointsIssued".to_owned(), POINTS.code.to_owned(), -points));
    }
    entries.retain(|(_, _, amount)| *amount != 0);
    entries
}
