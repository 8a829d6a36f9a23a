//! Ordering to pay debts.

use std::sync::Arc;

use perennial_core::debt::{Debt, debt_terms};
use perennial_core::journal::Action;
use perennial_core::order::{Placement, place_once};
use perennial_core::{DebtId, Order, OrderId};
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::idempotency::{self, Idempotency};
use crate::journal;
use crate::snapshot::Advance;

/// Which debts are to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebtsOf {
    /// All of the account.
    Account,
    /// One.
    Debt(DebtId),
    /// That of an order.
    Order(OrderId),
}

impl Engine {
    /// Places an order that pays what is open of some debts once it is paid itself. An unpaid order for the same that is
    /// still valid is answered again.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when there is no such debt; [`EngineError::Debt`] when nothing of it is to be paid.
    pub async fn order_debt(
        self: &Arc<Self>,
        context: &Context,
        of: DebtsOf,
        idempotency: Option<&Idempotency>,
    ) -> Result<Order, EngineError> {
        self.commands.count();
        let attempt = || self.order_debt_once(context, of, idempotency);
        self.retry(context.account, attempt).await
    }

    async fn order_debt_once(
        &self,
        context: &Context,
        of: DebtsOf,
        idempotency: Option<&Idempotency>,
    ) -> Result<Order, EngineError> {
        let account = context.account;
        // load
        let head = self.require_head(account).await?;
        if let Some(done) = self.done_under(account, idempotency).await? {
            return self.ordered_before(account, &done).await;
        }
        let asked: Vec<Debt> = match of {
            DebtsOf::Account => {
                let debts = self.debts(account).await?.into_iter();
                debts.filter(|debt| debt.state.is_owed()).collect()
            }
            DebtsOf::Debt(debt) => vec![self.require_debt(account, debt).await?],
            DebtsOf::Order(order) => vec![self.require_debt_of(account, order).await?],
        };
        // decide
        let now = self.clock.now();
        let terms = debt_terms(&asked, now)?;
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
        let debts: Vec<String> =
            order.terms.debts().map(|(debt, _)| format!("debt {debt}")).collect();
        let gross = order.terms.totals.gross;
        let detail = format!("{again}{gross} for {}", debts.join(", "));
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
}
