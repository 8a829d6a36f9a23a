//! An account that lives from day to day: plans are made and carried out in memory.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::automatic::*;
use crate::calendar::Calendar;
use crate::link::Link;
use crate::means::{Balances, MethodKind};
use crate::order::{Order, OrderState};
use crate::payment::{Decline, Outcome, Payment, PaymentState};
use crate::samples::*;
use crate::service::{ServiceChange, StateKind};
use crate::settlement::{PostingIds, release, settle};
use crate::step::Step;
use crate::strategy::Group;
use crate::{Account, LedgerTransactionId, Means, Now, PaymentMethod, PriceList, Service};

pub(super) struct Life {
    pub(super) account: Account,
    pub(super) groups: Vec<Group>,
    pub(super) methods: Vec<PaymentMethod>,
    pub(super) balances: Balances,
    pub(super) calendar: Calendar,
    pub(super) prices: PriceList,
    /// What the next charges of a method come to, by its id; approved after that.
    pub(super) declines: BTreeMap<i64, VecDeque<Decline>>,
    pub(super) standing: Vec<Standing>,
    orders: i64,
    payments: i64,
    log: Vec<String>,
}

impl Life {
    pub(super) fn of(service: Service) -> Self {
        Self::of_all(vec![service], &[])
    }

    pub(super) fn of_all(services: Vec<Service>, links: &[Link]) -> Self {
        let ids = services.iter().map(|service| service.id).collect();
        let by_id = crate::link::groups(&ids, links).unwrap();
        let mut groups = BTreeMap::<_, Vec<Service>>::new();
        for service in services {
            groups.entry(by_id[&service.id]).or_default().push(service);
        }
        let group = |services: Vec<Service>| {
            let of_group = |link: &&Link| services.iter().any(|service| service.id == link.from);
            let links = links.iter().filter(of_group).copied().collect();
            Group::try_new(services, links).unwrap()
        };
        let prices = [plan("vps-1", &[("P1M", "1"), ("P3M", "3"), ("P1Y", "12")])];
        let mut paypal = method(5, 5, MethodKind::Paypal);
        paypal.is_default = true;
        Self {
            account: account(),
            groups: groups.into_values().map(group).collect(),
            methods: vec![paypal],
            balances: balances("0", "0"),
            calendar: Calendar::default(),
            prices: prices.into_iter().collect(),
            declines: BTreeMap::new(),
            standing: Vec::new(),
            orders: 0,
            payments: 0,
            log: Vec::new(),
        }
    }

    pub(super) fn log(&self) -> Vec<&str> {
        self.log.iter().map(String::as_str).collect()
    }

    pub(super) fn services(&self) -> impl Iterator<Item = &Service> {
        self.groups.iter().flat_map(Group::services)
    }

    /// The first day on which something is due.
    pub(super) fn next_day(&self) -> Option<Date> {
        self.services().filter_map(|service| service.agenda.due_on).min()
    }

    /// Does every day on which something is due, up to one.
    pub(super) fn run_until(&mut self, last: Date) {
        while let Some(day) = self.next_day().filter(|day| *day <= last) {
            self.run(day, day);
        }
    }

    /// Does a day until nothing of it is left; `today` is when it is done.
    pub(super) fn run(&mut self, day: Date, today: Date) {
        for _ in 0..20 {
            if self.next_day().is_none_or(|due| due > day) {
                return;
            }
            self.pass(day, today);
        }
        panic!("the day {day} does not come to an end: {:?}", self.log);
    }

    fn pass(&mut self, day: Date, today: Date) {
        let at = today.to_zoned_datetime(TimeZone::UTC).unwrap().timestamp();
        let now = Now { at, today };
        let plan = plan_day(&self.holder(), day, now, order_id(self.orders + 1)).unwrap();
        for notice in &plan.notices {
            let item = |item: &NoticeItem| {
                let on = item.on.map(|on| format!(" on {on}")).unwrap_or_default();
                let amount = item.amount.map(|amount| format!(", {amount}")).unwrap_or_default();
                format!("{}{on}{amount}", item.service)
            };
            let items: Vec<String> = notice.items.iter().map(item).collect();
            self.log.push(format!("{day} tells {}: {}", notice.kind.code(), items.join("; ")));
        }
        for order in plan.superseded {
            let standing = self.standing.iter_mut().find(|s| s.order.id == order).unwrap();
            let superseded = standing.order.clone().superseded(at);
            standing.order = superseded.changed().unwrap();
        }
        if let Some(order) = plan.order {
            self.orders += 1;
            self.standing.push(Standing { order, payments: Vec::new() });
        }
        self.change(day, &plan.changes);
        for charge in plan.charges {
            self.charge(day, now, &charge);
        }
    }

    pub(super) fn holder(&self) -> Holder<'_> {
        Holder {
            account: &self.account,
            groups: &self.groups,
            methods: &self.methods,
            balances: self.balances,
            standing: &self.standing,
            prices: &self.prices,
            tax: tax(),
            calendar: &self.calendar,
        }
    }

    fn change(&mut self, day: Date, changes: &[ServiceChange]) {
        let before: Vec<_> = self.services().map(|s| (s.id, s.state.kind())).collect();
        self.groups = self.groups.iter().map(|group| group.changed(changes)).collect();
        let after: Vec<_> = self.services().map(|s| s.state.kind()).collect();
        for ((id, before), after) in before.into_iter().zip(after) {
            if before != after && [StateKind::Suspended, StateKind::Deleted].contains(&after) {
                self.log.push(format!("{day} {id} is {}", after.code()));
            }
        }
    }

    fn charge(&mut self, day: Date, now: Now, charge: &Charge) {
        self.payments += 1;
        let id = payment_id(self.payments);
        let order = self.order(charge.order.id());
        let outcome = self.outcome(charge.means);
        let mut payment = Payment {
            id,
            order: order.id,
            means: charge.means,
            amount: charge.amount,
            created_at: now.at,
            state: PaymentState::Pending,
        };
        let order = order.paying(id, now.at).unwrap();
        let Step::Changed(resolved) = payment.resolved(outcome, now.at).unwrap() else {
            panic!("a pending payment has an outcome now")
        };
        payment = resolved;
        let services: Vec<Service> = self.services().cloned().collect();
        let (order, changes) = if matches!(payment.state, PaymentState::Captured { .. }) {
            let ids = |value| LedgerTransactionId::try_new(value).unwrap();
            let ids = PostingIds { sale: ids(1), payment: ids(2) };
            let (account, calendar) = (&self.account, &self.calendar);
            let paid = payment.clone();
            let settled = settle(account, order, paid, &services, calendar, now, ids).unwrap();
            if charge.means == Means::Prepaid {
                let rest = self.balances.prepaid.checked_sub(charge.amount).unwrap();
                self.balances.prepaid = rest;
            }
            let extended: Vec<String> = settled
                .extensions
                .iter()
                .map(|extension| format!("{} until {}", extension.service, extension.to.on()))
                .collect();
            self.log.push(format!(
                "{day} pays order {} with {}: {}",
                settled.order.id,
                charge.means.name(),
                extended.join(", ")
            ));
            let changes = settled.changes();
            (settled.order, changes)
        } else {
            let (order, means) = (order.payment_failed(id, now.at).unwrap(), charge.means.name());
            self.log.push(format!("{day} is declined order {} with {means}", order.id));
            let changes = release(&order, &services);
            (order, changes)
        };
        let standing = self.standing.iter_mut().find(|s| s.order.id == order.id).unwrap();
        standing.order = order;
        standing.payments.push(payment);
        self.change(day, &changes);
    }

    fn order(&self, id: crate::OrderId) -> Order {
        let mut orders = self.standing.iter().map(|standing| &standing.order);
        let order = orders.find(|order| order.id == id).unwrap();
        assert_eq!(order.state, OrderState::Unpaid);
        order.clone()
    }

    fn outcome(&mut self, means: Means) -> Outcome {
        let Means::Method(method, _) = means else { return Outcome::Captured { reference: None } };
        let queue = self.declines.get_mut(&method.get()).and_then(VecDeque::pop_front);
        match queue {
            Some(decline) => Outcome::Declined(decline),
            None => Outcome::Captured { reference: None },
        }
    }
}

/// What customers do in between.
impl Life {
    /// The calendar is to look at everything, because something has changed.
    pub(super) fn look_again(&mut self, on: Date) {
        let look = |service: &Service| ServiceChange::Look {
            service: service.id,
            state: service.state,
            agenda: crate::service::Agenda { due_on: Some(on), ..service.agenda },
        };
        let changes: Vec<ServiceChange> = self.services().map(look).collect();
        self.groups = self.groups.iter().map(|group| group.changed(&changes)).collect();
    }

    /// A service is renewed by its holder.
    pub(super) fn extend_by_hand(&mut self, service: i64, length: &str) {
        let held = self.services().find(|held| held.id == id(service)).unwrap();
        let mut after = held.clone();
        after.expiry = held.expiry.extended(period(length)).unwrap();
        after.state = crate::service::ServiceState::Active;
        let renew_day = self.account.renew_day(&self.calendar);
        let due_on = due_after_renewal(&after, &self.calendar, renew_day);
        let extension = crate::settlement::Extension {
            service: held.id,
            from: held.expiry,
            to: after.expiry,
            state: after.state,
            agenda: crate::service::Agenda { due_on, ..held.agenda },
        };
        let changes = [ServiceChange::Extend(extension)];
        self.groups = self.groups.iter().map(|group| group.changed(&changes)).collect();
    }
}
