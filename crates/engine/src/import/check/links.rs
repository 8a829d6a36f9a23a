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
    let mut all = held.to_vec();
    for (place, link) in &resolved {
        if pairs.insert((link.from, link.to)) {
            all.push(*link);
        } else {
            let text =
                format!("{} and {} are linked already", names.of(link.from), names.of(link.to));
            problems.add(*place, Part::Whole, text);
        }
    }
    let services = by_name.values().copied().collect();
    let groups = link::groups(&services, &all).unwrap_or_else(|error| {
        // What was there before is sound, so one of the new links is to blame: the last that has to do with it.
        let (service, text) = names.describe(&error);
        let involved = |link: &Link| link.from == service || link.to == service;
        let blamed = resolved.iter().rev().find(|(_, link)| involved(link)).or(resolved.last());
        let place = blamed.map_or(Place::Account(account), |(place, _)| *place);
        problems.add(place, Part::Whole, text);
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

    /// An error in names, and the service it is about.
    fn describe(&self, error: &LinkError) -> (ServiceId, String) {
        match error {
            LinkError::Unknown { service } => {
                (*service, format!("{} is linked and not in the account", self.of(*service)))
            }
            LinkError::Itself { service } => {
                (*service, format!("{} is linked with itself", self.of(*service)))
            }
            LinkError::TwoParents { service } => {
                let name = self.of(*service);
                (*service, format!("{name} is an option of two services; an option has one parent"))
            }
            LinkError::Cycle { service } => {
                let name = self.of(*service);
                (*service, format!("{name} is, through its parents, an option of itself"))
            }
            LinkError::GroupTooLarge { service, count } => {
                let name = self.of(*service);
                let text = format!(
                    "{count} services are linked with {name}, directly or through others; at most {GROUP_SERVICES_MAX} can be"
                );
                (*service, text)
            }
        }
    }
}
