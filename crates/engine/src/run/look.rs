//! One look at an account: the plan of the day, made a write set.
//!
//! Everything of it is one write set: the order, what it is paid with, the services, the notices. What a balance of ours
//! pays is settled in it. For what a gateway is to charge it has the intent; the charge comes afterwards, as for any
//! other payment.

use std::collections::BTreeSet;

use jiff::civil::Date;
use perennial_core::automatic::{Charge, DayPlan, Finding, Found, OrderToPay, plan_day};
use perennial_core::bill::Bill;
use perennial_core::budget::Tally;
use perennial_core::journal::{Action, Head};
use perennial_core::means::{Balances, Means};
use perennial_core::payment::{PayRefusal, Payment, PaymentState};
use perennial_core::service::ServiceChange;
use perennial_core::settlement::SettlementError;
use perennial_core::step::Step;
use perennial_core::{AccountId, Order, OrderId, PriceList, Service, ServiceId};
use perennial_store::{PaymentLoad, StoredAccount, WriteSet};

use super::ACTOR;
use super::holding::Holding;
use crate::command::{after_payment, describe};
use crate::context::Context;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal;

/// What a look comes to.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) set: WriteSet,
    /// What it does.
    pub(crate) tally: Tally,
    /// What a gateway is to charge once the write set is durable, with the state of things that it leaves behind.
    pub(crate) charges: Vec<(Payment, PaymentLoad)>,
    /// The bill to be inserted with it, with or without a number.
    pub(crate) bills: Vec<(AccountId, Bill)>,
}

/// A write set in the making.
struct Draft<'a> {
    holding: &'a Holding,
    context: Context,
    /// What is written, behind the journal entries.
    body: WriteSet,
    entries: Vec<(Action, String, String)>,
    balances: Balances,
    /// Services after the look, before anything is paid.
    services: Vec<Service>,
    /// Services whose row is written with a payment.
    paid: BTreeSet<ServiceId>,
    started: Vec<(Payment, Order)>,
    bills: Vec<(AccountId, Bill)>,
}

impl Engine {
    /// Looks at an account on a day. Nothing, if nothing of it is due.
    pub(crate) fn look(
        &self,
        holding: &Holding,
        prices: &PriceList,
        day: Date,
    ) -> Result<Option<Look>, EngineError> {
        let now = self.clock.now();
        let tax = self.tax_of(&holding.stored.account)?;
        let holder = holding.holder(prices, tax, &self.calendar);
        let plan = plan_day(&holder, day, now, self.ids.order());
        let plan = plan.map_err(SettlementError::Amount)?;
        if plan.changes.is_empty() {
            return Ok(None);
        }
        let mut tally = Tally::default();
        let repeats = repeats(&plan, holding, now.today);
        tally.count(&plan, repeats).map_err(SettlementError::Amount)?;
        let mut draft = Draft::new(holding, &plan, self.ids.query());
        self.draft_orders(&mut draft, &plan)?;
        let looks = plan.changes.iter();
        for look in looks.filter(|look| !draft.paid.contains(&look.service())) {
            draft.body.change_service(holding.stored.account.id, look);
        }
        for notice in &plan.notices {
            self.write_notice(&mut draft.body, &holding.stored.account, notice);
        }
        Ok(Some(self.seal(draft, tally)))
    }

    /// Cancels what was replaced, places the new order, and pays what is to be paid.
    fn draft_orders(&self, draft: &mut Draft<'_>, plan: &DayPlan) -> Result<(), EngineError> {
        let account = draft.holding.stored.account.id;
        let at = self.clock.at();
        for order in &plan.superseded {
            let standing = draft.holding.standing.iter().find(|s| s.order.id == *order);
            let cancelled = standing.map(|standing| standing.order.clone().superseded(at));
            if let Some(Step::Changed(cancelled)) = cancelled {
                draft.body.set_order_state(account, &cancelled);
            }
        }
        let mut is_new_paid = false;
        for charge in &plan.charges {
            match (charge.order, &plan.order) {
                (OrderToPay::New(_), Some(order)) => {
                    is_new_paid = true;
                    let order = self.pay_in_look(draft, order, charge)?;
                    draft.body.insert_order(account, &order);
                }
                (OrderToPay::New(_), None) => {}
                (OrderToPay::Standing(id), _) => {
                    let order = draft.standing(id)?.clone();
                    let order = self.pay_in_look(draft, &order, charge)?;
                    draft.body.set_order_state(account, &order);
                }
            }
        }
        if let Some(order) = plan.order.as_ref().filter(|_| !is_new_paid) {
            draft.body.insert_order(account, order);
        }
        Ok(())
    }

    /// Settles an order from a balance, or starts its payment. Answers the order after it.
    fn pay_in_look(
        &self,
        draft: &mut Draft<'_>,
        order: &Order,
        charge: &Charge,
    ) -> Result<Order, EngineError> {
        let stored = &draft.holding.stored;
        let (account, at) = (stored.account.id, self.clock.at());
        let mut payment = Payment {
            id: self.ids.payment(),
            order: order.id,
            means: charge.means,
            amount: charge.amount,
            created_at: at,
            state: PaymentState::Pending,
        };
        if let Means::Method(..) = charge.means {
            let paying = order.clone().paying(payment.id, at).map_err(PayRefusal::State)?;
            draft.body.insert_payment(account, &payment);
            for (service, _) in order.terms.renewals() {
                let hold = ServiceChange::Hold { service, order: order.id };
                draft.hold(account, &hold);
            }
            let what =
                format!("{} with {} for order {}", payment.amount, payment.means.name(), order.id);
            draft.entries.push((Action::StartPayment, format!("payment {}", payment.id), what));
            draft.started.push((payment, paying.clone()));
            return Ok(paying);
        }
        payment.state = PaymentState::Captured { at, reference: None };
        draft.balances =
            after_payment(draft.balances, &payment).map_err(SettlementError::Amount)?;
        let settled = self.settlement(&stored.account, order, payment.clone(), &draft.services)?;
        draft.body.insert_payment(account, &payment);
        self.write_settlement(&mut draft.body, &stored.account, &draft.services, &settled);
        draft.paid.extend(settled.extensions.iter().map(|extension| extension.service));
        draft.entries.push((
            Action::SettleOrder,
            format!("order {}", order.id),
            describe(&settled),
        ));
        draft.bills.extend(settled.bill.map(|bill| (account, bill)));
        Ok(settled.order)
    }

    /// Puts the journal entries in front.
    fn seal(&self, draft: Draft<'_>, tally: Tally) -> Look {
        let stored = &draft.holding.stored;
        let at = self.clock.at();
        let mut head = stored.head;
        let mut set = WriteSet::without_account();
        for (action, subject, detail) in draft.entries {
            let entry = journal::next(&head, &draft.context, at, action, subject, detail);
            set.append(WriteSet::of_account(&entry));
            head = entry.head();
        }
        if draft.balances != stored.balances {
            self.write_balances(&mut set, &stored.account, stored.balances, draft.balances);
        }
        set.append(draft.body);
        let services = draft.services;
        let started = draft.started.into_iter();
        let charges = started.map(|(payment, order)| {
            let load = load_after(stored, head, &order, &payment, &services, draft.holding);
            (payment, load)
        });
        Look { set, tally, charges: charges.collect(), bills: draft.bills }
    }
}

impl<'a> Draft<'a> {
    fn new(holding: &'a Holding, plan: &DayPlan, query_id: String) -> Self {
        let account = holding.stored.account.id;
        let (action, subject) = match &plan.order {
            Some(order) => (Action::PlaceOrder, format!("order {}", order.id)),
            None => (Action::LookAtDay, format!("day {}", plan.day)),
        };
        let detail = format!("day {}: {}", plan.day, in_words(&plan.findings));
        let mut services: Vec<Service> =
            holding.groups.iter().flat_map(|group| group.services().to_vec()).collect();
        for change in &plan.changes {
            let changed = services.iter_mut().find(|service| service.id == change.service());
            changed.into_iter().for_each(|service| service.apply(change));
        }
        Self {
            holding,
            context: journal::own_context(account, ACTOR, query_id),
            body: WriteSet::without_account(),
            entries: vec![(action, subject, detail)],
            balances: holding.stored.balances,
            services,
            paid: BTreeSet::new(),
            started: Vec::new(),
            bills: Vec::new(),
        }
    }

    fn standing(&self, id: OrderId) -> Result<&'a Order, EngineError> {
        let mut standing = self.holding.standing.iter();
        let found = standing.find(|standing| standing.order.id == id);
        found.map(|found| &found.order).ok_or_else(|| EngineError::not_found("orderId", id))
    }

    fn hold(&mut self, account: AccountId, hold: &ServiceChange) {
        self.body.change_service(account, hold);
        let held = self.services.iter_mut().find(|service| service.id == hold.service());
        held.into_iter().for_each(|service| service.apply(hold));
    }
}

/// What the next command on a payment finds, if nobody else comes in between.
fn load_after(
    stored: &StoredAccount,
    head: Head,
    order: &Order,
    payment: &Payment,
    services: &[Service],
    holding: &Holding,
) -> PaymentLoad {
    let services = services.iter().filter(|service| order.terms.renews(service.id));
    PaymentLoad {
        account: stored.account.clone(),
        head,
        order: order.clone(),
        services: services.cloned().collect(),
        methods: holding.methods.clone(),
        balances: stored.balances,
        // The calendar pays no debts.
        debts: Vec::new(),
        payment: Some(payment.clone()),
        done: None,
    }
}

/// Services that the plan renews although they were renewed automatically today already.
pub(super) fn repeats(plan: &DayPlan, holding: &Holding, today: Date) -> u64 {
    let is_repeat = |finding: &&Finding| {
        let service = holding.service(finding.service);
        matches!(finding.found, Found::Renew { .. })
            && service.is_some_and(|service| service.agenda.renewed_on == Some(today))
    };
    plan.findings.iter().filter(is_repeat).count() as u64
}

fn in_words(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
