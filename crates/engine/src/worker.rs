//! The worker: runs the reconcilers while a server lives.
//!
//! Any number of servers may share a database. One of them holds the lease and does the background work; when it
//! dies, another one takes over as soon as the lease is over. The lease saves work, it does not protect data.

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::engine::Engine;
use crate::reconcile::Pass;

/// Between two passes.
const PERIOD: Duration = Duration::from_secs(2);
/// How long the lease is good for.
const LEASE: SignedDuration = SignedDuration::from_secs(15);
/// How much of it has passed when it is renewed: early enough to try again, late enough not to write at every pass.
const RENEW_AFTER: SignedDuration = SignedDuration::from_millis(7500);
const NAME: &str = "reconcilers";

/// When this process last got the lease.
#[derive(Debug, Default)]
pub(crate) struct Lease(Mutex<Option<Timestamp>>);

impl Lease {
    /// Whether it is ours and not yet to be renewed. A clock that was put back tells nothing.
    fn is_fresh(&self, now: Timestamp) -> bool {
        let taken = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.is_some_and(|taken| taken <= now && now.duration_since(taken) < RENEW_AFTER)
    }

    fn is_ours(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn set(&self, taken: Option<Timestamp>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = taken;
    }
}

impl Engine {
    /// Works until it is told to stop: `stop` is a future that ends then. A pass that is under way is broken off,
    /// which is no worse than a crash: whoever works next finds what is left to do.
    pub async fn work(self: &Arc<Self>, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = &mut stop => break,
                _ = ticks.tick() => {}
            }
            // Each process has notes of its own, whoever does the rest.
            self.write_notes().await;
            // Not broken off: a lease that was got unseen would be given up by nobody.
            if !self.holds_lease().await {
                continue;
            }
            tokio::select! {
                () = &mut stop => break,
                _ = self.pass() => {}
            }
        }
        self.release_lease().await;
    }

    /// One pass of the reconcilers, if no other process does them. Answers what it did.
    pub async fn work_once(self: &Arc<Self>) -> Option<Pass> {
        self.write_notes().await;
        if self.holds_lease().await { Some(self.pass().await) } else { None }
    }

    async fn pass(self: &Arc<Self>) -> Pass {
        if let Err(error) = self.read_sandbox().await {
            tracing::warn!(%error, "the clock of the sandbox cannot be read");
        }
        let pass = self.reconcile().await;
        if (Pass { run_waiting: None, ..pass }) != Pass::default() {
            tracing::info!(
                payments_settled = pass.payments_settled,
                orders_expired = pass.orders_expired,
                registrations_lapsed = pass.registrations_lapsed,
                refunds_settled = pass.refunds_settled,
                bills_numbered = pass.bills_numbered,
                credit_notes_numbered = pass.credit_notes_numbered,
                services_renewed = pass.services_renewed,
                notices_sent = pass.notices_sent,
                "background work"
            );
        }
        pass
    }

    /// Writes what this process has noted beside its commands: calls, and the uses of credentials.
    pub(crate) async fn write_notes(&self) {
        self.record_calls().await;
        self.flush_last_used().await;
    }

    /// Whoever works next need not wait.
    async fn release_lease(&self) {
        if self.lease.is_ours() {
            let released = self.store.release_lease(NAME, self.ids.process(), self.wall_at()).await;
            if let Err(error) = released {
                tracing::warn!(%error, "the lease for background work ends by itself");
            }
            self.lease.set(None);
        }
    }

    async fn holds_lease(&self) -> bool {
        let now = self.wall_at();
        if self.lease.is_fresh(now) {
            return true;
        }
        let until = now.checked_add(LEASE).unwrap_or(now);
        let taken = self.store.take_lease(NAME, self.ids.process(), now, until).await;
        let held = taken.unwrap_or_else(|error| {
            tracing::warn!(%error, "the lease for background work cannot be asked for");
            false
        });
        self.lease.set(held.then_some(now));
        held
    }
}
