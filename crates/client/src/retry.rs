//! Which failed calls are made again, and when.
//!
//! A call is repeated only where that cannot do a thing twice: it changes nothing, or it was not sent, or the caller
//! gave it an [`IdempotencyKey`](crate::IdempotencyKey) and said that the server heeds it. What failed for good is not
//! repeated, nor is a call that was not answered in time: the caller has waited long enough.

use std::time::Duration;

use perennial_api::catalogue::Method;

use crate::call::Call;
use crate::error::Error;

/// How often and how patiently calls are repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a call is made in all. 1 is never to repeat one.
    pub attempts_max: u32,
    /// The longest wait before the first repetition; each further one may take twice as long. Half of the wait is left
    /// to chance.
    pub wait_first: Duration,
    /// The longest wait at all. A server that asks for more with `Retry-After` is not asked again.
    pub wait_max: Duration,
    /// Whether a POST with an idempotency key is repeated like a GET, even if it may have been carried out. Only for
    /// servers that heed such keys: Perennial does, OVHcloud's API does not.
    pub repeat_keyed_posts: bool,
}

impl Default for RetryPolicy {
    /// Four attempts within some seconds, and no POST twice.
    fn default() -> Self {
        Self {
            attempts_max: 4,
            wait_first: Duration::from_millis(500),
            wait_max: Duration::from_secs(60),
            repeat_keyed_posts: false,
        }
    }
}

impl RetryPolicy {
    /// No call is ever repeated.
    pub fn never() -> Self {
        Self { attempts_max: 1, ..Self::default() }
    }

    /// Makes attempts until one succeeds, or fails in a way that repeating does not help.
    ///
    /// An attempt that left doubt is what is reported in the end, unless a later one left doubt too: that the last one
    /// was refused, or not even sent, does not tell what became of it.
    pub(crate) async fn run<T, F: Future<Output = Result<T, Error>>>(
        &self,
        call: &Call,
        random: impl Fn() -> u64,
        mut attempt: impl FnMut() -> F,
    ) -> Result<T, Error> {
        let (mut attempts, mut doubt) = (1, None);
        loop {
            let error = match attempt().await {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let may_repeat = attempts < self.attempts_max && self.may_repeat(call, &error);
            let wait = if may_repeat { self.wait(attempts, &error, random()) } else { None };
            let Some(wait) = wait else {
                return Err(if error.is_doubtful() { error } else { doubt.unwrap_or(error) });
            };
            tracing::info!(call = %call.name, attempts, ?wait, %error, "the call is made again");
            tokio::time::sleep(wait).await;
            doubt = Some(error).filter(Error::is_doubtful).or(doubt);
            attempts += 1;
        }
    }

    fn may_repeat(&self, call: &Call, error: &Error) -> bool {
        let keyed = call.name.method == Method::Post && call.key.is_some();
        let harmless = !call.name.changes_something() || (keyed && self.repeat_keyed_posts);
        passes(error, harmless)
    }

    /// How long to wait after so many attempts. None if the server asks for too much.
    fn wait(&self, attempts: u32, error: &Error, random: u64) -> Option<Duration> {
        let asked = error.refusal().and_then(|refusal| refusal.retry_after);
        if let Some(asked) = asked {
            return (asked <= self.wait_max).then_some(asked);
        }
        let doublings = attempts.saturating_sub(1).min(31);
        let longest = self.wait_first.saturating_mul(1 << doublings).min(self.wait_max);
        let half = longest / 2;
        let half_ms = u64::try_from(half.as_millis()).unwrap_or(u64::MAX);
        Some(half + Duration::from_millis(random % half_ms.saturating_add(1)))
    }
}

/// Whether the next attempt may fare better, and may be made.
fn passes(error: &Error, harmless: bool) -> bool {
    match error {
        Error::Connect { .. } => true,
        Error::Lost { .. } => harmless,
        Error::Refused(refusal) => harmless && matches!(refusal.status, 429 | 502..=504),
        // Asking for a token changes nothing, and the call itself was not sent.
        Error::Token { source, .. } => passes(source, true),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
