//! A signed GET over HTTP: ours, beside a handler that checks the same signature and answers the same bytes from memory.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use perennial_api::sign::{Arrival, CandidateUrls, Request as Signed, Scheme, Signature, header};
use perennial_engine::clock::Clock;
use perennial_server::{Listener, ServerSettings, router};
use perennial_testkit::{Credentials, TestApp};
use tokio::runtime::Runtime;

use crate::http;
use crate::table::{Row, Table, median, percent, rate};

/// A server to be, and who calls it.
pub(crate) struct Measured {
    pub(crate) app: TestApp,
    pub(crate) credentials: Credentials,
}

/// What is called, what it is called in the table, and what it should reach.
pub(crate) struct Call<'a> {
    /// The path after the version.
    pub(crate) path: &'a str,
    /// The row's name, which the number of bytes is put into.
    pub(crate) what: &'a dyn Fn(usize) -> String,
    /// The share of the reference.
    pub(crate) target: f64,
    /// How long each turn lasts, and how many turns each side has.
    pub(crate) turns: (usize, Duration),
}

/// Adds a row: calls per second, in turns with the reference.
pub(crate) fn compare(
    table: &mut Table,
    servers: &Runtime,
    clients: &Runtime,
    measured: &Measured,
    call: &Call<'_>,
) -> anyhow::Result<()> {
    let settings = ServerSettings::new("http://127.0.0.1");
    let ours = serve(servers, router(Arc::clone(&measured.app.engine), settings))?;
    let request = |address| signed_request(address, call.path, &measured.credentials);
    let answer = clients.block_on(http::ask(ours, &request(ours)))?;
    let (_, body) = answer.split_once("\r\n\r\n").context("an answer")?;
    let reference =
        reference(measured.credentials.clone(), Bytes::copy_from_slice(body.as_bytes()));
    let theirs = serve(servers, reference)?;
    let same = clients.block_on(http::ask(theirs, &request(theirs)))?;
    anyhow::ensure!(same.ends_with(body), "the reference answers something else");
    let (mut rates, mut references, mut ratios) = (vec![], vec![], vec![]);
    let (turns, turn) = call.turns;
    for _ in 0..turns {
        let reference = clients.block_on(http::load(theirs, &request(theirs), turn))?;
        let rate = clients.block_on(http::load(ours, &request(ours), turn))?;
        references.push(reference);
        rates.push(rate);
        ratios.push(rate / reference);
    }
    table.add(Row {
        what: (call.what)(body.len()),
        measured: rate(median(rates)),
        reference: format!("same signature, bytes from memory: {}", rate(median(references))),
        ratio: percent(median(ratios)),
        target: format!("≥ {}", percent(call.target)),
    });
    Ok(())
}

pub(crate) fn serve(servers: &Runtime, router: Router) -> anyhow::Result<SocketAddr> {
    let listener = servers.block_on(Listener::bind("127.0.0.1:0", None))?;
    let address = listener.address();
    servers.spawn(listener.serve(router, std::future::pending()));
    Ok(address)
}

/// A GET of a path, signed now.
pub(crate) fn signed_request(address: SocketAddr, path: &str, credentials: &Credentials) -> String {
    let target = format!("/1.0{path}");
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
        target: request.uri().path_and_query().map_or("/", |target| target.as_str()),
    };
    known && signed.verify(claimed, &CandidateUrls::new(arrival, &[]))
}
