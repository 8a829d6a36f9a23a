//! Stopping: nothing new comes in, and what is under way is finished.

use perennial_testkit::{Holding, each_app};
use serde_json::json;
use tokio::net::TcpStream;

use super::{HEALTH, Raw, Served, written};

#[tokio::test]
async fn what_is_under_way_is_finished_and_nothing_new_begins() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let served = Served::start(app.router()).await;
        let order =
            alice.post("/service/12345/renew", json!({"duration": "P1Y", "services": []})).await;
        let order = order.ok()["orderId"].clone();
        let body = json!({"paymentMean": "paypal", "paymentMeanId": 1234}).to_string();
        let path = format!("/1.0/me/order/{order}/payWithRegisteredPaymentMean");
        let pay = written(&alice, &served, "POST", &path, &body);
        let pay = pay.replace("content-length", "expect: 100-continue\r\ncontent-length");
        let (beginning, end) = pay.split_at(pay.len() - 10);

        let mut idle = Raw::connect(&served).await;
        idle.send(HEALTH).await;
        assert_eq!(idle.status().await, 200);
        let mut paying = Raw::connect(&served).await;
        paying.send(beginning).await;
        assert_eq!(paying.status().await, 100, "the server is at it");

        let Served { address, stop, stopped } = served;
        stop.send(()).unwrap();
        assert_eq!(idle.rest().await, "", "a connection without a call is closed");
        assert!(TcpStream::connect(address).await.is_err(), "nobody is let in");
        assert!(!stopped.is_finished(), "it waits for the payment");

        paying.send(end).await;
        let (head, body) = paying.answer().await;
        assert!(head.starts_with("http/1.1 200 "), "{head}");
        assert_eq!(body, json!(null));
        assert_eq!(paying.rest().await, "", "and then it is closed");
        stopped.await.unwrap();
        app.engine.finish().await;
        assert_eq!(alice.get(&format!("/me/order/{order}/status")).await.ok(), "delivered");
    })
    .await;
}

#[tokio::test]
async fn a_client_that_does_not_finish_does_not_keep_the_server_for_ever() {
    let app = perennial_testkit::TestApp::new().await;
    let served = Served::start(app.router()).await;
    let mut slow = Raw::connect(&served).await;
    slow.send("GET /health HTTP/1.1\r\nhost:").await;
    let mut stuck = Raw::connect(&served).await;
    stuck
        .send("POST /1.0/auth/credential HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\n{")
        .await;
    // Both are accepted before the connection after them is answered.
    let mut last = Raw::connect(&served).await;
    last.send(HEALTH).await;
    assert_eq!(last.status().await, 200);
    tokio::time::pause();
    let start = tokio::time::Instant::now();
    served.stop.send(()).unwrap();
    served.stopped.await.unwrap();
    assert!(start.elapsed().as_secs() <= 65, "{:?}", start.elapsed());
}
