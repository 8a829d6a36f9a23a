//! Settling an order: the write set of a captured payment.

use perennial_core::journal::Action;
use perennial_core::payment::Payment;
use perennial_core::settlement::{PostingIds, Settlement, settle};
use perennial_store::{PaymentLoad, WriteSet};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

impl Engine {
    /// Everything that follows from a captured payment, except the payment itself.
    pub(super) fn settle_in(
        &self,
        context: &Context,
        load: &PaymentLoad,
        payment: Payment,
    ) -> Result<(WriteSet, Settlement), EngineError> {
        let (account, now) = (context.account, self.clock.now());
        let ids = PostingIds {
            sale: self.ids.ledger_transaction(),
            payment: self.ids.ledger_transaction(),
        };
        let settled = settle(&load.account, load.order.clone(), payment, &load.services, now, ids)?;
        let order = settled.order.id;
        let subject = format!("order {order}");
        let detail = describe(&settled);
        let entry =
            journal::next(&load.head, context, now.at, Action::SettleOrder, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.set_order_state(account, &settled.order);
        settled.changes().iter().for_each(|change| set.change_service(account, change));
        for extension in &settled.extensions {
            set.insert_sold_period(account, extension, order);
        }
        set.insert_bill(account, &settled.bill);
        set.post(account, Some(order), now.at, &settled.postings);
        Ok((set, settled))
    }
}

fn describe(settled: &Settlement) -> String {
    let extended: Vec<String> =
        settled.extensions.iter().map(|e| format!("{} until {}", e.service, e.to.on())).collect();
    let payment = &settled.payment;
    format!("paid {} with {}; {}", payment.amount, payment.means.name(), extended.join(", "))
}
