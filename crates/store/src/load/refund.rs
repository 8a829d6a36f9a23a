//! What giving back a bill needs.

use perennial_core::bill::Bill;
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::refund::CreditNote;
use perennial_core::{AccountId, OrderId};

use super::PaymentLoad;
use crate::codec::{all, first};
use crate::error::StoreError;
use crate::store::Store;
use crate::table::idempotency::Done;
use crate::table::{bill, credit_note, idempotency, payment};

/// A bill with everything that giving it back depends on.
#[derive(Debug)]
pub struct RefundLoad {
    /// The account with the order, its services, the payment methods and balances, and the payment that settled the order.
    pub order: PaymentLoad,
    /// The bill.
    pub bill: Option<Bill>,
    /// The payment that settled the order.
    pub payment: Option<Payment>,
    /// The credit notes of the bill, the oldest first.
    pub notes: Vec<CreditNote>,
    /// What was done under the request's key, if it has one.
    pub done: Option<Done>,
}

impl Store {
    /// What giving back the bill of an order needs; `None` when there is no such order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn load_refund(
        &self,
        account: AccountId,
        order: OrderId,
        key_hash: Option<&[u8; 32]>,
    ) -> Result<Option<RefundLoad>, StoreError> {
        let mut more = vec![bill::of_order(account, order), payment::of_order(account, order)];
        more.extend(credit_note::of_account(account));
        more.extend(key_hash.map(|hash| idempotency::get(account, hash)));
        let Some((load, mut rest)) = self.load_order(account, order, more).await? else {
            return Ok(None);
        };
        let bill = first(rest.next(), bill::read)?;
        let payments = all(rest.next(), payment::read)?.into_iter();
        let is_captured =
            |payment: &Payment| matches!(payment.state, PaymentState::Captured { .. });
        let payment = payments.into_iter().find(is_captured);
        let mut notes = credit_note::join(&mut rest)?;
        notes.retain(|note| note.order() == order);
        let done = first(rest.next(), idempotency::read)?;
        Ok(Some(RefundLoad { order: load, bill, payment, notes, done }))
    }
}
