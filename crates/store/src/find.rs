//! Finding without knowing whose: services and orders by their number or name, over all accounts.
//!
//! For people who ask, one at a time. No index serves these questions, so each goes through a whole table.

use perennial_core::text::Name;
use perennial_core::{AccountId, OrderId, ServiceId};

use crate::codec::{Reader, all};
use crate::db::Query;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;

static SERVICE: Sql = Sql::new(
    "SELECT account_id, service_id FROM service WHERE service_id = $1 ORDER BY account_id LIMIT $2",
);
static SERVICE_NAME: Sql = Sql::new(
    "SELECT account_id, service_id FROM service WHERE name = $1 ORDER BY account_id, service_id LIMIT $2",
);
static ORDER: Sql = Sql::new(
    "SELECT account_id, order_id FROM sales_order WHERE order_id = $1 ORDER BY account_id LIMIT $2",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&SERVICE, &SERVICE_NAME, &ORDER];

impl Store {
    /// The services with a number, of whatever account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn services_with_id(
        &self,
        service: ServiceId,
        count: i64,
    ) -> Result<Vec<(AccountId, ServiceId)>, StoreError> {
        self.find_services(Query::new(&SERVICE, [service.get().into(), count.into()])).await
    }

    /// The services with a name, of whatever account and product line.
    ///
    /// # Errors
    ///
    /// As [`Store::services_with_id`].
    pub async fn services_with_name(
        &self,
        name: &Name,
        count: i64,
    ) -> Result<Vec<(AccountId, ServiceId)>, StoreError> {
        self.find_services(Query::new(&SERVICE_NAME, [name.into(), count.into()])).await
    }

    /// The accounts that have an order with a number.
    ///
    /// # Errors
    ///
    /// As [`Store::services_with_id`].
    pub async fn accounts_with_order(
        &self,
        order: OrderId,
        count: i64,
    ) -> Result<Vec<AccountId>, StoreError> {
        let query = Query::new(&ORDER, [order.get().into(), count.into()]);
        all(self.db.scan(query).await?, |row| Reader::new("sales_order", row).id("account_id"))
    }

    async fn find_services(&self, query: Query) -> Result<Vec<(AccountId, ServiceId)>, StoreError> {
        all(self.db.scan(query).await?, |row| {
            let mut row = Reader::new("service", row);
            Ok((row.id("account_id")?, row.id("service_id")?))
        })
    }
}
