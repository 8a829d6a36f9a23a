//! Lists of services: ids, names, and what a list is put in order by. Nothing here reads a service whole.

use jiff::civil::Date;
use perennial_core::service::ProductLine;
use perennial_core::text::Name;
use perennial_core::{AccountId, ServiceId};

use crate::codec::{Reader, all};
use crate::db::Query;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;

static BRIEF: Sql = Sql::new(
    "SELECT service_id, product, name, display_name, created_on, expires_on FROM service WHERE account_id = $1 \
     ORDER BY service_id",
);
static IDS: Sql =
    Sql::new("SELECT service_id FROM service WHERE account_id = $1 ORDER BY service_id");
static NAMES: Sql =
    Sql::new("SELECT name FROM service WHERE account_id = $1 AND product = $2 ORDER BY name");

pub(crate) static STATEMENTS: &[&Sql] = &[&BRIEF, &IDS, &NAMES];

/// What a list of services is chosen and put in order by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefService {
    /// The service.
    pub id: ServiceId,
    /// Its product line.
    pub product: ProductLine,
    /// Its name.
    pub name: Name,
    /// What its holder calls it.
    pub display_name: Option<Name>,
    /// The day it began.
    pub created_on: Date,
    /// The day it expires.
    pub expires_on: Date,
}

impl Store {
    /// All services of an account in brief, by id.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn services_in_brief(
        &self,
        account: AccountId,
    ) -> Result<Vec<BriefService>, StoreError> {
        all(self.db.scan(Query::new(&BRIEF, [account.get().into()])).await?, |row| {
            let mut row = Reader::new("service", row);
            Ok(BriefService {
                id: row.id("service_id")?,
                product: row.parsed("product", ProductLine::parse)?,
                name: row.name("name")?,
                display_name: row.opt_name("display_name")?,
                created_on: row.date("created_on")?,
                expires_on: row.date("expires_on")?,
            })
        })
    }

    /// The ids of all services of an account, in order.
    ///
    /// # Errors
    ///
    /// As [`Store::services_in_brief`].
    pub async fn service_ids(&self, account: AccountId) -> Result<Vec<ServiceId>, StoreError> {
        let rows = self.db.scan(Query::new(&IDS, [account.get().into()])).await?;
        all(rows, |row| Reader::new("service", row).id("service_id"))
    }

    /// The names of an account's services in a product line, in order.
    ///
    /// # Errors
    ///
    /// As [`Store::services_in_brief`].
    pub async fn service_names(
        &self,
        account: AccountId,
        product: &str,
    ) -> Result<Vec<String>, StoreError> {
        let args = [account.get().into(), product.into()];
        let rows = self.db.scan(Query::new(&NAMES, args)).await?;
        all(rows, |row| Reader::new("service", row).text("name"))
    }
}
