//! `service_link`: what belongs to what.

use perennial_core::link::{Link, LinkKind};
use perennial_core::{AccountId, ServiceId};

use crate::codec::{Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static GROUP: Sql = Sql::new(
    "SELECT from_service_id, to_service_id, kind FROM service_link WHERE account_id = $1 AND group_id = \
     (SELECT group_id FROM service WHERE account_id = $1 AND service_id = $2)",
);
static LIST: Sql = Sql::new(
    "SELECT from_service_id, to_service_id, kind FROM service_link WHERE account_id = $1 \
     ORDER BY from_service_id, to_service_id",
);
static INSERT: Sql = Sql::new(
    "INSERT INTO service_link (account_id, from_service_id, to_service_id, kind, group_id) \
     VALUES ($1, $2, $3, $4, $5)",
);
static REGROUP: Sql = Sql::new(
    "UPDATE service_link SET group_id = $4 \
     WHERE account_id = $1 AND from_service_id = $2 AND to_service_id = $3",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&GROUP, &LIST, &INSERT, &REGROUP];

/// The links among the services linked with one.
pub(crate) fn group(account: AccountId, service: ServiceId) -> Query {
    Query::new(&GROUP, [account.get().into(), service.get().into()])
}

pub(crate) fn read(row: Row) -> Result<Link, StoreError> {
    let mut row = Reader::new("service_link", row);
    Ok(Link {
        from: row.id("from_service_id")?,
        to: row.id("to_service_id")?,
        kind: row.code("kind", LinkKind::from_code)?,
    })
}

/// All links of an account.
pub(crate) fn of_account(account: AccountId) -> Query {
    Query::new(&LIST, [account.get().into()])
}

impl Store {
    /// All links of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn links(&self, account: AccountId) -> Result<Vec<Link>, StoreError> {
        all(self.db.scan(of_account(account)).await?, read)
    }
}

impl WriteSet {
    /// Adds a link, in the group of the services it links.
    pub fn insert_link(&mut self, account: AccountId, link: &Link, group: ServiceId) {
        let (from, to) = (link.from.get().into(), link.to.get().into());
        let args = [account.get().into(), from, to, link.kind.code().into(), group.get().into()];
        self.insert(&INSERT, args);
    }

    /// Puts a link into another group.
    pub fn regroup_link(&mut self, account: AccountId, link: &Link, group: ServiceId) {
        let (from, to) = (link.from.get().into(), link.to.get().into());
        self.update(&REGROUP, [account.get().into(), from, to, group.get().into()]);
    }
}
