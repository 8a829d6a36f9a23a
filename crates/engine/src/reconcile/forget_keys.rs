//! Idempotency keys are forgotten after more than a year.

use jiff::SignedDuration;
use perennial_store::WriteSet;

use crate::engine::Engine;

/// Renewals are yearly, so a key outlives a year, and some days more for whoever is late.
const KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);

impl Engine {
    /// Forgets keys that are too old to be repeated.
    pub(super) async fn forget_old_keys(&self) {
        let Ok(before) = self.clock.at().checked_sub(KEPT) else { return };
        let mut set = WriteSet::without_account();
        set.forget_keys_before(before);
        if let Err(error) = self.store.commit(set).await {
            tracing::warn!(%error, "old keys were not forgotten");
        }
    }
}
