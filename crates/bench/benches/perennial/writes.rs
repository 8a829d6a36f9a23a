//! Orders and payments, each durable: the engine, beside a bare writer with the same rows and the same group commit,
//! and beside single-row inserts by pgbench.

mod postgres;
mod sqlite;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use futures_util::future::try_join_all;
use jiff::civil::date;
use perennial_core::means::MethodKind;
use perennial_core::payment::Choice;
use perennial_core::{AccountId, PaymentMethodId, Period, ServiceId};
use perennial_engine::import::Inventory;
use perennial_engine::{Actor, Context, Engine, PlaceOrder, Placed};
use perennial_store::Database;
use perennial_testkit::{Holding, TestApp, TestDatabase, account, plans};
use tokio::runtime::Runtime;

use crate::table::{Row, Table, percentile};

/// Turns of each side.
const TURNS: usize = 5;
/// Services of each client, each renewed once in a turn.
const SERVICES: i64 = 100;

/// How orders are paid.
#[derive(Debug, Clone, Copy)]
enum Paying {
    /// From the prepaid account: a payment is one write set, and its bill is numbered.
    Prepaid,
    /// With a registered method: the intent, the sandbox gateway's own books, the settlement, the number of the bill.
    Method,
}

impl Paying {
    fn choice(self) -> anyhow::Result<Choice> {
        Ok(match self {
            Self::Prepaid => Choice::Prepaid,
            Self::Method => Choice::Method(PaymentMethodId::try_new(METHOD)?),
        })
    }
}

impl fmt::Display for Paying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prepaid => "prepaid",
            Self::Method => "by PayPal",
        })
    }
}

pub(crate) fn measure(table: &mut Table, on: &dyn Fn(&str) -> bool) -> anyhow::Result<()> {
    let runtime = Runtime::new()?;
    for paying in [Paying::Prepaid, Paying::Method] {
        if on("sqlite") {
            sqlite::measure(table, &runtime, paying, 32)?;
            sqlite::measure(table, &runtime, paying, 8)?;
        }
        if on("postgres")
            && let Some(database) = runtime.block_on(TestDatabase::postgres())
        {
            let result = postgres::measure(table, &runtime, &database, paying);
            runtime.block_on(database.remove());
            result?;
        }
    }
    Ok(())
}

/// Accounts with many VPS each, one for each client.
struct Customers {
    app: TestApp,
    accounts: Vec<AccountId>,
    choice: Choice,
}

const METHOD: i64 = 5001;

async fn customers(
    database: &Database,
    paying: Paying,
    clients: usize,
) -> anyhow::Result<Customers> {
    let app = TestApp::on(database).await;
    let vps = |client: usize| Holding {
        services: (1..=SERVICES)
            .map(|id| (id, "vps", format!("vps-{client}-{id}"), "vps-ssd-1", date(2026, 12, 31)))
            .collect(),
        methods: vec![(METHOD, 1234, MethodKind::Paypal, vec![])],
        prepaid: "1000000",
        ..Holding::default()
    };
    let accounts = (0..clients).map(|client| account(&format!("client{client}"), &vps(client)));
    let inventory = Inventory { plans: plans(), accounts: accounts.collect() };
    app.engine.import("bench", &[0; 32], &inventory).await?;
    let accounts = app.engine.store().accounts_after(None, 1000).await?;
    Ok(Customers { app, accounts, choice: paying.choice()? })
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
        let (account, choice) = (*account, customers.choice);
        async move { tokio::spawn(client(engine, account, choice)).await? }
    });
    let mut turn = Turn::default();
    for (orders, payments) in try_join_all(clients).await? {
        turn.orders.extend(orders);
        turn.payments.extend(payments);
    }
    turn.seconds = start.elapsed().as_secs_f64();
    Ok(turn)
}

async fn client(
    engine: Arc<Engine>,
    account: AccountId,
    choice: Choice,
) -> anyhow::Result<(Vec<f64>, Vec<f64>)> {
    let context = Context { account, actor: Actor::Operator, query_id: "bench".to_owned() };
    let period = Period::parse("P1M")?;
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

fn latencies(table: &mut Table, what: &str, clients: usize, commands: Turn) {
    for (name, values) in [("order", commands.orders), ("payment", commands.payments)] {
        table.add(Row {
            what: format!("one {name} {what}"),
            measured: format!("p99 {:.1} ms", percentile(values.clone(), 99) * 1e3),
            reference: format!("p50 {:.1} ms", percentile(values, 50) * 1e3),
            ratio: "–".to_owned(),
            target: if clients == 8 { "p99 < 10 ms".to_owned() } else { "–".to_owned() },
        });
    }
}
