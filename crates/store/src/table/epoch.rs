//! `epoch`: one row whose numbers change when something that processes keep in memory has changed.

use crate::codec::Reader;
use crate::db::Row;
use crate::error::StoreError;
use crate::freshness::Freshness;
use crate::sql::Sql;
use crate::write::WriteSet;

/// One statement, because on PostgreSQL it is asked for every request.
pub(crate) static FRESHNESS: Sql = Sql::new(
    "SELECT credential, price_list, (SELECT version FROM account WHERE account_id = $1) \
     FROM epoch WHERE epoch_id = 1",
);
static INSERT: Sql =
    Sql::new("INSERT INTO epoch (epoch_id, credential, price_list) VALUES (1, $1, $2)");
static SET_CREDENTIAL: Sql = Sql::new("UPDATE epoch SET credential = $1 WHERE epoch_id = 1");
static SET_PRICE_LIST: Sql = Sql::new("UPDATE epoch SET price_list = $1 WHERE epoch_id = 1");

pub(crate) static STATEMENTS: [&Sql; 4] = [&FRESHNESS, &INSERT, &SET_CREDENTIAL, &SET_PRICE_LIST];

pub(crate) fn read(row: Row) -> Result<Freshness, StoreError> {
    let mut row = Reader::new("epoch", row);
    Ok(Freshness {
        credential_epoch: row.int("credential")?,
        price_list_epoch: row.int("price_list")?,
        account_version: row.opt_int("account version")?.unwrap_or(0),
    })
}

impl WriteSet {
    /// Starts counting. `stamp` is any number.
    pub fn start_epochs(&mut self, stamp: i64) {
        self.one(&INSERT, [stamp.into(), stamp.into()]);
    }

    /// Makes every process forget the credentials it has in memory. `stamp` must be new.
    pub fn forget_credentials(&mut self, stamp: i64) {
        self.one(&SET_CREDENTIAL, [stamp.into()]);
    }

    /// Makes every process forget the prices it has in memory. `stamp` must be new.
    pub fn forget_price_list(&mut self, stamp: i64) {
        self.one(&SET_PRICE_LIST, [stamp.into()]);
    }
}
