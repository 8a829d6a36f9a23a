//! How many calls a credential may make. That the bucket is a bucket is tested beside it.

use std::num::NonZeroU32;
use std::time::Duration;

use expect_test::expect;
use perennial_testkit::{Holding, Reply, User, each_app};

/// Lets a second pass on the clock that is counted by. That of the engine is another, and stands still.
async fn pass_a_second() {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(1)).await;
    tokio::time::resume();
}

/// Calls until that is too often. A slow machine needs more calls than one.
async fn call_too_often(user: &User) -> Reply {
    for _ in 0..10_000 {
        let reply = user.get("/me").await;
        if reply.status != 200 {
            return reply;
        }
    }
    panic!("nobody counts");
}

#[tokio::test]
async fn a_credential_that_calls_too_often_is_told_when_to_come_again() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let app = app.served_with(|server| server.rate_limit = NonZeroU32::new(1));
        let alice = alice.at(&app);
        assert_eq!(alice.get("/me").await.status, 200);
        let reply = call_too_often(&alice).await;
        expect![[r#"
            429 {
              "class": "Client::TooManyRequests",
              "message": "Too many calls: 1 a second are granted to a credential. Wait for 1 s"
            }"#]]
        .assert_eq(&reply.shown());
        assert_eq!(reply.header("retry-after"), Some("1"));

        // Whatever it has: other credentials of the account have calls of their own.
        let other = User::with_rules(&app, alice.account, &[("GET", "/*")]).await;
        assert_eq!(other.get("/me").await.status, 200);
        // Who waits is let in again.
        pass_a_second().await;
        assert_eq!(alice.get("/service").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn nobody_uses_up_the_calls_of_somebody_else() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        let app = app.served_with(|server| server.rate_limit = NonZeroU32::new(1));
        let alice = alice.at(&app);
        // A false signature is not hers, and what needs none is nobody's.
        for _ in 0..3 {
            let forged = alice.request("GET", "/1.0/me").signed_as("PUT").send().await;
            assert_eq!(forged.error_code(), Some("INVALID_SIGNATURE"));
            assert_eq!(app.request("GET", "/1.0/auth/time").send().await.status, 200);
        }
        assert_eq!(alice.get("/me").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn nobody_counts_unless_it_is_asked_for() {
    each_app(async |app| {
        let alice = app.add_user("alice", &Holding::guide()).await;
        for _ in 0..100 {
            assert_eq!(alice.get("/me").await.status, 200);
        }
    })
    .await;
}
