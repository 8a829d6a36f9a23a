//! The sandbox: a server whose time is played.
//!
//! Its clock stands still in the database until somebody moves it, so that every process on the database has the same
//! time. Moving it stops at every moment at which something is to be done, in order, and does it: a year of renewals
//! passes as it would have day by day. What guards against the outside keeps to the time of the world: request
//! signatures, credentials, leases.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::RunId;
use perennial_core::run::RunState;
use perennial_store::{Freshness, Store, StoreError, WriteSet};

use crate::clock::{Clock, ClockController};
use crate::engine::{Engine, OpenError};
use crate::error::EngineError;
use crate::reconcile::Pass;

/// Whether time may be played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sandbox {
    /// Never. A database whose time is played is not opened.
    #[default]
    Never,
    /// Always. A new database becomes a sandbox; one that holds real customers is not opened.
    Always,
    /// As the database is.
    AsFound,
}

/// The most moments at which one advance stops.
const STEPS: usize = 1_000_000;
/// How long to wait for another process that is at work on a run.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(50);

/// What an advance came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advanced {
    /// What the clock shows now.
    pub at: Timestamp,
    /// At how many moments something was done.
    pub steps: usize,
    /// What this process did at all of them.
    pub done: Pass,
    /// The run that waits for a person: time stops there.
    pub waiting: Option<RunId>,
}

/// The clock of a database: its own, or the one that was given.
pub(crate) async fn clock_of(
    store: &Store,
    mode: Sandbox,
    given: Clock,
) -> Result<(Clock, Option<ClockController>), OpenError> {
    let unavailable = |error: StoreError| OpenError::Database(error.into());
    let played = store.sandbox_at().await.map_err(unavailable)?;
    let start = match (mode, played) {
        (Sandbox::Never | Sandbox::AsFound, None) => return Ok((given, None)),
        (Sandbox::Never, Some(_)) => return Err(OpenError::IsSandbox),
        (Sandbox::Always | Sandbox::AsFound, Some(at)) => at,
        (Sandbox::Always, None) => {
            if !store.accounts_after(None, 1).await.map_err(unavailable)?.is_empty() {
                return Err(OpenError::NoSandbox);
            }
            let at = given.at();
            let mut set = WriteSet::without_account();
            set.begin_sandbox(at);
            store.commit(set).await.map_err(unavailable)?;
            at
        }
    };
    let (clock, controller) = Clock::manual(start, given.zone().clone());
    Ok((clock, Some(controller)))
}

impl Engine {
    /// The present numbers of an account. In a sandbox the clock is set by them, should another process have moved it.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn freshness(
        &self,
        account: perennial_core::AccountId,
    ) -> Result<Freshness, StoreError> {
        let fresh = self.store.freshness(account).await?;
        self.follow_sandbox(fresh.sandbox_at);
        Ok(fresh)
    }

    fn follow_sandbox(&self, at: Option<Timestamp>) {
        if let (Some(controller), Some(at)) = (&self.sandbox, at) {
            controller.set(at);
        }
    }

    /// Looks what the clock of a sandbox shows.
    pub(crate) async fn read_sandbox(&self) -> Result<(), StoreError> {
        if self.sandbox.is_some() {
            self.follow_sandbox(self.store.sandbox_at().await?);
        }
        Ok(())
    }

    /// Whether time is played here.
    #[must_use]
    pub const fn is_sandbox(&self) -> bool {
        self.sandbox.is_some()
    }

    /// What the clock of a sandbox shows, and the run that waits for a person.
    ///
    /// # Errors
    ///
    /// [`EngineError::NoSandbox`] where time is real.
    pub async fn sandbox_clock(&self) -> Result<(Timestamp, Option<RunId>), EngineError> {
        if !self.is_sandbox() {
            return Err(EngineError::NoSandbox);
        }
        self.read_sandbox().await?;
        let last = self.store.last_runs(1).await?.pop();
        let waiting = last.filter(|run| run.state == RunState::Waiting).map(|run| run.id);
        Ok((self.clock.at(), waiting))
    }

    /// Moves the clock of a sandbox on, and does everything that is due on the way, in its order. Once begun, it goes on
    /// even if the caller goes away.
    ///
    /// # Errors
    ///
    /// [`EngineError::NoSandbox`] where time is real; [`EngineError::TimeGoesBack`] for an instant before the present.
    pub async fn advance_sandbox(
        self: &Arc<Self>,
        until: Timestamp,
    ) -> Result<Advanced, EngineError> {
        let engine = Arc::clone(self);
        let task = async move { engine.advance_sandbox_watched(until, |_| {}).await };
        self.tasks.spawn(task).await?
    }

    /// The same; `watch` hears of each moment to which the clock is moved.
    ///
    /// # Errors
    ///
    /// As [`Engine::advance_sandbox`].
    pub async fn advance_sandbox_watched(
        self: &Arc<Self>,
        until: Timestamp,
        watch: impl Fn(Timestamp) + Send + Sync,
    ) -> Result<Advanced, EngineError> {
        if !self.is_sandbox() {
            return Err(EngineError::NoSandbox);
        }
        self.read_sandbox().await?;
        let now = self.clock.at();
        if until < now {
            return Err(EngineError::TimeGoesBack { now, asked: until });
        }
        let mut done = Pass::default();
        for steps in 0..STEPS {
            let waiting = self.come_to_rest(&mut done).await?;
            if waiting.is_some() {
                return Ok(Advanced { at: self.clock.at(), steps, done, waiting });
            }
            let next = self.next_moment().await?.filter(|next| *next <= until);
            self.set_sandbox(next.unwrap_or(until)).await?;
            watch(self.clock.at());
            if next.is_none() {
                let waiting = self.come_to_rest(&mut done).await?;
                return Ok(Advanced { at: until, steps, done, waiting });
            }
        }
        Ok(Advanced { at: self.clock.at(), steps: STEPS, done, waiting: None })
    }

    /// Does what is due now. Answers the run that waits for a person, if one does.
    async fn come_to_rest(self: &Arc<Self>, done: &mut Pass) -> Result<Option<RunId>, EngineError> {
        loop {
            let pass = self.reconcile().await;
            done.add(&pass);
            if pass.run_waiting.is_some() {
                return Ok(pass.run_waiting);
            }
            let today = self.clock.now().today;
            let first = self.store.first_due().await?.into_iter().flatten().min();
            if first.is_none_or(|first| first > today) {
                return Ok(None);
            }
            // Another process is at work on the run.
            tokio::time::sleep(PATIENCE).await;
        }
    }

    /// The next moment at which something is to be done, if nobody does anything before.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked.
    pub async fn next_moment(&self) -> Result<Option<Timestamp>, StoreError> {
        let now = self.clock.at();
        let due = self.store.first_due().await?.into_iter().flatten().min();
        let due = due.map(|day| self.start_of(day));
        let lapse = self.store.next_lapse(now).await?;
        let payment = self.store.first_open_payment().await?;
        let refund = self.store.first_open_refund().await?;
        let doubt = payment.into_iter().chain(refund).min();
        let doubt = doubt.and_then(|started| started.checked_add(self.doubt_after).ok());
        let notice = self.store.next_notice().await?;
        let moments = [due, lapse, doubt, notice].into_iter().flatten();
        Ok(moments.filter(|moment| *moment > now).min())
    }

    fn start_of(&self, day: Date) -> Timestamp {
        let start = day.to_zoned_datetime(self.clock.zone().clone());
        start.map_or(Timestamp::MAX, |start| start.timestamp())
    }

    async fn set_sandbox(&self, at: Timestamp) -> Result<(), EngineError> {
        let mut set = WriteSet::without_account();
        set.move_sandbox(at);
        match self.store.commit(set).await {
            Ok(()) => {}
            Err(StoreError::RowCount { .. }) => {
                self.read_sandbox().await?;
                return Err(EngineError::TimeGoesBack { now: self.clock.at(), asked: at });
            }
            Err(error) => return Err(error.into()),
        }
        self.follow_sandbox(Some(at));
        Ok(())
    }
}
