//! Strategies: every set of linked services that can be renewed together for a period, with its price.
//!
//! A set is a strategy of a service for a period when it contains the service, when each member may be renewed
//! and has a price for that period, and when it is *closed*: an option comes with its parent, unless the
//! parent already runs as long as the option would.
//!
//! [`Space`] holds what the sets are made of; [`Space::strategies`] lists them lazily, fewest services first;
//! [`Space::choose`] tells whether one given set is a strategy, without listing any. Which strategy is best is
//! not decided here.

mod choose;
mod count;
mod enumerate;
mod space;

pub use choose::NotAStrategy;
pub use enumerate::Strategies;
pub(crate) use space::Member;
pub use space::{Candidate, Customer, Group, NoStrategy, Options, Space};

use crate::money::Money;

/// One set of services of a [`Space`], with its net price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strategy {
    /// One bit for each member of the space, in its order.
    pub(crate) set: u64,
    /// The net price of all of them.
    pub price: Money,
}

impl Strategy {
    /// How many services it renews.
    #[must_use]
    pub const fn size(self) -> u32 {
        self.set.count_ones()
    }
}

#[cfg(test)]
mod tests;
