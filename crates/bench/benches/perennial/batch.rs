//! A run of the calendar over many accounts: every service is due, each has an order, a payment and a bill of its own.
//!
//! Beside SQLite the reference is the same rows as bare prepared inserts without any index; beside PostgreSQL it is
//! `COPY BINARY` of the same number of rows into a table with a primary key and one more index.

mod beside;
mod copy;
mod inserts;
mod year;

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use jiff::civil::date;
use perennial_engine::import::Inventory;
use perennial_store::Database;
use perennial_testkit::{Holding, TestApp, TestDatabase, account, plans};
use tokio::runtime::Runtime;

use crate::table::{Row, Table, percent, rate};

/// Rows that a renewal changes besides those it adds: the service and the balance.
const CHANGED: f64 = 2.0;
/// Accounts imported at once.
const IMPORT: usize = 5_000;

pub(crate) fn measure(
    table: &mut Table,
    on: &dyn Fn(&str) -> bool,
    sizes: &[usize],
) -> anyhow::Result<()> {
    let runtime = Runtime::new()?;
    let rows = runtime.block_on(rows_per_renewal())?;
    for size in sizes {
        if on("sqlite") {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("perennial.db");
            let database = Database::Sqlite { path, durable: true };
            let batch = runtime.block_on(run(&database, *size, 2))?;
            let reference = inserts::measure(folder.path(), *size)?;
            let target = if *size > 100_000 { "≥ 22 %" } else { "≥ 35 %, > 30 k/s" };
            let what = "prepared inserts without index";
            add(table, &batch, rows, "SQLite", (what, reference), target);
        }
        for (workers, target) in [(1, "≥ 35 %"), (2, "≥ 50 %")] {
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
                add(table, &batch?, rows, "PostgreSQL", (what, reference?), target);
            }
        }
    }
    Ok(())
}

pub(crate) fn measure_year(table: &mut Table) -> anyhow::Result<()> {
    Runtime::new()?.block_on(year::measure(table))
}

/// How many rows a renewal writes, counted.
async fn rows_per_renewal() -> anyhow::Result<f64> {
    const RENEWALS: usize = 500;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("perennial.db");
    let database = Database::Sqlite { path: path.clone(), durable: false };
    let app = world(&database, RENEWALS, 1).await?;
    let before = count(&path)?;
    app.engine.renew().await;
    Ok((count(&path)? - before) as f64 / RENEWALS as f64 + CHANGED)
}

/// All rows of a database.
fn count(path: &Path) -> anyhow::Result<i64> {
    let connection = rusqlite::Connection::open(path)?;
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let rows = names.iter().map(|name| {
        connection
            .query_one(&format!("SELECT count(*) FROM {name}"), [], |row| row.get::<_, i64>(0))
    });
    Ok(rows.sum::<Result<i64, _>>()?)
}

struct Batch {
    size: usize,
    workers: usize,
    renewals_per_s: f64,
    memory_mb: u64,
    /// How long it took on the next day to find that nothing is due.
    nothing_s: f64,
    /// How long an order with its payment took while the next run went on.
    beside: beside::Latency,
}

fn add(
    table: &mut Table,
    batch: &Batch,
    rows_each: f64,
    database: &str,
    (what, reference): (&str, f64),
    target: &str,
) {
    let Batch { size, workers, renewals_per_s, memory_mb, nothing_s, beside } = batch;
    let rows = renewals_per_s * rows_each;
    let on = format!("{database}, workers: {workers}");
    table.add(Row {
        what: format!("a run of {size} due services, {on}"),
        measured: format!(
            "{} renewals ({} rows), {memory_mb} MB at most",
            rate(*renewals_per_s),
            rate(rows)
        ),
        reference: format!("{what}: {} rows", rate(reference)),
        ratio: percent(rows / reference),
        target: target.to_owned(),
    });
    table.add(Row {
        what: format!("finding that none of {size} services is due, {on}"),
        measured: format!("{:.2} ms", nothing_s * 1e3),
        reference: "–".to_owned(),
        ratio: "–".to_owned(),
        target: "< 20 ms".to_owned(),
    });
    table.add(Row {
        what: format!("an order with its payment while a run of {size} goes on, {on}"),
        measured: format!("p99 {:.1} ms", beside.p99 * 1e3),
        reference: format!("p50 {:.1} ms, of {}", beside.p50 * 1e3, beside.count),
        ratio: "–".to_owned(),
        target: "p99 < 100 ms".to_owned(),
    });
}

/// Accounts with one service each, due, and the account of somebody who renews by hand.
async fn world(database: &Database, size: usize, workers: usize) -> anyhow::Result<TestApp> {
    let app = TestApp::with(database, |settings| {
        settings.budget.renewals_max = u64::MAX;
        settings.run_workers = workers;
    })
    .await;
    beside::import(&app).await?;
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
    Ok(app)
}

async fn run(database: &Database, size: usize, workers: usize) -> anyhow::Result<Batch> {
    let app = world(database, size, workers).await?;
    reset_peak()?;
    let start = Instant::now();
    let renewed = app.engine.renew().await;
    let seconds = start.elapsed().as_secs_f64();
    let memory_mb = peak_mb()?;
    ensure!(renewed.done.renewals == size as u64, "not everything was renewed: {renewed:?}");
    app.clock.set("2027-01-02T08:00:00Z".parse()?);
    let start = Instant::now();
    let nothing = app.engine.renew().await;
    let nothing_s = start.elapsed().as_secs_f64();
    ensure!(nothing.done.renewals == 0, "something was due: {nothing:?}");
    app.clock.set("2027-02-01T08:00:00Z".parse()?);
    let beside = beside::measure(&app, async {
        let renewed = app.engine.renew().await;
        ensure!(renewed.done.renewals == size as u64, "not everything was renewed: {renewed:?}");
        Ok(())
    })
    .await?;
    let renewals_per_s = size as f64 / seconds;
    Ok(Batch { size, workers, renewals_per_s, memory_mb, nothing_s, beside })
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
