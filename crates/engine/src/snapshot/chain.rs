//! Chains: for each account, the versions between which this process made every change itself.
//!
//! A command changes a few services and makes the account one version older. What was read of its other services
//! is still true, and this process knows it, because its own write set made that version. So a snapshot may be used
//! at the present version if a chain of this process's own commands leads there from the snapshot's version. A step
//! by another process, or by a command that keeps nothing up, ends the chain.

use std::sync::{Mutex, MutexGuard, PoisonError};

use perennial_core::AccountId;
use quick_cache::sync::Cache;

/// Locks, so that accounts seldom wait for one another. A power of two.
const LOCKS: usize = 64;

/// The versions of an account between which every change is known.
#[derive(Debug, Clone, Copy)]
struct Chain {
    first: i64,
    last: i64,
}

/// The chains of all accounts that are active. One that is forgotten costs another reading, nothing else.
#[derive(Debug)]
pub(super) struct Chains {
    chains: Cache<AccountId, Chain>,
    locks: Box<[Mutex<()>]>,
}

impl Chains {
    pub(super) fn new(accounts: usize) -> Self {
        let locks = (0..LOCKS).map(|_| Mutex::new(())).collect();
        Self { chains: Cache::new(accounts), locks }
    }

    /// The right to change what is kept of an account, and its chain. Looking needs none.
    pub(super) fn turn(&self, account: AccountId) -> Option<MutexGuard<'_, ()>> {
        let index = usize::try_from(account.get()).unwrap_or(0) % LOCKS;
        self.locks.get(index).map(|lock| lock.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The oldest version from which this process knows everything up to `version`.
    pub(super) fn reaches_from(&self, account: AccountId, version: i64) -> i64 {
        match self.chains.get(&account) {
            Some(chain) if chain.last == version => chain.first,
            _ => version,
        }
    }

    /// Whether this process has made a later version than this one.
    pub(super) fn is_beyond(&self, account: AccountId, version: i64) -> bool {
        self.chains.get(&account).is_some_and(|chain| chain.last > version)
    }

    /// Adds a step from `version` to the next one. Unless everything that it changed is kept up, nothing
    /// older than the step can be used after it.
    pub(super) fn grow(&self, account: AccountId, version: i64, all_kept_up: bool) {
        if self.is_beyond(account, version) {
            // The end of a later command was seen first. Its chain does not lead over this step.
            return;
        }
        let last = version.saturating_add(1);
        let first = if all_kept_up { self.reaches_from(account, version) } else { last };
        self.chains.insert(account, Chain { first, last });
    }
}
