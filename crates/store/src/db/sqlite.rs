//! SQLite: readers of their own, one writer that commits in groups, one checkpointer.
//!
//! The file is in write-ahead mode, so readers never wait for the writer. `synchronous=FULL` makes every commit
//! durable; the writer takes whatever write sets are waiting and commits them together, so the price of reaching the
//! disk is shared. Checkpoints run beside it and never stop it.

mod checkpoint;
mod convert;
mod reader;
mod writer;

use std::path::Path;
use std::sync::Arc;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::value::Row;
use super::{Query, Statement};
use crate::error::StoreError;
use reader::Readers;
use writer::Writer;

/// Prepared statements that a connection keeps: more than the crate has.
const STATEMENT_CACHE: usize = 256;
/// How long to wait for another process that is writing, in milliseconds.
const BUSY_TIMEOUT_MS: u64 = 10_000;

#[derive(Debug)]
pub(crate) struct Sqlite {
    readers: Arc<Readers>,
    writer: Writer,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, durable: bool) -> Result<Self, StoreError> {
        // The writer goes first: it makes the file and puts it into write-ahead mode.
        let writer = Writer::open(path, durable)?;
        Ok(Self { readers: Arc::new(Readers::new(path.to_owned())), writer })
    }

    pub(crate) fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        self.readers.read(queries)
    }

    /// Several queries share one transaction, and so one state of the database.
    pub(crate) async fn scan(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        let readers = Arc::clone(&self.readers);
        let scan = tokio::task::spawn_blocking(move || readers.read(&queries));
        scan.await.map_err(StoreError::unavailable)?
    }

    pub(crate) async fn write(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        self.writer.write(statements).await
    }

    pub(crate) async fn execute_script(&self, script: &str) -> Result<(), StoreError> {
        self.writer.execute_script(script.to_owned()).await
    }

    #[cfg(feature = "testing")]
    pub(crate) fn prepare(
        &self,
        sql: &'static crate::sql::Sql,
    ) -> Result<(usize, usize), StoreError> {
        self.readers.prepare(sql)
    }

    pub(crate) fn generation(&self) -> Result<u64, StoreError> {
        self.readers.generation()
    }
}

fn open_connection(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags).map_err(|e| {
        StoreError::unavailable(format!("{} cannot be opened: {e}", path.display()))
    })?;
    configure(&connection).map_err(StoreError::unavailable)?;
    Ok(connection)
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_millis(BUSY_TIMEOUT_MS))?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    // The bundled build keeps statistics of column values (STAT4) and, without this, plans a statement anew for
    // each value once the file has been analysed: four times slower point reads.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A misspelt column in double quotes is an error, not a text.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    Ok(())
}
