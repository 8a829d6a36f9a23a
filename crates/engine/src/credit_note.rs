//! Reading credit notes.

use jiff::Timestamp;
use perennial_core::refund::{CreditNote, CreditNoteNumber};
use perennial_core::{AccountId, Order, PaymentId};

use crate::engine::Engine;
use crate::error::EngineError;

impl Engine {
    /// The credit notes of an account issued between two instants, both included, oldest first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn issued_credit_notes(
        &self,
        account: AccountId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<CreditNote>, EngineError> {
        let mut notes = self.store.credit_notes(account).await?;
        let issued =
            |note: &CreditNote| note.issue.as_ref().map(|issue| (issue.at, issue.number.clone()));
        notes.retain(|note| issued(note).is_some_and(|(at, _)| (from..=to).contains(&at)));
        notes.sort_by_key(issued);
        Ok(notes)
    }

    /// An issued credit note with the order of its bill.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when the account has no such credit note.
    pub async fn require_credit_note(
        &self,
        account: AccountId,
        number: &str,
    ) -> Result<(CreditNote, Order), EngineError> {
        let missing = || EngineError::not_found("refundId", number);
        let parsed = CreditNoteNumber::parse(number).ok_or_else(missing)?;
        let (owner, refund) = self.store.credit_note_key(&parsed).await?.ok_or_else(missing)?;
        if owner != account {
            return Err(missing());
        }
        let note = self.store.credit_note(account, refund).await?.ok_or_else(missing)?;
        let order = self.require_order(account, note.order()).await?;
        Ok((note, order))
    }

    /// A refund, whether its credit note is issued or not.
    pub(crate) async fn require_refund(
        &self,
        account: AccountId,
        refund: PaymentId,
    ) -> Result<CreditNote, EngineError> {
        let found = self.store.credit_note(account, refund).await?;
        found.ok_or_else(|| EngineError::not_found("refund", refund))
    }
}
