//! What is said of a run, and of all of them together.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use perennial_sim::replay;
use perennial_sim::run::{Failure, Outcome, Plan};
use perennial_sim::shrink::{Shrunk, shrink};

use crate::Cli;

/// What all runs came to.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    runs: u64,
    failed: Vec<u64>,
    account_hours: i64,
    steps: u64,
    audits: u64,
    predictions: u64,
    bounded: u64,
    orders: u64,
    automatic: u64,
    renewals: u64,
    charges: u64,
    declined: u64,
    bills: u64,
    notices: u64,
    crashes: u64,
    faults: u64,
    refused: u64,
}

/// Says what one run came to. Answers whether anything was wrong.
pub(crate) fn tell(
    cli: &Cli,
    plan: &Plan,
    outcome: &Outcome,
    sum: &mut Sum,
) -> anyhow::Result<bool> {
    let (tally, counts) = (outcome.tally, outcome.counts);
    sum.add(plan.seed, outcome);
    let verdict = if outcome.failure.is_some() { "WRONG" } else { "ok" };
    println!(
        "seed {:<7} {verdict:>5}  {} steps, {} renewals, {} charges, {} crashes, {} faults",
        plan.seed, tally.steps, counts.renewals, tally.charges, tally.crashes, tally.faults
    );
    let Some(failure) = &outcome.failure else { return Ok(false) };
    tell_violations(failure);
    println!("  after step {} of {}", failure.after, plan.steps.len());
    // What is replayed is what it is, and the places of its steps in the list of its seed are not known any more.
    if cli.replay.is_some() || cli.shrink == 0 {
        let run = cli.replay.clone().unwrap_or(plan.seed.to_string());
        println!("\n  replay: {}", command(cli, &run));
        return Ok(true);
    }
    let shrunk = shrink(plan, failure, cli.shrink);
    tell_shrunk(cli, &shrunk);
    if let Some(folder) = &cli.save {
        let path = Path::new(folder).join(format!("{}.txt", plan.seed));
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {folder}"))?;
        std::fs::write(&path, replay::to_file(&shrunk.plan))
            .with_context(|| format!("cannot write {}", path.display()))?;
        println!("  kept in {}", path.display());
    }
    println!();
    Ok(true)
}

fn tell_violations(failure: &Failure) {
    // The same may be found at every step of a day.
    let mut told = BTreeSet::new();
    for violation in &failure.violations {
        let text = violation.to_string();
        if !told.contains(&text) {
            println!("  {text}");
            told.insert(text);
        }
    }
}

fn tell_shrunk(cli: &Cli, shrunk: &Shrunk) {
    println!(
        "\n  {} steps are enough ({} runs were tried):\n",
        shrunk.plan.steps.len(),
        shrunk.runs
    );
    for line in replay::to_file(&shrunk.plan).lines() {
        println!("    {line}");
    }
    println!();
    tell_violations(&shrunk.failure);
    println!("\n  replay: {}", command(cli, &replay::name(shrunk.plan.seed, &shrunk.places)));
}

/// The command that makes a run again.
fn command(cli: &Cli, run: &str) -> String {
    let Cli { accounts, years, workers, .. } = cli;
    format!(
        "cargo run --release -p perennial-sim -- --accounts {accounts} --years {years} --workers {workers} \
         --replay {run}"
    )
}

impl Sum {
    fn add(&mut self, seed: u64, outcome: &Outcome) {
        let (tally, counts) = (outcome.tally, outcome.counts);
        self.runs += 1;
        self.failed.extend(outcome.failure.is_some().then_some(seed));
        self.account_hours += tally.account_hours;
        self.steps += tally.steps;
        self.audits += counts.audits;
        self.predictions += counts.predictions;
        self.bounded += counts.bounded;
        self.orders += counts.settled;
        self.automatic += counts.automatic;
        self.renewals += counts.renewals;
        self.charges += tally.charges;
        self.declined += counts.declined;
        self.bills += counts.bills;
        self.notices += counts.notices;
        self.crashes += tally.crashes;
        self.faults += tally.faults;
        self.refused += tally.refused;
    }

    /// Everything in a few lines.
    pub(crate) fn text(&self, time: Duration) -> String {
        let years = self.account_hours / (24 * 365);
        let seconds = time.as_secs_f64();
        let mut text = format!(
            "\n{} seeds, {years} account-years, {} steps in {seconds:.1} s\n\
             {} orders settled ({} by the calendar), {} renewals, {} charges, {} declined, {} bills, {} notices\n\
             {} crashes, {} faults, {} requests refused as they must be\n\
             {} audits; accounts predicted {} times, {} of them after a crash as one of several moments\n",
            self.runs,
            self.steps,
            self.orders,
            self.automatic,
            self.renewals,
            self.charges,
            self.declined,
            self.bills,
            self.notices,
            self.crashes,
            self.faults,
            self.refused,
            self.audits,
            self.predictions,
            self.bounded,
        );
        // Writing to a text does not fail.
        let _ = match self.failed.as_slice() {
            [] => write!(text, "nothing is wrong"),
            failed => write!(text, "WRONG in {} seeds: {failed:?}", failed.len()),
        };
        text
    }
}
