//! Making an account.

use std::sync::Arc;

use perennial_core::account::{Account, Alerts, AutoRenew, Profile, Subsidiary};
use perennial_core::journal::{Action, Head};
use perennial_core::means::Balances;
use perennial_core::tax::AccountTax;
use perennial_core::text::Name;
use perennial_core::{AccountId, Currency};
use perennial_store::WriteSet;

use crate::context::{Actor, Context};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::import::ImportRefusal;
use crate::journal;

/// What a new account is made of.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name it is known by.
    pub nichandle: Name,
    /// The currency it is billed in.
    pub currency: Currency,
    /// The tax of its bills.
    pub tax: AccountTax,
    /// The subsidiary that bills it.
    pub subsidiary: Subsidiary,
    /// Who the customer is.
    pub profile: Profile,
    /// What it has chosen about automatic renewal.
    pub autorenew: Option<AutoRenew>,
}

impl NewAccount {
    /// The account with an id, made now.
    ///
    /// # Errors
    ///
    /// [`EngineError::Tax`] when nobody would know its tax.
    pub(crate) fn into_account(
        self,
        id: AccountId,
        engine: &Engine,
    ) -> Result<Account, EngineError> {
        let Self { nichandle, currency, tax, subsidiary, profile, autorenew } = self;
        let created_at = engine.clock.at();
        let alerts = Alerts::default();
        let account = Account {
            id,
            nichandle,
            currency,
            tax,
            subsidiary,
            created_at,
            autorenew,
            alerts,
            profile,
        };
        engine.tax_of(&account)?;
        Ok(account)
    }
}

impl Engine {
    /// Makes an account that holds nothing.
    ///
    /// # Errors
    ///
    /// [`ImportRefusal::NichandleTaken`] when the name is taken; [`EngineError::Tax`] when nobody would know its tax.
    pub async fn create_account(
        self: &Arc<Self>,
        query_id: &str,
        new: &NewAccount,
    ) -> Result<Account, EngineError> {
        let id = self.ids.account();
        self.retry(id, || async {
            if self.store.account_by_nichandle(&new.nichandle).await?.is_some() {
                let nichandle = new.nichandle.clone();
                return Err(ImportRefusal::NichandleTaken { nichandle }.into());
            }
            let account = new.clone().into_account(self.ids.account(), self)?;
            let context = Context {
                account: account.id,
                actor: Actor::Operator,
                query_id: query_id.to_owned(),
            };
            let head = Head::empty(account.id);
            let at = account.created_at;
            let name = account.nichandle.as_str();
            let entry = journal::next(&head, &context, at, Action::CreateAccount, "account", name);
            let balances = Balances::empty(account.currency);
            self.store.commit(WriteSet::new_account(&account, &balances, &entry)).await?;
            Ok(account)
        })
        .await
    }
}
