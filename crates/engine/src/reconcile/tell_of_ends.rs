//! Payment methods that end soon, while automatic renewals are debited from them: their holders are told, once of each end.
//!
//! Each process looks once on a day, since what is to be told changes with the day. Whoever makes such a method the
//! default is told on the next one.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use perennial_core::automatic::{NoticeSubject, last_end_told_of, method_that_ends};
use perennial_core::journal::Action;
use perennial_core::{AccountId, PaymentMethodId};
use perennial_store::WriteSet;

use super::BATCH;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;
use crate::run::Holding;

/// Who does it, in the journal.
const ACTOR: &str = "engine: ends of payment methods";

/// The day on which this process last looked, to the end.
#[derive(Debug, Default)]
pub(crate) struct LookedOn(Mutex<Option<Date>>);

impl LookedOn {
    fn is(&self, day: Date) -> bool {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) == Some(day)
    }

    fn set(&self, day: Date) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(day);
    }
}

impl Engine {
    /// Tells of payment methods that end soon. What cannot be told now is tried again at the next pass.
    pub(super) async fn tell_of_ends(self: &Arc<Self>) {
        let day = self.clock.now().today;
        if self.ends_looked_on.is(day) {
            return;
        }
        let (mut after, mut is_done) = (None::<(AccountId, PaymentMethodId)>, true);
        loop {
            let days = (day, last_end_told_of(day));
            let ending = match self.store.ending_methods(days, after, BATCH).await {
                Ok(ending) => ending,
                Err(error) => {
                    tracing::warn!(%error, "payment methods that end cannot be looked for");
                    return;
                }
            };
            let Some(last) = ending.last().copied() else { break };
            for (account, method) in ending {
                let told = self.retry(account, || self.tell_of_end(account, method, day)).await;
                if let Err(error) = told {
                    tracing::warn!(%account, %method, %error, "its holder was not told of its end");
                    is_done = false;
                }
            }
            after = Some(last);
        }
        if is_done {
            self.ends_looked_on.set(day);
        }
    }

    async fn tell_of_end(
        &self,
        account: AccountId,
        method: PaymentMethodId,
        day: Date,
    ) -> Result<(), EngineError> {
        // load
        let head = self.require_head(account).await?;
        let Some(load) = self.store.holding(account).await? else {
            return Err(EngineError::not_found("account", account));
        };
        let holding = Holding::of_all(load);
        let owner = &holding.stored.account;
        let prices = self.store.price_list().await?;
        // decide
        let tax = self.tax_of(owner)?;
        let holder = holding.holder(&prices, tax, &self.calendar);
        let Some(notice) = method_that_ends(&holder, day) else { return Ok(()) };
        let Some(NoticeSubject::Method { id, ends_on, .. }) = notice.subject else { return Ok(()) };
        // Another process may have been faster.
        let told = self.store.method_end_told(account, method).await?;
        if id != method || told == Some(ends_on) {
            return Ok(());
        }
        // commit
        let (action, subject) = (Action::TellOfMethodEnd, format!("payment method {id}"));
        let context = journal::own_context(account, ACTOR, self.ids.query());
        let detail = format!("its last day is {ends_on}");
        let entry = journal::next(&head, &context, self.clock.at(), action, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.tell_of_method_end(account, id, ends_on);
        self.write_notice(&mut set, owner, &notice);
        Ok(self.store.commit(set).await?)
    }
}
