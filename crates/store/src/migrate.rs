//! Migrations: numbered, embedded, applied once, and recognised afterwards by their checksums.
//!
//! There is a folder for each database, with the same numbers and the same logical schema. A database whose
//! schema is newer than the program, or whose migrations are not the program's, is not touched.

use std::fmt::Write as _;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::codec::{Reader, all};
use crate::db::{Database, Db, Dialect, Faults, Query};
use crate::error::StoreError;
use crate::freshness::Remembered;
use crate::sql::Sql;
use crate::store::Store;

struct Migration {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "base",
        sqlite: include_str!("../migrations/sqlite/0001_base.sql"),
        postgres: include_str!("../migrations/postgres/0001_base.sql"),
    },
    Migration {
        number: 2,
        name: "automatic renewal",
        sqlite: include_str!("../migrations/sqlite/0002_automatic_renewal.sql"),
        postgres: include_str!("../migrations/postgres/0002_automatic_renewal.sql"),
    },
    Migration {
        number: 3,
        name: "terminations",
        sqlite: include_str!("../migrations/sqlite/0003_terminations.sql"),
        postgres: include_str!("../migrations/postgres/0003_terminations.sql"),
    },
    Migration {
        number: 4,
        name: "tax",
        sqlite: include_str!("../migrations/sqlite/0004_tax.sql"),
        postgres: include_str!("../migrations/postgres/0004_tax.sql"),
    },
    Migration {
        number: 5,
        name: "contact changes",
        sqlite: include_str!("../migrations/sqlite/0005_contact_changes.sql"),
        postgres: include_str!("../migrations/postgres/0005_contact_changes.sql"),
    },
    Migration {
        number: 6,
        name: "payment methods",
        sqlite: include_str!("../migrations/sqlite/0006_payment_methods.sql"),
        postgres: include_str!("../migrations/postgres/0006_payment_methods.sql"),
    },
    Migration {
        number: 7,
        name: "buyers of bills",
        sqlite: include_str!("../migrations/sqlite/0007_bill_buyer.sql"),
        postgres: include_str!("../migrations/postgres/0007_bill_buyer.sql"),
    },
    Migration {
        number: 8,
        name: "balances",
        sqlite: include_str!("../migrations/sqlite/0008_balances.sql"),
        postgres: include_str!("../migrations/postgres/0008_balances.sql"),
    },
    Migration {
        number: 9,
        name: "details",
        sqlite: include_str!("../migrations/sqlite/0009_details.sql"),
        postgres: include_str!("../migrations/postgres/0009_details.sql"),
    },
    Migration {
        number: 10,
        name: "closures",
        sqlite: include_str!("../migrations/sqlite/0010_closures.sql"),
        postgres: include_str!("../migrations/postgres/0010_closures.sql"),
    },
    Migration {
        number: 11,
        name: "account details",
        sqlite: include_str!("../migrations/sqlite/0011_account_details.sql"),
        postgres: include_str!("../migrations/postgres/0011_account_details.sql"),
    },
    Migration {
        number: 12,
        name: "oauth2",
        sqlite: include_str!("../migrations/sqlite/0012_oauth2.sql"),
        postgres: include_str!("../migrations/postgres/0012_oauth2.sql"),
    },
    Migration {
        number: 13,
        name: "told ends",
        sqlite: include_str!("../migrations/sqlite/0013_told_ends.sql"),
        postgres: include_str!("../migrations/postgres/0013_told_ends.sql"),
    },
    Migration {
        number: 14,
        name: "credit notes",
        sqlite: include_str!("../migrations/sqlite/0014_credit_notes.sql"),
        postgres: include_str!("../migrations/postgres/0014_credit_notes.sql"),
    },
    Migration {
        number: 15,
        name: "debts",
        sqlite: include_str!("../migrations/sqlite/0015_debts.sql"),
        postgres: include_str!("../migrations/postgres/0015_debts.sql"),
    },
    Migration {
        number: 16,
        name: "engagements",
        sqlite: include_str!("../migrations/sqlite/0016_engagements.sql"),
        postgres: include_str!("../migrations/postgres/0016_engagements.sql"),
    },
    Migration {
        number: 17,
        name: "calls",
        sqlite: include_str!("../migrations/sqlite/0017_api_calls.sql"),
        postgres: include_str!("../migrations/postgres/0017_api_calls.sql"),
    },
    Migration {
        number: 18,
        name: "exports",
        sqlite: include_str!("../migrations/sqlite/0018_paper_exports.sql"),
        postgres: include_str!("../migrations/postgres/0018_paper_exports.sql"),
    },
    Migration {
        number: 19,
        name: "sign in",
        sqlite: include_str!("../migrations/sqlite/0019_sign_in.sql"),
        postgres: include_str!("../migrations/postgres/0019_sign_in.sql"),
    },
    Migration {
        number: 20,
        name: "sellers",
        sqlite: include_str!("../migrations/sqlite/0020_sellers.sql"),
        postgres: include_str!("../migrations/postgres/0020_sellers.sql"),
    },
    Migration {
        number: 21,
        name: "operators",
        sqlite: include_str!("../migrations/sqlite/0021_operators.sql"),
        postgres: include_str!("../migrations/postgres/0021_operators.sql"),
    },
];

/// The number of the last one.
pub(crate) fn last() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

/// What opening a database did to its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migrated {
    /// Migrations that were applied now.
    pub applied: usize,
    /// The number of the last one.
    pub version: i64,
}

/// Where the schema of a database stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaStatus {
    /// The number of its last migration; 0 where nothing of ours is.
    pub version: i64,
    /// What would be applied to bring it up to date: numbers and names.
    pub pending: Vec<(i64, &'static str)>,
}

/// Why a database is not used.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// It was written by a newer program.
    #[error(
        "the database has schema {found}, this program knows up to {known}: use a newer program"
    )]
    Newer {
        /// The number of the database's last migration.
        found: i64,
        /// The number of the program's last migration.
        known: i64,
    },
    /// A migration in it is not the one of this program.
    #[error(
        "migration {number} of the database is not the one of this program: the schema was altered, or the database belongs to something else"
    )]
    Altered {
        /// The number of the migration.
        number: i64,
    },
    /// The tables are not as the migrations left them.
    #[error("the schema was altered: {what}; restore it, this program does not touch it")]
    SchemaAltered {
        /// The first difference.
        what: String,
    },
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

static HISTORY: Sql = Sql::new("SELECT number, checksum FROM schema_migration ORDER BY number");
pub(crate) static STATEMENTS: &[&Sql] = &[&HISTORY];

impl SchemaStatus {
    fn at(version: i64) -> Self {
        let pending = MIGRATIONS.iter().filter(|migration| migration.number > version);
        Self { version, pending: pending.map(|one| (one.number, one.name)).collect() }
    }
}

impl Migration {
    const fn text(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        }
    }

    fn checksum(&self, dialect: Dialect) -> String {
        Sha256::digest(self.text(dialect)).iter().fold(String::new(), |mut hex, byte| {
            // Writing to a String does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl Store {
    /// Where the schema of a database stands. Applies nothing, and makes no file.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub async fn schema_status(database: &Database) -> Result<SchemaStatus, MigrationError> {
        if let Database::Sqlite { path, .. } = database
            && !path.exists()
        {
            return Ok(SchemaStatus::at(0));
        }
        let db = Db::open(database, Faults::default()).await?;
        let store = Self { db, remembered: Remembered::default() };
        let tables = store.describe_schema().await?;
        if !tables.iter().any(|line| line.starts_with("schema_migration.")) {
            return Ok(SchemaStatus::at(0));
        }
        let history = store.history().await?;
        let known = last();
        store.check_history(&history, known)?;
        let status = SchemaStatus::at(history.last().map_or(0, |(number, _)| *number));
        if status.pending.is_empty() {
            store.check_schema().await?;
        }
        Ok(status)
    }

    pub(crate) async fn migrate(&self, now: Timestamp) -> Result<Migrated, MigrationError> {
        self.make_history_table().await?;
        let known = last();
        let mut applied = 0;
        // Another process may be migrating the same database: whoever records a number first has applied it,
        // and the other looks again.
        loop {
            let history = self.history().await?;
            self.check_history(&history, known)?;
            let done = history.last().map_or(0, |(number, _)| *number);
            let Some(next) = MIGRATIONS.iter().find(|migration| migration.number > done) else {
                self.check_schema().await?;
                return Ok(Migrated { applied, version: known });
            };
            match self.apply(next, now).await {
                Ok(()) => applied += 1,
                Err(error) => {
                    if self.history().await?.len() == history.len() {
                        return Err(error.into());
                    }
                }
            }
        }
    }

    fn check_history(&self, history: &[(i64, String)], known: i64) -> Result<(), MigrationError> {
        for (number, checksum) in history {
            let ours = MIGRATIONS.iter().find(|migration| migration.number == *number);
            match ours {
                None => return Err(MigrationError::Newer { found: *number, known }),
                Some(ours) if ours.checksum(self.db.dialect()) != *checksum => {
                    return Err(MigrationError::Altered { number: *number });
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    async fn check_schema(&self) -> Result<(), MigrationError> {
        let difference = self.compare_schema().await?;
        let missing = difference.missing.first().map(|line| format!("it lacks `{line}`"));
        let unexpected = difference.unexpected.first().map(|line| format!("it has `{line}`"));
        match missing.or(unexpected) {
            Some(what) => Err(MigrationError::SchemaAltered { what }),
            None => Ok(()),
        }
    }

    /// The statements of a migration and its record are one transaction, so a migration is never half done.
    async fn apply(&self, migration: &Migration, now: Timestamp) -> Result<(), StoreError> {
        let Migration { number, name, .. } = migration;
        let checksum = migration.checksum(self.db.dialect());
        let record = format!(
            "INSERT INTO schema_migration (number, name, checksum, applied_at) \
             VALUES ({number}, '{name}', '{checksum}', {});",
            now.as_microsecond()
        );
        let script = format!("{record}\n{}", migration.text(self.db.dialect()));
        self.db.execute_script(&script).await
    }

    async fn make_history_table(&self) -> Result<(), StoreError> {
        let (integer, suffix) = match self.db.dialect() {
            Dialect::Sqlite => ("INTEGER", " STRICT, WITHOUT ROWID"),
            Dialect::Postgres => ("BIGINT", ""),
        };
        let script = format!(
            "CREATE TABLE IF NOT EXISTS schema_migration (number {integer} NOT NULL PRIMARY KEY, \
             name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at {integer} NOT NULL){suffix};"
        );
        self.db.execute_script(&script).await
    }

    async fn history(&self) -> Result<Vec<(i64, String)>, StoreError> {
        all(self.read_one(Query::new(&HISTORY, [])).await?, |row| {
            let mut row = Reader::new("schema_migration", row);
            Ok((row.int("number")?, row.text("checksum")?))
        })
    }
}
