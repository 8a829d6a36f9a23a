//! What is read again and again besides services, kept in memory for as long as its account stands where it stood.
//!
//! Each thing is kept with the version of its account ([`Freshness`]) at which it was asked for, and is used for that
//! version only: a change by any process, of whatever, is one to read everything again. Nothing is taken along over a
//! command, as [snapshots](crate::snapshot) are, because what stands here is one row or a few. What is not there is
//! not kept.

use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;
use perennial_core::automatic::ForecastBrief;
use perennial_core::bill::Bill;
use perennial_core::detail::About;
use perennial_core::payment::Payment;
use perennial_core::profile::ProfileDetails;
use perennial_core::{Account, AccountId, Means, Order, OrderId, PaymentId, ServiceId};
use perennial_store::{Freshness, StoreError};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::engine::Engine;
use crate::error::EngineError;

/// An account with what is kept beside its profile.
#[derive(Debug)]
pub struct Customer {
    /// The account.
    pub account: Account,
    /// What is kept beside its profile.
    pub details: ProfileDetails,
}

/// Everything that is kept.
#[derive(Debug)]
pub(crate) struct Kept {
    customers: Shelf<(), Customer>,
    names: Shelf<(String, String), ServiceId>,
    abouts: Shelf<ServiceId, About>,
    orders: Shelf<OrderId, Order>,
    bills: Shelf<String, Bill>,
    bills_of_orders: Shelf<OrderId, Bill>,
    charges: Shelf<PaymentId, Payment>,
    forecasts: Shelf<ForecastKey, ForecastBrief>,
}

/// What a forecast depends on beside its account: the day it is made, its last day, and the prices.
type ForecastKey = (Date, Date, i64);

impl Kept {
    /// Room for what belongs to so many services. None at 0.
    pub(crate) fn new(services: u64) -> Self {
        let room = services / 4;
        Self {
            customers: Shelf::new(room, |_| 1),
            names: Shelf::new(room, |_| 1),
            abouts: Shelf::new(room, |about| 1 + about.details.bytes() as u64 / 1024),
            orders: Shelf::new(room, |order| 1 + order.terms.lines.len() as u64 / 4),
            bills: Shelf::new(room, |_| 1),
            bills_of_orders: Shelf::new(room, |_| 1),
            charges: Shelf::new(room, |_| 1),
            forecasts: Shelf::new(room, |brief| {
                1 + brief.debits.len() as u64 / 4 + brief.dooms.len() as u64 / 8
            }),
        }
    }
}

/// Things of one kind, by account and key.
#[derive(Debug)]
struct Shelf<K, V> {
    things: Option<Things<K, V>>,
}

type Things<K, V> = Cache<(AccountId, K), Standing<V>, ByValue<V>>;

/// A thing, and the version of its account at which it was so.
#[derive(Debug)]
struct Standing<V> {
    version: i64,
    thing: Arc<V>,
}

impl<V> Clone for Standing<V> {
    fn clone(&self) -> Self {
        Self { version: self.version, thing: Arc::clone(&self.thing) }
    }
}

/// About how many kilobytes a thing takes.
#[derive(Debug)]
struct ByValue<V>(fn(&V) -> u64);

impl<V> Clone for ByValue<V> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<K, V> Weighter<(AccountId, K), Standing<V>> for ByValue<V> {
    fn weight(&self, _: &(AccountId, K), standing: &Standing<V>) -> u64 {
        (self.0)(&standing.thing)
    }
}

impl<K: Hash + Eq, V> Shelf<K, V> {
    fn new(room: u64, weigh: fn(&V) -> u64) -> Self {
        let items = usize::try_from(room).unwrap_or(usize::MAX);
        let things = (room > 0).then(|| Cache::with_weighter(items, room, ByValue(weigh)));
        Self { things }
    }

    /// A thing, as new as `fresh`: the one that is kept, or the one that `read` finds.
    async fn get<E>(
        &self,
        fresh: &Freshness,
        key: K,
        read: impl AsyncFnOnce() -> Result<Option<V>, E>,
    ) -> Result<Option<Arc<V>>, E> {
        let key = (fresh.head.account, key);
        let known = self.things.as_ref().and_then(|things| things.get(&key));
        if let Some(known) = known.filter(|known| known.version == fresh.head.version) {
            return Ok(Some(known.thing));
        }
        let Some(thing) = read().await?.map(Arc::new) else { return Ok(None) };
        // It may be newer than the version by now: then that version is asked for by nobody any more who began later.
        if let Some(things) = &self.things {
            let standing = Standing { version: fresh.head.version, thing: Arc::clone(&thing) };
            things.insert(key, standing);
        }
        Ok(Some(thing))
    }
}

impl Engine {
    /// An account, as new as `fresh`.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is none, which no caller can bring about.
    pub async fn customer(&self, fresh: &Freshness) -> Result<Arc<Customer>, EngineError> {
        let account = fresh.head.account;
        let read = async || {
            let Some(stored) = self.store.account(account).await? else {
                return Ok::<_, StoreError>(None);
            };
            let details = self.store.account_details(account).await?;
            Ok(Some(Customer { account: stored.account, details }))
        };
        let found = self.kept.customers.get(fresh, (), read).await?;
        found.ok_or_else(|| EngineError::not_found("account", account))
    }

    /// The id of a service by its name in a product line; `None` when the account has no such service.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn service_id(
        &self,
        fresh: &Freshness,
        product: &str,
        name: &str,
    ) -> Result<Option<ServiceId>, EngineError> {
        let read = async || self.find_by_name(fresh.head.account, product, name).await;
        let key = (product.to_owned(), name.to_owned());
        Ok(self.kept.names.get(fresh, key, read).await?.map(|found| *found))
    }

    /// What is told of a service.
    pub(crate) async fn about(
        &self,
        fresh: &Freshness,
        service: ServiceId,
    ) -> Result<Arc<About>, StoreError> {
        let read = async || self.store.about(fresh.head.account, service).await.map(Some);
        Ok(self.kept.abouts.get(fresh, service, read).await?.unwrap_or_default())
    }

    /// An order, as new as `fresh`.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such order.
    pub async fn order(
        &self,
        fresh: &Freshness,
        order: OrderId,
    ) -> Result<Arc<Order>, EngineError> {
        let read = async || self.store.order(fresh.head.account, order).await;
        let found = self.kept.orders.get(fresh, order, read).await?;
        found.ok_or_else(|| EngineError::not_found("orderId", order))
    }

    /// An issued bill, as new as `fresh`.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such bill.
    pub async fn bill(&self, fresh: &Freshness, number: &str) -> Result<Arc<Bill>, EngineError> {
        let read = async || self.find_bill(fresh.head.account, number).await;
        let found = self.kept.bills.get(fresh, number.to_owned(), read).await?;
        found.ok_or_else(|| EngineError::not_found("billId", number))
    }

    /// The issued bill of an order, as new as `fresh`; `None` while there is none.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn order_bill(
        &self,
        fresh: &Freshness,
        order: OrderId,
    ) -> Result<Option<Arc<Bill>>, EngineError> {
        // A bill is numbered without a change of its account. Until then it is none, and what is none is not kept.
        let read = async || {
            let bill = self.store.bill_of_order(fresh.head.account, order).await?;
            Ok::<_, StoreError>(bill.filter(|bill| bill.issue.is_some()))
        };
        Ok(self.kept.bills_of_orders.get(fresh, order, read).await?)
    }

    /// The forecast of an account in brief, as new as `fresh`.
    ///
    /// # Errors
    ///
    /// As [`Engine::forecast`].
    pub async fn forecast_in_brief(
        &self,
        fresh: &Freshness,
        until: Date,
    ) -> Result<Arc<ForecastBrief>, EngineError> {
        let account = fresh.head.account;
        let key = (self.clock.now().today, until, fresh.price_list_epoch);
        let read = async || self.forecast(account, until).await.map(|all| Some(all.brief()));
        let found = self.kept.forecasts.get(fresh, key, read).await?;
        Ok(found.unwrap_or_default())
    }

    /// A payment that was charged, or is being charged, to a payment method, as new as `fresh`.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such payment.
    pub async fn charge_of(
        &self,
        fresh: &Freshness,
        payment: PaymentId,
    ) -> Result<Arc<Payment>, EngineError> {
        let read = async || {
            let payment = self.store.payment(fresh.head.account, payment).await?;
            Ok::<_, StoreError>(payment.filter(|one| matches!(one.means, Means::Method(..))))
        };
        let found = self.kept.charges.get(fresh, payment, read).await?;
        found.ok_or_else(|| EngineError::not_found("transactionId", payment))
    }
}

#[cfg(test)]
mod tests;
