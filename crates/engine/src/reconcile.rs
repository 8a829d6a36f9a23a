//! Reconcilers: background work that is derived from the state of things, never from a message.
//!
//! Each pass takes no input, may be run at any time, by any process, any number of times, and after any crash,
//! and brings the same result: it looks for what is due and makes each piece an ordinary command.

mod expire_orders;
pub(crate) mod forget_keys;
mod lapse_registrations;
pub(crate) mod number_bills;
mod number_credit_notes;
mod send_notices;
mod settle_payments;
mod settle_refunds;
mod take_back_payments;
pub(crate) mod tell_of_ends;

use crate::engine::Engine;

/// Pieces of work in one look.
const BATCH: i64 = 500;

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pass {
    /// Payments whose outcome is known now.
    pub payments_settled: usize,
    /// Refunds whose outcome is known now.
    pub refunds_settled: usize,
    /// Payments that were taken back.
    pub payments_reversed: usize,
    /// Unpaid orders that were cancelled.
    pub orders_expired: usize,
    /// Payment methods that were not confirmed in time.
    pub registrations_lapsed: usize,
    /// Bills that were issued.
    pub bills_numbered: usize,
    /// Credit notes that were issued.
    pub credit_notes_numbered: usize,
    /// Services that were renewed automatically, or tried to.
    pub services_renewed: u64,
    /// A run that waits for a person.
    pub run_waiting: Option<perennial_core::RunId>,
    /// Notices that went out.
    pub notices_sent: usize,
}

impl Pass {
    /// Adds what a later pass did.
    pub(crate) fn add(&mut self, later: &Self) {
        self.payments_settled = self.payments_settled.saturating_add(later.payments_settled);
        self.refunds_settled = self.refunds_settled.saturating_add(later.refunds_settled);
        self.credit_notes_numbered =
            self.credit_notes_numbered.saturating_add(later.credit_notes_numbered);
        self.payments_reversed = self.payments_reversed.saturating_add(later.payments_reversed);
        self.orders_expired = self.orders_expired.saturating_add(later.orders_expired);
        self.registrations_lapsed =
            self.registrations_lapsed.saturating_add(later.registrations_lapsed);
        self.bills_numbered = self.bills_numbered.saturating_add(later.bills_numbered);
        self.services_renewed = self.services_renewed.saturating_add(later.services_renewed);
        self.notices_sent = self.notices_sent.saturating_add(later.notices_sent);
        self.run_waiting = later.run_waiting;
    }
}

impl Engine {
    /// Runs all reconcilers once. What one of them cannot do now is tried at the next pass, and logged.
    pub async fn reconcile(self: &std::sync::Arc<Self>) -> Pass {
        // Payments first: what is captured writes bills, what is declined may expire.
        let payments_settled = self.settle_payments().await;
        let refunds_settled = self.settle_refunds().await;
        let payments_reversed = self.take_back_payments().await;
        let orders_expired = self.expire_orders().await;
        let registrations_lapsed = self.lapse_registrations().await;
        let renewed = self.renew().await;
        self.tell_of_ends().await;
        let bills_numbered = self.number_all_bills().await;
        let credit_notes_numbered = self.number_all_credit_notes().await;
        let notices_sent = self.send_notices().await;
        self.forget_old_keys().await;
        self.write_notes().await;
        Pass {
            payments_settled,
            refunds_settled,
            payments_reversed,
            orders_expired,
            registrations_lapsed,
            bills_numbered,
            credit_notes_numbered,
            services_renewed: renewed.done.renewals,
            run_waiting: renewed.waiting,
            notices_sent,
        }
    }
}
