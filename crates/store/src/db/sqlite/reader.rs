//! Read-only connections, and whether anything was committed since somebody last looked.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};

use super::{convert, open_connection};
use crate::db::Query;
use crate::db::value::Row;
use crate::error::StoreError;

/// A stack of idle connections: the one used last, whose cache is warm, is used next.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Reader>>,
    /// Rises whenever a connection finds that something was committed since it last looked.
    generation: AtomicU64,
}

#[derive(Debug)]
struct Reader {
    connection: Connection,
    /// What SQLite answered when this connection last asked; none before the first time.
    data_version: Option<i64>,
}

impl Readers {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()), generation: AtomicU64::new(0) }
    }

    pub(super) fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        self.with(|reader| reader.read(queries))
    }

    /// A number that is equal at two moments only if nothing was committed between them, by any process.
    ///
    /// `PRAGMA data_version` compares only with what the same connection saw before. So every connection raises
    /// the common number when it sees a change, and also at its first look, since it cannot know. Whoever took
    /// the number before reading something may go on using what was read for as long as the number stands: a
    /// later commit is seen, at the latest, by the connection that asks for the number then.
    pub(super) fn generation(&self) -> Result<u64, StoreError> {
        self.with(|reader| {
            let now = reader
                .connection
                .prepare_cached("PRAGMA data_version")
                .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
                .map_err(convert::error)?;
            if reader.data_version != Some(now) {
                reader.data_version = Some(now);
                self.generation.fetch_add(1, Ordering::SeqCst);
            }
            Ok(self.generation.load(Ordering::SeqCst))
        })
    }

    #[cfg(feature = "testing")]
    pub(super) fn prepare(
        &self,
        sql: &'static crate::sql::Sql,
    ) -> Result<(usize, usize), StoreError> {
        self.with(|reader| {
            let statement = reader.connection.prepare(sql.sqlite()).map_err(convert::error)?;
            Ok((statement.parameter_count(), statement.column_count()))
        })
    }

    fn with<T>(
        &self,
        work: impl FnOnce(&mut Reader) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => self.open()?,
        };
        let result = work(&mut reader);
        // A connection that has met an error is not trusted again.
        if result.is_ok() {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        }
        result
    }

    fn open(&self) -> Result<Reader, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Reader { connection: open_connection(&self.path, flags)?, data_version: None })
    }
}

impl Reader {
    /// Several queries share one transaction: its locks are taken once.
    fn read(&self, queries: &[Query]) -> Result<Vec<Vec<Row>>, StoreError> {
        if let [query] = queries {
            return Ok(vec![self.query(query).map_err(convert::error)?]);
        }
        self.run("BEGIN")?;
        let answers: rusqlite::Result<Vec<_>> =
            queries.iter().map(|query| self.query(query)).collect();
        self.run("COMMIT")?;
        answers.map_err(convert::error)
    }

    fn query(&self, query: &Query) -> rusqlite::Result<Vec<Row>> {
        let mut statement = self.connection.prepare_cached(query.sql.sqlite())?;
        let columns = statement.column_count();
        convert::bind(&mut statement, &query.args)?;
        let mut rows = statement.raw_query();
        let mut answer = Vec::new();
        while let Some(row) = rows.next()? {
            answer.push(convert::row(row, columns)?);
        }
        Ok(answer)
    }

    fn run(&self, sql: &str) -> Result<(), StoreError> {
        let done =
            self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
        done.map(|_| ()).map_err(convert::error)
    }
}
