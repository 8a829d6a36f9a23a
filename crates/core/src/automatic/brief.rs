//! A forecast in brief: what a page or a calendar shows of it, which is not more for an account with very many services.

use jiff::civil::Date;

use super::{Debit, Doom, Forecast};
use crate::means::Means;
use crate::money::Money;
use crate::order::Line;
use crate::text::Name;

/// How many services of a debit are named.
const NAMES: usize = 3;
/// How many dooms are told.
const DOOMS: usize = 100;

/// A forecast, with the names of few.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ForecastBrief {
    /// What will be charged, by day.
    pub debits: Vec<DebitBrief>,
    /// The first of what will fail, or end, by day.
    pub dooms: Vec<Doom>,
    /// How many more of those there are.
    pub dooms_more: usize,
}

/// An order that will be placed and charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebitBrief {
    /// The day.
    pub on: Date,
    /// What it will be paid with.
    pub means: Means,
    /// How much, with tax.
    pub amount: Money,
    /// What it is for: the first of its lines.
    pub names: Vec<Name>,
    /// How many lines it has beside those.
    pub others: usize,
}

impl Forecast {
    /// The forecast in brief.
    #[must_use]
    pub fn brief(self) -> ForecastBrief {
        let dooms_more = self.dooms.len().saturating_sub(DOOMS);
        ForecastBrief {
            debits: self.debits.into_iter().map(Debit::brief).collect(),
            dooms: self.dooms.into_iter().take(DOOMS).collect(),
            dooms_more,
        }
    }
}

impl Debit {
    fn brief(self) -> DebitBrief {
        let Self { on, means, amount, lines } = self;
        let others = lines.len().saturating_sub(NAMES);
        let name = |line: Line| line.name;
        let names = lines.into_iter().take(NAMES).map(name).collect();
        DebitBrief { on, means, amount, names, others }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automatic::Found;
    use crate::id::ServiceId;
    use jiff::civil::date;

    #[test]
    fn what_is_left_out_is_counted() {
        let doom = |id| Doom {
            on: date(2027, 1, 1),
            service: ServiceId::try_new(id).unwrap(),
            found: Found::Deleted { ended: true },
            reasons: Vec::new(),
        };
        let of = |count| Forecast { debits: Vec::new(), dooms: (1..=count).map(doom).collect() };
        let few = of(100).brief();
        assert_eq!((few.dooms.len(), few.dooms_more), (100, 0));
        let many = of(103).brief();
        assert_eq!((many.dooms.len(), many.dooms_more), (100, 3));
        assert_eq!(many.dooms.last(), Some(&doom(100)));
    }
}
