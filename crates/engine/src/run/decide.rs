//! What persons decide about runs, and what a changed calendar means for everybody.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use perennial_core::operator::OperatorAction;
use perennial_core::run::{Run, RunState};
use perennial_core::{Calendar, RunId};
use perennial_store::{RunPartition, StoreError, WriteSet};
use sha2::{Digest as _, Sha256};

use crate::context::OperatorContext;
use crate::engine::Engine;
use crate::error::EngineError;

/// Where the fingerprint of the calendar is kept that services are scheduled by.
const CALENDAR: &str = "calendar";

/// What a person decides about a run that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is done although it exceeds its budget.
    Approve,
    /// It is not done. What is due is planned anew.
    Cancel,
}

impl Engine {
    /// The last runs, the latest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked.
    pub async fn last_runs(&self, count: i64) -> Result<Vec<Run>, StoreError> {
        self.store.last_runs(count).await
    }

    /// A run, with the partitions that have anything to do in it.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is no such run.
    pub async fn require_run(&self, run: RunId) -> Result<(Run, Vec<RunPartition>), EngineError> {
        let found = self.store.run(run).await?;
        let found = found.ok_or_else(|| EngineError::not_found("run", run))?;
        Ok((found, self.store.run_partitions(run).await?))
    }

    /// Approves or cancels a run that waits. `by` is whoever decides, for the record.
    ///
    /// # Errors
    ///
    /// [`EngineError::RunDoesNotWait`] when there is nothing to decide any more.
    pub async fn decide_run(
        self: &Arc<Self>,
        run: RunId,
        verdict: Verdict,
        by: &str,
    ) -> Result<(), EngineError> {
        self.decide_run_in(WriteSet::without_account(), run, verdict, by).await
    }

    /// The same for an operator who has signed in, with an entry in the operators' journal.
    ///
    /// # Errors
    ///
    /// As [`Engine::decide_run`].
    pub async fn decide_run_as(
        self: &Arc<Self>,
        context: &OperatorContext,
        run: RunId,
        verdict: Verdict,
    ) -> Result<(), EngineError> {
        let action = match verdict {
            Verdict::Approve => OperatorAction::ApproveRun,
            Verdict::Cancel => OperatorAction::CancelRun,
        };
        let by = context.actor.to_string();
        self.retry_for_operators(|| async {
            let (found, _) = self.require_run(run).await?;
            let detail = format!("day {}: {}", found.day, found.excesses.join("; "));
            let set = self.operators_set(context, action, format!("run {run}"), detail).await?;
            self.decide_run_in(set, run, verdict, &by).await
        })
        .await
    }

    async fn decide_run_in(
        self: &Arc<Self>,
        mut set: WriteSet,
        run: RunId,
        verdict: Verdict,
        by: &str,
    ) -> Result<(), EngineError> {
        let (found, _) = self.require_run(run).await?;
        if found.state != RunState::Waiting {
            return Err(EngineError::RunDoesNotWait { run, state: found.state });
        }
        let state = match verdict {
            Verdict::Approve => RunState::Running,
            Verdict::Cancel => RunState::Cancelled,
        };
        set.decide_run(run, state, by, self.clock.at());
        match self.store.commit(set).await {
            Err(StoreError::RowCount { .. }) => {
                let (found, _) = self.require_run(run).await?;
                Err(EngineError::RunDoesNotWait { run, state: found.state })
            }
            done => Ok(done?),
        }
    }

    /// Whether services are scheduled by the calendar that this engine has: another process may have another one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked.
    pub async fn has_calendar_of_database(&self) -> Result<bool, StoreError> {
        let known = self.store.meta(CALENDAR).await?;
        Ok(known.is_none_or(|known| known == fingerprint(&self.calendar)))
    }

    /// Services are scheduled by the calendar. When it has changed, every service is looked at once, today.
    pub(super) async fn follow_calendar(&self) -> Result<(), StoreError> {
        let fingerprint = fingerprint(&self.calendar);
        if self.followed.load(Ordering::Relaxed) {
            return Ok(());
        }
        if self.store.meta(CALENDAR).await?.as_deref() != Some(&fingerprint[..]) {
            tracing::info!("the calendar has changed: every service is looked at once");
            let mut set = WriteSet::without_account();
            set.set_meta(CALENDAR, &fingerprint);
            set.wake_all(self.clock.now().today);
            self.store.commit(set).await?;
        }
        self.followed.store(true, Ordering::Relaxed);
        Ok(())
    }
}

/// A number that is another one for another calendar. It is compared with nothing but itself.
fn fingerprint(calendar: &Calendar) -> [u8; 32] {
    Sha256::digest(format!("{calendar:?}")).into()
}

/// Has a new database begin with a calendar.
pub(crate) fn begin_calendar(set: &mut WriteSet, calendar: &Calendar) {
    set.add_meta(CALENDAR, &fingerprint(calendar));
}
