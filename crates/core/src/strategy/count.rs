//! How many strategies a space has, without listing them.

use super::space::Space;

impl Space<'_> {
    /// The number of strategies, or the largest number when there are more.
    ///
    /// Options hang on their parents as trees, so the number is a product: a member that may stay out counts
    /// one for itself being out, plus the product of its options' counts for being in.
    #[must_use]
    pub fn count(&self) -> u64 {
        let required = self.members.last().map_or(0, |asked| asked.above | self.asked_bit());
        let mut counts: Vec<u64> = vec![1; self.members.len()];
        let mut total: u64 = 1;
        // The deepest first: a member's count is complete before its parent's is asked for.
        let mut deepest_first: Vec<usize> = (0..self.members.len()).collect();
        deepest_first.sort_by_key(|i| {
            std::cmp::Reverse(self.members.get(*i).map_or(0, |m| m.above.count_ones()))
        });
        for index in deepest_first {
            let (Some(member), Some(inside)) =
                (self.members.get(index), counts.get(index).copied())
            else {
                continue;
            };
            let optional = u64::from(required & super::space::bit(index) == 0);
            let count = inside.saturating_add(optional);
            let above = member.parent.and_then(|parent| self.index_of(parent));
            match above.and_then(|at| counts.get_mut(at)) {
                Some(parent) => *parent = parent.saturating_mul(count),
                None => total = total.saturating_mul(count),
            }
        }
        total
    }
}
