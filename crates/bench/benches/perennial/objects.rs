//! One object of each kind, and lists of an account with ten thousand services, on SQLite.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use perennial_engine::clock::Clock;
use perennial_server::{ServerSettings, router};
use perennial_testkit::{Holding, TestApp, TestDatabase, User};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::http;
use crate::signed::{Call, Measured, compare, serve, signed_request};
use crate::table::{Row, Table, median};

const TURNS: (usize, Duration) = (3, Duration::from_secs(1));
/// Services of the large account.
const SERVICES: i64 = 10_000;
/// How often a list is asked for.
const LISTS: usize = 20;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let servers = Runtime::new()?;
    let clients = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let database = TestDatabase::sqlite();
    let app = servers.block_on(TestApp::with(database.database(), |settings| {
        settings.wall = Clock::real(jiff::tz::TimeZone::UTC);
    }));
    let user = servers.block_on(app.add_user("bench", &Holding::guide()));
    let paths = servers.block_on(paths(&user))?;
    let large = servers.block_on(app.add_user("large", &Holding::many_vps(SERVICES)));
    let measured = Measured { app, credentials: user.credentials };
    for (name, path) in &paths {
        let what = |bytes| format!("GET {name}, signed, {bytes} bytes: SQLite");
        let call = Call { path, what: &what, target: 0.40, turns: TURNS };
        compare(table, &servers, &clients, &measured, &call)?;
    }
    let measured = Measured { credentials: large.credentials, ..measured };
    for path in ["/service", "/services", "/services?orderBy=billing.expirationDate", "/vps"] {
        list(table, &servers, &clients, &measured, path)?;
    }
    Ok(())
}

/// An object of each kind that a customer reads again and again.
async fn paths(user: &User) -> anyhow::Result<Vec<(&'static str, String)>> {
    let body = json!({"duration": "P1Y", "services": []});
    let order = user.post("/service/12345/renew", body).await.ok();
    let order = order.get("orderId").context("an order")?;
    let pay = format!("/me/order/{order}/payWithRegisteredPaymentMean");
    let paid = user.post(&pay, json!({"paymentMean": "paypal", "paymentMeanId": 1234})).await;
    anyhow::ensure!(paid.status == 200, "the order is not paid: {}", paid.shown());
    let bills = user.get("/me/bill").await.ok();
    let bill = bills.get(0).and_then(Value::as_str).context("a bill")?.to_owned();
    let first = async |path: &str| -> anyhow::Result<Value> {
        user.get(path).await.ok().get(0).cloned().with_context(|| format!("nothing in {path}"))
    };
    let credential = first("/me/api/credential").await?;
    let transaction = first("/me/payment/transaction").await?;
    Ok(vec![
        ("/me", "/me".to_owned()),
        ("/service/{id}", "/service/12345".to_owned()),
        ("/services/{id}", "/services/12345".to_owned()),
        ("/vps/{name}/serviceInfos", "/vps/vps112233.ovh.net/serviceInfos".to_owned()),
        ("/vps/{name}", "/vps/vps112233.ovh.net".to_owned()),
        ("/me/order/{id}", format!("/me/order/{order}")),
        ("/me/bill/{id}", format!("/me/bill/{bill}")),
        ("/me/payment/method/{id}", "/me/payment/method/5001".to_owned()),
        ("/me/order/{id}/details/{id}", format!("/me/order/{order}/details/1")),
        ("/me/order/{id}/status", format!("/me/order/{order}/status")),
        ("/me/bill/{id}/details/{id}", format!("/me/bill/{bill}/details/1")),
        ("/me/api/credential/{id}", format!("/me/api/credential/{credential}")),
        ("/me/payment/transaction/{id}", format!("/me/payment/transaction/{transaction}")),
    ])
}

/// A row with how long a list takes, from the request's first byte to the answer's last.
fn list(
    table: &mut Table,
    servers: &Runtime,
    clients: &Runtime,
    measured: &Measured,
    path: &str,
) -> anyhow::Result<()> {
    let settings = ServerSettings::new("http://127.0.0.1");
    let ours = serve(servers, router(Arc::clone(&measured.app.engine), settings))?;
    let mut times = vec![];
    let mut bytes = 0;
    for _ in 0..LISTS {
        let request = signed_request(ours, path, &measured.credentials);
        let start = Instant::now();
        bytes = clients.block_on(http::ask(ours, &request))?.len();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    let longest = times.iter().copied().fold(0.0, f64::max);
    table.add(Row {
        what: format!("GET {path} of {SERVICES} services, {bytes} bytes: SQLite"),
        measured: format!("{:.1} ms", median(times)),
        reference: format!("the longest of {LISTS}: {longest:.1} ms"),
        ratio: "–".to_owned(),
        target: "< 30 ms".to_owned(),
    });
    Ok(())
}
