//! The reference beside SQLite: bare prepared inserts of rows like those of a renewal, without any index.

use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, params};

/// Rows per second.
pub(super) fn measure(folder: &Path, renewals: usize) -> anyhow::Result<f64> {
    let mut connection = Connection::open(folder.join("inserts.db"))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -16_384)?;
    connection.execute_batch(
        "CREATE TABLE bare (account_id INTEGER, id INTEGER, at INTEGER, kind TEXT, state TEXT, day TEXT, amount INTEGER, \
         text TEXT) STRICT",
    )?;
    let rows = renewals * 12;
    let start = Instant::now();
    let mut id = 0_i64;
    for _ in (0..rows).step_by(120_000) {
        let transaction = connection.transaction()?;
        {
            let mut insert =
                transaction.prepare("INSERT INTO bare VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
            for _ in 0..120_000 {
                id += 1;
                let text = "VPS SSD 1, renewal for 1 month, and some more";
                insert.execute(params![
                    id / 12,
                    id,
                    1_800_000_000_000_000_i64,
                    "autorenew",
                    "settled",
                    "2027-01-31",
                    299_000_000_i64,
                    text
                ])?;
            }
        }
        transaction.commit()?;
    }
    Ok(id as f64 / start.elapsed().as_secs_f64())
}
