//! Ordering money for the prepaid account, or fidelity points.

use std::sync::Arc;

use perennial_core::journal::Action;
use perennial_core::order::{CreditOf, Placement, credit_terms, place_once};
use perennial_core::{AccountId, Order, OrderId};
use perennial_store::{Done, StoredAccount, WriteSet};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::snapshot::Advance;

impl Engine {
    /// Places an order that puts whole units on a balance once it is paid. An unpaid order for the same that is still
    /// valid is answered again.
    ///
    /// # Errors
    ///
    /// [`EngineError::Credit`] with the reason why it is not placed.
    pub async fn order_credit(
        self: &Arc<Self>,
        context: &Context,
        of: CreditOf,
        units: i64,
        idempotency: Option<&Idempotency>,
    ) -> Result<Order, EngineError> {
        self.commands.count();
        let attempt = || self.order_credit_once(context, of, units, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn order_credit_once(
        &self,
        context: &Context,
        of: CreditOf,
        units: i64,
        idempotency: Option<&Idempotency>,
    ) -> Result<Order, EngineError> {
        let account = context.account;
        // load
        let StoredAccount { account: owner, head, balances } = self.require_stored(account).await?;
        if let Some(done) = self.done_under(account, idempotency).await? {
            return self.ordered_before(account, &done).await;
        }
        // decide
        let now = self.clock.now();
        let terms = credit_terms(of, units, balances, &owner, now)?;
        let load = self.store.load_placement(account, &terms, None).await?;
        let (order, is_new) = match place_once(terms, &load.standing, self.ids.order()) {
            Placement::Standing(order) => (order, false),
            Placement::New(order) => (order, true),
        };
        if !is_new && idempotency.is_none() {
            return Ok(order);
        }
        // commit
        let again = if is_new { "" } else { "answered again: " };
        let gross = order.terms.totals.gross;
        let detail = format!("{again}{} of {gross}", order.terms.category.code());
        let subject = format!("order {}", order.id);
        let entry = journal::next(&head, context, now.at, Action::PlaceOrder, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        if is_new {
            set.insert_order(account, &order);
        }
        idempotency::remember(&mut set, account, idempotency, order.id.get(), now.at);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: head, changes: &[] });
        Ok(order)
    }

    /// The account with what changes about it.
    pub(crate) async fn require_stored(
        &self,
        account: AccountId,
    ) -> Result<StoredAccount, EngineError> {
        let found = self.store.account(account).await?;
        found.ok_or_else(|| EngineError::not_found("account", account))
    }

    /// What was done under the key before, if it was for the same content.
    pub(super) async fn done_under(
        &self,
        account: AccountId,
        idempotency: Option<&Idempotency>,
    ) -> Result<Option<Done>, EngineError> {
        let Some(key) = idempotency else { return Ok(None) };
        let done = self.store.done_under_key(account, &key.key_hash()).await?;
        done.map(|done| key.same(&done).cloned()).transpose()
    }

    /// The order that was placed when the key was first used.
    pub(super) async fn ordered_before(
        &self,
        account: AccountId,
        done: &Done,
    ) -> Result<Order, EngineError> {
        let missing = || EngineError::not_found("orderId", done.subject);
        let id = OrderId::try_new(done.subject).map_err(|_| missing())?;
        self.store.order(account, id).await?.ok_or_else(missing)
    }
}
