//! How many calls a credential or an OAuth2 client may make: a token bucket for each.
//!
//! A bucket holds the calls of one second, so that many is also the most at once. Only calls with a true signature or a
//! good access token are counted: nobody uses up what is somebody else's. Buckets are this process's own.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use perennial_engine::access::Program;
use tokio::time::Instant;

use crate::error::ApiError;

/// After so many calls the buckets that are full again are forgotten.
const SWEPT_EVERY: u64 = 4096;

/// The buckets of all programs.
#[derive(Debug)]
pub(crate) struct RateLimit {
    per_second: NonZeroU32,
    buckets: RateLimiter<Program, HashMapStateStore<Program>, Elapsed, NoOpMiddleware<Nanos>>,
    counted: AtomicU64,
}

impl RateLimit {
    pub(crate) fn new(per_second: NonZeroU32) -> Self {
        let quota = Quota::per_second(per_second);
        let buckets =
            RateLimiter::new(quota, HashMapStateStore::default(), Elapsed(Instant::now()));
        Self { per_second, buckets, counted: AtomicU64::new(1) }
    }

    /// Counts a call, or refuses it.
    pub(crate) fn count(&self, program: Program) -> Result<(), ApiError> {
        if self.counted.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEPT_EVERY) {
            self.buckets.retain_recent();
        }
        self.buckets.check_key(&program).map_err(|refused| {
            let wait = refused.wait_time_from(self.buckets.clock().now());
            ApiError::too_many_calls(self.per_second, wait)
        })
    }
}

/// The time since the server started. It never goes back, and runs while the clock of a sandbox stands still.
#[derive(Debug, Clone)]
struct Elapsed(Instant);

impl Clock for Elapsed {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.elapsed().into()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use perennial_core::CredentialId;
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_bucket_holds_the_calls_of_a_second_and_fills_evenly() {
        let limit = RateLimit::new(NonZeroU32::MIN.saturating_add(3));
        let (one, two) = (CredentialId::try_from(1), CredentialId::try_from(2));
        let (Ok(one), Ok(two)) = (one, two) else { return };
        let granted = |credential| {
            let program = Program::Credential(credential);
            (0..9).filter(|_| limit.count(program).is_ok()).count()
        };
        assert_eq!(granted(one), 4);
        advance(Duration::from_millis(249)).await;
        assert_eq!(granted(one), 0);
        advance(Duration::from_millis(1)).await;
        assert_eq!(granted(one), 1);
        advance(Duration::from_millis(500)).await;
        assert_eq!((granted(one), granted(two)), (2, 4));
        advance(Duration::from_secs(3600)).await;
        assert_eq!(granted(one), 4);
    }

    fn called(limit: &RateLimit, id: i64) -> bool {
        CredentialId::try_from(id).is_ok_and(|id| limit.count(Program::Credential(id)).is_ok())
    }

    #[tokio::test(start_paused = true)]
    async fn buckets_that_are_full_again_are_forgotten() {
        let limit = RateLimit::new(NonZeroU32::MIN);
        for id in 1..=1000 {
            assert!(called(&limit, id));
        }
        advance(Duration::from_secs(10)).await;
        limit.counted.store(SWEPT_EVERY, Ordering::Relaxed);
        assert!(called(&limit, 1));
        assert_eq!(limit.buckets.len(), 1);
    }
}
