//! Orders that customers place.

use std::collections::BTreeSet;

use super::{Account, Keyed, Line, Moment, OrderState};

/// A day, in which an order of a customer can be paid.
const VALIDITY: i64 = 86_400_000_000;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub service: i64,
    pub months: i64,
    /// The services of the order; none means the one that is asked for.
    pub services: Vec<i64>,
}

/// What must come of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// This order.
    Order(usize),
    /// Nothing.
    Refused,
}

impl Asked {
    /// What a key stands for.
    #[must_use]
    pub fn content(&self) -> String {
        format!("order {} {} {:?}", self.service, self.months, self.services)
    }
}

impl Account {
    /// Places an order, or finds the one that stands already.
    pub fn place(&mut self, asked: &Asked, key: Option<&str>, moment: &Moment<'_>) -> Placed {
        let lines = self.lines_for(asked, moment);
        if let Some(done) = key.and_then(|key| self.keys.get(key)) {
            let is_same = done.content == asked.content() && done.payment.is_none();
            return if is_same { Placed::Order(done.order) } else { Placed::Refused };
        }
        let Some(lines) = lines else { return Placed::Refused };
        let is_held = lines.iter().any(|line| self.service(line.service).held.is_some());
        if is_held {
            return Placed::Refused;
        }
        let order = self.standing(&lines, moment.at).unwrap_or_else(|| {
            let order = self.order_of(lines, None, moment.at, moment.at + VALIDITY);
            self.orders.push(order);
            self.orders.len() - 1
        });
        if let Some(key) = key {
            let (content, payment) = (asked.content(), None);
            self.keys.insert(key.to_owned(), Keyed { content, order, payment });
        }
        Placed::Order(order)
    }

    /// An unpaid order of the customer's that still can be paid and sells the same.
    fn standing(&self, lines: &[Line], at: i64) -> Option<usize> {
        let sorted = |lines: &[Line]| {
            let mut lines = lines.to_vec();
            lines.sort_by_key(|line| (line.service, line.term.is_none()));
            lines
        };
        self.orders.iter().position(|order| {
            order.run_on.is_none()
                && order.state == OrderState::Unpaid
                && at < order.valid_until
                && sorted(&order.lines) == sorted(lines)
        })
    }

    /// The lines of an order, if what is asked for can be had.
    #[must_use]
    pub fn lines_for(&self, asked: &Asked, moment: &Moment<'_>) -> Option<Vec<Line>> {
        let line = |id: i64| self.line(id, asked.months, moment.today, moment).ok();
        let group = self.group_of(asked.service);
        let linked = group.into_iter().filter(|id| *id != asked.service);
        let mut members: Vec<Line> = linked.chain([asked.service]).filter_map(line).collect();
        // An option that would outlive its parent needs it in the order.
        let needed = |option: &Line| {
            let parent = *self.parents.get(&option.service)?;
            let (_, _, ends) = option.term?;
            (self.service(parent).expires < ends).then_some(parent)
        };
        loop {
            let ids: BTreeSet<i64> = members.iter().map(|line| line.service).collect();
            let is_orphan = |line: &Line| needed(line).is_some_and(|parent| !ids.contains(&parent));
            let Some(orphan) = members.iter().position(is_orphan) else { break };
            members.remove(orphan);
        }
        let mut chosen: BTreeSet<i64> = asked.services.iter().copied().collect();
        let is_twice = chosen.len() != asked.services.len();
        if chosen.is_empty() {
            chosen.insert(asked.service);
        }
        let is_chosen = |line: &&Line| chosen.contains(&line.service);
        let lines: Vec<Line> = members.iter().filter(is_chosen).copied().collect();
        let is_closed =
            lines.iter().all(|line| needed(line).is_none_or(|parent| chosen.contains(&parent)));
        let is_whole = lines.len() == chosen.len() && chosen.contains(&asked.service);
        if is_twice || !is_closed || !is_whole {
            return None;
        }
        let with_fee = |line: Line| {
            let fee = self.fee(line.service, moment.today, moment);
            std::iter::once(line).chain(fee)
        };
        Some(lines.into_iter().flat_map(with_fee).collect())
    }
}
