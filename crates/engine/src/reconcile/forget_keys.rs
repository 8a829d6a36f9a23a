//! Idempotency keys are forgotten after more than a year, access tokens, sessions and exports once they are over, calls
//! after a month.
//!
//! Nobody waits for that, so each process does it once an hour, not at every pass.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use perennial_store::WriteSet;

use crate::engine::Engine;

/// Renewals are yearly, so a key outlives a year, and some days more for whoever is late.
const KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);

/// Between two times, by the clock of the world: keys may be kept an hour longer than they must.
const PERIOD: SignedDuration = SignedDuration::from_hours(1);

/// When this process last did it.
#[derive(Debug, Default)]
pub(crate) struct Forgetting(Mutex<Option<Timestamp>>);

impl Forgetting {
    /// A clock that was put back tells nothing.
    fn is_due(&self, now: Timestamp) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_none_or(|last| last > now || now.duration_since(last) >= PERIOD)
    }

    fn done(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }
}

impl Engine {
    /// Forgets keys that are too old to be repeated, tokens and exports that are good for nothing, and old calls.
    pub(super) async fn forget_old_keys(&self) {
        let now = self.wall_at();
        if !self.forgetting.is_due(now) {
            return;
        }
        let Ok(before) = self.clock.at().checked_sub(KEPT) else { return };
        let mut set = WriteSet::without_account();
        set.forget_keys_before(before);
        set.forget_access_tokens(now);
        set.forget_sessions(now);
        set.forget_operator_sessions(now);
        self.forget_old_calls(&mut set);
        set.forget_paper_exports(self.clock.at());
        match self.store.commit(set).await {
            Ok(()) => self.forgetting.done(now),
            Err(error) => {
                tracing::warn!(%error, "what is over was not forgotten");
            }
        }
    }
}
