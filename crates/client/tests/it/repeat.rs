//! What is made again over the network. When, and how often, is tested where it is decided.

use perennial_api::model::{PayWithRegisteredPaymentMean, RenewRequest};
use perennial_client::{Client, Error, RetryPolicy, Settings};

use crate::stub::{Reply, Seen, Stub, json, same_time, with_header};

/// A server that does `first` about the first call that is not for the time, and then answers with an empty list.
async fn failing_once(first: impl Fn() -> Reply + Clone + Send + Sync + 'static) -> Stub {
    Stub::start(move |before, seen| match same_time(seen) {
        Some(time) => time,
        None if before == 1 => first(),
        None => json(200, "[]"),
    })
    .await
}

/// The ways to fail for a moment, the last one being the only one that leaves no answer.
const MOMENTS: [fn() -> Reply; 6] = [
    || json(502, "<html>"),
    || json(503, "{}"),
    || json(504, "{}"),
    || with_header(429, ("retry-after", "0"), "{}"),
    || with_header(503, ("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"), "{}"),
    || Reply::HangUp,
];

#[tokio::test]
async fn a_get_is_made_again_after_a_moment() {
    for moment in MOMENTS {
        let stub = failing_once(moment).await;
        assert!(stub.client().services().await.unwrap().is_empty());
        assert_eq!(stub.calls(), ["GET /1.0/service", "GET /1.0/service"]);
    }
}

/// What arrives when a client makes this call and the server fails for a moment.
async fn requests(
    moment: fn() -> Reply,
    repeat_keyed_posts: bool,
    call: impl AsyncFnOnce(&Client) -> Result<(), Error>,
) -> Vec<Seen> {
    let stub = failing_once(moment).await;
    let retry = RetryPolicy { repeat_keyed_posts, ..stub.settings().retry };
    let client = Client::try_new(Settings { retry, ..stub.settings() }).unwrap();
    let _ = call(&client).await; // whether it succeeds in the end is not the question here
    stub.seen().split_off(1)
}

#[tokio::test]
async fn a_post_is_made_again_only_with_a_key_and_by_a_client_that_was_told_to() {
    let key = "once".parse().unwrap();
    let mean =
        PayWithRegisteredPaymentMean { payment_mean: "PAYPAL".into(), payment_mean_id: None };
    let duration = "P1Y".parse().unwrap();
    let renewal = RenewRequest { dry_run: None, duration, services: vec![] };
    for moment in MOMENTS {
        for told in [false, true] {
            let plain = requests(moment, told, async |client| client.pay(1, 2).await).await;
            assert_eq!(plain.len(), 1);
            let keyed = [
                requests(moment, told, async |client| {
                    client.renew_with_key(1, &renewal, &key).await.map(drop)
                })
                .await,
                requests(moment, told, async |client| client.pay_with_key(1, 2, &key).await).await,
                requests(moment, told, async |client| {
                    client.pay_with_registered_mean_with_key(1, &mean, &key).await
                })
                .await,
            ];
            for seen in keyed {
                assert_eq!(seen.len(), if told { 2 } else { 1 });
                let with_key = |seen: &Seen| seen.header("idempotency-key") == Some("once");
                assert!(seen.iter().all(with_key), "{seen:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_dry_run_is_made_again_like_a_get() {
    let duration = "P1Y".parse().unwrap();
    let renewal = RenewRequest { dry_run: Some(true), duration, services: vec![] };
    for moment in MOMENTS {
        let try_it = async |client: &Client| client.renew(1, &renewal).await.map(drop);
        assert_eq!(requests(moment, false, try_it).await.len(), 2);
    }
}

#[tokio::test]
async fn a_server_that_stays_down_is_given_up() {
    let stub = Stub::on_time(|_| json(503, r#"{"message":"down"}"#)).await;
    let error = stub.client().services().await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(stub.calls().len(), 4);
}

#[tokio::test]
async fn a_server_that_wants_to_be_left_alone_for_long_is_not_asked_again() {
    let stub = Stub::on_time(|_| with_header(429, ("retry-after", "3600"), "{}")).await;
    let error = stub.client().services().await.unwrap_err();
    assert!(error.is_throttled() && error.to_string().contains("after 3600 s"), "{error}");
    assert_eq!(stub.calls().len(), 1);
}
