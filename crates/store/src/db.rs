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
pub(crate) use value::{Column, Row, Value};

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

/// A statement that changes rows.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) sql: &'static Sql,
    pub(crate) args: Vec<Value>,
    /// How many rows it must change, if that is fixed.
    pub(crate) rows: Option<u64>,
}

impl Statement {
    fn check(&self, changed: u64) -> Result<(), StoreError> {
        match self.rows {
            Some(expected) if expected != changed => Err(StoreError::RowCount {
                statement: self.sql.text().to_owned(),
                expected,
                changed,
            }),
            _ => Ok(()),
        }
    }
}

/// An open database.
#[derive(Debug)]
pub(crate) struct Db {
    kind: Kind,
    faults: Faults,
    #[cfg(feature = "testing")]
    pub(crate) recorder: Recorder,
}

#[derive(Debug)]
enum Kind {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    pub(crate) async fn open(database: &Database, faults: Faults) -> Result<Self, StoreError> {
        let kind = match database {
            Database::Sqlite { path, durable } => {
                Kind::Sqlite(sqlite::Sqlite::open(path, *durable)?)
            }
            Database::Postgres { url, connections } => {
                Kind::Postgres(postgres::Postgres::open(url, *connections).await?)
            }
        };
        Ok(Self {
            kind,
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
        match &self.kind {
            Kind::Sqlite(db) => db.read(&queries),
            Kind::Postgres(db) => db.read(&queries).await,
        }
    }

    /// Answers one query that may read many rows, without holding up others.
    pub(crate) async fn scan(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        self.faults.check()?;
        let answers = match &self.kind {
            Kind::Sqlite(db) => db.scan(vec![query]).await,
            Kind::Postgres(db) => db.read(&[query]).await,
        };
        Ok(answers?.pop().unwrap_or_default())
    }

    /// Answers queries that may read many rows, all of them from one state of the database, without holding up others.
    pub(crate) async fn snapshot(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        self.faults.check()?;
        match &self.kind {
            Kind::Sqlite(db) => db.scan(queries).await,
            Kind::Postgres(db) => db.snapshot(&queries).await,
        }
    }

    /// Applies statements whole or not at all; durable when it returns.
    pub(crate) async fn write(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        self.faults.before_write()?;
        #[cfg(feature = "testing")]
        self.recorder.note(&statements);
        match &self.kind {
            Kind::Sqlite(db) => db.write(statements).await,
            Kind::Postgres(db) => db.write(&statements).await,
        }?;
        self.faults.after_write()
    }

    /// Runs a script of schema statements in one transaction.
    pub(crate) async fn execute_script(&self, script: &str) -> Result<(), StoreError> {
        match &self.kind {
            Kind::Sqlite(db) => db.execute_script(script).await,
            Kind::Postgres(db) => db.execute_script(script).await,
        }
    }

    /// Whether the database understands a statement, and with how many arguments and columns.
    #[cfg(feature = "testing")]
    pub(crate) async fn prepare(&self, sql: &'static Sql) -> Result<(usize, usize), StoreError> {
        match &self.kind {
            Kind::Sqlite(db) => db.prepare(sql),
            Kind::Postgres(db) => db.prepare(sql).await,
        }
    }

    /// A number that stays the same while nobody commits anything; none where that cannot be told cheaply.
    pub(crate) fn generation(&self) -> Result<Option<u64>, StoreError> {
        match &self.kind {
            Kind::Sqlite(db) => db.generation().map(Some),
            Kind::Postgres(_) => Ok(None),
        }
    }

    /// The folder of migrations that fits the database.
    pub(crate) const fn dialect(&self) -> Dialect {
        match self.kind {
            Kind::Sqlite(_) => Dialect::Sqlite,
            Kind::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// Which schema files and catalogue queries fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}
