//! `GET /service/{id}/renew`, signed, over HTTP: ours, beside a handler that checks the same signature and answers the
//! same bytes from memory.

use std::time::Duration;

use jiff::civil::date;
use perennial_core::link::LinkKind;
use perennial_engine::Settings;
use perennial_engine::clock::Clock;
use perennial_store::Database;
use perennial_testkit::{Holding, TestApp, TestDatabase};
use tokio::runtime::Runtime;

use crate::signed::{Call, Measured, compare};
use crate::table::Table;

/// How long each turn lasts, and how many turns each side has.
const TURN: Duration = Duration::from_secs(2);
const TURNS: usize = 5;

pub(crate) fn measure(table: &mut Table, on: &dyn Fn(&str) -> bool) -> anyhow::Result<()> {
    let servers = Runtime::new()?;
    let clients = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if on("sqlite") {
        let sqlite = TestDatabase::sqlite();
        both(table, &servers, &clients, sqlite.database(), ("SQLite", 0.50, 0.30))?;
    }
    if on("postgres")
        && let Some(postgres) = servers.block_on(TestDatabase::postgres())
    {
        let database = with_connections(postgres.database(), 8);
        let result = both(table, &servers, &clients, &database, ("PostgreSQL", 0.18, 0.18));
        servers.block_on(postgres.remove());
        result?;
    }
    Ok(())
}

/// With the account in the snapshot cache and without.
fn both(
    table: &mut Table,
    servers: &Runtime,
    clients: &Runtime,
    database: &Database,
    (name, cached, uncached): (&str, f64, f64),
) -> anyhow::Result<()> {
    let with_snapshots =
        |settings: &mut Settings| settings.wall = Clock::real(jiff::tz::TimeZone::UTC);
    let without_snapshots = |settings: &mut Settings| {
        with_snapshots(settings);
        settings.snapshot_services = 0;
    };
    let app = servers.block_on(app(database, with_snapshots))?;
    let what = format!("{name}, account in the snapshot cache");
    run(table, servers, clients, &app, &what, cached)?;
    let bare = servers.block_on(reopen(database, without_snapshots, &app))?;
    let what = format!("{name}, account read each time");
    run(table, servers, clients, &bare, &what, uncached)
}

fn with_connections(database: &Database, connections: usize) -> Database {
    match database {
        Database::Postgres { url, .. } => Database::Postgres { url: url.clone(), connections },
        other => other.clone(),
    }
}

/// An account with a domain that is linked with three more services: eight strategies, about 2 KB.
async fn app(database: &Database, change: impl FnOnce(&mut Settings)) -> anyhow::Result<Measured> {
    let app = TestApp::with(database, change).await;
    let expiry = date(2027, 1, 15);
    let domain = |id: i64| (id, "domain", format!("example-{id}.ovh"), "domain-ovh", expiry);
    let holding = Holding {
        services: vec![
            (1, "hosting/web", "example.ovh".to_owned(), "perso2014", expiry),
            domain(2),
            domain(3),
            domain(4),
        ],
        links: (1..4).map(|to| (0, to, LinkKind::HostingOfDomain)).collect(),
        ..Holding::guide()
    };
    let holding = Holding { methods: vec![], ..holding };
    let user = app.add_user("bench", &holding).await;
    Ok(Measured { credentials: user.credentials, app })
}

async fn reopen(
    database: &Database,
    change: impl FnOnce(&mut Settings),
    known: &Measured,
) -> anyhow::Result<Measured> {
    let app = TestApp::with(database, change).await;
    Ok(Measured { app, credentials: known.credentials.clone() })
}

fn run(
    table: &mut Table,
    servers: &Runtime,
    clients: &Runtime,
    measured: &Measured,
    what: &str,
    target: f64,
) -> anyhow::Result<()> {
    let what = |bytes| format!("GET /service/{{id}}/renew, signed, {bytes} bytes: {what}");
    let call = Call { path: "/service/1/renew", what: &what, target, turns: (TURNS, TURN) };
    compare(table, servers, clients, measured, &call)
}
