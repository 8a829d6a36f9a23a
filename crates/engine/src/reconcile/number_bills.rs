//! Bills are numbered: in the order of settlement, consecutively, in batches (invariant I6).
//!
//! Everybody who has just settled an order asks for a pass; while one runs, the others wait for it together and
//! the next pass does all their bills. So numbers are given one batch at a time without anybody waiting for
//! anybody else's bill in particular. A write set that settles many orders takes a turn itself, and has the numbers of
//! its bills in it. The register of the series refuses a number given twice, whoever gives it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use perennial_core::account::Subsidiary;
use perennial_core::bill::{Bill, Register};
use perennial_core::{AccountId, OrderId};
use perennial_store::{StoreError, WriteSet};

use crate::engine::Engine;
use crate::error::EngineError;

/// Bills numbered in one write set.
const BATCH: i64 = 1000;
/// Tries while another process numbers the same series.
const ATTEMPTS: usize = 20;

/// Who numbers a series in this process.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    series: Mutex<HashMap<Subsidiary, Arc<Turn>>>,
}

/// Passes over one series take turns.
#[derive(Debug, Default)]
struct Turn {
    running: tokio::sync::Mutex<Pass>,
    /// How many passes have begun.
    begun: AtomicU64,
}

/// Whose bills the last pass has numbered.
type Pass = HashSet<(AccountId, OrderId)>;

impl Numbering {
    fn turn(&self, series: &Subsidiary) -> Arc<Turn> {
        let mut turns = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(turns.entry(series.clone()).or_default())
    }
}

impl Engine {
    /// Sees to it that the bill of an order that was just settled has a number. If that fails now, the reconciler
    /// does it later: the order is settled in any case.
    pub(crate) async fn number_bill(
        &self,
        series: &Subsidiary,
        account: AccountId,
        order: OrderId,
    ) {
        let turn = self.numbering.turn(series);
        let begun_before = turn.begun.load(Ordering::SeqCst);
        let mut last = turn.running.lock().await;
        // A pass that began after the order was settled, and is over now, has numbered its bill. So may the one
        // that was already running, if it looked late enough.
        if turn.begun.load(Ordering::SeqCst) > begun_before || last.contains(&(account, order)) {
            return;
        }
        match self.number_series(series, &turn).await {
            Ok(pass) => *last = pass,
            Err(error) => {
                tracing::warn!(%series, %error, "bills have no number yet; the next pass gives them one");
            }
        }
    }

    /// Numbers the bills of a series that many orders have just added to.
    pub(crate) async fn number_bills_of(&self, series: &Subsidiary) {
        let turn = self.numbering.turn(series);
        let mut last = turn.running.lock().await;
        match self.number_series(series, &turn).await {
            Ok(pass) => *last = pass,
            Err(error) => {
                tracing::warn!(%series, %error, "bills have no number yet; the next pass gives them one");
            }
        }
    }

    /// Commits what settles many orders, with their bills, numbered in the order they stand in.
    ///
    /// # Errors
    ///
    /// Those of the write set; among them [`StoreError::Duplicate`] or [`StoreError::RowCount`] if another process has
    /// numbered bills of the same series in this moment.
    pub(crate) async fn commit_billed(
        &self,
        mut set: WriteSet,
        mut bills: Vec<(AccountId, Bill)>,
    ) -> Result<(), EngineError> {
        let series: BTreeSet<Subsidiary> =
            bills.iter().map(|(_, bill)| bill.series.clone()).collect();
        let turns: Vec<_> = series.iter().map(|series| self.numbering.turn(series)).collect();
        // All take them in the order of the series, so nobody has what another waits for.
        let mut held = Vec::with_capacity(turns.len());
        let mut registers = WriteSet::without_account();
        for (series, turn) in series.iter().zip(&turns) {
            let mut last = turn.running.lock().await;
            let (mut before, waiting) = self.store.load_numbering(series, 1).await?;
            if !waiting.is_empty() {
                *last = self.number_series(series, turn).await?;
                (before, _) = self.store.load_numbering(series, 1).await?;
            }
            let mut register = self.register(series, before.as_ref());
            for (_, bill) in bills.iter_mut().filter(|(_, bill)| bill.series == *series) {
                // A full series leaves them without a number, as a pass does.
                bill.issue = register.issue(self.clock.at()).ok();
            }
            registers.advance_register(before.as_ref(), &register);
            held.push(last);
        }
        let written = bills.iter().map(|(account, bill)| {
            let mut one = WriteSet::without_account();
            one.insert_bill(*account, bill);
            one
        });
        set.append(WriteSet::together(written));
        set.append(registers);
        Ok(self.store.commit(set).await?)
    }

    /// Numbers every bill that has no number. Answers how many.
    pub(super) async fn number_all_bills(&self) -> usize {
        match self.try_number_all_bills().await {
            Ok(count) => count,
            Err(error) => {
                tracing::warn!(%error, "bills were not numbered");
                0
            }
        }
    }

    async fn try_number_all_bills(&self) -> Result<usize, EngineError> {
        let mut numbered = 0;
        for series in self.store.unnumbered_series().await? {
            let turn = self.numbering.turn(&series);
            let mut last = turn.running.lock().await;
            *last = self.number_series(&series, &turn).await?;
            numbered += last.len();
        }
        Ok(numbered)
    }

    /// One pass: numbers all bills of a series that have none.
    async fn number_series(&self, series: &Subsidiary, turn: &Turn) -> Result<Pass, EngineError> {
        turn.begun.fetch_add(1, Ordering::SeqCst);
        let mut pass = Pass::new();
        loop {
            let batch = self.number_batch(series).await?;
            let is_last = batch.len() < usize::try_from(BATCH).unwrap_or(usize::MAX);
            pass.extend(batch);
            if is_last {
                return Ok(pass);
            }
        }
    }

    async fn number_batch(
        &self,
        series: &Subsidiary,
    ) -> Result<Vec<(AccountId, OrderId)>, EngineError> {
        for _ in 0..ATTEMPTS {
            match self.number_batch_once(series).await {
                // Another process gave the same numbers first.
                Err(EngineError::Store(
                    StoreError::Duplicate { .. } | StoreError::RowCount { .. },
                )) => tokio::task::yield_now().await,
                result => return result,
            }
        }
        Err(EngineError::Busy)
    }

    async fn number_batch_once(
        &self,
        series: &Subsidiary,
    ) -> Result<Vec<(AccountId, OrderId)>, EngineError> {
        let (before, waiting) = self.store.load_numbering(series, BATCH).await?;
        if waiting.is_empty() {
            return Ok(waiting);
        }
        let now = self.clock.at();
        let mut register = self.register(series, before.as_ref());
        let mut issued = Vec::with_capacity(waiting.len());
        for (account, order) in &waiting {
            // A series has 2⁶⁴ numbers; a full one stops here rather than anywhere worse.
            let Ok(issue) = register.issue(now) else { break };
            issued.push((*account, *order, issue));
        }
        let mut set = WriteSet::without_account();
        set.issue_bills(&issued);
        set.advance_register(before.as_ref(), &register);
        self.store.commit(set).await?;
        Ok(waiting)
    }

    /// Where a series stands that may not have begun.
    fn register(&self, series: &Subsidiary, found: Option<&Register>) -> Register {
        let begin =
            || Register { series: series.clone(), last_number: 0, last_issued_at: self.clock.at() };
        found.cloned().unwrap_or_else(begin)
    }
}
