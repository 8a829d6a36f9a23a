//! What customers may change about renewals.

use super::due::is_engaged;
use super::{Account, Mode, Moment, State};

/// When a service is to end instead of being renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    AtExpiry,
    AtEngagementEnd,
}

impl Stop {
    /// As it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtExpiry => "deleteAtExpiration",
            Self::AtEngagementEnd => "deleteAtEndEngagement",
        }
    }
}

/// A mode that can be wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WishMode {
    Automatic,
    Manual,
}

/// What a customer wishes; what is none stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    pub mode: Option<WishMode>,
    pub months: Option<i64>,
    /// An end, or none any more.
    pub stop: Option<Option<Stop>>,
}

impl Account {
    /// Changes how a service is renewed. Answers whether it must be granted.
    pub fn arrange(&mut self, id: i64, wish: Wish, moment: &Moment<'_>) -> bool {
        let service = self.service(id).clone();
        let mode = match (wish.mode, service.mode) {
            (None, mode) => mode,
            (Some(WishMode::Automatic), mode) if mode.is_automatic() => mode,
            (Some(WishMode::Automatic), Mode::Manual) => Mode::Automatic,
            (Some(WishMode::Manual), Mode::Manual | Mode::Automatic) => Mode::Manual,
            _ => return false,
        };
        let stop = wish.stop.unwrap_or(service.stop);
        let ends = stop == Some(Stop::AtExpiry);
        if ends && wish.mode == Some(WishMode::Automatic) {
            return false;
        }
        let mode = if ends && mode == Mode::Automatic { Mode::Manual } else { mode };
        let months = wish.months.or(service.months);
        if (mode, stop, months) == (service.mode, service.stop, service.months) {
            return true;
        }
        let is_leaving = ends || (mode == Mode::Manual && service.mode != Mode::Manual);
        let is_bound = is_engaged(&service);
        let has_no_end = !is_bound && wish.stop == Some(Some(Stop::AtEngagementEnd));
        let plan = moment.plan(service.plan);
        // A price may be gone that was there when the months were chosen.
        let begins = mode.is_automatic() && mode != service.mode;
        let asked = wish.months.filter(|months| begins || Some(*months) != service.months);
        let is_priced = asked.is_none_or(|months| {
            plan.is_some_and(|plan| plan.months(self.currency.code).any(|priced| priced == months))
        });
        let is_sold_once = mode == Mode::OneShot && months != service.months;
        let can_debit =
            self.prepaid > 0 || self.methods.iter().any(|method| method.is_usable(moment.today));
        if service.state != State::Active
            || (is_bound && is_leaving)
            || has_no_end
            || is_sold_once
            || !is_priced
            || (begins && !can_debit)
        {
            return false;
        }
        self.change(id, |service| {
            (service.mode, service.stop, service.months) = (mode, stop, months);
        });
        let options: Vec<i64> = self.services.keys().copied().collect();
        let following = options.into_iter().filter(|option| {
            *option != id && self.follows(*option) && self.ancestors(*option).contains(&id)
        });
        for one in following.chain([id]).collect::<Vec<_>>() {
            self.change(one, |service| {
                service.due = Some(service.due.map_or(moment.today, |due| due.min(moment.today)));
            });
        }
        true
    }

    /// Chooses a renew day, for the first time or not. Answers whether it must be granted.
    pub fn choose_renew_day(&mut self, day: i64, active: bool, moment: &Moment<'_>) {
        if self.renew_day != Some((day, active)) {
            self.renew_day = Some((day, active));
            self.wake(moment.today);
        }
    }

    /// Makes a method the default.
    pub fn prefer(&mut self, method: i64, moment: &Moment<'_>) {
        let before = self.methods.clone();
        for known in &mut self.methods {
            known.is_default = known.id == method;
            known.refused &= !known.is_default;
        }
        if self.methods != before {
            self.wake(moment.today);
        }
    }

    /// Gives a method another end.
    pub fn end_method(&mut self, method: i64, ends: Option<i64>, moment: &Moment<'_>) {
        let known = self.methods.iter_mut().find(|known| known.id == method);
        let Some(known) = known.filter(|known| known.ends != ends) else { return };
        known.ends = ends;
        self.wake(moment.today);
    }

    /// Something to pay with has come to the account.
    pub fn receive(&mut self, moment: &Moment<'_>) {
        self.wake(moment.today);
    }

    /// A service has come to the account; the calendar begins for it today.
    pub fn begin(&mut self, id: i64, service: super::Service, moment: &Moment<'_>) {
        self.services.insert(id, service);
        let due = self.earliest_due(id, moment).map(|due| due.max(moment.today));
        self.change(id, |service| service.due = due);
    }
}
