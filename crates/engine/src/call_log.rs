//! The calls that may have changed something, for their accounts to look up.
//!
//! A call is noted in memory and written later, together with others: no caller waits for it. What is noted can be read at
//! once in the process that noted it. It is no part of the books: what dies with a process, and what comes when too much is
//! waiting, is not there. How much that was is counted and told to the log.

use std::collections::{BTreeSet, VecDeque};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::SignedDuration;
use perennial_core::api_call::{ApiCall, CallTarget};
use perennial_core::limits::CALLS_LISTED_MAX;
use perennial_core::{AccountId, ApiCallId};
use perennial_store::WriteSet;

use crate::engine::Engine;
use crate::error::EngineError;

/// How long calls are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The most calls that wait to be written: what a busy server takes in some seconds, and a few MB.
const WAITING_MAX: usize = 20_000;
/// Calls of one write set. Others wait for the only writer of SQLite.
const BATCH: usize = 1000;

/// Which calls are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallsOf {
    /// All that were made for the account.
    Account,
    /// Those about its services.
    Services,
}

/// Calls that are noted and not yet written.
#[derive(Debug, Default)]
pub(crate) struct CallLog {
    waiting: Mutex<VecDeque<ApiCall>>,
    lost: AtomicU64,
    /// One batch is written at a time.
    writing: tokio::sync::Mutex<()>,
}

impl CallLog {
    fn waiting(&self) -> MutexGuard<'_, VecDeque<ApiCall>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The ids of what is waiting of an account.
    fn ids(&self, account: AccountId, of: CallsOf) -> Vec<ApiCallId> {
        let waiting = self.waiting();
        let of_account = waiting.iter().filter(|call| call.account == account);
        of_account.filter(|call| of.includes(&call.target)).map(|call| call.id).collect()
    }

    fn find(&self, account: AccountId, id: ApiCallId) -> Option<ApiCall> {
        let waiting = self.waiting();
        let place = waiting.binary_search_by_key(&id, |call| call.id).ok()?;
        waiting.get(place).filter(|call| call.account == account).cloned()
    }
}

impl CallsOf {
    const fn includes(self, target: &CallTarget) -> bool {
        matches!(self, Self::Account) || target.about_services
    }
}

impl Engine {
    /// Notes a call that may change something. Nobody waits for it to be written.
    pub fn note_call(&self, account: AccountId, target: CallTarget, address: Option<IpAddr>) {
        let at = self.wall_at();
        let mut waiting = self.calls.waiting();
        if waiting.len() >= WAITING_MAX {
            self.calls.lost.fetch_add(1, Ordering::Relaxed);
            return;
        }
        // Under the lock, so that ids stand in their order.
        waiting.push_back(ApiCall { id: self.ids.api_call(at), account, at, target, address });
    }

    /// Writes what was noted. What the database does not take waits for the next time.
    pub async fn record_calls(&self) {
        let _one = self.calls.writing.lock().await;
        let lost = self.calls.lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            tracing::warn!(lost, "too many calls were waiting to be recorded; they are in no list");
        }
        loop {
            let batch: Vec<ApiCall> = self.calls.waiting().iter().take(BATCH).cloned().collect();
            if batch.is_empty() {
                return;
            }
            let mut set = WriteSet::without_account();
            set.insert_api_calls(&batch);
            if let Err(error) = self.store.commit(set).await {
                tracing::warn!(%error, "calls were not recorded; they are when the database answers");
                return;
            }
            self.calls.waiting().drain(..batch.len());
        }
    }

    /// The ids of the newest calls of an account, the oldest of them first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn call_ids(
        &self,
        account: AccountId,
        of: CallsOf,
    ) -> Result<Vec<ApiCallId>, EngineError> {
        // First what is waiting: what is written meanwhile is found in the database then.
        let mut ids: BTreeSet<_> = self.calls.ids(account, of).into_iter().collect();
        let most = i64::try_from(CALLS_LISTED_MAX).unwrap_or(i64::MAX);
        let only_services = of == CallsOf::Services;
        ids.extend(self.store.api_call_ids(account, only_services, most).await?);
        let surplus = ids.len().saturating_sub(CALLS_LISTED_MAX);
        Ok(ids.into_iter().skip(surplus).collect())
    }

    /// A call of an account.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is no such call.
    pub async fn require_call(
        &self,
        account: AccountId,
        of: CallsOf,
        id: ApiCallId,
    ) -> Result<ApiCall, EngineError> {
        let call = match self.calls.find(account, id) {
            Some(call) => Some(call),
            None => self.store.api_call(account, id).await?,
        };
        let call = call.filter(|call| of.includes(&call.target));
        call.ok_or_else(|| EngineError::not_found("logId", id))
    }

    /// Forgets calls that were kept for long enough.
    pub(crate) fn forget_old_calls(&self, set: &mut WriteSet) {
        let before = self.wall_at().checked_sub(KEPT).ok().and_then(first_call_at);
        if let Some(before) = before {
            set.forget_api_calls_before(before);
        }
    }
}

/// The smallest id of a call at an instant.
fn first_call_at(at: jiff::Timestamp) -> Option<ApiCallId> {
    ApiCallId::try_new(at.as_millisecond().checked_mul(crate::ids::CALLS_PER_MS)?).ok()
}
