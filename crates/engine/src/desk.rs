//! What operators look at and do in a browser, beyond what the other commands have.
//!
//! Whatever is done to an account has its entry in the account's journal, whatever belongs to none in the operators'.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use perennial_core::journal::Action;
use perennial_core::operator::{Operator, OperatorAction};
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::text::Name;
use perennial_core::{AccountId, OrderId, PaymentId, PaymentMethodId};
use perennial_store::{Stage, StoreError, StoredAccount, WriteSet};

use crate::access::Started;
use crate::context::{Actor, Context, OperatorContext};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gateway::sandbox::Order;
use crate::journal;
use crate::sandbox::Advanced;

/// How many accounts there may be of each kind of finding.
const FOUND_MAX: i64 = 100;

/// Some accounts, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounts {
    /// The accounts.
    pub accounts: Vec<StoredAccount>,
    /// Whether there are more.
    pub has_more: bool,
}

/// A payment whose outcome is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Whose it is.
    pub account: AccountId,
    /// The name of the account.
    pub nichandle: Name,
    /// The payment.
    pub payment: Payment,
}

/// Looking.
impl Engine {
    /// Accounts after a name, so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn accounts_after_name(
        &self,
        name: &str,
        count: usize,
    ) -> Result<Accounts, StoreError> {
        let more = i64::try_from(count).unwrap_or(i64::MAX).saturating_add(1);
        let mut ids = self.store.accounts_after_name(name, more).await?;
        let has_more = ids.len() > count;
        ids.truncate(count);
        Ok(Accounts { accounts: self.store.accounts_of(&ids).await?, has_more })
    }

    /// Accounts whose name, mail address, last name, organisation or a service's name begins with a text.
    ///
    /// # Errors
    ///
    /// As [`Engine::accounts_after_name`].
    pub async fn find_accounts(&self, text: &str, count: usize) -> Result<Accounts, StoreError> {
        // Nothing is called what is no name, and not every database can be asked for every text.
        let Ok(text) = Name::parse(text) else {
            return Ok(Accounts { accounts: Vec::new(), has_more: false });
        };
        let found = self.store.accounts_beginning_with(text.as_str(), FOUND_MAX).await?;
        let ids: Vec<AccountId> = found.into_iter().collect();
        let mut accounts = self.store.accounts_of(&ids).await?;
        accounts.sort_by(|a, b| a.account.nichandle.cmp(&b.account.nichandle));
        let has_more = accounts.len() > count;
        accounts.truncate(count);
        Ok(Accounts { accounts, has_more })
    }

    /// Payments without an outcome, the oldest first, so many.
    ///
    /// # Errors
    ///
    /// As [`Engine::accounts_after_name`].
    pub async fn doubts(&self, count: i64) -> Result<Vec<Doubt>, StoreError> {
        let mut doubts = Vec::new();
        for (account, _, payment) in self.store.open_payments(self.clock.at(), count).await? {
            let stored = self.store.account(account).await?;
            let payment = self.store.payment(account, payment).await?;
            doubts.extend(stored.zip(payment).map(|(stored, payment)| Doubt {
                account,
                nichandle: stored.account.nichandle,
                payment,
            }));
        }
        Ok(doubts)
    }
}

/// Doing.
impl Engine {
    /// Opens the pages of an account for an operator, to be read: a session that cannot change anything.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is no such account.
    pub async fn open_pages(
        &self,
        context: &Context,
        operator: &Operator,
    ) -> Result<Started, EngineError> {
        let account = context.account;
        self.retry(account, || async {
            let head = self.require_head(account).await?;
            let detail = "to read them; nothing can be changed there";
            let (at, action) = (self.clock.at(), Action::OpenPages);
            let entry = journal::next(&head, context, at, action, "pages", detail);
            let started = self.draw_session(account, Stage::SignedIn, Some(operator.id));
            let mut set = WriteSet::of_account(&entry);
            set.insert_session(&started.session);
            self.store.commit(set).await?;
            Ok(started)
        })
        .await
    }

    /// Asks the gateway what became of a payment whose outcome is not known. Answers its state afterwards.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is no such payment.
    pub async fn ask_payment(
        self: &Arc<Self>,
        context: &Context,
        payment: PaymentId,
    ) -> Result<PaymentState, EngineError> {
        let account = context.account;
        let found = self.store.payment(account, payment).await?;
        let found = found.ok_or_else(|| EngineError::not_found("paymentId", payment))?;
        if !found.state.is_open() {
            return Ok(found.state);
        }
        self.retry(account, || async {
            let head = self.require_head(account).await?;
            let (subject, at) = (format!("payment {payment}"), self.clock.at());
            let detail = "the gateway is asked what became of it";
            let entry = journal::next(&head, context, at, Action::AskPayment, subject, detail);
            Ok(self.store.commit(WriteSet::of_account(&entry)).await?)
        })
        .await?;
        let (engine, context) = (Arc::clone(self), context.clone());
        let task = async move {
            let outcome = engine.ask_outcome(account, &found).await;
            engine.resolve_payment(&context, found.order, payment, &outcome, None).await
        };
        self.tasks.spawn(task).await?
    }

    /// Moves the clock of a sandbox on, for an operator.
    ///
    /// # Errors
    ///
    /// As [`Engine::advance_sandbox`].
    pub async fn move_clock_as(
        self: &Arc<Self>,
        context: &OperatorContext,
        until: Timestamp,
    ) -> Result<Advanced, EngineError> {
        let (now, _) = self.sandbox_clock().await?;
        if until < now {
            return Err(EngineError::TimeGoesBack { now, asked: until });
        }
        let detail = format!("from {now} to {until}");
        self.note_of_operator(context, OperatorAction::MoveClock, "clock".to_owned(), detail)
            .await?;
        self.advance_sandbox(until).await
    }

    /// Orders what becomes of the next charges of a payment method, for an operator.
    ///
    /// # Errors
    ///
    /// [`EngineError::NoSandbox`] where time is real; [`EngineError::NotFound`] when there is no such method.
    pub async fn order_outcomes_as(
        self: &Arc<Self>,
        context: &OperatorContext,
        account: AccountId,
        method: PaymentMethodId,
        outcomes: &[Order],
    ) -> Result<(), EngineError> {
        self.must_be_sandbox()?;
        self.order_sandbox_outcomes(account, method, outcomes).await?;
        let subject = format!("account {account}, payment method {method}");
        let (action, detail) = (OperatorAction::OrderOutcomes, Order::list(outcomes));
        self.note_of_operator(context, action, subject, detail).await
    }

    /// Orders that what a payment method paid for an order is taken back, for an operator.
    ///
    /// # Errors
    ///
    /// As [`Engine::order_sandbox_reversal`]; [`EngineError::NoSandbox`] where time is real.
    pub async fn order_reversal_as(
        self: &Arc<Self>,
        context: &OperatorContext,
        account: AccountId,
        method: PaymentMethodId,
        order: OrderId,
    ) -> Result<(), EngineError> {
        self.must_be_sandbox()?;
        self.order_sandbox_reversal(account, method, order).await?;
        let subject = format!("account {account}, payment method {method}");
        let (action, detail) = (OperatorAction::OrderReversal, format!("order {order}"));
        self.note_of_operator(context, action, subject, detail).await
    }

    /// Has a payment method end on a day, or on none, for an operator.
    ///
    /// # Errors
    ///
    /// As [`Engine::set_method_expiry`]; [`EngineError::NoSandbox`] where time is real.
    pub async fn end_method_as(
        self: &Arc<Self>,
        context: &Context,
        method: PaymentMethodId,
        expires_on: Option<Date>,
    ) -> Result<(), EngineError> {
        self.must_be_sandbox()?;
        self.set_method_expiry(context, method, expires_on).await
    }

    fn must_be_sandbox(&self) -> Result<(), EngineError> {
        if self.is_sandbox() { Ok(()) } else { Err(EngineError::NoSandbox) }
    }

    /// Enters into the operators' journal what is kept nowhere else.
    async fn note_of_operator(
        &self,
        context: &OperatorContext,
        action: OperatorAction,
        subject: String,
        detail: String,
    ) -> Result<(), EngineError> {
        self.retry_for_operators(|| async {
            let set = self.operators_set(context, action, subject.clone(), detail.clone()).await?;
            Ok(self.store.commit(set).await?)
        })
        .await
    }
}

impl Context {
    /// What an operator who has signed in does to an account.
    #[must_use]
    pub const fn of_operator(operator: Name, account: AccountId, query_id: String) -> Self {
        Self { account, actor: Actor::NamedOperator(operator), query_id }
    }
}
