//! `order_line`: the lines of orders, which are also those of their bills. They never change.

use std::collections::BTreeMap;

use perennial_core::order::{Line, Order, Term};
use perennial_core::service::Quantity;
use perennial_core::tax::TaxGround;
use perennial_core::{AccountId, OrderId, Period, Tax, TaxRate};

use super::{engagement, order};
use crate::codec::{self, Reader, all};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "order_id, service_id, name, description, quantity, currency, unit_price, amount, tax_basis_points, \
         period_months, starts_on, ends_on, tax_ground, debt_id, clause, clause_mode, clause_months, clause_rule"
    };
}

static OF_ORDER: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM order_line WHERE account_id = $1 AND order_id = $2 ORDER BY line_no"
));
static OF_ACCOUNT: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM order_line WHERE account_id = $1 ORDER BY order_id, line_no"
));
static INSERT: Sql = Sql::new(
    "INSERT INTO order_line (account_id, order_id, line_no, service_id, name, description, quantity, currency, \
     unit_price, amount, tax_basis_points, period_months, starts_on, ends_on, tax_ground, debt_id, clause, \
     clause_mode, clause_months, clause_rule) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
     $16, $17, $18, $19, $20)",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&INSERT, &OF_ORDER, &OF_ACCOUNT];

pub(crate) fn of_order(account: AccountId, order: OrderId) -> Query {
    Query::new(&OF_ORDER, [account.get().into(), order.get().into()])
}

/// The lines of all orders of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&OF_ACCOUNT, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<(OrderId, Line), StoreError> {
    let mut row = Reader::new("order_line", row);
    let order = row.id("order_id")?;
    let service = row.opt_id("service_id")?;
    let (name, description) = (row.name("name")?, row.name("description")?);
    let quantity = row.int("quantity")?;
    let quantity = row.valid("quantity", Quantity::try_new(quantity))?;
    let currency = row.currency("currency")?;
    let unit_price = row.money("unit_price", currency)?;
    let amount = row.money("amount", currency)?;
    let tax_rate = u32::try_from(row.int("tax_basis_points")?).unwrap_or(u32::MAX);
    let tax_rate = row.valid("tax_basis_points", TaxRate::from_basis_points(tax_rate))?;
    let term = read_term(&mut row)?;
    let ground = row.opt_code("tax_ground", TaxGround::from_code)?;
    let tax = Tax { ground: ground.unwrap_or(TaxGround::Agreed), rate: tax_rate };
    let debt = row.opt_id("debt_id")?;
    let clause = engagement::read_clause(&mut row, term, unit_price)?;
    let line =
        Line { service, debt, name, description, quantity, unit_price, amount, tax, term, clause };
    Ok((order, line))
}

fn read_term(row: &mut Reader) -> Result<Option<Term>, StoreError> {
    let months = row.opt_int("period_months")?;
    let (starts_on, ends_on) = (row.opt_date("starts_on")?, row.opt_date("ends_on")?);
    let Some(months) = months else { return Ok(None) };
    let period = row.valid("period_months", Period::from_months(months))?;
    let starts_on = row.present("starts_on", starts_on)?;
    Ok(Some(Term { period, starts_on, ends_on: row.present("ends_on", ends_on)? }))
}

/// Orders from their rows and the rows of their lines.
pub(crate) fn join(orders: Vec<Row>, lines: Vec<Row>) -> Result<Vec<Order>, StoreError> {
    let mut by_order = BTreeMap::<i64, Vec<Line>>::new();
    for (order, line) in all(lines, read)? {
        by_order.entry(order.get()).or_default().push(line);
    }
    all(orders, |row| {
        let id = row.peek_int().unwrap_or_default();
        order::read(row, by_order.remove(&id).unwrap_or_default())
    })
}

pub(crate) fn insert(set: &mut WriteSet, account: AccountId, order: OrderId, lines: &[Line]) {
    let row = |number: i64, line: &Line| {
        let [clause, mode, months, rule] = engagement::clause(line.clause.as_ref());
        vec![
            account.get().into(),
            order.get().into(),
            number.into(),
            line.service.map(perennial_core::ServiceId::get).into(),
            (&line.name).into(),
            (&line.description).into(),
            i64::from(line.quantity.get()).into(),
            codec::currency(line.amount.currency()),
            codec::money(line.unit_price),
            codec::money(line.amount),
            i64::from(line.tax.rate.basis_points()).into(),
            line.term.map(|term| i64::from(term.period.months())).into(),
            codec::opt_date(line.term.map(|term| term.starts_on)),
            codec::opt_date(line.term.map(|term| term.ends_on)),
            (line.tax.ground != TaxGround::Agreed).then(|| line.tax.ground.code()).into(),
            line.debt.map(perennial_core::DebtId::get).into(),
            clause,
            mode,
            months,
            rule,
        ]
    };
    let rows: Vec<Vec<Value>> = (1..).zip(lines).map(|(number, line)| row(number, line)).collect();
    set.insert_rows(&INSERT, rows);
}
