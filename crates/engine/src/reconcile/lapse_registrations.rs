//! Payment methods that were not confirmed in time come to nothing.

use std::sync::Arc;

use super::BATCH;
use crate::engine::Engine;

impl Engine {
    /// Ends registrations whose time is over. Answers how many.
    pub(super) async fn lapse_registrations(self: &Arc<Self>) -> usize {
        let lapsed = match self.store.lapsed_registrations(self.wall_at(), BATCH).await {
            Ok(lapsed) => lapsed,
            Err(error) => {
                tracing::warn!(%error, "registrations that are over cannot be looked for");
                return 0;
            }
        };
        let mut ended = 0;
        for (account, method) in lapsed {
            match self.retry(account, || self.lapse_registration(account, method)).await {
                Ok(done) => ended += usize::from(done),
                Err(error) => {
                    tracing::warn!(%account, %method, %error, "a registration did not end");
                }
            }
        }
        ended
    }
}
