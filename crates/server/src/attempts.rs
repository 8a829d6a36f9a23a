//! Wrong passwords are counted, and who guesses has to wait.
//!
//! They are counted for what is guessed at, a paper or an OAuth2 client, and an address together: whoever guesses locks out
//! nobody but themselves. Passwords and secrets have at least 80 bits that cannot be known; this only keeps guessing from
//! costing us much. What is counted is forgotten when the
//! process ends, and is no more than fits a bounded table.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How many wrong passwords there may be within a window.
const FAILURES_MAX: u32 = 10;
/// The window, in seconds; after it one may try again.
pub(crate) const RETRY_AFTER_S: u16 = 60;
/// How many of what is guessed at are remembered.
const REMEMBERED_MAX: usize = 10_000;

/// Wrong passwords, lately.
#[derive(Debug)]
pub(crate) struct Attempts<K> {
    failures: Mutex<HashMap<K, Failures>>,
    most: u32,
    within: Duration,
}

impl<K> Default for Attempts<K> {
    fn default() -> Self {
        Self::new(FAILURES_MAX, RETRY_AFTER_S)
    }
}

impl<K> Attempts<K> {
    /// As many failures within so many seconds, and no more.
    pub(crate) fn new(most: u32, within_s: u16) -> Self {
        Self { failures: Mutex::default(), most, within: Duration::from_secs(within_s.into()) }
    }
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    since: Instant,
}

impl Failures {
    fn are_within(&self, window: Duration) -> bool {
        self.since.elapsed() < window
    }
}

impl<K: Eq + Hash> Attempts<K> {
    /// Whether somebody has to wait.
    pub(crate) fn are_too_many(&self, attempt: &K) -> bool {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let failures = failures.get(attempt);
        failures
            .is_some_and(|failures| failures.count >= self.most && failures.are_within(self.within))
    }

    /// A password was wrong.
    pub(crate) fn failed(&self, attempt: K) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= REMEMBERED_MAX {
            failures.retain(|_, failures| failures.are_within(self.within));
        }
        if failures.len() >= REMEMBERED_MAX {
            failures.clear();
        }
        let known = failures.remove(&attempt).filter(|known| known.are_within(self.within));
        let Failures { count, since } =
            known.unwrap_or_else(|| Failures { count: 0, since: Instant::now() });
        failures.insert(attempt, Failures { count: count.saturating_add(1), since });
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn attempt(order: i64, address: u8) -> (i64, IpAddr) {
        (order, IpAddr::from([192, 0, 2, address]))
    }

    #[tokio::test(start_paused = true)]
    async fn after_ten_failures_one_waits_for_a_minute() {
        let attempts = Attempts::default();
        for _ in 0..FAILURES_MAX {
            assert!(!attempts.are_too_many(&attempt(1, 1)));
            attempts.failed(attempt(1, 1));
        }
        assert!(attempts.are_too_many(&attempt(1, 1)));
        assert!(!attempts.are_too_many(&attempt(2, 1)), "another paper");
        assert!(!attempts.are_too_many(&attempt(1, 2)), "somebody else");
        tokio::time::advance(Duration::from_secs(60)).await;
        assert!(!attempts.are_too_many(&attempt(1, 1)));
        attempts.failed(attempt(1, 1));
        assert!(!attempts.are_too_many(&attempt(1, 1)));
    }

    #[tokio::test(start_paused = true)]
    async fn the_table_is_bounded() {
        let attempts = Attempts::default();
        for order in 1..=25_000 {
            attempts.failed(attempt(order, 1));
        }
        assert!(attempts.failures.lock().unwrap().len() <= REMEMBERED_MAX);
    }
}
