//! Orders and payments, each durable: the engine, beside a bare writer with the same rows and the same group commit,
//! and beside single-row inserts by pgbench.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context as _, ensure};
use futures_util::future::try_join_all;
use jiff::civil::date;
use perennial_core::means::MethodKind;
use perennial_core::payment::Choice;
use perennial_core::{AccountId, PaymentMethodId, Period, ServiceId};
use perennial_engine::import::Inventory;
use perennial_engine::{Actor, Context, Engine, PlaceOrder, Placed};
use perennial_store::Database;
use perennial_store::testing::Recorded;
use perennial_testkit::{Holding, TestApp, TestDatabase, account, plans};
use tokio::runtime::Runtime;

use crate::bare::Bare;
use crate::table::{Row, Table, median, percent, rate};

/// Turns of each side.
const TURNS: usize = 5;
/// Services of each client, each renewed once in a turn.
const SERVICES: i64 = 100;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let runtime = Runtime::new()?;
    if std::env::args().all(|arg| arg != "postgres") {
        sqlite(table, &runtime, 32)?;
        sqlite(table, &runtime, 8)?;
    }
    if let Some(postgres) = runtime.block_on(TestDatabase::postgres()) {
        let result = self::postgres(table, &runtime, &postgres);
        runtime.block_on(postgres.remove());
        result?;
    }
    Ok(())
}

/// Accounts with many VPS each, one for each client.
struct Customers {
    app: TestApp,
    accounts: Vec<AccountId>,
}

const METHOD: i64 = 5001;

async fn customers(database: &Database, clients: usize) -> anyhow::Result<Customers> {
    let app = TestApp::on(database).await;
    let vps = |client: usize| Holding {
        services: (1..=SERVICES)
            .map(|id| (id, "vps", format!("vps-{client}-{id}"), "vps-ssd-1", date(2026, 12, 31)))
            .collect(),
        methods: vec![(METHOD, 1234, MethodKind::Paypal, vec![])],
        ..Holding::default()
    };
    let accounts = (0..clients).map(|client| account(&format!("client{client}"), &vps(client)));
    let inventory = Inventory { plans: plans(), accounts: accounts.collect() };
    app.engine.import("bench", &[0; 32], &inventory).await?;
    let accounts = app.engine.store().accounts_after(None, 1000).await?;
    Ok(Customers { app, accounts })
}

/// What one turn took, and how long each command of it.
#[derive(Default)]
struct Turn {
    seconds: f64,
    orders: Vec<f64>,
    payments: Vec<f64>,
}

/// Each client renews its VPS one after the other for a month: order, payment, order, payment.
async fn turn(customers: &Customers) -> anyhow::Result<Turn> {
    let start = Instant::now();
    let clients = customers.accounts.iter().map(|account| {
        let engine = Arc::clone(&customers.app.engine);
        let account = *account;
        async move { tokio::spawn(client(engine, account)).await? }
    });
    let mut turn = Turn::default();
    for (orders, payments) in try_join_all(clients).await? {
        turn.orders.extend(orders);
        turn.payments.extend(payments);
    }
    turn.seconds = start.elapsed().as_secs_f64();
    Ok(turn)
}

async fn client(engine: Arc<Engine>, account: AccountId) -> anyhow::Result<(Vec<f64>, Vec<f64>)> {
    let context = Context { account, actor: Actor::Operator, query_id: "bench".to_owned() };
    let period = Period::parse("P1M")?;
    let choice = Choice::Method(PaymentMethodId::try_new(METHOD)?);
    let (mut orders, mut payments) = (vec![], vec![]);
    for id in 1..=SERVICES {
        let service = ServiceId::try_new(id)?;
        let order = PlaceOrder { service, period, services: vec![], dry_run: false };
        let start = Instant::now();
        let placed = engine.place_renewal_order(&context, &order, None).await?;
        let ordered = Instant::now();
        let Placed::Order(order) = placed else { anyhow::bail!("a dry run") };
        engine.pay_order(&context, order.id, choice, None).await?;
        orders.push((ordered - start).as_secs_f64());
        payments.push(ordered.elapsed().as_secs_f64());
    }
    Ok((orders, payments))
}

fn percentile(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * percent / 100).copied().unwrap_or(0.0)
}

fn sqlite(table: &mut Table, runtime: &Runtime, clients: usize) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("perennial.db");
    let database = Database::Sqlite { path: path.clone(), durable: true };
    let customers = runtime.block_on(customers(&database, clients))?;
    // Statements are prepared once; that is not what is measured.
    runtime.block_on(turn(&customers))?;
    let (mut rates, mut references, mut ratios) = (vec![], vec![], vec![]);
    let mut commands = Turn::default();
    for number in 0..TURNS {
        let copy = snapshot(&path, folder.path(), number)?;
        customers.app.engine.store().start_recording();
        let turn = runtime.block_on(turn(&customers))?;
        let recorded = customers.app.engine.store().stop_recording();
        let renewals = turn.orders.len() as f64;
        let bare = replay(&copy, recorded, clients)?;
        rates.push(2.0 * renewals / turn.seconds);
        references.push(2.0 * renewals / bare);
        ratios.push(bare / turn.seconds);
        commands.orders.extend(turn.orders);
        commands.payments.extend(turn.payments);
    }
    let report = runtime.block_on(customers.app.audit());
    let renewals = clients * (TURNS + 1) * SERVICES as usize;
    ensure!(report.bills as usize == renewals, "not every renewal has its bill");
    table.add(Row {
        what: format!("orders and payments, each durable, {clients} clients: SQLite"),
        measured: rate(median(rates)),
        reference: format!("bare writer, same rows, same groups: {}", rate(median(references))),
        ratio: percent(median(ratios)),
        target: if clients == 32 { "≥ 80 %".to_owned() } else { "–".to_owned() },
    });
    latencies(table, "SQLite", clients, commands);
    Ok(())
}

fn latencies(table: &mut Table, what: &str, clients: usize, commands: Turn) {
    for (name, values) in [("order", commands.orders), ("payment", commands.payments)] {
        table.add(Row {
            what: format!("one {name}, {clients} clients: {what}"),
            measured: format!("p99 {:.1} ms", percentile(values.clone(), 99) * 1e3),
            reference: format!("p50 {:.1} ms", percentile(values, 50) * 1e3),
            ratio: "–".to_owned(),
            target: if clients == 8 { "p99 < 10 ms".to_owned() } else { "–".to_owned() },
        });
    }
}

/// A copy of the database as it is now.
fn snapshot(path: &Path, folder: &Path, number: usize) -> anyhow::Result<PathBuf> {
    let copy = folder.join(format!("copy-{number}.db"));
    let connection = rusqlite::Connection::open(path)?;
    let name = copy.to_str().context("a path")?;
    connection.execute("VACUUM INTO ?1", [name])?;
    Ok(copy)
}

/// Sends the recorded write sets to a bare writer, as many at once as there were clients. Answers the seconds.
fn replay(copy: &Path, sets: Vec<Vec<Recorded>>, clients: usize) -> anyhow::Result<f64> {
    let bare = Bare::open(copy)?;
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

fn postgres(table: &mut Table, runtime: &Runtime, database: &TestDatabase) -> anyhow::Result<()> {
    let Database::Postgres { url, .. } = database.database() else { return Ok(()) };
    // Tests do not wait for the disk; a bench does.
    let durable = url.replace("synchronous_commit%3Doff", "synchronous_commit%3Don");
    let clients = 8;
    let database = Database::Postgres { url: durable.clone(), connections: 8 };
    let customers = runtime.block_on(customers(&database, clients))?;
    runtime.block_on(turn(&customers))?;
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
        what: format!("orders and payments, each durable, {clients} clients: PostgreSQL"),
        measured: rate(median(rates)),
        reference: format!("single-row inserts by pgbench: {}", rate(median(references))),
        ratio: percent(median(ratios)),
        target: "≥ 18 %".to_owned(),
    });
    latencies(table, "PostgreSQL", clients, commands);
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
