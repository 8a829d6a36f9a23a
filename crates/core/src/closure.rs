//! Closing a service for a while: its holder takes it out of service, and opens it again.
//!
//! A closure is a fact of its own beside the state of a service: the calendar does not look at it. A closed service is
//! renewed and charged as an open one, so nothing is left to be invoiced when it is opened again, and it expires and is
//! deleted as an open one. Its options close with it, and open with it.
//!
//! On the wire a service that is closed is `suspended`; that word means something else here
//! ([`Suspension`](crate::service::Suspension)), which its holder did not ask for.

use jiff::civil::Date;

use crate::id::{OrderId, ServiceId};
use crate::service::{Closure, Service, ServiceChange, ServiceState};
use crate::strategy::Group;
use crate::time::Now;

/// Why a service is not closed, or not opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CloseRefusal {
    /// It is gone.
    #[error("this service was deleted")]
    Deleted,
    /// It is not delivered yet.
    #[error("this service is still being created: try again when it is delivered")]
    InCreation,
    /// A renewal was not paid.
    #[error("the renewal of this service is unpaid{}: pay it first", of(*order))]
    InDebt {
        /// The order that renews it.
        order: Option<OrderId>,
    },
    /// Its time is over.
    #[error(
        "it is out of service since {since} and will be deleted on {delete_on}: renew it first"
    )]
    Expired {
        /// The first day out of service.
        since: Date,
        /// The day on which it is deleted.
        delete_on: Date,
    },
    /// Its holder has closed it before.
    #[error(
        "this service is suspended already, since {on}: POST /service/{with}/reopen opens it again"
    )]
    Closed {
        /// Since when.
        on: Date,
        /// The service with which it was closed.
        with: ServiceId,
    },
    /// It is open.
    #[error("this service is not suspended: there is nothing to reopen")]
    Open,
    /// It was closed with what it is an option of.
    #[error(
        "this service was suspended with service {parent}, whose option it is: reopen that one"
    )]
    ClosedWithParent {
        /// What was closed.
        parent: ServiceId,
    },
}

fn of(order: Option<OrderId>) -> String {
    order.map(|order| format!(" (order {order})")).unwrap_or_default()
}

/// What closes a service: itself, and the options of it that are open.
///
/// # Errors
///
/// [`CloseRefusal`] for the first guard that does not hold.
pub fn close(
    group: &Group,
    service: &Service,
    now: Now,
) -> Result<Vec<ServiceChange>, CloseRefusal> {
    check_state(service)?;
    if let Some(Closure { on, with }) = service.closure {
        return Err(CloseRefusal::Closed { on, with });
    }
    let closure = Closure { on: now.today, with: service.id };
    let is_open = |one: &&Service| one.closure.is_none() && one.state != ServiceState::Deleted;
    let closing = group.with_options_of(service.id).filter(is_open);
    Ok(closing.map(|one| ServiceChange::Close { service: one.id, closure }).collect())
}

/// What opens a service again: itself, and what was closed with it.
///
/// # Errors
///
/// [`CloseRefusal`] for the first guard that does not hold.
pub fn reopen(group: &Group, service: &Service) -> Result<Vec<ServiceChange>, CloseRefusal> {
    check_state(service)?;
    let closure = service.closure.ok_or(CloseRefusal::Open)?;
    if closure.with != service.id {
        return Err(CloseRefusal::ClosedWithParent { parent: closure.with });
    }
    let closed_with =
        |one: &&Service| one.closure.is_some_and(|closure| closure.with == service.id);
    let opening = group.services().iter().filter(closed_with);
    Ok(opening.map(|one| ServiceChange::Reopen { service: one.id }).collect())
}

fn check_state(service: &Service) -> Result<(), CloseRefusal> {
    match service.state {
        ServiceState::Active => Ok(()),
        ServiceState::Unpaid(unpaid) => Err(CloseRefusal::InDebt { order: unpaid.order }),
        ServiceState::Suspended(suspension) => {
            Err(CloseRefusal::Expired { since: suspension.since, delete_on: suspension.delete_on })
        }
        ServiceState::InCreation => Err(CloseRefusal::InCreation),
        ServiceState::Deleted => Err(CloseRefusal::Deleted),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::link::{Link, LinkKind};
    use crate::samples::{self, TODAY, id, now, order_id};

    /// A service, its option, an option of that, and a neighbour.
    fn group(change: impl Fn(&mut Service)) -> Group {
        let mut services: Vec<Service> =
            (1..=4).map(|n| samples::service(n, "vps-1", date(2027, 1, 15))).collect();
        services.iter_mut().for_each(change);
        let link = |from, kind, to| Link { from: id(from), kind, to: id(to) };
        let links = vec![
            link(2, LinkKind::OptionOf, 1),
            link(3, LinkKind::OptionOf, 2),
            link(4, LinkKind::HostingOfDomain, 1),
        ];
        Group::try_new(services, links).unwrap()
    }

    fn closed(group: &Group, service: i64) -> Group {
        group.changed(&close(group, group.service(id(service)).unwrap(), now()).unwrap())
    }

    fn reopened(group: &Group, service: i64) -> Result<Group, CloseRefusal> {
        let changes = reopen(group, group.service(id(service)).unwrap())?;
        Ok(group.changed(&changes))
    }

    /// What each service of a group was closed with.
    fn with(group: &Group) -> Vec<Option<i64>> {
        group.services().iter().map(|one| one.closure.map(|c| c.with.get())).collect()
    }

    #[test]
    fn options_close_and_open_with_their_service() {
        let open = group(|_| {});
        let all = closed(&open, 1);
        assert_eq!(with(&all), [Some(1), Some(1), Some(1), None]);
        assert_eq!(all.service(id(3)).unwrap().closure.unwrap().on, TODAY);
        let text = "this service was suspended with service 1, whose option it is: reopen that one";
        assert_eq!(reopened(&all, 3).unwrap_err().to_string(), text);
        assert_eq!(reopened(&all, 1).unwrap(), open);
    }

    #[test]
    fn an_option_that_was_closed_by_itself_stays_closed() {
        let both = closed(&closed(&group(|_| {}), 2), 1);
        assert_eq!(with(&both), [Some(1), Some(2), Some(2), None]);
        let after = reopened(&both, 1).unwrap();
        assert_eq!(with(&after), [None, Some(2), Some(2), None]);
        assert_eq!(with(&reopened(&after, 2).unwrap()), [None; 4]);
    }

    #[test]
    fn nothing_but_the_closure_changes() {
        let open = group(|_| {});
        let mut closed = closed(&open, 4).service(id(4)).unwrap().clone();
        assert_eq!(closed.closure.take(), Some(Closure { on: TODAY, with: id(4) }));
        assert_eq!(Some(&closed), open.service(id(4)));
    }

    #[test]
    fn what_is_not_in_service_is_neither_closed_nor_opened() {
        let unpaid = crate::service::Unpaid {
            since: TODAY,
            attempts: 1,
            order: Some(order_id(7)),
            attempts_before: 0,
        };
        let cases = [
            (ServiceState::Deleted, "this service was deleted"),
            (
                ServiceState::InCreation,
                "this service is still being created: try again when it is delivered",
            ),
            (
                ServiceState::Unpaid(unpaid),
                "the renewal of this service is unpaid (order 7): pay it first",
            ),
            (
                samples::suspended(date(2026, 11, 20)),
                "it is out of service since 2026-11-20 and will be deleted on 2026-11-25: renew it first",
            ),
        ];
        for (state, text) in cases {
            let closure = Some(Closure { on: TODAY, with: id(1) });
            for closure in [None, closure] {
                let group = group(|one| (one.state, one.closure) = (state, closure));
                let service = group.service(id(1)).unwrap();
                assert_eq!(close(&group, service, now()).unwrap_err().to_string(), text);
                assert_eq!(reopen(&group, service).unwrap_err().to_string(), text);
            }
        }
    }

    #[test]
    fn what_is_so_already_is_refused() {
        let open = group(|_| {});
        assert_eq!(reopened(&open, 1), Err(CloseRefusal::Open));
        let closed = closed(&open, 1);
        let again = close(&closed, closed.service(id(1)).unwrap(), now()).unwrap_err();
        assert_eq!(
            again.to_string(),
            "this service is suspended already, since 2026-11-23: POST /service/1/reopen opens it again"
        );
    }
}
