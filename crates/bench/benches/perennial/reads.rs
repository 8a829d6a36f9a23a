//! `GET /service/{id}/renew`, signed, over HTTP: ours, beside a handler that checks the same signature and answers the
//! same bytes from memory.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use jiff::civil::date;
use perennial_api::sign::{Arrival, CandidateUrls, Request as Signed, Scheme, Signature, header};
use perennial_core::link::LinkKind;
use perennial_engine::Settings;
use perennial_engine::clock::Clock;
use perennial_server::{Listener, ServerSettings, router};
use perennial_store::Database;
use perennial_testkit::{Credentials, Holding, TestApp, TestDatabase};
use tokio::runtime::Runtime;

use crate::http;
use crate::table::{Row, Table, median, percent, rate};

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

struct Measured {
    app: TestApp,
    credentials: Credentials,
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
    let settings = ServerSettings::new("http://127.0.0.1");
    let ours = serve(servers, router(Arc::clone(&measured.app.engine), settings))?;
    let request = |address| signed_request(address, &measured.credentials);
    let answer = clients.block_on(http::ask(ours, &request(ours)))?;
    let (_, body) = answer.split_once("\r\n\r\n").context("an answer")?;
    let reference =
        reference(measured.credentials.clone(), Bytes::copy_from_slice(body.as_bytes()));
    let theirs = serve(servers, reference)?;
    let same = clients.block_on(http::ask(theirs, &request(theirs)))?;
    anyhow::ensure!(same.ends_with(body), "the reference answers something else");
    let (mut rates, mut references, mut ratios) = (vec![], vec![], vec![]);
    for _ in 0..TURNS {
        let reference = clients.block_on(http::load(theirs, &request(theirs), TURN))?;
        let rate = clients.block_on(http::load(ours, &request(ours), TURN))?;
        references.push(reference);
        rates.push(rate);
        ratios.push(rate / reference);
    }
    table.add(Row {
        what: format!("GET /service/{{id}}/renew, signed, {} bytes: {what}", body.len()),
        measured: rate(median(rates)),
        reference: format!("same signature, bytes from memory: {}", rate(median(references))),
        ratio: percent(median(ratios)),
        target: format!("≥ {}", percent(target)),
    });
    Ok(())
}

fn serve(servers: &Runtime, router: Router) -> anyhow::Result<SocketAddr> {
    let listener = servers.block_on(Listener::bind("127.0.0.1:0", None))?;
    let address = listener.address();
    servers.spawn(listener.serve(router, std::future::pending()));
    Ok(address)
}

fn signed_request(address: SocketAddr, credentials: &Credentials) -> String {
    let target = "/1.0/service/1/renew";
    let timestamp = Clock::real(jiff::tz::TimeZone::UTC).at().as_second();
    let Credentials { application_key, application_secret, consumer_key } = credentials;
    let signed = Signed { application_secret, consumer_key, method: "GET", body: b"", timestamp };
    let signature = signed.sign(&format!("http://{address}{target}"));
    format!(
        "GET {target} HTTP/1.1\r\nHost: {address}\r\nAccept: */*\r\nUser-Agent: bench\r\n\
         X-Ovh-Application: {application_key}\r\nX-Ovh-Consumer: {consumer_key}\r\n\
         X-Ovh-Timestamp: {timestamp}\r\nX-Ovh-Signature: {signature}\r\n\r\n"
    )
}

/// Checks the signature and answers from memory.
fn reference(credentials: Credentials, body: Bytes) -> Router {
    let credentials = Arc::new(credentials);
    Router::new().fallback(move |request: Request| {
        let (credentials, body) = (Arc::clone(&credentials), body.clone());
        async move {
            let ok = check(&credentials, &request);
            let status = if ok { 200 } else { 400 };
            let response = Response::builder().status(status);
            let response = response.header("content-type", "application/json");
            response.body(Body::from(body)).unwrap_or_default()
        }
    })
}

fn check(credentials: &Credentials, request: &Request) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let known = text(header::APPLICATION) == Some(&credentials.application_key);
    let Some(timestamp) = text(header::TIMESTAMP).and_then(|text| text.parse().ok()) else {
        return false;
    };
    let Some(claimed) = text(header::SIGNATURE).and_then(|text| text.parse::<Signature>().ok())
    else {
        return false;
    };
    let signed = Signed {
        application_secret: &credentials.application_secret,
        consumer_key: text(header::CONSUMER).unwrap_or_default(),
        method: request.method().as_str(),
        body: b"",
        timestamp,
    };
    let arrival = Arrival {
        scheme: Scheme::Http,
        host: text("host").unwrap_or_default(),
        forwarded_host: None,
        forwarded_proto: None,
        forwarded_port: None,
        target: request.uri().path(),
    };
    known && signed.verify(claimed, &CandidateUrls::new(arrival, &[]))
}
