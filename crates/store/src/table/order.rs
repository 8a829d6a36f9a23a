//! `sales_order`: orders, without their lines.

use jiff::Timestamp;
use perennial_core::order::{CancelReason, Category, Line, Order, OrderState, OrderTerms, Totals};
use perennial_core::{AccountId, OrderId};

use super::order_line;
use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! order_columns {
    () => {
        "order_id, category, run_on, currency, net, tax, gross, placed_at, valid_until, state, payment_id, \
         settled_at, cancelled_at, cancel_reason"
    };
}

static GET: Sql = Sql::new(concat!(
    "SELECT ",
    order_columns!(),
    " FROM sales_order WHERE account_id = $1 AND order_id = $2"
));
static STANDING: Sql = Sql::new(concat!(
    "SELECT ",
    order_columns!(),
    " FROM sales_order WHERE account_id = $1 AND selection = $2 AND state = 'unpaid'"
));
static UNPAID: Sql = Sql::new(concat!(
    "SELECT ",
    order_columns!(),
    " FROM sales_order WHERE account_id = $1 AND state = 'unpaid' ORDER BY order_id"
));
static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    order_columns!(),
    " FROM sales_order WHERE account_id = $1 ORDER BY order_id"
));
static SETTLED: Sql = Sql::new(concat!(
    "SELECT ",
    order_columns!(),
    " FROM sales_order WHERE account_id = $1 AND category = $2 AND settled_at IS NOT NULL \
     ORDER BY settled_at, order_id"
));
static OF_CATEGORY: Sql = Sql::new(concat!(
    "SELECT ",
    order_columns!(),
    " FROM sales_order WHERE account_id = $1 AND category = $2 ORDER BY placed_at, order_id"
));
static PLACED: Sql = Sql::new("SELECT order_id, placed_at FROM sales_order WHERE account_id = $1");
static LAPSED: Sql = Sql::new(
    "SELECT account_id, order_id, state, valid_until FROM sales_order \
     WHERE valid_until > $1 AND valid_until <= $2 ORDER BY valid_until LIMIT $3",
);
static NEXT_LAPSE: Sql = Sql::new(
    "SELECT valid_until FROM sales_order WHERE valid_until > $1 AND state = 'unpaid' \
     ORDER BY valid_until LIMIT 1",
);
static LAST_SETTLED: Sql = Sql::new(
    "SELECT settled_at FROM sales_order WHERE account_id = $1 AND category = $2 AND settled_at IS NOT NULL \
     ORDER BY settled_at DESC LIMIT 1",
);
static INSERT: Sql = Sql::new(
    "INSERT INTO sales_order (account_id, order_id, category, run_on, currency, net, tax, gross, \
     placed_at, valid_until, selection, state, payment_id, settled_at, cancelled_at, cancel_reason) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
);
static SET_STATE: Sql = Sql::new(
    "UPDATE sales_order SET state = $3, payment_id = $4, settled_at = $5, cancelled_at = $6, cancel_reason = $7 \
     WHERE account_id = $1 AND order_id = $2",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &GET,
    &STANDING,
    &UNPAID,
    &LIST,
    &SETTLED,
    &OF_CATEGORY,
    &PLACED,
    &LAPSED,
    &NEXT_LAPSE,
    &LAST_SETTLED,
    &INSERT,
    &SET_STATE,
];

pub(crate) fn get(account: AccountId, order: OrderId) -> Query {
    Query::new(&GET, [account.get().into(), order.get().into()])
}

/// The unpaid orders for a selection of services and a period.
pub(crate) fn standing(account: AccountId, selection: &str) -> Query {
    Query::new(&STANDING, [account.get().into(), selection.into()])
}

/// The unpaid orders of an account.
pub(crate) fn unpaid(account: AccountId) -> Query {
    Query::new(&UNPAID, [account.get().into()])
}

/// The orders of a category, the oldest first.
pub(crate) fn of_category(account: AccountId, category: Category) -> Query {
    Query::new(&OF_CATEGORY, [account.get().into(), category.code().into()])
}

/// What an order is for, as one text: the key under which an order for the same is found.
pub(crate) fn selection(terms: &OrderTerms) -> String {
    if !terms.category.is_sale() {
        return format!("{} {}", terms.category.code(), terms.totals.gross.to_decimal());
    }
    let mut renewals: Vec<_> = terms.renewals().collect();
    renewals.sort_unstable_by_key(|(service, _)| *service);
    let renewals: Vec<String> = renewals
        .iter()
        .map(|(service, term)| format!("{service}@{} {}", term.starts_on, term.period))
        .collect();
    renewals.join(", ")
}

/// Reads an order with its lines, and checks that they add up to what was stored.
pub(crate) fn read(row: Row, lines: Vec<Line>) -> Result<Order, StoreError> {
    let mut row = Reader::new("sales_order", row);
    let id = row.id("order_id")?;
    let category = row.code("category", Category::from_code)?;
    let run_on = row.opt_date("run_on")?;
    let currency = row.currency("currency")?;
    let totals = row.valid("net", Totals::of(&lines, currency))?;
    for (name, expected) in [("net", totals.net), ("tax", totals.tax), ("gross", totals.gross)] {
        if row.money(name, currency)? != expected {
            return row.valid(name, Err(format!("the lines add up to {expected}")));
        }
    }
    let (placed_at, valid_until) = (row.instant("placed_at")?, row.instant("valid_until")?);
    let state = read_state(&mut row)?;
    let terms = OrderTerms { category, run_on, lines, totals, placed_at, valid_until };
    Ok(Order { id, terms, state })
}

fn read_state(row: &mut Reader) -> Result<OrderState, StoreError> {
    let state = row.text("state")?;
    let payment = row.opt_id("payment_id")?;
    let settled_at = row.opt_instant("settled_at")?;
    let cancelled_at = row.opt_instant("cancelled_at")?;
    let reason = row.opt_code("cancel_reason", CancelReason::from_code)?;
    Ok(match state.as_str() {
        "unpaid" => OrderState::Unpaid,
        "paying" => OrderState::Paying { payment: row.present("payment_id", payment)? },
        "settled" => OrderState::Settled {
            payment: row.present("payment_id", payment)?,
            at: row.present("settled_at", settled_at)?,
        },
        "cancelled" => OrderState::Cancelled {
            at: row.present("cancelled_at", cancelled_at)?,
            reason: row.present("cancel_reason", reason)?,
        },
        other => return row.valid("state", Err(format!("`{other}` is not known"))),
    })
}

/// The columns of a state: its code, the payment, the instants and the reason.
fn write_state(state: OrderState) -> [crate::db::Value; 5] {
    let (code, payment, settled_at, cancelled_at, reason) = match state {
        OrderState::Unpaid => ("unpaid", None, None, None, None),
        OrderState::Paying { payment } => ("paying", Some(payment), None, None, None),
        OrderState::Settled { payment, at } => ("settled", Some(payment), Some(at), None, None),
        OrderState::Cancelled { at, reason } => ("cancelled", None, None, Some(at), Some(reason)),
    };
    [
        code.into(),
        payment.map(perennial_core::PaymentId::get).into(),
        codec::opt_instant(settled_at),
        codec::opt_instant(cancelled_at),
        reason.map(|reason| reason.code().to_owned()).into(),
    ]
}

/// The settled orders of a category, the oldest settlement first.
pub(crate) fn settled(account: AccountId, category: Category) -> Query {
    Query::new(&SETTLED, [account.get().into(), category.code().into()])
}

/// All orders of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

impl Store {
    /// An order of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn order(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Option<Order>, StoreError> {
        let queries = vec![get(account, order), order_line::of_order(account, order)];
        let mut answers = self.db.read(queries).await?.into_iter();
        let orders = answers.next().unwrap_or_default();
        let lines = all(answers.next().unwrap_or_default(), order_line::read)?;
        first(orders, |row| read(row, lines.into_iter().map(|(_, line)| line).collect()))
    }

    /// All orders of an account, by id.
    ///
    /// # Errors
    ///
    /// As [`Store::order`].
    pub async fn orders(&self, account: AccountId) -> Result<Vec<Order>, StoreError> {
        let rows = self.db.scan(of_account(account)).await?;
        let lines = self.db.scan(order_line::of_account(account)).await?;
        order_line::join(rows, lines)
    }

    /// The ids of an account's orders placed between two instants, both included, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::order`].
    pub async fn order_ids(
        &self,
        account: AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<OrderId>, StoreError> {
        let rows = self.db.scan(Query::new(&PLACED, [account.get().into()])).await?;
        let mut placed: Vec<(Timestamp, OrderId)> = all(rows, |row| {
            let mut row = Reader::new("sales_order", row);
            let order = row.id("order_id")?;
            Ok((row.instant("placed_at")?, order))
        })?;
        placed.retain(|(at, _)| (from..=to).contains(at));
        placed.sort_unstable();
        Ok(placed.into_iter().map(|(_, order)| order).collect())
    }

    /// When an order of a category was last settled.
    ///
    /// # Errors
    ///
    /// As [`Store::order`].
    pub async fn last_settled(
        &self,
        account: AccountId,
        category: Category,
    ) -> Result<Option<Timestamp>, StoreError> {
        let args = [account.get().into(), category.code().into()];
        let rows = self.db.scan(Query::new(&LAST_SETTLED, args)).await?;
        first(rows, |row| Reader::new("sales_order", row).instant("settled_at"))
    }

    /// When the time of the next unpaid order is over.
    ///
    /// # Errors
    ///
    /// As [`Store::order`].
    pub async fn next_lapse(&self, after: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let rows = self.read_one(Query::new(&NEXT_LAPSE, [codec::instant(after)])).await?;
        first(rows, |row| Reader::new("sales_order", row).instant("valid_until"))
    }

    /// Orders of any account whose time was over after one instant and up to another, in that order.
    ///
    /// # Errors
    ///
    /// As [`Store::order`].
    pub async fn lapsed_orders(
        &self,
        after: Timestamp,
        until: Timestamp,
        count: i64,
    ) -> Result<Vec<LapsedOrder>, StoreError> {
        let args = [codec::instant(after), codec::instant(until), count.into()];
        all(self.db.scan(Query::new(&LAPSED, args)).await?, |row| {
            let mut row = Reader::new("sales_order", row);
            let (account, order) = (row.id("account_id")?, row.id("order_id")?);
            let unpaid = row.text("state")? == "unpaid";
            Ok(LapsedOrder { account, order, unpaid, valid_until: row.instant("valid_until")? })
        })
    }
}

/// An order whose time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LapsedOrder {
    /// Whose order it is.
    pub account: AccountId,
    /// The order.
    pub order: OrderId,
    /// Whether it was still unpaid when it was looked at.
    pub unpaid: bool,
    /// When its time was over.
    pub valid_until: Timestamp,
}

impl WriteSet {
    /// Adds an order with its lines.
    pub fn insert_order(&mut self, account: AccountId, order: &Order) {
        let terms = &order.terms;
        let [state, payment, settled_at, cancelled_at, reason] = write_state(order.state);
        self.insert(
            &INSERT,
            [
                account.get().into(),
                order.id.get().into(),
                terms.category.code().into(),
                codec::opt_date(terms.run_on),
                codec::currency(terms.totals.net.currency()),
                codec::money(terms.totals.net),
                codec::money(terms.totals.tax),
                codec::money(terms.totals.gross),
                codec::instant(terms.placed_at),
                codec::instant(terms.valid_until),
                selection(terms).into(),
                state,
                payment,
                settled_at,
                cancelled_at,
                reason,
            ],
        );
        order_line::insert(self, account, order.id, &terms.lines);
    }

    /// Stores the state of an order.
    pub fn set_order_state(&mut self, account: AccountId, order: &Order) {
        let [state, payment, settled_at, cancelled_at, reason] = write_state(order.state);
        let key = [account.get().into(), order.id.get().into()];
        let state = [state, payment, settled_at, cancelled_at, reason];
        self.update(&SET_STATE, key.into_iter().chain(state).collect::<Vec<_>>());
    }
}
