//! Changing who the customer is.

use std::sync::Arc;

use perennial_core::journal::Action;
use perennial_core::profile::{ProfileDetails, ProfileRefusal, ProfileUpdate, change};
use perennial_core::{Account, AccountId};
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

impl Engine {
    /// Changes the fields of the context's account that are named; the others stay. Orders and bills that were written
    /// before keep what stands on them. What is so already changes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::Profile`] when a field cannot hold what is given.
    pub async fn update_account(
        self: &Arc<Self>,
        context: &Context,
        update: &ProfileUpdate,
    ) -> Result<(), EngineError> {
        self.retry(context.account, || self.update_account_once(context, update)).await
    }

    async fn update_account_once(
        &self,
        context: &Context,
        update: &ProfileUpdate,
    ) -> Result<(), EngineError> {
        let stored = self.require_stored(context.account).await?;
        let details = self.store.account_details(context.account).await?;
        let Some(changed) = change(&stored.account.profile, &details, update)? else {
            return Ok(());
        };
        let after = Account { profile: changed.profile.clone(), ..stored.account };
        if changed.may_change_tax() {
            self.tax_of(&after).map_err(ProfileRefusal::Untaxed)?;
        }
        let names: Vec<&str> = changed.fields.iter().map(|field| field.code()).collect();
        let (at, action) = (self.clock.at(), Action::ChangeAccount);
        let entry = journal::next(&stored.head, context, at, action, "account", names.join(", "));
        let mut set = WriteSet::of_account(&entry);
        set.set_profile(after.id, &after.profile);
        set.set_account_details(after.id, &changed.details);
        Ok(self.store.commit(set).await?)
    }

    /// What is kept beside the profile of an account.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn account_details(&self, account: AccountId) -> Result<ProfileDetails, EngineError> {
        Ok(self.store.account_details(account).await?)
    }
}
