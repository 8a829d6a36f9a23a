//! Beside a bare writer: SQLite, the same rows in the same groups, and nothing of the program.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context as _, ensure};
use perennial_store::Database;
use perennial_store::testing::Recorded;
use tokio::runtime::Runtime;

use super::{Paying, SERVICES, TURNS, Turn, customers, latencies, turn};
use crate::bare::Bare;
use crate::table::{Row, Table, median, percent, rate};

pub(super) fn measure(
    table: &mut Table,
    runtime: &Runtime,
    paying: Paying,
    clients: usize,
) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("perennial.db");
    let database = Database::Sqlite { path: path.clone(), durable: true };
    let customers = runtime.block_on(customers(&database, paying, clients))?;
    // Statements are prepared once; that is not what is measured.
    runtime.block_on(turn(&customers))?;
    let mut rates = vec![];
    let mut sides = [Side::new(true), Side::new(false)];
    let mut commands = Turn::default();
    for number in 0..TURNS {
        let copy = |side: &str| snapshot(&path, folder.path(), &format!("{side}-{number}"));
        let copies = [copy("one")?, copy("other")?];
        customers.app.engine.store().start_recording();
        let turn = runtime.block_on(turn(&customers))?;
        let recorded = customers.app.engine.store().stop_recording();
        let renewals = turn.orders.len() as f64;
        rates.push(2.0 * renewals / turn.seconds);
        for (side, copy) in sides.iter_mut().zip(copies) {
            let bare = replay(&copy, side.savepoints, &recorded, clients)?;
            side.rates.push(2.0 * renewals / bare);
            side.ratios.push(bare / turn.seconds);
        }
        commands.orders.extend(turn.orders);
        commands.payments.extend(turn.payments);
    }
    let report = runtime.block_on(customers.app.audit());
    let renewals = clients * (TURNS + 1) * usize::try_from(SERVICES)?;
    ensure!(usize::try_from(report.bills)? == renewals, "not every renewal has its bill");
    let ours = rate(median(rates));
    for Side { savepoints, rates, ratios } in sides {
        let kind = if savepoints { "a savepoint for each write set" } else { "no savepoints" };
        table.add(Row {
            what: format!("orders and payments ({paying}), {clients} clients, SQLite"),
            measured: ours.clone(),
            reference: format!("bare writer, same rows in groups, {kind}: {}", rate(median(rates))),
            ratio: percent(median(ratios)),
            target: if clients == 32 { "≥ 80 %".to_owned() } else { "–".to_owned() },
        });
    }
    latencies(table, &format!("({paying}), {clients} clients, SQLite"), clients, commands);
    Ok(())
}

/// What we are compared with.
struct Side {
    savepoints: bool,
    rates: Vec<f64>,
    ratios: Vec<f64>,
}

impl Side {
    const fn new(savepoints: bool) -> Self {
        Self { savepoints, rates: Vec::new(), ratios: Vec::new() }
    }
}

/// A copy of the database as it is now.
fn snapshot(path: &Path, folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let copy = folder.join(format!("copy-{name}.db"));
    let connection = rusqlite::Connection::open(path)?;
    let name = copy.to_str().context("a path")?;
    connection.execute("VACUUM INTO ?1", [name])?;
    Ok(copy)
}

/// Sends the recorded write sets to a bare writer, as many at once as there were clients. Answers the seconds.
fn replay(
    copy: &Path,
    savepoints: bool,
    sets: &[Vec<Recorded>],
    clients: usize,
) -> anyhow::Result<f64> {
    let bare = Bare::open(copy, savepoints)?;
    let next = AtomicUsize::new(0);
    // Taking a set and sending it are one step, so that the order stays the recorded one.
    let turn = std::sync::Mutex::new(());
    let start = Instant::now();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..clients)
            .map(|_| {
                scope.spawn(|| -> anyhow::Result<()> {
                    loop {
                        let answer = {
                            let _turn =
                                turn.lock().map_err(|_| anyhow::anyhow!("a worker failed"))?;
                            let Some(set) = sets.get(next.fetch_add(1, Ordering::SeqCst)) else {
                                return Ok(());
                            };
                            bare.send(set.clone())?
                        };
                        answer.recv()??;
                    }
                })
            })
            .collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))??;
        }
        anyhow::Ok(())
    })?;
    Ok(start.elapsed().as_secs_f64())
}
