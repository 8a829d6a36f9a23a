//! Settling an order: the write set of a captured payment.

use perennial_core::automatic::{Notice, NoticeItem, NoticeKind};
use perennial_core::debt;
use perennial_core::journal::Action;
use perennial_core::order::Category;
use perennial_core::payment::Payment;
use perennial_core::settlement::{PostingIds, Settlement, SettlementError, settle};
use perennial_core::text::Name;
use perennial_core::{Account, Order, Service};
use perennial_store::{PaymentLoad, WriteSet};

use super::debt::write_debts;
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
        let settled = self.settlement(&load.account, &load.order, payment, &load.services)?;
        let subject = format!("order {}", settled.order.id);
        let (detail, at) = (describe(&settled), self.clock.at());
        let entry = journal::next(&load.head, context, at, Action::SettleOrder, subject, detail);
        let mut set = WriteSet::of_account(&entry);
        set.set_order_state(context.account, &settled.order);
        self.write_settlement(&mut set, &load.account, &load.services, &settled);
        if let Some(bill) = &settled.bill {
            set.insert_bill(context.account, bill);
        }
        let paid = debt::pay_off(&settled.order, &load.debts, at).map_err(SettlementError::Debt)?;
        write_debts(&mut set, context.account, &paid);
        Ok((set, settled))
    }

    /// What follows from a captured payment.
    pub(crate) fn settlement(
        &self,
        account: &Account,
        order: &Order,
        payment: Payment,
        services: &[Service],
    ) -> Result<Settlement, EngineError> {
        let ids = PostingIds {
            sale: self.ids.ledger_transaction(),
            payment: self.ids.ledger_transaction(),
        };
        let (order, now) = (order.clone(), self.clock.now());
        let mut settled = settle(account, order, payment, services, &self.calendar, now, ids)?;
        if let Some(bill) = &mut settled.bill {
            bill.seller = Some(self.seller_key);
            bill.seal = Some(journal::seal_of_bill(bill, &settled.order.terms.lines));
        }
        Ok(settled)
    }

    /// Writes it, except the order, the payment and the bill: the periods that were sold, the services and the books.
    pub(crate) fn write_settlement(
        &self,
        set: &mut WriteSet,
        account: &Account,
        services: &[Service],
        settled: &Settlement,
    ) {
        let (id, order) = (account.id, settled.order.id);
        settled.changes().iter().for_each(|change| set.change_service(id, change));
        for extension in &settled.extensions {
            set.insert_sold_period(id, extension, order);
        }
        set.post(id, Some(order), self.clock.at(), &settled.postings);
        if settled.order.terms.category == Category::AutoRenew {
            self.write_notice(set, account, &renewed(settled, services));
        }
    }
}

/// What the customer is told of an automatic renewal of services.
fn renewed(settled: &Settlement, services: &[Service]) -> Notice {
    let terms = &settled.order.terms;
    let item = |line: &perennial_core::order::Line| {
        let term = line.term?;
        let service = services.iter().find(|service| Some(service.id) == line.service);
        Some(NoticeItem {
            service: line.service?,
            name: line.name.clone(),
            display_name: service.and_then(|service| service.display_name.clone()),
            plan_name: Name::parse(line.plan_name()).ok(),
            expires_on: term.ends_on,
            on: None,
            amount: Some(line.amount),
        })
    };
    Notice {
        kind: NoticeKind::Renewed,
        day: terms.run_on.unwrap_or_default(),
        order: Some(settled.order.id),
        amount: Some(settled.payment.amount),
        means: Some(settled.payment.means),
        request: None,
        parties: None,
        subject: None,
        refund: None,
        items: terms.lines.iter().filter_map(item).collect(),
    }
}

/// A settlement in words.
pub(crate) fn describe(settled: &Settlement) -> String {
    let extended: Vec<String> =
        settled.extensions.iter().map(|e| format!("{} until {}", e.service, e.to.on())).collect();
    let (amount, means) = (settled.payment.amount, settled.payment.means.name());
    let terms = &settled.order.terms;
    match terms.credited() {
        _ if terms.category.pays_out() => format!("{amount} has gone to {means}"),
        _ if terms.category == Category::Debt => {
            let debts: Vec<String> = terms.debts().map(|(debt, _)| debt.to_string()).collect();
            format!("paid {amount} with {means}; debts paid: {}", debts.join(", "))
        }
        Some(credited) => format!("paid {amount} with {means}; {credited} credited"),
        None => format!("paid {amount} with {means}; {}", extended.join(", ")),
    }
}
