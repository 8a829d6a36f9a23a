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

/// A group is what is waiting, and what comes while that is being applied: no timer, so a lone write set waits for
/// nobody.
fn run(connection: &Connection, mut jobs: mpsc::Receiver<Job>) {
    let mut group = Vec::with_capacity(GROUP);
    while let Some(first) = jobs.blocking_recv() {
        group.push(first);
        let done = commit_together(connection, &mut group, &mut jobs).unwrap_or_else(|| {
            // One of them failed half way, which is rare. Alone, each has its own fate.
            group.iter().map(|job| commit_alone(connection, &job.work)).collect()
        });
        for (job, result) in group.drain(..).zip(done) {
            // Nobody listens any more when the request was given up; what is written stays written.
            drop(job.reply.send(result));
        }
    }
}

/// One transaction for the whole group, without savepoints, which would cost as much as the work itself.
///
/// A write set that is refused by its first statement has changed nothing and is left out: that is how commands that
/// were overtaken are refused. One that fails later takes the transaction with it: `None`.
fn commit_together(
    connection: &Connection,
    group: &mut Vec<Job>,
    jobs: &mut mpsc::Receiver<Job>,
) -> Option<Vec<Result<(), StoreError>>> {
    if let Err(error) = run_statement(connection, "BEGIN IMMEDIATE") {
        return Some(group.iter().map(|_| Err(StoreError::unavailable(&error))).collect());
    }
    let mut results = Vec::with_capacity(GROUP);
    while let Some(job) = group.get(results.len()) {
        match job.work.apply(connection) {
            Ok(()) => results.push(Ok(())),
            Err(Failure { error, changed_nothing: true }) => results.push(Err(error)),
            Err(_) => {
                roll_back(connection);
                return None;
            }
        }
        if results.len() < GROUP {
            group.extend(jobs.try_recv());
        }
    }
    if let Err(error) = run_statement(connection, "COMMIT") {
        roll_back(connection);
        return Some(group.iter().map(|_| Err(StoreError::unavailable(&error))).collect());
    }
    Some(results)
}

fn commit_alone(connection: &Connection, work: &Work) -> Result<(), StoreError> {
    run_statement(connection, "BEGIN IMMEDIATE")?;
    let applied = work.apply(connection).map_err(|failure| failure.error);
    let ended = applied.and_then(|()| run_statement(connection, "COMMIT"));
    if ended.is_err() {
        roll_back(connection);
    }
    ended
}

/// Whatever state the transaction is in, it must not be continued.
fn roll_back(connection: &Connection) {
    if !connection.is_autocommit()
        && let Err(error) = run_statement(connection, "ROLLBACK")
    {
        tracing::error!(%error, "a transaction cannot be rolled back");
    }
}

/// Work that was not done.
struct Failure {
    error: StoreError,
    /// Whether it failed before it changed anything.
    changed_nothing: bool,
}

impl Work {
    fn apply(&self, connection: &Connection) -> Result<(), Failure> {
        match self {
            Self::Write(statements) => {
                for (number, statement) in statements.iter().enumerate() {
                    let changed = execute(connection, statement).map_err(convert::error);
                    changed.and_then(|changed| statement.check(changed)).map_err(|error| {
                        let refused =
                            matches!(error, StoreError::Conflict | StoreError::Duplicate { .. });
                        let is_first = number == 0 && statement.rows.len() == 1;
                        Failure { error, changed_nothing: is_first && refused }
                    })?;
                }
                Ok(())
            }
            Self::Script(script) => connection
                .execute_batch(script)
                .map_err(|error| Failure { error: convert::error(error), changed_nothing: false }),
        }
    }
}

/// Runs a statement for each of its rows. Answers how many rows it has changed.
fn execute(connection: &Connection, statement: &Statement) -> rusqlite::Result<u64> {
    let mut prepared = connection.prepare_cached(statement.sql.sqlite())?;
    let mut changed = 0;
    for row in &statement.rows {
        convert::bind(&mut prepared, row)?;
        changed += prepared.raw_execute()? as u64;
    }
    Ok(changed)
}

fn run_statement(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    let done = connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
    done.map(|_| ()).map_err(convert::error)
}
