//! When something is to be done about a service, and what is to become of it.

use crate::auditor::date::{Day, debit_day};
use crate::auditor::rules::Days;

use super::arrange::Stop;
use super::{Account, Mode, Moment, Service, State, Unpaid};

/// What is to become of a service at its expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Renewed,
    Lapses,
    Ends,
}

/// The fate that a service's own settings give it; none for an option, which follows its parent.
const fn own_fate(service: &Service) -> Option<Fate> {
    let ends = match service.stop {
        Some(Stop::AtExpiry) => true,
        Some(Stop::AtEngagementEnd) => !is_engaged(service),
        None => false,
    };
    match service.mode {
        _ if ends => Some(Fate::Ends),
        Mode::Option => None,
        Mode::Manual | Mode::OneShot => Some(Fate::Lapses),
        _ => Some(Fate::Renewed),
    }
}

/// Whether the holder is bound beyond the expiry.
pub(super) const fn is_engaged(service: &Service) -> bool {
    match service.engaged_until {
        Some(last) => service.expires <= last,
        None => false,
    }
}

/// The day on which an unpaid service is suspended: never in time that was paid for.
pub(super) fn suspended_on(days: &Days, since: Day, expires: Day) -> Day {
    (since + days.unpaid).max(expires)
}

/// The day of the next try.
pub(super) fn retry_on(unpaid: &Unpaid, days: &Days) -> Option<Day> {
    match usize::try_from(unpaid.attempts - 1) {
        Err(_) => Some(unpaid.since),
        Ok(made) => days.retries.get(made).map(|after| unpaid.since + after),
    }
}

/// How many days before the expiry the holder hears of what is to come, the earliest first.
pub(super) fn ahead(service: &Service, fate: Fate, days: &Days) -> Vec<i64> {
    match fate {
        Fate::Renewed if service.months.unwrap_or(1) < days.ahead_from_months => Vec::new(),
        Fate::Renewed => days.ahead_automatic.clone(),
        Fate::Lapses => days.ahead_manual.clone(),
        Fate::Ends => Vec::new(),
    }
}

impl Account {
    /// What is to become of a service.
    pub(super) fn fate(&self, id: i64) -> Fate {
        let own = own_fate(self.service(id));
        own.or_else(|| self.parents.get(&id).map(|parent| self.fate(*parent)))
            .unwrap_or(Fate::Lapses)
    }

    /// Whether an option has no fate of its own.
    pub(super) fn follows(&self, id: i64) -> bool {
        own_fate(self.service(id)).is_none()
    }

    /// The day of the month on which the account is debited.
    pub(super) fn day_of_debit(&self, moment: &Moment<'_>) -> i64 {
        match self.renew_day {
            Some((day, true)) => day,
            _ => moment.calendar.renew_day,
        }
    }

    /// When the calendar looks at a service next.
    pub(super) fn next_due(&self, id: i64, moment: &Moment<'_>) -> Option<Day> {
        self.due_with(id, self.fate(id), moment)
    }

    /// The same for a service whose parents nobody has looked at: early enough, whatever they are set to.
    pub(super) fn earliest_due(&self, id: i64, moment: &Moment<'_>) -> Option<Day> {
        match own_fate(self.service(id)) {
            Some(fate) => self.due_with(id, fate, moment),
            None => {
                let any = [Fate::Renewed, Fate::Lapses, Fate::Ends].into_iter();
                any.filter_map(|fate| self.due_with(id, fate, moment)).min()
            }
        }
    }

    /// The same for a service that was renewed just now: if the day of its next debit is over already, it is due on the
    /// day after the last look.
    pub(super) fn due_after_renewal(&self, id: i64, moment: &Moment<'_>) -> Option<Day> {
        let service = self.service(id);
        let is_renewed = own_fate(service).is_none_or(|fate| fate == Fate::Renewed);
        let is_renewed = is_renewed && service.state == State::Active;
        let debit = is_renewed.then(|| debit_day(service.expires, self.day_of_debit(moment)));
        let due = self.earliest_due(id, moment).into_iter().chain(debit).min()?;
        Some(service.looked.map_or(due, |looked| due.max(looked + 1)))
    }

    fn due_with(&self, id: i64, fate: Fate, moment: &Moment<'_>) -> Option<Day> {
        let service = self.service(id);
        let (days, expires) = (moment.calendar.of(service.product), service.expires);
        match &service.state {
            State::Deleted => None,
            State::Suspended { delete_on, .. } => Some(*delete_on),
            State::Unpaid(unpaid) => {
                let end = suspended_on(days, unpaid.since, expires);
                match fate {
                    Fate::Renewed => retry_on(unpaid, days).into_iter().chain([end]).min(),
                    Fate::Lapses => Some(end),
                    Fate::Ends => Some(expires),
                }
            }
            State::Active => {
                let debit = debit_day(expires, self.day_of_debit(moment));
                let was_tried = service.looked.is_some_and(|looked| looked >= debit);
                let milestone = match fate {
                    Fate::Renewed if !was_tried => debit,
                    _ => expires,
                };
                let told = ahead(service, fate, days).into_iter().map(|before| expires - before);
                let open = told.filter(|on| {
                    *on < milestone && service.looked.is_none_or(|looked| *on > looked)
                });
                open.chain([milestone]).min()
            }
        }
    }
}
