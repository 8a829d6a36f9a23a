//! `service_period`: which periods of a service were sold, by which order. Its key is invariant I1.

use jiff::civil::Date;
use perennial_core::settlement::Extension;
use perennial_core::{AccountId, OrderId, ServiceId};

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static INSERT: Sql = Sql::new(
    "INSERT INTO service_period (account_id, service_id, starts_on, ends_on, order_id) \
     VALUES ($1, $2, $3, $4, $5)",
);
static LIST: Sql = Sql::new(
    "SELECT service_id, starts_on, ends_on, order_id FROM service_period WHERE account_id = $1 \
     ORDER BY service_id, starts_on",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&INSERT, &LIST];

/// A period of a service that was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoldPeriod {
    /// The service.
    pub service: ServiceId,
    /// The first day served.
    pub starts_on: Date,
    /// The first day no longer served.
    pub ends_on: Date,
    /// The order that sold it.
    pub order: OrderId,
}

/// All sold periods of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

pub(crate) fn read(row: Row) -> Result<SoldPeriod, StoreError> {
    let mut row = Reader::new("service_period", row);
    Ok(SoldPeriod {
        service: row.id("service_id")?,
        starts_on: row.date("starts_on")?,
        ends_on: row.date("ends_on")?,
        order: row.id("order_id")?,
    })
}

impl Store {
    /// All periods sold to an account, by service and date.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn sold_periods(&self, account: AccountId) -> Result<Vec<SoldPeriod>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }
}

impl WriteSet {
    /// Records that the period of an extension was sold by an order.
    pub fn insert_sold_period(
        &mut self,
        account: AccountId,
        extension: &Extension,
        order: OrderId,
    ) {
        self.insert(
            &INSERT,
            [
                account.get().into(),
                extension.service.get().into(),
                codec::date(extension.from.on()),
                codec::date(extension.to.on()),
                order.get().into(),
            ],
        );
    }
}
