//! A failure is shrunk to what matters, and happens again when that is replayed.

use perennial_sim::replay;
use perennial_sim::run::Plan;
use perennial_sim::shrink::shrink;
use perennial_sim::workload::{Kind, Sizes};

#[test]
fn a_failure_is_shrunk_and_replayed() {
    let sizes = Sizes { accounts: 2, years: 1 };
    // A rule that does not exist: nothing may be renewed twice.
    let plan = Plan { planted: Some(2), ..Plan::of_seed(3, sizes) };
    let failure = plan.run(|_, _| ()).failure.unwrap();
    assert_eq!(failure.rules(), ["planted"]);

    let shrunk = shrink(&plan, &failure, 60);
    let count = shrunk.plan.steps.len();
    assert!(count < failure.after / 2, "{count} of {} steps", failure.after);
    assert!(shrunk.plan.steps.iter().any(|step| step.kind == Kind::Join), "nobody would be there");

    let planted = |plan: Plan| Plan { planted: plan.planted.or(Some(2)), ..plan };
    let name = replay::name(plan.seed, &shrunk.places);
    let by_name = planted(replay::of_name(&name, sizes).unwrap());
    assert_eq!(by_name.run(|_, _| ()).failure.unwrap(), shrunk.failure);
    let by_file = planted(replay::of_file(&replay::to_file(&shrunk.plan)).unwrap());
    assert_eq!(by_file.run(|_, _| ()).failure.unwrap(), shrunk.failure);
}
