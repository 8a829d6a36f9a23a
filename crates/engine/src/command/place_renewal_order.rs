//! Placing a renewal order, or trying it.

use std::sync::Arc;

use perennial_core::journal::Action;
use perennial_core::order::{Category, OrderTerms, PlaceRequest, Placement, draft, place};
use perennial_core::{Order, OrderId, Period, ServiceId};
use perennial_store::{Done, WriteSet};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::Idempotency;
use crate::journal;
use crate::snapshot::Advance;

/// What to order.
#[derive(Debug, Clone)]
pub struct PlaceOrder {
    /// The service of the path.
    pub service: ServiceId,
    /// For how long.
    pub period: Period,
    /// The services of one strategy; none at all means the service of the path.
    pub services: Vec<ServiceId>,
    /// Whether only to say what the order would be.
    pub dry_run: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placed {
    /// Nothing was stored: these would be the terms.
    DryRun(OrderTerms),
    /// This order stands.
    Order(Order),
}

impl Engine {
    /// Places a renewal order. An unpaid order for the same that is still valid is answered again.
    ///
    /// # Errors
    ///
    /// [`EngineError::Place`] with the reason why the services cannot be ordered; [`EngineError::NotFound`] for
    /// a service of nobody or of somebody else.
    pub async fn place_renewal_order(
        self: &Arc<Self>,
        context: &Context,
        command: &PlaceOrder,
        idempotency: Option<&Idempotency>,
    ) -> Result<Placed, EngineError> {
        self.commands.count();
        let attempt = || self.place_renewal_order_once(context, command, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn place_renewal_order_once(
        &self,
        context: &Context,
        command: &PlaceOrder,
        idempotency: Option<&Idempotency>,
    ) -> Result<Placed, EngineError> {
        let PlaceOrder { service, period, .. } = *command;
        let account = context.account;
        // load
        let fresh = self.freshness(account).await?;
        let snapshot = self.snapshot(account, service, &fresh).await?;
        let snapshot = snapshot.ok_or_else(|| EngineError::not_found("serviceId", service))?;
        let prices = self.price_list(&fresh).await?;
        // decide
        let now = self.clock.now();
        let category = Category::EarlyRenewal;
        let request = PlaceRequest { service, period, services: &command.services, category };
        let tax = self.tax_of(&snapshot.account)?;
        let terms = draft(&request, &snapshot.group, &snapshot.account, &prices, tax, now);
        if command.dry_run {
            return Ok(Placed::DryRun(terms?));
        }
        let key_hash = idempotency.map(Idempotency::key_hash);
        if let (Err(_), Some(key), Some(hash)) = (&terms, idempotency, &key_hash) {
            // What was possible when the key was first used may not be any more; its answer stays.
            if let Some(done) = self.store.done_under_key(account, hash).await? {
                return self.placed_before(account, key.same(&done)?).await;
            }
        }
        let terms = terms?;
        let load = self.store.load_placement(account, &terms, key_hash.as_ref()).await?;
        if let (Some(key), Some(done)) = (idempotency, &load.done) {
            return self.placed_before(account, key.same(done)?).await;
        }
        let (order, is_new) = match place(terms, &snapshot.group, &load.standing, self.ids.order())?
        {
            Placement::Standing(order) => (order, false),
            Placement::New(order) => (order, true),
        };
        // commit
        if is_new || idempotency.is_some() {
            let subject = format!("order {}", order.id);
            let detail = describe(&order, is_new);
            let entry =
                journal::next(&fresh.head, context, now.at, Action::PlaceOrder, subject, detail);
            let mut set = WriteSet::of_account(&entry);
            if is_new {
                set.insert_order(account, &order);
            }
            if let (Some(key), Some(hash)) = (idempotency, &key_hash) {
                set.remember_key(account, hash, &key.done(order.id.get()), now.at);
            }
            self.store.commit(set).await?;
            self.snapshots.advance(&Advance { from: fresh.head, changes: &[] });
        }
        Ok(Placed::Order(order))
    }

    /// The order that was placed when the key was first used.
    async fn placed_before(
        &self,
        account: perennial_core::AccountId,
        done: &Done,
    ) -> Result<Placed, EngineError> {
        let missing = || EngineError::not_found("orderId", done.subject);
        let id = OrderId::try_new(done.subject).map_err(|_| missing())?;
        let order = self.store.order(account, id).await?;
        order.map(Placed::Order).ok_or_else(missing)
    }
}

fn describe(order: &Order, is_new: bool) -> String {
    let terms = &order.terms;
    let services: Vec<String> = terms.renewals().map(|(service, _)| service.to_string()).collect();
    let services = services.join(", ");
    let periods: Vec<String> = terms.periods().iter().map(ToString::to_string).collect();
    let periods = periods.join(", ");
    if is_new {
        format!("renew {services} for {periods}, {}", terms.totals.gross)
    } else {
        format!("answered again: renew {services} for {periods}")
    }
}
