//! A bare writer: the same rows, committed in groups, and nothing of the program around them.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use perennial_store::testing::{Recorded, RecordedValue};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, ToSql};

type Answer = anyhow::Result<()>;
type Job = (Vec<Recorded>, SyncSender<Answer>);

pub(crate) struct Bare {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Bare {
    /// `savepoints`: whether each write set is in one of its own, the usual way to keep the others of its group when
    /// one of them is refused.
    pub(crate) fn open(path: &Path, savepoints: bool) -> anyhow::Result<Self> {
        let connection = Connection::open(path)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_prepared_statement_cache_capacity(256);
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "cache_size", -16_384)?;
        let (jobs, waiting) = sync_channel::<Job>(1024);
        let thread = std::thread::spawn(move || write(&connection, &waiting, savepoints));
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    pub(crate) fn send(&self, set: Vec<Recorded>) -> anyhow::Result<Receiver<Answer>> {
        let (reply, answer) = sync_channel(1);
        let jobs = self.jobs.as_ref().ok_or_else(|| anyhow::anyhow!("closed"))?;
        jobs.send((set, reply)).map_err(|_| anyhow::anyhow!("the writer has stopped"))?;
        Ok(answer)
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write(connection: &Connection, waiting: &Receiver<Job>, savepoints: bool) {
    while let Ok(first) = waiting.recv() {
        let mut done = Vec::new();
        let mut next = Some(first);
        let begun = connection.execute_batch("BEGIN IMMEDIATE");
        while let Some((set, reply)) = next {
            done.push((apply(connection, &set, savepoints), reply));
            next = if done.len() < 256 { waiting.try_recv().ok() } else { None };
        }
        let committed = begun.and_then(|()| connection.execute_batch("COMMIT"));
        for (applied, reply) in done {
            let committed = committed.as_ref().map_err(|error| anyhow::anyhow!("{error}"));
            let _ = reply.send(applied.and(committed.map(|_| ())));
        }
    }
}

fn apply(connection: &Connection, set: &[Recorded], savepoints: bool) -> Answer {
    let run = |sql: &str| connection.prepare_cached(sql)?.execute([]);
    if savepoints {
        run("SAVEPOINT work")?;
    }
    for Recorded { sql, args } in set {
        let mut statement = connection.prepare_cached(sql)?;
        for (index, arg) in (1..).zip(args) {
            statement.raw_bind_parameter(index, Argument(arg))?;
        }
        statement.raw_execute()?;
    }
    if savepoints {
        run("RELEASE work")?;
    }
    Ok(())
}

struct Argument<'a>(&'a RecordedValue);

impl ToSql for Argument<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            RecordedValue::Int(Some(value)) => (*value).into(),
            RecordedValue::Text(Some(value)) => value.as_str().into(),
            RecordedValue::Bytes(Some(value)) => value.as_slice().into(),
            _ => ToSqlOutput::Owned(Value::Null),
        })
    }
}
