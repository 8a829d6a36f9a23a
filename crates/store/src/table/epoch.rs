//! `epoch`: one row whose numbers change when something that processes keep in memory has changed.

use jiff::Timestamp;
use perennial_core::AccountId;
use perennial_core::journal::Head;

use crate::codec::{self, Reader, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::freshness::Freshness;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

/// One statement, because on PostgreSQL it is asked for every request. The last entry is found by its order and not by
/// `MAX`, which PostgreSQL, once it has planned it for an empty table, goes on counting through.
pub(crate) static FRESHNESS: Sql = Sql::new(
    "SELECT epoch.credential, epoch.price_list, epoch.sandbox_at, head.version, head.hash FROM epoch \
     LEFT JOIN (SELECT version, hash FROM journal WHERE account_id = $1 ORDER BY version DESC LIMIT 1) AS head \
     ON 1 = 1 WHERE epoch_id = 1",
);
static INSERT: Sql =
    Sql::new("INSERT INTO epoch (epoch_id, credential, price_list) VALUES (1, $1, $2)");
static SET_CREDENTIAL: Sql = Sql::new("UPDATE epoch SET credential = $1 WHERE epoch_id = 1");
static SET_PRICE_LIST: Sql = Sql::new("UPDATE epoch SET price_list = $1 WHERE epoch_id = 1");

static SANDBOX_AT: Sql = Sql::new("SELECT sandbox_at FROM epoch WHERE epoch_id = 1");
static BEGIN_SANDBOX: Sql =
    Sql::new("UPDATE epoch SET sandbox_at = $1 WHERE epoch_id = 1 AND sandbox_at IS NULL");
static MOVE_SANDBOX: Sql =
    Sql::new("UPDATE epoch SET sandbox_at = $1 WHERE epoch_id = 1 AND sandbox_at <= $1");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &FRESHNESS,
    &INSERT,
    &SET_CREDENTIAL,
    &SET_PRICE_LIST,
    &SANDBOX_AT,
    &BEGIN_SANDBOX,
    &MOVE_SANDBOX,
];

pub(crate) fn read(account: AccountId, row: Row) -> Result<Freshness, StoreError> {
    let mut row = Reader::new("epoch", row);
    let credential_epoch = row.int("credential")?;
    let price_list_epoch = row.int("price_list")?;
    let sandbox_at = row.opt_instant("sandbox_at")?;
    let head = match row.opt_int("version")? {
        None => Head::empty(account),
        Some(version) => Head { account, version, hash: row.hash("hash")? },
    };
    Ok(Freshness { credential_epoch, price_list_epoch, sandbox_at, head })
}

impl Store {
    /// What the clock of a sandbox shows; none where time is real.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn sandbox_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let at = first(self.read_one(Query::new(&SANDBOX_AT, [])).await?, |row| {
            Reader::new("epoch", row).opt_instant("sandbox_at")
        })?;
        Ok(at.flatten())
    }
}

impl WriteSet {
    /// Makes the database a sandbox.
    pub fn begin_sandbox(&mut self, at: Timestamp) {
        self.update(&BEGIN_SANDBOX, [codec::instant(at)]);
    }

    /// Moves the clock of a sandbox on. It does not go back.
    pub fn move_sandbox(&mut self, at: Timestamp) {
        self.update(&MOVE_SANDBOX, [codec::instant(at)]);
    }

    /// Starts counting. `stamp` is any number.
    pub fn start_epochs(&mut self, stamp: i64) {
        self.insert(&INSERT, [stamp.into(), stamp.into()]);
    }

    /// Makes every process forget the credentials it has in memory. `stamp` must be new.
    pub fn forget_credentials(&mut self, stamp: i64) {
        self.update(&SET_CREDENTIAL, [stamp.into()]);
    }

    /// Makes every process forget the prices it has in memory. `stamp` must be new.
    pub fn forget_price_list(&mut self, stamp: i64) {
        self.update(&SET_PRICE_LIST, [stamp.into()]);
    }
}
