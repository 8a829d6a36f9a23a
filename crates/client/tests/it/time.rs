//! The server's clock: asked for once, asked for again when the server says so, never trusted to be ours.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures_util::future::join_all;
use perennial_client::Error;

use crate::stub::{NOW, Reply, Seen, Stub, json};

const OUT_OF_TIME: &str = r#"{"errorCode":"QUERY_TIME_OUT","message":"Query out of time"}"#;

/// A server whose clock can be set, and which refuses what is signed more than three minutes off.
async fn server(clock: &Arc<AtomicI64>) -> Stub {
    let clock = Arc::clone(clock);
    Stub::start(move |_, seen| {
        let now = clock.load(Ordering::SeqCst);
        match seen.header("x-ovh-timestamp") {
            None => json(200, &now.to_string()),
            Some(text) => {
                let drift = text.parse::<i64>().unwrap() - now;
                if drift.abs() > 180 { json(400, OUT_OF_TIME) } else { json(200, "[]") }
            }
        }
    })
    .await
}

fn times_asked(stub: &Stub) -> usize {
    stub.seen().iter().filter(|seen| seen.target == "/1.0/auth/time").count()
}

#[tokio::test]
async fn the_time_is_asked_for_once_whatever_the_difference() {
    for difference in [0, 3600, -3600, 1_000_000_000] {
        let clock = Arc::new(AtomicI64::new(NOW + difference));
        let stub = server(&clock).await;
        let client = stub.client();
        let many = join_all((0..10).map(|_| client.services())).await;
        assert!(many.iter().all(Result::is_ok), "{many:?}");
        client.clone().services().await.unwrap();
        assert_eq!(times_asked(&stub), 1, "clones and calls at the same time share it");
        let stamp = (NOW + difference).to_string();
        assert!(stub.seen()[1..].iter().all(|seen| seen.header("x-ovh-timestamp") == Some(&stamp)));
    }
}

#[tokio::test]
async fn when_the_clock_was_set_the_call_is_made_again_with_the_new_time() {
    let clock = Arc::new(AtomicI64::new(NOW));
    let stub = server(&clock).await;
    let client = stub.client();
    client.services().await.unwrap();
    clock.store(NOW - 600, Ordering::SeqCst);
    client.logout().await.unwrap();
    client.services().await.unwrap();
    let lines: Vec<_> = stub.seen().iter().map(Seen::line).collect();
    assert_eq!(
        lines,
        [
            "GET /1.0/auth/time",
            "GET /1.0/service",
            "POST /1.0/auth/logout", // refused, so nothing was done
            "GET /1.0/auth/time",
            "POST /1.0/auth/logout",
            "GET /1.0/service",
        ]
    );
}

#[tokio::test]
async fn a_server_that_contradicts_its_own_clock_is_asked_twice_and_no_more() {
    let stub = Stub::on_time(|_| json(400, OUT_OF_TIME)).await;
    let error = stub.client().logout().await.unwrap_err();
    assert_eq!(error.error_code(), Some("QUERY_TIME_OUT"));
    assert!(error.to_string().contains("clocks"), "{error}");
    assert_eq!(stub.calls().len(), 2);
    assert_eq!(times_asked(&stub), 2);
}

#[tokio::test]
async fn without_the_time_nothing_is_sent() {
    let answers: [fn() -> Reply; 4] =
        [|| json(200, r#""noon""#), || json(200, "<html>"), || json(404, "{}"), || Reply::HangUp];
    for answer in answers {
        let stub = Stub::start(move |_, _| answer()).await;
        let error = stub.client().logout().await.unwrap_err();
        assert!(matches!(error, Error::Time { .. }) && !error.is_doubtful(), "{error}");
        assert!(error.to_string().starts_with("POST /auth/logout was not sent"), "{error}");
        assert!(stub.calls().is_empty());
    }
}

#[tokio::test]
async fn a_time_that_is_no_time_does_no_harm() {
    for time in [i64::MIN, i64::MAX] {
        let stub = Stub::start(move |_, seen| match seen.header("x-ovh-timestamp") {
            None => json(200, &time.to_string()),
            Some(_) => json(200, "[]"),
        })
        .await;
        assert_eq!(stub.client().time().await.unwrap(), time);
        assert!(stub.client().services().await.unwrap().is_empty());
    }
}
