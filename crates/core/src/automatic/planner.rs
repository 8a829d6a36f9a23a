//! Planning a day: every service that is due is looked at once, parents before their options.

mod orders;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::attempt::has_untried;
use super::renewals::{parents_first, renewal};
use super::timeline::{next_due, notice_days, retry_on};
use super::{
    Charge, DayPlan, Finding, Found, Holder, Intent, Notice, NoticeItem, NoticeKind, Standing,
    WhyNot,
};
use crate::calendar::{Rules, days_before};
use crate::expiry::Expiry;
use crate::id::{OrderId, ServiceId};
use crate::means::Balances;
use crate::money::Money;
use crate::order::{Order, OrderState, Renewal};
use crate::service::{Agenda, Service, ServiceChange, ServiceState, Unpaid};
use crate::strategy::Group;
use crate::time::Now;

/// A service that is to be renewed by the new order.
struct Wanted<'a> {
    group: &'a Group,
    renewal: Renewal<'a>,
}

pub(super) struct Planner<'a> {
    holder: &'a Holder<'a>,
    day: Date,
    now: Now,
    balances: Balances,
    wanted: Vec<Wanted<'a>>,
    /// Unpaid services by the order that is to be paid again.
    again: BTreeMap<OrderId, Vec<(&'a Group, &'a Service)>>,
    superseded: BTreeSet<OrderId>,
    order: Option<Order>,
    charges: Vec<Charge>,
    changes: Vec<ServiceChange>,
    notices: BTreeMap<NoticeKind, Notice>,
    findings: Vec<Finding>,
    /// Services that are deleted already, because their parent is.
    gone: BTreeSet<ServiceId>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(holder: &'a Holder<'a>, day: Date, now: Now) -> Self {
        Self {
            holder,
            day,
            now,
            balances: holder.balances,
            wanted: Vec::new(),
            again: BTreeMap::new(),
            superseded: BTreeSet::new(),
            order: None,
            charges: Vec::new(),
            changes: Vec::new(),
            notices: BTreeMap::new(),
            findings: Vec::new(),
            gone: BTreeSet::new(),
        }
    }

    /// Looks at every service of a group that is due.
    pub(super) fn review(&mut self, group: &'a Group) {
        let mut planned = BTreeMap::new();
        for service in parents_first(group) {
            let is_due = service.agenda.due_on.is_some_and(|due| due <= self.day);
            if is_due && !self.gone.contains(&service.id) {
                self.review_service(service, group, &mut planned);
            }
        }
    }

    fn review_service(
        &mut self,
        service: &'a Service,
        group: &'a Group,
        planned: &mut BTreeMap<ServiceId, Expiry>,
    ) {
        if let Some(order) = service.held_by {
            self.found(service, Found::NotRenewed(WhyNot::BeingPaid(order)));
            return self.wait(service);
        }
        let intent = Intent::of(service, group);
        let rules = self.holder.calendar.rules(&service.product);
        let expires_on = service.expiry.on();
        let is_over = expires_on <= self.day;
        match service.state {
            ServiceState::InCreation | ServiceState::Deleted => self.idle(service, group),
            ServiceState::Suspended(suspension) if suspension.delete_on <= self.day => {
                self.delete(service, group, false);
            }
            ServiceState::Suspended(_) => self.idle(service, group),
            ServiceState::Active | ServiceState::Unpaid(_) if intent == Intent::End && is_over => {
                self.delete(service, group, true);
            }
            ServiceState::Active => match intent {
                Intent::Renew if self.holder.renew_day().debit_on(expires_on) <= self.day => {
                    self.want(service, group, planned);
                }
                Intent::Lapse if is_over => self.suspend(service, group, rules),
                _ => self.notice_ahead(service, group, intent, rules),
            },
            ServiceState::Unpaid(unpaid) => {
                // Nobody is suspended before everything was tried, even if the days for it went by and nothing ran.
                if intent == Intent::Renew && self.is_to_be_tried(&unpaid, rules) {
                    self.try_again(service, group, &unpaid, planned);
                } else if rules.suspend_unpaid_on(unpaid.since, expires_on) <= self.day {
                    self.suspend(service, group, rules);
                } else {
                    self.idle(service, group);
                }
            }
        }
    }

    fn is_to_be_tried(&self, unpaid: &Unpaid, rules: &Rules) -> bool {
        let is_scheduled = retry_on(unpaid, rules).is_some_and(|on| on <= self.day);
        let payments = unpaid.order.and_then(|order| self.holder.standing(order));
        let payments = payments.map_or(&[][..], |standing| &standing.payments);
        is_scheduled || has_untried(self.holder.methods, payments, self.now.today)
    }

    fn try_again(
        &mut self,
        service: &'a Service,
        group: &'a Group,
        unpaid: &Unpaid,
        planned: &mut BTreeMap<ServiceId, Expiry>,
    ) {
        let standing = unpaid.order.and_then(|order| self.holder.standing(order));
        match standing {
            Some(standing) if self.can_be_paid(&standing.order) => {
                self.again.entry(standing.order.id).or_default().push((group, service));
            }
            Some(Standing { order, .. }) if order.state == OrderState::Unpaid => {
                self.superseded.insert(order.id);
                self.want(service, group, planned);
            }
            _ => self.want(service, group, planned),
        }
    }

    /// Whether an order can still be paid: everything of it is there, and as it was when it was placed.
    fn can_be_paid(&self, order: &Order) -> bool {
        let services = self.holder.groups.iter().flat_map(Group::services);
        let is_as_sold = |id: ServiceId, starts_on: Date| {
            let mut found = services.clone().filter(|service| service.id == id);
            found.any(|service| {
                let is_there = service.state != ServiceState::Deleted;
                is_there && service.expiry.on() == starts_on && service.held_by.is_none()
            })
        };
        order.check_payable(self.now.at).is_ok()
            && order.terms.renewals().all(|(id, term)| is_as_sold(id, term.starts_on))
    }

    /// Puts a service into the new order, if it can be renewed.
    fn want(
        &mut self,
        service: &'a Service,
        group: &'a Group,
        planned: &mut BTreeMap<ServiceId, Expiry>,
    ) {
        match renewal(service, group, planned, self.holder, self.day) {
            Ok(renewal) => {
                planned.insert(service.id, renewal.renewed);
                self.wanted.push(Wanted { group, renewal });
            }
            Err(why) => {
                let rules = self.holder.calendar.rules(&service.product);
                self.found(service, Found::NotRenewed(why));
                if service.expiry.on() <= self.day {
                    self.suspend(service, group, rules);
                } else {
                    self.tell(NoticeKind::NotRenewable, service, Some(service.expiry.on()), None);
                    self.look(service, group, service.state);
                }
            }
        }
    }

    fn notice_ahead(
        &mut self,
        service: &'a Service,
        group: &'a Group,
        intent: Intent,
        rules: &Rules,
    ) {
        let expires_on = service.expiry.on();
        let looked_on = service.agenda.looked_on;
        let is_due = |days: &&u16| {
            let on = days_before(expires_on, **days);
            on <= self.day && looked_on.is_none_or(|looked| on > looked)
        };
        // The last one, if the days of several are over: the holder is told once.
        let Some(days) = notice_days(service, intent, rules).iter().rfind(is_due) else {
            return self.idle(service, group);
        };
        if intent == Intent::Renew {
            let price = renewal(service, group, &BTreeMap::new(), self.holder, self.day).ok();
            let amount = price.map(|renewal| renewal.price.amount);
            let debit_on = self.holder.renew_day().debit_on(expires_on);
            self.tell(NoticeKind::RenewalAhead, service, Some(debit_on), amount);
        } else {
            self.tell(NoticeKind::ExpiryAhead, service, None, None);
        }
        self.found(service, Found::Noticed { days: *days });
        self.look(service, group, service.state);
    }

    fn suspend(&mut self, service: &'a Service, group: &'a Group, rules: &Rules) {
        let suspension = rules.suspension(self.day);
        self.found(service, Found::Suspended { delete_on: suspension.delete_on });
        self.tell(NoticeKind::Suspended, service, Some(suspension.delete_on), None);
        self.look(service, group, ServiceState::Suspended(suspension));
    }

    /// Deletes a service, and the options that cannot be without it.
    fn delete(&mut self, service: &'a Service, group: &'a Group, ended: bool) {
        self.found(service, Found::Deleted { ended });
        self.tell(NoticeKind::Deleted, service, None, None);
        self.gone.insert(service.id);
        self.look(service, group, ServiceState::Deleted);
        for option in group.services() {
            let is_option = group.parent_of(option.id).is_some_and(|p| p.id == service.id);
            let is_there = option.state != ServiceState::Deleted && option.held_by.is_none();
            if is_option && is_there && !self.gone.contains(&option.id) {
                self.delete(option, group, ended);
            }
        }
    }

    fn idle(&mut self, service: &'a Service, group: &'a Group) {
        let until = self.look(service, group, service.state);
        self.found(service, Found::Nothing { until });
    }

    /// Records the look, with the state after it. Answers when the next one is.
    fn look(&mut self, service: &Service, group: &Group, state: ServiceState) -> Option<Date> {
        let looked_on = Some(self.day);
        let mut after = service.clone();
        after.state = state;
        after.agenda = Agenda { looked_on, ..service.agenda };
        let due_on = next_due(&after, group, self.holder.calendar, self.holder.renew_day());
        // What could not be done today is not done better by looking again at once.
        let due_on = due_on.map(|due| due.max(self.day.tomorrow().unwrap_or(Date::MAX)));
        let agenda = Agenda { due_on, ..after.agenda };
        self.changes.push(ServiceChange::Look { service: service.id, state, agenda });
        due_on
    }

    /// Nothing is to be done before the outcome of a payment is known.
    fn wait(&mut self, service: &Service) {
        let agenda = Agenda { due_on: None, looked_on: Some(self.day), ..service.agenda };
        let state = service.state;
        self.changes.push(ServiceChange::Look { service: service.id, state, agenda });
    }

    fn tell(
        &mut self,
        kind: NoticeKind,
        service: &Service,
        on: Option<Date>,
        amount: Option<Money>,
    ) {
        let day = self.day;
        let (order, means, items) = (None, None, Vec::new());
        let new = || Notice {
            kind,
            day,
            order,
            amount: None,
            means,
            request: None,
            parties: None,
            subject: None,
            refund: None,
            items,
        };
        let plan = self.holder.prices.get(&service.plan);
        let item = NoticeItem {
            service: service.id,
            name: service.name.clone(),
            display_name: service.display_name.clone(),
            plan_name: plan.map(|plan| plan.name.clone()),
            expires_on: service.expiry.on(),
            on,
            amount,
        };
        self.notices.entry(kind).or_insert_with(new).items.push(item);
    }

    fn found(&mut self, service: &Service, found: Found) {
        self.findings.push(Finding { service: service.id, found });
    }

    pub(super) fn finish(self) -> DayPlan {
        DayPlan {
            day: self.day,
            order: self.order,
            superseded: self.superseded.into_iter().collect(),
            charges: self.charges,
            changes: self.changes,
            notices: self.notices.into_values().collect(),
            findings: self.findings,
        }
    }
}
