//! Links between services: what belongs to what.
//!
//! An option belongs to one parent and cannot outlive it; a hosting plan and the domains it serves are renewed
//! together or apart, as the customer likes. Services that are linked, directly or through others, form a
//! group; a group is as large as one strategy can be.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::ServiceId;
use crate::limits::GROUP_SERVICES_MAX;

/// A link between two services of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// The option, or the hosting plan.
    pub from: ServiceId,
    /// The parent of the option, or the domain.
    pub to: ServiceId,
    /// What the link means.
    pub kind: LinkKind,
}

/// What a link means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// `from` is an option of `to` and needs it.
    OptionOf,
    /// `from` is a hosting plan that serves the domain `to`; each can live without the other.
    HostingOfDomain,
}

impl LinkKind {
    /// The code under which the kind is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OptionOf => "optionOf",
            Self::HostingOfDomain => "hostingOfDomain",
        }
    }

    /// The kind with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::OptionOf, Self::HostingOfDomain].into_iter().find(|kind| kind.code() == code)
    }
}

/// Why links do not fit the services.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// A link names a service that is not there.
    #[error("service {service} is linked but not in the account")]
    Unknown {
        /// The service that is missing.
        service: ServiceId,
    },
    /// A service is linked with itself.
    #[error("service {service} is linked with itself")]
    Itself {
        /// The service.
        service: ServiceId,
    },
    /// An option has two parents.
    #[error("service {service} is an option of two services; an option has one parent")]
    TwoParents {
        /// The option.
        service: ServiceId,
    },
    /// Options are options of each other.
    #[error("service {service} is, through its parents, an option of itself")]
    Cycle {
        /// A service of the cycle.
        service: ServiceId,
    },
    /// More services are linked than one strategy can hold.
    #[error(
        "{count} services are linked with service {service}; at most {GROUP_SERVICES_MAX} can be"
    )]
    GroupTooLarge {
        /// The smallest id of the group.
        service: ServiceId,
        /// How many services the group has.
        count: usize,
    },
}

/// Checks the links of an account and says which group each service is in: the smallest id among those it is
/// linked with.
///
/// # Errors
///
/// [`LinkError`] for the first thing that does not fit.
pub fn groups(
    services: &BTreeSet<ServiceId>,
    links: &[Link],
) -> Result<BTreeMap<ServiceId, ServiceId>, LinkError> {
    let parents = check_parents(services, links)?;
    check_cycles(&parents)?;
    let groups = connect(services, links);
    let mut sizes = BTreeMap::<ServiceId, usize>::new();
    for group in groups.values() {
        let size = sizes.entry(*group).or_default();
        *size = size.saturating_add(1);
    }
    match sizes.into_iter().find(|(_, count)| *count > GROUP_SERVICES_MAX) {
        Some((service, count)) => Err(LinkError::GroupTooLarge { service, count }),
        None => Ok(groups),
    }
}

fn check_parents(
    services: &BTreeSet<ServiceId>,
    links: &[Link],
) -> Result<BTreeMap<ServiceId, ServiceId>, LinkError> {
    let mut parents = BTreeMap::new();
    for link in links {
        if let Some(service) = [link.from, link.to].into_iter().find(|id| !services.contains(id)) {
            return Err(LinkError::Unknown { service });
        }
        if link.from == link.to {
            return Err(LinkError::Itself { service: link.from });
        }
        let is_option = link.kind == LinkKind::OptionOf;
        if is_option && parents.insert(link.from, link.to).is_some() {
            return Err(LinkError::TwoParents { service: link.from });
        }
    }
    Ok(parents)
}

fn check_cycles(parents: &BTreeMap<ServiceId, ServiceId>) -> Result<(), LinkError> {
    for start in parents.keys() {
        let mut seen = BTreeSet::new();
        let mut current = Some(start);
        while let Some(service) = current {
            if !seen.insert(*service) {
                return Err(LinkError::Cycle { service: *service });
            }
            current = parents.get(service);
        }
    }
    Ok(())
}

/// Floods each group from its smallest id, which is met first because the ids are sorted.
fn connect(services: &BTreeSet<ServiceId>, links: &[Link]) -> BTreeMap<ServiceId, ServiceId> {
    let mut neighbours = BTreeMap::<ServiceId, Vec<ServiceId>>::new();
    for link in links {
        neighbours.entry(link.from).or_default().push(link.to);
        neighbours.entry(link.to).or_default().push(link.from);
    }
    let mut groups = BTreeMap::new();
    for smallest in services {
        let mut reached = vec![*smallest];
        while let Some(service) = reached.pop() {
            if let std::collections::btree_map::Entry::Vacant(place) = groups.entry(service) {
                place.insert(*smallest);
                reached.extend(neighbours.get(&service).into_iter().flatten());
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: i64) -> ServiceId {
        ServiceId::try_new(value).unwrap()
    }

    fn option(from: i64, to: i64) -> Link {
        Link { from: id(from), to: id(to), kind: LinkKind::OptionOf }
    }

    fn check(
        services: impl IntoIterator<Item = i64>,
        links: &[Link],
    ) -> Result<Vec<(i64, i64)>, LinkError> {
        let services = services.into_iter().map(id).collect();
        groups(&services, links)
            .map(|groups| groups.into_iter().map(|(s, g)| (s.get(), g.get())).collect())
    }

    #[test]
    fn linked_services_share_the_smallest_id() {
        let hosting = Link { from: id(9), to: id(4), kind: LinkKind::HostingOfDomain };
        let links = [hosting, option(7, 9), option(2, 4)];
        assert_eq!(
            check([1, 2, 4, 7, 9], &links),
            Ok(vec![(1, 1), (2, 2), (4, 2), (7, 2), (9, 2)])
        );
    }

    #[test]
    fn links_that_do_not_fit_are_refused() {
        assert_eq!(check([1], &[option(1, 2)]), Err(LinkError::Unknown { service: id(2) }));
        assert_eq!(check([1], &[option(1, 1)]), Err(LinkError::Itself { service: id(1) }));
        assert_eq!(
            check([1, 2, 3], &[option(1, 2), option(1, 3)]),
            Err(LinkError::TwoParents { service: id(1) })
        );
        assert_eq!(
            check([1, 2, 3], &[option(1, 2), option(2, 3), option(3, 1)]),
            Err(LinkError::Cycle { service: id(1) })
        );
        let star: Vec<Link> = (2..=65).map(|from| option(from, 1)).collect();
        assert_eq!(
            check(1..=65, &star),
            Err(LinkError::GroupTooLarge { service: id(1), count: 65 })
        );
    }
}
