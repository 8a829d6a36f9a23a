//! Sweeping the partitions of a run: look at accounts, commit, charge, resolve.
//!
//! Accounts are looked at in batches, in the order of their ids; what a batch writes is one write set with one statement
//! for each table. If anybody was faster on one account of it, or anything is wrong with one, the batch is undone whole and
//! its accounts are done one by one.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::stream::{self, StreamExt as _};
use jiff::SignedDuration;
use jiff::civil::Date;
use perennial_core::account::Subsidiary;
use perennial_core::bill::Bill;
use perennial_core::budget::Tally;
use perennial_core::payment::Payment;
use perennial_core::run::Run;
use perennial_core::settlement::SettlementError;
use perennial_core::{AccountId, PriceList};
use perennial_store::{DueChunk, PaymentLoad, RunPartition, StoreError, WriteSet};
use tokio::task::JoinSet;

use super::holding::Holding;
use super::look::Look;
use super::pace::Pace;
use super::{ACTOR, park};
use crate::engine::Engine;
use crate::error::{Class, EngineError};
use crate::journal;

/// How long a partition is held without a sign of life.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Times a partition is gone through, should declined payments make accounts due again.
const SWEEPS: usize = 32;
/// Charges under way at once.
const CHARGES: usize = 32;

/// Where in a partition a sweep is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Batch {
    partition: i64,
    day: Date,
    due_on: Option<Date>,
    after: Option<AccountId>,
}

/// How the bills of a batch get their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// In its write set.
    Within,
    /// In a pass of their own after it: another process was faster to give these numbers. The batch is done anew.
    After,
}

/// Accounts that are due, each with what it holds, or why that cannot be read.
pub(super) type Holdings = Vec<(AccountId, Result<Holding, StoreError>)>;

impl Batch {
    pub(super) const fn first(partition: i64, day: Date) -> Self {
        Self { partition, day, due_on: None, after: None }
    }
}

impl Engine {
    /// Does what of a run is free to be done. Answers what the whole run did, if it is done now.
    pub(super) async fn sweep(self: &Arc<Self>, run: &Run) -> Result<Option<Tally>, EngineError> {
        let prices = Arc::new(self.store.price_list().await?);
        let parts = self.store.run_partitions(run.id).await?.into_iter();
        let mut open = parts.filter(|part| part.finished_at.is_none());
        let mut work = JoinSet::new();
        loop {
            for part in open.by_ref().take(self.run_workers.saturating_sub(work.len())) {
                let (engine, run, prices) = (Arc::clone(self), run.clone(), Arc::clone(&prices));
                work.spawn(async move { engine.sweep_if_free(&run, part, &prices).await });
            }
            let Some(done) = work.join_next().await else { break };
            done??;
        }
        let parts = self.store.run_partitions(run.id).await?;
        if parts.iter().any(|part| part.finished_at.is_none()) {
            // Another process does the rest, or this one will when its lease is over.
            return Ok(None);
        }
        let mut done = Tally::default();
        for part in &parts {
            done.add(&part.done).map_err(SettlementError::Amount)?;
        }
        let mut set = WriteSet::without_account();
        set.finish_run(run.id, self.clock.at());
        match self.store.commit(set).await {
            // Another process was faster to say so.
            Err(StoreError::RowCount { .. }) => Ok(Some(Tally::default())),
            finished => finished.map(|()| Some(done)).map_err(EngineError::from),
        }
    }

    /// Does a partition, unless another process does.
    async fn sweep_if_free(
        self: &Arc<Self>,
        run: &Run,
        part: RunPartition,
        prices: &Arc<PriceList>,
    ) -> Result<(), EngineError> {
        if self.take_partition(run, &part).await? {
            self.sweep_partition(run, part, prices).await?;
        }
        Ok(())
    }

    async fn take_partition(&self, run: &Run, part: &RunPartition) -> Result<bool, StoreError> {
        let now = self.wall_at();
        let until = now.checked_add(LEASE).unwrap_or(now);
        let mut set = WriteSet::without_account();
        set.take_partitions(run.id, &[part.partition], self.ids.process(), now, until);
        match self.store.commit(set).await {
            Ok(()) => Ok(true),
            Err(StoreError::RowCount { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn sweep_partition(
        self: &Arc<Self>,
        run: &Run,
        mut part: RunPartition,
        prices: &Arc<PriceList>,
    ) -> Result<(), EngineError> {
        part.holder = self.ids.process();
        let mut pace = Pace::new(&self.commands, self.batch);
        for _ in 0..SWEEPS {
            let mut batch = Batch::first(part.partition, run.day);
            let mut found = false;
            let mut numbers = Numbers::Within;
            while let Some((holdings, next)) = self.next_batch(&batch, pace.next()).await? {
                found = true;
                numbers = self.do_batch(run, &mut part, holdings, prices, numbers).await?;
                if numbers == Numbers::Within {
                    batch = next;
                }
            }
            if !found {
                break;
            }
        }
        part.finished_at = Some(self.clock.at());
        self.record(run, &part).await
    }

    /// Keeps how far the partition is. Who has lost it meanwhile is refused.
    async fn record(&self, run: &Run, part: &RunPartition) -> Result<(), EngineError> {
        Ok(self.store.commit(self.progress(run, part)).await?)
    }

    fn progress(&self, run: &Run, part: &RunPartition) -> WriteSet {
        let now = self.wall_at();
        let held_until = now.checked_add(LEASE).unwrap_or(now);
        let mut set = WriteSet::without_account();
        set.record_progress(run.id, &RunPartition { held_until, ..part.clone() });
        set
    }

    /// The next accounts of a partition that are due, and where to go on.
    pub(super) async fn next_batch(
        &self,
        batch: &Batch,
        size: i64,
    ) -> Result<Option<(Holdings, Batch)>, StoreError> {
        let mut batch = *batch;
        loop {
            let due_on = match batch.due_on {
                Some(due_on) => due_on,
                None => match self.store.first_due_after(batch.partition, None).await? {
                    Some(first) if first <= batch.day => first,
                    _ => return Ok(None),
                },
            };
            let chunk = self.store.next_due_chunk(batch.partition, due_on, batch.after, size);
            if let Some(chunk) = chunk.await? {
                let next = Batch { due_on: Some(due_on), after: Some(chunk.last), ..batch };
                return Ok(Some((self.holdings(&chunk, batch.day).await?, next)));
            }
            let next = self.store.first_due_after(batch.partition, Some(due_on)).await?;
            let Some(next) = next.filter(|next| *next <= batch.day) else { return Ok(None) };
            batch = Batch { due_on: Some(next), after: None, ..batch };
        }
    }

    async fn holdings(&self, chunk: &DueChunk, day: Date) -> Result<Holdings, StoreError> {
        let due = match self.store.due_accounts(chunk, day).await {
            Ok(due) => due,
            // One of them cannot be read: which, is found by reading each.
            Err(StoreError::Corrupt { .. }) => {
                let mut holdings = Vec::new();
                for account in self.store.due_account_ids(chunk).await? {
                    holdings.push((account, self.holding(account).await));
                }
                return Ok(holdings);
            }
            Err(error) => return Err(error),
        };
        let mut holdings = Vec::with_capacity(due.len());
        for due in due {
            let account = due.stored.account.id;
            let is_plain = !due.is_linked
                && due.services.iter().all(|service| {
                    !matches!(service.state, perennial_core::service::ServiceState::Unpaid(_))
                });
            let holding =
                if is_plain { Ok(Holding::of_single(due)) } else { self.holding(account).await };
            holdings.push((account, holding));
        }
        Ok(holdings)
    }

    async fn holding(&self, account: AccountId) -> Result<Holding, StoreError> {
        let load = self.store.holding(account).await?;
        load.map(Holding::of_all).ok_or_else(|| StoreError::Corrupt {
            table: "service",
            column: "account_id",
            reason: format!("account {account} is not there"),
        })
    }

    async fn do_batch(
        self: &Arc<Self>,
        run: &Run,
        part: &mut RunPartition,
        holdings: Holdings,
        prices: &Arc<PriceList>,
        numbers: Numbers,
    ) -> Result<Numbers, EngineError> {
        let accounts: Vec<AccountId> = holdings.iter().map(|(account, _)| *account).collect();
        let together = match self.look_at_all(run.day, holdings, prices).await {
            Ok(looks) => self.do_together(run, part, looks, numbers).await,
            Err(error) => Err(error),
        };
        match together {
            Ok(()) => Ok(Numbers::Within),
            Err(error @ EngineError::Store(StoreError::Unavailable { .. })) => Err(error),
            Err(EngineError::Store(StoreError::Duplicate { .. } | StoreError::RowCount { .. }))
                if numbers == Numbers::Within =>
            {
                Ok(Numbers::After)
            }
            Err(error) => {
                tracing::debug!(%error, "a batch is done one by one");
                for account in accounts {
                    self.do_alone(run, part, account, prices).await?;
                }
                self.record(run, part).await?;
                Ok(Numbers::Within)
            }
        }
    }

    /// Decides for all of them: pure work, away from those who wait for answers.
    async fn look_at_all(
        self: &Arc<Self>,
        day: Date,
        holdings: Holdings,
        prices: &Arc<PriceList>,
    ) -> Result<Vec<Look>, EngineError> {
        let (engine, prices) = (Arc::clone(self), Arc::clone(prices));
        let work = move || {
            let look = |(_, holding): (AccountId, Result<Holding, StoreError>)| match holding {
                Ok(holding) => engine.look(&holding, &prices, day),
                Err(error) => Err(error.into()),
            };
            holdings.into_iter().map(look).filter_map(Result::transpose).collect()
        };
        tokio::task::spawn_blocking(work).await?
    }

    async fn do_together(
        self: &Arc<Self>,
        run: &Run,
        part: &mut RunPartition,
        looks: Vec<Look>,
        numbers: Numbers,
    ) -> Result<(), EngineError> {
        let mut done = part.done.clone();
        for look in &looks {
            done.add(&look.tally).map_err(SettlementError::Amount)?;
        }
        let (mut sets, mut charges, mut bills) = (Vec::new(), Vec::new(), Vec::new());
        for look in looks {
            sets.push(look.set);
            charges.extend(look.charges);
            bills.extend(look.bills);
        }
        let after = RunPartition { done, ..part.clone() };
        let mut set = self.progress(run, &after);
        set.append(WriteSet::together(sets));
        match numbers {
            Numbers::Within => self.commit_billed(set, bills).await?,
            Numbers::After => self.commit_and_number(set, bills).await?,
        }
        *part = after;
        self.charge_all(charges).await;
        Ok(())
    }

    /// Commits what settles orders, and then has their bills numbered.
    async fn commit_and_number(
        &self,
        mut set: WriteSet,
        bills: Vec<(AccountId, Bill)>,
    ) -> Result<(), EngineError> {
        for (account, bill) in &bills {
            set.insert_bill(*account, bill);
        }
        self.store.commit(set).await?;
        let series: BTreeSet<Subsidiary> = bills.into_iter().map(|(_, bill)| bill.series).collect();
        for series in &series {
            self.number_bills_of(series).await;
        }
        Ok(())
    }

    /// One account as a command of its own, which tries again while others are faster. If something about it cannot be,
    /// it is parked, and the run goes on.
    async fn do_alone(
        self: &Arc<Self>,
        run: &Run,
        part: &mut RunPartition,
        account: AccountId,
        prices: &PriceList,
    ) -> Result<(), EngineError> {
        let attempt = || async {
            let holding = self.holding(account).await?;
            let Some(look) = self.look(&holding, prices, run.day)? else { return Ok(None) };
            let Look { set, tally, charges, bills } = look;
            self.commit_and_number(set, bills).await?;
            Ok(Some((tally, charges)))
        };
        match self.retry(account, attempt).await {
            Ok(None) => Ok(()),
            Ok(Some((tally, charges))) => {
                part.done.add(&tally).map_err(SettlementError::Amount)?;
                self.charge_all(charges).await;
                Ok(())
            }
            Err(EngineError::Busy) => {
                tracing::warn!(%account, "an account is busy; it is looked at again");
                Ok(())
            }
            Err(error) if error.class() == Class::Unavailable => Err(error),
            Err(error) => self.park_for(account, &park::reason(&error)).await,
        }
    }

    /// Charges what a gateway is to charge, some at once, and records what comes of it.
    async fn charge_all(self: &Arc<Self>, charges: Vec<(Payment, PaymentLoad)>) {
        let charge = |(payment, load): (Payment, PaymentLoad)| async move {
            let account = load.account.id;
            let subsidiary = load.account.subsidiary.clone();
            let outcome = self.charge(account, &payment).await;
            let context = journal::own_context(account, ACTOR, self.ids.query());
            let (order, id) = (payment.order, payment.id);
            let resolved = self.resolve_payment(&context, order, id, &outcome, Some(load)).await;
            if let Err(error) = resolved {
                tracing::warn!(%account, payment = %id, %error, "a payment is settled later");
            }
            subsidiary
        };
        let charged = stream::iter(charges.into_iter().map(charge)).buffer_unordered(CHARGES);
        let series: BTreeSet<Subsidiary> = charged.collect().await;
        for series in &series {
            self.number_bills_of(series).await;
        }
    }
}
