//! Giving a service a name of its holder's own.

use std::sync::Arc;

use perennial_core::ServiceId;
use perennial_core::journal::Action;
use perennial_core::text::Name;
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

impl Engine {
    /// Changes the display name of a service; `None` takes it away. The name it has already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such service.
    pub async fn rename_service(
        self: &Arc<Self>,
        context: &Context,
        service: ServiceId,
        name: Option<&Name>,
    ) -> Result<(), EngineError> {
        self.retry(context.account, || async {
            let account = context.account;
            let head = self.require_head(account).await?;
            let held = self.store.service(account, service).await?;
            let held = held.ok_or_else(|| EngineError::not_found("serviceId", service))?;
            if held.display_name.as_ref() == name {
                return Ok(());
            }
            let shown = name.map_or("no name of its own", Name::as_str);
            let subject = format!("service {service}");
            let at = self.clock.at();
            let entry = journal::next(&head, context, at, Action::RenameService, subject, shown);
            let mut set = WriteSet::of_account(&entry);
            set.rename_service(account, service, &name.cloned());
            Ok(self.store.commit(set).await?)
        })
        .await
    }
}
