//! The one writer: a thread that applies write sets in groups.

use std::path::Path;
use std::thread::JoinHandle;

use rusqlite::{Connection, OpenFlags};
use tokio::sync::{mpsc, oneshot};

use super::checkpoint::Checkpointer;
use super::{convert, open_connection};
use crate::db::Statement;
use crate::error::StoreError;

/// Write sets that may wait; more of them wait outside.
const QUEUE: usize = 1024;
/// The most write sets in one commit.
const GROUP: usize = 256;

struct Job {
    work: Work,
    reply: oneshot::Sender<Result<(), StoreError>>,
}

enum Work {
    Write(Vec<Statement>),
    Script(String),
}

#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn open(path: &Path, durable: bool) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = open_connection(path, flags)?;
        configure(&connection, durable).map_err(StoreError::unavailable)?;
        let checkpointer = Checkpointer::open(path, &mut connection)?;
        let (queue, jobs) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || {
                run(&connection, jobs);
                // The connection goes first: the last one to close tidies the write-ahead file up.
                drop(connection);
                drop(checkpointer);
            })
            .map_err(StoreError::unavailable)?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    pub(super) async fn write(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        self.send(Work::Write(statements)).await
    }

    pub(super) async fn execute_script(&self, script: String) -> Result<(), StoreError> {
        self.send(Work::Script(script)).await
    }

    async fn send(&self, work: Work) -> Result<(), StoreError> {
        let stopped = || StoreError::unavailable("the writer has stopped");
        let (reply, answer) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        queue.send(Job { work, reply }).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

/// Closing waits for what is under way, so that a clean stop loses nothing.
impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer thread panicked");
        }
    }
}

fn configure(connection: &Connection, durable: bool) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", if durable { "FULL" } else { "OFF" })?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "cache_size", -16_384)
}

/// A group is what is waiting when the writer comes back: no timer, so a lone write set waits for nobody.
fn run(connection: &Connection, mut jobs: mpsc::Receiver<Job>) {
    let mut group = Vec::with_capacity(GROUP);
    while let Some(first) = jobs.blocking_recv() {
        let begun = run_statement(connection, "BEGIN IMMEDIATE");
        let mut next = Some(first);
        while let Some(Job { work, reply }) = next {
            let applied = match &begun {
                Ok(()) => work.apply(connection),
                Err(error) => Err(StoreError::unavailable(error)),
            };
            group.push((applied, reply));
            next = (group.len() < GROUP).then(|| jobs.try_recv().ok()).flatten();
        }
        let committed = begun.and_then(|()| run_statement(connection, "COMMIT"));
        if committed.is_err() {
            // Whatever state the transaction is in, it must not be continued.
            drop(run_statement(connection, "ROLLBACK"));
        }
        for (applied, reply) in group.drain(..) {
            let result = match &committed {
                Ok(()) => applied,
                Err(error) => Err(StoreError::unavailable(error)),
            };
            // Nobody listens any more when the request was given up; what is written stays written.
            drop(reply.send(result));
        }
    }
}

impl Work {
    /// Does the work under a savepoint, so that its failure is its own.
    fn apply(&self, connection: &Connection) -> Result<(), StoreError> {
        run_statement(connection, "SAVEPOINT work")?;
        let applied = match self {
            Self::Write(statements) => statements.iter().try_for_each(|s| execute(connection, s)),
            Self::Script(script) => connection.execute_batch(script).map_err(convert::error),
        };
        if applied.is_err() {
            run_statement(connection, "ROLLBACK TO work")?;
        }
        run_statement(connection, "RELEASE work")?;
        applied
    }
}

fn execute(connection: &Connection, statement: &Statement) -> Result<(), StoreError> {
    let run = || {
        let mut prepared = connection.prepare_cached(statement.sql.sqlite())?;
        convert::bind(&mut prepared, &statement.args)?;
        prepared.raw_execute()
    };
    statement.check(run().map_err(convert::error)? as u64)
}

fn run_statement(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    let done = connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
    done.map(|_| ()).map_err(convert::error)
}
