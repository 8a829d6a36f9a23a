//! Giving up a debt: it is a loss of ours, and the customer need not pay it any more.

use std::sync::Arc;

use perennial_core::DebtId;
use perennial_core::debt::Debt;
use perennial_core::journal::Action;
use perennial_core::text::Name;
use perennial_store::WriteSet;

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;
use crate::snapshot::Advance;

impl Engine {
    /// Writes a debt off, and answers it as it is then.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such debt; [`EngineError::Debt`] when it is not open.
    pub async fn write_off_debt(
        self: &Arc<Self>,
        context: &Context,
        debt: DebtId,
        reason: &Name,
    ) -> Result<Debt, EngineError> {
        self.retry(context.account, || self.write_off_debt_once(context, debt, reason)).await
    }

    async fn write_off_debt_once(
        &self,
        context: &Context,
        debt: DebtId,
        reason: &Name,
    ) -> Result<Debt, EngineError> {
        let account = context.account;
        // load
        let head = self.require_head(account).await?;
        let debt = self.require_debt(account, debt).await?;
        // decide
        let at = self.clock.at();
        let posting = self.ids.ledger_transaction();
        let (debt, posting) = debt.written_off(reason.clone(), at, posting)?;
        // commit
        let detail = format!("{} of order {}: {reason}", debt.amount, debt.order);
        let subject = format!("debt {}", debt.id);
        let entry = journal::next(&head, context, at, Action::WriteOffDebt, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.set_debt_state(account, debt.id, &debt.state);
        set.post(account, Some(debt.order), at, &[posting]);
        self.store.commit(set).await?;
        self.snapshots.advance(&Advance { from: head, changes: &[] });
        Ok(debt)
    }
}
