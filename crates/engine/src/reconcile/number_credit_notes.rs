//! Credit notes are numbered: in the order in which they were written, consecutively, in a series of their own
//! (invariant I6).
//!
//! Refunds are rare, so whoever has written a credit note makes a pass over its series. The register refuses a number given
//! twice, whoever gives it.

use perennial_core::account::Subsidiary;
use perennial_core::bill::Register;
use perennial_store::{StoreError, WriteSet};

use crate::engine::Engine;
use crate::error::EngineError;

/// Credit notes numbered in one write set.
const BATCH: i64 = 1000;
/// Tries while somebody else numbers the same series.
const ATTEMPTS: usize = 20;

impl Engine {
    /// Sees to it that the credit notes of a series have numbers. If that fails now, the reconciler does it later: what was
    /// given back is given back in any case.
    pub(crate) async fn number_credit_notes(&self, series: &Subsidiary) {
        if let Err(error) = self.number_note_series(series).await {
            tracing::warn!(%series, %error, "credit notes have no number yet; the next pass gives them one");
        }
    }

    /// Numbers every credit note that has no number. Answers how many.
    pub(super) async fn number_all_credit_notes(&self) -> usize {
        match self.try_number_all_credit_notes().await {
            Ok(count) => count,
            Err(error) => {
                tracing::warn!(%error, "credit notes were not numbered");
                0
            }
        }
    }

    async fn try_number_all_credit_notes(&self) -> Result<usize, EngineError> {
        let mut numbered = 0;
        for series in self.store.unnumbered_note_series().await? {
            numbered += self.number_note_series(&series).await?;
        }
        Ok(numbered)
    }

    /// One pass: numbers all credit notes of a series that have none. Answers how many.
    async fn number_note_series(&self, series: &Subsidiary) -> Result<usize, EngineError> {
        let mut numbered = 0;
        let mut attempts = 0;
        loop {
            match self.number_note_batch(series).await {
                Ok(0) => return Ok(numbered),
                Ok(count) => (numbered, attempts) = (numbered + count, 0),
                // Somebody else gave the same numbers first.
                Err(EngineError::Store(
                    StoreError::Duplicate { .. } | StoreError::RowCount { .. },
                )) if attempts < ATTEMPTS => {
                    attempts += 1;
                    tokio::task::yield_now().await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn number_note_batch(&self, series: &Subsidiary) -> Result<usize, EngineError> {
        let (before, waiting) = self.store.load_note_numbering(series, BATCH).await?;
        let now = self.clock.at();
        let begin = || Register { series: series.clone(), last_number: 0, last_issued_at: now };
        let mut register = before.clone().unwrap_or_else(begin);
        let mut issued = Vec::with_capacity(waiting.len());
        for (account, refund) in waiting {
            // A full series stops here rather than anywhere worse.
            let Ok(issue) = register.issue(now) else { break };
            issued.push((account, refund, issue.into()));
        }
        if issued.is_empty() {
            return Ok(0);
        }
        let mut set = WriteSet::without_account();
        set.issue_credit_notes(&issued);
        set.advance_note_register(before.as_ref(), &register);
        self.store.commit(set).await?;
        Ok(issued.len())
    }
}
