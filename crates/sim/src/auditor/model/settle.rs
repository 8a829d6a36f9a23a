//! What follows from the outcome of a payment.

use super::{
    Account, Means, Moment, Notice, Order, OrderState, Payment, PaymentState, State, Unpaid,
};

impl Account {
    /// A payment is started with the gateway: nothing else may sell what the order sells.
    pub fn intend(&mut self, order: usize, means: Means, moment: &Moment<'_>) {
        let payment = Payment { id: None, means, at: moment.at, state: PaymentState::Open };
        let paying = self.order_mut(order);
        paying.payments.push(payment);
        paying.state = OrderState::Paying;
        for service in paying.services() {
            self.change(service, |service| service.held = Some(order));
        }
    }

    /// An order is paid from a balance, at once.
    pub fn take(&mut self, order: usize, means: Means, moment: &Moment<'_>) {
        let payment = Payment { id: None, means, at: moment.at, state: PaymentState::Open };
        let gross = self.order(order).gross;
        self.order_mut(order).payments.push(payment);
        match means {
            Means::Prepaid => self.prepaid -= gross,
            Means::Points => self.points -= self.points_for(gross),
            Means::Method(_) => {}
        }
        self.captured(order, moment);
    }

    /// The points that pay an amount: one for the smallest unit.
    pub(super) const fn points_for(&self, gross: i64) -> i64 {
        gross / self.currency.unit * super::super::rules::POINTS.unit
    }

    /// The payment that an order waits for, or the last one.
    #[must_use]
    pub fn last_payment(&self, order: usize) -> &Payment {
        self.order(order).payments.last().expect("a payment was started")
    }

    fn end_payment(&mut self, order: usize, state: PaymentState) -> Means {
        let payment = self.order_mut(order).payments.last_mut().expect("a payment was started");
        payment.state = state;
        payment.means
    }

    /// The money is there: the order is settled, and everything of it runs longer.
    pub fn captured(&mut self, order: usize, moment: &Moment<'_>) {
        if let Means::Method(id) = self.end_payment(order, PaymentState::Captured) {
            self.refuse(id, false);
        }
        self.order_mut(order).state = OrderState::Settled;
        let settled = self.order(order).clone();
        for line in &settled.lines {
            let Some((_, starts, ends)) = line.term else { continue };
            self.change(line.service, |service| {
                service.state = match service.state {
                    State::Suspended { since, redemption_from, delete_on }
                        if ends <= moment.today =>
                    {
                        let moved = ends - starts;
                        State::Suspended {
                            since,
                            redemption_from: redemption_from.map(|from| from + moved),
                            delete_on: delete_on + moved,
                        }
                    }
                    State::Deleted => State::Deleted,
                    _ => State::Active,
                };
                service.held = None;
                service.expires = ends;
            });
            let due = self.due_after_renewal(line.service, moment);
            self.change(line.service, |service| service.due = due);
        }
        settled.notice(order).into_iter().for_each(|notice| self.tell(notice));
    }

    /// The customer is told something: once of the same thing, about the same services, on a day.
    pub(super) fn tell(&mut self, notice: Notice) {
        let topic = |notice: &Notice| {
            let first = notice.items.iter().map(|(service, ..)| *service).min();
            (notice.kind, notice.day, notice.order, first)
        };
        if self.notices.iter().all(|told| topic(told) != topic(&notice)) {
            self.notices.push(notice);
        }
    }

    /// The payment came to nothing: the order can be paid again while its time lasts, and what the calendar wanted to
    /// renew is unpaid.
    pub fn failed(&mut self, order: usize, state: PaymentState, moment: &Moment<'_>) {
        let means = self.end_payment(order, state);
        if let (Means::Method(id), PaymentState::Declined { hard: true }) = (means, state) {
            self.refuse(id, true);
        }
        let failed = self.order_mut(order);
        let is_over = moment.at >= failed.valid_until;
        failed.state = if is_over { OrderState::Lapsed } else { OrderState::Unpaid };
        let (run_on, services) = (failed.run_on, failed.services());
        for id in services {
            self.change(id, |service| {
                service.held = None;
                service.due = service.looked.or(service.due);
                service.state = match (&service.state, run_on) {
                    (State::Active, Some(run_on)) => State::Unpaid(Unpaid {
                        since: service.looked.unwrap_or(run_on),
                        attempts: 0,
                        attempts_before: 0,
                        order: Some(order),
                    }),
                    (State::Unpaid(unpaid), Some(_)) => State::Unpaid(unpaid.with(order)),
                    (state, _) => (*state).clone(),
                };
            });
        }
    }

    fn refuse(&mut self, method: i64, refused: bool) {
        let method = self.methods.iter_mut().find(|known| known.id == method);
        method.into_iter().for_each(|method| method.refused = refused);
    }

    /// The orders whose time was over first.
    #[must_use]
    pub fn lapsing(&self, at: i64) -> Option<Vec<usize>> {
        let unpaid = self.orders.iter().enumerate();
        let unpaid = unpaid.filter(|(_, order)| order.state == OrderState::Unpaid);
        let over = unpaid.filter(|(_, order)| order.valid_until <= at);
        let over: Vec<(i64, usize)> = over.map(|(at, order)| (order.valid_until, at)).collect();
        let first = over.iter().map(|(until, _)| *until).min()?;
        Some(over.into_iter().filter(|(until, _)| *until == first).map(|(_, at)| at).collect())
    }

    /// Some orders are cancelled: their time is over.
    pub fn lapse(&mut self, orders: impl Iterator<Item = usize>) {
        for order in orders {
            self.order_mut(order).state = OrderState::Lapsed;
        }
    }
}

impl Order {
    /// The services that it renews.
    #[must_use]
    pub fn services(&self) -> Vec<i64> {
        self.lines.iter().filter(|line| line.term.is_some()).map(|line| line.service).collect()
    }

    /// What is told of an order of the calendar that was paid.
    fn notice(&self, order: usize) -> Option<Notice> {
        let item = |line: &super::Line| {
            let (_, _, ends) = line.term?;
            Some((line.service, ends, None, Some(line.amount)))
        };
        let items = self.lines.iter().filter_map(item).collect();
        let (kind, amount) = ("renewed", Some(self.gross));
        self.run_on.map(|day| Notice { kind, day, order: Some(order), amount, items })
    }
}
