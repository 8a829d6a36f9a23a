//! The driver: one small interface of closed enums over SQLite and PostgreSQL.
//!
//! A read is a batch of queries sent at once; a write is a list of statements applied whole or not at all. This is the only place that knows which database it is.

mod fault;
mod postgres;
#[cfg(feature = "testing")]
mod record;
mod sqlite;
mod value;

#[cfg(feature = "testing")]
pub use fault::CrashPoint;
pub use fault::Faults;
#[cfg(feature = "testing")]
pub(crate) use record::Recorder;
#[cfg(feature = "testing")]
pub use record::{Recorded, RecordedValue};
pub(crate) use value::{Column, Kind, Row, Value};

use std::path::PathBuf;

use crate::error::StoreError;
use crate::sql::Sql;

/// Which database to use.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file of its own; made when it is not there.
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Whether a commit waits for the disk. Only tests may say no.
        durable: bool,
    },
    /// A PostgreSQL server.
    Postgres {
        /// `postgres://user:password@host/database?options`.
        url: String,
        /// The most connections to hold.
        connections: usize,
    },
}

/// Without the URL, which has a password in it.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite { path, durable } => {
                f.debug_struct("Sqlite").field("path", path).field("durable", durable).finish()
            }
            Self::Postgres { url: _, connections } => {
                f.debug_struct("Postgres").field("connections", connections).finish_non_exhaustive()
            }
        }
    }
}

/// A query and its arguments.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) sql: &'static Sql,
    pub(crate) args: Vec<Value>,
}

impl Query {
    pub(crate) fn new(sql: &'static Sql, args: impl Into<Vec<Value>>) -> Self {
        Self { sql, args: args.into() }
    }
}

/// A statement that changes rows: as often as there are rows of arguments.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) sql: &'static Sql,
    pub(crate) rows: Vec<Vec<Value>>,
    /// Whether each row of arguments must change exactly one row.
    pub(crate) counted: bool,
}

impl Statement {
    /// Whether as many rows were changed as must be.
    fn check(&self, changed: u64) -> Result<(), StoreError> {
        let expected = self.rows.len() as u64;
        if self.counted && expected != changed {
            let statement = self.sql.text().to_owned();
            return Err(StoreError::RowCount { statement, expected, changed });
        }
        Ok(())
    }
}

/// An open database.
#[derive(Debug)]
pub(crate) struct Db {
    engine: Engine,
    faults: Faults,
    #[cfg(feature = "testing")]
    pub(crate) recorder: Recorder,
}

#[derive(Debug)]
enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    pub(crate) async fn open(database: &Database, faults: Faults) -> Result<Self, StoreError> {
        let engine = match database {
            Database::Sqlite { path, durable } => {
                Engine::Sqlite(sqlite::Sqlite::open(path, *durable)?)
            }
            Database::Postgres { url, connections } => {
                Engine::Postgres(postgres::Postgres::open(url, *connections).await?)
            }
        };
        Ok(Self {
            engine,
            faults,
            #[cfg(feature = "testing")]
            recorder: Recorder::default(),
        })
    }

    /// Answers short point queries in their order: none from an older state of the database than the one before.
    ///
    /// That is all a command needs, which reads the version of its account first: if anything changes while it
    /// reads, its write set is refused. On SQLite they run inline, because a point read is shorter than handing it
    /// to another thread.
    pub(crate) async fn read(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        self.faults.check()?;
        match &self.engine {
            Engine::Sqlite(db) => db.read(&queries),
            Engine::Postgres(db) => db.read(&queries).await,
        }
    }

    /// Answers one query that may read many rows, without holding up others.
    pub(crate) async fn scan(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        self.faults.check()?;
        let answers = match &self.engine {
            Engine::Sqlite(db) => db.scan(vec![query]).await,
            Engine::Postgres(db) => db.read(&[query]).await,
        };
        Ok(answers?.pop().unwrap_or_default())
    }

    /// Answers queries that may read many rows, in their order: none from an older state than the one before.
    pub(crate) async fn scan_all(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        self.faults.check()?;
        match &self.engine {
            Engine::Sqlite(db) => db.scan(queries).await,
            Engine::Postgres(db) => db.read(&queries).await,
        }
    }

    /// Answers queries that may read many rows, all of them from one state of the database, without holding up others.
    pub(crate) async fn snapshot(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        self.faults.check()?;
        match &self.engine {
            Engine::Sqlite(db) => db.scan(queries).await,
            Engine::Postgres(db) => db.snapshot(&queries).await,
        }
    }

    /// Applies statements whole or not at all; durable when it returns.
    pub(crate) async fn write(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        self.faults.before_write()?;
        #[cfg(feature = "testing")]
        self.recorder.note(&statements);
        match &self.engine {
            Engine::Sqlite(db) => db.write(statements).await,
            Engine::Postgres(db) => db.write(&statements).await,
        }?;
        self.faults.after_write()
    }

    /// Runs a script of schema statements in one transaction.
    pub(crate) async fn execute_script(&self, script: &str) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Sqlite(db) => db.execute_script(script).await,
            Engine::Postgres(db) => db.execute_script(script).await,
        }
    }

    /// Whether the database understands a statement, and with how many arguments and columns.
    #[cfg(feature = "testing")]
    pub(crate) async fn prepare(&self, sql: &'static Sql) -> Result<(usize, usize), StoreError> {
        match &self.engine {
            Engine::Sqlite(db) => db.prepare(sql),
            Engine::Postgres(db) => db.prepare(sql).await,
        }
    }

    /// A number that stays the same while nobody commits anything; none where that cannot be told cheaply.
    pub(crate) fn generation(&self) -> Result<Option<u64>, StoreError> {
        match &self.engine {
            Engine::Sqlite(db) => db.generation().map(Some),
            Engine::Postgres(_) => Ok(None),
        }
    }

    /// The folder of migrations that fits the database.
    pub(crate) const fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// Which schema files and catalogue queries fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}
