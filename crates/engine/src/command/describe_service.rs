//! Changing what a service is called, and what it technically is: what its product line lets its holder write.

use std::sync::Arc;

use perennial_core::ServiceId;
use perennial_core::detail::{DetailError, Details};
use perennial_core::journal::Action;
use perennial_core::limits::DETAILS_MAX;
use perennial_core::renew::ArrangeRefusal;
use perennial_core::service::ServiceState;
use perennial_core::text::Name;
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

/// What is to change about a service.
#[derive(Debug, Clone, Default)]
pub struct Description {
    /// Its name of its holder's own: none is taken away, nothing said leaves it.
    pub display_name: Option<Option<Name>>,
    /// Its details, each in place of what it was; those that are not named stay.
    pub details: Details,
}

impl Engine {
    /// Changes what a service is called and what it is. What is so already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service, [`EngineError::Arrange`] when it is gone,
    /// [`EngineError::Detail`] when there would be too many details.
    pub async fn describe_service(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        description: &Description,
    ) -> Result<(), EngineError> {
        let attempt = || self.describe_service_once(context, service, description);
        self.retry(context.account, attempt).await
    }

    async fn describe_service_once(
        &self,
        context: &Context,
        service: ServiceId,
        description: &Description,
    ) -> Result<(), EngineError> {
        let account = context.account;
        // load
        let fresh = self.freshness(account).await?;
        let held = self.require_service(account, service).await?;
        let known = self.store.about(account, service).await?.details;
        // decide
        let name = description.display_name.as_ref().filter(|name| **name != held.display_name);
        let missing = known.missing(&description.details);
        if name.is_none() && missing.is_empty() {
            return Ok(());
        }
        if held.state == ServiceState::Deleted {
            return Err(ArrangeRefusal::Deleted.into());
        }
        if known.count_with(&missing) > DETAILS_MAX {
            return Err(DetailError::TooMany.into());
        }
        // commit
        let (at, mut head) = (self.clock.now().at, fresh.head);
        let subject = format!("service {service}");
        let (mut set, mut body) = (WriteSet::without_account(), WriteSet::without_account());
        let mut enter = |action, detail: &str| {
            let entry = journal::next(&head, context, at, action, subject.as_str(), detail);
            set.append(WriteSet::of_account(&entry));
            head = entry.head();
        };
        if let Some(name) = name {
            enter(Action::RenameService, name.as_ref().map_or("no name of its own", Name::as_str));
            body.rename_service(account, service, name);
        }
        if !missing.is_empty() {
            let fields: Vec<&str> = missing.iter().map(|(field, _)| field.as_str()).collect();
            enter(Action::DescribeService, &fields.join(", "));
            body.set_details(account, service, &missing);
        }
        set.append(body);
        Ok(self.store.commit(set).await?)
    }
}
