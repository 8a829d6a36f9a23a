//! Access tokens: got when they are needed, kept while they are good, got again when the server knows them no more.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use futures_util::future::join_all;
use perennial_client::{Ambient, Client, Credentials, Error, OAuth2Keys, Secret, Settings};

use crate::stub::{NOW, Reply, Seen, Stub, json};

const TOKEN_PATH: &str = "/auth/oauth2/token";

/// A client whose clock can be moved, with an OAuth2 client's keys and no others.
fn client(stub: &Stub, clock: &Arc<AtomicI64>) -> Client {
    let keys = OAuth2Keys { client_id: "id&1".to_owned(), client_secret: Secret::new("hidden=2") };
    let clock = Arc::clone(clock);
    let settings = Settings {
        credentials: Credentials { oauth2: Some(keys), ..Credentials::default() },
        ambient: Ambient::new(move || clock.load(Ordering::SeqCst), || 0),
        ..stub.settings()
    };
    Client::try_new(settings).unwrap()
}

fn given(value: &str) -> Reply {
    let body = format!(r#"{{"access_token":"{value}","token_type":"Bearer","expires_in":3600}}"#);
    json(200, &body)
}

/// A server that gives out `token-1`, `token-2`, … and knows only the last.
async fn server() -> Stub {
    let last = Arc::new(AtomicUsize::new(0));
    Stub::start(move |_, seen| {
        if seen.target == TOKEN_PATH {
            return given(&format!("token-{}", last.fetch_add(1, Ordering::SeqCst) + 1));
        }
        let known = format!("Bearer token-{}", last.load(Ordering::SeqCst));
        if seen.header("authorization") == Some(&known) { json(200, "[]") } else { unknown() }
    })
    .await
}

fn unknown() -> Reply {
    json(403, r#"{"errorCode":"INVALID_CREDENTIAL","message":"This credential is not valid"}"#)
}

fn lines(stub: &Stub) -> Vec<String> {
    stub.seen().iter().map(Seen::line).collect()
}

#[tokio::test]
async fn one_token_serves_all_calls_until_shortly_before_its_end() {
    let (stub, clock) = (server().await, Arc::new(AtomicI64::new(NOW)));
    let client = client(&stub, &clock);
    let many = join_all((0..10).map(|_| client.services())).await;
    assert!(many.iter().all(Result::is_ok), "{many:?}");
    let asked = || lines(&stub).iter().filter(|line| line.ends_with(TOKEN_PATH)).count();
    assert_eq!(asked(), 1, "calls at the same time wait for one token");
    let request = stub.seen().swap_remove(0);
    assert_eq!(request.line(), "POST /auth/oauth2/token");
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    let form = "grant_type=client_credentials&client_id=id%261&client_secret=hidden%3D2&scope=all";
    assert_eq!(request.body, form);
    let signed = stub.seen().iter().any(|seen| seen.header("x-ovh-signature").is_some());
    assert!(!signed, "a call with a token is not signed, and the server's time is not needed");

    clock.store(NOW + 3500, Ordering::SeqCst);
    client.services().await.unwrap();
    assert_eq!(asked(), 1);
    clock.store(NOW + 3580, Ordering::SeqCst);
    client.services().await.unwrap();
    assert_eq!(asked(), 2);
}

#[tokio::test]
async fn a_token_that_is_not_known_any_more_is_got_again_once() {
    let (stub, clock) = (server().await, Arc::new(AtomicI64::new(NOW)));
    let first = client(&stub, &clock);
    first.services().await.unwrap();
    // Another one makes the server forget the first one's token.
    client(&stub, &clock).services().await.unwrap();
    first.logout().await.unwrap();
    let post = "POST /1.0/auth/logout".to_owned();
    assert_eq!(lines(&stub)[4..], [post.clone(), format!("POST {TOKEN_PATH}"), post]);
}

#[tokio::test]
async fn who_is_refused_with_a_new_token_is_told() {
    let reply = |_: usize, seen: &Seen| match seen.target.as_str() {
        TOKEN_PATH => given("t"),
        _ => unknown(),
    };
    let stub = Stub::start(reply).await;
    let error = client(&stub, &Arc::new(AtomicI64::new(NOW))).logout().await.unwrap_err();
    assert!(error.is_credential_invalid(), "{error}");
    assert_eq!(lines(&stub).len(), 4);
}

#[tokio::test]
async fn without_a_token_the_call_is_not_sent() {
    let body = r#"{"error":"invalid_client","error_description":"there is no such client"}"#;
    let stub = Stub::start(move |_, _| json(401, body)).await;
    let error = client(&stub, &Arc::new(AtomicI64::new(NOW))).logout().await.unwrap_err();
    assert!(matches!(&error, Error::Token { .. }) && !error.is_doubtful(), "{error}");
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("invalid_client: there is no such client"), "{cause}");
    assert!(!format!("{error:?}").contains("hidden"));
    assert_eq!(lines(&stub), ["POST /auth/oauth2/token"]);
}

#[tokio::test]
async fn a_token_is_asked_for_again_when_the_connection_was_lost() {
    let stub = Stub::start(move |before, seen| match seen.target.as_str() {
        TOKEN_PATH if before == 0 => Reply::HangUp,
        TOKEN_PATH => given("t"),
        _ => json(200, "[]"),
    })
    .await;
    client(&stub, &Arc::new(AtomicI64::new(NOW))).logout().await.unwrap();
    assert_eq!(lines(&stub).len(), 3);
}

#[tokio::test]
async fn a_token_that_is_configured_is_used_and_not_replaced() {
    let stub = Stub::start(|_, _| unknown()).await;
    let credentials =
        Credentials { access_token: Some(Secret::new("given")), ..Credentials::default() };
    let client = Client::try_new(Settings { credentials, ..stub.settings() }).unwrap();
    assert!(client.services().await.unwrap_err().is_credential_invalid());
    assert_eq!(lines(&stub), ["GET /1.0/service"]);
    assert_eq!(stub.seen()[0].header("authorization"), Some("Bearer given"));
}
