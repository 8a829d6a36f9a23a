//! What is read often and changes rarely, kept in memory: groups of services and the price list.
//!
//! Everything is kept with the number it was read under ([`Freshness`]) and used only while that number stands,
//! so a change by any process is seen at the next request. Commands of this process take what is kept along
//! (`chain`), so that its own work costs it nothing.

mod chain;

use std::sync::{Arc, Mutex, PoisonError};

use perennial_core::journal::Head;
use perennial_core::service::ServiceChange;
use perennial_core::strategy::Group;
use perennial_core::{Account, AccountId, PriceList, ServiceId};
use perennial_store::{Freshness, StoreError};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use self::chain::Chains;
use crate::engine::Engine;

/// A service with everything linked with it.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// A version of the account at which it was so.
    pub(crate) version: i64,
    /// The account.
    pub(crate) account: Account,
    /// The service and what is linked with it.
    pub(crate) group: Arc<Group>,
}

/// What a command that was just committed did to services.
#[derive(Debug)]
pub(crate) struct Advance<'a> {
    /// The version of the account that the command started from; it ended at the next one.
    pub(crate) from: Head,
    /// Everything it did to services.
    pub(crate) changes: &'a [ServiceChange],
}

#[derive(Debug)]
pub(crate) struct Snapshots {
    groups: Option<Groups>,
    prices: Mutex<Option<(i64, Arc<PriceList>)>>,
}

/// Every service that was asked for, with the snapshot of its group.
#[derive(Debug)]
struct Groups {
    snapshots: Cache<(AccountId, ServiceId), Arc<Snapshot>, ByServices>,
    chains: Chains,
}

/// A snapshot weighs as much as it has services.
#[derive(Debug, Clone)]
struct ByServices;

impl Weighter<(AccountId, ServiceId), Arc<Snapshot>> for ByServices {
    fn weight(&self, _: &(AccountId, ServiceId), snapshot: &Arc<Snapshot>) -> u64 {
        snapshot.group.services().len().max(1) as u64
    }
}

impl Snapshots {
    pub(crate) fn new(services: u64) -> Self {
        let items = usize::try_from(services / 4).unwrap_or(usize::MAX);
        let groups = (services > 0).then(|| Groups {
            snapshots: Cache::with_weighter(items, services, ByServices),
            chains: Chains::new(items),
        });
        Self { groups, prices: Mutex::new(None) }
    }

    /// Takes snapshots along to the version that a command has made. Its write set was accepted, so nothing else
    /// happened between the two versions, and what the command did is known: nothing need be read again.
    pub(crate) fn advance(&self, step: &Advance<'_>) {
        if let Some(groups) = &self.groups {
            groups.advance(step);
        }
    }
}

impl Groups {
    /// What is known of a service, if it is as new as a version of its account.
    fn get(&self, account: AccountId, service: ServiceId, version: i64) -> Option<Arc<Snapshot>> {
        // The chain first: a snapshot is changed before the chain grows over the change.
        let reaches_from = self.chains.reaches_from(account, version);
        let known = self.snapshots.get(&(account, service))?;
        (reaches_from <= known.version && known.version <= version).then_some(known)
    }

    /// Keeps what was read, unless the account has moved on since.
    fn keep(&self, account: AccountId, service: ServiceId, snapshot: &Arc<Snapshot>) {
        let _turn = self.chains.turn(account);
        if !self.chains.is_beyond(account, snapshot.version) {
            self.snapshots.insert((account, service), Arc::clone(snapshot));
        }
    }

    fn advance(&self, step: &Advance<'_>) {
        let Head { account, version, .. } = step.from;
        let _turn = self.chains.turn(account);
        let mut changed: Vec<Arc<Snapshot>> = Vec::new();
        let mut all_known = true;
        for service in step.changes.iter().map(ServiceChange::service) {
            let is_in = |snapshot: &Arc<Snapshot>| snapshot.group.service(service).is_some();
            if changed.iter().any(is_in) {
                continue;
            }
            match self.get(account, service, version) {
                Some(known) => changed.push(self.change(account, &known, version, step.changes)),
                // Its group may still be kept under the name of another service.
                None => all_known = false,
            }
        }
        self.chains.grow(account, version, all_known);
    }

    /// Changes a group wherever it is kept.
    fn change(
        &self,
        account: AccountId,
        known: &Snapshot,
        version: i64,
        changes: &[ServiceChange],
    ) -> Arc<Snapshot> {
        let group = Arc::new(known.group.changed(changes));
        let version = version.saturating_add(1);
        let snapshot = Arc::new(Snapshot { version, account: known.account.clone(), group });
        for member in snapshot.group.services() {
            let key = (account, member.id);
            if self.snapshots.peek(&key).is_some() {
                self.snapshots.insert(key, Arc::clone(&snapshot));
            }
        }
        snapshot
    }
}

impl Engine {
    /// A service with everything linked with it, as new as `fresh`; `None` when there is no such service.
    pub(crate) async fn snapshot(
        &self,
        account: AccountId,
        service: ServiceId,
        fresh: &Freshness,
    ) -> Result<Option<Arc<Snapshot>>, StoreError> {
        let version = fresh.head.version;
        let groups = self.snapshots.groups.as_ref();
        if let Some(known) = groups.and_then(|groups| groups.get(account, service, version)) {
            return Ok(Some(known));
        }
        let Some(load) = self.store.group(account, service).await? else {
            return Ok(None);
        };
        let group = Arc::new(load.group);
        let snapshot = Arc::new(Snapshot { version, account: load.account, group });
        // What is newer is good enough to answer with, but it is not what it would be kept as.
        if let Some(groups) = groups.filter(|_| load.head == fresh.head) {
            groups.keep(account, service, &snapshot);
        }
        Ok(Some(snapshot))
    }

    /// The price list, as new as `fresh`.
    pub(crate) async fn price_list(&self, fresh: &Freshness) -> Result<Arc<PriceList>, StoreError> {
        let prices = || self.snapshots.prices.lock().unwrap_or_else(PoisonError::into_inner);
        let known = prices().clone().filter(|(epoch, _)| *epoch == fresh.price_list_epoch);
        if let Some((_, known)) = known {
            return Ok(known);
        }
        let list = Arc::new(self.store.price_list().await?);
        *prices() = Some((fresh.price_list_epoch, Arc::clone(&list)));
        Ok(list)
    }
}

#[cfg(test)]
mod tests;
