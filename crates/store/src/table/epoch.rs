//! `epoch`: one row whose numbers change when something that processes keep in memory has changed.

use crate::codec::Reader;
use crate::db::Row;
use crate::error::StoreError;
use crate::freshness::Freshness;
use crate::sql::Sql;
use crate::write::WriteSet;

/// One statement, because on PostgreSQL it is asked for every request. The last entry is found by its order and not by
/// `MAX`, which PostgreSQL, once it has planned it for an empty table, goes on counting through.
pub(crate) static FRESHNESS: Sql = Sql::new(
    "SELECT (SELECT credential FROM epoch WHERE epoch_id = 1), \
     (SELECT price_list FROM epoch WHERE epoch_id = 1), \
     (SELECT version FROM journal WHERE account_id = $1 ORDER BY version DESC LIMIT 1)",
);
static INSERT: Sql =
    Sql::new("INSERT INTO epoch (epoch_id, credential, price_list) VALUES (1, $1, $2)");
static SET_CREDENTIAL: Sql = Sql::new("UPDATE epoch SET credential = $1 WHERE epoch_id = 1");
static SET_PRICE_LIST: Sql = Sql::new("UPDATE epoch SET price_list = $1 WHERE epoch_id = 1");

pub(crate) static STATEMENTS: &[&Sql] = &[&FRESHNESS, &INSERT, &SET_CREDENTIAL, &SET_PRICE_LIST];

pub(crate) fn read(row: Row) -> Result<Freshness, StoreError> {
    let mut row = Reader::new("epoch", row);
    Ok(Freshness {
        credential_epoch: row.opt_int("credential")?.unwrap_or(0),
        price_list_epoch: row.opt_int("price_list")?.unwrap_or(0),
        account_version: row.opt_int("account version")?.unwrap_or(0),
    })
}

impl WriteSet {
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
