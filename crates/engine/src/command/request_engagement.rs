//! Asking for an engagement of a service.

use std::sync::Arc;

use perennial_core::engagement::{self, Clause, Offer, Request, choose_offer, requested};
use perennial_core::journal::Action;
use perennial_core::order::OrderState;
use perennial_core::{AccountId, Order, OrderId, Service, ServiceId};
use perennial_store::{Done, GroupLoad, WriteSet};

use super::terminate_service::require_held;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;

/// An engagement that was asked for, with the order that it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedEngagement {
    /// What was asked for.
    pub request: Request,
    /// The order, if it is paid at once.
    pub order: Option<Order>,
}

impl Engine {
    /// Asks for an engagement of a service, by its mode: it begins with the next renewal, or, if it is paid at once, with an
    /// order that is placed for all of it.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service; [`EngineError::Engage`] with the reason
    /// why it cannot be bound so.
    pub async fn request_engagement(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        mode: &str,
        idempotency: Option<&Idempotency>,
    ) -> Result<RequestedEngagement, EngineError> {
        self.commands.count();
        let attempt = || self.request_engagement_once(context, service, mode, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn request_engagement_once(
        &self,
        context: &Context,
        service: ServiceId,
        mode: &str,
        idempotency: Option<&Idempotency>,
    ) -> Result<RequestedEngagement, EngineError> {
        // load
        let fresh = self.freshness(context.account).await?;
        let GroupLoad { group, account, .. } = self.require_group(context.account, service).await?;
        let held = require_held(&group, service)?;
        if let Some(done) = self.done_under(account.id, idempotency).await? {
            return self.requested_before(account.id, held, &done).await;
        }
        let prices = self.price_list(&fresh).await?;
        let plan = prices.get(&held.plan);
        // decide
        let now = self.clock.now();
        let offer = choose_offer(held, &group, plan, account.currency, mode, now.today)?;
        self.check_paid(account.id, service).await?;
        let tax = self.tax_of(&account)?;
        let terms =
            plan.map(|plan| engagement::upfront_terms(held, plan, offer, &account, tax, now));
        let place = |terms| Order { id: self.ids.order(), terms, state: OrderState::Unpaid };
        let order = terms.transpose()?.flatten().map(place);
        let bound = requested(held, offer, order.as_ref().map(|order| order.id), now.today);
        // commit
        let mut set = WriteSet::without_account();
        let mut head = fresh.head;
        let mut enter = |action, subject: String, detail: String| {
            let entry = journal::next(&head, context, now.at, action, subject, detail);
            head = entry.head();
            set.append(WriteSet::of_account(&entry));
        };
        if let Some(order) = &order {
            let detail = format!("engage {service}: {offer}, {}", order.terms.totals.gross);
            enter(Action::PlaceOrder, format!("order {}", order.id), detail);
        }
        enter(Action::RequestEngagement, format!("service {service}"), offer.to_string());
        if let Some(order) = &order {
            set.insert_order(account.id, order);
        }
        let request = bound.request.clone();
        set.change_service(account.id, &bound.change(service));
        let subject = order.as_ref().map_or(service.get(), |order| order.id.get());
        idempotency::remember(&mut set, account.id, idempotency, subject, now.at);
        self.store.commit(set).await?;
        let request = request.ok_or_else(|| no_request(service))?;
        Ok(RequestedEngagement { request, order })
    }

    /// What was asked for when the key was first used: by the order for it, if there is one; or else what the service still
    /// waits for.
    async fn requested_before(
        &self,
        account: AccountId,
        service: &Service,
        done: &Done,
    ) -> Result<RequestedEngagement, EngineError> {
        let order = match OrderId::try_new(done.subject) {
            Ok(order) => self.store.order(account, order).await?,
            Err(_) => None,
        };
        let offer = order.as_ref().and_then(|order| begun_by(order, service.id)).cloned();
        let (Some(order), Some(offer)) = (order, offer) else {
            return self.requested_engagement(account, service.id, service.request.as_ref()).await;
        };
        let requested_on =
            order.terms.placed_at.to_zoned_datetime(self.clock.zone().clone()).date();
        let request = Request { offer, requested_on, order: Some(order.id) };
        Ok(RequestedEngagement { request, order: Some(order) })
    }

    /// The engagement that a service waits for, with its order.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when it waits for none.
    pub async fn requested_engagement(
        &self,
        account: AccountId,
        service: ServiceId,
        request: Option<&Request>,
    ) -> Result<RequestedEngagement, EngineError> {
        let request = request.cloned().ok_or_else(|| no_request(service))?;
        let order = self.order_of(account, request.order).await?;
        Ok(RequestedEngagement { request, order })
    }

    /// The order that a request waits for.
    pub(super) async fn order_of(
        &self,
        account: AccountId,
        order: Option<OrderId>,
    ) -> Result<Option<Order>, EngineError> {
        match order {
            Some(order) => self.require_order(account, order).await.map(Some),
            None => Ok(None),
        }
    }
}

/// The engagement of a service that an order begins.
fn begun_by(order: &Order, service: ServiceId) -> Option<&Offer> {
    let line = order.terms.lines.iter().find(|line| line.service == Some(service))?;
    match line.clause.as_ref()? {
        Clause::Begins(offer) => Some(offer),
        Clause::Flushes { .. } => None,
    }
}

/// There is no request.
pub(super) fn no_request(service: ServiceId) -> EngineError {
    EngineError::not_found("engagement request of serviceId", service)
}
