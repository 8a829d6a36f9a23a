//! Withdrawing an engagement that was asked for, and with it the order that it waits for.

use std::sync::Arc;

use perennial_core::ServiceId;
use perennial_core::engagement;
use perennial_core::journal::Action;
use perennial_core::service::ServiceState;
use perennial_store::{GroupLoad, WriteSet};

use super::request_engagement::no_request;
use super::terminate_service::require_held;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;
use crate::snapshot::Advance;

impl Engine {
    /// Withdraws the engagement that a service waits for.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when it waits for none; [`EngineError::Engage`] when an order that begins it can
    /// be paid, or is being paid.
    pub async fn withdraw_engagement(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
    ) -> Result<(), EngineError> {
        let attempt = || self.withdraw_engagement_once(context, service);
        self.retry(context.account, attempt).await
    }

    async fn withdraw_engagement_once(
        &self,
        context: &Context,
        service: ServiceId,
    ) -> Result<(), EngineError> {
        // load
        let fresh = self.freshness(context.account).await?;
        let GroupLoad { group, account, .. } = self.require_group(context.account, service).await?;
        let held = require_held(&group, service)?;
        let request = held.request.as_ref().filter(|_| held.state != ServiceState::Deleted);
        let request = request.ok_or_else(|| no_request(service))?;
        let order = self.order_of(account.id, request.order).await?;
        let unpaid = self.store.unpaid_orders(account.id).await?;
        // decide
        let now = self.clock.now();
        let withdrawn = engagement::withdraw(held, order.as_ref(), &unpaid, now)?;
        // commit
        let cancelled = withdrawn.order.as_ref();
        let cancelled_with = cancelled.map(|order| format!("; order {} is cancelled", order.id));
        let detail = format!("{}{}", request.offer, cancelled_with.unwrap_or_default());
        let subject = format!("service {service}");
        let action = Action::WithdrawEngagement;
        let entry = journal::next(&fresh.head, context, now.at, action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        if let Some(order) = cancelled {
            set.set_order_state(account.id, order);
        }
        let change = withdrawn.binding.clone().change(service);
        set.change_service(account.id, &change);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: fresh.head, changes: &[change] });
        Ok(())
    }
}
