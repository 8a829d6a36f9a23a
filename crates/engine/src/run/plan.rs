//! Planning a run: what the day would do, counted before it does anything.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt as _};
use jiff::SignedDuration;
use jiff::civil::Date;
use perennial_core::automatic::plan_day;
use perennial_core::budget::Tally;
use perennial_core::run::{Run, RunState};
use perennial_core::settlement::SettlementError;
use perennial_core::{OrderId, PriceList, RunId};
use perennial_store::{PARTITIONS, StoreError, WriteSet};

use super::look::repeats;
use super::sweep::Batch;
use crate::engine::Engine;
use crate::error::EngineError;

/// How far back runs count as recent: the same day of the month before is among them.
const RECENT: SignedDuration = SignedDuration::from_hours(40 * 24);

impl Engine {
    /// Plans a day, and begins it or lets it wait for a person.
    pub(super) async fn plan_run(
        self: &Arc<Self>,
        day: Date,
        id: RunId,
    ) -> Result<(), EngineError> {
        let prices = self.store.price_list().await?;
        let (mut planned, mut partitions) = (Tally::default(), Vec::new());
        let work = (0..PARTITIONS).map(|partition| self.plan_partition(partition, day, &prices));
        let mut work = stream::iter(work).buffered(self.run_workers);
        let mut partition = 0;
        while let Some(tally) = work.next().await {
            if let Some(tally) = tally? {
                planned.add(&tally).map_err(SettlementError::Amount)?;
                partitions.push(partition);
            }
            partition += 1;
        }
        drop(work);
        let now = self.clock.now();
        let since = now.at.checked_sub(RECENT).unwrap_or(now.at);
        let recent = self.store.runs_done_since(since).await?;
        let recent = recent.iter().map(|run| run.planned.renewals).max();
        let excesses = self.budget.excesses(&planned, recent);
        let excesses: Vec<String> = excesses.iter().map(ToString::to_string).collect();
        let state = if excesses.is_empty() { RunState::Running } else { RunState::Waiting };
        if !excesses.is_empty() {
            let excess = excesses.join("; ");
            tracing::warn!(%day, %excess, "a run exceeds its budget and waits to be approved");
        }
        let run = Run {
            id,
            day,
            planned_at: now.at,
            planned_on: now.today,
            state,
            planned,
            excesses,
            decision: None,
            finished_at: None,
        };
        let mut set = WriteSet::without_account();
        set.insert_run(&run, &partitions);
        match self.store.commit(set).await {
            // Another process has planned it in this very moment.
            Err(StoreError::Duplicate { .. }) => Ok(()),
            done => Ok(done?),
        }
    }

    /// What a partition would do; nothing if nothing of it is due.
    async fn plan_partition(
        self: &Arc<Self>,
        partition: i64,
        day: Date,
        prices: &PriceList,
    ) -> Result<Option<Tally>, EngineError> {
        let mut tally = None::<Tally>;
        let mut batch = Batch::first(partition, day);
        while let Some((holdings, next)) = self.next_batch(&batch).await? {
            let sum = tally.get_or_insert_default();
            let now = self.clock.now();
            for (account, holding) in holdings {
                // What cannot be read is parked when its turn comes.
                let Ok(holding) = holding else {
                    tracing::warn!(%account, "an account cannot be planned");
                    continue;
                };
                let holder = holding.holder(prices, &self.calendar);
                // The plan is thrown away, so the id of its order is of no consequence.
                let Ok(plan) = plan_day(&holder, day, now, OrderId::MIN) else { continue };
                let repeats = repeats(&plan, &holding, now.today);
                sum.count(&plan, repeats).map_err(SettlementError::Amount)?;
            }
            batch = next;
        }
        Ok(tally)
    }
}
