//! Over real connections: limits of time and size, TLS, and stopping without breaking anything off.
//!
//! Nothing here waits for a duration: a test that is about one stops tokio's clock, which then jumps to the next limit
//! as soon as nothing else is left to do.

mod stop;
mod tls;

use std::io::ErrorKind;
use std::net::SocketAddr;

use axum::Router;
use expect_test::expect;
use perennial_server::{ListenError, Listener};
use perennial_testkit::{Holding, TestApp, User, each_app};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// A server that listens.
struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    stopped: JoinHandle<()>,
}

impl Served {
    async fn start(router: Router) -> Self {
        Self::on(Listener::bind("127.0.0.1:0", None).await.unwrap(), router)
    }

    fn on(listener: Listener, router: Router) -> Self {
        let (stop, stopping) = oneshot::channel();
        let address = listener.address();
        let stopped = tokio::spawn(listener.serve(router, async { stopping.await.unwrap_or(()) }));
        Self { address, stop, stopped }
    }
}

/// A connection that is written to by hand.
struct Raw(TcpStream);

impl Raw {
    async fn connect(served: &Served) -> Self {
        Self(TcpStream::connect(served.address).await.unwrap())
    }

    async fn send(&mut self, text: impl AsRef<[u8]>) {
        self.0.write_all(text.as_ref()).await.unwrap();
    }

    /// One answer: its head, and its body as JSON.
    async fn answer(&mut self) -> (String, Value) {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            let read = self.0.read_u8().await;
            bytes.push(
                read.unwrap_or_else(|e| panic!("{e} after {}", String::from_utf8_lossy(&bytes))),
            );
        }
        let head = String::from_utf8(bytes).unwrap().to_lowercase();
        let length = head
            .split_once("content-length: ")
            .map_or("0", |(_, rest)| rest.split_once('\r').unwrap().0);
        let mut body = vec![0; length.parse().unwrap()];
        self.0.read_exact(&mut body).await.unwrap();
        (head, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    /// The status of one answer.
    async fn status(&mut self) -> u16 {
        self.answer().await.0.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// What comes until the server closes the connection.
    async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        // A connection that is reset is closed too.
        let _ = self.0.read_to_end(&mut bytes).await;
        String::from_utf8(bytes).unwrap()
    }
}

/// A request as it is written, signed for the server.
fn written(user: &User, served: &Served, method: &str, target: &str, body: &str) -> String {
    let host = served.address.to_string();
    let call = user.request(method, target).body(body).to_host(&host);
    let call = call.signed_for(&format!("http://{host}{target}"));
    let request = call.build();
    let mut text = format!("{method} {target} HTTP/1.1\r\n");
    for (name, value) in request.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    if !body.is_empty() {
        text += &format!("content-length: {}\r\n", body.len());
    }
    text + "\r\n" + body
}

const HEALTH: &str = "GET /health HTTP/1.1\r\nhost: h\r\n\r\n";

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let served = Served::start(app.router()).await;
        let mut raw = Raw::connect(&served).await;
        let me = written(&alice, &served, "GET", "/1.0/me", "");
        for _ in 0..3 {
            raw.send(&me).await;
            assert_eq!(raw.answer().await.1["nichandle"], "alice-ovh");
        }
        let body = json!({"dryRun": true, "duration": "P1Y", "services": []}).to_string();
        raw.send(written(&alice, &served, "POST", "/v1/service/12345/renew", &body)).await;
        assert_eq!(raw.answer().await.1["orderId"], 0);
        // Two at once are answered one after the other.
        raw.send(me.clone() + HEALTH).await;
        assert_eq!(
            (raw.status().await, raw.answer().await.1["status"].clone()),
            (200, json!("ok"))
        );
        raw.send(HEALTH.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n")).await;
        assert_eq!(raw.status().await, 200);
        assert_eq!(raw.rest().await, "", "it is closed when the client wants it");
    })
    .await;
}

#[tokio::test]
async fn headers_that_do_not_come_are_not_waited_for() {
    let app = TestApp::new().await;
    let served = Served::start(app.router()).await;
    for beginning in ["", "GET /health HTTP/1.1\r\nhost:"] {
        let mut slow = Raw::connect(&served).await;
        slow.send(beginning).await;
        tokio::time::pause();
        let start = Instant::now();
        assert_eq!(slow.rest().await, "");
        assert_eq!(start.elapsed().as_secs(), 30, "after {beginning:?}");
        tokio::time::resume();
    }
    // After an answer a connection may be idle for as long.
    let mut idle = Raw::connect(&served).await;
    idle.send(HEALTH).await;
    assert_eq!(idle.status().await, 200);
    tokio::time::pause();
    let start = Instant::now();
    assert_eq!(idle.rest().await, "");
    assert_eq!(start.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let app = TestApp::new().await;
    let served = Served::start(app.router()).await;
    let mut slow = Raw::connect(&served).await;
    slow.send("POST /1.0/auth/credential HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\n{").await;
    tokio::time::pause();
    let start = Instant::now();
    let (head, body) = slow.answer().await;
    assert!(head.starts_with("http/1.1 408 "), "{head}");
    assert_eq!((slow.rest().await.as_str(), start.elapsed().as_secs()), ("", 20));
    expect![[r#"{"class":"Client::RequestTimeout","message":"The body did not arrive within 20 seconds; nothing was done"}"#]].assert_eq(&body.to_string());
}

#[tokio::test]
async fn headers_and_bodies_are_bounded() {
    let app = TestApp::new().await;
    let served = Served::start(app.router()).await;
    let ask = async |request: String| {
        let mut raw = Raw::connect(&served).await;
        raw.send(request).await;
        raw.status().await
    };
    let get = |headers: &str| format!("GET /health HTTP/1.1\r\nhost: h\r\n{headers}\r\n");
    assert_eq!(ask(get(&format!("x: {}\r\n", "x".repeat(60_000)))).await, 200);
    assert_eq!(ask(get(&format!("x: {}\r\n", "x".repeat(200_000)))).await, 431);
    assert_eq!(ask(get(&"x: y\r\n".repeat(99))).await, 200);
    assert_eq!(ask(get(&"x: y\r\n".repeat(100))).await, 431);
    let long = format!("GET /health?{} HTTP/1.1\r\nhost: h\r\n\r\n", "x".repeat(200_000));
    assert!(matches!(ask(long).await, 414 | 431));

    // In pieces, without saying before how many.
    let mut raw = Raw::connect(&served).await;
    raw.send("POST /1.0/auth/credential HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n")
        .await;
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..16 {
        raw.send(&chunk).await;
    }
    raw.send("1\r\n \r\n").await;
    let (head, body) = raw.answer().await;
    assert!(head.starts_with("http/1.1 413 ") && head.contains("x-ovh-queryid"), "{head}");
    assert_eq!(body["class"], "Client::PayloadTooLarge");
}

#[tokio::test]
async fn what_is_no_http_is_turned_away_and_the_server_goes_on() {
    let app = TestApp::new().await;
    let served = Served::start(app.router()).await;
    for nonsense in [
        "hello\r\n\r\n",
        "GET /health HTTP/3.0\r\n\r\n",
        "GET /he alth HTTP/1.1\r\nhost: h\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "POST /1.0/auth/credential HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{",
        "POST /1.0/auth/credential HTTP/1.1\r\nhost: h\r\ncontent-length: -1\r\n\r\n{",
    ] {
        let mut raw = Raw::connect(&served).await;
        raw.send(nonsense).await;
        let told = raw.rest().await;
        assert!(told.is_empty() || told.starts_with("HTTP/1.1 400 "), "{nonsense:?}: {told}");
    }
    let mut raw = Raw::connect(&served).await;
    raw.send("GET /health HTTP/1.0\r\n\r\n").await;
    assert_eq!(raw.status().await, 200, "HTTP/1.0 is understood");
    let mut raw = Raw::connect(&served).await;
    raw.send("GET http://proxied.example/1.0/auth/time HTTP/1.1\r\nhost: h\r\n\r\n").await;
    assert_eq!(raw.status().await, 200, "as proxies write it");
}

#[tokio::test]
async fn a_body_is_sent_after_the_server_agrees() {
    let app = TestApp::new().await;
    let served = Served::start(app.router()).await;
    let mut raw = Raw::connect(&served).await;
    raw.send("POST /1.0/auth/credential HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n").await;
    assert_eq!(raw.status().await, 100);
    raw.send("{}").await;
    assert_eq!(raw.status().await, 401, "nobody asks");
}

#[tokio::test]
async fn calls_beyond_the_bound_are_told_to_come_back() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let small = app.served_with(|server| server.requests_max = 1);
        let served = Served::start(small.router()).await;
        let rename = json!({"resource": {"displayName": "x"}}).to_string();
        let rename = written(&alice, &served, "PUT", "/1.0/service/12345", &rename);
        let mut first = Raw::connect(&served).await;
        let (beginning, end) = rename.split_at(rename.len() - 1);
        first
            .send(
                beginning
                    .to_owned()
                    .replace("content-length", "expect: 100-continue\r\ncontent-length"),
            )
            .await;
        // That the server wants the body says that it is at it.
        assert_eq!(first.status().await, 100);
        let mut second = Raw::connect(&served).await;
        second.send(written(&alice, &served, "GET", "/1.0/me", "")).await;
        let (head, body) = second.answer().await;
        assert!(
            head.starts_with("http/1.1 503 ") && head.contains("\r\nretry-after: 1\r\n"),
            "{head}"
        );
        expect![[r#"{"class":"Server::ServiceUnavailable","message":"The server has as many calls as it can take and did nothing; try again in a moment"}"#]].assert_eq(&format!("{body}"));
        second.send(HEALTH).await;
        assert_eq!(second.status().await, 200, "busy is not dead");
        first.send(end).await;
        assert_eq!(first.status().await, 200);
        second.send(written(&alice, &served, "GET", "/1.0/me", "")).await;
        assert_eq!(second.status().await, 200, "there is room again");
    })
    .await;
}

#[tokio::test]
async fn connections_beyond_the_bound_are_told_to_come_back() {
    let app = TestApp::new().await;
    let listener = Listener::bind("127.0.0.1:0", None).await.unwrap().with_connections_max(2);
    let served = Served::on(listener, app.router());
    let time = "GET /1.0/auth/time HTTP/1.1\r\nhost: h\r\n\r\n";
    let mut within = [Raw::connect(&served).await, Raw::connect(&served).await];
    for raw in &mut within {
        raw.send(time).await;
        assert_eq!(raw.status().await, 200);
    }
    let mut beyond = Raw::connect(&served).await;
    beyond.send(time).await;
    let (head, body) = beyond.answer().await;
    assert!(head.starts_with("http/1.1 503 ") && head.contains("\r\nretry-after: 1\r\n"), "{head}");
    assert!(head.contains("x-ovh-queryid") && head.contains("connection: close"), "{head}");
    assert_eq!(body["class"], "Server::ServiceUnavailable");
    assert_eq!(beyond.rest().await, "");
    let [mut first, second] = within;
    drop(second);
    first.send(time).await;
    assert_eq!(first.status().await, 200, "those that are in are served");
    // As soon as one has gone, the next one may come in; when the server sees that is not ours to say.
    loop {
        let mut next = Raw::connect(&served).await;
        next.send(time).await;
        match next.status().await {
            503 => tokio::task::yield_now().await,
            status => break assert_eq!(status, 200),
        }
    }
}

#[tokio::test]
async fn an_address_that_is_taken_is_said() {
    let first = Listener::bind("127.0.0.1:0", None).await.unwrap();
    assert_eq!(first.local_url(), format!("http://{}", first.address()));
    let error = Listener::bind(&first.address().to_string(), None).await.unwrap_err();
    let ListenError::Address { address, source } = &error else { panic!("{error}") };
    assert_eq!((address, source.kind()), (&first.address().to_string(), ErrorKind::AddrInUse));
    assert_eq!(error.to_string(), format!("cannot listen on {address}: {source}"));
    let error = Listener::bind("nowhere", None).await.unwrap_err().to_string();
    assert!(error.starts_with("cannot listen on nowhere: "), "{error}");
}
