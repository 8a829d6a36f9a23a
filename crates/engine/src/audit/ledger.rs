//! I4 and I5: amounts add up, and the books agree with what they are the books of.

use std::collections::{BTreeMap, BTreeSet};

use perennial_core::ledger::LedgerAccount;
use perennial_core::means::Means;
use perennial_core::order::{Category, Order, OrderState};
use perennial_core::payment::PaymentState;
use perennial_core::{Currency, LedgerTransactionId, Money, OrderId, Tax};
use perennial_store::Books;

use super::{Found, debts};

pub(super) fn violations(books: &Books) -> Vec<Found> {
    let mut found: Vec<Found> = books.orders.iter().filter_map(wrong_totals).collect();
    found.extend(unbalanced(books));
    found.extend(sales(books));
    found.extend(balances(books));
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
    let mut bases = BTreeMap::<Tax, i128>::new();
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
        *bases.entry(line.tax).or_default() += amount;
    }
    let tax: i128 = bases
        .iter()
        .map(|(tax, base)| round(base * i128::from(tax.rate.basis_points()), 10_000))
        .sum();
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

/// Per order: what the customer owes, was sold and is taxed with must be what the bill says, less its credit notes; without
/// a bill, nothing.
fn sales(books: &Books) -> Vec<Found> {
    const NAMES: [&str; 3] = ["the customer owes", "revenue is", "tax is"];
    let mut posted = BTreeMap::<Option<OrderId>, [i128; 3]>::new();
    for one in &books.ledger {
        let sums = posted.entry(one.order).or_default();
        let [owed, revenue, tax] = sums;
        let sum = match one.entry.account {
            LedgerAccount::Customer => owed,
            LedgerAccount::Revenue(_) => revenue,
            LedgerAccount::Tax(_) => tax,
            _ => continue,
        };
        *sum += i128::from(one.entry.amount.ucents());
    }
    let mut billed = BTreeMap::<Option<OrderId>, [i128; 3]>::new();
    for bill in &books.bills {
        let amounts = [0, -i128::from(bill.net.ucents()), -i128::from(bill.tax.ucents())];
        billed.insert(Some(bill.order), amounts);
    }
    for note in &books.credit_notes {
        // What was given back was not sold.
        let [_, net, tax] = billed.entry(Some(note.order())).or_default();
        *net += i128::from(note.totals.net.ucents());
        *tax += i128::from(note.totals.tax.ucents());
    }
    let orders: BTreeSet<_> = posted.keys().chain(billed.keys()).copied().collect();
    let mut found = Vec::new();
    for order in orders {
        let of = |sums: &BTreeMap<_, [i128; 3]>| sums.get(&order).copied().unwrap_or_default();
        let whose = order.map_or_else(|| "no order".to_owned(), |order| format!("order {order}"));
        let pairs = NAMES.iter().zip(of(&posted)).zip(of(&billed));
        for ((name, posted), billed) in pairs.filter(|((_, posted), billed)| posted != billed) {
            let (posted, billed) = (decimal(books, posted), decimal(books, billed));
            let text = format!("{whose}: {name} {posted} in the ledger, {billed} by the bill");
            found.push(("I5", text));
        }
    }
    found
}

/// Per account of the ledger that holds money: what it must come to, from payments and balances, against what it does.
fn balances(books: &Books) -> Vec<Found> {
    let sum_of = |account: LedgerAccount| -> i128 {
        let entries = books.ledger.iter().filter(|one| one.entry.account == account);
        entries.map(|one| i128::from(one.entry.amount.ucents())).sum()
    };
    let balances = books.balances;
    let prepaid = -i128::from(balances.prepaid.ucents());
    let points = -i128::from(balances.fidelity.ucents());
    let mut expected = vec![
        (LedgerAccount::Prepaid, prepaid),
        (LedgerAccount::Points, points),
        (LedgerAccount::PointsIssued, -points),
        (LedgerAccount::Fidelity, captured(books, Means::Fidelity.name()) - sold_points(books)),
        (LedgerAccount::Transit, in_transit(books) + refunds_under_way(books)),
    ];
    expected.extend(debts::in_ledger(books));
    for kind in perennial_core::means::MethodKind::ALL {
        let kept = captured(books, kind.mean()) - debts::taken_back(books, kind.mean());
        expected.push((LedgerAccount::Clearing(kind), kept));
    }
    let differs = |(account, expected): &(LedgerAccount, i128)| sum_of(*account) != *expected;
    expected
        .into_iter()
        .filter(differs)
        .map(|(account, expected)| {
            let (posted, expected) = (decimal(books, sum_of(account)), decimal(books, expected));
            let code = account.code();
            ("I5", format!("{code} is {posted} in the ledger, {expected} by payments and balances"))
        })
        .collect()
}

/// A sum as a decimal number. One that is no amount any more stays in micro-cents.
fn decimal(books: &Books, ucents: i128) -> String {
    i64::try_from(ucents).map_or_else(
        |_| format!("{ucents} micro-cents"),
        |ucents| Money::from_ucents(ucents, books.account.currency).to_decimal(),
    )
}

/// What customers have paid for points.
fn sold_points(books: &Books) -> i128 {
    let is_sold = |order: &&Order| {
        order.terms.category == Category::PointsCredit
            && matches!(order.state, OrderState::Settled { .. })
    };
    let sold = books.orders.iter().filter(is_sold);
    sold.map(|order| i128::from(order.terms.totals.gross.ucents())).sum()
}

/// What has left the prepaid account and has not arrived: withdrawals are of less than nothing.
fn in_transit(books: &Books) -> i128 {
    let is_moving = |order: &&Order| {
        order.terms.category == Category::Withdrawal
            && matches!(order.state, OrderState::Paying { .. })
    };
    let moving = books.orders.iter().filter(is_moving);
    moving.map(|order| i128::from(order.terms.totals.gross.ucents())).sum()
}

/// What is on its way to payment methods: refunds are of less than nothing.
fn refunds_under_way(books: &Books) -> i128 {
    let open = books.credit_notes.iter().filter(|note| note.payment.state.is_open());
    open.map(|note| i128::from(note.payment.amount.ucents())).sum()
}

/// What was captured by a kind of means, less what was given back to it.
fn captured(books: &Books, means: &str) -> i128 {
    let of_means = |m: Means| m.name() == means;
    let refunds = books.credit_notes.iter().map(|note| &note.payment);
    books
        .payments
        .iter()
        .chain(refunds)
        .filter(|p| of_means(p.means) && matches!(p.state, PaymentState::Captured { .. }))
        .map(|payment| i128::from(payment.amount.ucents()))
        .sum()
}
