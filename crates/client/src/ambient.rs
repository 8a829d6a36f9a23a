//! What the client takes from its surroundings: the time of day, and randomness.
//!
//! Both can be given, so that a test or a simulation is exact. Waiting is not here: it is tokio's, whose clock can be
//! paused.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

type Source<T> = Arc<dyn Fn() -> T + Send + Sync>;

/// A source of time and one of randomness.
#[derive(Clone)]
pub struct Ambient {
    clock: Source<i64>,
    random: Source<u64>,
}

impl Ambient {
    /// The clock and the randomness of this computer.
    pub fn system() -> Self {
        Self::new(system_seconds, system_random)
    }

    /// A clock, which tells seconds since 1970, and a source of evenly spread numbers, which need not be secret.
    pub fn new(
        clock: impl Fn() -> i64 + Send + Sync + 'static,
        random: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Self {
        Self { clock: Arc::new(clock), random: Arc::new(random) }
    }

    pub(crate) fn seconds(&self) -> i64 {
        (self.clock)()
    }

    pub(crate) fn random(&self) -> u64 {
        (self.random)()
    }
}

impl fmt::Debug for Ambient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ambient").finish_non_exhaustive()
    }
}

/// A clock before 1970 reads 0, which the difference to the server's clock makes up for like any other error.
#[expect(
    clippy::disallowed_methods,
    reason = "a request carries the time at which it was signed, and a library for any program has no other clock"
)]
fn system_seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The standard library seeds each new hasher differently: random enough to keep clients from retrying in step.
fn system_random() -> u64 {
    RandomState::new().hash_one(())
}
