//! The command `perennial-sim`.

fn main() {
    let seed: u64 = 1;
    let sizes = perennial_sim::workload::Sizes { accounts: 4, years: 2 };
    for seed in seed..seed + 3 {
        let plan = perennial_sim::run::Plan::of_seed(seed, sizes);
        let outcome = plan.run(|_, _| ());
        println!("{seed} {} steps {:?} {:?}", plan.steps.len(), outcome.tally, outcome.counts);
        if let Some(f) = &outcome.failure {
            let shrunk = perennial_sim::shrink::shrink(&plan, f, 300);
            for (i, s) in shrunk.places.iter().zip(&shrunk.plan.steps) { println!("  {i} {s}"); }
            println!("after {} of {} ({} runs)", shrunk.failure.after, shrunk.plan.steps.len(), shrunk.runs);
            for v in &shrunk.failure.violations { println!("  {v}"); }
        }
    }
}
