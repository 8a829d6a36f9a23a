//! What of an account a day is decided by, as it was loaded.

use std::collections::BTreeMap;

use perennial_core::automatic::{Holder, Standing};
use perennial_core::link::Link;
use perennial_core::strategy::Group;
use perennial_core::{Calendar, PaymentMethod, PriceList, Service, ServiceId, Tax};
use perennial_store::{DueAccount, HoldingLoad, StoredAccount};

/// An account with the groups that the calendar looks at.
#[derive(Debug, Clone)]
pub(crate) struct Holding {
    pub(crate) stored: StoredAccount,
    pub(crate) groups: Vec<Group>,
    pub(crate) methods: Vec<PaymentMethod>,
    pub(crate) standing: Vec<Standing>,
}

impl Holding {
    /// An account whose services are not linked: each is a group of its own.
    pub(crate) fn of_single(due: DueAccount) -> Self {
        let DueAccount { stored, services, methods, .. } = due;
        let groups = services.into_iter().filter_map(|one| Group::try_new(vec![one], vec![]));
        Self { stored, groups: groups.collect(), methods, standing: Vec::new() }
    }

    /// Everything that an account holds.
    pub(crate) fn of_all(load: HoldingLoad) -> Self {
        let HoldingLoad { stored, services, links, methods, standing } = load;
        Self { stored, groups: groups(services, &links), methods, standing }
    }

    pub(crate) fn holder<'a>(
        &'a self,
        prices: &'a PriceList,
        tax: Tax,
        calendar: &'a Calendar,
    ) -> Holder<'a> {
        Holder {
            account: &self.stored.account,
            groups: &self.groups,
            methods: &self.methods,
            balances: self.stored.balances,
            standing: &self.standing,
            prices,
            tax,
            calendar,
        }
    }

    pub(crate) fn service(&self, id: ServiceId) -> Option<&Service> {
        self.groups.iter().find_map(|group| group.service(id))
    }
}

/// Services in the groups that they are linked in.
pub(crate) fn groups(services: Vec<Service>, links: &[Link]) -> Vec<Group> {
    let mut by_group = BTreeMap::<ServiceId, (Vec<Service>, Vec<Link>)>::new();
    let group_of: BTreeMap<ServiceId, ServiceId> =
        services.iter().map(|service| (service.id, service.group)).collect();
    for service in services {
        by_group.entry(service.group).or_default().0.push(service);
    }
    for link in links {
        if let Some(group) = group_of.get(&link.from) {
            by_group.entry(*group).or_default().1.push(*link);
        }
    }
    let groups = by_group.into_values();
    groups.filter_map(|(services, links)| Group::try_new(services, links)).collect()
}
