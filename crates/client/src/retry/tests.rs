//! What is made again, how often, and after which pause.

use std::cell::Cell;
use std::io;

use perennial_api::error::Error as Body;
use tokio::time::Instant;

use super::*;
use crate::error::Refusal;

const SECOND: Duration = Duration::from_secs(1);

fn lost(call: &Call) -> Error {
    Error::Lost { call: call.name.clone(), source: Box::new(io::Error::other("reset")) }
}

fn not_connected(call: &Call) -> Error {
    let source = Box::new(io::Error::other("refused"));
    Error::Connect { call: call.name.clone(), server: "http://localhost".to_owned(), source }
}

fn timed_out(call: &Call) -> Error {
    Error::TimedOut { call: call.name.clone(), limit: SECOND }
}

fn refused(status: u16, retry_after: Option<Duration>) -> impl Fn(&Call) -> Error {
    move |call| {
        let (call, body) = (call.name.clone(), Body::new("no"));
        Error::Refused(Box::new(Refusal { call, status, body, query_id: None, retry_after }))
    }
}

/// How often a call is made that always fails like this, and how long that takes.
async fn attempts(
    policy: &RetryPolicy,
    call: &Call,
    random: u64,
    error: impl Fn(&Call) -> Error,
) -> (u32, Duration) {
    let (start, count) = (Instant::now(), Cell::new(0));
    let attempt = || {
        count.set(count.get() + 1);
        std::future::ready(Err::<(), _>(error(call)))
    };
    policy.run(call, || random, attempt).await.unwrap_err();
    (count.get(), start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn only_what_cannot_be_done_twice_is_repeated() {
    let key = "k".parse().unwrap();
    let (careful, bold) =
        (RetryPolicy::default(), RetryPolicy { repeat_keyed_posts: true, ..Default::default() });
    let (get, post) = (Call::get("/me"), Call::post("/me"));
    let (keyed, keyed_put) = (post.clone().key(&key), Call::put("/me").key(&key));
    let calls = [
        (&careful, &get, true),
        (&careful, &post, false),
        (&careful, &keyed, false),
        (&careful, &Call::put("/me"), false),
        (&careful, &Call::delete("/me"), false),
        (&bold, &get, true),
        (&bold, &post, false),
        (&bold, &keyed, true),
        (&bold, &keyed_put, false),
    ];
    for (policy, call, harmless) in calls {
        let often = async |error: &dyn Fn(&Call) -> Error| {
            attempts(policy, call, 0, error).await.0 == policy.attempts_max
        };
        assert!(often(&not_connected).await, "{call:?}");
        assert_eq!(often(&lost).await, harmless, "{call:?}");
        for status in [429, 502, 503, 504] {
            assert_eq!(often(&refused(status, None)).await, harmless, "{call:?} {status}");
        }
        assert!(!often(&timed_out).await, "{call:?}");
        for status in [400, 401, 403, 404, 409, 460, 500, 501] {
            assert!(!often(&refused(status, None)).await, "{call:?} {status}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn waits_double_up_to_the_longest_and_half_of_each_is_chance() {
    let policy = RetryPolicy {
        attempts_max: 6,
        wait_first: SECOND,
        wait_max: 5 * SECOND,
        repeat_keyed_posts: false,
    };
    let call = Call::get("/me");
    // 1 + 2 + 4 + 5 + 5 seconds at most, and half of it at least.
    let shortest = attempts(&policy, &call, 0, lost).await;
    assert_eq!(shortest, (6, Duration::from_millis(8500)));
    let longest = policy.wait(2, &lost(&call), 1000);
    assert_eq!(longest, Some(2 * SECOND));
    let far = policy.wait(u32::MAX, &lost(&call), u64::MAX);
    assert!(far.is_some_and(|wait| wait <= 5 * SECOND), "{far:?}");
}

#[tokio::test(start_paused = true)]
async fn the_server_says_how_long_to_wait_within_reason() {
    let policy = RetryPolicy { attempts_max: 2, ..RetryPolicy::default() };
    let call = Call::get("/me");
    let asked = async |seconds| {
        let retry_after = Some(Duration::from_secs(seconds));
        attempts(&policy, &call, u64::MAX, refused(429, retry_after)).await
    };
    assert_eq!(asked(0).await, (2, Duration::ZERO));
    assert_eq!(asked(60).await, (2, 60 * SECOND));
    assert_eq!(asked(61).await, (1, Duration::ZERO), "asking earlier would be rude");
}

#[tokio::test(start_paused = true)]
async fn a_repetition_that_succeeds_is_a_success() {
    let call = Call::get("/me");
    let failures = Cell::new(2);
    let attempt = || {
        let left = failures.get();
        failures.set(left - 1);
        std::future::ready(if left == 0 { Ok(left) } else { Err(lost(&call)) })
    };
    assert_eq!(RetryPolicy::default().run(&call, || 0, attempt).await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_comes_after_a_doubtful_attempt_does_not_hide_the_doubt() {
    let bold = RetryPolicy { repeat_keyed_posts: true, ..RetryPolicy::default() };
    let call = Call::post("/me").key(&"k".parse().unwrap());
    let later: [&dyn Fn(&Call) -> Error; 4] =
        [&not_connected, &refused(429, None), &refused(403, None), &refused(409, None)];
    for later in later {
        let count = Cell::new(0);
        let attempt = || {
            count.set(count.get() + 1);
            let error = if count.get() == 1 { lost(&call) } else { later(&call) };
            std::future::ready(Err::<(), _>(error))
        };
        let error = bold.run(&call, || 0, attempt).await.unwrap_err();
        assert!(matches!(error, Error::Lost { .. }) && error.is_doubtful(), "{error}");
        assert!(count.get() > 1);
    }
}

#[tokio::test(start_paused = true)]
async fn never_is_never() {
    let call = Call::get("/me");
    assert_eq!(attempts(&RetryPolicy::never(), &call, 0, not_connected).await.0, 1);
}
