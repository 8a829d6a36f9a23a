//! Queries of the audit that go over all accounts at once.
//!
//! What belongs to one account is read with the ordinary loads; here is only what no account knows about
//! itself: the register of bill numbers, and rows whose account is not there.

use perennial_core::account::Subsidiary;
use perennial_core::{AccountId, OrderId};

use crate::codec::{Reader, all};
use crate::db::Query;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;

static SERIES: Sql = Sql::new("SELECT series, last_number FROM bill_series ORDER BY series");
static REGISTER: Sql = Sql::new(
    "SELECT number, account_id, order_id FROM bill_number WHERE series = $1 AND number > $2 \
     ORDER BY number LIMIT $3",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&SERIES, &REGISTER];

/// A number of the register, and whose bill it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// The place in the series.
    pub number: i64,
    /// The account.
    pub account: AccountId,
    /// The order that the bill is of.
    pub order: OrderId,
}

impl Store {
    /// All series with the last number given in each.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn series(&self) -> Result<Vec<(Subsidiary, i64)>, StoreError> {
        all(self.db.scan(Query::new(&SERIES, [])).await?, |row| {
            let mut row = Reader::new("bill_series", row);
            Ok((row.parsed("series", Subsidiary::parse)?, row.int("last_number")?))
        })
    }

    /// The register of a series after a number, in order.
    ///
    /// # Errors
    ///
    /// As [`Store::series`].
    pub async fn register_after(
        &self,
        series: &Subsidiary,
        number: i64,
        count: i64,
    ) -> Result<Vec<Registered>, StoreError> {
        let args = [series.as_str().into(), number.into(), count.into()];
        all(self.db.scan(Query::new(&REGISTER, args)).await?, |row| {
            let mut row = Reader::new("bill_number", row);
            Ok(Registered {
                number: row.int("number")?,
                account: row.id("account_id")?,
                order: row.id("order_id")?,
            })
        })
    }
}
