//! Seeds in which nothing may be wrong, and runs that are the same each time.

use perennial_sim::replay;
use perennial_sim::run::{Outcome, Plan};
use perennial_sim::workload::Sizes;

const SMALL: Sizes = Sizes { accounts: 2, years: 1 };

fn calm(plan: &Plan) -> Outcome {
    let outcome = plan.run(|_, _| ());
    if let Some(failure) = &outcome.failure {
        let violations: Vec<String> = failure.violations.iter().map(ToString::to_string).collect();
        panic!("after {} steps of seed {}:\n{}", failure.after, plan.seed, violations.join("\n"));
    }
    outcome
}

#[test]
fn nothing_is_wrong_in_a_few_seeds() {
    // One for each calendar that is tried.
    for seed in 1..=4 {
        let outcome = calm(&Plan::of_seed(seed, SMALL));
        assert!(outcome.counts.renewals > 0, "seed {seed} renews nothing");
        assert!(outcome.counts.audits > 30, "seed {seed} is hardly audited");
    }
}

#[test]
fn the_same_seed_is_the_same_run_to_the_byte() {
    let plan = Plan::of_seed(9, SMALL);
    let (one, other) = (calm(&plan), calm(&plan));
    assert_eq!(one.dump, other.dump);
    assert_eq!(one.counts, other.counts);
    // From a file too, which knows steps and not how seeds make them.
    let read = replay::of_file(&replay::to_file(&plan)).unwrap();
    assert_eq!(calm(&read).dump, one.dump);
}

#[test]
fn more_processes_are_no_more_trouble() {
    let plan = Plan { workers: 4, ..Plan::of_seed(11, SMALL) };
    assert!(calm(&plan).tally.crashes > 0);
}
