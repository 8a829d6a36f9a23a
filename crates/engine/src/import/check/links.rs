//! The links of an account: both ends are there, no two services are linked twice, and the groups are sound.
//!
//! Services of an inventory have names; their ids may just have been drawn. So whatever is wrong is told in names.

use std::collections::{BTreeMap, BTreeSet};

use perennial_core::ServiceId;
use perennial_core::limits::GROUP_SERVICES_MAX;
use perennial_core::link::{self, Link, LinkError};

use super::super::{InventoryLink, Part, Place, ServiceName};
use super::Problems;

/// The links of an inventory as ids, and the group of every service of the account.
pub(super) fn check(
    links: &[InventoryLink],
    account: usize,
    by_name: &BTreeMap<ServiceName, ServiceId>,
    held: &[Link],
    problems: &mut Problems,
) -> (Vec<Link>, BTreeMap<ServiceId, ServiceId>) {
    let resolved = resolve(links, account, by_name, problems);
    let names = by_name.iter().map(|(name, id)| (*id, name));
    let names = Names(names.collect());
    let mut pairs: BTreeSet<_> = held.iter().map(|link| (link.from, link.to)).collect();
    let mut new = Vec::with_capacity(resolved.len());
    for (place, link) in &resolved {
        if pairs.insert((link.from, link.to)) {
            new.push((*place, *link));
        } else {
            let (from, to) = (names.of(link.from), names.of(link.to));
            problems.add(*place, Part::Whole, format!("{from} and {to} are linked already"));
        }
    }
    let services = by_name.values().copied().collect();
    let with = |count: usize| -> Vec<Link> {
        held.iter().copied().chain(new.iter().take(count).map(|(_, link)| *link)).collect()
    };
    let groups = link::groups(&services, &with(new.len())).unwrap_or_else(|_| {
        // What was there before is sound, and a link more makes nothing sound again: so one of them is the first with
        // which the links do not fit.
        let counts: Vec<usize> = (1..=new.len()).collect();
        let fits = |count: &usize| link::groups(&services, &with(*count)).is_ok();
        let first = counts.partition_point(fits);
        let error = link::groups(&services, &with(first.saturating_add(1))).err();
        if let (Some((place, link)), Some(error)) = (new.get(first), error) {
            problems.add(*place, Part::Whole, names.describe(&error, link));
        }
        BTreeMap::new()
    });
    (resolved.into_iter().map(|(_, link)| link).collect(), groups)
}

fn resolve(
    links: &[InventoryLink],
    account: usize,
    by_name: &BTreeMap<ServiceName, ServiceId>,
    problems: &mut Problems,
) -> Vec<(Place, Link)> {
    let mut resolved = Vec::with_capacity(links.len());
    for (number, link) in links.iter().enumerate() {
        let place = Place::Link(account, number);
        let mut find = |end: &ServiceName, part| {
            let found = by_name.get(end).copied();
            if found.is_none() {
                let text = format!("the account has no service {} of {}", end.name, end.product);
                problems.add(place, part, text);
            }
            found
        };
        let (from, to) = (find(&link.from, Part::From), find(&link.to, Part::To));
        if let (Some(from), Some(to)) = (from, to) {
            resolved.push((place, Link { from, to, kind: link.kind }));
        }
    }
    resolved
}

struct Names<'a>(BTreeMap<ServiceId, &'a ServiceName>);

impl Names<'_> {
    fn of(&self, id: ServiceId) -> String {
        match self.0.get(&id) {
            Some(ServiceName { product, name }) => format!("{name} ({product})"),
            None => format!("service {id}"),
        }
    }

    /// What does not fit with a link, in names.
    fn describe(&self, error: &LinkError, link: &Link) -> String {
        let from = self.of(link.from);
        match error {
            LinkError::Unknown { service } => {
                format!("{} is linked and not in the account", self.of(*service))
            }
            LinkError::Itself { .. } => format!("{from} is linked with itself"),
            LinkError::TwoParents { .. } => {
                format!("{from} is an option of two services; an option has one parent")
            }
            LinkError::Cycle { .. } => {
                format!("{from} is, through its parents, an option of itself")
            }
            LinkError::GroupTooLarge { count, .. } => format!(
                "{count} services are linked with {from}, directly or through others; at most {GROUP_SERVICES_MAX} can be"
            ),
        }
    }
}
