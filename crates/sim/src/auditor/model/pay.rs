//! Orders that customers pay.

use super::{Account, Keyed, Means, Moment, OrderState, PaymentState, State};

/// What a customer pays with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Prepaid,
    Points,
    Method(i64),
}

/// What the first step of a payment must come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    /// Nothing is charged.
    Refused,
    /// The order is settled.
    Settled,
    /// The gateway is asked.
    Charge,
    /// The answer of the same request, sent before.
    Before(Paid),
}

/// What the customer must hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    Done,
    Declined,
    InDoubt,
}

impl Paid {
    /// What the customer must hear of a payment.
    #[must_use]
    pub const fn of(state: PaymentState) -> Self {
        match state {
            PaymentState::Captured => Self::Done,
            PaymentState::Declined { .. } => Self::Declined,
            PaymentState::Open | PaymentState::Voided => Self::InDoubt,
        }
    }
}

impl Account {
    /// Starts a payment.
    pub fn start(
        &mut self,
        order: usize,
        choice: Choice,
        key: Option<&str>,
        moment: &Moment<'_>,
    ) -> Started {
        let content = format!("pay {order} {choice:?}");
        if let Some(done) = key.and_then(|key| self.keys.get(key)) {
            let known = done.payment.and_then(|at| self.order(done.order).payments.get(at));
            match known {
                Some(payment) if done.content == content => match payment.state {
                    PaymentState::Captured => return Started::Before(Paid::Done),
                    PaymentState::Declined { .. } => return Started::Before(Paid::Declined),
                    PaymentState::Open => return Started::Before(Paid::InDoubt),
                    // What never happened is not what the key stands for.
                    PaymentState::Voided => {}
                },
                _ => return Started::Refused,
            }
        }
        let Some(means) = self.means_of(order, choice, moment) else { return Started::Refused };
        if let Some(key) = key {
            let payment = Some(self.order(order).payments.len());
            self.keys.insert(key.to_owned(), Keyed { content, order, payment });
        }
        match means {
            Means::Method(_) => {
                self.intend(order, means, moment);
                Started::Charge
            }
            Means::Prepaid | Means::Points => {
                self.take(order, means, moment);
                Started::Settled
            }
        }
    }

    /// What the order can be paid with, if it is what was chosen and nothing else is in the way.
    fn means_of(&self, order: usize, choice: Choice, moment: &Moment<'_>) -> Option<Means> {
        let wanted = self.order(order);
        if wanted.state != OrderState::Unpaid || moment.at >= wanted.valid_until {
            return None;
        }
        for line in &wanted.lines {
            let service = self.service(line.service);
            let has_moved = line.term.is_some_and(|(_, starts, _)| starts != service.expires);
            if has_moved || service.state == State::Deleted || service.held.is_some() {
                return None;
            }
        }
        let gross = wanted.gross;
        match choice {
            Choice::Prepaid => (self.prepaid >= gross).then_some(Means::Prepaid),
            Choice::Points => (self.points >= self.points_for(gross)).then_some(Means::Points),
            Choice::Method(id) => {
                let known = self.methods.iter().find(|method| method.id == id)?;
                (gross > 0 && known.is_usable(moment.today)).then_some(Means::Method(id))
            }
        }
    }
}
