//! The orders of a day: those that are paid again, and one new order for everything else.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::{Planner, Wanted};
use crate::automatic::{Charge, Found, NoticeKind, OrderToPay, Standing, WhyNot, next_means};
use crate::id::OrderId;
use crate::means::Means;
use crate::money::{Money, MoneyError};
use crate::order::{Category, Line, Order, OrderState, OrderTerms, Totals};
use crate::payment::Payment;
use crate::service::{Service, ServiceState, Unpaid};
use crate::strategy::Group;

impl<'a> Planner<'a> {
    /// Orders that are to be paid again, the oldest first.
    pub(in crate::automatic) fn pay_standing(&mut self) {
        for (id, services) in std::mem::take(&mut self.again) {
            let Some(Standing { order, payments }) = self.holder.standing(id) else { continue };
            let unpaid = services.iter().filter_map(|(_, service)| unpaid_of(service));
            let attempts = unpaid.map(|unpaid| unpaid.attempts_of_order()).max();
            let amount = order.terms.totals.gross;
            let means = self.means_for(amount, payments, attempts.unwrap_or(0));
            for (_, service) in &services {
                self.found(service, Found::PayAgain { order: id });
            }
            match means {
                Some(means) => {
                    let order = OrderToPay::Standing(id);
                    self.charges.push(Charge { order, means, amount });
                    services.iter().for_each(|(_, service)| self.wait(service));
                }
                None => self.give_up((id, amount), &services, !payments.is_empty()),
            }
        }
    }

    /// Places one order for everything that is wanted, and says how it is paid.
    pub(in crate::automatic) fn place(&mut self, id: OrderId) -> Result<(), MoneyError> {
        let wanted = std::mem::take(&mut self.wanted);
        if wanted.is_empty() {
            return Ok(());
        }
        let order = Order { id, terms: self.terms(&wanted)?, state: OrderState::Unpaid };
        let amount = order.terms.totals.gross;
        for Wanted { renewal, .. } in &wanted {
            let (period, until) = (renewal.period, renewal.renewed.on());
            let amount = renewal.price.amount;
            self.found(renewal.service, Found::Renew { period, until, amount });
        }
        let services: Vec<_> = wanted.iter().map(|w| (w.group, w.renewal.service)).collect();
        match self.means_for(amount, &[], 0) {
            Some(means) => {
                self.charges.push(Charge { order: OrderToPay::New(id), means, amount });
                services.iter().for_each(|(_, service)| self.wait(service));
            }
            None => self.give_up((id, amount), &services, false),
        }
        self.order = Some(order);
        Ok(())
    }

    fn terms(&self, wanted: &[Wanted<'_>]) -> Result<OrderTerms, MoneyError> {
        let lines = wanted.iter().map(|wanted| wanted.renewal.line(self.holder.tax));
        let lines: Vec<Line> = lines.collect();
        let totals = Totals::of(&lines, self.holder.account.currency)?;
        let placed_at = self.now.at;
        let days = wanted.iter().map(|wanted| self.days_to_pay(wanted.renewal.service));
        let hours = days.max().unwrap_or(1).max(1).saturating_mul(24);
        let valid_until = placed_at.checked_add(SignedDuration::from_hours(hours));
        let valid_until = valid_until.map_err(|_| MoneyError::Overflow)?;
        let (category, run_on) = (Category::AutoRenew, Some(self.day));
        Ok(OrderTerms { category, run_on, lines, totals, placed_at, valid_until })
    }

    /// How many days are left before a service is suspended, should it not be paid.
    fn days_to_pay(&self, service: &Service) -> i64 {
        let rules = self.holder.calendar.rules(&service.product);
        let since = unpaid_of(service).map_or(self.day, |unpaid| unpaid.since);
        let end = rules.suspend_unpaid_on(since, service.expiry.on());
        end.duration_since(self.day).as_hours().checked_div(24).unwrap_or(0)
    }

    fn means_for(&mut self, amount: Money, payments: &[Payment], attempts: u16) -> Option<Means> {
        let methods = self.holder.methods;
        let (balances, today) = (self.balances, self.now.today);
        let means = next_means(amount, balances, methods, payments, attempts, today)?;
        if means == Means::Prepaid {
            self.balances.prepaid = self.balances.prepaid.checked_sub(amount).ok()?;
        }
        Some(means)
    }

    /// Everything was tried, or there was nothing to try: the services of the order are unpaid.
    fn give_up(
        &mut self,
        (order, amount): (OrderId, Money),
        services: &[(&'a Group, &'a Service)],
        tried: bool,
    ) {
        for (group, service) in services {
            let rules = self.holder.calendar.rules(&service.product);
            let first = Unpaid { since: self.day, attempts: 0, order: None, attempts_before: 0 };
            let mut unpaid = unpaid_of(service).unwrap_or(first).with(order);
            unpaid.attempts = unpaid.attempts.saturating_add(1);
            let why = if tried { WhyNot::Declined } else { WhyNot::NoMeans };
            self.found(service, Found::NotRenewed(why));
            let is_last = usize::from(unpaid.attempts) > rules.retries.len();
            if unpaid.attempts == 1 || is_last {
                let end = rules.suspend_unpaid_on(unpaid.since, service.expiry.on());
                // Where the days to pay went by and nothing ran, it is the next look.
                let end = end.max(self.day.tomorrow().unwrap_or(Date::MAX));
                self.tell(NoticeKind::PaymentFailed, service, Some(end), None);
                if let Some(notice) = self.notices.get_mut(&NoticeKind::PaymentFailed) {
                    // What is about several orders names none.
                    let is_of_one = notice.items.len() == 1 || notice.order == Some(order);
                    notice.order = is_of_one.then_some(order);
                    notice.amount = is_of_one.then_some(amount);
                }
            }
            self.look(service, group, ServiceState::Unpaid(unpaid));
        }
    }
}

fn unpaid_of(service: &Service) -> Option<Unpaid> {
    match service.state {
        ServiceState::Unpaid(unpaid) => Some(unpaid),
        _ => None,
    }
}
