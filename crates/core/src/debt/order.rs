//! Orders that pay debts: their terms, and what their payments do to the debts.

use jiff::Timestamp;

use crate::debt::{Debt, DebtRefusal, DebtState};
use crate::limits::ORDER_VALIDITY;
use crate::money::MoneyError;
use crate::order::{Category, Line, Order, OrderTerms, Totals};
use crate::service::Quantity;
use crate::tax::{Tax, TaxRate};
use crate::text::Name;
use crate::time::Now;

/// The terms of an order for every debt of those asked for that is open. What was sold was taxed and billed when it was
/// paid the first time, so this is no sale.
///
/// # Errors
///
/// [`DebtRefusal`] when none of them is open: that of the only one, or that a payment is under way.
pub fn debt_terms(asked: &[Debt], now: Now) -> Result<OrderTerms, DebtRefusal> {
    let mut lines = Vec::new();
    for debt in asked.iter().filter(|debt| debt.state == DebtState::Open) {
        lines.push(line(debt)?);
    }
    let Some(currency) = lines.first().map(|line| line.amount.currency()) else {
        return Err(refusal(asked));
    };
    let totals = Totals::of(&lines, currency)?;
    let valid_until = now.at.checked_add(ORDER_VALIDITY).map_err(|_| MoneyError::Overflow)?;
    let category = Category::Debt;
    Ok(OrderTerms { category, run_on: None, lines, totals, placed_at: now.at, valid_until })
}

fn line(debt: &Debt) -> Result<Line, DebtRefusal> {
    Ok(Line {
        service: None,
        debt: Some(debt.id),
        name: Name::parse("debtAccount")?,
        description: Name::parse(&format!("Debt {} of order {}", debt.id, debt.order))?,
        quantity: Quantity::ONE,
        unit_price: debt.amount,
        amount: debt.amount,
        tax: Tax::agreed(TaxRate::ZERO),
        term: None,
        clause: None,
    })
}

/// Why there is nothing to order.
fn refusal(asked: &[Debt]) -> DebtRefusal {
    let is_being_paid = |debt: &&Debt| matches!(debt.state, DebtState::BeingPaid { .. });
    let said = match asked {
        [one] => Some(one),
        several => several.iter().find(is_being_paid),
    };
    said.and_then(|debt| debt.check_open().err()).unwrap_or(DebtRefusal::NothingToPay)
}

/// The debts of an order, as they are.
fn of_order<'a>(
    order: &'a Order,
    debts: &'a [Debt],
) -> impl Iterator<Item = Result<&'a Debt, DebtRefusal>> {
    order.terms.debts().map(move |(debt, amount)| {
        let found = debts.iter().find(|one| one.id == debt && one.amount == amount);
        found.ok_or(DebtRefusal::OtherOrder { debt, order: order.id })
    })
}

/// Whether every debt of an order can be paid.
pub(crate) fn check_open(order: &Order, debts: &[Debt]) -> Result<(), DebtRefusal> {
    of_order(order, debts).try_for_each(|debt| debt?.check_open())
}

/// The debts of an order, while a payment of it is under way.
///
/// # Errors
///
/// [`DebtRefusal`] when one of them is not open.
pub fn hold(order: &Order, debts: &[Debt]) -> Result<Vec<Debt>, DebtRefusal> {
    check_open(order, debts)?;
    let state = DebtState::BeingPaid { order: order.id };
    of_order(order, debts).map(|debt| Ok(Debt { state: state.clone(), ..debt?.clone() })).collect()
}

/// The debts of an order, after a payment of it has failed.
///
/// # Errors
///
/// [`DebtRefusal::OtherOrder`] when one of them did not wait for it.
pub fn release(order: &Order, debts: &[Debt]) -> Result<Vec<Debt>, DebtRefusal> {
    let waiting = DebtState::BeingPaid { order: order.id };
    of_order(order, debts)
        .map(|debt| match debt? {
            debt if debt.state == waiting => Ok(Debt { state: DebtState::Open, ..debt.clone() }),
            debt => Err(DebtRefusal::OtherOrder { debt: debt.id, order: order.id }),
        })
        .collect()
}

/// The debts of an order that is settled. Those that a payment was under way for waited for it; others are open.
///
/// # Errors
///
/// [`DebtRefusal`] when one of them is neither.
pub fn pay_off(order: &Order, debts: &[Debt], at: Timestamp) -> Result<Vec<Debt>, DebtRefusal> {
    let waiting = DebtState::BeingPaid { order: order.id };
    of_order(order, debts)
        .map(|debt| {
            let debt = debt?;
            if debt.state != waiting {
                debt.check_open()?;
            }
            Ok(Debt { state: DebtState::Paid { order: order.id, at }, ..debt.clone() })
        })
        .collect()
}
