//! Ordering all that remains of an engagement, and paying it if that is wished.

use std::sync::Arc;

use perennial_core::engagement::flush;
use perennial_core::journal::Action;
use perennial_core::order::{OrderState, Placement, place_once};
use perennial_core::payment::Choice;
use perennial_core::{AccountId, Order, ServiceId};
use perennial_store::{GroupLoad, WriteSet};

use super::place_renewal_order::Placed;
use super::terminate_service::require_held;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::snapshot::Advance;

/// What is to be done about the rest of an engagement.
#[derive(Debug, Clone, Copy)]
pub struct FlushEngagement {
    /// The service.
    pub service: ServiceId,
    /// Whether the service ends with the engagement.
    pub ends: bool,
    /// Whether the default payment method is charged at once.
    pub pays: bool,
    /// Whether only to say what the order would be.
    pub dry_run: bool,
}

impl Engine {
    /// Orders all that remains of the engagement of a service. An unpaid order for the same that is still valid is answered
    /// again.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service; [`EngineError::Flush`] with the reason why nothing is
    /// ordered; as [`Engine::pay_order`] when the order is placed and is to be paid.
    pub async fn flush_engagement(
        self: &Arc<Self>,
        context: &Context,
        command: &FlushEngagement,
        idempotency: Option<&Idempotency>,
    ) -> Result<Placed, EngineError> {
        self.commands.count();
        let method = if command.pays { Some(self.preferred(context.account).await?) } else { None };
        let attempt = || self.flush_engagement_once(context, command, idempotency);
        let placed = self.retry(context.account, attempt).await?;
        let (Placed::Order(order), Some(choice)) = (&placed, method) else { return Ok(placed) };
        // What was placed and paid before under the same key is answered as it is.
        if order.state == OrderState::Unpaid {
            self.pay_order(context, order.id, choice, None).await?;
        }
        self.require_order(context.account, order.id).await.map(Placed::Order)
    }

    async fn flush_engagement_once(
        &self,
        context: &Context,
        command: &FlushEngagement,
        idempotency: Option<&Idempotency>,
    ) -> Result<Placed, EngineError> {
        // load
        let fresh = self.freshness(context.account).await?;
        let GroupLoad { group, account, .. } =
            self.require_group(context.account, command.service).await?;
        let held = require_held(&group, command.service)?;
        if let Some(done) = self.done_under(account.id, idempotency).await? {
            return self.ordered_before(account.id, &done).await.map(Placed::Order);
        }
        let prices = self.price_list(&fresh).await?;
        // decide
        let (now, tax) = (self.clock.now(), self.tax_of(&account)?);
        let terms = flush(held, prices.get(&held.plan), command.ends, &account, tax, now)?;
        if command.dry_run {
            return Ok(Placed::DryRun(terms));
        }
        let load = self.store.load_placement(account.id, &terms, None).await?;
        let (order, is_new) = match place_once(terms, &load.standing, self.ids.order()) {
            Placement::Standing(order) => (order, false),
            Placement::New(order) => (order, true),
        };
        if !is_new && idempotency.is_none() {
            return Ok(Placed::Order(order));
        }
        // commit
        let (subject, detail) = (format!("order {}", order.id), describe(&order, command, is_new));
        let entry =
            journal::next(&fresh.head, context, now.at, Action::PlaceOrder, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        if is_new {
            set.insert_order(account.id, &order);
        }
        idempotency::remember(&mut set, account.id, idempotency, order.id.get(), now.at);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: fresh.head, changes: &[] });
        Ok(Placed::Order(order))
    }

    /// The payment method that is debited without being asked.
    async fn preferred(&self, account: AccountId) -> Result<Choice, EngineError> {
        let today = self.clock.now().today;
        let methods = self.store.payment_methods(account).await?;
        let preferred = methods.iter().find(|method| method.is_default && method.is_usable(today));
        let method = preferred.ok_or(EngineError::NoPreferredMethod)?;
        Ok(Choice::Method(method.id))
    }
}

fn describe(order: &Order, command: &FlushEngagement, is_new: bool) -> String {
    let again = if is_new { "" } else { "answered again: " };
    let ends = if command.ends { ", which ends with it" } else { "" };
    let (service, gross) = (command.service, order.terms.totals.gross);
    format!("{again}the rest of the engagement of {service}{ends}, {gross}")
}
