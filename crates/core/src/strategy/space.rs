//! What the strategies of one service for one period are made of.

use jiff::civil::Date;

use crate::engagement::{Offer, Quote};
use crate::expiry::Expiry;
use crate::id::ServiceId;
use crate::limits::{AMOUNT_UCENTS_MAX, GROUP_SERVICES_MAX};
use crate::link::{Link, LinkKind};
use crate::money::{Currency, Money};
use crate::period::Period;
use crate::plan::{LinePrice, Plan, PriceList};
use crate::service::{Obstacle, Service, ServiceChange};

use super::Strategy;

/// Services that are linked with one another, and their links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    services: Vec<Service>,
    links: Vec<Link>,
}

impl Group {
    /// A group. The services are put in id order; more than [`GROUP_SERVICES_MAX`] are not accepted, since
    /// [`link::groups`](crate::link::groups) makes none.
    #[must_use]
    pub fn try_new(mut services: Vec<Service>, links: Vec<Link>) -> Option<Self> {
        services.sort_by_key(|service| service.id);
        (services.len() <= GROUP_SERVICES_MAX).then_some(Self { services, links })
    }

    /// The same group after a command has changed services of it.
    #[must_use]
    pub fn changed(&self, changes: &[ServiceChange]) -> Self {
        let mut group = self.clone();
        for service in &mut group.services {
            changes.iter().for_each(|change| service.apply(change));
        }
        group
    }

    /// The services, in id order.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// A service by its id.
    #[must_use]
    pub fn service(&self, id: ServiceId) -> Option<&Service> {
        self.services
            .binary_search_by_key(&id, |service| service.id)
            .ok()
            .and_then(|i| self.services.get(i))
    }

    /// The parent of an option.
    #[must_use]
    pub fn parent_of(&self, id: ServiceId) -> Option<&Service> {
        self.links
            .iter()
            .find(|link| link.from == id && link.kind == LinkKind::OptionOf)
            .and_then(|link| self.service(link.to))
    }

    /// A service and the options that cannot be without it, directly or not, in id order.
    pub fn with_options_of(&self, id: ServiceId) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(move |one| {
            let mut parents = std::iter::successors(Some(*one), |one| self.parent_of(one.id));
            parents.any(|parent| parent.id == id)
        })
    }
}

/// What of the customer matters for a price: the day it is, and the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Customer {
    /// The currency of the account.
    pub currency: Currency,
    /// The day it is in the contract's time zone.
    pub today: Date,
}

/// Whether options are members of the sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Options {
    /// They are.
    Included,
    /// They are not, unless the service itself is one.
    LeftOut,
}

/// Why a service has no strategy for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoStrategy {
    /// The service is not in the group.
    #[error("service {service} is not in this account")]
    Unknown {
        /// The service that was asked for.
        service: ServiceId,
    },
    /// The service cannot be renewed for the period.
    #[error("service {service} cannot be renewed for {period}: {obstacle}")]
    Blocked {
        /// The service that was asked for.
        service: ServiceId,
        /// The period that was asked for.
        period: Period,
        /// What is in the way.
        obstacle: Obstacle,
    },
}

/// A service that can be renewed for a period.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The service.
    pub service: &'a Service,
    /// What its renewal costs, net, with the fee for restoring it if there is one.
    pub price: Money,
    /// The first day it would not be served any more.
    pub expires_on: Date,
}

/// A service that can be renewed for the period, with what its renewal means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'a> {
    pub(crate) service: &'a Service,
    pub(crate) plan: &'a Plan,
    pub(crate) price: LinePrice,
    /// The engagement that begins with its renewal.
    pub(crate) begins: Option<&'a Offer>,
    /// The fee for restoring it, if it is in redemption.
    pub(crate) restoration: Option<Money>,
    /// What both cost together.
    pub(crate) sum: Money,
    pub(crate) renewed: Expiry,
    /// Direct parent among the members, when the option needs it in the set.
    pub(crate) parent: Option<ServiceId>,
    /// Members it cannot be without: its ancestors.
    pub(crate) above: u64,
    /// Members that cannot be without it: its descendants.
    pub(crate) below: u64,
}

/// The strategies of one service for one period, before they are listed.
#[derive(Debug, Clone)]
pub struct Space<'a> {
    pub(super) group: &'a Group,
    pub(super) period: Period,
    pub(super) customer: Customer,
    pub(super) prices: &'a PriceList,
    /// The linked services in id order, then the service of the path: the order of the answer.
    pub(super) members: Vec<Member<'a>>,
}

impl<'a> Space<'a> {
    /// The space of a service's strategies for a period.
    ///
    /// # Errors
    ///
    /// [`NoStrategy`] when the service itself cannot be renewed for the period.
    pub fn new(
        group: &'a Group,
        path: ServiceId,
        period: Period,
        customer: Customer,
        prices: &'a PriceList,
        options: Options,
    ) -> Result<Self, NoStrategy> {
        let mut space = Self { group, period, customer, prices, members: Vec::new() };
        let asked = group.service(path).ok_or(NoStrategy::Unknown { service: path })?;
        let blocked = |obstacle| NoStrategy::Blocked { service: path, period, obstacle };
        for service in group.services() {
            let wanted = options == Options::Included || group.parent_of(service.id).is_none();
            if service.id != path && wanted {
                space.members.extend(space.member(service));
            }
        }
        let asked = space.member(asked).map_err(blocked)?;
        space.members.push(asked);
        space.tie_options_to_parents();
        match space.members.last() {
            Some(last) if last.service.id == path => Ok(space),
            _ => Err(blocked(space.parent_obstacle(path))),
        }
    }

    /// The period.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The currency of the prices.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.customer.currency
    }

    /// The services of a strategy: linked ones in id order, then the one that was asked for.
    pub fn services(&self, strategy: Strategy) -> impl Iterator<Item = &'a Service> {
        self.chosen(strategy).map(|member| member.service)
    }

    /// The services of a strategy with their plans, in the same order.
    pub fn services_with_plans(
        &self,
        strategy: Strategy,
    ) -> impl Iterator<Item = (&'a Service, &'a Plan)> {
        self.chosen(strategy).map(|member| (member.service, member.plan))
    }

    /// Everything that can be renewed for the period: linked services in id order, then the one that was asked for.
    pub fn candidates(&self) -> impl Iterator<Item = Candidate<'a>> {
        self.members.iter().map(|member| Candidate {
            service: member.service,
            price: member.sum,
            expires_on: member.renewed.on(),
        })
    }

    pub(crate) fn chosen(&self, strategy: Strategy) -> impl Iterator<Item = &Member<'a>> {
        self.members
            .iter()
            .enumerate()
            .filter(move |(index, _)| strategy.set & bit(*index) != 0)
            .map(|(_, member)| member)
    }

    /// A service as a member, as far as that can be told from the service alone.
    pub(super) fn member(&self, service: &'a Service) -> Result<Member<'a>, Obstacle> {
        let renewed = service.renewed_expiry(self.period, self.customer.today)?;
        let no_price = Obstacle::NoPrice { period: self.period };
        let plan = self.prices.get(&service.plan).ok_or(no_price)?;
        let Customer { currency, today } = self.customer;
        let first_day = service.expiry.on();
        let quote = Quote::of(plan, service, currency, self.period, first_day);
        let Quote { price, begins } = quote?;
        let restoration = service.restoration(plan, currency, today);
        let sum = match restoration {
            Some(fee) => price.amount.checked_add(fee).map_err(|_| no_price)?,
            None => price.amount,
        };
        if sum.ucents() > AMOUNT_UCENTS_MAX {
            return Err(no_price);
        }
        let (parent, above, below) = (None, 0, 0);
        Ok(Member { service, plan, price, begins, restoration, sum, renewed, parent, above, below })
    }

    /// Drops options whose parent ends too early and is no member, and ties the others to their parents.
    fn tie_options_to_parents(&mut self) {
        while let Some(orphan) = self.members.iter().position(|m| self.is_orphan(m)) {
            self.members.remove(orphan);
        }
        let parents: Vec<_> = self.members.iter().map(|m| self.needed_parent(m)).collect();
        for (index, parent) in parents.iter().enumerate() {
            let mut ancestor = *parent;
            while let Some(at) = ancestor.and_then(|id| self.index_of(id)) {
                if let Some(member) = self.members.get_mut(index) {
                    member.parent = *parent;
                    member.above |= bit(at);
                }
                if let Some(member) = self.members.get_mut(at) {
                    member.below |= bit(index);
                }
                ancestor = parents.get(at).copied().flatten();
            }
        }
    }

    /// The parent that an option must have in the set: none when it already runs as long.
    fn needed_parent(&self, member: &Member<'_>) -> Option<ServiceId> {
        let parent = self.group.parent_of(member.service.id)?;
        (parent.expiry.on() < member.renewed.on()).then_some(parent.id)
    }

    fn is_orphan(&self, member: &Member<'_>) -> bool {
        self.needed_parent(member).is_some_and(|parent| self.index_of(parent).is_none())
    }

    fn parent_obstacle(&self, option: ServiceId) -> Obstacle {
        let parent = self.group.parent_of(option).map_or(option, |parent| parent.id);
        Obstacle::ParentEndsEarlier { parent }
    }

    pub(super) fn index_of(&self, id: ServiceId) -> Option<usize> {
        self.members.iter().position(|member| member.service.id == id)
    }
}

/// The bit of the member at an index. Indexes are below [`GROUP_SERVICES_MAX`].
pub(super) fn bit(index: usize) -> u64 {
    1_u64.wrapping_shl(u32::try_from(index).unwrap_or(0))
}
