//! Whether one given set is a strategy, and if not, what is wrong and which strategies are near.

use std::fmt;

use crate::id::ServiceId;
use crate::money::Money;
use crate::service::Obstacle;

use super::Strategy;
use super::space::{Space, bit};

/// Why a set of services is not a strategy, with the nearest ones that are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAStrategy {
    /// Ids that were given twice.
    pub repeated: Vec<ServiceId>,
    /// Ids that are not linked with the service.
    pub unlinked: Vec<ServiceId>,
    /// Services that cannot be renewed for the period.
    pub blocked: Vec<(ServiceId, Obstacle)>,
    /// Services that the set needs and lacks.
    pub missing: Vec<ServiceId>,
    /// The strategies that are nearest to the set, as `services` of the API lists them.
    pub nearest: Vec<Vec<ServiceId>>,
}

impl std::error::Error for NotAStrategy {}

impl fmt::Display for NotAStrategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("these services are not a strategy")?;
        let mut separator = ": ";
        let mut say = |f: &mut fmt::Formatter<'_>, ids: &[ServiceId], what: &str| {
            if ids.is_empty() {
                return Ok(());
            }
            let sep = std::mem::replace(&mut separator, "; ");
            write!(f, "{sep}{} {what}", list(ids))
        };
        say(f, &self.repeated, "given twice")?;
        say(f, &self.unlinked, "not linked with the service")?;
        say(f, &self.missing, "missing from the set")?;
        for (service, obstacle) in &self.blocked {
            let sep = std::mem::replace(&mut separator, "; ");
            write!(f, "{sep}{service} cannot be renewed: {obstacle}")?;
        }
        let nearest: Vec<String> =
            self.nearest.iter().map(|set| format!("[{}]", list(set))).collect();
        match nearest.as_slice() {
            [] => Ok(()),
            sets => write!(f, "; nearest strategies: {}", sets.join(" and ")),
        }
    }
}

fn list(ids: &[ServiceId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl Space<'_> {
    /// The strategy of exactly the given services, in any order. No service at all means the one of the space.
    ///
    /// # Errors
    ///
    /// [`NotAStrategy`], with everything that is wrong and what to order instead.
    pub fn choose(&self, services: &[ServiceId]) -> Result<Strategy, NotAStrategy> {
        let mut wrong = NotAStrategy {
            repeated: Vec::new(),
            unlinked: Vec::new(),
            blocked: Vec::new(),
            missing: Vec::new(),
            nearest: Vec::new(),
        };
        let mut set = if services.is_empty() { self.asked_bit() } else { 0 };
        for id in services {
            match self.index_of(*id) {
                Some(index) if set & bit(index) != 0 => wrong.repeated.push(*id),
                Some(index) => set |= bit(index),
                None => match self.obstacle(*id) {
                    Some(obstacle) => wrong.blocked.push((*id, obstacle)),
                    None => wrong.unlinked.push(*id),
                },
            }
        }
        let closed = self.closure(set | self.asked_bit());
        if closed == set
            && wrong.repeated.is_empty()
            && wrong.unlinked.is_empty()
            && wrong.blocked.is_empty()
        {
            return Ok(self.strategy(set));
        }
        wrong.missing = self.ids(closed & !set);
        wrong.nearest.push(self.ids(closed));
        let smaller = self.closed_part(set);
        if smaller != closed {
            wrong.nearest.push(self.ids(smaller));
        }
        Err(wrong)
    }

    /// The strategy nearest to what somebody wants: what cannot be renewed for the period is left out, and what the others
    /// cannot be without comes along.
    #[must_use]
    pub fn complete(&self, wanted: &[ServiceId]) -> Strategy {
        let members = wanted.iter().filter_map(|id| self.index_of(*id));
        let set = members.fold(self.asked_bit(), |set, index| set | bit(index));
        self.strategy(self.closure(set))
    }

    /// Why a service of the group is not a member.
    fn obstacle(&self, id: ServiceId) -> Option<Obstacle> {
        let service = self.group.service(id)?;
        let parent = self.group.parent_of(id).map_or(id, |parent| parent.id);
        Some(self.member(service).err().unwrap_or(Obstacle::ParentEndsEarlier { parent }))
    }

    /// The set with everything that its members cannot be without.
    fn closure(&self, set: u64) -> u64 {
        self.members
            .iter()
            .enumerate()
            .filter(|(index, _)| set & bit(*index) != 0)
            .fold(set, |closed, (_, member)| closed | member.above)
    }

    /// The set without the members whose ancestors it lacks, but with what the asked service needs.
    fn closed_part(&self, set: u64) -> u64 {
        let kept = self.closure(self.asked_bit()) | set;
        self.members
            .iter()
            .enumerate()
            .filter(|(index, member)| {
                kept & bit(*index) != 0 && kept & member.above == member.above
            })
            .fold(0, |part, (index, _)| part | bit(index))
    }

    pub(super) fn strategy(&self, set: u64) -> Strategy {
        let ucents = self
            .members
            .iter()
            .enumerate()
            .filter(|(index, _)| set & bit(*index) != 0)
            .fold(0_i64, |sum, (_, member)| sum.saturating_add(member.sum.ucents()));
        Strategy { set, price: Money::from_ucents(ucents, self.customer.currency) }
    }

    fn ids(&self, set: u64) -> Vec<ServiceId> {
        self.chosen(self.strategy(set)).map(|member| member.service.id).collect()
    }

    /// The bit of the service the space was made for: the last member.
    pub(super) fn asked_bit(&self) -> u64 {
        bit(self.members.len().saturating_sub(1))
    }
}
