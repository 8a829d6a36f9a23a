//! Beside single-row durable inserts by pgbench on the same PostgreSQL.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use perennial_store::Database;
use perennial_testkit::TestDatabase;
use tokio::runtime::Runtime;

use super::{Paying, TURNS, Turn, customers, latencies, turn};
use crate::table::{Row, Table, median, percent, rate};

pub(super) fn measure(
    table: &mut Table,
    runtime: &Runtime,
    database: &TestDatabase,
    paying: Paying,
) -> anyhow::Result<()> {
    let Database::Postgres { url, .. } = database.database() else { return Ok(()) };
    // Tests do not wait for the disk; a bench does.
    let durable = url.replace("synchronous_commit%3Doff", "synchronous_commit%3Don");
    let clients = 8;
    let database = Database::Postgres { url: durable.clone(), connections: 8 };
    let customers = runtime.block_on(customers(&database, paying, clients))?;
    runtime.block_on(turn(&customers))?;
    // As autovacuum does within a minute: without statistics, plans are guesses.
    run("psql", &[&durable, "-q", "-c", "ANALYZE"])?;
    let (mut rates, mut references, mut ratios) = (vec![], vec![], vec![]);
    let mut commands = Turn::default();
    for _ in 0..TURNS {
        let reference = pgbench(&durable, clients)?;
        let turn = runtime.block_on(turn(&customers))?;
        let ours = 2.0 * turn.orders.len() as f64 / turn.seconds;
        rates.push(ours);
        references.push(reference);
        ratios.push(ours / reference);
        commands.orders.extend(turn.orders);
        commands.payments.extend(turn.payments);
    }
    runtime.block_on(customers.app.audit());
    table.add(Row {
        what: format!("orders and payments ({paying}), {clients} clients, PostgreSQL"),
        measured: rate(median(rates)),
        reference: format!("single-row inserts by pgbench: {}", rate(median(references))),
        ratio: percent(median(ratios)),
        target: "≥ 18 %".to_owned(),
    });
    latencies(table, &format!("({paying}), {clients} clients, PostgreSQL"), clients, commands);
    Ok(())
}

/// Durable single-row inserts per second.
fn pgbench(url: &str, clients: usize) -> anyhow::Result<f64> {
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("insert.sql");
    let insert = "\\set id random(1, 9000000000000000)\n\
                  INSERT INTO bench_insert (id, payload) VALUES (:id, 'a row of a hundred bytes or so, which is what \
                  an order or a payment has in its main table');\n";
    std::fs::write(&script, insert)?;
    let table =
        "CREATE TABLE IF NOT EXISTS bench_insert (id BIGINT PRIMARY KEY, payload TEXT NOT NULL)";
    run("psql", &[url, "-q", "-c", "SET client_min_messages = error", "-c", table])?;
    let (clients, script) = (clients.to_string(), script.display().to_string());
    let args = ["-n", "-M", "prepared", "-c", &clients, "-j", "2", "-T", "3", "-f", &script, url];
    let output = run("pgbench", &args)?;
    let line =
        output.lines().find(|line| line.starts_with("tps = ")).context("pgbench says tps")?;
    let figure = line.trim_start_matches("tps = ").split(' ').next().unwrap_or_default();
    Ok(figure.parse()?)
}

fn run(program: &str, args: &[&str]) -> anyhow::Result<String> {
    // Debian keeps pgbench out of the path.
    let debian = format!("/usr/lib/postgresql/15/bin/{program}");
    let program = if Path::new(&debian).exists() { debian } else { program.to_owned() };
    let output = Command::new(&program).args(args).output().with_context(|| program.clone())?;
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{program}: {error}");
    Ok(String::from_utf8(output.stdout)?)
}
