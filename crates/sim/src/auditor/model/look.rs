//! One day of the calendar for one account: what must be ordered, charged, told, suspended and deleted.

use std::collections::{BTreeMap, BTreeSet};

use crate::auditor::date::{Day, debit_day};

use super::due::{Fate, ahead, retry_on, suspended_on};
use super::{
    Account, Line, Means, Moment, Notice, OrderState, PaymentState, Service, State, Unpaid,
};

/// Hours are what validity is counted in.
const DAY_MICROSECONDS: i64 = 86_400_000_000;

/// A day in the making. What is decided is decided by how things were before it.
struct Look<'a> {
    before: Account,
    account: &'a mut Account,
    moment: &'a Moment<'a>,
    day: Day,
    /// What is left on the prepaid account.
    prepaid: i64,
    wanted: Vec<Line>,
    /// Services by the order that is paid again for them; orders in the order of their ids.
    again: BTreeMap<(i64, usize), Vec<i64>>,
    superseded: BTreeSet<usize>,
    gone: BTreeSet<i64>,
    charges: Vec<(usize, Means)>,
    notices: BTreeMap<usize, Notice>,
}

/// Kinds of notices in the order in which a day tells them.
const KINDS: [&str; 6] =
    ["renewalAhead", "expiryAhead", "paymentFailed", "notRenewable", "suspended", "deleted"];

impl Account {
    /// Whether anything is due on a day.
    #[must_use]
    pub fn is_due(&self, day: Day) -> bool {
        self.services.values().any(|service| service.due.is_some_and(|due| due <= day))
    }

    /// Does a day. Answers the orders that are to be paid, with their means, in their order.
    #[must_use]
    pub fn look(&mut self, day: Day, moment: &Moment<'_>) -> Vec<(usize, Means)> {
        let mut look = Look {
            before: self.clone(),
            moment,
            day,
            prepaid: self.prepaid,
            account: self,
            wanted: Vec::new(),
            again: BTreeMap::new(),
            superseded: BTreeSet::new(),
            gone: BTreeSet::new(),
            charges: Vec::new(),
            notices: BTreeMap::new(),
        };
        for group in look.before.groups() {
            let mut group: Vec<(usize, i64)> =
                group.into_iter().map(|id| (look.before.ancestors(id).len(), id)).collect();
            group.sort_unstable();
            let mut planned = BTreeMap::new();
            for (_, id) in group {
                look.review(id, &mut planned);
            }
        }
        look.pay_again();
        look.place();
        look.finish()
    }
}

impl Look<'_> {
    fn review(&mut self, id: i64, planned: &mut BTreeMap<i64, Day>) {
        let service = self.before.service(id).clone();
        if service.due.is_none_or(|due| due > self.day) || self.gone.contains(&id) {
            return;
        }
        if service.held.is_some() {
            return self.wait(id);
        }
        let (fate, days) = (self.before.fate(id), self.moment.calendar.of(service.product));
        let is_over = service.expires <= self.day;
        match &service.state {
            State::Deleted => self.looked(id, State::Deleted),
            State::Suspended { delete_on, .. } if *delete_on <= self.day => self.delete(id),
            State::Suspended { .. } => self.looked(id, service.state.clone()),
            State::Active | State::Unpaid(_) if fate == Fate::Ends && is_over => self.delete(id),
            State::Active => match fate {
                Fate::Renewed if self.debit_day(&service) <= self.day => self.want(id, planned),
                Fate::Lapses if is_over => self.suspend(id),
                _ => self.tell_ahead(id, &service, fate),
            },
            State::Unpaid(unpaid) => {
                let is_scheduled = retry_on(unpaid, days).is_some_and(|on| on <= self.day);
                // Nobody is suspended before everything was tried.
                if fate == Fate::Renewed && (is_scheduled || self.has_untried(unpaid)) {
                    self.try_again(id, unpaid, planned);
                } else if suspended_on(days, unpaid.since, service.expires) <= self.day {
                    self.suspend(id);
                } else {
                    self.looked(id, service.state.clone());
                }
            }
        }
    }

    fn debit_day(&self, service: &Service) -> Day {
        debit_day(service.expires, self.before.day_of_debit(self.moment))
    }

    fn has_untried(&self, unpaid: &Unpaid) -> bool {
        let usable = self.before.usable(self.moment.today);
        usable
            .into_iter()
            .any(|method| unpaid.order.is_none_or(|order| self.before.declines(order, method) == 0))
    }

    fn try_again(&mut self, id: i64, unpaid: &Unpaid, planned: &mut BTreeMap<i64, Day>) {
        if let Some(order) = unpaid.order {
            if self.can_be_paid(order) {
                let key = (self.before.order(order).id.unwrap_or(i64::MAX), order);
                self.again.entry(key).or_default().push(id);
                return;
            }
            if self.before.order(order).state == OrderState::Unpaid {
                self.superseded.insert(order);
            }
        }
        self.want(id, planned);
    }

    /// Whether an order can be paid as it is: in time, and everything of it is as it was.
    fn can_be_paid(&self, order: usize) -> bool {
        let order = self.before.order(order);
        let is_as_sold = |line: &Line| match line.term {
            Some((_, starts, _)) => {
                let service = self.before.service(line.service);
                let is_there = service.state != State::Deleted;
                is_there && service.expires == starts && service.held.is_none()
            }
            None => true,
        };
        order.state == OrderState::Unpaid
            && self.moment.at < order.valid_until
            && order.lines.iter().all(is_as_sold)
    }

    fn want(&mut self, id: i64, planned: &mut BTreeMap<i64, Day>) {
        match self.before.wanted(id, planned, self.day, self.moment) {
            Ok(line) => {
                planned.extend(line.term.map(|(_, _, ends)| (id, ends)));
                self.wanted.push(line);
            }
            Err(_) if self.before.service(id).expires <= self.day => self.suspend(id),
            Err(_) => {
                let service = self.before.service(id);
                let (expires, state) = (service.expires, service.state.clone());
                self.tell(3, id, Some(expires), None);
                self.looked(id, state);
            }
        }
    }

    /// The holder hears of what is to come; once, if the days of several letters are over.
    fn tell_ahead(&mut self, id: i64, service: &Service, fate: Fate) {
        let days = self.moment.calendar.of(service.product);
        let is_open = |before: &i64| {
            let on = service.expires - before;
            on <= self.day && service.looked.is_none_or(|looked| on > looked)
        };
        if ahead(service, fate, days).iter().any(is_open) {
            if fate == Fate::Renewed {
                let line = self.before.wanted(id, &BTreeMap::new(), self.day, self.moment);
                let amount = line.ok().map(|line| line.amount);
                self.tell(0, id, Some(self.debit_day(service)), amount);
            } else {
                self.tell(1, id, None, None);
            }
        }
        self.looked(id, service.state.clone());
    }

    fn suspend(&mut self, id: i64) {
        let days = self.moment.calendar.of(self.before.service(id).product);
        let kept = self.day + days.retention;
        let delete_on = kept + days.redemption;
        let redemption_from = (days.redemption > 0).then_some(kept);
        self.tell(4, id, Some(delete_on), None);
        self.looked(id, State::Suspended { since: self.day, redemption_from, delete_on });
    }

    /// Deletes a service with the options that cannot be without it.
    fn delete(&mut self, id: i64) {
        self.tell(5, id, None, None);
        self.gone.insert(id);
        self.looked(id, State::Deleted);
        let is_child = |(option, parent): (&i64, &i64)| (*parent == id).then_some(*option);
        let options: Vec<i64> = self.before.parents.iter().filter_map(is_child).collect();
        for option in options {
            let service = self.before.service(option);
            let is_there = service.state != State::Deleted && service.held.is_none();
            if is_there && !self.gone.contains(&option) {
                self.delete(option);
            }
        }
    }

    fn pay_again(&mut self) {
        for ((_, order), services) in std::mem::take(&mut self.again) {
            let attempts = services.iter().filter_map(|id| match self.before.service(*id).state {
                State::Unpaid(unpaid) => Some((unpaid.attempts - unpaid.attempts_before).max(0)),
                _ => None,
            });
            let attempts = attempts.max().unwrap_or(0);
            match self.means(self.before.order(order).gross, Some(order), attempts) {
                Some(means) => {
                    self.charges.push((order, means));
                    services.into_iter().for_each(|id| self.wait(id));
                }
                None => services.into_iter().for_each(|id| self.give_up(id, order)),
            }
        }
    }

    /// One order for everything that is wanted.
    fn place(&mut self) {
        let wanted = std::mem::take(&mut self.wanted);
        if wanted.is_empty() {
            return;
        }
        let days = wanted.iter().map(|line| {
            let service = self.before.service(line.service);
            let since = match service.state {
                State::Unpaid(unpaid) => unpaid.since,
                _ => self.day,
            };
            let rules = self.moment.calendar.of(service.product);
            suspended_on(rules, since, service.expires) - self.day
        });
        let days = days.max().unwrap_or(1).max(1);
        let at = self.moment.at;
        let services: Vec<i64> = wanted.iter().map(|line| line.service).collect();
        let order = self.before.order_of(wanted, Some(self.day), at, at + days * DAY_MICROSECONDS);
        let gross = order.gross;
        let place = self.account.orders.len();
        self.account.orders.push(order);
        match self.means(gross, None, 0) {
            Some(means) => {
                self.charges.push((place, means));
                services.into_iter().for_each(|id| self.wait(id));
            }
            None => services.into_iter().for_each(|id| self.give_up(id, place)),
        }
    }

    /// What an amount is paid with, in the attempt after some others.
    fn means(&mut self, gross: i64, order: Option<usize>, attempts: i64) -> Option<Means> {
        if gross == 0 {
            return Some(Means::Points);
        }
        if self.prepaid >= gross {
            self.prepaid -= gross;
            return Some(Means::Prepaid);
        }
        let declines = |method: i64| order.map_or(0, |order| self.before.declines(order, method));
        let mut usable = self.before.usable(self.moment.today).into_iter();
        usable.find(|method| declines(*method) <= attempts).map(Means::Method)
    }

    /// Everything was tried, or there was nothing to try.
    fn give_up(&mut self, id: i64, order: usize) {
        let service = self.before.service(id);
        let days = self.moment.calendar.of(service.product);
        let mut unpaid = match service.state {
            State::Unpaid(unpaid) => unpaid,
            _ => Unpaid { since: self.day, attempts: 0, attempts_before: 0, order: None },
        };
        unpaid = unpaid.with(order);
        unpaid.attempts += 1;
        let expires = service.expires;
        let is_last = usize::try_from(unpaid.attempts).is_ok_and(|made| made > days.retries.len());
        if unpaid.attempts == 1 || is_last {
            let end = suspended_on(days, unpaid.since, expires).max(self.day + 1);
            self.tell(2, id, Some(end), None);
            let gross = self.account.order(order).gross;
            // What is about several orders names none.
            self.notices.entry(2).and_modify(|notice| {
                let is_of_one = notice.items.len() == 1 || notice.order == Some(order);
                notice.order = is_of_one.then_some(order);
                notice.amount = is_of_one.then_some(gross);
            });
        }
        self.looked(id, State::Unpaid(unpaid));
    }

    /// The day is done for a service.
    fn looked(&mut self, id: i64, state: State) {
        self.account.change(id, |service| {
            service.state = state;
            service.looked = Some(self.day);
        });
        let due = self.account.next_due(id, self.moment).map(|due| due.max(self.day + 1));
        self.account.change(id, |service| service.due = due);
    }

    /// The outcome of a payment is waited for.
    fn wait(&mut self, id: i64) {
        let day = self.day;
        self.account.change(id, |service| {
            service.due = None;
            service.looked = Some(day);
        });
    }

    fn tell(&mut self, kind: usize, id: i64, on: Option<Day>, amount: Option<i64>) {
        let expires = self.before.service(id).expires;
        let name = KINDS.get(kind).copied().unwrap_or_default();
        let new =
            Notice { kind: name, day: self.day, order: None, amount: None, items: Vec::new() };
        self.notices.entry(kind).or_insert(new).items.push((id, expires, on, amount));
    }

    fn finish(self) -> Vec<(usize, Means)> {
        let Self { account, superseded, notices, charges, .. } = self;
        for order in superseded {
            account.order_mut(order).state = OrderState::Superseded;
        }
        notices.into_values().for_each(|notice| account.tell(notice));
        charges
    }
}

impl Unpaid {
    /// The same, waiting for an order that may be another one.
    pub(super) fn with(self, order: usize) -> Self {
        if self.order == Some(order) {
            return self;
        }
        Self { order: Some(order), attempts_before: self.attempts, ..self }
    }
}

impl Account {
    /// The methods that are debited by themselves, the default first.
    fn usable(&self, today: Day) -> Vec<i64> {
        let usable =
            self.methods.iter().filter(|method| method.is_usable(today) && !method.refused);
        let mut usable: Vec<(bool, i64)> =
            usable.map(|method| (!method.is_default, method.id)).collect();
        usable.sort_unstable();
        usable.into_iter().map(|(_, id)| id).collect()
    }

    /// How often a method was declined for an order.
    fn declines(&self, order: usize, method: i64) -> i64 {
        let with_it = self.order(order).payments.iter().filter(|payment| {
            payment.means == Means::Method(method)
                && matches!(payment.state, PaymentState::Declined { .. })
        });
        i64::try_from(with_it.count()).unwrap_or(i64::MAX)
    }
}

impl super::Method {
    /// Whether it can be charged on a day.
    #[must_use]
    pub fn is_usable(&self, today: Day) -> bool {
        self.ends.is_none_or(|last| today <= last)
    }
}
