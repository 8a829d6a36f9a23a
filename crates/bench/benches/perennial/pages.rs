//! The pages of a customer with ten thousand services, on SQLite: from the first byte of the request to the last of the page.

use std::time::Instant;

use anyhow::Context;
use jiff::tz::TimeZone;
use perennial_engine::access::password::Password;
use perennial_engine::clock::Clock;
use perennial_server::{ServerSettings, router};
use perennial_testkit::{Holding, TestApp, TestDatabase, operator};
use std::sync::Arc;
use tokio::runtime::Runtime;

use crate::http;
use crate::signed::serve;
use crate::table::{Row, Table, median};

const SERVICES: i64 = 10_000;
/// How often a page is asked for.
const TIMES: usize = 20;
const PASSWORD: &str = "correct horse battery";

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let servers = Runtime::new()?;
    let clients = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let database = TestDatabase::sqlite();
    let app = servers.block_on(TestApp::with(database.database(), |settings| {
        settings.wall = Clock::real(TimeZone::UTC);
    }));
    let user = servers.block_on(app.add_user("large", &Holding::many_vps(SERVICES)));
    let cookie = servers.block_on(async {
        let password =
            Password::parse(PASSWORD, "large").map_err(|_| anyhow::anyhow!("no password"))?;
        app.engine.set_password(&operator(user.account), password).await?;
        let started = app.engine.sign_in("large-ovh", PASSWORD).await?;
        anyhow::Ok(started.cookie.to_string())
    })?;
    let service = servers.block_on(app.engine.service_ids(user.account))?;
    let service = format!("/services/{}", service.first().context("a service")?);
    let settings = ServerSettings::new("http://127.0.0.1");
    let ours = serve(&servers, router(Arc::clone(&app.engine), settings))?;
    let paths = [
        "/services",
        "/services?search=99&page=3",
        &service,
        "/orders",
        "/bills",
        "/means",
        "/forecast",
        "/notices",
        "/programs",
    ];
    for path in paths {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {ours}\r\nCookie: perennial_session={cookie}\r\n\r\n"
        );
        let (mut times, mut bytes) = (vec![], 0);
        for _ in 0..TIMES {
            let start = Instant::now();
            let answer = clients.block_on(http::ask(ours, &request))?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            anyhow::ensure!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
            bytes = answer.len();
        }
        let longest = times.iter().copied().fold(0.0, f64::max);
        table.add(Row {
            what: format!(
                "the page {path} of an account with {SERVICES} services, {bytes} bytes: SQLite"
            ),
            measured: format!("{:.1} ms", median(times)),
            reference: format!("the longest of {TIMES}: {longest:.1} ms"),
            ratio: "–".to_owned(),
            target: "< 20 ms".to_owned(),
        });
    }
    Ok(())
}
