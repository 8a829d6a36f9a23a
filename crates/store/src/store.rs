//! An open store.

use jiff::Timestamp;

use crate::db::{Database, Db, Faults, Query, Row};
use crate::error::StoreError;
use crate::freshness::Remembered;
use crate::migrate::{Migrated, MigrationError};
use crate::write::WriteSet;

/// An open database with a schema that this program knows.
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) remembered: Remembered,
}

impl Store {
    /// Opens a database and brings its schema up to date. `now` is recorded with each migration.
    ///
    /// # Errors
    ///
    /// [`MigrationError`] when the database cannot be opened, or its schema is newer than this program or was
    /// altered.
    pub async fn open(
        database: &Database,
        now: Timestamp,
    ) -> Result<(Self, Migrated), MigrationError> {
        Self::open_with_faults(database, now, Faults::default()).await
    }

    /// The same, with crashes that can be ordered.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub async fn open_with_faults(
        database: &Database,
        now: Timestamp,
        faults: Faults,
    ) -> Result<(Self, Migrated), MigrationError> {
        let store =
            Self { db: Db::open(database, faults).await?, remembered: Remembered::default() };
        let migrated = store.migrate(now).await?;
        Ok((store, migrated))
    }

    /// Applies a write set whole or not at all. It is durable when this returns.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] when another command on the account was faster; other errors as they are named.
    /// After [`StoreError::Unavailable`] it is not known whether it was applied.
    pub async fn commit(&self, set: WriteSet) -> Result<(), StoreError> {
        self.db.write(set.into_statements()).await
    }

    pub(crate) async fn read_one(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        Ok(self.db.read(vec![query]).await?.pop().unwrap_or_default())
    }
}
