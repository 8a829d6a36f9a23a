//! Accounts that are taken out of automatic renewal, because something about them cannot be.
//!
//! A state that should be impossible is not guessed about: the one account is left alone, with a message, and the run goes
//! on for the others.

use std::sync::Arc;

use perennial_core::AccountId;
use perennial_core::journal::Action;
use perennial_store::{Parked, StoreError, WriteSet};

use super::ACTOR;
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

/// Why an account is parked, for people: the error, which says what cannot be.
pub(super) fn reason(error: &EngineError) -> String {
    error.to_string()
}

impl Engine {
    /// Parks an account during a run.
    pub(super) async fn park_for(
        self: &Arc<Self>,
        account: AccountId,
        reason: &str,
    ) -> Result<(), EngineError> {
        tracing::error!(%account, reason, "the account is parked: automatic renewal leaves it alone");
        let parked = Parked { account, at: self.clock.at(), reason: reason.to_owned() };
        let attempt = || async {
            let mut set = match self.store.account(account).await {
                Ok(Some(stored)) => {
                    let context = journal::own_context(account, ACTOR, self.ids.query());
                    let (at, subject) = (parked.at, "account");
                    let entry =
                        journal::next(&stored.head, &context, at, Action::Park, subject, reason);
                    WriteSet::of_account(&entry)
                }
                // Not even its journal can be read: it is parked all the same.
                Ok(None) | Err(StoreError::Corrupt { .. }) => WriteSet::without_account(),
                Err(error) => return Err(error.into()),
            };
            set.park(&parked);
            Ok(self.store.commit(set).await?)
        };
        self.retry(account, attempt).await
    }

    /// The parked accounts, the longest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked.
    pub async fn parked_accounts(&self) -> Result<Vec<Parked>, StoreError> {
        self.store.parked().await
    }

    /// Lets a parked account go on: the calendar looks at it on the next occasion.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account is not parked.
    pub async fn unpark(self: &Arc<Self>, context: &Context) -> Result<(), EngineError> {
        let account = context.account;
        let attempt = || async {
            let is_parked = self.store.parked().await?.iter().any(|one| one.account == account);
            if !is_parked {
                return Err(EngineError::not_found("parked account", account));
            }
            let (head, now) = (self.require_head(account).await?, self.clock.now());
            let detail = "automatic renewal looks at it again";
            let entry = journal::next(&head, context, now.at, Action::Unpark, "account", detail);
            let mut set = WriteSet::of_account(&entry);
            set.unpark(account);
            set.wake(account, now.today);
            Ok(self.store.commit(set).await?)
        };
        self.retry(account, attempt).await
    }
}
