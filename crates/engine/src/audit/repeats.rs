//! I9: what was asked for twice is there once.
//!
//! That a repeat is answered the same is behaviour, shown by tests. In the rows it leaves this: no two orders for the same
//! stand side by side, and what is remembered under a key is there.

use std::collections::BTreeSet;

use perennial_core::order::OrderState;
use perennial_core::{CredentialId, Order};
use perennial_store::{Books, StoreError};

use super::Found;
use crate::engine::Engine;

/// An order that can be paid is answered to whoever orders the same; so another one for the same was not placed while it
/// could be.
pub(super) fn violations(books: &Books) -> Vec<Found> {
    let is_unpaid = |order: &&Order| order.state == OrderState::Unpaid;
    let mut unpaid: Vec<&Order> = books.orders.iter().filter(is_unpaid).collect();
    unpaid.sort_by_key(|order| (order.terms.placed_at, order.id));
    let mut found = Vec::new();
    for (place, first) in unpaid.iter().enumerate() {
        let later = unpaid.iter().skip(place.saturating_add(1));
        // They are sorted, so those that were placed after its time need not be looked at.
        let beside = later.take_while(|later| later.terms.placed_at < first.terms.valid_until);
        for second in beside.filter(|second| second.terms.sells_the_same(&first.terms)) {
            let text = format!("orders {} and {} are for the same", first.id, second.id);
            found.push(("I9", text));
        }
    }
    found
}

impl Engine {
    /// A key remembers an order, a payment, a refund, a payment method, a service, a termination or an OAuth2 client of its account,
    /// the account itself, or a credential that an application of it asked for.
    pub(super) async fn key_violations(&self, books: &Books) -> Result<Vec<Found>, StoreError> {
        let orders = books.orders.iter().map(|order| order.id.get());
        let payments = books.payments.iter().map(|payment| payment.id.get());
        let methods = books.methods.iter().map(|method| method.id.get());
        let services = books.services.iter().map(|service| service.id.get());
        let terminations = books.terminations.iter().map(|stored| stored.termination.id.get());
        let account = std::iter::once(books.account.id.get());
        let known = orders.chain(payments).chain(methods).chain(services).chain(terminations);
        let refunds = books.credit_notes.iter().map(|note| note.id().get());
        let known = known.chain(refunds);
        let changes = books.contact_changes.iter().map(|stored| stored.change.id.get());
        let known = known.chain(changes);
        let clients = self.store.oauth2_clients(books.account.id).await?;
        let known = known.chain(clients.iter().map(|stored| stored.client.id.get()));
        let known: BTreeSet<i64> = known.chain(account).collect();
        let mut found = Vec::new();
        for subject in books.key_subjects.iter().filter(|subject| !known.contains(subject)) {
            let credential = match CredentialId::try_new(*subject) {
                Ok(id) => self.store.credential(id).await?,
                Err(_) => None,
            };
            let is_known = credential.is_some_and(|stored| {
                let asker = stored.credential.application;
                books.applications.iter().any(|application| application.id == asker)
            });
            if !is_known {
                let text = format!("a key remembers {subject}, which the account does not have");
                found.push(("I9", text));
            }
        }
        Ok(found)
    }
}
