//! Shrinking: fewer and fewer steps that fail in the same way (delta debugging).
//!
//! Parts of the list are left out, large ones first; what still fails is kept. Each try is a run in a new world. A failure is
//! the same if it violates a rule that the first one violated.

use std::collections::BTreeSet;

use crate::run::{Failure, Plan};

/// A failure with the fewest steps that were found to lead to it.
#[derive(Debug, Clone)]
pub struct Shrunk {
    /// The steps, by their places in the list of the seed.
    pub places: Vec<usize>,
    /// The run of these steps.
    pub plan: Plan,
    /// What is wrong.
    pub failure: Failure,
    /// Runs that were made.
    pub runs: usize,
}

/// Looks for the fewest steps of a run that failed which fail in the same way, with at most so many runs.
#[must_use]
pub fn shrink(plan: &Plan, failure: &Failure, runs_max: usize) -> Shrunk {
    let places: Vec<usize> = (0..plan.steps.len().min(failure.after)).collect();
    let mut best = Shrunk { plan: part(plan, &places), places, failure: failure.clone(), runs: 0 };
    let wanted: BTreeSet<&str> = failure.rules().into_iter().collect();
    let mut size = best.places.len().div_ceil(2).max(1);
    loop {
        let mut start = 0;
        let mut has_shrunk = false;
        while start < best.places.len() && best.runs < runs_max {
            let end = (start + size).min(best.places.len());
            let outside =
                |(at, place): (usize, &usize)| (!(start..end).contains(&at)).then_some(*place);
            let fewer: Vec<usize> = best.places.iter().enumerate().filter_map(outside).collect();
            let tried = part(plan, &fewer);
            best.runs += 1;
            let failed = tried.run(|_, _| ()).failure;
            match failed.filter(|failed| failed.rules().iter().any(|rule| wanted.contains(rule))) {
                Some(failure) => {
                    let kept = fewer.into_iter().take(failure.after).collect::<Vec<_>>();
                    let plan = part(plan, &kept);
                    best = Shrunk { places: kept, plan, failure, runs: best.runs };
                    has_shrunk = true;
                }
                None => start = end,
            }
        }
        if best.runs >= runs_max || (size == 1 && !has_shrunk) {
            return best;
        }
        size = (size / 2).max(1);
    }
}

/// The run of some of the steps.
#[must_use]
pub fn part(plan: &Plan, places: &[usize]) -> Plan {
    let steps = places.iter().filter_map(|place| plan.steps.get(*place)).copied().collect();
    Plan { steps, ..plan.clone() }
}
