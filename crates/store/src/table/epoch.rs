//! `epoch`: one row whose numbers change when something that processes keep in memory has changed.

use crate::codec::Reader;
use crate::db::Row;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::write::WriteSet;

pub(crate) static GET: Sql =
    Sql::new("SELECT credential, price_list FROM epoch WHERE epoch_id = 1");
static INSERT: Sql =
    Sql::new("INSERT INTO epoch (epoch_id, credential, price_list) VALUES (1, $1, $2)");
static SET_CREDENTIAL: Sql = Sql::new("UPDATE epoch SET credential = $1 WHERE epoch_id = 1");
static SET_PRICE_LIST: Sql = Sql::new("UPDATE epoch SET price_list = $1 WHERE epoch_id = 1");

pub(crate) static STATEMENTS: [&Sql; 4] = [&GET, &INSERT, &SET_CREDENTIAL, &SET_PRICE_LIST];

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Epochs {
    pub(crate) credential: i64,
    pub(crate) price_list: i64,
}

pub(crate) fn read(row: Row) -> Result<Epochs, StoreError> {
    let mut row = Reader::new("epoch", row);
    Ok(Epochs { credential: row.int("credential")?, price_list: row.int("price_list")? })
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
