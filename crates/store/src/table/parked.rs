//! `parked_account`: accounts that the calendar leaves alone, because something about them cannot be.

use jiff::Timestamp;
use perennial_core::AccountId;

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static LIST: Sql = Sql::new(
    "SELECT account_id, parked_at, reason FROM parked_account ORDER BY parked_at, account_id",
);
static OF_ACCOUNT: Sql =
    Sql::new("SELECT account_id, parked_at, reason FROM parked_account WHERE account_id = $1");
static INSERT: Sql =
    Sql::new("INSERT INTO parked_account (account_id, parked_at, reason) VALUES ($1, $2, $3)");
static DELETE: Sql = Sql::new("DELETE FROM parked_account WHERE account_id = $1");

pub(crate) static STATEMENTS: &[&Sql] = &[&LIST, &OF_ACCOUNT, &INSERT, &DELETE];

/// An account that the calendar leaves alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// The account.
    pub account: AccountId,
    /// Since when.
    pub at: Timestamp,
    /// What cannot be.
    pub reason: String,
}

/// Whether an account is parked: then there is a row.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&OF_ACCOUNT, [account.get().into()])
}

fn read(row: Row) -> Result<Parked, StoreError> {
    let mut row = Reader::new("parked_account", row);
    let (account, at) = (row.id("account_id")?, row.instant("parked_at")?);
    Ok(Parked { account, at, reason: row.text("reason")? })
}

impl Store {
    /// All parked accounts, the longest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn parked(&self) -> Result<Vec<Parked>, StoreError> {
        all(self.db.scan(Query::new(&LIST, [])).await?, read)
    }
}

impl WriteSet {
    /// Parks an account: nothing of it is due any more.
    pub fn park(&mut self, parked: &Parked) {
        let account = parked.account.get().into();
        self.any(&DELETE, [parked.account.get().into()]);
        let at = codec::instant(parked.at);
        self.insert(&INSERT, [account, at, parked.reason.as_str().into()]);
        self.let_sleep(parked.account);
    }

    /// Lets an account go on. The caller also has the calendar look at it.
    pub fn unpark(&mut self, account: AccountId) {
        self.update(&DELETE, [account.get().into()]);
    }
}
