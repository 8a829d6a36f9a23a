//! `ledger_entry`: the books. Rows are only ever added.

use jiff::Timestamp;
use perennial_core::ledger::{Entry, LedgerAccount, Transaction};
use perennial_core::{AccountId, LedgerTransactionId, OrderId};

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static INSERT: Sql = Sql::new(
    "INSERT INTO ledger_entry (account_id, transaction_id, entry_no, order_id, at, ledger_account, currency, \
     amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
static LIST: Sql = Sql::new(
    "SELECT transaction_id, order_id, at, ledger_account, currency, amount FROM ledger_entry \
     WHERE account_id = $1 ORDER BY transaction_id, entry_no",
);

static OF_LEDGER_ACCOUNT: Sql = Sql::new(
    "SELECT transaction_id, order_id, at, ledger_account, currency, amount FROM ledger_entry \
     WHERE account_id = $1 AND ledger_account = $2 ORDER BY at, transaction_id, entry_no",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&INSERT, &LIST, &OF_LEDGER_ACCOUNT];

/// An entry as it stands in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posted {
    /// The transaction it belongs to.
    pub transaction: LedgerTransactionId,
    /// The order it comes from, if it does.
    pub order: Option<OrderId>,
    /// When it was posted.
    pub at: Timestamp,
    /// The entry.
    pub entry: Entry,
}

/// All entries of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<Posted, StoreError> {
    let mut row = Reader::new("ledger_entry", row);
    let transaction = row.id("transaction_id")?;
    let order = row.opt_id("order_id")?;
    let at = row.instant("at")?;
    let account = row.code("ledger_account", LedgerAccount::from_code)?;
    let currency = row.currency("currency")?;
    let amount = row.money("amount", currency)?;
    Ok(Posted { transaction, order, at, entry: Entry { account, amount } })
}

impl Store {
    /// All ledger entries of an account, by transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn ledger(&self, account: AccountId) -> Result<Vec<Posted>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }
}

impl Store {
    /// The entries of one account of the ledger, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::ledger`].
    pub async fn ledger_of(
        &self,
        account: AccountId,
        of: LedgerAccount,
    ) -> Result<Vec<Posted>, StoreError> {
        let args = [account.get().into(), of.code().into()];
        all(self.db.scan(Query::new(&OF_LEDGER_ACCOUNT, args)).await?, read)
    }
}

impl WriteSet {
    /// Posts transactions, all at one instant and for one order, if it is for one.
    pub fn post(
        &mut self,
        account: AccountId,
        order: Option<OrderId>,
        at: Timestamp,
        transactions: &[Transaction],
    ) {
        let row = |id: LedgerTransactionId, number: i64, entry: &Entry| {
            vec![
                account.get().into(),
                id.get().into(),
                number.into(),
                order.map(OrderId::get).into(),
                codec::instant(at),
                entry.account.code().into(),
                codec::currency(entry.amount.currency()),
                codec::money(entry.amount),
            ]
        };
        let rows: Vec<Vec<Value>> = transactions
            .iter()
            .flat_map(|posted| (1..).zip(posted.entries()).map(move |(n, e)| (posted.id(), n, e)))
            .map(|(id, number, entry)| row(id, number, entry))
            .collect();
        self.insert_rows(&INSERT, rows);
    }
}
