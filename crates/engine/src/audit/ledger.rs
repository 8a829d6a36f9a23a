//! I4 and I5: amounts add up, and the books agree with what they are the books of.

use std::collections::BTreeMap;

use perennial_core::ledger::LedgerAccount;
use perennial_core::means::Means;
use perennial_core::order::Order;
use perennial_core::payment::PaymentState;
use perennial_core::{Currency, LedgerTransactionId};

use super::Found;
use super::books::Books;

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found: Vec<Found> = books.orders.iter().filter_map(wrong_totals).collect();
    found.extend(unbalanced(books));
    found.extend(disagreements(books));
    found
}

/// The totals once more, in plain integers: a line is quantity times price, half a cent goes up; the tax of a
/// rate is rounded once; a cent is 10⁶ micro-cents in currencies of two decimals.
fn wrong_totals(order: &Order) -> Option<Found> {
    let terms = &order.terms;
    let unit = i128::from(terms.totals.net.currency().minor_unit_ucents());
    let round = |numerator: i128, denominator: i128| {
        let divisor = denominator * unit;
        (2 * numerator + divisor).div_euclid(2 * divisor) * unit
    };
    let mut net = 0_i128;
    let mut bases = BTreeMap::<u32, i128>::new();
    for line in &terms.lines {
        let amount =
            round(i128::from(line.unit_price.ucents()) * i128::from(line.quantity.get()), 1);
        if amount != i128::from(line.amount.ucents()) {
            return Some((
                "I4",
                format!(
                    "order {}: a line of {} is not quantity times price",
                    order.id, line.amount
                ),
            ));
        }
        net += amount;
        *bases.entry(line.tax_rate.basis_points()).or_default() += amount;
    }
    let tax: i128 = bases.iter().map(|(rate, base)| round(base * i128::from(*rate), 10_000)).sum();
    let totals = &terms.totals;
    let stored = [totals.net, totals.tax, totals.gross].map(|amount| i128::from(amount.ucents()));
    (stored != [net, tax, net + tax]).then(|| {
        ("I4", format!("order {}: net, tax and gross are not those of its lines", order.id))
    })
}

/// Every transaction adds up to nothing in every currency.
fn unbalanced(books: &Books) -> Vec<Found> {
    let mut sums = BTreeMap::<(LedgerTransactionId, Currency), i128>::new();
    for posted in &books.ledger {
        let amount = posted.entry.amount;
        *sums.entry((posted.transaction, amount.currency())).or_default() +=
            i128::from(amount.ucents());
    }
    sums.into_iter()
        .filter(|(_, sum)| *sum != 0)
        .map(|((id, _), _)| ("I5", format!("ledger transaction {id} does not balance")))
        .collect()
}

/// Per account of the ledger: what it must come to, from bills, payments and balances, against what it does.
fn disagreements(books: &Books) -> Vec<Found> {
    let mut posted = BTreeMap::<String, i128>::new();
    for entry in &books.ledger {
        *posted.entry(entry.entry.account.code()).or_default() +=
            i128::from(entry.entry.amount.ucents());
    }
    let tax_posted: i128 =
        posted.iter().filter(|(code, _)| code.starts_with("tax:")).map(|(_, sum)| *sum).sum();
    let sum_of = |account: LedgerAccount| posted.get(&account.code()).copied().unwrap_or(0);
    let bills = |amount: fn(&perennial_core::Bill) -> perennial_core::Money| -> i128 {
        books.bills.iter().map(|bill| i128::from(amount(bill).ucents())).sum()
    };
    let mut checks = vec![
        ("the customer's debt", sum_of(LedgerAccount::Customer), 0),
        ("revenue and bills", sum_of(LedgerAccount::Revenue), -bills(|bill| bill.net)),
        ("tax and bills", tax_posted, -bills(|bill| bill.tax)),
        (
            "fidelity and payments",
            sum_of(LedgerAccount::Fidelity),
            captured(books, "fidelityAccount"),
        ),
    ];
    for kind in perennial_core::means::MethodKind::ALL {
        let account = LedgerAccount::Clearing(kind);
        checks.push(("receipts and payments", sum_of(account), captured(books, kind.mean())));
    }
    let prepaid = -i128::from(books.balances.prepaid.ucents());
    checks.push(("the prepaid balance", sum_of(LedgerAccount::Prepaid), prepaid));
    let points = -i128::from(books.balances.fidelity.ucents());
    checks.push(("the fidelity balance", sum_of(LedgerAccount::Points), points));
    checks
        .into_iter()
        .filter(|(_, posted, expected)| posted != expected)
        .map(|(what, posted, expected)| {
            (
                "I5",
                format!(
                    "{what} do not agree: {posted} micro-cents in the ledger, {expected} expected"
                ),
            )
        })
        .collect()
}

/// What was captured by a kind of means.
fn captured(books: &Books, means: &str) -> i128 {
    let of_means = |m: Means| m.name() == means;
    books
        .payments
        .iter()
        .filter(|p| of_means(p.means) && matches!(p.state, PaymentState::Captured { .. }))
        .map(|payment| i128::from(payment.amount.ucents()))
        .sum()
}
