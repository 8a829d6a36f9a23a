//! What the client makes of what comes back, or does not.

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use perennial_api::model::CredentialRequest;
use perennial_client::{Call, Client, Error, Settings, Timeouts};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::stub::{self, CONSUMER_KEY, Reply, SECRET, Stub, json, with_header};

/// Everything that an error says, its causes included.
fn whole_text(error: &Error) -> String {
    let mut text = format!("{error}");
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}

/// Makes a call that changes something, to a server that answers like this.
async fn post(reply: impl Fn() -> Reply + Clone + Send + Sync + 'static) -> (Error, Stub) {
    let stub = Stub::on_time(move |_| reply()).await;
    let call = Call::post("/service/1/renew").json(&"{}");
    let error = stub.client().send::<Vec<i64>>(&call).await.unwrap_err();
    (error, stub)
}

#[tokio::test]
async fn a_refusal_is_read_in_full() {
    let body = r#"{"message":"This call has not been granted","errorCode":"NOT_GRANTED_CALL",
        "httpCode":"403 Forbidden","details":{"missingRule":"POST /service/*/renew"}}"#;
    let (error, stub) = post(move || json(403, body)).await;
    assert!(error.is_not_granted() && !error.is_doubtful(), "{error}");
    assert_eq!((error.status(), error.query_id()), (Some(403), Some("EU.test1")));
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.body.http_code.as_deref(), Some("403 Forbidden"));
    assert_eq!(refusal.body.details["missingRule"], "POST /service/*/renew");
    assert_eq!(stub.calls().len(), 1);
}

#[tokio::test]
async fn an_error_that_is_not_from_the_api_keeps_its_status() {
    let cases = [
        ("", "Internal Server Error, without an answer from the API"),
        ("<html>", "Internal Server Error, with a page instead of an answer from the API"),
        (" gone\x1b[2J ", "Internal Server Error, and not from the API: gone [2J"),
        (r#"["x"]"#, r#"Internal Server Error, and not from the API: ["x"]"#),
        (r#"{"status":500}"#, r#"Internal Server Error, and not from the API: {"status":500}"#),
    ];
    for (body, expected) in cases {
        let (error, stub) = post(move || json(500, body)).await;
        let text = error.to_string();
        assert!(text.contains(&format!("(HTTP 500): {expected}; it may")), "{text}");
        assert_eq!(error.status(), Some(500));
        assert!(error.is_doubtful(), "the server failed over a call that changes something");
        assert_eq!(stub.calls().len(), 1);
    }
}

#[tokio::test]
async fn a_lost_connection_leaves_doubt_about_a_call_that_changes_something() {
    let (error, stub) = post(|| Reply::HangUp).await;
    assert!(matches!(error, Error::Lost { .. }) && error.is_doubtful(), "{error}");
    assert!(error.to_string().contains("look before you repeat it"), "{error}");
    assert_eq!(stub.calls().len(), 1, "and so it is not made again");
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_a_lost_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 1024];
        assert_ne!(stream.read(&mut request).await.unwrap(), 0);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"half\":")
            .await
            .unwrap();
    });
    let client = Client::try_new(stub::settings(&endpoint)).unwrap();
    let error = client.send_void(&Call::post("/x").unsigned()).await.unwrap_err();
    assert!(matches!(error, Error::Lost { .. }) && error.is_doubtful(), "{error}");
}

#[tokio::test]
async fn a_call_that_is_not_answered_in_time_leaves_doubt_too() {
    let (error, stub) = post(|| Reply::LetTimePass).await;
    assert!(matches!(error, Error::TimedOut { .. }) && error.is_doubtful(), "{error}");
    assert!(error.to_string().contains("not answered within 60s"), "{error}");
    assert_eq!(stub.calls().len(), 1);
}

#[tokio::test]
async fn a_get_that_is_not_answered_in_time_is_not_made_again() {
    let stub = Stub::start(|_, _| Reply::LetTimePass).await;
    let timeouts = Timeouts { total: Duration::from_secs(3), ..Timeouts::default() };
    let client = Client::try_new(Settings { timeouts, ..stub.settings() }).unwrap();
    let error = client.time().await.unwrap_err();
    assert!(error.to_string().ends_with("not answered within 3s"), "{error}");
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::try_new(stub::settings(&endpoint)).unwrap();
    let error = client.send_void(&Call::post("/x").unsigned()).await.unwrap_err();
    assert!(matches!(error, Error::Connect { .. }) && !error.is_doubtful(), "{error}");
    let expected = format!("POST /x was not sent: cannot connect to {endpoint}; check the address");
    assert!(error.to_string().starts_with(&expected), "{error}");
    assert!(whole_text(&error).contains("refused"), "{}", whole_text(&error));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Stub::on_time(|_| json(200, "[]")).await;
    let location = format!("http://{}/1.0/service/1/renew", elsewhere.address);
    for status in [301, 302, 303, 307, 308] {
        let to = location.clone();
        let (error, stub) = post(move || with_header(status, ("location", &to), "")).await;
        assert!(matches!(error, Error::Redirected { .. }) && !error.is_doubtful(), "{error}");
        assert!(error.to_string().contains(&location), "{error}");
        assert_eq!(stub.calls().len(), 1);
    }
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn an_answer_is_read_up_to_the_limit() {
    let stub = Stub::on_time(|_| json(200, r#""1234567890""#)).await; // 12 bytes
    let with_limit = |answer_bytes_max| {
        Client::try_new(Settings { answer_bytes_max, ..stub.settings() }).unwrap()
    };
    let call = Call::post("/x");
    assert_eq!(with_limit(12).send::<String>(&call).await.unwrap(), "1234567890");
    let error = with_limit(11).send::<String>(&call).await.unwrap_err();
    assert!(
        matches!(error, Error::TooLong { bytes_max: 11, .. }) && error.is_doubtful(),
        "{error}"
    );
}

#[tokio::test]
async fn a_success_without_content_is_null_and_one_that_cannot_be_read_says_it_is_done() {
    for status in [200, 201, 204] {
        let stub = Stub::on_time(move |_| json(status, "")).await;
        assert_eq!(stub.client().get::<Value>("/x").await.unwrap(), Value::Null);
    }
    let (error, _) = post(|| json(200, r#"{"orderId":"#)).await;
    assert!(error.to_string().contains("do not repeat it") && error.is_doubtful(), "{error}");
    assert_eq!(error.query_id(), Some("EU.test1"));
}

#[tokio::test]
async fn a_call_without_an_answer_of_interest_takes_any_json_and_no_page() {
    for body in ["", "null", r#"{"paid":true}"#, r#""paid""#] {
        let stub = Stub::on_time(move |_| json(200, body)).await;
        stub.client().pay(1, 2).await.unwrap();
    }
    let stub = Stub::on_time(|_| json(200, "<html>We will be back soon</html>")).await;
    let error = stub.client().pay(1, 2).await.unwrap_err();
    assert!(matches!(error, Error::Undecodable { .. }) && error.is_doubtful(), "{error}");
}

#[tokio::test]
async fn no_error_and_no_debug_text_shows_a_secret() {
    let stub = Stub::on_time(|seen| match seen.target.as_str() {
        "/1.0/auth/credential" => {
            json(200, r#"{"consumerKey":"hidden","validationUrl":"hidden","state":7}"#)
        }
        "/1.0/hang" => Reply::HangUp,
        _ => json(403, r#"{"errorCode":"INVALID_KEY","message":"no"}"#),
    })
    .await;
    let client = stub.client();
    let request = CredentialRequest { access_rules: vec![], allowed_ips: None, redirection: None };
    let errors = [
        client.me().await.unwrap_err(),
        client.send_void(&Call::post("/hang")).await.unwrap_err(),
        client.request_credential(&request).await.unwrap_err(),
    ];
    let mut shown = vec![format!("{client:?}")];
    shown.extend(errors.iter().map(|error| format!("{error:?} {}", whole_text(error))));
    for text in shown {
        for secret in [SECRET, CONSUMER_KEY, "hidden", "$1$"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test]
async fn connections_are_kept_and_calls_can_move_between_threads() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::<Mutex<Vec<_>>>::default();
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        stub::serve(stream, log, |_, seen| stub::same_time(seen).unwrap_or(json(200, "[]"))).await;
    });
    let client = Client::try_new(stub::settings(&endpoint)).unwrap();
    for _ in 0..3 {
        let client = client.clone();
        tokio::spawn(async move { client.services().await }).await.unwrap().unwrap();
    }
    assert_eq!(seen.lock().unwrap().len(), 4, "all on the one connection that was accepted");
}
