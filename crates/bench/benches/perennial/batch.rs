//! A run of the calendar over many accounts: every service is due, each has an order, a payment and a bill of its own.
//!
//! Beside SQLite the reference is the same rows as bare prepared inserts without any index; beside PostgreSQL it is
//! `COPY BINARY` of the same number of rows into a table with a primary key and one more index.

mod copy;
mod inserts;

use std::time::Instant;

use anyhow::{Context as _, ensure};
use jiff::civil::date;
use perennial_engine::import::Inventory;
use perennial_store::Database;
use perennial_testkit::{Holding, TestApp, TestDatabase, account, plans};
use tokio::runtime::Runtime;

use crate::table::{Row, Table, percent, rate};

/// Rows that a renewal writes: order, line, payment, bill and its number, sold period, five entries of the ledger, two of
/// the journal, a notice; and changes: service, balance, the bill's number.
const ROWS: f64 = 17.0;
/// Accounts imported at once.
const IMPORT: usize = 5_000;

pub(crate) fn measure(
    table: &mut Table,
    on: &dyn Fn(&str) -> bool,
    sizes: &[usize],
) -> anyhow::Result<()> {
    let runtime = Runtime::new()?;
    for size in sizes {
        if on("sqlite") {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("perennial.db");
            let database = Database::Sqlite { path, durable: true };
            let batch = runtime.block_on(run(&database, *size, 2))?;
            let reference = inserts::measure(folder.path(), *size)?;
            add(table, &batch, "SQLite", "prepared inserts without index", reference);
        }
        for workers in [1, 2] {
            if on("postgres")
                && let Some(database) = runtime.block_on(TestDatabase::postgres())
            {
                let Database::Postgres { url, .. } = database.database() else { continue };
                let durable = url.replace("synchronous_commit%3Doff", "synchronous_commit%3Don");
                let database_url = Database::Postgres { url: durable.clone(), connections: 8 };
                let batch = runtime.block_on(run(&database_url, *size, workers));
                let reference = runtime.block_on(copy::measure(&durable, *size));
                runtime.block_on(database.remove());
                let what = "COPY BINARY, primary key and one index";
                add(table, &batch?, "PostgreSQL", what, reference?);
            }
        }
    }
    Ok(())
}

struct Batch {
    size: usize,
    workers: usize,
    renewals_per_s: f64,
    memory_mb: u64,
}

fn add(table: &mut Table, batch: &Batch, database: &str, what: &str, reference: f64) {
    let rows = batch.renewals_per_s * ROWS;
    table.add(Row {
        what: format!(
            "a run of {} due services, {database}, workers: {}",
            batch.size, batch.workers
        ),
        measured: format!(
            "{} renewals ({} rows), {} MB at most",
            rate(batch.renewals_per_s),
            rate(rows),
            batch.memory_mb,
        ),
        reference: format!("{what}: {} rows", rate(reference)),
        ratio: percent(rows / reference),
        target: "–".to_owned(),
    });
}

async fn run(database: &Database, size: usize, workers: usize) -> anyhow::Result<Batch> {
    let app = TestApp::with(database, |settings| {
        settings.budget.renewals_max = u64::MAX;
        settings.run_workers = workers;
    })
    .await;
    let holding = Holding {
        services: vec![(1, "vps", "vps-1".to_owned(), "vps-ssd-1", date(2027, 1, 31))],
        prepaid: "1000",
        ..Holding::default()
    };
    let start = Instant::now();
    for first in (0..size).step_by(IMPORT) {
        let names = first..size.min(first + IMPORT);
        let accounts = names.map(|number| account(&format!("c{number}"), &holding)).collect();
        let inventory = Inventory { plans: plans(), accounts };
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&first.to_be_bytes());
        app.engine.import("bench", &hash, &inventory).await?;
    }
    eprintln!("imported {size} accounts in {:.1} s", start.elapsed().as_secs_f64());
    app.clock.set("2027-01-01T08:00:00Z".parse()?);
    reset_peak()?;
    let start = Instant::now();
    let renewed = app.engine.renew().await;
    let seconds = start.elapsed().as_secs_f64();
    ensure!(renewed.done.renewals == size as u64, "not everything was renewed: {renewed:?}");
    Ok(Batch { size, workers, renewals_per_s: size as f64 / seconds, memory_mb: peak_mb()? })
}

/// Begins to measure the peak of resident memory anew.
fn reset_peak() -> anyhow::Result<()> {
    Ok(std::fs::write("/proc/self/clear_refs", "5")?)
}

fn peak_mb() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM")).context("VmHWM")?;
    let kb: u64 = line.split_whitespace().nth(1).context("a number")?.parse()?;
    Ok(kb / 1024)
}
