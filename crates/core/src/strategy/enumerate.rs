//! Listing the strategies of a space lazily, fewest services first, in constant memory.
//!
//! For each size in turn, members are decided one after the other in the order of the answer, "in" before
//! "out", so sets of one size come in the order of their ids. Deciding a member in forces its ancestors in;
//! deciding it out bars its descendants. A branch is entered only when the size can still be reached, and every
//! number of members between the forced and the possible ones can be (take the possible ones and leave out
//! unforced leaves one by one), so no branch is entered in vain and each set costs a bounded number of steps.

use crate::limits::GROUP_SERVICES_MAX;
use crate::money::Money;

use super::Strategy;
use super::space::{Member, Space, bit};

/// The strategies of a space, fewest services first. Made by [`Space::strategies`].
#[derive(Debug, Clone)]
pub struct Strategies<'a> {
    members: &'a [Member<'a>],
    zero: Money,
    /// The size of the sets being listed.
    size: u32,
    root: Branch,
    /// Branches not yet entered. Each depth leaves at most one behind.
    waiting: [Branch; GROUP_SERVICES_MAX],
    depth: usize,
}

/// Some members decided, the rest open.
#[derive(Debug, Clone, Copy, Default)]
struct Branch {
    /// Members decided in.
    set: u64,
    /// Their net price, in micro-cents.
    ucents: i64,
    /// Members not decided yet.
    open: u64,
    /// Open members that must be in.
    forced: u64,
    /// Open members that cannot be in.
    barred: u64,
}

impl<'s> Space<'s> {
    /// All strategies: fewest services first, and among as many services by their ids.
    #[must_use]
    pub fn strategies(&self) -> Strategies<'_> {
        let asked = self.asked_bit();
        let root = Branch {
            set: asked,
            ucents: self.members.last().map_or(0, |member| member.sum.ucents()),
            // The asked service is the last member: all others are the bits below it.
            open: asked.saturating_sub(1),
            forced: self.members.last().map_or(0, |member| member.above),
            barred: 0,
        };
        Strategies {
            members: &self.members,
            zero: Money::zero(self.customer.currency),
            size: 0,
            root,
            waiting: [Branch::default(); GROUP_SERVICES_MAX],
            depth: 0,
        }
    }
}

impl Iterator for Strategies<'_> {
    type Item = Strategy;

    fn next(&mut self) -> Option<Strategy> {
        let branch = match self.leave_waiting() {
            Some(branch) => branch,
            None => self.next_size()?,
        };
        Some(self.descend(branch))
    }
}

impl Strategies<'_> {
    fn leave_waiting(&mut self) -> Option<Branch> {
        self.depth = self.depth.checked_sub(1)?;
        self.waiting.get(self.depth).copied()
    }

    /// Starts on the next size that any set has.
    fn next_size(&mut self) -> Option<Branch> {
        let (fewest, most) = self.root.sizes();
        self.size = self.size.saturating_add(1).max(fewest);
        (self.size <= most).then_some(self.root)
    }

    /// Follows "in" wherever it leads to the size, leaving "out" to wait where that leads there too.
    fn descend(&mut self, mut branch: Branch) -> Strategy {
        while branch.set.count_ones() < self.size {
            let index = branch.open.trailing_zeros() as usize;
            let Some(member) = self.members.get(index) else { break };
            let this = bit(index);
            let inside = branch.with(this, member);
            let outside = branch.without(this, member);
            let can_be_in = branch.barred & this == 0 && inside.reaches(self.size);
            let can_be_out = branch.forced & this == 0 && outside.reaches(self.size);
            if can_be_in
                && can_be_out
                && let Some(place) = self.waiting.get_mut(self.depth)
            {
                *place = outside;
                self.depth = self.depth.saturating_add(1);
            }
            branch = if can_be_in { inside } else { outside };
        }
        Strategy { set: branch.set, price: Money::from_ucents(branch.ucents, self.zero.currency()) }
    }
}

impl Branch {
    /// The smallest and the largest size of the sets in this branch.
    const fn sizes(self) -> (u32, u32) {
        let fewest = (self.set | self.forced).count_ones();
        let most = (self.set | (self.open & !self.barred)).count_ones();
        (fewest, most)
    }

    const fn reaches(self, size: u32) -> bool {
        let (fewest, most) = self.sizes();
        fewest <= size && size <= most
    }

    const fn with(self, this: u64, member: &Member<'_>) -> Self {
        let open = self.open & !this;
        Self {
            set: self.set | this,
            // Cannot overflow: members and their prices are bounded (see `limits`).
            ucents: self.ucents.wrapping_add(member.sum.ucents()),
            open,
            forced: (self.forced | member.above) & open,
            barred: self.barred & open,
        }
    }

    const fn without(self, this: u64, member: &Member<'_>) -> Self {
        let open = self.open & !this;
        Self {
            open,
            forced: self.forced & open,
            barred: (self.barred | member.below) & open,
            ..self
        }
    }
}
