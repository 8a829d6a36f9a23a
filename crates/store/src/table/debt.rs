//! `debt`: what was paid and taken back afterwards, and what became of that.

use perennial_core::debt::{Debt, DebtState};
use perennial_core::{AccountId, DebtId, OrderId};

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "debt_id, order_id, payment_id, reversal, currency, amount, taken_at, due_on, state, paid_by, closed_at, reason"
    };
}

static LIST: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM debt WHERE account_id = $1 ORDER BY taken_at, debt_id"
));
static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO debt (account_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
));
static SET_STATE: Sql = Sql::new(
    "UPDATE debt SET state = $3, paid_by = $4, closed_at = $5, reason = $6 \
     WHERE account_id = $1 AND debt_id = $2 AND state IN ('open', 'beingPaid')",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&LIST, &INSERT, &SET_STATE];

/// All debts of an account, the oldest first.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<Debt, StoreError> {
    let mut row = Reader::new("debt", row);
    let (id, order) = (row.id("debt_id")?, row.id("order_id")?);
    let (payment, reversal) = (row.id("payment_id")?, row.name("reversal")?);
    let currency = row.currency("currency")?;
    let amount = row.money("amount", currency)?;
    let (at, due_on) = (row.instant("taken_at")?, row.date("due_on")?);
    let state = row.text("state")?;
    let paid_by: Option<OrderId> = row.opt_id("paid_by")?;
    let closed_at = row.opt_instant("closed_at")?;
    let reason = row.opt_name("reason")?;
    let state = match state.as_str() {
        "open" => DebtState::Open,
        "beingPaid" => DebtState::BeingPaid { order: row.present("paid_by", paid_by)? },
        "paid" => {
            let order = row.present("paid_by", paid_by)?;
            DebtState::Paid { order, at: row.present("closed_at", closed_at)? }
        }
        "writtenOff" => {
            let at = row.present("closed_at", closed_at)?;
            DebtState::WrittenOff { at, reason: row.present("reason", reason)? }
        }
        other => row.valid("state", Err(format!("`{other}` is none")))?,
    };
    Ok(Debt { id, order, payment, reversal, amount, at, due_on, state })
}

/// The columns of a state, in their order.
fn state(state: &DebtState) -> [Value; 4] {
    let (order, at, reason) = match state {
        DebtState::Open => (None, None, None),
        DebtState::BeingPaid { order } => (Some(*order), None, None),
        DebtState::Paid { order, at } => (Some(*order), Some(*at), None),
        DebtState::WrittenOff { at, reason } => (None, Some(*at), Some(reason.to_string())),
    };
    [state.code().into(), order.map(OrderId::get).into(), codec::opt_instant(at), reason.into()]
}

impl Store {
    /// All debts of an account, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn debts(&self, account: AccountId) -> Result<Vec<Debt>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }
}

impl WriteSet {
    /// Adds a debt. A reversal becomes one debt, and a payment has one at most.
    pub fn insert_debt(&mut self, account: AccountId, debt: &Debt) {
        let mut row: Vec<Value> = vec![
            account.get().into(),
            debt.id.get().into(),
            debt.order.get().into(),
            debt.payment.get().into(),
            (&debt.reversal).into(),
            codec::currency(debt.amount.currency()),
            codec::money(debt.amount),
            codec::instant(debt.at),
            codec::date(debt.due_on),
        ];
        row.extend(state(&debt.state));
        self.insert(&INSERT, row);
    }

    /// Changes the state of a debt that is owed. What was paid or written off stays so.
    pub fn set_debt_state(&mut self, account: AccountId, debt: DebtId, to: &DebtState) {
        let [code, order, at, reason] = state(to);
        let key = [account.get().into(), debt.get().into()];
        let [account, debt] = key;
        self.update(&SET_STATE, [account, debt, code, order, at, reason]);
    }
}
