//! A year in a sandbox: everything that happens to a thousand services, one moment after the other.

use std::time::Instant;

use anyhow::ensure;
use jiff::civil::date;
use perennial_core::means::MethodKind;
use perennial_engine::gateway::sandbox::Order;
use perennial_engine::import::Inventory;
use perennial_engine::sandbox::Sandbox;
use perennial_store::Database;
use perennial_testkit::{Holding, TestApp, account, plans};

use crate::table::{Row, Table};

const ACCOUNTS: i64 = 100;
/// Of each account, with expiries all over the month.
const SERVICES: i64 = 10;

pub(super) async fn measure(table: &mut Table) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("perennial.db");
    let database = Database::Sqlite { path, durable: true };
    let app = TestApp::with(&database, |settings| {
        settings.sandbox = Sandbox::Always;
        settings.run_workers = 2;
    })
    .await;
    let accounts = (0..ACCOUNTS).map(|number| account(&format!("c{number}"), &holding(number)));
    let inventory = Inventory { plans: plans(), accounts: accounts.collect() };
    app.engine.import("bench", &[0; 32], &inventory).await?;
    let start = Instant::now();
    let year = app.engine.advance_sandbox("2027-12-01T08:00:00Z".parse()?).await?;
    let seconds = start.elapsed().as_secs_f64();
    ensure!(year.waiting.is_none(), "a run waits: {year:?}");
    let report = app.engine.audit().await?;
    ensure!(report.violations.is_empty(), "the audit found {:?}", report.violations);
    table.add(Row {
        what: format!("`clock advance P1Y` for {} services, SQLite", ACCOUNTS * SERVICES),
        measured: format!("{seconds:.1} s"),
        reference: format!(
            "{} moments, {} orders, {} bills",
            year.steps, report.orders, report.bills
        ),
        ratio: "–".to_owned(),
        target: "< 10 s".to_owned(),
    });
    Ok(())
}

/// Every tenth account has a card that is declined now and then.
fn holding(number: i64) -> Holding {
    let day = |id: i64| i8::try_from((number + id) % 28 + 1).unwrap_or(1);
    let vps =
        |id: i64| (id, "vps", format!("vps-{number}-{id}"), "vps-ssd-1", date(2027, 1, day(id)));
    let outcomes = if number % 10 == 0 {
        vec![Order::Approve, Order::DeclineSoft, Order::Approve, Order::DeclineHard]
    } else {
        vec![]
    };
    Holding {
        services: (1..=SERVICES).map(vps).collect(),
        methods: vec![(5001, 1234, MethodKind::Paypal, outcomes)],
        ..Holding::default()
    }
}
