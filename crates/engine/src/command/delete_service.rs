//! Ending a service at once: it is deleted, with the options that cannot be without it, and nothing is paid back.

use std::sync::Arc;

use jiff::civil::Date;
use perennial_core::automatic::{Notice, NoticeItem, NoticeKind};
use perennial_core::journal::Action;
use perennial_core::service::{Service, ServiceChange};
use perennial_core::strategy::Group;
use perennial_core::termination::{AtOnce, end_at_once};
use perennial_core::{PriceList, ServiceId};
use perennial_store::{GroupLoad, WriteSet};

use super::terminate_service::require_held;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::snapshot::Advance;

/// A service was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deletion {
    /// Until when it was paid.
    pub was_paid_until: Date,
}

impl Engine {
    /// Deletes a service at once.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service; [`EngineError::Terminate`] with the reason why it
    /// cannot be ended so.
    pub async fn delete_service(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        which: AtOnce,
        idempotency: Option<&Idempotency>,
    ) -> Result<Deletion, EngineError> {
        let attempt = || self.delete_service_once(context, service, which, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn delete_service_once(
        &self,
        context: &Context,
        service: ServiceId,
        which: AtOnce,
        idempotency: Option<&Idempotency>,
    ) -> Result<Deletion, EngineError> {
        // load
        let fresh = self.freshness(context.account).await?;
        let GroupLoad { group, account, .. } = self.require_group(context.account, service).await?;
        let held = require_held(&group, service)?;
        let deletion = Deletion { was_paid_until: held.expiry.on() };
        if self.was_done(account.id, idempotency).await? {
            return Ok(deletion);
        }
        let prices = self.price_list(&fresh).await?;
        // decide
        let now = self.clock.now();
        let changes = end_at_once(&group, held, which, now)?;
        // commit
        let (action, subject) = (Action::DeleteService, format!("service {service}"));
        let ids: Vec<String> = changes.iter().map(|one| one.service().to_string()).collect();
        let detail = format!("{}, paid until {}", ids.join(", "), held.expiry.on());
        let entry = journal::next(&fresh.head, context, now.at, action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        changes.iter().for_each(|change| set.change_service(account.id, change));
        let notice = deleted(&group, &changes, &prices, now.today);
        self.write_notice(&mut set, &account, &notice);
        idempotency::remember(&mut set, account.id, idempotency, service.get(), now.at);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: fresh.head, changes: &changes });
        Ok(deletion)
    }
}

/// What the customer is told.
fn deleted(group: &Group, changes: &[ServiceChange], prices: &PriceList, day: Date) -> Notice {
    let item = |service: &Service| NoticeItem {
        service: service.id,
        name: service.name.clone(),
        display_name: service.display_name.clone(),
        plan_name: prices.get(&service.plan).map(|plan| plan.name.clone()),
        expires_on: service.expiry.on(),
        on: None,
        amount: None,
    };
    let ended = changes.iter().filter_map(|change| group.service(change.service()));
    Notice {
        kind: NoticeKind::Deleted,
        day,
        order: None,
        amount: None,
        means: None,
        request: None,
        parties: None,
        subject: None,
        refund: None,
        items: ended.map(item).collect(),
    }
}
