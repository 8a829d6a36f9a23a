//! Payment methods that end while automatic renewals are debited from them.
//!
//! The holder is told once of each end: from [`METHOD_END_DAYS`] before the last day on, as soon as the method is the one
//! that the next automatic renewal would be debited from. Whether it was told before is not known here.

use jiff::civil::Date;

use super::attempt::usable;
use super::{Holder, Intent, Notice, NoticeItem, NoticeKind, NoticeSubject, Outlook};
use crate::calendar::days_after;
use crate::limits::METHOD_END_DAYS;
use crate::service::{Service, ServiceState};
use crate::strategy::Group;

/// What is told on a day of the payment method that would be debited first, if it ends soon. The holder is one with all
/// groups.
#[must_use]
pub fn method_that_ends(holder: &Holder<'_>, day: Date) -> Option<Notice> {
    let method = *usable(holder.methods, day).first()?;
    let ends_on = method.expires_on.filter(|ends_on| *ends_on <= last_day(day))?;
    let groups = holder.groups.iter();
    let renewed = groups.flat_map(|group| renewed(group).map(move |service| (group, service)));
    let items: Vec<NoticeItem> =
        renewed.map(|(group, service)| item(holder, group, service, day)).collect();
    if items.is_empty() {
        return None;
    }
    let (id, kind, label) = (method.id, method.kind, method.label.clone());
    Some(Notice {
        kind: NoticeKind::MethodEnds,
        day,
        order: None,
        amount: None,
        means: None,
        request: None,
        parties: None,
        refund: None,
        subject: Some(NoticeSubject::Method { id, kind, label, ends_on }),
        items,
    })
}

/// The last of the last days that are told of on a day.
#[must_use]
pub fn last_day(day: Date) -> Date {
    days_after(day, METHOD_END_DAYS)
}

/// The services of a group that the calendar renews.
fn renewed(group: &Group) -> impl Iterator<Item = &Service> {
    let is_renewed = |service: &&Service| {
        let is_there = matches!(service.state, ServiceState::Active | ServiceState::Unpaid(_));
        is_there && Intent::of(service, group) == Intent::Renew
    };
    group.services().iter().filter(is_renewed)
}

fn item(holder: &Holder<'_>, group: &Group, service: &Service, day: Date) -> NoticeItem {
    let outlook = Outlook::of(service, group, holder.calendar, holder.renew_day(), day);
    NoticeItem {
        service: service.id,
        name: service.name.clone(),
        display_name: service.display_name.clone(),
        plan_name: holder.prices.get(&service.plan).map(|plan| plan.name.clone()),
        expires_on: service.expiry.on(),
        on: outlook.debit_on,
        amount: None,
    }
}
