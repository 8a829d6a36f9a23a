//! The documents of orders, bills and credit notes, for whoever has the password: nobody signs in to read one.
//!
//! What is not there and what is not opened by the password is answered alike.

use perennial_core::bill::BillNumber;
use perennial_core::journal::Hash;
use perennial_core::paper_export::{PaperExport, Papers};
use perennial_core::refund::CreditNoteNumber;
use perennial_core::{AccountId, CreditNote, Order, OrderId, PaperExportId};
use perennial_documents::paper::{Document, Seller};

use crate::engine::Engine;
use crate::error::EngineError;

impl Engine {
    /// The document of an order; `None` unless the password opens it.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn open_order(
        &self,
        order: OrderId,
        password: &str,
    ) -> Result<Option<Document>, EngineError> {
        let Some(account) = self.vault().open_order(order, password) else { return Ok(None) };
        let Some(order) = self.store.order(account, order).await? else { return Ok(None) };
        let payment = self.payment_of_order(account, order.id).await?;
        let account = self.require_account(account).await?;
        let zone = self.clock.zone();
        Ok(Some(Document::of_order(&order, payment.as_ref(), &account, &self.seller, zone)))
    }

    /// The document of an issued bill; `None` unless the password opens it, which is that of its order.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn open_bill(
        &self,
        number: &BillNumber,
        password: &str,
    ) -> Result<Option<Document>, EngineError> {
        let Some((account, order)) = self.store.bill_key(number).await? else { return Ok(None) };
        if self.vault().open_order(order, password) != Some(account) {
            return Ok(None);
        }
        self.bill_document(account, order).await
    }

    /// The document of an issued credit note; `None` unless the password opens it, which is that of the order of its bill.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn open_credit_note(
        &self,
        number: &CreditNoteNumber,
        password: &str,
    ) -> Result<Option<Document>, EngineError> {
        let found = self.store.credit_note_key(number).await?;
        let Some((account, refund)) = found else { return Ok(None) };
        let Some(note) = self.store.credit_note(account, refund).await? else { return Ok(None) };
        if self.vault().open_order(note.order(), password) != Some(account) {
            return Ok(None);
        }
        let order = self.require_order(account, note.order()).await?;
        self.note_document(&note, &order).await
    }

    /// The export that a token opens, with its account; `None` for any other token, and once it is over.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] when the database fails.
    pub async fn open_export(
        &self,
        id: PaperExportId,
        token: &str,
    ) -> Result<Option<(AccountId, PaperExport)>, EngineError> {
        let Some(account) = self.vault().open_export(id, token) else { return Ok(None) };
        let export = self.store.paper_export(account, id).await?;
        let open = export.filter(|export| self.clock.at() < export.valid_until);
        Ok(open.map(|export| (account, export)))
    }

    /// A paper of an export, by its place in it; `None` after the last.
    ///
    /// # Errors
    ///
    /// [`EngineError::NotFound`] when it is not there, which cannot be: papers are never taken away.
    pub async fn exported_paper(
        &self,
        account: AccountId,
        papers: &Papers,
        place: usize,
    ) -> Result<Option<Document>, EngineError> {
        let document = match papers {
            Papers::Bills(numbers) => {
                let Some(number) = numbers.get(place) else { return Ok(None) };
                let key = self.store.bill_key(number).await?;
                let key = key.filter(|(owner, _)| *owner == account);
                let missing = || EngineError::not_found("billId", number);
                let (account, order) = key.ok_or_else(missing)?;
                self.bill_document(account, order).await?.ok_or_else(missing)?
            }
            Papers::CreditNotes(numbers) => {
                let Some(number) = numbers.get(place) else { return Ok(None) };
                let text = number.to_string();
                let (note, order) = self.require_credit_note(account, &text).await?;
                let document = self.note_document(&note, &order).await?;
                document.ok_or_else(|| EngineError::not_found("refundId", number))?
            }
        };
        Ok(Some(document))
    }

    async fn bill_document(
        &self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Option<Document>, EngineError> {
        let Some(bill) = self.store.bill_of_order(account, order).await? else { return Ok(None) };
        let order = self.require_order(account, order).await?;
        let payment = self.payment_of_order(account, order.id).await?;
        let seller = self.seller_of(bill.seller.as_ref()).await?;
        Ok(Document::of_bill(&bill, &order, payment.as_ref(), &seller, self.clock.zone()))
    }

    async fn note_document(
        &self,
        note: &CreditNote,
        order: &Order,
    ) -> Result<Option<Document>, EngineError> {
        let seller = self.seller_of(note.seller.as_ref()).await?;
        Ok(Document::of_credit_note(note, order, &seller, self.clock.zone()))
    }

    /// Who sold, as it was then; papers that are older than that is kept have the seller of today.
    async fn seller_of(&self, key: Option<&Hash>) -> Result<Seller, EngineError> {
        let Some(key) = key.filter(|key| **key != self.seller_key) else {
            return Ok(self.seller.clone());
        };
        let was = self.store.seller(key).await?;
        let missing = || perennial_store::StoreError::Corrupt {
            table: "seller",
            column: "seller_hash",
            reason: "a paper names a seller that is not there".to_owned(),
        };
        Ok(self.seller.as_it_was(was.ok_or_else(missing)?))
    }
}
