//! What operators look at over all accounts: accounts by the beginning of what they are called, and how much waits.
//!
//! An index serves each of these questions, so that they take as long with a million accounts as with ten.

use std::collections::BTreeSet;

use jiff::Timestamp;
use perennial_core::AccountId;

use crate::codec::{Reader, all, first};
use crate::db::{Query, Value};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::table::account;

static NAMED: Sql =
    Sql::new("SELECT account_id FROM nichandle WHERE nichandle > $1 ORDER BY nichandle LIMIT $2");
static BY_NICHANDLE: Sql = Sql::new(
    "SELECT account_id FROM nichandle WHERE nichandle >= $1 AND nichandle < $2 ORDER BY nichandle LIMIT $3",
);
static BY_EMAIL: Sql = Sql::new(
    "SELECT account_id FROM account WHERE LOWER(email) >= $1 AND LOWER(email) < $2 ORDER BY LOWER(email) LIMIT $3",
);
static BY_LAST_NAME: Sql = Sql::new(
    "SELECT account_id FROM account WHERE LOWER(last_name) >= $1 AND LOWER(last_name) < $2 \
     ORDER BY LOWER(last_name) LIMIT $3",
);
static BY_ORGANISATION: Sql = Sql::new(
    "SELECT account_id FROM account WHERE LOWER(organisation) >= $1 AND LOWER(organisation) < $2 \
     ORDER BY LOWER(organisation) LIMIT $3",
);
static BY_SERVICE: Sql = Sql::new(
    "SELECT account_id FROM service WHERE LOWER(name) >= $1 AND LOWER(name) < $2 ORDER BY LOWER(name) LIMIT $3",
);
static LEASES: Sql = Sql::new("SELECT name, holder, held_until FROM lease ORDER BY name");
static OPEN_PAYMENTS: Sql =
    Sql::new("SELECT COUNT(*) FROM payment WHERE state IN ('pending', 'unknown')");
static OPEN_REFUNDS: Sql =
    Sql::new("SELECT COUNT(*) FROM credit_note WHERE state IN ('pending', 'unknown')");
static UNNUMBERED_BILLS: Sql = Sql::new("SELECT COUNT(*) FROM bill WHERE number IS NULL");
static UNNUMBERED_NOTES: Sql = Sql::new("SELECT COUNT(*) FROM credit_note WHERE number IS NULL");
static NOTICES: Sql = Sql::new("SELECT COUNT(*) FROM notice WHERE next_at IS NOT NULL");
static TRIED_NOTICES: Sql =
    Sql::new("SELECT COUNT(*) FROM notice WHERE next_at IS NOT NULL AND attempts > 0");
static FAILED_NOTICES: Sql = Sql::new("SELECT COUNT(*) FROM notice WHERE state = 'failed'");
static PARKED: Sql = Sql::new("SELECT COUNT(*) FROM parked_account");

pub(crate) static STATEMENTS: &[&Sql] = &[
    &NAMED,
    &BY_NICHANDLE,
    &BY_EMAIL,
    &BY_LAST_NAME,
    &BY_ORGANISATION,
    &BY_SERVICE,
    &LEASES,
    &OPEN_PAYMENTS,
    &OPEN_REFUNDS,
    &UNNUMBERED_BILLS,
    &UNNUMBERED_NOTES,
    &NOTICES,
    &TRIED_NOTICES,
    &FAILED_NOTICES,
    &PARKED,
];

/// Which process does some background work, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// The work.
    pub name: String,
    /// The process.
    pub holder: i64,
    /// Until when nobody else does it.
    pub held_until: Timestamp,
}

/// How much waits, over all accounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Queues {
    /// Payments without an outcome.
    pub open_payments: i64,
    /// Refunds without an outcome.
    pub open_refunds: i64,
    /// Bills without a number.
    pub unnumbered_bills: i64,
    /// Credit notes without a number.
    pub unnumbered_notes: i64,
    /// Letters that are to go out.
    pub notices: i64,
    /// Those among them that did not go out at the first try.
    pub tried_notices: i64,
    /// Letters that were given up.
    pub failed_notices: i64,
    /// Accounts that automatic renewal leaves alone.
    pub parked: i64,
}

impl Store {
    /// Accounts in the order of their names, after a name.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn accounts_after_name(
        &self,
        name: &str,
        count: i64,
    ) -> Result<Vec<AccountId>, StoreError> {
        let rows = self.db.scan(Query::new(&NAMED, [name.into(), count.into()])).await?;
        all(rows, |row| Reader::new("nichandle", row).id("account_id"))
    }

    /// Accounts whose name, mail address, last name, organisation or a service's name begins with a text; so many of each at
    /// most. Capital letters of ASCII are as small ones, but in account names.
    ///
    /// # Errors
    ///
    /// As [`Store::accounts_after_name`].
    pub async fn accounts_beginning_with(
        &self,
        text: &str,
        count: i64,
    ) -> Result<BTreeSet<AccountId>, StoreError> {
        let range = |sql, text: String| {
            let end = format!("{text}{}", char::MAX);
            Query::new(sql, [Value::from(text), end.into(), count.into()])
        };
        let small = text.to_ascii_lowercase();
        let by = [&BY_EMAIL, &BY_LAST_NAME, &BY_ORGANISATION, &BY_SERVICE];
        let mut queries: Vec<Query> = by.into_iter().map(|sql| range(sql, small.clone())).collect();
        queries.push(range(&BY_NICHANDLE, text.to_owned()));
        queries.push(range(&BY_NICHANDLE, small.clone()));
        let mut found = BTreeSet::new();
        for rows in self.db.scan_all(queries).await? {
            let accounts: Vec<AccountId> =
                all(rows, |row| Reader::new("account", row).id("account_id"))?;
            found.extend(accounts);
        }
        Ok(found)
    }

    /// Accounts with where their journals stand and what they hold, in the order asked for. One that is not there is left out.
    ///
    /// # Errors
    ///
    /// As [`Store::accounts_after_name`].
    pub async fn accounts_of(
        &self,
        ids: &[AccountId],
    ) -> Result<Vec<account::StoredAccount>, StoreError> {
        let queries = ids.iter().map(|id| account::get(*id)).collect();
        let mut found = Vec::with_capacity(ids.len());
        for rows in self.db.scan_all(queries).await? {
            found.extend(first(rows, account::read)?);
        }
        Ok(found)
    }

    /// Who does which background work.
    ///
    /// # Errors
    ///
    /// As [`Store::accounts_after_name`].
    pub async fn leases(&self) -> Result<Vec<Lease>, StoreError> {
        all(self.read_one(Query::new(&LEASES, [])).await?, |row| {
            let mut row = Reader::new("lease", row);
            Ok(Lease {
                name: row.text("name")?,
                holder: row.int("holder")?,
                held_until: row.instant("held_until")?,
            })
        })
    }

    /// How much waits.
    ///
    /// # Errors
    ///
    /// As [`Store::accounts_after_name`].
    pub async fn queues(&self) -> Result<Queues, StoreError> {
        let count = async |sql| {
            let rows = self.db.scan(Query::new(sql, [])).await?;
            Ok::<i64, StoreError>(
                first(rows, |row| Reader::new("count", row).int("count"))?.unwrap_or(0),
            )
        };
        Ok(Queues {
            open_payments: count(&OPEN_PAYMENTS).await?,
            open_refunds: count(&OPEN_REFUNDS).await?,
            unnumbered_bills: count(&UNNUMBERED_BILLS).await?,
            unnumbered_notes: count(&UNNUMBERED_NOTES).await?,
            notices: count(&NOTICES).await?,
            tried_notices: count(&TRIED_NOTICES).await?,
            failed_notices: count(&FAILED_NOTICES).await?,
            parked: count(&PARKED).await?,
        })
    }

    /// The number of the last migration of this program, which a database that was opened has.
    #[must_use]
    pub fn schema_version(&self) -> i64 {
        crate::migrate::last()
    }

    /// Which kind of database it is.
    #[must_use]
    pub fn database_kind(&self) -> &'static str {
        match self.db.dialect() {
            crate::db::Dialect::Sqlite => "SQLite",
            crate::db::Dialect::Postgres => "PostgreSQL",
        }
    }
}
