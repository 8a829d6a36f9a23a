//! Runs: the days of the calendar, one after the other, for all accounts.
//!
//! ```text
//! plan      count what the day would do, account by account, and write nothing          run/plan.rs
//! decide    within the budget the run goes on by itself; over it, it waits for a person
//! sweep     partition by partition: look at accounts, commit, charge, resolve           run/sweep.rs
//! ```
//!
//! A day is taken from what is due, never from a message or a timer: after an outage the missed days come one by one, the
//! oldest first. Any number of processes share the partitions of a run by leases. What one of them leaves behind when
//! it dies is still due, or is a payment whose outcome is open; both are found again.

mod decide;
mod holding;
mod look;
mod pace;
mod park;
mod plan;
mod sweep;

use std::sync::Arc;

use jiff::civil::Date;
use perennial_core::RunId;
use perennial_core::budget::Tally;
use perennial_core::run::{Run, RunState};

pub use self::decide::Verdict;
pub(crate) use self::decide::begin_calendar;
pub(crate) use self::holding::{Holding, groups};
pub(crate) use self::pace::Commands;
use crate::engine::Engine;
use crate::error::EngineError;

/// How the journal names what is done here.
const ACTOR: &str = "automatic renewal";
/// Days done in one pass, so that other background work has its turn.
const DAYS: usize = 400;

/// What the calendar came to in one pass.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renewed {
    /// Runs that were done.
    pub runs: usize,
    /// What they did.
    pub done: Tally,
    /// A run that waits for a person.
    pub waiting: Option<RunId>,
}

/// What is to be done next.
enum Next {
    /// Nothing is due.
    Nothing,
    /// A run waits for a person.
    Wait(Run),
    /// A run goes on.
    Sweep(Run),
    /// A day is to be planned, as a run with this id.
    Plan(Date, RunId),
}

impl Engine {
    /// Does every day that is due, as far as budgets and other processes allow. What cannot be done now stays due.
    pub async fn renew(self: &Arc<Self>) -> Renewed {
        let mut renewed = Renewed::default();
        if let Err(error) = self.try_renew(&mut renewed).await {
            tracing::warn!(%error, "automatic renewal is interrupted; it goes on at the next pass");
        }
        renewed
    }

    async fn try_renew(self: &Arc<Self>, renewed: &mut Renewed) -> Result<(), EngineError> {
        self.follow_calendar().await?;
        for _ in 0..DAYS {
            match self.next_of_calendar().await? {
                Next::Nothing => return Ok(()),
                Next::Wait(run) => {
                    renewed.waiting = Some(run.id);
                    return Ok(());
                }
                Next::Plan(day, id) => self.plan_run(day, id).await?,
                Next::Sweep(run) => {
                    let Some(done) = self.sweep(&run).await? else { return Ok(()) };
                    renewed.runs += 1;
                    let added = renewed.done.add(&done);
                    added.map_err(perennial_core::settlement::SettlementError::Amount)?;
                }
            }
        }
        Ok(())
    }

    async fn next_of_calendar(&self) -> Result<Next, EngineError> {
        // Runs are counted, and the count is read first: of two processes that plan the same run, one succeeds.
        let id = self.store.last_run_id().await?.map_or(1, |last| last.get().saturating_add(1));
        let id = RunId::try_new(id).map_err(|_| EngineError::not_found("run", id))?;
        let last = self.store.last_runs(1).await?.pop();
        match last {
            Some(run) if run.state == RunState::Waiting => Ok(Next::Wait(run)),
            Some(run) if run.state == RunState::Running => Ok(Next::Sweep(run)),
            last => {
                let today = self.clock.now().today;
                let first = self.store.first_due().await?.into_iter().flatten().min();
                let Some(first) = first.filter(|first| *first <= today) else {
                    return Ok(Next::Nothing);
                };
                // The calendar does not go back: what has become due for a day that is over is done on the last one.
                let day = last.map_or(first, |run| first.max(run.day.min(today)));
                Ok(Next::Plan(day, id))
            }
        }
    }
}
