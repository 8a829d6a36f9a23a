//! `perennial serve`: starting, refusing to start, stopping.

use std::os::unix::fs::PermissionsExt;

use perennial_api::sign::{Request, header};
use perennial_store::testing::{TestDatabase, each_database};
use perennial_testkit::{Holding, TestApp, User};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::process::{Done, Program, argument, client, file, run};

const ANYWHERE: [&str; 2] = ["--listen", "127.0.0.1:0"];

/// Tries to serve, and fails.
async fn refused(database: &str, more: &[&str]) -> Done {
    let done = run(&[&["serve", "--database", database], more].concat()).await;
    assert_eq!(done.stdout, "");
    done
}

fn assert_ended(done: &Done, code: i32, texts: &[&str]) {
    assert_eq!(done.code, Some(code), "{done:?}");
    for text in texts {
        assert!(done.stderr.contains(text), "{text:?} is not in {}", done.stderr);
    }
}

#[tokio::test]
async fn a_new_file_gets_a_key_that_only_its_owner_reads() {
    let folder = tempfile::tempdir().unwrap();
    let name = file(folder.path(), "new.db");
    let arguments = [&["serve", "--database", &name], &ANYWHERE[..]].concat();
    let (server, _) = Program::serving(&arguments).await;
    server.signal().await;
    let done = server.end().await;
    assert_ended(&done, 0, &["stopping", "stopped"]);
    let key = folder.path().join("new.db.key");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&key).unwrap();
    assert_eq!(text.trim().len(), 64);
    let (server, _) = Program::serving(&arguments).await;
    server.signal().await;
    assert_eq!(server.end().await.code, Some(0));
    assert_eq!(std::fs::read_to_string(&key).unwrap(), text, "the key stays");
}

#[tokio::test]
async fn a_key_that_is_not_the_database_s_is_refused() {
    each_database(async |database| {
        let name = argument(database.database());
        let keys = ["key", "other"].map(|key| file(database.folder(), key));
        let more = |key| [&["--key-file", key], &ANYWHERE[..]].concat();
        let arguments = [&["serve", "--database", &name], &more(&keys[0])[..]].concat();
        let (server, _) = Program::serving(&arguments).await;
        server.signal().await;
        assert_eq!(server.end().await.code, Some(0));

        // No key at all: one is not made up, or the next start would take it for the right one.
        let done = refused(&name, &more(&keys[1])).await;
        let hint = format!("there is no {}; give the key's file with --key-file", keys[1]);
        assert_ended(&done, 1, &["was made with another key", &hint]);
        assert!(!std::fs::exists(&keys[1]).unwrap());

        std::fs::write(&keys[1], "ab".repeat(32)).unwrap();
        let done = refused(&name, &more(&keys[1])).await;
        let hint = format!("the key in {} is another one", keys[1]);
        assert_ended(&done, 1, &["was made with another key", &hint]);

        std::fs::write(&keys[1], "no key").unwrap();
        let done = refused(&name, &more(&keys[1])).await;
        assert_ended(&done, 1, &[&format!("the key file {}", keys[1]), "64 hexadecimal digits"]);

        let done = refused(&name, &[&["--key", "xyz"], &ANYWHERE[..]].concat()).await;
        assert_ended(&done, 2, &["64 hexadecimal digits"]);
        assert!(!done.stderr.contains("xyz"), "what may be a key is not repeated");
    })
    .await;
}

#[tokio::test]
async fn a_schema_that_is_not_this_program_s_is_refused() {
    let cases = [
        ("UPDATE schema_migration SET checksum = 'x'", "is not the one of this program"),
        ("ALTER TABLE plan ADD COLUMN colour TEXT", "it has `plan.colour: text or null`"),
        (
            "INSERT INTO schema_migration (number, name, checksum, applied_at) \
             VALUES (99, 'future', 'x', 0)",
            "use a newer program",
        ),
    ];
    for (change, text) in cases {
        each_database(async |database| {
            drop(TestApp::on(database.database()).await);
            database.alter(change).await;
            let (name, key) = (argument(database.database()), "07".repeat(32));
            let more = [&["--key", &key], &ANYWHERE[..]].concat();
            assert_ended(&refused(&name, &more).await, 1, &[text]);
        })
        .await;
    }
}

#[tokio::test]
async fn arguments_that_cannot_be_served_are_refused_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let name = file(folder.path(), "new.db");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let taken = listener.local_addr().unwrap().to_string();
    let missing = file(folder.path(), "missing.pem");
    let tls = ["--tls-certificate", &missing, "--tls-key", &missing];
    let cases: [(i32, &[&str], &[&str]); 10] = [
        (1, &["--listen", &taken], &[&taken, "in use", "choose another port with --listen"]),
        (2, &["--listen", "8080"], &["such as 127.0.0.1:8080"]),
        (1, &[&ANYWHERE[..], &tls].concat(), &[&missing, "PEM files"]),
        (2, &tls[..2], &["--tls-key"]),
        (2, &["--public-url", "renew.example.com"], &["write it like https://renew.example.com"]),
        (2, &["--timestamp-window", "0"], &["timestamp-window"]),
        (2, &["--cors-origin", "*"], &["such as https://console.example.com"]),
        (2, &["--cors-origin", "https://example.com/"], &["with nothing after it"]),
        (2, &["--rate-limit", "0"], &["rate-limit"]),
        (2, &["--rate-limit", "fast"], &["rate-limit"]),
    ];
    for (code, more, texts) in cases {
        assert_ended(&refused(&name, more).await, code, texts);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);

    let zone = [&["--time-zone", "Europe/Roubaix"], &ANYWHERE[..]].concat();
    assert_ended(&refused(&name, &zone).await, 2, &["Europe/Roubaix is no time zone"]);
    let nowhere = file(folder.path(), "no/such/folder.db");
    let done = refused(&nowhere, &ANYWHERE).await;
    assert_ended(&done, 1, &[&nowhere, "its folder does not exist"]);
    let done = refused("mysql://alice:secret@127.0.0.1/shop", &ANYWHERE).await;
    assert_ended(&done, 2, &["neither an SQLite file nor a URL"]);
    assert!(!done.stderr.contains("secret"), "{}", done.stderr);
    assert_ended(&refused("", &ANYWHERE).await, 2, &["neither an SQLite file nor a URL"]);
    let password = "postgres://alice:secret@127.0.0.1:1/shop";
    let key = file(folder.path(), "key");
    let done = refused(password, &[&["--key-file", &key], &ANYWHERE[..]].concat()).await;
    assert_ended(&done, 1, &["PostgreSQL at 127.0.0.1:1/shop", "check --database"]);
    assert!(!done.stderr.contains("secret"), "{}", done.stderr);
}

/// What a signed POST looks like on the wire, without its body.
fn head(user: &User, address: &str, target: &str, body: &str, timestamp: i64) -> String {
    let keys = &user.credentials;
    let signed = Request {
        application_secret: &keys.application_secret,
        consumer_key: &keys.consumer_key,
        method: "POST",
        body: body.as_bytes(),
        timestamp,
    };
    let signature = signed.sign(&format!("http://{address}{target}"));
    format!(
        "POST {target} HTTP/1.1\r\nHost: {address}\r\n{}: {}\r\n{}: {}\r\n{}: {timestamp}\r\n{}: {signature}\r\n\
         Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        header::APPLICATION,
        keys.application_key,
        header::CONSUMER,
        keys.consumer_key,
        header::TIMESTAMP,
        header::SIGNATURE,
        body.len()
    )
}

/// A server, and a call of which it has the first half.
struct HalfSent {
    app: TestApp,
    alice: User,
    server: Program,
    call: TcpStream,
    rest: String,
}

impl HalfSent {
    async fn on(database: &TestDatabase) -> Self {
        let app = TestApp::on(database.database()).await;
        let alice = app.add_user("alice", &Holding::guide()).await;
        let (name, key) = (argument(database.database()), "07".repeat(32));
        let arguments = [&["serve", "--database", &name, "--key", &key], &ANYWHERE[..]].concat();
        let (server, mut line) = Program::serving(&arguments).await;
        let keys = &alice.credentials;
        line["applicationKey"] = json!(keys.application_key);
        line["applicationSecret"] = json!(keys.application_secret);
        line["consumerKey"] = json!(keys.consumer_key);
        let client = client(&line, None);
        let timestamp = client.time().await.unwrap();
        let endpoint = line["endpoint"].as_str().unwrap();
        let address = endpoint.strip_prefix("http://").unwrap().strip_suffix("/1.0").unwrap();

        let body = json!({"duration": "P1Y", "services": [12345]}).to_string();
        let (first, rest) = body.split_at(10);
        let head = head(&alice, address, "/1.0/service/12345/renew", &body, timestamp);
        let mut call = TcpStream::connect(address).await.unwrap();
        call.write_all(head.as_bytes()).await.unwrap();
        // The server asks for the body: it has begun.
        let mut go_on = [0; 25];
        call.read_exact(&mut go_on).await.unwrap();
        assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
        call.write_all(first.as_bytes()).await.unwrap();
        // A connection without a call keeps nobody waiting.
        let _idle = TcpStream::connect(address).await.unwrap();
        server.signal().await;
        // When it has heard, nobody else is let in.
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        Self { app, alice, server, call, rest: rest.to_owned() }
    }
}

#[tokio::test]
async fn told_to_stop_it_finishes_the_calls_that_are_under_way() {
    each_database(async |database| {
        let HalfSent { app, alice, server, mut call, rest } = HalfSent::on(database).await;
        call.write_all(rest.as_bytes()).await.unwrap();
        let mut answer = String::new();
        call.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        let order: Value = serde_json::from_str(body).unwrap();
        assert_ended(&server.end().await, 0, &["stopped"]);
        let status = alice.get(&format!("/me/order/{}/status", order["orderId"])).await;
        assert_eq!(status.ok(), "notPaid");
        app.audit().await;
    })
    .await;
}

#[tokio::test]
async fn told_twice_to_stop_it_waits_for_nothing() {
    let database = TestDatabase::sqlite();
    let HalfSent { server, app, call, .. } = HalfSent::on(&database).await;
    server.signal().await;
    assert_ended(&server.end().await, 1, &["stopped at once"]);
    drop(call);
    app.audit().await;
}
