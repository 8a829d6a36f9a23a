//! Planning a run: what the day would do, counted before it does anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::Date;
use perennial_core::automatic::plan_day;
use perennial_core::budget::Tally;
use perennial_core::run::{Run, RunState};
use perennial_core::settlement::SettlementError;
use perennial_core::{OrderId, PriceList, RunId};
use perennial_store::{PARTITIONS, StoreError, WriteSet};
use tokio::task::JoinSet;

use super::look::repeats;
use super::sweep::{Batch, Holdings};
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
        let tallies = self.plan_partitions(day).await?;
        let mut planned = Tally::default();
        for tally in tallies.values() {
            planned.add(tally).map_err(SettlementError::Amount)?;
        }
        let partitions: Vec<i64> = tallies.into_keys().collect();
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

    /// What each partition would do that has anything due.
    async fn plan_partitions(
        self: &Arc<Self>,
        day: Date,
    ) -> Result<BTreeMap<i64, Tally>, EngineError> {
        let prices = Arc::new(self.store.price_list().await?);
        let mut open = 0..PARTITIONS;
        let (mut work, mut tallies) = (JoinSet::new(), BTreeMap::new());
        loop {
            for partition in open.by_ref().take(self.run_workers.saturating_sub(work.len())) {
                let (engine, prices) = (Arc::clone(self), Arc::clone(&prices));
                work.spawn(async move {
                    let tally = engine.plan_partition(partition, day, &prices).await;
                    tally.map(|tally| (partition, tally))
                });
            }
            let Some(done) = work.join_next().await else { return Ok(tallies) };
            if let (partition, Some(tally)) = done?? {
                tallies.insert(partition, tally);
            }
        }
    }

    /// What a partition would do; nothing if nothing of it is due.
    async fn plan_partition(
        self: &Arc<Self>,
        partition: i64,
        day: Date,
        prices: &Arc<PriceList>,
    ) -> Result<Option<Tally>, EngineError> {
        let mut tally = None::<Tally>;
        let mut batch = Batch::first(partition, day);
        while let Some((holdings, next)) = self.next_batch(&batch, self.batch).await? {
            let (engine, prices) = (Arc::clone(self), Arc::clone(prices));
            let work = move || engine.plan_holdings(&holdings, &prices, day);
            let planned = tokio::task::spawn_blocking(work).await??;
            tally.get_or_insert_default().add(&planned).map_err(SettlementError::Amount)?;
            batch = next;
        }
        Ok(tally)
    }

    /// Plans for all of them: pure work, away from those who wait for answers.
    fn plan_holdings(
        &self,
        holdings: &Holdings,
        prices: &PriceList,
        day: Date,
    ) -> Result<Tally, EngineError> {
        let now = self.clock.now();
        let mut sum = Tally::default();
        for (account, holding) in holdings {
            // What cannot be read is parked when its turn comes.
            let Ok(holding) = holding else {
                tracing::warn!(%account, "an account cannot be planned");
                continue;
            };
            let Ok(tax) = self.tax_of(&holding.stored.account) else { continue };
            let holder = holding.holder(prices, tax, &self.calendar);
            // The plan is thrown away, so the id of its order is of no consequence.
            let Ok(plan) = plan_day(&holder, day, now, OrderId::MIN) else { continue };
            let repeats = repeats(&plan, holding, now.today);
            sum.count(&plan, repeats).map_err(SettlementError::Amount)?;
        }
        Ok(sum)
    }
}
