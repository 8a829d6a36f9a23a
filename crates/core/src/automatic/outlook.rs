//! What lies ahead of a service: when it is debited, whether its holder has to renew it, when it ends.
//!
//! This is what the holder is told. What will really happen is decided on the day ([`plan_day`](super::plan_day)), by the
//! same calendar.

use jiff::civil::Date;

use super::Intent;
use super::timeline::{retry_on, was_tried};
use crate::calendar::{Calendar, RenewDay, Rules, days_before};
use crate::limits::HORIZON_MONTHS;
use crate::renew::{RenewMode, Stop};
use crate::service::{Service, ServiceState};
use crate::strategy::Group;

/// What lies ahead of a service, as long as nobody changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// What is to become of it at its expiry.
    pub intent: Intent,
    /// The day on which its renewal is debited next: today, if that day is over.
    pub debit_on: Option<Date>,
    /// Whether it is time for its holder to renew it: it expires soon, and the calendar does not renew it.
    pub is_to_be_renewed: bool,
    /// The day on which it ends, if it is to end.
    pub ends_on: Option<Date>,
}

impl Outlook {
    /// The outlook of a service of a group on a day.
    #[must_use]
    pub fn of(
        service: &Service,
        group: &Group,
        calendar: &Calendar,
        renew_day: RenewDay,
        today: Date,
    ) -> Self {
        let intent = Intent::of(service, group);
        let rules = calendar.rules(&service.product);
        let failed = was_tried(service, renew_day) && !is_due(service, today);
        let debit_on = next_debit(service, rules, renew_day, failed);
        let debit_on = debit_on.filter(|_| intent == Intent::Renew);
        let is_to_be_renewed = can_be_renewed(service, today)
            && match intent {
                Intent::Renew => failed,
                Intent::Lapse => is_reminded(service, rules, today),
                Intent::End => false,
            };
        Self {
            intent,
            debit_on: debit_on.map(|day| day.max(today)),
            is_to_be_renewed,
            ends_on: ends_on(service, group),
        }
    }
}

/// Whether the calendar looks at the service today, whatever it did before.
fn is_due(service: &Service, today: Date) -> bool {
    service.agenda.due_on.is_some_and(|due_on| due_on <= today)
}

/// The day on which a service is debited that is renewed by the calendar. What could not be renewed on its day is tried a
/// last time before it lapses.
fn next_debit(service: &Service, rules: &Rules, renew_day: RenewDay, failed: bool) -> Option<Date> {
    let expires_on = service.expiry.on();
    match service.state {
        ServiceState::Active if failed => Some(expires_on),
        ServiceState::Active => Some(renew_day.debit_on(expires_on)),
        ServiceState::Unpaid(unpaid) => {
            let end = rules.suspend_unpaid_on(unpaid.since, expires_on);
            retry_on(&unpaid, rules).filter(|retry_on| *retry_on < end)
        }
        ServiceState::InCreation | ServiceState::Suspended(_) | ServiceState::Deleted => None,
    }
}

fn can_be_renewed(service: &Service, today: Date) -> bool {
    let is_running = service.state == ServiceState::Active && service.held_by.is_none();
    is_running && !service.is_expired(today) && service.renew.mode() != RenewMode::OneShot
}

/// Whether its holder was reminded to renew it by hand.
fn is_reminded(service: &Service, rules: &Rules, today: Date) -> bool {
    let first = rules.notices_manual.first();
    first.is_some_and(|days| days_before(service.expiry.on(), *days) <= today)
}

/// The day on which a service ends: as its holder asked, or with what it is an option of, or because nobody renews it
/// any more.
fn ends_on(service: &Service, group: &Group) -> Option<Date> {
    let expires_on = service.expiry.on();
    match (service.state, service.renew.stop()) {
        (ServiceState::Deleted, _) => None,
        (ServiceState::Suspended(suspension), _) => Some(suspension.delete_on),
        (_, Some(Stop::AtExpiration)) => Some(expires_on),
        (_, Some(Stop::AtEngagementEnd)) => first_expiry_after_engagement(service),
        (_, None) if service.renew.mode() == RenewMode::Option => {
            // Parents do not go in circles: `link::groups` sees to that.
            let end = group.parent_of(service.id).and_then(|parent| ends_on(parent, group))?;
            let is_over = Intent::of(service, group) == Intent::End;
            Some(if is_over { end.min(expires_on) } else { end })
        }
        (_, None) => None,
    }
}

fn first_expiry_after_engagement(service: &Service) -> Option<Date> {
    let last = service.engaged_until.filter(|_| service.is_engaged_beyond_expiry());
    let (Some(last), mut expiry) = (last, service.expiry) else { return Some(service.expiry.on()) };
    for _ in 0..HORIZON_MONTHS {
        if expiry.on() > last {
            return Some(expiry.on());
        }
        expiry = expiry.extended(service.renew.period()?).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::link::{Link, LinkKind};
    use crate::renew::{AutomaticKind, RenewSettings};
    use crate::samples::{self, TODAY, id, period};
    use crate::service::Unpaid;

    const V2012: RenewMode = RenewMode::Automatic(AutomaticKind::V2012);

    fn service(value: i64, mode: RenewMode, stop: Option<Stop>, expires_on: Date) -> Service {
        let renew = RenewSettings::try_new(mode, Some(period("P1M")), stop).unwrap();
        Service { renew, ..samples::service(value, "vps-1", expires_on) }
    }

    fn of_group(services: Vec<Service>, links: Vec<Link>, today: Date) -> Vec<String> {
        let group = Group::try_new(services, links).unwrap();
        let renew_day = RenewDay::try_new(20).unwrap();
        let line = |service| {
            let outlook = Outlook::of(service, &group, &Calendar::default(), renew_day, today);
            let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
            let due = if outlook.is_to_be_renewed { ", to be renewed" } else { "" };
            let (debit, end) = (day(outlook.debit_on), day(outlook.ends_on));
            format!("{:?}, debit {debit}, end {end}{due}", outlook.intent)
        };
        group.services().iter().map(line).collect()
    }

    fn alone(service: Service) -> String {
        of_group(vec![service], Vec::new(), TODAY).concat()
    }

    #[test]
    fn a_renewal_is_debited_on_the_renew_day_before_the_expiry() {
        let automatic = service(1, V2012, None, date(2027, 1, 31));
        assert_eq!(alone(automatic.clone()), "Renew, debit 2027-01-20, end -");
        // Its day was missed: it is debited at once.
        let late = service(1, V2012, None, date(2026, 12, 1));
        assert_eq!(alone(late.clone()), "Renew, debit 2026-11-23, end -");
        // It could not be renewed then. It is tried once more, and its holder had better do something.
        let mut tried = late;
        tried.agenda.looked_on = Some(date(2026, 11, 20));
        assert_eq!(alone(tried.clone()), "Renew, debit 2026-12-01, end -, to be renewed");
        // Its holder has changed something meanwhile: it is looked at once more.
        tried.agenda.due_on = Some(TODAY);
        assert_eq!(alone(tried), "Renew, debit 2026-11-23, end -");
        let mut unpaid = automatic;
        let since = date(2026, 11, 20);
        let state = |attempts| {
            ServiceState::Unpaid(Unpaid { since, attempts, order: None, attempts_before: 0 })
        };
        unpaid.state = state(3);
        assert_eq!(alone(unpaid.clone()), "Renew, debit 2026-11-25, end -", "the third retry");
        unpaid.state = state(4);
        assert_eq!(alone(unpaid), "Renew, debit -, end -", "no retry is left");
    }

    #[test]
    fn what_is_renewed_by_hand_is_due_from_the_first_reminder_on() {
        let manual = service(1, RenewMode::Manual, None, date(2026, 12, 23));
        assert_eq!(alone(manual.clone()), "Lapse, debit -, end -, to be renewed");
        let later = Service { expiry: crate::Expiry::anchored_on(date(2026, 12, 24)), ..manual };
        assert_eq!(alone(later), "Lapse, debit -, end -");
        let once = service(1, RenewMode::OneShot, None, date(2026, 12, 1));
        assert_eq!(alone(once), "Lapse, debit -, end -");
    }

    #[test]
    fn an_end_is_that_of_the_service_or_of_its_parent() {
        let ending = service(1, RenewMode::Manual, Some(Stop::AtExpiration), date(2026, 12, 1));
        let option = |value, expires_on| service(value, RenewMode::Option, None, expires_on);
        let options = [option(2, date(2026, 11, 25)), option(3, date(2026, 12, 1))];
        let link = |from| Link { from: id(from), to: id(1), kind: LinkKind::OptionOf };
        let services = std::iter::once(ending.clone()).chain(options.clone()).collect();
        assert_eq!(
            of_group(services, vec![link(2), link(3)], TODAY),
            [
                "End, debit -, end 2026-12-01",
                "End, debit -, end 2026-11-25",
                "End, debit -, end 2026-12-01"
            ]
        );
        let automatic = service(1, V2012, None, date(2026, 12, 1));
        let services = std::iter::once(automatic).chain(options).collect();
        assert_eq!(
            of_group(services, vec![link(2), link(3)], date(2026, 11, 1)),
            [
                "Renew, debit 2026-11-20, end -",
                "Renew, debit 2026-11-20, end -",
                "Renew, debit 2026-11-20, end -"
            ]
        );
        let mut suspended = service(1, V2012, None, date(2026, 11, 22));
        suspended.state = samples::suspended(date(2026, 11, 22));
        assert_eq!(alone(suspended), "Renew, debit -, end 2026-11-27");
        let deleted = Service { state: ServiceState::Deleted, ..ending };
        assert_eq!(alone(deleted), "End, debit -, end -");
    }

    #[test]
    fn an_end_with_the_engagement_is_the_first_expiry_after_it() {
        let mut engaged = service(1, V2012, Some(Stop::AtEngagementEnd), date(2026, 12, 31));
        engaged.engaged_until = Some(date(2027, 2, 28));
        assert_eq!(alone(engaged.clone()), "Renew, debit 2026-12-20, end 2027-03-31");
        engaged.engaged_until = Some(date(2026, 12, 30));
        assert_eq!(alone(engaged), "End, debit -, end 2026-12-31");
    }
}
