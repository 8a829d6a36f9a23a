//! What one command needs, read at once: a single round trip, no answer of it older than the one before.
//!
//! Where a write set follows, the account's version was read before anything else, here or as its freshness: if the
//! account changes while the rest is read, the write set is refused.

mod refund;

use std::collections::BTreeSet;

use perennial_core::automatic::Standing;
use perennial_core::debt::Debt;
use perennial_core::journal::Head;
use perennial_core::link::Link;
use perennial_core::means::{Balances, PaymentMethod};
use perennial_core::order::Category;
use perennial_core::payment::Payment;
use perennial_core::service::{Service, ServiceState};
use perennial_core::strategy::Group;
use perennial_core::{Account, AccountId, Order, OrderId, PaymentId, ServiceId};

pub use refund::RefundLoad;

use crate::codec::{all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::store::Store;
use crate::table::account::StoredAccount;
use crate::table::idempotency::Done;
use crate::table::{
    account, debt, idempotency, order, order_line, payment, payment_method, service, service_link,
};

/// A service with everything that is linked with it, and its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLoad {
    /// The group.
    pub group: Group,
    /// The account.
    pub account: Account,
    /// Where its journal stood after the group was read: nothing in it is newer.
    pub head: Head,
}

/// What placing an order needs, beside the services themselves and where the journal stands.
#[derive(Debug)]
pub struct PlacementLoad {
    /// Unpaid orders of the account for the same selection.
    pub standing: Vec<Order>,
    /// What was done under the request's key, if it has one.
    pub done: Option<Done>,
}

/// Everything of an account that the calendar may look at.
#[derive(Debug, Clone)]
pub struct HoldingLoad {
    /// The account, with where its journal stands and what it holds.
    pub stored: StoredAccount,
    /// All its services.
    pub services: Vec<Service>,
    /// How they are linked.
    pub links: Vec<Link>,
    /// Its payment methods.
    pub methods: Vec<PaymentMethod>,
    /// The orders that unpaid services wait for, with their payments.
    pub standing: Vec<Standing>,
}

/// What paying, or settling, an order needs.
#[derive(Debug)]
pub struct PaymentLoad {
    /// The account.
    pub account: Account,
    /// Where its journal stands.
    pub head: Head,
    /// The order.
    pub order: Order,
    /// Its services.
    pub services: Vec<Service>,
    /// The account's registered payment methods.
    pub methods: Vec<PaymentMethod>,
    /// What the account holds with us.
    pub balances: Balances,
    /// What it owes, or owed.
    pub debts: Vec<Debt>,
    /// The payment that was asked for.
    pub payment: Option<Payment>,
    /// What was done under the request's key, if it has one.
    pub done: Option<Done>,
}

/// The answers of a batch of queries, taken in the order in which they were asked.
pub(crate) struct Answers(std::vec::IntoIter<Vec<Row>>);

impl Answers {
    pub(crate) fn new(answers: Vec<Vec<Row>>) -> Self {
        Self(answers.into_iter())
    }

    pub(crate) fn next(&mut self) -> Vec<Row> {
        self.0.next().unwrap_or_default()
    }
}

impl Store {
    async fn load(&self, queries: Vec<Query>) -> Result<Answers, StoreError> {
        Ok(Answers::new(self.db.read(queries).await?))
    }

    /// A service with everything that is linked with it, and its account; `None` when there is no such service.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn group(
        &self,
        account: AccountId,
        service: ServiceId,
    ) -> Result<Option<GroupLoad>, StoreError> {
        let queries = vec![
            service::group(account, service),
            service_link::group(account, service),
            account::get(account),
        ];
        let mut answers = self.load(queries).await?;
        let services = all(answers.next(), service::read)?;
        let links = all(answers.next(), service_link::read)?;
        let Some(found) = first(answers.next(), account::read)? else { return Ok(None) };
        let group = Group::try_new(services, links).filter(|group| !group.services().is_empty());
        let StoredAccount { account, head, .. } = found;
        Ok(group.map(|group| GroupLoad { group, account, head }))
    }

    /// Everything of an account that the calendar may look at; `None` when there is no such account.
    ///
    /// # Errors
    ///
    /// As [`Store::group`].
    pub async fn holding(&self, account: AccountId) -> Result<Option<HoldingLoad>, StoreError> {
        let queries = vec![
            account::get(account),
            service::of_account(account),
            service_link::of_account(account),
            payment_method::list(account),
        ];
        let mut answers = Answers::new(self.db.scan_all(queries).await?);
        let Some(stored) = first(answers.next(), account::read)? else { return Ok(None) };
        let services = all(answers.next(), service::read)?;
        let links = all(answers.next(), service_link::read)?;
        let methods = all(answers.next(), payment_method::read)?;
        let standing = self.standing(account, &services).await?;
        Ok(Some(HoldingLoad { stored, services, links, methods, standing }))
    }

    /// The orders that unpaid services wait for.
    async fn standing(
        &self,
        account: AccountId,
        services: &[Service],
    ) -> Result<Vec<Standing>, StoreError> {
        let order_of = |service: &Service| match service.state {
            ServiceState::Unpaid(unpaid) => unpaid.order,
            _ => None,
        };
        let orders: BTreeSet<OrderId> = services.iter().filter_map(order_of).collect();
        let mut standing = Vec::with_capacity(orders.len());
        for order in orders {
            let queries = vec![
                order::get(account, order),
                order_line::of_order(account, order),
                payment::of_order(account, order),
            ];
            let mut answers = self.load(queries).await?;
            let orders = order_line::join(answers.next(), answers.next())?;
            let payments = all(answers.next(), payment::read)?;
            standing.extend(
                orders.into_iter().map(|order| Standing { order, payments: payments.clone() }),
            );
        }
        Ok(standing)
    }

    /// What placing an order for a selection needs.
    ///
    /// # Errors
    ///
    /// As [`Store::group`].
    pub async fn load_placement(
        &self,
        account: AccountId,
        terms: &perennial_core::order::OrderTerms,
        key_hash: Option<&[u8; 32]>,
    ) -> Result<PlacementLoad, StoreError> {
        let selection = order::selection(terms);
        let mut queries = vec![order::standing(account, &selection)];
        queries.extend(key_hash.map(|hash| idempotency::get(account, hash)));
        let mut answers = self.load(queries).await?;
        let standing = answers.next();
        let done = first(answers.next(), idempotency::read)?;
        let standing = self.with_lines(account, standing).await?;
        Ok(PlacementLoad { standing, done })
    }

    /// What starting a payment of an order needs; `None` when there is no such order.
    ///
    /// # Errors
    ///
    /// As [`Store::group`].
    pub async fn load_payment(
        &self,
        account: AccountId,
        order: OrderId,
        key_hash: Option<&[u8; 32]>,
    ) -> Result<Option<PaymentLoad>, StoreError> {
        let more = key_hash.map(|hash| idempotency::get(account, hash));
        let more = more.into_iter().collect();
        let Some((mut load, mut rest)) = self.load_order(account, order, more).await? else {
            return Ok(None);
        };
        load.done = first(rest.next(), idempotency::read)?;
        Ok(Some(load))
    }

    /// What resolving a payment of an order needs; `None` when there is no such order.
    ///
    /// # Errors
    ///
    /// As [`Store::group`].
    pub async fn load_settlement(
        &self,
        account: AccountId,
        order: OrderId,
        payment: PaymentId,
    ) -> Result<Option<PaymentLoad>, StoreError> {
        let more = vec![payment::get(account, payment)];
        let Some((mut load, mut rest)) = self.load_order(account, order, more).await? else {
            return Ok(None);
        };
        load.payment = first(rest.next(), payment::read)?;
        Ok(Some(load))
    }

    /// The common part, and the answers to more queries, all of it in one round trip.
    async fn load_order(
        &self,
        account: AccountId,
        order: OrderId,
        more: Vec<Query>,
    ) -> Result<Option<(PaymentLoad, Answers)>, StoreError> {
        let mut queries = vec![
            account::get(account),
            order::get(account, order),
            order_line::of_order(account, order),
            service::of_order(account, order),
            payment_method::list(account),
            debt::of_account(account),
        ];
        queries.extend(more);
        let mut answers = self.load(queries).await?;
        let Some(found) = first(answers.next(), account::read)? else { return Ok(None) };
        let StoredAccount { account, head, balances } = found;
        let orders = order_line::join(answers.next(), answers.next())?;
        let Some(order) = orders.into_iter().next() else { return Ok(None) };
        let services = all(answers.next(), service::read)?;
        let methods = all(answers.next(), payment_method::read)?;
        let debts = all(answers.next(), debt::read)?;
        let (payment, done) = (None, None);
        let load =
            PaymentLoad { account, head, order, services, methods, balances, debts, payment, done };
        Ok(Some((load, answers)))
    }

    /// The settled orders of a category, the oldest settlement first.
    ///
    /// # Errors
    ///
    /// As [`Store::group`].
    pub async fn settled_orders(
        &self,
        account: AccountId,
        category: Category,
    ) -> Result<Vec<Order>, StoreError> {
        let orders = self.db.scan(order::settled(account, category)).await?;
        self.with_lines(account, orders).await
    }

    /// The orders of a category, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::group`].
    pub async fn orders_of(
        &self,
        account: AccountId,
        category: Category,
    ) -> Result<Vec<Order>, StoreError> {
        let orders = self.db.scan(order::of_category(account, category)).await?;
        self.with_lines(account, orders).await
    }

    /// The unpaid orders of an account.
    ///
    /// # Errors
    ///
    /// As [`Store::group`].
    pub async fn unpaid_orders(&self, account: AccountId) -> Result<Vec<Order>, StoreError> {
        let orders = self.db.scan(order::unpaid(account)).await?;
        self.with_lines(account, orders).await
    }

    /// Orders with their lines. There are seldom any, and lines never change, so they are read afterwards.
    async fn with_lines(
        &self,
        account: AccountId,
        orders: Vec<Row>,
    ) -> Result<Vec<Order>, StoreError> {
        if orders.is_empty() {
            return Ok(Vec::new());
        }
        let ids =
            orders.iter().filter_map(Row::peek_int).filter_map(|id| OrderId::try_new(id).ok());
        let lines = ids.map(|order| order_line::of_order(account, order)).collect();
        let lines = self.db.read(lines).await?.into_iter().flatten().collect();
        order_line::join(orders, lines)
    }
}
