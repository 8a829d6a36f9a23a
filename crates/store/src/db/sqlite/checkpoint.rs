//! Checkpoints: moving what the write-ahead file holds into the database file, beside the writer.

use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use rusqlite::{Connection, OpenFlags};

use super::open_connection;
use crate::error::StoreError;

/// Pages in the write-ahead file from which a checkpoint is worth its work: 4 MB.
const PAGES: i32 = 1000;

/// A thread with a connection of its own, woken by the writer's commits.
#[derive(Debug)]
pub(super) struct Checkpointer {
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts the thread; it ends when the writer's connection is closed, which drops the hook.
    pub(super) fn open(path: &Path, writer: &mut Connection) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = open_connection(path, flags)?;
        let (wake, woken) = sync_channel(1);
        writer.wal_hook(Some(hook(wake))).map_err(StoreError::unavailable)?;
        let thread = std::thread::Builder::new()
            .name("sqlite-checkpoint".to_owned())
            .spawn(move || {
                while woken.recv().is_ok() {
                    // Passive: takes what it can without waiting for readers or the writer.
                    let done = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
                    if let Err(error) = done {
                        tracing::warn!(%error, "a checkpoint did not succeed; the next one tries again");
                    }
                }
            })
            .map_err(StoreError::unavailable)?;
        Ok(Self { thread: Some(thread) })
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the checkpoint thread panicked");
        }
    }
}

fn hook(
    wake: SyncSender<()>,
) -> impl FnMut(&mut rusqlite::hooks::Wal, i32) -> rusqlite::Result<()> + Send + 'static {
    move |_, pages| {
        if pages >= PAGES {
            // A full channel means that a checkpoint is asked for already.
            let _ = wake.try_send(());
        }
        Ok(())
    }
}
