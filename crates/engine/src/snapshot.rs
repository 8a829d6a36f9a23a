//! What is read often and changes rarely, kept in memory: groups of services and the price list.
//!
//! Everything is kept with the number it was read under ([`Freshness`]) and used only while that number stands,
//! so a change by any process is seen at the next request.

use std::sync::{Arc, Mutex, PoisonError};

use perennial_core::journal::Head;
use perennial_core::service::ServiceChange;
use perennial_core::strategy::Group;
use perennial_core::{Account, AccountId, PriceList, ServiceId};
use perennial_store::{Freshness, StoreError};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::engine::Engine;

/// A service with everything linked with it, at one version of its account.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// The version of the account.
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
    /// Services whose snapshots are worth keeping up.
    pub(crate) services: &'a [ServiceId],
    /// What it did to them.
    pub(crate) changes: &'a [ServiceChange],
}

#[derive(Debug)]
pub(crate) struct Snapshots {
    groups: Option<Cache<(AccountId, ServiceId), Arc<Snapshot>, ByServices>>,
    prices: Mutex<Option<(i64, Arc<PriceList>)>>,
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
        let groups = (services > 0).then(|| Cache::with_weighter(items, services, ByServices));
        Self { groups, prices: Mutex::new(None) }
    }

    /// Takes snapshots along to the version that a command has made. Its write set was accepted, so nothing else
    /// happened between the two versions, and what the command did is known: nothing need be read again.
    pub(crate) fn advance(&self, step: &Advance<'_>) {
        let Some(groups) = &self.groups else { return };
        let Head { account, version, .. } = step.from;
        for service in step.services {
            let key = (account, *service);
            let Some(known) = groups.get(&key).filter(|known| known.version == version) else {
                continue;
            };
            let group = if step.changes.is_empty() {
                Arc::clone(&known.group)
            } else {
                Arc::new(known.group.changed(step.changes))
            };
            let version = version.saturating_add(1);
            let account = known.account.clone();
            groups.insert(key, Arc::new(Snapshot { version, account, group }));
        }
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
        let key = (account, service);
        let known = self.snapshots.groups.as_ref().and_then(|groups| groups.get(&key));
        if let Some(known) = known.filter(|known| known.version == fresh.account_version) {
            return Ok(Some(known));
        }
        // `fresh` was read before the rows, so the rows are as new or newer: at worst they are read again.
        let Some((account, group)) = self.store.group(account, service).await? else {
            return Ok(None);
        };
        let group = Arc::new(group);
        let snapshot = Arc::new(Snapshot { version: fresh.account_version, account, group });
        if let Some(groups) = &self.snapshots.groups {
            groups.insert(key, Arc::clone(&snapshot));
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
