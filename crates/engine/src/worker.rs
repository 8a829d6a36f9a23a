//! The worker: runs the reconcilers while a server lives.
//!
//! Any number of servers may share a database. One of them holds the lease and does the background work; when it
//! dies, another one takes over as soon as the lease is over. The lease saves work, it does not protect data.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;

use crate::engine::Engine;
use crate::reconcile::Pass;

/// Between two passes.
const PERIOD: Duration = Duration::from_secs(2);
/// How long the lease is good for.
const LEASE: SignedDuration = SignedDuration::from_secs(15);
const NAME: &str = "reconcilers";

impl Engine {
    /// Works until it is told to stop: `stop` is a future that ends then.
    pub async fn work(self: &Arc<Self>, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = ticks.tick() => {}
            }
            if self.holds_lease().await {
                let pass = self.reconcile().await;
                if pass != Pass::default() {
                    tracing::info!(
                        payments_settled = pass.payments_settled,
                        orders_expired = pass.orders_expired,
                        bills_numbered = pass.bills_numbered,
                        "background work"
                    );
                }
            }
        }
    }

    async fn holds_lease(&self) -> bool {
        let now = self.wall_at();
        let until = now.checked_add(LEASE).unwrap_or(now);
        match self.store.take_lease(NAME, self.ids.process(), now, until).await {
            Ok(held) => held,
            Err(error) => {
                tracing::warn!(%error, "the lease for background work cannot be asked for");
                false
            }
        }
    }
}
