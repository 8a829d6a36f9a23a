//! A server that records what it receives and answers as it is told.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use perennial_client::{Ambient, Client, Credentials, RetryPolicy, Settings};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

pub(crate) const APPLICATION_KEY: &str = "TDPKJdwZwAQPwKX2";
pub(crate) const SECRET: &str = "9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk";
pub(crate) const CONSUMER_KEY: &str = "5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY";

/// The local time of every client here.
pub(crate) const NOW: i64 = 1_457_018_875;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Seen {
    /// Method and target in one text.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// What the server does about a request.
pub(crate) enum Reply {
    Answer(Response<Full<Bytes>>),
    HangUp,
    /// Never answers, and moves the clock on to the next limit of time.
    LetTimePass,
}

/// A JSON answer.
pub(crate) fn json(status: u16, body: &str) -> Reply {
    with_header(status, ("content-type", "application/json"), body)
}

pub(crate) fn with_header(status: u16, (name, value): (&str, &str), body: &str) -> Reply {
    let answer = Response::builder()
        .status(status)
        .header("x-ovh-queryid", "EU.test1")
        .header(name, value)
        .body(Full::from(body.to_owned()));
    Reply::Answer(answer.unwrap())
}

/// The answer to `/auth/time`, if that is what was asked: the server's clock is the client's.
pub(crate) fn same_time(seen: &Seen) -> Option<Reply> {
    (seen.target == "/1.0/auth/time").then(|| json(200, &NOW.to_string()))
}

pub(crate) struct Stub {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Stub {
    /// A server that gives every request to `reply`, with the number of those before it.
    pub(crate) async fn start(
        reply: impl Fn(usize, &Seen) -> Reply + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stub = Self { address: listener.local_addr().unwrap(), seen: Arc::default() };
        let seen = Arc::clone(&stub.seen);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, Arc::clone(&seen), reply.clone()));
            }
        });
        stub
    }

    /// A server that answers everything but its time with `reply`.
    pub(crate) async fn on_time(
        reply: impl Fn(&Seen) -> Reply + Clone + Send + Sync + 'static,
    ) -> Self {
        Self::start(move |_, seen| same_time(seen).unwrap_or_else(|| reply(seen))).await
    }

    /// What arrived so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// What arrived so far, in short and without questions for the time.
    pub(crate) fn calls(&self) -> Vec<String> {
        let mut lines: Vec<_> = self.seen().iter().map(Seen::line).collect();
        lines.retain(|line| line != "GET /1.0/auth/time");
        lines
    }

    /// Settings of a client of this server, with all keys, a clock that stands, and no pauses between attempts.
    pub(crate) fn settings(&self) -> Settings {
        settings(&format!("http://{}/1.0", self.address))
    }

    pub(crate) fn client(&self) -> Client {
        Client::try_new(self.settings()).unwrap()
    }
}

/// Settings as of [`Stub::settings`], for another endpoint.
pub(crate) fn settings(endpoint: &str) -> Settings {
    Settings {
        credentials: Credentials::signing(APPLICATION_KEY, SECRET, CONSUMER_KEY),
        retry: RetryPolicy { wait_first: Duration::ZERO, ..RetryPolicy::default() },
        ambient: Ambient::new(|| NOW, || 0),
        ..Settings::new(endpoint.parse().unwrap())
    }
}

/// Serves one connection.
pub(crate) async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    seen: Arc<Mutex<Vec<Seen>>>,
    reply: impl Fn(usize, &Seen) -> Reply,
) {
    let service = service_fn(|request: Request<Incoming>| async {
        let (head, body) = request.into_parts();
        let request = Seen {
            method: head.method.to_string(),
            target: head.uri.to_string(),
            headers: head.headers,
            body: body.collect().await.map_err(io::Error::other)?.to_bytes(),
        };
        let before = {
            let mut seen = seen.lock().unwrap();
            seen.push(request.clone());
            seen.len() - 1
        };
        match reply(before, &request) {
            Reply::Answer(answer) => Ok(answer),
            Reply::HangUp => Err(io::Error::other("told to hang up")),
            Reply::LetTimePass => {
                tokio::time::pause(); // and so it jumps, as nothing else is left to do
                std::future::pending::<Result<_, Infallible>>().await.map_err(io::Error::other)
            }
        }
    });
    // An error is a connection that ended, which some tests are about.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
