//! When the calendar looks at a service next.

use jiff::civil::Date;

use super::Intent;
use crate::calendar::{Calendar, RenewDay, Rules, days_after, days_before};
use crate::service::{Service, ServiceState, Unpaid};
use crate::strategy::Group;

/// The day on which something is to be done about a service of a group, if its settings stay as they are.
#[must_use]
pub fn next_due(
    service: &Service,
    group: &Group,
    calendar: &Calendar,
    renew_day: RenewDay,
) -> Option<Date> {
    due(service, Intent::of(service, group), calendar.rules(&service.product), renew_day)
}

/// The same without the group: a day that is not too late, whatever the parents of an option are set to.
#[must_use]
pub fn due_at_the_latest(
    service: &Service,
    calendar: &Calendar,
    renew_day: RenewDay,
) -> Option<Date> {
    let rules = calendar.rules(&service.product);
    match Intent::of_alone(service) {
        Some(intent) => due(service, intent, rules, renew_day),
        None => {
            let any = Intent::ALL.into_iter();
            any.filter_map(|intent| due(service, intent, rules, renew_day)).min()
        }
    }
}

fn due(service: &Service, intent: Intent, rules: &Rules, renew_day: RenewDay) -> Option<Date> {
    let expires_on = service.expiry.on();
    match service.state {
        ServiceState::InCreation | ServiceState::Deleted => None,
        ServiceState::Suspended(suspension) => Some(suspension.delete_on),
        ServiceState::Unpaid(unpaid) => {
            let end = rules.suspend_unpaid_on(unpaid.since, expires_on);
            match intent {
                Intent::Renew => retry_on(&unpaid, rules).into_iter().chain([end]).min(),
                Intent::Lapse => Some(end),
                Intent::End => Some(expires_on),
            }
        }
        ServiceState::Active => {
            let debit_on = renew_day.debit_on(expires_on);
            let was_tried = service.agenda.looked_on.is_some_and(|looked| looked >= debit_on);
            let milestone = match intent {
                Intent::Renew if !was_tried => debit_on,
                // What cannot be renewed is tried a last time before it lapses.
                Intent::Renew | Intent::Lapse | Intent::End => expires_on,
            };
            let notice = notice_on(service, intent, rules, milestone);
            notice.into_iter().chain([milestone]).min()
        }
    }
}

/// The day of the next try, after those that were made. The first is made at once.
#[must_use]
pub fn retry_on(unpaid: &Unpaid, rules: &Rules) -> Option<Date> {
    match usize::from(unpaid.attempts).checked_sub(1) {
        None => Some(unpaid.since),
        Some(index) => rules.retries.get(index).map(|days| days_after(unpaid.since, *days)),
    }
}

/// The days before the expiry at which the holder is told, for what is to become of the service.
#[must_use]
pub fn notice_days<'r>(service: &Service, intent: Intent, rules: &'r Rules) -> &'r [u16] {
    let months = service.renew.period().map_or(1, crate::Period::months);
    match intent {
        Intent::Renew if months < rules.notices_automatic_from_months => &[],
        Intent::Renew => &rules.notices_automatic,
        Intent::Lapse => &rules.notices_manual,
        // Who has ended a service need not be told.
        Intent::End => &[],
    }
}

/// The day of the next notice, if there is one before the milestone. Notices whose day is over are not made up for.
fn notice_on(service: &Service, intent: Intent, rules: &Rules, milestone: Date) -> Option<Date> {
    let expires_on = service.expiry.on();
    let days = notice_days(service, intent, rules).iter();
    let dates = days.map(|days| days_before(expires_on, *days));
    let open = dates.filter(|date| service.agenda.looked_on.is_none_or(|looked| *date > looked));
    open.filter(|date| *date < milestone).min()
}
