//! What a renewal sells, at what price, until when; and what an order of several comes to.

use std::collections::BTreeMap;

use crate::auditor::date::{Day, civil, months_later};
use crate::auditor::rules::{rounded, tax};

use super::{Account, Line, Mode, Moment, Order, OrderState, State};

/// How far ahead a service may run.
const HORIZON_MONTHS: i64 = 120;

/// Why a service is not renewed for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle {
    ParentEndsEarlier,
    Other,
}

impl Account {
    /// The line that renews a service for some months on a day, as far as the service alone tells.
    pub(super) fn line(
        &self,
        id: i64,
        months: i64,
        day: Day,
        moment: &Moment<'_>,
    ) -> Result<Line, Obstacle> {
        let service = self.service(id);
        let is_gone = service.state == State::Deleted || service.mode == Mode::OneShot;
        let ends = months_later(service.expires, months, service.anchor);
        let (_, _, of_month) = civil(day);
        let is_far = ends > months_later(day, HORIZON_MONTHS, of_month);
        let plan = moment.plan(service.plan).ok_or(Obstacle::Other)?;
        let price = plan.prices.get(&(self.currency.code, months));
        let unit_price = *price.filter(|_| !is_gone && !is_far).ok_or(Obstacle::Other)?;
        let quantity = service.quantity;
        let amount = rounded(i128::from(unit_price) * i128::from(quantity), self.currency.unit);
        let term = Some((months, service.expires, ends));
        Ok(Line { service: id, quantity, unit_price, amount, term })
    }

    /// The renewal that the calendar wants: for the chosen months, or the fewest there are; for fewer than chosen where an
    /// option would outlive its parent. `planned` are new expiries of services that are renewed with it.
    pub(super) fn wanted(
        &self,
        id: i64,
        planned: &BTreeMap<i64, Day>,
        day: Day,
        moment: &Moment<'_>,
    ) -> Result<Line, Obstacle> {
        let service = self.service(id);
        let plan = moment.plan(service.plan).ok_or(Obstacle::Other)?;
        let priced: Vec<i64> = plan.months(self.currency.code).collect();
        let chosen = service.months.or_else(|| priced.first().copied()).ok_or(Obstacle::Other)?;
        let limit = self.parents.get(&id).map(|parent| {
            planned.get(parent).copied().unwrap_or_else(|| self.service(*parent).expires)
        });
        let fits = |months: i64| match self.line(id, months, day, moment) {
            Ok(Line { term: Some((_, _, ends)), .. })
                if limit.is_some_and(|limit| ends > limit) =>
            {
                Err(Obstacle::ParentEndsEarlier)
            }
            line => line,
        };
        let first = fits(chosen);
        if !matches!(first, Err(Obstacle::ParentEndsEarlier)) {
            return first;
        }
        let shorter = priced.into_iter().rev().filter(|months| *months < chosen);
        shorter.map(fits).find(Result::is_ok).unwrap_or(first)
    }

    /// The fee for restoring a service, if there is one on a day.
    pub(super) fn fee(&self, id: i64, today: Day, moment: &Moment<'_>) -> Option<Line> {
        let service = self.service(id);
        let State::Suspended { redemption_from: Some(from), .. } = service.state else {
            return None;
        };
        let fee = moment.plan(service.plan)?.restoration.get(self.currency.code)?;
        let unit_price = rounded(i128::from(*fee), self.currency.unit);
        let line = Line { service: id, quantity: 1, unit_price, amount: unit_price, term: None };
        (from <= today).then_some(line)
    }

    /// An order of some lines.
    pub(super) fn order_of(
        &self,
        lines: Vec<Line>,
        run_on: Option<Day>,
        placed_at: i64,
        valid_until: i64,
    ) -> Order {
        let net = lines.iter().map(|line| line.amount).sum();
        let tax = tax(net, self.tax, self.currency.unit);
        Order {
            id: None,
            run_on,
            lines,
            net,
            tax,
            gross: net + tax,
            placed_at,
            valid_until,
            state: OrderState::Unpaid,
            payments: Vec::new(),
        }
    }
}
