//! What an account chooses about automatic renewal: its renew day.

use std::sync::Arc;

use perennial_core::account::AutoRenew;
use perennial_core::calendar::RenewDay;
use perennial_core::journal::Action;
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;

impl Engine {
    /// Chooses a renew day for the first time.
    ///
    /// # Errors
    ///
    /// [`EngineError::AutoRenewChosen`] when one was chosen before.
    pub async fn start_autorenew(
        self: &Arc<Self>,
        context: &Context,
        renew_day: RenewDay,
        idempotency: Option<&Idempotency>,
    ) -> Result<(), EngineError> {
        let first = AutoRenew { active: true, renew_day };
        self.choose_autorenew(context, first, idempotency, |chosen| match chosen {
            Some(_) => Err(EngineError::AutoRenewChosen),
            None => Ok(()),
        })
        .await
    }

    /// Changes what was chosen.
    ///
    /// # Errors
    ///
    /// [`EngineError::AutoRenewNotChosen`] when nothing was chosen before.
    pub async fn change_autorenew(
        self: &Arc<Self>,
        context: &Context,
        after: AutoRenew,
    ) -> Result<(), EngineError> {
        self.choose_autorenew(context, after, None, |chosen| match chosen {
            Some(_) => Ok(()),
            None => Err(EngineError::AutoRenewNotChosen),
        })
        .await
    }

    async fn choose_autorenew(
        self: &Arc<Self>,
        context: &Context,
        after: AutoRenew,
        idempotency: Option<&Idempotency>,
        check: impl Fn(Option<AutoRenew>) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let account = context.account;
        self.retry(account, || async {
            let stored = self.store.account(account).await?;
            let stored = stored.ok_or_else(|| EngineError::not_found("account", account))?;
            if self.was_done(account, idempotency).await? {
                return Ok(());
            }
            check(stored.account.autorenew)?;
            if stored.account.autorenew == Some(after) {
                return Ok(());
            }
            let now = self.clock.now();
            let active = if after.active { "" } else { ", not in force" };
            let detail = format!("renew day {}{active}", after.renew_day.get());
            let (action, subject) = (Action::ChooseAutoRenew, "account");
            let entry = journal::next(&stored.head, context, now.at, action, subject, detail);
            let mut set = WriteSet::of_account(&entry);
            set.set_autorenew(account, after);
            idempotency::remember(&mut set, account, idempotency, account.get(), now.at);
            // Every date of debit may be another one now.
            set.wake(account, now.today);
            Ok(self.store.commit(set).await?)
        })
        .await
    }
}
